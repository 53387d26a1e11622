// `revisions.log`: every wording that came is in it, nothing that was in it can be changed unseen, and
// whatever happens to it is told.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "schema/text/sha256.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

namespace fs = std::filesystem;

constexpr int kDamaged = 74;

std::string article(const std::string& id, const std::string& text) {
  return R"({"id":")" + id + R"(","outlet":"Mock Wire","date":"2015-01-02","title":"A title","text":")" +
         text + "\"}\n";
}

std::string named(const std::string& id, const std::string& text) {
  return id + "@" + sha256_hex(text);
}

class RevisionLogFileTest : public ::testing::Test {
 protected:
  test::ProcessResult run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(),
                     {PRESSMARK_BIN_DIR "/indexer", "--index", (directory_ / "ix").string()});
    return test::run(arguments);
  }
  test::ProcessResult add(const std::string& lines) const {
    return run({"-q", "add", directory_.write("wire.jsonl", lines)});
  }
  fs::path path() const { return directory_ / "ix" / "revisions.log"; }
  std::string content() const {
    std::ifstream in(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  void write(const std::string& content) const { std::ofstream(path(), std::ios::binary) << content; }
  std::vector<std::string> lines() const {
    std::ifstream in(path());
    std::vector<std::string> found;
    for (std::string line; std::getline(in, line);) found.push_back(line);
    return found;
  }
  std::string head() const {
    return nlohmann::json::parse(run({"--json", "status"}).output)["log"]["head"].get<std::string>();
  }

  test::TemporaryDirectory directory_;
  const std::string one_ = "The committee met on Monday and will meet again.";
  const std::string two_ = "The committee met on Tuesday and will meet again.";
};

TEST_F(RevisionLogFileTest, EveryWordingThatComesIsALineAndEveryRunWithNewsARoot) {
  ASSERT_EQ(add(article("a", one_) + article("b", one_)).status, 0);
  ASSERT_EQ(lines().size(), 3U);
  EXPECT_EQ(lines()[0], "+ " + named("a", one_));
  EXPECT_EQ(lines()[1], "+ " + named("b", one_));
  EXPECT_EQ(lines()[2].substr(0, 4), "= 1 ");

  const auto before = content();
  ASSERT_EQ(add(article("a", one_) + article("b", one_)).status, 0);
  EXPECT_EQ(content(), before) << "nothing came";
  ASSERT_EQ(run({"-q", "remove", "b"}).status, 0);
  EXPECT_EQ(content(), before) << "a withdrawn article's wordings stay";

  ASSERT_EQ(add(article("a", two_)).status, 0);
  EXPECT_EQ(lines()[3], "+ " + named("a", two_));
  ASSERT_EQ(add(article("a", one_)).status, 0);
  EXPECT_EQ(lines().size(), 5U) << "a wording that comes back is not new";

  ASSERT_EQ(run({"-q", "remove", "--purge", "a"}).status, 0);
  const auto all = lines();
  ASSERT_EQ(all.size(), 8U);
  EXPECT_EQ(std::set<std::string>(all.begin() + 5, all.begin() + 7),
            (std::set<std::string>{"- " + named("a", one_), "- " + named("a", two_)}));
  EXPECT_EQ(run({"check", "--full"}).status, 0);
}

TEST_F(RevisionLogFileTest, AHeadThatWasNotedStaysInTheLog) {
  ASSERT_EQ(add(article("a", one_)).status, 0);
  const auto noted = head();
  ASSERT_EQ(add(article("a", two_)).status, 0);
  EXPECT_NE(head(), noted);
  EXPECT_EQ(run({"check", "--log-head", noted}).status, 0);
  const auto result = run({"check", "--log-head", sha256_hex("another")});
  EXPECT_EQ(result.status, kDamaged);
  EXPECT_NE(result.errors.find("does not go on from there"), std::string::npos) << result.errors;
}

TEST_F(RevisionLogFileTest, AFlippedBitAnywhereInItIsFound) {
  ASSERT_EQ(add(article("a", one_)).status, 0);
  ASSERT_EQ(add(article("a", two_)).status, 0);
  const auto good = content();
  std::mt19937 random(5);
  for (int round = 0; round < 40; ++round) {
    auto flipped = good;
    flipped[random() % flipped.size()] ^= static_cast<char>(1U << random() % 8U);
    write(flipped);
    EXPECT_EQ(run({"-q", "check"}).status, kDamaged) << flipped;
  }
}

TEST_F(RevisionLogFileTest, ALogThatLacksARunIsToldAndNothingIsWritten) {
  ASSERT_EQ(add(article("a", one_)).status, 0);
  const auto old = content();
  ASSERT_EQ(add(article("a", two_)).status, 0);
  ASSERT_EQ(add(article("b", two_)).status, 0);  // the index notes run 2 with it
  write(old);
  EXPECT_EQ(run({"-q", "check"}).status, kDamaged);
  const auto result = add(article("c", one_));
  EXPECT_EQ(result.status, kDamaged);
  EXPECT_NE(result.errors.find("run 2 as this index notes it is not in this log"), std::string::npos)
      << result.errors;
  EXPECT_EQ(content(), old);
}

TEST_F(RevisionLogFileTest, ALostLogBeginsAnewAndSaysSo) {
  ASSERT_EQ(add(article("a", one_) + article("b", one_)).status, 0);
  ASSERT_EQ(add(article("a", two_)).status, 0);
  fs::remove(path());
  const auto result = run({"check"});
  EXPECT_EQ(result.status, kDamaged);
  EXPECT_NE(result.errors.find("revisions.log is missing"), std::string::npos) << result.errors;

  ASSERT_EQ(add(article("c", one_)).status, 0);
  const auto all = lines();
  ASSERT_EQ(all.size(), 6U);
  EXPECT_EQ(all[3].substr(0, 4), "= 2 ") << "run 1 is what the index noted";
  EXPECT_NE(all[3].find(" adopt 3 "), std::string::npos);
  EXPECT_EQ(run({"check"}).status, 0);
}

TEST_F(RevisionLogFileTest, WhatARunThatWasCutOffAnnouncedAndDidNotBringIsTakenBack) {
  ASSERT_EQ(add(article("a", one_)).status, 0);
  std::ofstream(path(), std::ios::app) << "+ " << named("never", one_) << "\n+ article-that-was-cut@12";
  EXPECT_EQ(run({"check"}).status, 0) << "nobody knows yet what came true";
  ASSERT_EQ(add(article("a", one_)).status, 0);
  const auto all = lines();
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[2], "+ " + named("never", one_));
  EXPECT_EQ(all[3], "- " + named("never", one_));
  EXPECT_NE(all[4].find(" interrupted 2 "), std::string::npos) << all[4];
  EXPECT_EQ(run({"check"}).status, 0);
}

