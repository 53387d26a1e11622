// The laws of keeping an index true to folders that change: whatever happened, a sync ends where a new index
// of what is there now would; a second one writes nothing; a lost ledger of files costs time and no truth.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "indexer/update/file_ledger.h"
#include "indexer/update/pipeline.h"
#include "schema/text/sha256.h"
#include "tests/support/index_dump.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

namespace fs = std::filesystem;
using test::TemporaryDirectory;

std::string markdown(const std::string& id, const std::string& words) {
  return "---\n" + (id.empty() ? std::string() : "id: " + id + "\n") +
         "title: Talks in Islamabad\noutlet: Mock Wire\ndate: 2014-06-12\n---\n" + words + "\n";
}

std::string json_line(const std::string& id, const std::string& words) {
  return R"({"id":")" + id + R"(","outlet":"Mock Wire","date":"2014-06-12","title":"Talks in Islamabad","text":")" +
         words + "\"}\n";
}

std::string words(unsigned edition) {
  return "The envoy arrived in Islamabad with delegation number " + std::to_string(edition) + " on Thursday.";
}

class SyncTest : public ::testing::Test {
 protected:
  // Whole seconds apart, so that what was written later is later by every clock.
  void write(const std::string& name, const std::string& content) {
    directory_.write(name, content);
    fs::last_write_time(directory_ / name, fs::file_time_type::clock::now() - std::chrono::hours(1000) +
                                               std::chrono::seconds(10 * ++writes_));
  }
  void remove(const std::string& name) const { fs::remove_all(directory_ / name); }

  Report run(const std::string& index, const std::vector<std::string>& roots, bool withdraw,
             bool allow_mass_removal = true) const {
    std::vector<std::string> paths;
    PipelineOptions options;
    options.annotate = false;
    options.workers = 1;
    options.bulk.when = Bulk::never;
    if (withdraw) options.sync = SyncScope{{}, allow_mass_removal};
    for (const auto& root : roots) {
      const auto folder = (directory_ / root).string();
      if (withdraw) options.sync->roots.push_back(folder);
      if (!fs::exists(folder)) continue;
      for (auto& source : list_sources(folder)) paths.push_back(std::move(source.path));
    }
    options.command = withdraw ? "sync" : "add";
    IndexWriter writer(directory_ / index, IndexWriter::Mode::create);
    return add_sources(writer, paths, options);
  }
  Report sync(const std::vector<std::string>& roots = {"a", "b"}) const { return run("index", roots, true); }

  // What is said of every article, wherever it was read.
  std::map<std::string, std::string> said(const std::string& index) const {
    std::map<std::string, std::string> all;
    test::each_document(current_generation(directory_ / index).articles(), [&](const Xapian::Document& row) {
      auto record = decode_article(row.get_data());
      const auto file = record.source.path.substr(0, record.source.path.find("!/"));
      EXPECT_TRUE(fs::exists(file)) << record.id << " is from " << file << ", which is gone";
      record.source = {};
      all[record.id] += test::dump_terms(row) + encode(record);
    });
    return all;
  }
  std::vector<std::string> ids(const std::string& index = "index") const {
    std::vector<std::string> all;
    for (const auto& [id, what] : said(index)) all.push_back(id);
    return all;
  }
  std::string words_of(const std::string& id) const {
    std::string text;
    test::each_document(current_generation(directory_ / "index").articles(), [&](const Xapian::Document& row) {
      const auto record = decode_article(row.get_data());
      if (record.id == id) text = record.revision;
    });
    return text;
  }

  // Every file below the index directory, with its time: what a run that writes nothing leaves as it is. (The
  // engine opens empty files of its tables in a way that sets their time.)
  std::map<std::string, std::string> files_of(const std::string& index) const {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(directory_ / index)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(in)), {});
      files[entry.path().string()] =
          sha256_hex(bytes) +
          (bytes.empty() ? "" : std::to_string(entry.last_write_time().time_since_epoch().count()));
    }
    return files;
  }

  fs::path ledger() const { return directory_ / "index" / "files.ledger"; }

  TemporaryDirectory directory_;
  int writes_ = 0;
};

