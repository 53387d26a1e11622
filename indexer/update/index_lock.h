#pragma once
// One writer an index: a lock on DIR/writer.lock, held over all generations and gone with the process.

#include <filesystem>

namespace pressmark {

class IndexLock {
 public:
  // Throws Error{locked}, naming the other's process id where it can be seen, and Error{io} where the
  // directory cannot be written. Precondition: the directory is there.
  explicit IndexLock(const std::filesystem::path& index);
  ~IndexLock();
  IndexLock(const IndexLock&) = delete;
  IndexLock& operator=(const IndexLock&) = delete;

 private:
  int fd_ = -1;
};

}  // namespace pressmark
