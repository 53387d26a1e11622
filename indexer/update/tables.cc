#include "indexer/update/tables.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <future>
#include <optional>

#include "indexer/update/engine_failure.h"
#include "indexer/update/lock_holder.h"

namespace pressmark {

namespace {

// Postings gather in memory and go to their table every so many documents. Outside the environment the engine
// has no word for this.
constexpr const char* kFlushVariable = "XAPIAN_FLUSH_THRESHOLD";

class FlushThreshold {
 public:
  // For tables opened from now on; what the user set stands.
  explicit FlushThreshold(std::size_t documents) {
    if (const char* value = std::getenv(kFlushVariable)) before_ = value;
    if (!before_) ::setenv(kFlushVariable, std::to_string(documents).c_str(), 1);
  }
  ~FlushThreshold() {
    if (!before_) ::unsetenv(kFlushVariable);
  }
  FlushThreshold(const FlushThreshold&) = delete;
  FlushThreshold& operator=(const FlushThreshold&) = delete;

 private:
  std::optional<std::string> before_;
};

WritableTable open_writable(const std::string& path, int action) {
  try {
    return WritableTable(path, action | Xapian::DB_BACKEND_GLASS);
  } catch (const Xapian::DatabaseLockError&) {
    const auto pid = process_holding(path + "/flintlock");
    throw Error(
        ErrorKind::locked,
        "the index is being written by " + (pid ? "process " + std::to_string(*pid) : "another process"),
        "try again when it has finished; searching goes on meanwhile");
  } catch (const Xapian::DatabaseVersionError& error) {
    throw Error(ErrorKind::wrong_version, "the index was written by another version: " + error.get_msg(),
                "index into a new directory");
  } catch (const Xapian::Error& error) {
    throw_engine_error(error.get_msg(), error.get_error_string() ? error.get_error_string() : "");
  } catch (const std::exception& error) {
    throw_engine_error(error.what(), "");
  }
}

void merge_tables(const std::vector<std::string>& from, const std::string& to) {
  with_engine([&] {
    Xapian::Database all;
    bool any = false;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const Xapian::Database table(from[i]);
      // The first brings its notes, even if it has no documents.
      if (i > 0 && table.get_doccount() == 0) continue;
      all.add_database(table);
      any = true;
    }
    if (any)
      all.compact(to);
    else
      make_empty_table(to);
  });
}

}  // namespace

void throw_engine_error(const std::string& what, const std::string& cause) {
  const bool full = cause.find(std::strerror(ENOSPC)) != std::string::npos ||
                    cause.find(std::strerror(EFBIG)) != std::string::npos ||
                    cause.find(std::strerror(EDQUOT)) != std::string::npos;
  throw Error(ErrorKind::io, "cannot write the index: " + what + (cause.empty() ? "" : " (" + cause + ")"),
              full ? "make room on the disk and run the same command again; what was committed stands"
                   : "what was committed stands; run the same command again, or index into a new directory");
}

void rethrow_engine_failure(const std::exception_ptr& thrown) {
  with_engine([&] { std::rethrow_exception(thrown); });
  std::abort();  // not reached
}

WritableTable open_table(const std::string& path, std::size_t postings_in_memory) {
  const FlushThreshold threshold(postings_in_memory);
  return open_writable(path, Xapian::DB_OPEN);
}

void make_empty_table(const std::string& path) {
  open_writable(path, Xapian::DB_CREATE_OR_OVERWRITE);
}

WritableTable make_private_table(const std::string& path) {
  return open_writable(path, Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
}

void merge_generations(const std::vector<Generation>& from, const Generation& to) {
  const auto merge = [&](std::string (Generation::*table)() const) {
    std::vector<std::string> sources;
    sources.reserve(from.size());
    for (const auto& each : from) sources.push_back((each.*table)());
    merge_tables(sources, (to.*table)());
  };
  auto others = std::async(std::launch::async, [&] {
    merge(&Generation::texts);
    merge(&Generation::quotations);
  });
  try {
    merge(&Generation::articles);
  } catch (...) {
    others.wait();
    throw;
  }
  others.get();
}

std::uint64_t disk_use(const std::filesystem::path& directory) {
  std::error_code error;
  std::uint64_t bytes = 0;
  for (std::filesystem::recursive_directory_iterator it(directory, error), end; !error && it != end;
       it.increment(error)) {
    std::error_code gone;
    const auto size = it->is_regular_file(gone) ? it->file_size(gone) : 0;
    if (!gone) bytes += size;
  }
  return bytes;
}

}  // namespace pressmark
