#include "indexer/update/index_writer.h"

#include <gtest/gtest.h>

#include <fstream>

#include "schema/index/document.h"
#include "schema/model/error.h"
#include "schema/text/sha256.h"
#include "tests/support/index_dump.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

using test::dump_index;
using test::TemporaryDirectory;

constexpr std::int64_t kNow = 1700000000;

Article article(const std::string& id, const std::string& text) {
  Article article;
  article.id = id;
  article.title = "Delivery of helicopters";
  article.outlet = "Example Herald";
  article.date = Day{2014, 6, 12};
  article.text = text;
  article.source = {id + ".txt", std::nullopt, sha256_hex("source of " + text)};
  return article;
}

// The whole text as somebody's words.
Annotation quoting(const Article& article, const std::string& quotation_id) {
  const Span whole{0, static_cast<std::uint32_t>(article.text.size())};
  Quotation quotation;
  quotation.id = quotation_id;
  quotation.span = whole;
  quotation.spans = {whole};
  quotation.speaker = Speaker{"jane-smith", "Jane Smith", "", whole};
  quotation.step = "name";
  return {{quotation}, {{"PK", 1.0, {}}}};
}

ArticleDocuments documents(const Article& article, const std::string& quotation_id,
                           std::int64_t seen = kNow) {
  return DocumentBuilder("v1").build(article, quoting(article, quotation_id),
                                     {sha256_hex(article.text), seen, seen, "1"});
}

class IndexWriterTest : public ::testing::Test {
 protected:
  std::filesystem::path index() const { return directory_ / "index"; }
  void put(const Article& article, const std::string& quotation_id) {
    IndexWriter writer(index(), IndexWriter::Mode::create);
    writer.put_source(article.id, article.source.sha256, "source of " + article.text);
    writer.put(documents(article, quotation_id));
    writer.commit();
  }
  TemporaryDirectory directory_;
};

TEST_F(IndexWriterTest, ANewIndexIsEmptyAndCurrentAtOnce) {
  { const IndexWriter writer(index(), IndexWriter::Mode::create); }
  EXPECT_TRUE(dump_index(index()).articles.empty());
}

TEST_F(IndexWriterTest, OnlyCreateMakesAnIndex) {
  try {
    const IndexWriter writer(index(), IndexWriter::Mode::existing);
    FAIL() << "opened what is not there";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::no_index);
  }
  EXPECT_FALSE(std::filesystem::exists(index()));
}

TEST_F(IndexWriterTest, ASecondWriterIsLockedOut) {
  const IndexWriter writer(index(), IndexWriter::Mode::create);
  try {
    const IndexWriter second(index(), IndexWriter::Mode::create);
    FAIL() << "two writers";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::locked);
    EXPECT_FALSE(error.hint().empty());
  }
}

TEST_F(IndexWriterTest, ReadersSeeABatchOnlyAfterItsCommit) {
  IndexWriter writer(index(), IndexWriter::Mode::create);
  writer.put(documents(article("a", "First words."), "q1"));
  EXPECT_TRUE(writer.has_changes());
  EXPECT_TRUE(dump_index(index()).articles.empty());
  EXPECT_EQ(writer.stored("a")->id, "a");
  writer.commit();
  EXPECT_FALSE(writer.has_changes());
  EXPECT_EQ(dump_index(index()).articles.size(), 1U);
  EXPECT_EQ(dump_index(index()).quotations.size(), 1U);
}

TEST_F(IndexWriterTest, WhatIsNotCommittedIsDiscarded) {
  {
    IndexWriter writer(index(), IndexWriter::Mode::create);
    writer.put(documents(article("a", "First words."), "q1"));
  }
  const auto dump = dump_index(index());
  EXPECT_TRUE(dump.articles.empty());
  EXPECT_TRUE(dump.texts.empty());
}

TEST_F(IndexWriterTest, PuttingAgainReplacesRowAndQuotationsAndKeepsEarlierRevisions) {
  put(article("a", "First words."), "q1");
  put(article("a", "Second words."), "q2");
  const auto dump = dump_index(index());
  EXPECT_EQ(dump.articles.size(), 1U);
  ASSERT_EQ(dump.quotations.size(), 1U);
  EXPECT_TRUE(dump.quotations.contains("Qq2"));
  EXPECT_EQ(dump.texts.size(), 2U);
  EXPECT_EQ(dump.sources.size(), 2U);
}

TEST_F(IndexWriterTest, RevisionsAreKnownAfterTheirCommit) {
  const Article first = article("a", "First words.");
  put(first, "q1");
  IndexWriter writer(index(), IndexWriter::Mode::existing);
  const std::string revision = sha256_hex(first.text);
  EXPECT_EQ(writer.revision("a", revision)->first_seen, kNow);
  EXPECT_EQ(writer.holders(revision), 1U);
  EXPECT_FALSE(writer.revision("b", revision));
  EXPECT_EQ(writer.holders(sha256_hex("other")), 0U);
}

