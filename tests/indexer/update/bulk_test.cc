// Whatever way articles take into an index – the live generation, segments and merges, compaction – it says
// the same.

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "indexer/update/index_status.h"
#include "indexer/update/pipeline.h"
#include "schema/index/generation_lease.h"
#include "tests/support/index_dump.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

using test::all_differences;
using test::dump_index;
using test::TemporaryDirectory;
using test::visible_differences;

constexpr std::int64_t kNow = 1700000000;

std::string json_line(const std::string& id, const std::string& words, const std::string& more = "") {
  return R"({"id":")" + id + R"(","outlet":"Mock Wire","date":"2015-01-02","title":"Wire story")" + more +
         R"(,"text":"The committee met in Moscow. \")" + words +
         R"(,\" said Jane Smith, who chairs it, after the meeting."})" + "\n";
}

class BulkTest : public ::testing::Test {
 protected:
  static PipelineOptions options(Bulk when, std::size_t segment_articles = 7) {
    PipelineOptions options;
    options.clock = [] { return kNow; };
    options.bulk.when = when;
    options.bulk.segment_articles = segment_articles;
    return options;
  }

  Report add(const std::string& index, const PipelineOptions& options) const {
    IndexWriter writer(directory_ / index, IndexWriter::Mode::create);
    std::vector<std::string> paths;
    for (auto& source : list_sources((directory_ / "sources").string()))
      paths.push_back(std::move(source.path));
    return add_sources(writer, paths, options);
  }

  void source(const std::string& name, const std::string& content) const {
    directory_.write("sources/" + name, content);
  }

  static std::string many(int first, int last) {
    std::string lines;
    for (int n = first; n < last; ++n)
      lines +=
          json_line("wire-" + std::to_string(n), "We agreed on point " + std::to_string(n) + " of the list");
    return lines;
  }

  std::string differences_of(const std::string& a, const std::string& b) const {
    return all_differences(dump_index(directory_ / a), dump_index(directory_ / b));
  }

  // Nothing but CURRENT, one generation and the lock should be there, and the ledger of files.
  std::vector<std::string> files_of(const std::string& index) const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(directory_ / index))
      if (entry.path().filename() != "files.ledger") names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }

  TemporaryDirectory directory_;
};

TEST_F(BulkTest, SegmentsAndTheLiveGenerationGiveTheSameIndex) {
  source("wire.jsonl", many(0, 60));
  const auto live = add("live", options(Bulk::never));
  for (const std::size_t segment_articles : {1, 7, 60, 1000}) {
    const std::string index = "bulk-" + std::to_string(segment_articles);
    const auto bulk = add(index, options(Bulk::always, segment_articles));
    EXPECT_EQ(bulk.added, 60U);
    EXPECT_EQ(bulk.articles, live.articles);
    EXPECT_EQ(bulk.quotations, live.quotations);
    EXPECT_EQ(differences_of(index, "live"), "") << segment_articles;
    EXPECT_EQ(files_of(index),
              (std::vector<std::string>{"CURRENT", "generation-000002", "revisions.log", "writer.lock"}));
    const auto before = test::revisions(directory_ / index);
    EXPECT_EQ(add(index, options(Bulk::always, segment_articles)).unchanged, 60U);
    EXPECT_EQ(test::revisions(directory_ / index), before);
    EXPECT_EQ(files_of(index).at(1), "generation-000002") << "nothing new, no new generation";
  }
}

TEST_F(BulkTest, ManySegmentsAreFoldedAndMergedOnTheWay) {
  source("wire.jsonl", many(0, 90));
  add("live", options(Bulk::never));
  auto folding = options(Bulk::always, 3);
  folding.bulk.merge_segments = 4;
  add("folded", folding);
  EXPECT_EQ(differences_of("folded", "live"), "");
  auto merging = options(Bulk::always, 3);
  merging.bulk.merge_after = std::chrono::milliseconds(0);
  add("merged", merging);
  EXPECT_EQ(differences_of("merged", "live"), "");
}

TEST_F(BulkTest, ARunThatTurnsOutToBringManyGoesOnInSegments) {
  source("wire.jsonl", many(0, 90));
  add("live", options(Bulk::never));
  auto many_of_them = options(Bulk::when_many);
  many_of_them.bulk.many_articles = 20;
  add("grown", many_of_them);
  EXPECT_EQ(differences_of("grown", "live"), "");
  EXPECT_EQ(files_of("grown").at(1), "generation-000002");
}

