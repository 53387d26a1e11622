#pragma once
// The subcommands of `indexer`: each takes what the command line says and gives an exit status. Failures are
// Error.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace pressmark {

struct CommonOptions {
  std::string index;  // --index as given, or empty
  bool json = false;
  bool quiet = false;
};

// How sources are to be read, for every command that reads some.
struct ReadingOptions {
  std::vector<std::string> paths;
  std::string fields;   // file that names the fields of JSON Lines and CSV, or empty
  std::string outlets;  // file with rows over the table of outlets, or empty
  bool verbatim = false;
};

struct AddOptions {
  ReadingOptions reading;
  bool no_annotate = false;
  bool no_sources = false;
  std::size_t batch = 0;    // articles a commit; 0: the default
  std::size_t threads = 0;  // 0: one a core
  std::string bulk = "auto";
  bool verbose = false;  // what was found of every article, and why
};

struct SyncOptions {
  AddOptions add;
  bool allow_mass_removal = false;
};

struct WatchOptions {
  AddOptions add;
  unsigned rescan = 300;  // seconds from one look at all files to the next, whatever the system tells
};

struct RemoveOptions {
  std::vector<std::string> ids;
  bool purge = false;
  std::string reason;  // of a purge, or empty
};

struct InspectOptions {
  ReadingOptions reading;
  bool explain = false;
  bool no_annotate = false;
  std::size_t threads = 0;
};

struct SpeakersOptions {
  std::vector<std::string> words;     // ids or names; of list: parts of them
  std::string into;                   // merge
  std::string as;                     // split
  std::string name;                   // canonical, or empty for the one there is
  std::vector<std::string> articles;  // split
  std::uint64_t entry = 0;            // undo
  std::size_t most = 50;              // list
  bool corrections = false;           // list
};

struct CheckCommand {
  bool full = false;
  std::string log_head;
};

struct RebuildCommand {
  bool without_damaged = false;
  std::size_t threads = 0;
};

// Some inputs were rejected; the rest was done.
inline constexpr int kSomeRejected = 1;

int run_add(const CommonOptions& common, const AddOptions& options);
int run_sync(const CommonOptions& common, const SyncOptions& options);
// Until a signal stops it, which is success.
int run_watch(const CommonOptions& common, const WatchOptions& options);
int run_remove(const CommonOptions& common, const RemoveOptions& options);
int run_check(const CommonOptions& common, const CheckCommand& command);
int run_rebuild(const CommonOptions& common, const RebuildCommand& command);
int run_compact(const CommonOptions& common);
int run_status(const CommonOptions& common);
int run_rejects(const CommonOptions& common);
int run_inspect(const CommonOptions& common, const InspectOptions& options);

int run_speakers_list(const CommonOptions& common, const SpeakersOptions& options);
int run_speakers_merge(const CommonOptions& common, const SpeakersOptions& options);
int run_speakers_split(const CommonOptions& common, const SpeakersOptions& options);
int run_speakers_undo(const CommonOptions& common, const SpeakersOptions& options);

}  // namespace pressmark
