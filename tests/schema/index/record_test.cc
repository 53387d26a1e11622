#include "schema/index/record.h"

#include <gtest/gtest.h>

#include <random>

#include "schema/index/wire.h"
#include "schema/model/error.h"
#include "schema/text/sha256.h"

namespace pressmark {
namespace {

ArticleRecord sample_article() {
  ArticleRecord record;
  record.id = "a-1";
  record.declared_id = "a 1";
  record.revision = sha256_hex("text");
  record.url = "https://example.org/a?b=c";
  record.title = "Title";
  record.outlet = "Example Herald";
  record.date = Day{2014, 6, 12};
  record.authors = {"Jane A. Smith", "\u092E"};
  record.lang = "en";
  record.countries = {{"PK", 0.75}, {"RU", 0.25}};
  record.speakers = {{"denis-alipov", "Denis Alipov"}};
  record.inferred = {"lang"};
  record.source = {"dir/file.jsonl", 7, sha256_hex("line")};
  record.content_hash = sha256_hex("all");
  record.fingerprint = "0123456789abcdef";
  record.quotation_count = 3;
  record.outlet_stated = "Herald Online";
  record.outlet_country = "PK";
  record.section = "World";
  record.rights = Rights::excerpt;
  record.is_summary = true;
  record.captured = 1402567200;
  record.notes = {"date \"yesterday\" cannot be read"};
  record.source.modified = 1402567201;
  return record;
}

Quotation sample_quotation() {
  Quotation quotation;
  quotation.id = "q1";
  quotation.spans = {{0, 4}, {10, 20}};
  quotation.span = {0, 20};
  quotation.type = QuotationType::mixed;
  quotation.speaker = Speaker{"denis-alipov", "Denis Alipov", "envoy", {5, 9}};
  quotation.cue = Span{9, 10};
  quotation.confidence = 0.1 + 0.2;
  quotation.step = "name";
  return quotation;
}

TextRecord sample_text() {
  TextRecord record;
  record.article = sample_article();
  record.revision = {sha256_hex("text"), 1'700'000'000, 1'700'000'001, "1"};
  record.text = "twenty-five bytes of text";
  record.tokens = std::string("\x00\x01", 2);
  record.blocks = {{BlockKind::heading, 1}, {}, {}, {BlockKind::list_item, 2}};
  record.captions = {"A harbour at dawn"};
  record.quotations = {sample_quotation()};
  record.countries = {{"PK", 1.0, {{0, 3}, {4, 8}}}};
  return record;
}

TEST(Record, DecodingUndoesEncoding) {
  EXPECT_EQ(decode_article(encode(sample_article())), sample_article());
  EXPECT_EQ(decode_article(encode(ArticleRecord{})), ArticleRecord{});
  EXPECT_EQ(decode_text(encode(sample_text())), sample_text());
}

TEST(Record, FieldsOfALaterFormatArePassedOver) {
  auto bytes = encode(sample_article());
  put_varint(bytes, 4711);
  put_bytes(bytes, "from the future");
  EXPECT_EQ(decode_article(bytes), sample_article());
}

TEST(Record, DamagedBytesAreAnErrorAndNeverMore) {
  const auto good = encode(sample_text());
  std::mt19937 random(3);
  for (std::size_t size = 0; size < good.size(); size += 3) {
    try {
      decode_text(good.substr(0, size));
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::io);
    }
  }
  for (int round = 0; round < 5000; ++round) {
    auto bad = good;
    for (int i = 0; i < 3; ++i) bad[random() % bad.size()] = static_cast<char>(random());
    try {
      const auto record = decode_text(bad);
      for (const auto& quotation : record.quotations) ASSERT_LE(quotation.span.end, record.text.size());
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::io);
    }
  }
}

TEST(Record, ListsKeepEveryByte) {
  const std::vector<std::string> values{"", std::string("a\0b", 3), std::string(300, 'x')};
  EXPECT_EQ(decode_list(encode_list(values)), values);
}

TEST(ContentHash, ChangesWithEveryFieldTheSourceStates) {
  Article article;
  article.id = "a";
  article.text = "Text.";
  const auto before = content_hash(article);
  const auto changed = [&](auto change) {
    auto other = article;
    change(other);
    return content_hash(other) != before;
  };
  EXPECT_TRUE(changed([](Article& a) { a.text = "Text!"; }));
  EXPECT_TRUE(changed([](Article& a) { a.title = ""; }));
  EXPECT_TRUE(changed([](Article& a) { a.outlet = "X"; }));
  EXPECT_TRUE(changed([](Article& a) { a.date = Day{2014, 1, 1}; }));
  EXPECT_TRUE(changed([](Article& a) { a.updated = Day{2014, 1, 1}; }));
  EXPECT_TRUE(changed([](Article& a) { a.authors = {"X"}; }));
  EXPECT_FALSE(changed([](Article& a) { a.source.path = "elsewhere"; }));
}

// An earlier revision's title stands nowhere else.
TEST(TextRecord, AnyFlippedBitIsFoundOrShowsAsARecordWithoutItsSum) {
  TextRecord record;
  record.article.id = "wire-1";
  record.article.title = "Story 1";
  record.text = "The committee met.";
  const auto whole = encode(record);
  EXPECT_TRUE(is_summed(whole));
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    auto flipped = whole;
    flipped[bit / 8] = static_cast<char>(static_cast<unsigned char>(flipped[bit / 8]) ^ (1U << (bit % 8)));
    bool is_found = false;
    try {
      decode_text(flipped);
      is_found = !is_summed(flipped);
    } catch (const Error&) {
      is_found = true;
    }
    EXPECT_TRUE(is_found) << "bit " << bit;
  }
}

}  // namespace
}  // namespace pressmark
