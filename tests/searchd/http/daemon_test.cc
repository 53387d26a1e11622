// The real searchd, as a user runs it.

#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "schema/index/generation.h"
#include "tests/searchd/http/daemon.h"
#include "tests/searchd/http/raw_client.h"
#include "tests/support/process.h"
#include "tests/support/sample_index.h"

namespace pressmark::test {
namespace {

using namespace std::chrono_literals;

TEST(DaemonTest, ServesAndStopsOnSigterm) {
  SampleIndex index;
  index.add({article("one", "Helicopters", "Helicopters arrived.")});
  Daemon daemon("--index " + index.path().string() + " --listen 127.0.0.1:0");
  const int port = daemon.port();
  ASSERT_GT(port, 0) << slurp(daemon.err());
  EXPECT_EQ(status_of(get(port, "/api/v1/search?q=helicopters")), 200);
  const RawClient idle(port);
  daemon.process().signal(SIGTERM);
  EXPECT_TRUE(daemon.process().ends_within(5s));
}

// Requests that do not end: their log lines go into a pipe that nobody reads.
TEST(DaemonTest, StopsOnSigtermWhileRequestsHang) {
  SampleIndex index;
  index.add({article("one", "Helicopters", "Helicopters arrived.")});
  const TemporaryDirectory directory;
  const auto path = (directory / "socket").string();
  Process daemon({kSearchd, "--index", index.path().string(), "--listen", "unix:" + path, "--log", "json"});
  for (int i = 0; i < 200 && !std::filesystem::exists(path); ++i) std::this_thread::sleep_for(25ms);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 24; ++i) {
    clients.push_back(std::make_unique<RawClient>(path));
    clients.back()->send("GET /" + std::string(7000, 'x') + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }
  std::this_thread::sleep_for(300ms);
  // Which of them the pipe still had room for is chance.
  EXPECT_TRUE(std::any_of(clients.begin(), clients.end(), [](const auto& client) {
    return client->read_until("\r\n\r\n", 20ms).empty();
  })) << "nothing hangs";
  daemon.signal(SIGTERM);
  ASSERT_TRUE(daemon.ends_within(5s));
  EXPECT_EQ(daemon.finish().status, 0);
}

TEST(DaemonTest, PicksUpNewCommitsByItself) {
  SampleIndex index;
  index.add({article("one", "Helicopters", "Helicopters arrived.")});
  Daemon daemon("--index " + index.path().string() + " --listen 127.0.0.1:0");
  const int port = daemon.port();
  ASSERT_GT(port, 0);
  EXPECT_NE(get(port, "/api/v1/search?q=helicopters").find("\"total\":{\"value\":1"), std::string::npos);
  index.add({article("two", "Helicopters again", "More helicopters arrived.")});
  EXPECT_NE(get(port, "/api/v1/search?q=helicopters").find("\"total\":{\"value\":2"), std::string::npos);
}

TEST(DaemonTest, LogsOneLineOfJsonARequestWithoutTheQuery) {
  SampleIndex index;
  index.add({article("one", "Helicopters", "Helicopters arrived.")});
  Daemon daemon("--index " + index.path().string() + " --listen 127.0.0.1:0 --log json");
  const int port = daemon.port();
  ASSERT_GT(port, 0);
  get(port, "/api/v1/search?q=secretword");
  get(port, "/nothing");
  daemon.process().signal(SIGTERM);
  ASSERT_TRUE(daemon.process().ends_within(5s));
  const auto log = slurp(daemon.err());
  EXPECT_EQ(log.find("secretword"), std::string::npos);
  std::istringstream lines(log);
  std::vector<nlohmann::json> entries;
  for (std::string line; std::getline(lines, line);) entries.push_back(nlohmann::json::parse(line));
  ASSERT_EQ(entries.size(), 2U) << log;
  EXPECT_EQ(entries[0]["path"], "/api/v1/search");
  EXPECT_EQ(entries[0]["status"], 200);
  EXPECT_EQ(entries[1]["status"], 404);
}

TEST(DaemonTest, ListensOnAUnixSocketAndCleansUp) {
  SampleIndex index;
  index.add({article("one", "Helicopters", "Helicopters arrived.")});
  const TemporaryDirectory directory;
  const auto path = (directory / "socket").string();
  Daemon daemon("--index " + index.path().string() + " --listen unix:" + path);
  for (int i = 0; i < 200 && slurp(daemon.out()).find('\n') == std::string::npos; ++i)
    std::this_thread::sleep_for(25ms);
  EXPECT_EQ(slurp(daemon.out()), "listening on unix:" + path + "\n");
  {
    const RawClient client(path);
    ASSERT_TRUE(client.is_connected());
    client.send("GET /healthz HTTP/1.1\r\nHost: anything\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(status_of(client.read_all()), 200);
  }
  daemon.process().signal(SIGTERM);
  EXPECT_TRUE(daemon.process().ends_within(5s));
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(DaemonTest, AMissingIndexIsToldWithWhatToDo) {
  const TemporaryDirectory directory;
  const auto result = run({kSearchd, "--index", (directory / "none").string(), "--listen", "127.0.0.1:0"});
  EXPECT_EQ(result.status, 66);
  EXPECT_NE(result.errors.find("indexer"), std::string::npos) << result.errors;
}

TEST(DaemonTest, AnIndexOfAnotherVersionIsNotRead) {
  SampleIndex index;
  index.add({article("one", "Helicopters", "Helicopters arrived.")});
  auto current = slurp(index.path() / "CURRENT");
  current.replace(current.find("pressmark-index ") + 16, 1, "9");
  std::ofstream(index.path() / "CURRENT") << current;
  EXPECT_EQ(run({kSearchd, "--index", index.path().string(), "--listen", "127.0.0.1:0"}).status, 70);
}

TEST(DaemonTest, StartsOnAnEmptyIndex) {
  SampleIndex index;
  index.add({});
  Daemon daemon("--index " + index.path().string() + " --listen 127.0.0.1:0");
  const int port = daemon.port();
  ASSERT_GT(port, 0) << slurp(daemon.err());
  EXPECT_EQ(status_of(get(port, "/")), 200);
  EXPECT_EQ(status_of(get(port, "/search?q=x")), 200);
}

TEST(DaemonTest, ReadsAConfigurationAndTheCommandLineWins) {
  SampleIndex index;
  index.add({article("one", "Helicopters", "Helicopters arrived.")});
  const TemporaryDirectory directory;
  const auto config = directory.write(
      "searchd.toml", "index = \"" + index.path().string() +
                          "\"\nlisten = \"127.0.0.1:1\"\nthreads = 2\nhosts = [\"news.example\"]\n");
  Daemon daemon("--config " + config + " --listen 127.0.0.1:0");
  const int port = daemon.port();
  ASSERT_GT(port, 0) << slurp(daemon.err());
  const RawClient client(port);
  client.send("GET / HTTP/1.1\r\nHost: news.example\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(status_of(client.read_all()), 200);

  const auto wrong = directory.write("wrong.toml", "lisen = \"x\"\n");
  const auto result = run({kSearchd, "--config", wrong});
  EXPECT_EQ(result.status, 2);
  EXPECT_NE(result.errors.find("lisen"), std::string::npos);
}

TEST(DaemonTest, UsageErrorsAreStatusTwo) {
  EXPECT_EQ(run({kSearchd, "--nothing"}).status, 2);
  EXPECT_EQ(run({kSearchd, "--listen", "nowhere"}).status, 2);
  EXPECT_EQ(run({kSearchd, "--version"}).status, 0);
  EXPECT_NE(run({kSearchd, "--help"}).output.find("Examples"), std::string::npos);
}

TEST(DaemonTest, ATakenPortIsSaidSo) {
  SampleIndex index;
  index.add({article("one", "Helicopters", "Helicopters arrived.")});
  Daemon first("--index " + index.path().string() + " --listen 127.0.0.1:0");
  const int port = first.port();
  ASSERT_GT(port, 0);
  const auto second =
      run({kSearchd, "--index", index.path().string(), "--listen", "127.0.0.1:" + std::to_string(port)});
  EXPECT_EQ(second.status, 74);
  EXPECT_NE(second.errors.find("cannot listen"), std::string::npos);
}

}  // namespace
}  // namespace pressmark::test
