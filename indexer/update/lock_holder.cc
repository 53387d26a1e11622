#include "indexer/update/lock_holder.h"

#include <charconv>
#include <string>
#include <system_error>

#include <unistd.h>

namespace pressmark {

namespace fs = std::filesystem;

namespace {

bool has_open(const fs::path& descriptors, const fs::path& file) {
  std::error_code error;
  for (fs::directory_iterator it(descriptors, error), end; !error && it != end; it.increment(error)) {
    std::error_code unreadable;
    if (fs::read_symlink(it->path(), unreadable) == file) return true;
  }
  return false;
}

}  // namespace

std::optional<pid_t> process_holding(const fs::path& file) {
  std::error_code error;
  const fs::path target = fs::canonical(file, error);
  if (error) return std::nullopt;
  for (fs::directory_iterator it("/proc", error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    pid_t pid = 0;
    const auto [rest, bad] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (bad != std::errc() || rest != name.data() + name.size() || pid == ::getpid()) continue;
    if (has_open(it->path() / "fd", target)) return pid;
  }
  return std::nullopt;
}

}  // namespace pressmark
