#include "indexer/update/file_state.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <string_view>
#include <thread>
#include <vector>

#include "schema/text/sha256.h"

namespace pressmark {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
// Two ticks of a kernel with the slowest usual clock (100 a second).
constexpr std::int64_t kTicks = 20'000'000;
// FAT counts in steps of two seconds, some network file systems and old formats in whole ones.
constexpr std::int64_t kCoarse = 2 * kSecond;

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * kSecond + time.tv_nsec;
}

// When it was last written to. A program may set `modified` to any time, the future too; `changed` is the
// system's, but some file systems keep it only for changes of rights and names.
std::int64_t last_touched(const FileState& state, std::int64_t time) {
  return state.modified > time ? state.changed : std::max(state.changed, state.modified);
}

std::int64_t step_of(const FileState& state) {
  return state.changed % kSecond == 0 ? kCoarse : kTicks;
}

}  // namespace

FileLook look_at(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    const bool gone = errno == ENOENT || errno == ENOTDIR;
    return {gone ? Presence::gone : Presence::unknown, std::nullopt};
  }
  if (!S_ISREG(status.st_mode)) return {Presence::there, std::nullopt};
  return {Presence::there, FileState{static_cast<std::uint64_t>(status.st_size), nanoseconds(status.st_mtim),
                                     nanoseconds(status.st_ctim), status.st_ino}};
}

std::int64_t file_clock() {
  timespec time{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &time);
  return nanoseconds(time);
}

bool is_racy(const FileState& state, std::int64_t time) {
  return last_touched(state, time) >= time - step_of(state);
}

bool outwait(const FileState& state) {
  if (step_of(state) > kTicks) return false;
  for (int tries = 0; tries < 10; ++tries) {
    const auto time = file_clock();
    if (!is_racy(state, time)) return true;
    const auto left = last_touched(state, time) + kTicks - time + 1'000'000;
    std::this_thread::sleep_for(std::chrono::nanoseconds(std::clamp<std::int64_t>(left, 0, 2 * kTicks)));
  }
  return false;  // the file system's clock is ahead of ours
}

std::string file_sha256(const std::filesystem::path& path, std::uint64_t most) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  Sha256 hash;
  std::vector<char> buffer(std::size_t{128} << 10U);
  std::uint64_t taken = 0;
  bool whole = false;
  while (taken <= most) {
    const auto got = ::read(file, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    whole = got == 0;
    if (got <= 0) break;
    taken += static_cast<std::uint64_t>(got);
    hash.add({buffer.data(), static_cast<std::size_t>(got)});
  }
  ::close(file);
  return whole ? hash.hex() : std::string();
}

}  // namespace pressmark
