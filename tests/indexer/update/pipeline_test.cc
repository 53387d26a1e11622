// The laws of keeping an index true, on real sources and real tables.

#include "indexer/update/pipeline.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "indexer/update/change.h"
#include "indexer/update/index_status.h"
#include "tests/support/index_dump.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

using test::all_differences;
using test::dump_index;
using test::TemporaryDirectory;
using test::visible_differences;

constexpr std::int64_t kNow = 1700000000;

std::string markdown(const std::string& id, const std::string& words) {
  return "---\nid: " + id + "\ntitle: Talks in Islamabad\noutlet: Example Herald\ndate: 2014-06-12\n---\n" +
         "The envoy arrived in Islamabad on Thursday.\n\n“" + words +
         ",” Sergey Lavrov told reporters in Islamabad after the talks.\n\n" +
         "Pakistan and Russia have discussed the delivery of Mi-35 helicopters since the spring.\n";
}

std::string json_line(const std::string& id, const std::string& words) {
  return R"({"id":")" + id + R"(","outlet":"Mock Wire","date":"2015-01-02","title":"Wire story","text":")" +
         "The committee met in Moscow. \\\"" + words +
         R"(,\" said Jane Smith, who chairs it, after the meeting."})" + "\n";
}

class PipelineTest : public ::testing::Test {
 protected:
  struct Indexed {
    Report report;
    std::vector<Rejection> rejections;
  };

  static PipelineOptions options() {
    PipelineOptions options;
    options.clock = [] { return kNow; };
    return options;
  }

  static std::vector<std::string> files(const std::filesystem::path& path) {
    std::vector<std::string> paths;
    for (auto& source : list_sources(path.string())) paths.push_back(std::move(source.path));
    return paths;
  }

  Report add(const std::string& index, const PipelineOptions& options = PipelineTest::options()) const {
    IndexWriter writer(directory_ / index, IndexWriter::Mode::create);
    return add_sources(writer, files(directory_ / "sources"), options);
  }

  Report remove(const std::string& index, const std::vector<std::string>& ids, bool purge = false) const {
    IndexWriter writer(directory_ / index, IndexWriter::Mode::existing);
    return remove_articles(writer, ids, purge, [] { return kNow; });
  }

  void source(const std::string& name, const std::string& content) const {
    directory_.write("sources/" + name, content);
  }

  void many(int count) const {
    std::string lines;
    for (int n = 0; n < count; ++n)
      lines +=
          json_line("wire-" + std::to_string(n), "We agreed on point " + std::to_string(n) + " of the list");
    source("wire.jsonl", lines);
  }

  TemporaryDirectory directory_;
};

TEST_F(PipelineTest, CountsWhatItAdds) {
  source("a.md", markdown("a", "We will deliver the helicopters this year"));
  source("wire.jsonl", json_line("w1", "We agreed on all points of the list") +
                           json_line("w2", "We agreed on no point of the list"));
  const Report report = add("index");
  EXPECT_EQ(report.added, 3U);
  EXPECT_EQ(report.articles, 3U);
  EXPECT_EQ(report.rejected, 0U);
  const auto dump = dump_index(directory_ / "index");
  EXPECT_EQ(dump.articles.size(), 3U);
  EXPECT_EQ(dump.quotations.size(), report.quotations);
  EXPECT_EQ(dump.texts.size(), 3U);
  EXPECT_EQ(dump.sources.size(), 3U);
}

TEST_F(PipelineTest, ASecondRunWritesNothing) {
  source("a.md", markdown("a", "We will deliver the helicopters this year"));
  source("broken.jsonl", "{\"id\": \n");
  add("index");
  const auto before = test::revisions(directory_ / "index");
  const Report again = add("index");
  EXPECT_EQ(again.unchanged, 1U);
  EXPECT_EQ(again.added + again.updated, 0U);
  EXPECT_EQ(again.rejected, 1U);
  EXPECT_EQ(test::revisions(directory_ / "index"), before);
}

