#pragma once
// What tells a file that was read from one that was changed since.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace pressmark {

// As stat(2) tells it. Equal states of one path are the same content, unless the file was `is_racy`.
struct FileState {
  std::uint64_t size = 0;     // bytes
  std::int64_t modified = 0;  // nanoseconds since 1970-01-01T00:00:00Z
  std::int64_t changed = 0;   // the same of the inode: no program can set it back
  std::uint64_t inode = 0;

  friend bool operator==(const FileState&, const FileState&) = default;
};

// What stands at a path.
enum class Presence : std::uint8_t {
  there,
  gone,     // no such file, or no such folder on the way
  unknown,  // it cannot be told: no permission, a file system that does not answer
};

struct FileLook {
  Presence presence = Presence::unknown;
  std::optional<FileState> state;  // of a regular file
};

// Follows links, as reading does.
FileLook look_at(const std::filesystem::path& path);

// Now, by the clock that file systems stamp files with; nanoseconds since 1970-01-01T00:00:00Z.
std::int64_t file_clock();

// Whether a file in this state at `time` may be written once more and look the same after it: file systems
// count time in steps (a tick of the kernel, 10 ms at most; a second or two where times have no fraction).
bool is_racy(const FileState& state, std::int64_t time);

// Sleeps until a file that is_racy now can be told from one that is written later. False where that would
// take longer than some milliseconds.
bool outwait(const FileState& state);

// SHA-256 of the content, 64 hex digits; empty when it cannot be read or is over `most` bytes.
std::string file_sha256(const std::filesystem::path& path, std::uint64_t most);

}  // namespace pressmark
