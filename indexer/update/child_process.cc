#include "indexer/update/child_process.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "schema/model/error.h"

namespace pressmark {

namespace {

using Work = std::function<std::string(const std::function<void(std::chrono::seconds)>& watch)>;

bool write_all(int fd, const std::string& bytes) {
  for (std::size_t written = 0; written < bytes.size();) {
    const auto n = ::write(fd, bytes.data() + written, bytes.size() - written);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    written += static_cast<std::size_t>(n);
  }
  return true;
}

std::string read_all(int fd) {
  std::string bytes;
  std::array<char, 65536> buffer{};
  for (;;) {
    const auto n = ::read(fd, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(n));
  }
}

[[noreturn]] void be_child(int fd, const Work& work) {
  const rlimit no_core{0, 0};  // its death is expected
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::signal(SIGALRM, SIG_DFL);
  bool answered = false;
  try {
    const auto watch = [](std::chrono::seconds time) { ::alarm(static_cast<unsigned>(time.count())); };
    answered = write_all(fd, work(watch));
  } catch (...) {
    answered = false;
  }
  ::_exit(answered ? 0 : 1);  // the parent's buffers and guards are not the child's
}

}  // namespace

ChildAnswer in_child(const Work& work) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0)
    throw Error(ErrorKind::io, std::string("cannot make a pipe: ") + std::strerror(errno));
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child < 0) {
    ::close(ends[0]);
    ::close(ends[1]);
    throw Error(ErrorKind::io, std::string("cannot make a process: ") + std::strerror(errno));
  }
  if (child == 0) {
    ::close(ends[0]);
    be_child(ends[1], work);
  }
  ::close(ends[1]);
  ChildAnswer answer;
  auto bytes = read_all(ends[0]);
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  answer.timed_out = WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) answer.bytes = std::move(bytes);
  return answer;
}

}  // namespace pressmark
