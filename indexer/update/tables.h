#pragma once
// Tables that can be written, and their merging: the one place that opens any. What the engine throws becomes
// Error: io (a full disk, a damaged table), locked, wrong_version.

#include <xapian.h>

#include <cstddef>
#include <exception>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "schema/index/generation.h"
#include "schema/model/error.h"

namespace pressmark {

using WritableTable = Xapian::WritableDatabase;

[[noreturn]] void throw_engine_error(const std::string& what, const std::string& cause);

// Runs `action`, turning what the engine throws into Error. Damaged tables throw standard exceptions, too.
template <class Action>
auto with_engine(Action action) {
  try {
    return action();
  } catch (const Error&) {
    throw;
  } catch (const Xapian::Error& error) {
    throw_engine_error(error.get_msg(), error.get_error_string() ? error.get_error_string() : "");
  } catch (const std::exception& error) {
    throw_engine_error(error.what(), "");
  }
}

// Takes the table's lock. `postings_in_memory`: documents whose postings gather before they go to the table;
// a commit comes far less often. Not from two threads at once.
WritableTable open_table(const std::string& path, std::size_t postings_in_memory);

// An empty table in place of whatever lies there.
void make_empty_table(const std::string& path);

// A table nobody else sees until it is closed: written without waiting for the disk. (DB_DANGEROUS would save
// next to nothing in one commit, and a full disk would show as its refusal to cancel.)
WritableTable make_private_table(const std::string& path);

// Makes the three tables of `to` (an empty directory) out of those of `from`, one behind the other and
// without free space, side by side where there are cores. All must be committed; what is made is on the disk
// when this returns. Documents keep their order, notes (metadata) come from the first that has them.
void merge_generations(const std::vector<Generation>& from, const Generation& to);

// Disk use of a table or a generation, in bytes; 0 where there is none.
std::uint64_t disk_use(const std::filesystem::path& directory);

}  // namespace pressmark