TEST_F(IndexWriterTest, AWithdrawnArticleLeavesATombstoneAndItsText) {
  put(article("a", "First words."), "q1");
  IndexWriter writer(index(), IndexWriter::Mode::existing);
  EXPECT_EQ(writer.withdraw("a", kNow), Withdrawal::done);
  writer.commit();
  const auto dump = dump_index(index());
  EXPECT_TRUE(dump.articles.empty());
  EXPECT_TRUE(dump.quotations.empty());
  EXPECT_EQ(dump.texts.size(), 1U);
  EXPECT_EQ(dump.sources.size(), 1U);
  EXPECT_EQ(writer.tombstone("a"), (Tombstone{kNow, false, {sha256_hex("First words.")}}));
  EXPECT_EQ(writer.withdraw("a", kNow + 1), Withdrawal::already);
  EXPECT_EQ(writer.withdraw("b", kNow), Withdrawal::unknown);
}

TEST_F(IndexWriterTest, PuttingAWithdrawnArticleBringsItBack) {
  put(article("a", "First words."), "q1");
  {
    IndexWriter writer(index(), IndexWriter::Mode::existing);
    writer.withdraw("a", kNow);
    writer.put(
        documents(article("a", "First words."), "q1"));  // another kind of batch: the first is committed
    writer.commit();
    EXPECT_FALSE(writer.tombstone("a"));
  }
  EXPECT_EQ(dump_index(index()).articles.size(), 1U);
}

TEST_F(IndexWriterTest, PurgingErasesEveryTextAndSourceOfTheArticle) {
  put(article("a", "First words."), "q1");
  put(article("a", "Second words."), "q2");
  Article same_words = article("a", "Second words.");
  same_words.source.sha256 = sha256_hex("third");
  put(same_words, "q2");  // a source that no text names any more must go, too
  {
    IndexWriter writer(index(), IndexWriter::Mode::existing);
    EXPECT_EQ(writer.purge("a", kNow), Withdrawal::done);
    EXPECT_EQ(writer.purge("a", kNow), Withdrawal::already);
    writer.commit();
    const auto tombstone = writer.tombstone("a");
    ASSERT_TRUE(tombstone);
    EXPECT_TRUE(tombstone->purged);
    EXPECT_EQ(tombstone->revisions.size(), 2U);
  }
  const auto dump = dump_index(index());
  EXPECT_TRUE(dump.articles.empty());
  EXPECT_TRUE(dump.texts.empty());
  EXPECT_TRUE(dump.sources.empty());
}

TEST_F(IndexWriterTest, PurgingAfterWithdrawingErasesTheTextsToo) {
  put(article("a", "First words."), "q1");
  IndexWriter writer(index(), IndexWriter::Mode::existing);
  writer.withdraw("a", kNow);
  writer.commit();
  EXPECT_EQ(writer.purge("a", kNow + 5), Withdrawal::done);
  writer.commit();
  EXPECT_TRUE(dump_index(index()).texts.empty());
  EXPECT_EQ(writer.tombstone("a")->withdrawn, kNow);
}

TEST_F(IndexWriterTest, ASourceThatTwoArticlesShareIsKeptOnceAndForTheOther) {
  Article first = article("a", "Shared words.");
  Article second = article("b", "Shared words.");
  put(first, "q1");
  put(second, "q2");
  EXPECT_EQ(dump_index(index()).sources.size(), 1U);
  IndexWriter writer(index(), IndexWriter::Mode::existing);
  writer.purge("a", kNow);
  writer.commit();
  EXPECT_EQ(dump_index(index()).sources.size(), 1U);
  writer.purge("b", kNow);
  writer.commit();
  EXPECT_TRUE(dump_index(index()).sources.empty());
}

TEST_F(IndexWriterTest, WithoutChangesNothingIsWritten) {
  put(article("a", "First words."), "q1");
  const auto before = test::revisions(index());
  {
    IndexWriter writer(index(), IndexWriter::Mode::create);
    EXPECT_TRUE(writer.stored("a"));
    EXPECT_FALSE(writer.stored("b"));
    writer.commit();
  }
  EXPECT_EQ(test::revisions(index()), before);
}

TEST_F(IndexWriterTest, NotesAreKept) {
  {
    IndexWriter writer(index(), IndexWriter::Mode::create);
    EXPECT_EQ(writer.note("k"), "");
    writer.set_note("k", "v");
    writer.commit();
  }
  const IndexWriter writer(index(), IndexWriter::Mode::existing);
  EXPECT_EQ(writer.note("k"), "v");
}

TEST_F(IndexWriterTest, ADamagedIndexIsAnErrorAndNotACrash) {
  put(article("a", "First words."), "q1");
  std::ofstream(index() / "generation-000001" / "articles" / "iamglass", std::ios::trunc).flush();
  try {
    const IndexWriter writer(index(), IndexWriter::Mode::existing);
    FAIL() << "opened a damaged table";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::io);
  }
}

TEST_F(IndexWriterTest, AnIndexOfAnotherFormatIsRefused) {
  put(article("a", "First words."), "q1");
  std::ofstream(index() / "CURRENT") << "pressmark-index 99\nanalyzer 1\ngeneration-000001\n";
  try {
    const IndexWriter writer(index(), IndexWriter::Mode::create);
    FAIL() << "opened another format";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::wrong_version);
  }
}

}  // namespace
}  // namespace pressmark
