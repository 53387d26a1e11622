#pragma once
// The log of revisions, `revisions.log` in the index directory: a line for every wording that came into the
// index, in the order they came, and a line for every run that brought some. It is only ever added to, and
// each run's line has the hash of the one before, so that whoever noted the head of one day can tell on any
// later day that nothing before it was changed, taken out or slipped in.
//
//   + dw-2014-1@6e340b9c…                       this revision of this article is in the index
//   - dw-2014-1@6e340b9c…                       its text is in it no more: erased, or lost
//   = 17 2026-11-23T08:00:00Z add 2 ROOT BEFORE HEAD   the 2 lines above are run 17; ended then, by `indexer
//   add`
//
// ROOT is the root of the Merkle tree (merkle_tree.h) over the run's entries, each a line without its end, in
// 64 hex digits; BEFORE the head of the run before, or 64 zeros; HEAD, the head of this one, the SHA-256 of
// its line up to the blank in front of it. `sha256sum` and a text editor are enough to check the chain.
//
// Lines behind the last run are those of one that goes on, or was cut off.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "schema/text/merkle_tree.h"

namespace pressmark {

struct LoggedRun {
  std::uint64_t number = 0;  // from 1
  std::string time;          // of its end, ISO 8601, UTC, by the clock of the machine
  std::string command;       // one word
  std::uint64_t entries = 0;
  std::string root;
  std::string before;

  friend bool operator==(const LoggedRun&, const LoggedRun&) = default;
};

inline constexpr std::string_view kNoRunBefore =
    "0000000000000000000000000000000000000000000000000000000000000000";

std::filesystem::path revision_log_path(const std::filesystem::path& index);

// `text` is ID@REVISION.
std::string came_entry(std::string_view text);
std::string gone_entry(std::string_view text);
bool is_log_entry(std::string_view line);
// ID@REVISION of an entry.
std::string_view text_of_entry(std::string_view entry);

std::string encode(const LoggedRun& run);  // its line
// Throws Error{bad_input}.
LoggedRun decode_logged_run(std::string_view line);
std::string head_of(const LoggedRun& run);

// Reads a log from its beginning and tells where it is not what it says. A last line without its end was
// never acknowledged and is not read. Throws Error{io} for what cannot be read.
class RevisionLogReader {
 public:
  enum class Line : std::uint8_t { entry, run, end };

  explicit RevisionLogReader(const std::filesystem::path& path);

  bool is_there() const { return is_there_; }
  Line next();
  const std::string& line() const { return line_; }  // what `next` read
  const LoggedRun& run() const { return run_; }      // the last one read, or one with number 0
  const std::string& head() const { return head_; }  // of run(); kNoRunBefore for none
  // What is wrong up to here, the first thing found; absent when nothing is.
  const std::optional<std::string>& problem() const { return problem_; }

 private:
  void wrong(const std::string& what);
  void take_run();

  std::ifstream in_;
  bool is_there_ = false;
  std::string name_;
  std::string line_;
  std::uint64_t number_ = 0;  // of line_, from 1
  LoggedRun run_;
  std::string head_{kNoRunBefore};
  MerkleRoot entries_;  // of the run that is being read
  std::optional<std::string> problem_;
};

// The end of a log, from the line of run `wanted`, or of the nearest one before it, on; the whole log when
// there is none. Reads only as much as that. Throws Error{io, bad_input}.
class RevisionLogEnd {
 public:
  RevisionLogEnd(const std::filesystem::path& path, std::uint64_t wanted);

  std::uint64_t start() const { return size_ - bytes_.size(); }  // BYTES before it
  const std::string& bytes() const { return bytes_; }            // whole lines, but perhaps the last

 private:
  void read(std::uint64_t step);
  bool has_run_up_to(std::uint64_t wanted) const;

  std::ifstream in_;
  std::uint64_t size_;
  std::string bytes_;
};

// Whether the last line is not that of a run: one goes on, or was cut off. Throws Error{io, bad_input}.
bool has_open_run(const std::filesystem::path& path);

// Absent where no run has ended. Throws Error{io, bad_input}.
std::optional<LoggedRun> last_logged_run(const std::filesystem::path& path);

}  // namespace pressmark