TEST_F(BulkTest, AFewNewArticlesGoIntoTheLiveGeneration) {
  source("wire.jsonl", many(0, 90));
  add("index", options(Bulk::always));
  source("more.jsonl", many(90, 95));
  add("index", options(Bulk::when_many));
  EXPECT_EQ(files_of("index").at(1), "generation-000002");
  EXPECT_EQ(dump_index(directory_ / "index").articles.size(), 95U);
}

// A page saved twice and a feed's abstract before the whole text: the later telling stands, also when the
// earlier one is in a segment that nobody can change.
TEST_F(BulkTest, ALaterTellingOfAnArticleInASegmentStands) {
  const auto captured = [](const std::string& id, const std::string& day) {
    return "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:x:" + id + day +
           ">\r\nWARC-Target-URI: https://herald.example/" + id + "\r\nWARC-Date: " + day +
           "T00:00:00Z\r\nContent-Type: text/html\r\nContent-Length: ";
  };
  std::string warc;
  const auto record = [&](const std::string& id, const std::string& words, const std::string& day) {
    const std::string page = "<html><head><title>" + id +
                             "</title></head><body><article><p>The committee met in Moscow on Thursday and " +
                             words + ".</p><p>It will meet again in the spring.</p></article></body></html>";
    warc += captured(id, day) + std::to_string(page.size()) + "\r\n\r\n" + page + "\r\n\r\n";
  };
  for (int n = 0; n < 20; ++n) record("story-" + std::to_string(n), "agreed on nothing", "2015-01-02");
  for (int n = 0; n < 20; n += 2) record("story-" + std::to_string(n), "agreed on a date", "2015-01-03");
  for (int n = 0; n < 20; n += 4) record("story-" + std::to_string(n), "agreed on all", "2015-01-04");
  source("crawl.warc", warc);
  const auto live = add("live", options(Bulk::never));
  ASSERT_EQ(live.added, 20U);
  ASSERT_EQ(live.updated, 15U);
  const auto bulk = add("bulk", options(Bulk::always));
  EXPECT_EQ(bulk.added, live.added);
  EXPECT_EQ(bulk.updated, live.updated);
  EXPECT_EQ(bulk.rejected, live.rejected);
  EXPECT_EQ(differences_of("bulk", "live"), "");
  auto few = options(Bulk::always);
  few.batch.articles = 4;  // so many held back end the segments
  add("few", few);
  EXPECT_EQ(differences_of("few", "live"), "");
}

TEST_F(BulkTest, SourcesThatCameInSeveralSegmentsAreKeptOnce) {
  const std::string page =
      "<html><head><title>Talks</title></head><body><article><p>The committee met in Moscow on Thursday "
      "and agreed.</p></article></body></html>";
  for (int n = 0; n < 12; ++n) source("page-" + std::to_string(n) + ".html", page);
  add("live", options(Bulk::never));
  ASSERT_EQ(dump_index(directory_ / "live").sources.size(), 1U);
  add("bulk", options(Bulk::always, 5));
  EXPECT_EQ(differences_of("bulk", "live"), "");
  source("page-12.html", page);  // and with one that the index has
  add("live", options(Bulk::never));
  add("bulk", options(Bulk::always, 5));
  EXPECT_EQ(differences_of("bulk", "live"), "");
}

TEST_F(BulkTest, WithdrawnArticlesComeBackWhole) {
  source("wire.jsonl", many(0, 20));
  add("index", options(Bulk::always));
  const auto before = dump_index(directory_ / "index");
  {
    IndexWriter writer(directory_ / "index", IndexWriter::Mode::existing);
    remove_articles(writer, {"wire-3", "wire-4"}, false, [] { return kNow; });
  }
  EXPECT_EQ(add("index", options(Bulk::always)).added, 2U);
  EXPECT_EQ(all_differences(dump_index(directory_ / "index"), before), "");
}

TEST_F(BulkTest, StoppingKeepsWhatIsInSegments) {
  source("wire.jsonl", many(0, 60));
  PipelineObserver observer;
  int asked = 0;
  observer.wants_stop = [&] { return ++asked > 30; };
  {
    IndexWriter writer(directory_ / "index", IndexWriter::Mode::create);
    const auto report =
        add_sources(writer, {(directory_ / "sources/wire.jsonl").string()}, options(Bulk::always), observer);
    EXPECT_TRUE(report.interrupted);
    EXPECT_GT(report.articles, 10U);
    EXPECT_EQ(report.articles, report.added);
  }
  add("index", options(Bulk::always));
  add("live", options(Bulk::never));
  EXPECT_EQ(differences_of("index", "live"), "");
}

