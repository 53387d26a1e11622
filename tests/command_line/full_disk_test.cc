// A disk that is really full: file systems of a few hundred kilobytes, of which each run fills what there is.
// Needs a mount namespace of its own (`unshare`), and is skipped by name where the system gives none.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "tests/support/index_dump.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

namespace pressmark::test {
namespace {

constexpr int kFullDisk = 74;
const std::string kIndexer = PRESSMARK_BIN_DIR "/indexer";

// $PRESSMARK_FULL_DISKS: so many disks instead of a few.
int disks() {
  const char* wanted = std::getenv("PRESSMARK_FULL_DISKS");
  return wanted == nullptr ? 8 : std::max(8, std::atoi(wanted));
}

class FullDiskTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (run({"unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", directory_.path().string()}).status != 0)
      GTEST_SKIP() << "no mount namespaces here";
    write_edition(1);
    ASSERT_EQ(run({kIndexer, "--index", (directory_ / "first").string(), "-q", "add", wire()}).status, 0);
    write_edition(2);
    std::filesystem::copy(directory_ / "first", directory_ / "clean",
                          std::filesystem::copy_options::recursive);
    ASSERT_EQ(run({kIndexer, "--index", (directory_ / "clean").string(), "-q", "add", wire()}).status, 0);
  }

  std::string wire() const { return (directory_ / "wire.jsonl").string(); }
  void write_edition(int edition) const {
    std::mt19937 random(static_cast<unsigned>(edition));
    std::string lines;
    for (int n = 0; n < 150 * edition; ++n) {
      const auto number = std::to_string(n);
      std::string words;
      for (int word = 0; word < 150; ++word) words += " w" + std::to_string(random() % 5000);
      lines += R"({"id":"wire-)" + number + R"(","outlet":"Mock Wire","date":"2015-01-02","title":"Story )" +
               number + R"(","text":"The committee met.)" + words + R"(.\n\n“We agreed on point )" + number +
               R"( of the whole list,” said Jane Smith."})" + "\n";
    }
    directory_.write("wire.jsonl", lines);
  }

  static std::uintmax_t size_of(const std::filesystem::path& directory) {
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory))
      if (entry.is_regular_file()) bytes += entry.file_size();
    return bytes;
  }

  // Runs `command` on a copy of the index `first` on a disk with `room` bytes beside it, checks what is left
  // there and copies it to `after`. The status is the command's, or 99 when what is left is not sound.
  ProcessResult run_on_disk(std::uintmax_t room, const std::string& command) const {
    const auto size = size_of(directory_ / "first") + room;
    std::filesystem::remove_all(directory_ / "after");
    std::filesystem::create_directories(directory_ / "disk");
    const std::string script =
        "cd " + directory_.path().string() + " && mount -t tmpfs -o size=" + std::to_string(size) +
        " tmpfs disk && cp -r first disk/index || exit 98; " + kIndexer + " --index disk/index -q " +
        command + "; status=$?; " + kIndexer +
        " --index disk/index -q check --full || exit 99; cp -r disk/index after; exit $status";
    return run({"unshare", "-rm", "sh", "-c", script});
  }

  TemporaryDirectory directory_;
};

TEST_F(FullDiskTest, TheLastCommitStandsAndTheNextRunCompletes) {
  const auto first = dump_index(directory_ / "first");
  const auto clean = dump_index(directory_ / "clean");
  const auto growth = size_of(directory_ / "clean");
  std::mt19937 random(50);
  int full = 0;
  const std::vector<std::string> commands{"add --batch 20 --bulk never wire.jsonl",
                                          "add --batch 20 --bulk always wire.jsonl", "rebuild", "compact"};
  for (int round = 0, last = disks(); round < last; ++round) {
    const auto& command = commands[static_cast<std::size_t>(round) % commands.size()];
    const auto room = (64U << 10U) + random() % growth;
    const auto result = run_on_disk(room, command);
    const std::string where = command + ", " + std::to_string(room) + " bytes of room: " + result.errors;
    ASSERT_TRUE(result.status == 0 || result.status == kFullDisk) << result.status << ' ' << where;
    if (result.status == kFullDisk) {
      ++full;
      EXPECT_NE(result.errors.find("make room"), std::string::npos) << where;
    }
    if (!command.starts_with("add")) {
      ASSERT_EQ(all_differences(dump_index(directory_ / "after"), first), "") << where;
      continue;
    }
    ASSERT_EQ(run({kIndexer, "--index", (directory_ / "after").string(), "-q", "add", wire()}).status, 0)
        << where;
    ASSERT_EQ(all_differences(dump_index(directory_ / "after"), clean), "") << where;
  }
  EXPECT_GT(full, 2) << "too few disks were full";
}

}  // namespace
}  // namespace pressmark::test
