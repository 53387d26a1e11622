#include "schema/index/generation_lease.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace pressmark {
namespace {

int open_directory(const std::filesystem::path& directory) {
  return ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

}  // namespace

GenerationLease::~GenerationLease() {
  if (fd_ >= 0) ::close(fd_);
}

GenerationLease::GenerationLease(GenerationLease&& other) noexcept
    : generation_(std::move(other.generation_)), fd_(std::exchange(other.fd_, -1)) {}

GenerationLease& GenerationLease::operator=(GenerationLease&& other) noexcept {
  std::swap(generation_, other.generation_);
  std::swap(fd_, other.fd_);
  return *this;
}

GenerationLease GenerationLease::of_current(const std::filesystem::path& index) {
  for (;;) {
    GenerationLease lease;
    lease.generation_ = current_generation(index);
    lease.fd_ = open_directory(lease.generation_.directory);
    // Whoever deletes holds the lock for that long only; then CURRENT names another.
    while (lease.fd_ >= 0 && ::flock(lease.fd_, LOCK_SH) != 0 && errno == EINTR) {
    }
    if (current_generation(index) == lease.generation_) return lease;
  }
}

bool remove_unless_leased(const Generation& generation) noexcept {
  const int fd = open_directory(generation.directory);
  if (fd < 0) return errno == ENOENT;
  const bool leased = ::flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  std::error_code failure;
  if (!leased) std::filesystem::remove_all(generation.directory, failure);
  ::close(fd);
  return !leased && !failure;
}

}  // namespace pressmark