using Ids = std::vector<std::string>;

TEST_F(SyncTest, WhatIsGoneFromAFolderIsWithdrawn) {
  write("a/one.md", markdown("one", words(1)));
  write("a/two.md", markdown("two", words(2)));
  write("b/three.md", markdown("three", words(3)));
  sync();
  remove("a/one.md");
  remove("b/three.md");
  const auto report = sync({"a"});
  EXPECT_EQ(report.removed, 1U);
  EXPECT_EQ(IndexWriter(directory_ / "index", IndexWriter::Mode::existing).tombstone("one")->revisions.size(), 1U);
  EXPECT_EQ(sync({"b"}).removed, 1U) << "and only what is below the path";
  EXPECT_EQ(ids(), Ids{"two"});
  write("a/one.md", markdown("one", words(1)));
  EXPECT_EQ(sync().added, 1U) << "what is back comes back";
}

TEST_F(SyncTest, AddWithdrawsNothingAndALaterSyncDoes) {
  write("a/one.md", markdown("one", words(1)));
  write("a/wire.jsonl", json_line("two", words(2)) + json_line("three", words(3)));
  run("index", {"a"}, false);
  remove("a/one.md");
  write("a/wire.jsonl", json_line("two", words(2)));
  EXPECT_EQ(run("index", {"a"}, false).removed, 0U);
  EXPECT_EQ(sync({"a"}).removed, 2U);
  EXPECT_EQ(ids(), Ids{"two"});
}

TEST_F(SyncTest, AnotherSourceThatIsThereKeepsAnArticle) {
  for (const bool ledger_is_lost : {false, true}) {
    write("a/one.md", markdown("one", words(1)));
    write("a/x.md", markdown("x", words(9)));
    write("b/copy.md", markdown("one", words(1)));
    sync({"a"});
    sync({"b"});
    remove("a/one.md");
    if (ledger_is_lost) fs::remove(ledger());
    EXPECT_EQ(sync({"a"}).removed, 0U) << ledger_is_lost;
    EXPECT_EQ(ids(), (Ids{"one", "x"}));
    remove("b/copy.md");
    if (ledger_is_lost) fs::remove(ledger());
    EXPECT_EQ(sync({"b"}).removed, 1U) << ledger_is_lost;
    EXPECT_EQ(ids(), Ids{"x"});
  }
}

TEST_F(SyncTest, AnOlderWordingElsewhereStandsAgainOnceTheNewerIsGone) {
  write("b/old.md", markdown("one", words(1)));
  write("a/new.md", markdown("one", words(2)));
  sync();
  EXPECT_EQ(words_of("one"), sha256_hex(words(2)));
  remove("a/new.md");
  EXPECT_EQ(sync({"a"}).removed, 0U);
  EXPECT_EQ(words_of("one"), sha256_hex(words(1)));
}

TEST_F(SyncTest, WhatIsThereAndRefusedIsNotGone) {
  write("a/one.md", markdown("one", words(1)));
  write("a/wire.jsonl", json_line("two", words(2)) + json_line("three", words(3)));
  sync();
  write("a/one.md", "---\nid: one\n---\n");
  write("a/wire.jsonl", json_line("two", words(2)) + "{\"id\":\"three\", \n");
  for (const bool ledger_is_lost : {false, true}) {
    if (ledger_is_lost) fs::remove(ledger());
    const auto report = sync();
    EXPECT_EQ(report.removed, 0U);
    EXPECT_EQ(report.rejected, 2U);
    EXPECT_EQ(ids(), (Ids{"one", "three", "two"})) << ledger_is_lost;
  }
  write("a/wire.jsonl", json_line("two", words(2)));
  EXPECT_EQ(sync().removed, 1U) << "no line is refused any more";
  EXPECT_EQ(ids(), (Ids{"one", "two"}));
}

