#include "searchd/csl/pandoc.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <thread>
#include <vector>

#include "schema/model/error.h"

extern char** environ;

namespace pressmark::csl {
namespace {

namespace fs = std::filesystem;

// A file that has no name and goes with this: no pipe that fills up, nothing left behind.
class UnnamedFile {
 public:
  UnnamedFile() {
    auto name = (fs::temp_directory_path() / "pressmark-XXXXXX").string();
    descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor_ < 0) throw Error(ErrorKind::io, "no temporary file can be made", "is the disk full?");
    ::unlink(name.c_str());
  }
  ~UnnamedFile() { ::close(descriptor_); }
  UnnamedFile(const UnnamedFile&) = delete;
  UnnamedFile& operator=(const UnnamedFile&) = delete;

  int descriptor() const { return descriptor_; }

  void fill(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) throw Error(ErrorKind::io, "a temporary file cannot be written", "is the disk full?");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    ::lseek(descriptor_, 0, SEEK_SET);
  }

  std::string content() const {
    std::string bytes;
    std::array<char, 16384> block{};
    ::lseek(descriptor_, 0, SEEK_SET);
    for (;;) {
      const auto got = ::read(descriptor_, block.data(), block.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return bytes;
      bytes.append(block.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  int descriptor_ = -1;
};

struct Streams {
  UnnamedFile input, output, errors;
};

// As exec gives it: 0, or what went wrong before pandoc ran.
int start(const std::vector<std::string>& arguments, const Streams& streams, pid_t& child) {
  std::vector<char*> argv;
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, streams.input.descriptor(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, streams.output.descriptor(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, streams.errors.descriptor(), STDERR_FILENO);
  const int failure = ::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return failure;
}

// The exit status; -1 when it was killed, by us or by others.
int wait_for(pid_t child) {
  const auto end = std::chrono::steady_clock::now() + kLongestRun;
  for (;;) {
    int status = 0;
    const auto ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (ended < 0 && errno != EINTR) return -1;
    if (std::chrono::steady_clock::now() > end) {
      ::kill(child, SIGKILL);
      ::waitpid(child, &status, 0);
      return -1;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

std::string first_line(const std::string& text) {
  const auto line = text.substr(0, text.find('\n'));
  return line.empty() ? "it says nothing" : line;
}

}  // namespace

std::string_view pandoc_format(std::string_view format) {
  if (format == "text") return "plain";
  if (format == "markdown" || format == "md") return "markdown";
  if (format == "html") return "html";
  return {};
}

std::string bibliography(const std::string& items, const fs::path& style, std::string_view to) {
  if (!std::ifstream(style))
    throw Error(ErrorKind::no_input, style.string() + " cannot be opened",
                "--csl takes a .csl file; Debian has some in the package citation-style-language-styles");
  const Streams streams;
  streams.input.fill(items);
  // The path is made absolute: one that begins with a hyphen would be an option.
  const std::vector<std::string> arguments{"pandoc",
                                           "--sandbox",
                                           "--citeproc",
                                           "--from=csljson",
                                           "--to=" + std::string(to),
                                           "--wrap=none",
                                           "--csl=" + fs::absolute(style).string()};
  pid_t child = -1;
  // 127 is how some systems tell that there is nothing to run.
  constexpr int kNothingToRun = 127;
  const int failure = start(arguments, streams, child);
  const int status = failure == 0 ? wait_for(child) : kNothingToRun;
  if (status == kNothingToRun)
    throw Error(ErrorKind::unavailable, "--csl needs pandoc, which is not installed",
                "install pandoc, or take --format csl-json to another program");
  if (status != 0)
    throw Error(ErrorKind::bad_input,
                "pandoc cannot make a bibliography with " + style.string() + ": " +
                    (status < 0 ? "it was stopped" : first_line(streams.errors.content())),
                "is it a .csl file of the Citation Style Language 1.0?");
  return streams.output.content();
}

}  // namespace pressmark::csl