TEST_F(PipelineTest, IncrementalEqualsRebuild) {
  source("a.md", markdown("a", "We will deliver the helicopters this year"));
  add("grown");
  source("b.md", markdown("b", "No decision has been taken on the price"));
  add("grown");
  source("a.md", markdown("a", "We will deliver the helicopters next year"));
  source("c.md", markdown("c", "There are no talks on other aircraft"));
  const Report last = add("grown");
  EXPECT_EQ(last.added, 1U);
  EXPECT_EQ(last.updated, 1U);
  EXPECT_EQ(last.unchanged, 1U);

  add("fresh");
  const auto grown = dump_index(directory_ / "grown");
  const auto fresh = dump_index(directory_ / "fresh");
  EXPECT_EQ(visible_differences(grown, fresh), "");
  EXPECT_EQ(fresh.texts.size(), 3U);
  EXPECT_EQ(grown.texts.size(), 4U) << "the earlier revision stays answerable";
  for (const auto& [term, text] : fresh.texts) EXPECT_EQ(grown.texts.at(term), text);
}

TEST_F(PipelineTest, TheIndexIsTheSameForAnyNumberOfWorkersAndAnyBatch) {
  many(60);
  PipelineOptions one = options();
  one.workers = 1;
  PipelineOptions four = options();
  four.workers = 4;
  four.batch.articles = 7;
  add("one", one);
  add("four", four);
  EXPECT_EQ(all_differences(dump_index(directory_ / "one"), dump_index(directory_ / "four")), "");
}

TEST_F(PipelineTest, OtherOptionsMakeArticlesStale) {
  source("a.md", markdown("a", "We will deliver the helicopters this year"));
  PipelineOptions plain = options();
  plain.annotate = false;
  EXPECT_EQ(add("index", plain).quotations, 0U);
  EXPECT_EQ(index_status(directory_ / "index").without_annotation, 1U);
  EXPECT_EQ(add("index").updated, 1U);
  EXPECT_EQ(index_status(directory_ / "index").without_annotation, 0U);
  add("fresh");
  EXPECT_EQ(all_differences(dump_index(directory_ / "index"), dump_index(directory_ / "fresh")), "");
}

TEST_F(PipelineTest, KeepsTheTimeARevisionWasFirstSeen) {
  source("a.md", markdown("a", "We will deliver the helicopters this year"));
  PipelineOptions plain = options();
  plain.annotate = false;
  add("index", plain);
  PipelineOptions later = options();
  later.clock = [] { return kNow + 1000; };
  add("index", later);
  const IndexWriter writer(directory_ / "index", IndexWriter::Mode::existing);
  const auto revision = writer.revision("a", writer.stored("a")->revision);
  ASSERT_TRUE(revision);
  EXPECT_EQ(revision->first_seen, kNow);
  EXPECT_EQ(revision->last_seen, kNow + 1000);
}

TEST_F(PipelineTest, WithoutSourcesNoBytesAreKept) {
  source("a.md", markdown("a", "We will deliver the helicopters this year"));
  PipelineOptions lean = options();
  lean.keep_sources = false;
  add("index", lean);
  EXPECT_TRUE(dump_index(directory_ / "index").sources.empty());
}

TEST_F(PipelineTest, OneBadInputDoesNotStopTheRest) {
  source("wire.jsonl", json_line("w1", "We agreed on all points of the list") + "{\"id\": \"w2\", \"te\n" +
                           json_line("w3", "We agreed on no point of the list"));
  const Report report = add("index");
  EXPECT_EQ(report.added, 2U);
  ASSERT_EQ(report.rejected, 1U);
  EXPECT_EQ(report.rejections.front().record, 2U);
  EXPECT_EQ(last_rejections(directory_ / "index"), report.rejections);
}

TEST_F(PipelineTest, RejectionsAreThoseOfTheLastRun) {
  source("wire.jsonl", "{\"id\": \n");
  add("index");
  EXPECT_EQ(last_rejections(directory_ / "index").size(), 1U);
  source("wire.jsonl", json_line("w1", "We agreed on all points of the list"));
  add("index");
  EXPECT_TRUE(last_rejections(directory_ / "index").empty());
}

