#include "schema/index/revision_log.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "schema/text/sha256.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

std::string text_name(int number) {
  return "article-" + std::to_string(number) + "@" + sha256_hex(std::to_string(number));
}

// Three runs of 1, 2 and 3 entries, a line each.
std::vector<std::string> good_log() {
  std::vector<std::string> lines;
  std::string before(kNoRunBefore);
  int text = 0;
  for (std::uint64_t number = 1; number <= 3; ++number) {
    MerkleRoot root;
    for (std::uint64_t k = 0; k < number; ++k) {
      lines.push_back(came_entry(text_name(++text)));
      root.add(merkle_leaf(lines.back()));
    }
    const LoggedRun run{number, "2026-11-23T08:00:00Z", "add", number, to_hex(root.root()), before};
    lines.push_back(encode(run));
    before = head_of(run);
  }
  return lines;
}

class RevisionLogTest : public ::testing::Test {
 protected:
  void write(const std::vector<std::string>& lines) const {
    std::string content;
    for (const auto& line : lines) content += line + "\n";
    directory_.write("revisions.log", content);
  }
  std::filesystem::path path() const { return directory_ / "revisions.log"; }
  // What is wrong, or "".
  std::string problem() const {
    RevisionLogReader reader(path());
    while (reader.next() != RevisionLogReader::Line::end) continue;
    return reader.problem().value_or("");
  }

  test::TemporaryDirectory directory_;
};

TEST_F(RevisionLogTest, AWholeLogIsReadLineByLine) {
  write(good_log());
  RevisionLogReader reader(path());
  std::vector<std::string> lines;
  std::uint64_t runs = 0;
  for (auto line = reader.next(); line != RevisionLogReader::Line::end; line = reader.next()) {
    lines.push_back(reader.line());
    if (line == RevisionLogReader::Line::run) ++runs;
  }
  EXPECT_EQ(lines, good_log());
  EXPECT_EQ(runs, 3U);
  EXPECT_EQ(reader.problem(), std::nullopt);
  EXPECT_EQ(reader.head(), head_of(decode_logged_run(good_log().back())));
  EXPECT_EQ(last_logged_run(path()), decode_logged_run(good_log().back()));
  EXPECT_FALSE(has_open_run(path()));
}

// Not one line can be taken out, put in, moved or changed in any character without its showing, but for the
// whole end of the log, which only who noted a head can tell.
TEST_F(RevisionLogTest, WhateverIsChangedInItShows) {
  const auto good = good_log();
  for (std::size_t i = 0; i + 1 < good.size(); ++i) {
    auto without = good;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    write(without);
    EXPECT_NE(problem(), "") << "line " << i << " taken out";
    auto with = good;
    with.insert(with.begin() + static_cast<std::ptrdiff_t>(i), came_entry(text_name(100)));
    write(with);
    EXPECT_NE(problem(), "") << "a line put in before " << i;
    auto swapped = good;
    std::swap(swapped[i], swapped[i + 1]);
    write(swapped);
    EXPECT_NE(problem(), "") << "line " << i << " moved";
  }
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (std::size_t at = 0; at < good[i].size(); ++at) {
      auto changed = good;
      changed[i][at] = changed[i][at] == '0' ? '1' : '0';
      write(changed);
      EXPECT_NE(problem(), "") << good[i] << " became " << changed[i];
    }
  }
}

// A run whose every line is written anew, hashes and all, no longer goes with the runs behind it.
TEST_F(RevisionLogTest, ARunThatWasWrittenAnewDoesNotFitTheNext) {
  auto lines = good_log();
  lines[0] = came_entry(text_name(50));
  MerkleRoot root;
  root.add(merkle_leaf(lines[0]));
  auto run = decode_logged_run(lines[1]);
  run.root = to_hex(root.root());
  lines[1] = encode(run);
  write(lines);
  EXPECT_NE(problem().find("run 2 does not go on from run 1"), std::string::npos) << problem();
}

TEST_F(RevisionLogTest, ALastLineWithoutItsEndIsNotRead) {
  auto lines = good_log();
  write(lines);
  std::ofstream(path(), std::ios::app) << "+ article-9@12";
  EXPECT_EQ(problem(), "");
  EXPECT_TRUE(has_open_run(path()));
  EXPECT_EQ(last_logged_run(path()), decode_logged_run(lines.back()));
}

TEST_F(RevisionLogTest, TheEndOfALongLogIsFoundWithoutReadingAll) {
  std::vector<std::string> lines;
  std::string before(kNoRunBefore);
  for (std::uint64_t number = 1; number <= 40; ++number) {
    MerkleRoot root;
    for (int k = 0; k < 200; ++k) {
      lines.push_back(came_entry(text_name(static_cast<int>(number) * 1000 + k)));
      root.add(merkle_leaf(lines.back()));
    }
    const LoggedRun run{number, "2026-11-23T08:00:00Z", "add", 200, to_hex(root.root()), before};
    lines.push_back(encode(run));
    before = head_of(run);
  }
  write(lines);
  const auto size = std::filesystem::file_size(path());
  for (const std::uint64_t wanted : {40U, 39U, 20U, 1U}) {
    const RevisionLogEnd end(path(), wanted);
    std::string whole;
    for (const auto& line : lines) whole += line + "\n";
    EXPECT_EQ(end.bytes(), whole.substr(end.start()));
    EXPECT_NE(end.bytes().find("\n= " + std::to_string(wanted) + " "), std::string::npos) << wanted;
  }
  EXPECT_GT(RevisionLogEnd(path(), 40).start(), size / 2);
}

TEST_F(RevisionLogTest, WithoutALogThereIsNothing) {
  EXPECT_FALSE(RevisionLogReader(path()).is_there());
  EXPECT_FALSE(has_open_run(path()));
  EXPECT_EQ(last_logged_run(path()), std::nullopt);
}

}  // namespace
}  // namespace pressmark
