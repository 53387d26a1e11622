#include "indexer/update/index_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "indexer/update/lock_holder.h"
#include "schema/model/error.h"

namespace pressmark {

IndexLock::IndexLock(const std::filesystem::path& index) {
  const auto file = index / "writer.lock";
  fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd_ < 0)
    throw Error(ErrorKind::io, "cannot write " + file.string() + ": " + std::strerror(errno),
                "check the free space and the permissions of the index directory");
  // A file system without locks still has those of the engine's tables.
  if (::flock(fd_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
  ::close(fd_);
  const auto pid = process_holding(file);
  throw Error(
      ErrorKind::locked,
      "the index is being written by " + (pid ? "process " + std::to_string(*pid) : "another process"),
      "try again when it has finished; searching goes on meanwhile");
}

IndexLock::~IndexLock() {
  ::close(fd_);
}

}  // namespace pressmark