// Whoever writes a text into the tables, or takes one out, without the log.
TEST_F(RevisionLogFileTest, TextsAndLogAreComparedWithEachOther) {
  ASSERT_EQ(add(article("a", one_)).status, 0);
  fs::copy(directory_ / "ix", directory_ / "older", fs::copy_options::recursive);
  ASSERT_EQ(add(article("a", two_)).status, 0);
  const auto both = content();
  fs::remove_all(directory_ / "ix");
  fs::copy(directory_ / "older", directory_ / "ix", fs::copy_options::recursive);
  write(both);
  const auto missing = run({"check"});
  EXPECT_EQ(missing.status, kDamaged);
  EXPECT_NE(missing.errors.find("it names " + named("a", two_)), std::string::npos) << missing.errors;
}

TEST_F(RevisionLogFileTest, RebuildingAndCompactingAddNothingToIt) {
  ASSERT_EQ(add(article("a", one_) + article("b", two_)).status, 0);
  ASSERT_EQ(add(article("a", two_)).status, 0);
  const auto before = content();
  ASSERT_EQ(run({"-q", "rebuild"}).status, 0);
  EXPECT_EQ(content(), before);
  ASSERT_EQ(run({"-q", "compact"}).status, 0);
  EXPECT_EQ(content(), before);
  EXPECT_EQ(run({"check", "--full"}).status, 0);
}

}  // namespace
}  // namespace pressmark
