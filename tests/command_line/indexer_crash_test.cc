// Whatever ends `indexer` – kill -9, a signal, a full disk – running it again gives the index of an
// undisturbed run.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/index_dump.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

using std::chrono::milliseconds;
using test::all_differences;
using test::dump_index;
using test::Process;
using test::ProcessOptions;
using test::TemporaryDirectory;

constexpr int kArticles = 120;
constexpr int kKills = 24;

std::string paragraph(std::mt19937& random) {
  static const std::vector<std::string> words{"minister",  "talks",  "border",   "helicopter", "agreement",
                                              "Moscow",    "Delhi",  "pipeline", "delegation", "price",
                                              "exports",   "wheat",  "exercise", "summit",     "contract",
                                              "Islamabad", "energy", "crude"};
  std::string text;
  for (int n = 0; n < 60; ++n) text += (n == 0 ? "The " : " ") + words[random() % words.size()];
  return text + ".";
}

// `edition` changes every third article.
std::string wire(int edition) {
  std::string lines;
  for (int n = 0; n < kArticles; ++n) {
    std::mt19937 random(static_cast<unsigned>(n % 3 == 0 ? n + 1000 * edition : n));
    const auto number = std::to_string(n);
    lines += R"({"id":"wire-)" + number + R"(","outlet":"Mock Wire","date":"2015-01-02","title":"Story )" +
             number + R"(","text":")" + paragraph(random) + R"(\n\n“We agreed on point )" + number +
             R"( of the whole list,” said Jane Smith, who chairs the committee.\n\n)" + paragraph(random) +
             "\"}\n";
  }
  return lines;
}

class IndexerCrashTest : public ::testing::Test {
 protected:
  // Small batches, so that most moments lie between two commits of something.
  std::vector<std::string> command(const std::string& index) const {
    return {PRESSMARK_BIN_DIR "/indexer",
            "--index",
            (directory_ / index).string(),
            "-q",
            "add",
            "--batch",
            "7",
            "--bulk",
            bulk_,
            wire_};
  }
  void kill_at_any_moment_and_run_again() const;
  void kill_while_rewriting(const std::string& how) const;

  std::string bulk_ = "never";
  int add(const std::string& index) const { return test::run(command(index)).status; }
  milliseconds duration_of_a_run(const std::string& index) const {
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(add(index), 0);
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begun);
  }
  // As `check` sees it: texts, rows, quotations, the log of revisions.
  void expect_sound(const std::string& index, int round) const {
    const auto result =
        test::run({PRESSMARK_BIN_DIR "/indexer", "--index", (directory_ / index).string(), "check"});
    EXPECT_EQ(result.status, 0) << "round " << round << ": " << result.errors;
  }
  void write_edition(int edition) const { directory_.write("wire.jsonl", wire(edition)); }

  TemporaryDirectory directory_;
  const std::string wire_ = directory_.write("wire.jsonl", wire(1));
};

// $PRESSMARK_KILLS: so many kills instead of a few.
int rounds(int few) {
  const char* wanted = std::getenv("PRESSMARK_KILLS");
  return wanted == nullptr ? few : std::max(few, std::atoi(wanted) / 2);
}

void IndexerCrashTest::kill_at_any_moment_and_run_again() const {
  double whole_us = 1000.0 * static_cast<double>(duration_of_a_run("clean").count());
  const auto clean = dump_index(directory_ / "clean");
  ASSERT_EQ(clean.articles.size(), static_cast<std::size_t>(kArticles));
  std::mt19937 random(20140612);
  int killed = 0;
  const int last = rounds(kKills);
  for (int round = 0; round < last; ++round) {
    const std::string index = "killed-" + std::to_string(round);
    // Twice over the same index: the second is killed while it goes on from the first.
    for (int time = 0; time < 2; ++time) {
      Process process(command(index));
      std::this_thread::sleep_for(
          std::chrono::microseconds(random() % (static_cast<unsigned>(whole_us) + 1)));
      process.signal(SIGKILL);
      // The run that was timed may have been slower than those to come, by what else the machine did.
      if (process.finish().status == 128 + SIGKILL)
        ++killed;
      else
        whole_us *= 0.9;
      if (std::filesystem::exists(directory_ / index / "CURRENT"))
        dump_index(directory_ / index);  // readable
    }
    ASSERT_EQ(add(index), 0);
    ASSERT_EQ(all_differences(dump_index(directory_ / index), clean), "") << "round " << round;
    expect_sound(index, round);
    std::filesystem::remove_all(directory_ / index);
  }
  EXPECT_GE(killed, 20) << "too few kills met a running program";
}

TEST_F(IndexerCrashTest, KilledAtAnyMomentAndRunAgainIsACleanRun) {
  kill_at_any_moment_and_run_again();
}

TEST_F(IndexerCrashTest, KilledAtAnyMomentOfABulkLoadAndRunAgainIsACleanRun) {
  bulk_ = "always";
  kill_at_any_moment_and_run_again();
}

void IndexerCrashTest::kill_while_rewriting(const std::string& how) const {
  ASSERT_EQ(add("index"), 0);
  const std::vector<std::string> rewrite{PRESSMARK_BIN_DIR "/indexer", "--index",
                                         (directory_ / "index").string(), "-q", how};
  const auto begun = std::chrono::steady_clock::now();
  ASSERT_EQ(test::run(rewrite).status, 0);
  const auto whole =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
  const auto clean = dump_index(directory_ / "index");
  std::mt19937 random(11);
  const int last = rounds(kKills / 2);
  for (int round = 0; round < last; ++round) {
    Process process(rewrite);
    std::this_thread::sleep_for(
        std::chrono::microseconds(random() % static_cast<unsigned>(whole.count() + 1)));
    process.signal(SIGKILL);
    process.finish();
    ASSERT_EQ(all_differences(dump_index(directory_ / "index"), clean), "") << "round " << round;
    expect_sound("index", round);
  }
  ASSERT_EQ(test::run(rewrite).status, 0);
  EXPECT_EQ(all_differences(dump_index(directory_ / "index"), clean), "");
  std::size_t generations = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory_ / "index"))
    generations += entry.is_directory() ? 1 : 0;
  EXPECT_EQ(generations, 1U) << "what the killed ones left is gone";
}

