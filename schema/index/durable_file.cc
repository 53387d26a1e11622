#include "schema/index/durable_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "schema/model/error.h"

namespace pressmark {
namespace {

[[noreturn]] void fail(const std::string& what, const std::filesystem::path& path) {
  throw Error(ErrorKind::io, fmt::format("{} {}: {}", what, path.string(), std::strerror(errno)),
              "check the free space and the permissions of the index directory");
}

}  // namespace

void sync_directory(const std::filesystem::path& directory) {
  const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;  // not every file system lets directories be opened; the rename itself is atomic
  ::fsync(fd);
  ::close(fd);
}

AppendedFile::AppendedFile(std::filesystem::path path)
    : path_(std::move(path)), fd_(::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644)) {
  if (fd_ < 0) fail("cannot write", path_);
}

AppendedFile::~AppendedFile() {
  ::close(fd_);
}

void AppendedFile::cut(std::uint64_t size) {
  if (::ftruncate(fd_, static_cast<off_t>(size)) != 0) fail("cannot write", path_);
}

void AppendedFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(fd_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot write", path_);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void AppendedFile::sync() {
  if (::fsync(fd_) != 0) fail("cannot write", path_);
}

void write_durably(const std::filesystem::path& path, std::string_view content) {
  AppendedFile file(path);
  file.cut(0);
  file.write(content);
  file.sync();
}

}  // namespace pressmark
