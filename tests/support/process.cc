#include "tests/support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace pressmark::test {

namespace {

struct Pipe {
  int read_end = -1;
  int write_end = -1;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  return {ends[0], ends[1]};
}

void close_end(int& end) {
  if (end >= 0) ::close(end);
  end = -1;
}

// Appends what can be read; false at the end.
bool read_some(int from, std::string& to) {
  std::array<char, 65536> buffer{};
  const auto size = ::read(from, buffer.data(), buffer.size());
  if (size > 0) to.append(buffer.data(), static_cast<std::size_t>(size));
  return size > 0 || (size < 0 && errno == EINTR);
}

}  // namespace

Process::Process(std::vector<std::string> arguments, ProcessOptions options) : options_(std::move(options)) {
  ::signal(SIGPIPE, SIG_IGN);  // a program that does not read its input is its own affair
  const Pipe in = make_pipe();
  const Pipe out = make_pipe();
  const Pipe err = make_pipe();
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("cannot fork");
  if (pid_ == 0) {
    ::dup2(in.read_end, STDIN_FILENO);
    ::dup2(out.write_end, STDOUT_FILENO);
    ::dup2(err.write_end, STDERR_FILENO);
    become(arguments);
  }
  ::close(in.read_end);
  ::close(out.write_end);
  ::close(err.write_end);
  input_ = in.write_end;
  output_ = out.read_end;
  errors_ = err.read_end;
  if (options_.close_output) close_end(output_);
  if (options_.input.empty()) close_end(input_);
}

void Process::become(std::vector<std::string>& arguments) const {
  ::signal(SIGPIPE, SIG_DFL);
  for (const auto& [name, value] : options_.environment) ::setenv(name.c_str(), value.c_str(), 1);
  if (options_.directory && ::chdir(options_.directory->c_str()) != 0) ::_exit(126);
  if (options_.max_file_bytes) {
    ::signal(SIGXFSZ, SIG_IGN);  // inherited: the program sees EFBIG
    const rlimit limit{*options_.max_file_bytes, *options_.max_file_bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  std::vector<char*> pointers;
  for (auto& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  ::execvp(pointers[0], pointers.data());
  ::_exit(127);
}

Process::~Process() {
  if (!status_) {
    signal(SIGKILL);
    reap(0);
  }
  close_end(input_);
  close_end(output_);
  close_end(errors_);
}

void Process::signal(int number) const {
  if (!status_) ::kill(pid_, number);
}

bool Process::reap(int flags) {
  if (status_) return true;
  int status = 0;
  pid_t ended = 0;
  do {
    ended = ::waitpid(pid_, &status, flags);
  } while (ended < 0 && errno == EINTR);
  if (ended != pid_) return false;
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return true;
}

bool Process::ends_within(std::chrono::milliseconds time) {
  const auto until = std::chrono::steady_clock::now() + time;
  while (!reap(WNOHANG)) {
    if (std::chrono::steady_clock::now() >= until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

ProcessResult Process::finish() {
  ProcessResult result;
  std::string_view unsent = options_.input;
  if (input_ >= 0) ::fcntl(input_, F_SETFL, O_NONBLOCK);
  while (output_ >= 0 || errors_ >= 0) {
    std::array<pollfd, 3> ends{{{output_, POLLIN, 0}, {errors_, POLLIN, 0}, {input_, POLLOUT, 0}}};
    if (::poll(ends.data(), ends.size(), -1) < 0 && errno != EINTR) break;
    if (ends[0].revents != 0 && !read_some(output_, result.output)) close_end(output_);
    if (ends[1].revents != 0 && !read_some(errors_, result.errors)) close_end(errors_);
    if (ends[2].revents != 0) {
      const auto sent = ::write(input_, unsent.data(), unsent.size());
      if (sent > 0) unsent.remove_prefix(static_cast<std::size_t>(sent));
      if ((sent < 0 && errno != EAGAIN && errno != EINTR) || unsent.empty()) close_end(input_);
    }
  }
  close_end(input_);
  reap(0);
  result.status = status_.value_or(-1);
  return result;
}

ProcessResult run(std::vector<std::string> arguments, ProcessOptions options) {
  return Process(std::move(arguments), std::move(options)).finish();
}

}  // namespace pressmark::test