TEST_F(PipelineTest, AnIdNamesOneArticleInARun) {
  source("a.md", markdown("same", "We will deliver the helicopters this year"));
  source("b.md", markdown("same", "No decision has been taken on the price"));
  source("c.md", markdown("same", "We will deliver the helicopters this year"));
  // A later one would stand: here nothing tells which does.
  const auto written = std::filesystem::last_write_time(directory_ / "sources/a.md");
  for (const char* name : {"sources/b.md", "sources/c.md"})
    std::filesystem::last_write_time(directory_ / name, written);
  const Report report = add("index");
  EXPECT_EQ(report.added, 1U);
  EXPECT_EQ(report.unchanged, 1U) << "the third says what the first said";
  ASSERT_EQ(report.rejected, 1U);
  EXPECT_NE(report.rejections.front().reason.find("id same already used by"), std::string::npos);
  EXPECT_NE(report.rejections.front().reason.find("a.md"), std::string::npos);
}

TEST_F(PipelineTest, CountsTextsThatAreThereUnderAnotherId) {
  source("a.md", markdown("a", "We will deliver the helicopters this year"));
  add("index");
  source("b.md", markdown("b", "We will deliver the helicopters this year"));
  source("c.md", markdown("c", "We will deliver the helicopters this year"));
  const Report report = add("index");
  EXPECT_EQ(report.added, 2U);
  EXPECT_EQ(report.duplicates, 2U);
}

TEST_F(PipelineTest, StoppingKeepsWhatWasReadAndTheNextRunDoesTheRest) {
  many(50);
  PipelineOptions small = options();
  small.batch.articles = 4;
  {
    int asked = 0;
    PipelineObserver observer;
    observer.wants_stop = [&asked] { return ++asked > 20; };
    IndexWriter writer(directory_ / "index", IndexWriter::Mode::create);
    const Report report = add_sources(writer, files(directory_ / "sources"), small, observer);
    EXPECT_TRUE(report.interrupted);
    EXPECT_GT(report.added, 0U);
    EXPECT_LT(report.added, 50U);
    EXPECT_EQ(report.articles, report.added);
  }
  EXPECT_TRUE(index_status(directory_ / "index").last_run->interrupted);
  add("index", small);
  add("fresh");
  EXPECT_EQ(all_differences(dump_index(directory_ / "index"), dump_index(directory_ / "fresh")), "");
}

TEST_F(PipelineTest, RemovingTakesAnArticleOutAndKeepsItsText) {
  source("a.md", markdown("a", "We will deliver the helicopters this year"));
  source("b.md", markdown("b", "No decision has been taken on the price"));
  add("index");
  const Report report = remove("index", {"a", "nobody", "a"});
  EXPECT_EQ(report.removed, 1U);
  EXPECT_EQ(report.rejected, 1U);
  EXPECT_EQ(report.unchanged, 1U);
  EXPECT_EQ(report.articles, 1U);
  auto dump = dump_index(directory_ / "index");
  EXPECT_EQ(dump.articles.size(), 1U);
  EXPECT_EQ(dump.texts.size(), 2U);
  EXPECT_TRUE(dump.tombstones.contains("a"));
  EXPECT_EQ(index_status(directory_ / "index").withdrawn, 1U);

  EXPECT_EQ(remove("index", {"a"}, true).removed, 1U);
  dump = dump_index(directory_ / "index");
  EXPECT_EQ(dump.texts.size(), 1U);
  EXPECT_EQ(dump.sources.size(), 1U);
}

TEST_F(PipelineTest, RemovingTwiceWritesNothing) {
  source("a.md", markdown("a", "We will deliver the helicopters this year"));
  add("index");
  remove("index", {"a"});
  const auto before = test::revisions(directory_ / "index");
  EXPECT_EQ(remove("index", {"a"}).unchanged, 1U);
  EXPECT_EQ(test::revisions(directory_ / "index"), before);
}

