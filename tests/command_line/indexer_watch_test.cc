// `indexer watch` over real folders. Waits for what must come, not for how long it takes.

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

namespace pressmark::test {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

const std::string kIndexer = PRESSMARK_BIN_DIR "/indexer";

class IndexerWatchTest : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& words) const {
    directory_.write("news/" + name,
                     "Story " + words + "\n\nThe committee met for the story " + words + ".\n");
  }
  void start(const std::vector<std::string>& more = {}) {
    std::vector<std::string> command{kIndexer, "--index", index_, "watch", news_.string()};
    command.insert(command.end(), more.begin(), more.end());
    watcher_ = std::make_unique<Process>(command);
  }
  int articles() const {
    const auto result = run({kIndexer, "--index", index_, "--json", "status"});
    const auto json = nlohmann::json::parse(result.output, nullptr, false);
    return result.status == 0 && json.contains("articles") ? json["articles"].get<int>() : -1;
  }
  bool comes_to_hold(int wanted) const {
    for (int tries = 0; tries < 600; ++tries) {
      if (articles() == wanted) return true;
      std::this_thread::sleep_for(milliseconds(50));
    }
    return false;
  }
  void stop(int signal) {
    watcher_->signal(signal);
    ASSERT_TRUE(watcher_->ends_within(milliseconds(20000)));
    EXPECT_EQ(watcher_->finish().status, 0);
  }

  TemporaryDirectory directory_;
  fs::path news_ = directory_ / "news";
  std::string index_ = (directory_ / "index").string();
  std::unique_ptr<Process> watcher_;
};

TEST_F(IndexerWatchTest, FollowsFilesAndFoldersThatComeChangeAndGo) {
  write("a.txt", "one");
  start();
  ASSERT_TRUE(comes_to_hold(1));
  write("b.txt", "two");
  write("deep/er/c.txt", "three");
  ASSERT_TRUE(comes_to_hold(3));
  write("deep/er/d.txt", "four");
  ASSERT_TRUE(comes_to_hold(4)) << "a folder that came later is watched";
  fs::remove(news_ / "a.txt");
  ASSERT_TRUE(comes_to_hold(3));
  fs::rename(news_ / "b.txt", news_ / "renamed.txt");
  fs::remove(news_ / "deep/er/c.txt");
  ASSERT_TRUE(comes_to_hold(2));
  stop(SIGTERM);
  const auto checked = run({kIndexer, "--index", index_, "check", "--full"});
  EXPECT_EQ(checked.status, 0) << checked.errors;
}

TEST_F(IndexerWatchTest, AFolderThatGoesAwayIsWaitedForAndNothingIsWithdrawn) {
  write("a.txt", "one");
  write("b.txt", "two");
  start();
  ASSERT_TRUE(comes_to_hold(2));
  fs::rename(news_, directory_ / "elsewhere");
  std::this_thread::sleep_for(milliseconds(1500));
  EXPECT_EQ(articles(), 2);
  fs::rename(directory_ / "elsewhere", news_);
  write("c.txt", "three");
  EXPECT_TRUE(comes_to_hold(3));
  fs::remove_all(news_);
  std::this_thread::sleep_for(milliseconds(1500));
  EXPECT_EQ(articles(), 3);
  write("a.txt", "one");
  write("b.txt", "two");
  write("c.txt", "three");
  write("d.txt", "four");
  EXPECT_TRUE(comes_to_hold(4));
  stop(SIGINT);
}

TEST_F(IndexerWatchTest, TheIndexMayLieInTheFolderAndIsNoSource) {
  write("a.txt", "one");
  index_ = (news_ / "index").string();
  start({"--rescan", "1"});
  ASSERT_TRUE(comes_to_hold(1));
  write("b.txt", "two");
  ASSERT_TRUE(comes_to_hold(2));
  watcher_->signal(SIGTERM);
  const auto result = watcher_->finish();
  EXPECT_EQ(result.errors.find("not text"), std::string::npos) << result.errors;
}

TEST_F(IndexerWatchTest, OtherCommandsWriteMeanwhile) {
  write("a.txt", "one");
  start();
  ASSERT_TRUE(comes_to_hold(1));
  const auto other =
      directory_.write("wire.jsonl", R"({"id":"wire-1","title":"T","text":"A text of the wire."})"
                                     "\n");
  for (int tries = 0; tries < 50; ++tries) {
    if (run({kIndexer, "--index", index_, "-q", "add", other}).status == 0) break;
    std::this_thread::sleep_for(milliseconds(100));
  }
  EXPECT_TRUE(comes_to_hold(2));
  write("b.txt", "two");
  EXPECT_TRUE(comes_to_hold(3)) << "what another command added stays";
  stop(SIGTERM);
}

TEST_F(IndexerWatchTest, AFolderThatIsNotThereAtTheStartIsAnError) {
  const auto result = run({kIndexer, "--index", index_, "watch", news_.string()});
  EXPECT_EQ(result.status, 66);
  EXPECT_NE(result.errors.find("does not exist"), std::string::npos);
}

}  // namespace
}  // namespace pressmark::test
