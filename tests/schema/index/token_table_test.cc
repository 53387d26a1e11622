#include "schema/index/token_table.h"

#include <gtest/gtest.h>

#include <random>

#include "schema/index/fields.h"
#include "schema/model/error.h"

namespace pressmark {
namespace {

TokenTable table_of(std::string_view text) {
  Analyzer analyzer;
  Analysis analysis;
  analyzer.analyze(text, analysis);
  return TokenTable(analysis);
}

std::string random_text(std::mt19937& random) {
  const std::vector<std::string> pieces{
      "word", "Mi-35", "a", " ",     ", ",  "\n\n", "\n\n\n\n", "拉夫", "  ",   "—",  std::string(80, 'x'),
      "x-y",  "’s",    "'", "don’t", "3.5", "U.S.", "é",        "สวัสดี", "한국", "\n", "\u00a0"};
  std::string text;
  for (std::size_t i = random() % 60; i > 0; --i) text += pieces[random() % pieces.size()];
  return text;
}

TEST(TokenTable, DecodingUndoesEncoding) {
  std::mt19937 random(5);
  for (int round = 0; round < 1000; ++round) {
    const auto text = random_text(random);
    const auto table = table_of(text);
    auto decoded = TokenTable::decode(table.encode(text), text);
    // Paragraphs behind the last token hold no position.
    ASSERT_EQ(decoded.size(), table.size()) << text;
    for (std::uint32_t i = 0; i < table.size(); ++i) {
      ASSERT_EQ(decoded.span(i), table.span(i)) << text;
      ASSERT_EQ(decoded.position(i), table.position(i)) << text;
      ASSERT_EQ(decoded.joined_to_next(i), table.joined_to_next(i)) << text;
    }
  }
}

TEST(TokenTable, EveryTokenIsFoundAtItsPositionAndNothingElsewhere) {
  std::mt19937 random(6);
  for (int round = 0; round < 300; ++round) {
    const auto text = random_text(random);
    const auto table = table_of(text);
    std::size_t found = 0;
    for (std::uint32_t position = 0; position < kBodyPosition + 8000; ++position) {
      const auto token = table.token_at(position);
      if (!token) continue;
      ++found;
      ASSERT_EQ(table.position(*token), position);
    }
    ASSERT_EQ(found, table.size()) << text;
  }
}

TEST(TokenTable, NothingIsNearAcrossParagraphs) {
  const auto table = table_of("one\n\ntwo");
  EXPECT_GT(table.position(1) - table.position(0), kMaxNearWindow);
}

TEST(TokenTable, KeepsOnlyWhatTheTextDoesNotShow) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "The envoy’s “words”, he didn't say, were 3.5 or 1,000 – Mi-35\n\n";
  EXPECT_LT(table_of(text).encode(text).size(), table_of(text).size() / 5);
  std::string ideographs;
  for (int i = 0; i < 1000; ++i) ideographs += "拉夫罗夫。";
  EXPECT_LT(table_of(ideographs).encode(ideographs).size(), ideographs.size());
}

TEST(TokenTable, DamagedBytesAreAnErrorAndNeverMore) {
  const std::string text = "some words for a table’s Mi-35\n\nand more";
  const auto good = table_of(text).encode(text);
  std::mt19937 random(8);
  for (int round = 0; round < 5000; ++round) {
    auto bad = good;
    bad[random() % bad.size()] = static_cast<char>(random());
    bad.resize(bad.size() - random() % 3);
    try {
      const auto table = TokenTable::decode(bad, text);
      for (std::uint32_t i = 0; i < table.size(); ++i) {
        ASSERT_LE(table.span(i).begin, table.span(i).end);
        ASSERT_LE(table.span(i).end, text.size());
        table.token_at(table.position(i));
      }
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::io);
    }
  }
}

}  // namespace
}  // namespace pressmark