TEST_F(BulkTest, CompactingChangesNothingAndGivesFreeSpaceBack) {
  for (int edition = 0; edition < 8; ++edition) {
    source("wire.jsonl", many(edition, edition + 80));
    add("index", options(Bulk::never));
  }
  const auto before = dump_index(directory_ / "index");
  const auto bloated = index_status(directory_ / "index");
  {
    IndexWriter writer(directory_ / "index", IndexWriter::Mode::existing);
    writer.merge({});
    EXPECT_EQ(writer.articles(), bloated.articles);
  }
  EXPECT_EQ(all_differences(dump_index(directory_ / "index"), before), "");
  const auto rewritten = index_status(directory_ / "index");
  EXPECT_LT(rewritten.articles_bytes, bloated.articles_bytes);
  ASSERT_TRUE(rewritten.last_run);
  EXPECT_EQ(rewritten.last_run, bloated.last_run);
}

TEST_F(BulkTest, AGenerationIsKeptForAsLongAsItIsRead) {
  source("wire.jsonl", many(0, 20));
  add("index", options(Bulk::never));
  {
    const auto lease = GenerationLease::of_current(directory_ / "index");
    const Xapian::Database read(lease.generation().articles());
    IndexWriter writer(directory_ / "index", IndexWriter::Mode::existing);
    writer.merge({});
    EXPECT_EQ(files_of("index"),
              (std::vector<std::string>{"CURRENT", "generation-000001", "generation-000002", "revisions.log",
                                        "writer.lock"}));
    for (Xapian::docid n = 1; n <= read.get_lastdocid(); ++n)
      EXPECT_NO_THROW(read.get_document(n).get_data());
  }
  const IndexWriter next(directory_ / "index", IndexWriter::Mode::existing);
  EXPECT_EQ(files_of("index"),
            (std::vector<std::string>{"CURRENT", "generation-000002", "revisions.log", "writer.lock"}));
}

// The law: after any history of additions, changes and withdrawals, by whatever way, the index is that of the
// last state built at once.
TEST_F(BulkTest, AnyHistoryEndsWhereABuildAtOnceDoes) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    std::mt19937 random(seed);
    const std::string index = "history-" + std::to_string(seed);
    std::map<int, int> edition_of;  // of the articles that are there
    // A file each, of one date: where an article comes from is no part of what it says, but of its row.
    const auto write_sources = [&] {
      std::filesystem::remove_all(directory_ / "sources");
      std::filesystem::create_directories(directory_ / "sources");
      for (const auto& [n, edition] : edition_of) {
        const auto number = std::to_string(n);
        source("wire-" + number + ".jsonl",
               json_line("wire-" + number,
                         "We agreed on point " + std::to_string(edition) + " of list " + number));
        std::filesystem::last_write_time(directory_ / ("sources/wire-" + number + ".jsonl"), {});
      }
    };
    for (int step = 0; step < 8; ++step) {
      for (int changes = static_cast<int>(random() % 12); changes > 0; --changes)
        edition_of[static_cast<int>(random() % 30)] = static_cast<int>(random() % 4);
      write_sources();
      auto how = options(static_cast<Bulk>(random() % 3), 1 + random() % 9);
      how.bulk.many_articles = random() % 10;
      how.bulk.merge_after = std::chrono::milliseconds(random() % 2 == 0 ? 0 : 60000);
      how.batch.articles = 1 + random() % 20;
      add(index, how);
      IndexWriter writer(directory_ / index, IndexWriter::Mode::existing);
      if (random() % 3 == 0) writer.merge({});
      if (!edition_of.empty() && random() % 2 == 0) {
        const auto gone = std::next(edition_of.begin(), random() % edition_of.size());
        remove_articles(writer, {"wire-" + std::to_string(gone->first)}, random() % 2 == 0,
                        [] { return kNow; });
        edition_of.erase(gone);
      }
    }
    write_sources();
    add("fresh", options(Bulk::never));
    EXPECT_EQ(visible_differences(dump_index(directory_ / index), dump_index(directory_ / "fresh")), "")
        << "seed " << seed;
    std::filesystem::remove_all(directory_ / "fresh");
  }
}

}  // namespace
}  // namespace pressmark