TEST_F(IndexerCrashTest, KilledWhileCompactingTheIndexIsWhatItWas) {
  kill_while_rewriting("compact");
}

TEST_F(IndexerCrashTest, KilledWhileRebuildingTheIndexIsWhatItWas) {
  kill_while_rewriting("rebuild");
}

TEST_F(IndexerCrashTest, KilledWhileUpdatingAndRunAgainIsACleanUpdate) {
  ASSERT_EQ(add("first"), 0);
  std::filesystem::copy(directory_ / "first", directory_ / "clean", std::filesystem::copy_options::recursive);
  write_edition(2);
  const auto whole = duration_of_a_run("clean");
  const auto clean = dump_index(directory_ / "clean");
  std::mt19937 random(20150102);
  for (int round = 0; round < kKills / 2; ++round) {
    std::filesystem::remove_all(directory_ / "killed");
    std::filesystem::copy(directory_ / "first", directory_ / "killed",
                          std::filesystem::copy_options::recursive);
    Process process(command("killed"));
    std::this_thread::sleep_for(
        std::chrono::microseconds(random() % static_cast<unsigned>(1000 * whole.count() + 1)));
    process.signal(SIGKILL);
    process.finish();
    ASSERT_EQ(add("killed"), 0);
    ASSERT_EQ(all_differences(dump_index(directory_ / "killed"), clean), "") << "round " << round;
    expect_sound("killed", round);
  }
}

TEST_F(IndexerCrashTest, KilledWhileRemovingAndRunAgainHasRemoved) {
  ASSERT_EQ(add("first"), 0);
  std::vector<std::string> remove{PRESSMARK_BIN_DIR "/indexer", "--index", "", "-q", "remove", "--purge"};
  for (int n = 0; n < kArticles; n += 2) remove.push_back("wire-" + std::to_string(n));
  const auto from = [&](const std::string& index) {
    remove[2] = (directory_ / index).string();
    return remove;
  };
  std::filesystem::copy(directory_ / "first", directory_ / "clean", std::filesystem::copy_options::recursive);
  const auto begun = std::chrono::steady_clock::now();
  ASSERT_EQ(test::run(from("clean")).status, 0);
  const auto whole =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
  const auto clean = dump_index(directory_ / "clean");
  std::mt19937 random(7);
  for (int round = 0; round < kKills / 3; ++round) {
    std::filesystem::remove_all(directory_ / "killed");
    std::filesystem::copy(directory_ / "first", directory_ / "killed",
                          std::filesystem::copy_options::recursive);
    Process process(from("killed"));
    std::this_thread::sleep_for(
        std::chrono::microseconds(random() % static_cast<unsigned>(whole.count() + 1)));
    process.signal(SIGKILL);
    process.finish();
    ASSERT_EQ(test::run(from("killed")).status, 0);
    ASSERT_EQ(all_differences(dump_index(directory_ / "killed"), clean), "") << "round " << round;
    expect_sound("killed", round);
  }
}

TEST_F(IndexerCrashTest, AskedToStopItKeepsWhatItReadAndSaysWhichSignal) {
  // As many as take a while: the signal has to find it at work.
  std::string lines;
  for (int copy = 0; copy < 20; ++copy) {
    std::string part = wire(copy);
    for (std::size_t at = 0; (at = part.find("\"wire-", at)) != std::string::npos; at += 6)
      part.insert(at + 1, std::to_string(copy) + "-");
    lines += part;
  }
  directory_.write("wire.jsonl", lines);
  for (const int number : {SIGINT, SIGTERM}) {
    const std::string index = "stopped-" + std::to_string(number);
    Process process(command(index));
    while (!std::filesystem::exists(directory_ / index / "CURRENT"))
      std::this_thread::sleep_for(milliseconds(1));
    std::this_thread::sleep_for(milliseconds(100));
    process.signal(number);
    EXPECT_TRUE(process.ends_within(milliseconds(10000)));
    EXPECT_EQ(process.finish().status, 128 + number);
    EXPECT_NO_THROW(dump_index(directory_ / index));
  }
}

TEST_F(IndexerCrashTest, AFullDiskIsAnIoErrorAndAfterwardsEverythingCanBeDone) {
  ASSERT_EQ(add("clean"), 0);
  ProcessOptions full;
  full.max_file_bytes = 100'000;  // a limit on each file stands in for a disk without room
  const auto result = test::run(command("full"), full);
  EXPECT_EQ(result.status, 74) << result.errors;
  EXPECT_NE(result.errors.find("make room"), std::string::npos) << result.errors;
  bulk_ = "always";
  const auto in_bulk = test::run(command("full"), full);
  EXPECT_EQ(in_bulk.status, 74) << in_bulk.errors;
  EXPECT_NE(in_bulk.errors.find("make room"), std::string::npos) << in_bulk.errors;
  EXPECT_NO_THROW(dump_index(directory_ / "full"));
  ASSERT_EQ(add("full"), 0);
  EXPECT_EQ(all_differences(dump_index(directory_ / "full"), dump_index(directory_ / "clean")), "");
}

}  // namespace
}  // namespace pressmark
