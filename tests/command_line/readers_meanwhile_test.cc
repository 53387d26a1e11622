// `searchd` answers whatever happens to those that write: it never shows an error, and never half a run.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/searchd/http/daemon.h"
#include "tests/support/index_dump.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

namespace pressmark::test {
namespace {

constexpr int kArticles = 60;

// $PRESSMARK_KILLS: so many kills instead of a few.
int kills() {
  const char* wanted = std::getenv("PRESSMARK_KILLS");
  return wanted == nullptr ? 16 : std::max(16, std::atoi(wanted));
}

class ReadersMeanwhileTest : public ::testing::Test {
 protected:
  // Every third article says something else in each edition.
  void write_edition(int edition) const {
    std::string lines;
    for (int n = 0; n < kArticles; ++n) {
      const auto number = std::to_string(n);
      lines += R"({"id":"wire-)" + number + R"(","outlet":"Mock Wire","date":"2015-01-02","title":"Story )" +
               number + R"(","text":"The committee met in Moscow for the )" +
               std::to_string(n % 3 == 0 ? edition : 0) + R"(th time.\n\n“We agreed on point )" + number +
               R"( of the whole list,” said Jane Smith, who chairs the committee."})" + "\n";
    }
    directory_.write("wire.jsonl", lines);
  }
  std::vector<std::string> indexer(const std::vector<std::string>& arguments) const {
    std::vector<std::string> all{PRESSMARK_BIN_DIR "/indexer", "--index", index_.string(), "-q"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return all;
  }
  std::vector<std::string> any_command(std::mt19937& random) const {
    const auto file = (directory_ / "wire.jsonl").string();
    switch (random() % 4) {
      case 0:
        return indexer({"add", "--batch", "7", "--bulk", "never", file});
      case 1:
        return indexer({"add", "--batch", "7", "--bulk", "always", file});
      case 2:
        return indexer({"compact"});
      default:
        return indexer({"rebuild"});
    }
  }

  TemporaryDirectory directory_;
  const std::filesystem::path index_ = directory_ / "index";
};

// What is wrong with an answer; empty when nothing is.
std::string complaint_about(const std::string& answer, const std::string& target) {
  if (status_of(answer) != 200) return target + ": " + answer.substr(0, 400);
  if (target.find("/api/") == std::string::npos) return {};
  const auto json = nlohmann::json::parse(answer.substr(answer.find("\r\n\r\n") + 4), nullptr, false);
  if (json.is_discarded()) return target + ": no JSON";
  // No edition has fewer or more articles than another.
  if (json.contains("total") && json["total"]["value"] != kArticles)
    return target + ": " + json["total"].dump();
  return {};
}

TEST_F(ReadersMeanwhileTest, NeverSeeAnErrorWhileWritersAreKilled) {
  write_edition(1);
  ASSERT_EQ(run(indexer({"add", (directory_ / "wire.jsonl").string()})).status, 0);
  Daemon daemon("--index " + index_.string() + " --listen 127.0.0.1:0");
  const int port = daemon.port();
  ASSERT_GT(port, 0) << slurp(daemon.err());

  std::atomic<bool> is_over{false};
  std::atomic<int> answers{0};
  std::string complaint;
  std::thread reader([&] {
    const std::vector<std::string> targets{
        "/api/v1/search?q=committee&fold=0", "/search?q=%22met+in+Moscow%22&fold=0",
        "/api/v1/search?q=speaker:smith&fold=0", "/api/v1/articles/wire-3", "/a/wire-6"};
    for (std::size_t n = 0; !is_over && complaint.empty(); ++n) {
      const auto& target = targets[n % targets.size()];
      complaint = complaint_about(get(port, target), target);
      ++answers;
    }
  });

  std::mt19937 random(35);
  for (int round = 0, last = kills(); round < last; ++round) {
    write_edition(2 + round);
    Process process(any_command(random));
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 120'000));
    process.signal(SIGKILL);
    process.finish();
  }
  is_over = true;
  reader.join();
  EXPECT_EQ(complaint, "");
  EXPECT_GT(answers, kills());

  const auto file = (directory_ / "wire.jsonl").string();
  ASSERT_EQ(run(indexer({"add", file})).status, 0);
  const auto clean = directory_ / "clean";
  ASSERT_EQ(run({PRESSMARK_BIN_DIR "/indexer", "--index", clean.string(), "-q", "add", file}).status, 0);
  // Earlier editions stay, and which of them were written is chance.
  const auto current = dump_index(index_);
  const auto expected = dump_index(clean);
  EXPECT_EQ(differences(current.quotations, expected.quotations), "");
  EXPECT_EQ(run(indexer({"check", "--full"})).status, 0);
}

}  // namespace
}  // namespace pressmark::test
