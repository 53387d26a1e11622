#pragma once
// Adds to the log of revisions (revision_log.h). Entries are on the disk before the texts they name are
// committed, so that no text stands in the index unlogged; what a crash kept from coming true is taken back,
// in further entries, by the next writer, which ends the run that was cut off.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/index/durable_file.h"
#include "schema/index/revision_log.h"

namespace pressmark {

// Run and head as the index notes them (ledger_key::kLog): "17 3f…"; empty while no run has ended.
struct NotedRun {
  std::uint64_t number = 0;
  std::string head{kNoRunBefore};

  friend bool operator==(const NotedRun&, const NotedRun&) = default;
};
std::string encode(const NotedRun& noted);
NotedRun decode_noted_run(std::string_view bytes);  // throws Error{io}

// What the index has: ID@REVISION of each text.
struct TextsOfIndex {
  std::function<bool(std::string_view text)> has;
  std::function<void(const std::function<void(std::string_view text)>& visit)> each;
};

class RevisionLogWriter {
 public:
  // Only the holder of the index's lock may make one. Ends a run that was cut off. Where there is no log, one
  // is begun with the texts there are (a run of its own, "adopt"). Throws Error{io} for a log that lacks the
  // noted run.
  RevisionLogWriter(const std::filesystem::path& index, const NotedRun& noted, const TextsOfIndex& texts);

  // Durably.
  void append(const std::vector<std::string>& entries);
  // Ends the run, if it has entries.
  void end_run(std::string_view command, std::int64_t now);

  // The last run that has ended.
  const NotedRun& last() const { return last_; }

 private:
  void begin_log(const NotedRun& noted, const TextsOfIndex& texts);
  void read_end(const NotedRun& noted);
  void mend(const TextsOfIndex& texts);

  std::filesystem::path path_;
  std::unique_ptr<AppendedFile> file_;
  NotedRun last_;
  MerkleRoot open_;  // entries of the run that goes on
  std::vector<std::string> found_open_;
};

}  // namespace pressmark
