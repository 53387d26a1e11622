#pragma once
// What the index remembers about its own keeping, as metadata of the `articles` table: the last run that
// changed anything, the inputs it refused, and a tombstone for every withdrawn article.
//
// Values are lists as record.h encodes them, numbers in decimal, so that the read half can open a tombstone
// with decode_list alone. Lists may grow at their end. Decoding damaged bytes throws Error{io}.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/article.h"

namespace pressmark {

namespace ledger_key {
inline constexpr std::string_view kLastRun = "last-run";
inline constexpr std::string_view kRejections = "rejections";
inline constexpr std::string_view kCorrections =
    "corrections";                                       // entries of the speaker log that are applied
inline constexpr std::string_view kOutlets = "outlets";  // rows over the table of outlets
inline constexpr std::string_view kCompacted = "compacted";
// Which state of the index the ledger of files goes with (file_ledger.h): the token of the run that wrote it;
// empty since the first change behind that.
inline constexpr std::string_view kFiles = "files";
// + article id: list of the other files that told of it, beside the one its row names. A file of the list may
// be gone, or tell of it no more.
inline constexpr std::string_view kAlso = "also:";
// The last run of the log of revisions (revision_log_writer.h) that had ended when the index was changed
// last.
inline constexpr std::string_view kLog = "log";
inline constexpr std::string_view kErasurePending =
    "erasure-pending";  // erased texts may lie in freed blocks
}  // namespace ledger_key

// More rejections than these are counted, not kept.
inline constexpr std::size_t kKeptRejections = 1000;

struct RunNote {
  std::string command;       // "add", "remove"
  std::int64_t started = 0;  // seconds since 1970-01-01T00:00:00Z
  std::int64_t finished = 0;
  std::uint64_t added = 0;
  std::uint64_t updated = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t removed = 0;
  std::uint64_t rejected = 0;
  std::uint64_t duplicates = 0;
  bool interrupted = false;  // it was stopped before its last input

  friend bool operator==(const RunNote&, const RunNote&) = default;
};

// A withdrawn article: what is left when its row is gone, so that pinned citations can be told from typing
// errors.
struct Tombstone {
  std::int64_t withdrawn = 0;          // seconds since 1970-01-01T00:00:00Z
  bool purged = false;                 // the texts were erased too
  std::vector<std::string> revisions;  // 64 hex digits each, sorted
  bool by_source = false;              // a source said so: its older wordings do not bring it back

  friend bool operator==(const Tombstone&, const Tombstone&) = default;
};

// What a generation was when it was made without free space.
struct CompactedNote {
  std::uint64_t bytes = 0;     // on disk, all tables
  std::uint64_t articles = 0;  // rows and texts together

  friend bool operator==(const CompactedNote&, const CompactedNote&) = default;
};

std::string encode(const CompactedNote& note);
CompactedNote decode_compacted_note(std::string_view bytes);

std::string encode(const RunNote& note);
std::string encode(const Tombstone& tombstone);
std::string encode(const std::vector<Rejection>& rejections);
RunNote decode_run_note(std::string_view bytes);
Tombstone decode_tombstone(std::string_view bytes);
std::vector<Rejection> decode_rejections(std::string_view bytes);

}  // namespace pressmark