TEST_F(PipelineTest, AddingAWithdrawnArticleBringsItBackWhole) {
  source("a.md", markdown("a", "We will deliver the helicopters this year"));
  add("index");
  remove("index", {"a"}, true);
  EXPECT_EQ(add("index").added, 1U);
  add("fresh");
  EXPECT_EQ(all_differences(dump_index(directory_ / "index"), dump_index(directory_ / "fresh")), "");
}

TEST_F(PipelineTest, StatusTellsWhatIsThere) {
  source("a.md", markdown("a", "We will deliver the helicopters this year"));
  source("wire.jsonl", json_line("w1", "We agreed on all points of the list"));
  const Report report = add("index");
  const IndexStatus status = index_status(directory_ / "index");
  EXPECT_EQ(status.articles, 2U);
  EXPECT_EQ(status.quotations, report.quotations);
  EXPECT_EQ(status.first_date, "2014-06-12");
  EXPECT_EQ(status.last_date, "2015-01-02");
  EXPECT_EQ(status.stale, 0U);
  EXPECT_GT(status.texts_bytes, 0U);
  ASSERT_TRUE(status.last_run);
  EXPECT_EQ(status.last_run->added, 2U);
  EXPECT_EQ(status.last_run->started, kNow);
}

// --- several sources of one article -----------------------------------------------------------------------

std::string page(const std::string& words) {
  return "<html><head><title>Talks</title><link rel=canonical "
         "href=\"https://herald.example/talks\"></head><body>"
         "<article><p>" +
         words + "</p></article></body></html>";
}

TEST_F(PipelineTest, TheLaterFileOfOneAddressStandsAndASecondRunWritesNothing) {
  const auto at = [&](const std::string& name, std::int64_t seconds) {
    std::filesystem::last_write_time(directory_ / "sources" / name,
                                     std::filesystem::file_time_type(std::chrono::file_clock::from_sys(
                                         std::chrono::sys_seconds(std::chrono::seconds(seconds)))));
  };
  const std::string older = "The envoy arrived in Islamabad on Thursday and will leave on Friday.";
  const std::string newer = "The envoy arrived in Islamabad on Thursday and will leave on Saturday.";
  for (const bool newer_first : {true, false}) {
    const std::string index = newer_first ? "one" : "two";
    source("a.html", page(newer_first ? newer : older));
    source("b.html", page(newer_first ? older : newer));
    at("a.html", newer_first ? 2000 : 1000);
    at("b.html", newer_first ? 1000 : 2000);
    EXPECT_EQ(add(index).rejected, 0U);
    const auto before = dump_index(directory_ / index);
    const auto again = add(index);
    EXPECT_EQ(again.added + again.updated + again.rejected, 0U);
    EXPECT_EQ(again.unchanged, 2U);
    EXPECT_TRUE(all_differences(before, dump_index(directory_ / index)).empty());
    IndexWriter writer(directory_ / index, IndexWriter::Mode::existing);
    const auto stored = writer.stored("herald-example-talks");
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->source.modified, 2000);
  }
}

TEST(Precedence, IsTheSameWhicheverTellingIsMetFirst) {
  const Telling page{"a.html", std::nullopt, false, std::nullopt, 100};
  const Telling later{"b.html", std::nullopt, false, std::nullopt, 200};
  const Telling abstract{"feed.xml", 3, true, std::nullopt, 300};
  const Telling capture{"web.warc", 1, false, 50, 100};
  const Telling recapture{"web.warc", 9, false, 60, 100};
  for (const auto& [before, after] : {std::pair{page, later}, {abstract, page}, {capture, recapture}}) {
    EXPECT_EQ(precedence(before, after), Precedence::newer);
    EXPECT_EQ(precedence(after, before), Precedence::older);
    EXPECT_EQ(precedence(after, after), Precedence::same_place);
  }
  const Telling line{"wire.jsonl", 1, false, std::nullopt, 100};
  const Telling other{"wire.jsonl", 2, false, std::nullopt, 100};
  EXPECT_EQ(precedence(line, other), Precedence::unknown);
}

}  // namespace
}  // namespace pressmark