TEST_F(SyncTest, AnEmptiedFolderWithdrawsNothingUnasked) {
  for (int n = 0; n < 3; ++n) write("a/" + std::to_string(n) + ".md", markdown("n" + std::to_string(n), words(n)));
  sync({"a"});
  fs::rename(directory_ / "a", directory_ / "elsewhere");
  fs::create_directory(directory_ / "a");
  for (int times = 0; times < 2; ++times) {
    const auto report = run("index", {"a"}, true, false);
    EXPECT_EQ(report.removed, 0U);
    EXPECT_EQ(report.withheld, 3U);
    ASSERT_EQ(report.withheld_below.size(), 1U);
    EXPECT_TRUE(report.withheld_below[0].is_empty);
  }
  fs::remove(directory_ / "a");
  fs::rename(directory_ / "elsewhere", directory_ / "a");
  EXPECT_EQ(run("index", {"a"}, true, false).unchanged, 3U);
  EXPECT_EQ(ids().size(), 3U);
}

TEST_F(SyncTest, MostOfAFolderIsNotWithdrawnUnasked) {
  for (int n = 0; n < 40; ++n) write("a/" + std::to_string(n) + ".md", markdown("n" + std::to_string(n), words(n)));
  sync({"a"});
  for (int n = 0; n < 19; ++n) remove("a/" + std::to_string(n) + ".md");
  EXPECT_EQ(run("index", {"a"}, true, false).removed, 19U);
  for (int n = 19; n < 32; ++n) remove("a/" + std::to_string(n) + ".md");
  write("a/new.md", markdown("new", words(99)));
  const auto report = run("index", {"a"}, true, false);
  EXPECT_EQ(report.added, 1U) << "what is new comes in all the same";
  EXPECT_EQ(report.withheld, 13U);
  EXPECT_EQ(report.withheld_below.at(0).articles, 22U);
  EXPECT_EQ(run("index", {"a"}, true, true).removed, 13U);
}

TEST_F(SyncTest, AnUnchangedFileIsNotReadAgain) {
  write("a/one.md", markdown("one", words(1)));
  write("a/wire.jsonl", json_line("two", words(2)) + "{broken\n" + json_line("three", words(3)));
  EXPECT_EQ(sync().files_read, 2U);
  const auto again = sync();
  EXPECT_EQ(again.files_read, 0U);
  EXPECT_EQ(again.files_unchanged, 2U);
  EXPECT_EQ(again.unchanged, 3U) << "its articles count as if they had been read";
  EXPECT_EQ(again.rejected, 1U) << "and what was refused of it is told again";
  EXPECT_EQ(again.rejections.at(0).path, (directory_ / "a/wire.jsonl").string());
}

// Two writings within one tick of the clock, of one length, with the first one's time set.
TEST_F(SyncTest, AFileThatLooksAsItDidAndIsNotIsReadAgain) {
  for (unsigned edition = 1; edition < 30; ++edition) {
    const auto file = directory_.write("a/one.md", markdown("one", words(10 + edition)));
    sync();
    ASSERT_EQ(words_of("one"), sha256_hex(words(10 + edition))) << "edition " << edition;
    const auto time = fs::last_write_time(file);
    directory_.write("a/one.md", markdown("one", words(50 + edition)));
    fs::last_write_time(file, time);
    sync();
    ASSERT_EQ(words_of("one"), sha256_hex(words(50 + edition))) << "edition " << edition;
  }
}

TEST_F(SyncTest, OtherOptionsMakeAFileStale) {
  write("a/one.md", markdown("one", words(1)));
  sync();
  PipelineOptions options;
  options.reading = "id\tcode\n";
  IndexWriter writer(directory_ / "index", IndexWriter::Mode::existing);
  std::vector<Change> changes;
  PipelineObserver observer;
  observer.change = [&](const ArticleChange& change) { changes.push_back(change.change); };
  const std::vector<std::string> paths{(directory_ / "a/one.md").string()};
  const auto report = add_sources(writer, paths, options, observer);
  EXPECT_EQ(report.files_read, 1U);
  EXPECT_EQ(report.stale, 1U) << "annotated now";
  EXPECT_EQ(changes, std::vector<Change>{Change::stale});
}

