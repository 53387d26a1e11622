// `indexer check` finds damage, and `indexer rebuild` mends what the stored texts can mend.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "indexer/update/lock_holder.h"
#include "tests/support/index_dump.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using test::all_differences;
using test::dump_index;
using test::Process;
using test::TemporaryDirectory;

constexpr int kDamaged = 74;
constexpr int kOtherVersion = 70;

std::string wire(int articles, int edition) {
  std::string lines;
  for (int n = 0; n < articles; ++n) {
    const auto number = std::to_string(n);
    lines += R"({"id":"wire-)" + number + R"(","outlet":"Mock Wire","date":"2015-01-02","title":"Story )" +
             number + R"(","text":"The committee met in Moscow on day )" +
             std::to_string(n % 3 == 0 ? n + edition : n) + R"(.\n\n“We agreed on point )" + number +
             R"( of the whole list,” said Jane Smith, who chairs the committee.\n\nIt will meet again."})" +
             "\n";
  }
  return lines;
}

// $PRESSMARK_FLIPS: so many flipped bits instead of a few.
int flips() {
  const char* wanted = std::getenv("PRESSMARK_FLIPS");
  return wanted == nullptr ? 40 : std::max(40, std::atoi(wanted));
}

class IndexerCheckTest : public ::testing::Test {
 protected:
  test::ProcessResult run(const std::string& index, std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(),
                     {PRESSMARK_BIN_DIR "/indexer", "--index", (directory_ / index).string(), "-q"});
    return test::run(arguments);
  }
  int add(const std::string& index, const std::string& bulk, int edition = 0) const {
    const auto file = directory_.write("wire.jsonl", wire(40, edition));
    return run(index, {"add", "--bulk", bulk, file}).status;
  }
  void copy(const std::string& from, const std::string& to) const {
    fs::remove_all(directory_ / to);
    fs::copy(directory_ / from, directory_ / to, fs::copy_options::recursive);
  }
  // Files of the generation that hold something.
  std::vector<fs::path> files(const std::string& index) const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(directory_ / index))
      if (entry.is_regular_file() && entry.path().string().find("generation-") != std::string::npos &&
          entry.path().filename() != "manifest" && entry.file_size() > 0)
        found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
  }
  void flip_bits_of_changed(const std::string& bulk) const;
  static void flip_bit(const fs::path& file, std::uintmax_t bit) {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    const auto at = static_cast<std::streamoff>(bit / 8);
    bytes.seekg(at);
    const int byte = bytes.get();
    bytes.seekp(at);
    bytes.put(static_cast<char>(static_cast<unsigned>(byte) ^ (1U << (bit % 8))));
  }

  TemporaryDirectory directory_;
};

TEST_F(IndexerCheckTest, ASoundIndexIsSoundHoweverItWasFilled) {
  for (const std::string bulk : {"never", "always"}) {
    ASSERT_EQ(add(bulk, bulk), 0);
    ASSERT_EQ(add(bulk, bulk, 1), 0);
    ASSERT_EQ(run(bulk, {"remove", "wire-7"}).status, 0);
    ASSERT_EQ(run(bulk, {"remove", "--purge", "wire-8"}).status, 0);
    for (const auto& arguments : {std::vector<std::string>{"check"}, {"check", "--full"}}) {
      const auto result = run(bulk, arguments);
      EXPECT_EQ(result.status, 0) << result.errors;
      EXPECT_EQ(result.errors, "");
    }
    const auto before = dump_index(directory_ / bulk);
    const auto rebuilt = run(bulk, {"rebuild"});
    ASSERT_EQ(rebuilt.status, 0) << rebuilt.errors;
    EXPECT_EQ(all_differences(dump_index(directory_ / bulk), before), "") << "rebuilt";
    EXPECT_EQ(run(bulk, {"check", "--full"}).status, 0);
  }
}

TEST_F(IndexerCheckTest, AnyFlippedBitOfAClosedGenerationIsFound) {
  ASSERT_EQ(add("whole", "always"), 0);
  std::mt19937 random(1);
  for (int round = 0, last = flips(); round < last; ++round) {
    copy("whole", "flipped");
    const auto all = files("flipped");
    const auto& file = all[random() % all.size()];
    const auto bit = random() % (fs::file_size(file) * 8);
    flip_bit(file, bit);
    const auto result = run("flipped", {"check"});
    EXPECT_EQ(result.status, kDamaged) << file << " bit " << bit;
    EXPECT_NE(result.errors.find("rebuild"), std::string::npos) << result.errors;
  }
}

// Free space may hold anything: what matters is that an index found sound says what it said.
void IndexerCheckTest::flip_bits_of_changed(const std::string& bulk) const {
  ASSERT_EQ(add("whole", bulk), 0);
  ASSERT_EQ(add("whole", "never", 1), 0);
  ASSERT_EQ(run("whole", {"remove", "wire-7"}).status, 0);
  const auto whole = dump_index(directory_ / "whole");
  std::mt19937 random(2);
  int found = 0;
  for (int round = 0, last = flips(); round < last; ++round) {
    copy("whole", "flipped");
    const auto all = files("flipped");
    const auto& file = all[random() % all.size()];
    const auto bit = random() % (fs::file_size(file) * 8);
    flip_bit(file, bit);
    Process check({PRESSMARK_BIN_DIR "/indexer", "--index", (directory_ / "flipped").string(), "-q", "check",
                   "--full"});
    ASSERT_TRUE(check.ends_within(milliseconds(60000))) << file << " bit " << bit;
    const int status = check.finish().status;
    if (status != 0) {
      EXPECT_TRUE(status == kDamaged || status == kOtherVersion || status == 66)
          << status << " " << file << " bit " << bit;
      ++found;
      continue;
    }
    EXPECT_EQ(all_differences(dump_index(directory_ / "flipped"), whole), "") << file << " bit " << bit;
  }
  EXPECT_GT(found, 3);
}