TEST_F(SyncTest, ARemovedArticleWhoseSourceIsThereComesBackWithOrWithoutLedger) {
  write("a/one.md", markdown("one", words(1)));
  for (const bool ledger_is_lost : {false, true}) {
    sync();
    {
      IndexWriter writer(directory_ / "index", IndexWriter::Mode::existing);
      remove_articles(writer, {"one"}, false);
    }
    if (ledger_is_lost) fs::remove(ledger());
    EXPECT_EQ(sync().added, 1U) << ledger_is_lost;
  }
}

class SyncHistoryTest : public SyncTest, public ::testing::WithParamInterface<unsigned> {
 protected:
  std::string any_file() {
    static const std::vector<std::string> kFolders{"a/", "a/deep/", "b/"};
    return kFolders[random_() % kFolders.size()] + "file-" + std::to_string(random_() % 6);
  }
  std::string any_id() { return "id-" + std::to_string(random_() % 12); }
  std::string any_words() { return words(static_cast<unsigned>(random_() % 4)); }

  void change_something() {
    switch (random_() % 10) {
      case 0:
      case 1:
      case 2:
        return write(any_file() + ".md", markdown(any_id(), any_words()));
      case 3:
        return write(any_file() + ".txt.md", markdown("", any_words()));
      case 4:
      case 5: {
        std::string lines;
        for (int n = 0; n < 12; ++n)
          if (random_() % 3 == 0) lines += json_line("id-" + std::to_string(n), any_words());
        return write(any_file() + ".jsonl", lines.empty() ? json_line("id-0", any_words()) : lines);
      }
      case 6:
        return remove(any_file() + ".md");
      case 7:
        return remove(any_file() + ".jsonl");
      case 8: {
        const auto from = any_file() + ".md";
        const auto to = any_file() + ".md";
        if (from != to && fs::exists(directory_ / from) && fs::exists((directory_ / to).parent_path()))
          fs::rename(directory_ / from, directory_ / to);
        return;
      }
      default:
        if (fs::exists(directory_ / "a/deep")) {
          remove("b/moved");
          if (fs::exists(directory_ / "b")) fs::rename(directory_ / "a/deep", directory_ / "b/moved");
        }
    }
  }

  void run_something() {
    switch (random_() % 6) {
      case 0:
        run("index", {"a"}, false);
        return;
      case 1:
        sync({"a"});
        return;
      case 2:
        sync({"b"});
        return;
      case 3:
        fs::remove(ledger());
        sync({random_() % 2 == 0 ? "a" : "b"});
        return;
      case 4:
        if (fs::exists(ledger()) && fs::file_size(ledger()) > 10)
          fs::resize_file(ledger(), random_() % fs::file_size(ledger()));
        sync();
        return;
      default:
        sync();
    }
  }

  std::mt19937 random_{GetParam()};
};

TEST_P(SyncHistoryTest, AnyHistoryEndsWhereANewIndexDoes) {
  fs::create_directories(directory_ / "a");
  fs::create_directories(directory_ / "b");
  for (int step = 0; step < 12; ++step) {
    for (auto changes = random_() % 5; changes > 0; --changes) change_something();
    run_something();
    sync();
    const auto files = files_of("index");
    const auto again = sync();
    ASSERT_EQ(again.added + again.updated + again.removed, 0U) << "step " << step;
    ASSERT_EQ(test::differences(files_of("index"), files), "") << "a second run writes nothing, step " << step;
    const auto clean = "clean-" + std::to_string(step);
    run(clean, {"a", "b"}, true);
    ASSERT_EQ(test::differences(said("index"), said(clean)), "") << "step " << step;
    fs::remove(ledger());
    sync();
    ASSERT_EQ(test::differences(said("index"), said(clean)), "") << "without the ledger, step " << step;
  }
}

INSTANTIATE_TEST_SUITE_P(Histories, SyncHistoryTest, ::testing::Range(1U, 13U));

}  // namespace
}  // namespace pressmark