TEST_F(IndexerCheckTest, WhatIsFoundSoundSaysWhatItSaid) {
  flip_bits_of_changed("never");
}

TEST_F(IndexerCheckTest, WhatIsFoundSoundOfAMergedGenerationThatWasChangedSaysWhatItSaid) {
  flip_bits_of_changed("always");
}

// Nothing else tells what they said: a withdrawn article would come back.
TEST_F(IndexerCheckTest, ANoteThatIsAnotherIsFound) {
  ASSERT_EQ(add("whole", "never"), 0);
  ASSERT_EQ(run("whole", {"remove", "wire-7"}).status, 0);
  const std::string tombstone = "tombstone:wire-7";
  using Damage = std::function<void(Xapian::WritableDatabase&)>;
  const std::vector<Damage> damages{
      [&](auto& articles) { articles.set_metadata(tombstone, ""); },
      [&](auto& articles) { articles.set_metadata("tombstone:wire-8", articles.get_metadata(tombstone)); },
      [&](auto& articles) { articles.set_metadata("sum", ""); },
      [&](auto& articles) { articles.set_metadata("sum", "x"); }};
  for (const auto& damage : damages) {
    copy("whole", "damaged");
    {
      Xapian::WritableDatabase articles((directory_ / "damaged/generation-000001/articles").string(),
                                        Xapian::DB_OPEN);
      damage(articles);
      articles.commit();
    }
    const auto result = run("damaged", {"check"});
    EXPECT_EQ(result.status, kDamaged);
    EXPECT_NE(result.errors.find("notes"), std::string::npos) << result.errors;
  }
}

TEST_F(IndexerCheckTest, RebuildingMendsRowsAndQuotations) {
  ASSERT_EQ(add("whole", "never"), 0);
  const auto whole = dump_index(directory_ / "whole");
  for (const std::string table : {"articles/position.glass", "quotations/postlist.glass"}) {
    copy("whole", "damaged");
    const auto file = directory_ / "damaged/generation-000001" / table;
    fs::resize_file(file, fs::file_size(file) / 2);
    EXPECT_EQ(run("damaged", {"check", "--full"}).status, kDamaged) << table;
    const auto result = run("damaged", {"rebuild"});
    ASSERT_EQ(result.status, 0) << table << result.errors;
    EXPECT_EQ(all_differences(dump_index(directory_ / "damaged"), whole), "") << table;
    EXPECT_EQ(run("damaged", {"check", "--full"}).status, 0) << table;
  }
}

TEST_F(IndexerCheckTest, WithoutItsTextsAnIndexIsNotRebuilt) {
  ASSERT_EQ(add("index", "never"), 0);
  const auto file = directory_ / "index/generation-000001/texts/docdata.glass";
  fs::resize_file(file, fs::file_size(file) / 2);
  const auto result = run("index", {"rebuild"});
  EXPECT_EQ(result.status, kDamaged) << result.errors;
  EXPECT_NE(result.errors.find("nothing was changed"), std::string::npos) << result.errors;
  EXPECT_TRUE(fs::exists(file));
  EXPECT_EQ(Xapian::Database((directory_ / "index/generation-000001/articles").string()).get_doccount(), 40U)
      << "search still finds what it found";
}

TEST_F(IndexerCheckTest, AnotherAnalysersIndexIsRefusedAndRebuilt) {
  ASSERT_EQ(add("index", "never"), 0);
  const auto before = dump_index(directory_ / "index");
  std::string current;
  {
    std::ifstream in(directory_ / "index/CURRENT");
    current.assign(std::istreambuf_iterator<char>(in), {});
  }
  const auto at = current.find("analyzer ");
  current.replace(at, current.find('\n', at) - at, "analyzer 999");
  std::ofstream(directory_ / "index/CURRENT") << current;
  for (const auto& arguments : {std::vector<std::string>{"status"}, {"check"}, {"compact"}}) {
    const auto refused = run("index", arguments);
    EXPECT_EQ(refused.status, kOtherVersion) << refused.errors;
    EXPECT_NE(refused.errors.find("rebuild"), std::string::npos) << refused.errors;
  }
  EXPECT_EQ(add("index", "never"), kOtherVersion);
  ASSERT_EQ(run("index", {"rebuild"}).status, 0);
  EXPECT_EQ(all_differences(dump_index(directory_ / "index"), before), "");
  EXPECT_EQ(add("index", "never"), 0);
}

TEST_F(IndexerCheckTest, WhoeverWritesIsNamed) {
  ASSERT_EQ(add("index", "never"), 0);
  // It waits for its standard input, the lock in hand.
  test::ProcessOptions later;
  later.input = "\n";  // given only when it is waited for
  Process writer({PRESSMARK_BIN_DIR "/indexer", "--index", (directory_ / "index").string(), "-q", "add", "-"},
                 later);
  // Asked only once it has it: who asks takes the lock, too.
  for (int tries = 0; tries < 500 && !process_holding(directory_ / "index/writer.lock"); ++tries)
    std::this_thread::sleep_for(milliseconds(20));
  std::this_thread::sleep_for(milliseconds(200));
  const auto refused = run("index", {"check"});
  EXPECT_EQ(refused.status, 75);
  EXPECT_NE(refused.errors.find("process " + std::to_string(writer.pid())), std::string::npos)
      << refused.errors;
  writer.signal(SIGKILL);
  writer.finish();
}

}  // namespace
}  // namespace pressmark
