#include "indexer/ingest/document/pdf_program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>  // NOLINT: kill is POSIX
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>

#include "indexer/ingest/sizes.h"
#include "schema/model/error.h"
#include "schema/text/utf8.h"

extern char** environ;  // NOLINT: POSIX declares it nowhere

namespace pressmark {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr const char* kProgram = "pressmark-pdf";

// As indexer/pdf/main.cc has them.
constexpr int kDamaged = 1;
constexpr int kEncrypted = 3;
constexpr int kNoMemory = 4;

// Absent where it is not installed; `wanted` then says where it should be.
std::optional<std::string> find_program(std::string& wanted) {
  wanted = kProgram;
  if (const char* stated = std::getenv("PRESSMARK_PDF"); stated != nullptr && *stated != '\0') {
    wanted = stated;
    return ::access(stated, X_OK) == 0 ? std::optional(wanted) : std::nullopt;
  }
  std::error_code error;
  const auto folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  if (error) return std::nullopt;
  for (const auto& path : {folder / kProgram, folder.parent_path() / "bin" / kProgram})
    if (::access(path.c_str(), X_OK) == 0) return path.string();
  return std::nullopt;
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {
    if (number < 0) throw Error(ErrorKind::io, std::generic_category().message(errno));
  }
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

// A file without a name, to be standard input: no pipe that the child could leave unread.
int in_memory(std::string_view bytes) {
  const int file = ::memfd_create("pdf", MFD_CLOEXEC);
  while (file >= 0 && !bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      ::close(file);
      return -1;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (file >= 0) ::lseek(file, 0, SEEK_SET);
  return file;
}

// The child; killed and waited for where it is still there at the end.
class Child {
 public:
  Child(const std::string& program, int input, int output, const std::vector<std::string>& arguments) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    std::vector<char*> words{const_cast<char*>(program.c_str())};  // NOLINT: as exec wants it
    for (const auto& argument : arguments)
      words.push_back(const_cast<char*>(argument.c_str()));  // NOLINT: as exec wants it
    words.push_back(nullptr);
    const int failed = ::posix_spawn(&process_, program.c_str(), &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) {
      process_ = -1;
      throw Error(ErrorKind::io, program + " cannot be started: " + std::generic_category().message(failed));
    }
  }
  ~Child() {
    if (process_ < 0) return;
    ::kill(process_, SIGKILL);
    wait();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // As waitpid tells it.
  int wait() {
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    return status;
  }

 private:
  pid_t process_ = -1;
};

enum class Ending : std::uint8_t { complete, too_slow, too_large };

Ending read_output(int output, Clock::time_point deadline, std::uint64_t most, std::string& bytes) {
  std::array<char, std::size_t{64} << 10U> piece;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return Ending::too_slow;
    pollfd ready{output, POLLIN, 0};
    const int polled = ::poll(&ready, 1, static_cast<int>(std::min<long long>(left, 1000)));
    if (polled <= 0) continue;
    const auto got = ::read(output, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Ending::complete;
    bytes.append(piece.data(), static_cast<std::size_t>(got));
    if (bytes.size() > most) return Ending::too_large;
  }
}

// The fields as indexer/pdf/main.cc writes them; absent when the last one is missing.
std::optional<PdfContent> parse(std::string_view output) {
  PdfContent content;
  while (true) {
    const auto line_end = output.find('\n');
    const auto space = output.find(' ');
    if (line_end == std::string_view::npos || space > line_end) return std::nullopt;
    const auto name = output.substr(0, space);
    std::size_t size = 0;
    std::from_chars(output.data() + space + 1, output.data() + line_end, size);
    output.remove_prefix(line_end + 1);
    if (size > output.size()) return std::nullopt;
    auto value = decode(output.substr(0, size), "UTF-8").text;
    output.remove_prefix(size);
    if (name == "end") return content;
    if (name == "title") content.title = std::move(value);
    if (name == "author") content.author = std::move(value);
    if (name == "created") content.created = std::move(value);
    if (name == "page") content.pages.push_back(std::move(value));
  }
}

std::string seconds(double count) {
  const auto whole = std::to_string(std::max(1L, std::lround(count)));
  return whole == "1" ? "1 second" : whole + " seconds";
}

std::string failure(int status, const IngestLimits& limits) {
  if (WIFEXITED(status)) {
    switch (WEXITSTATUS(status)) {
      case kDamaged:
        return "a damaged PDF";
      case kEncrypted:
        return "an encrypted PDF";
      case kNoMemory:
        return "the PDF needs more than the limit of " + readable_bytes(limits.pdf_memory_bytes) +
               " of memory";
      default:
        return std::string("the PDF could not be read: ") + kProgram + " ended with status " +
               std::to_string(WEXITSTATUS(status));
    }
  }
  const int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (number == SIGXCPU || number == SIGKILL)
    return "the PDF takes more than the limit of " + seconds(std::ceil(limits.pdf_seconds));
  return "the PDF could not be read: " + std::string(kProgram) + " crashed (signal " +
         std::to_string(number) + ")";
}

}  // namespace

std::variant<PdfContent, std::string> run_pdf_program(std::string_view pdf, const IngestLimits& limits) {
  // A child that only waits uses no processor time, so there is a bound by the clock too.
  constexpr double kClockSeconds = 3;  // for every second of processor time, on a machine with other work
  std::string wanted;
  const auto program = find_program(wanted);
  if (!program) return "PDF needs the program " + wanted + ", which is not installed";
  Descriptor input(in_memory(pdf));
  std::array<int, 2> pipe{-1, -1};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw Error(ErrorKind::io, "no pipe to be had");
  Descriptor output(pipe[0]);
  Descriptor output_end(pipe[1]);
  const auto cpu_seconds = std::max(1.0, std::ceil(limits.pdf_seconds));
  Child child(*program, input.number(), output_end.number(),
              {std::to_string(std::lround(cpu_seconds)), std::to_string(limits.pdf_memory_bytes)});
  output_end.close();
  const auto deadline =
      Clock::now() + std::chrono::milliseconds(std::lround(limits.pdf_seconds * kClockSeconds * 1000));
  std::string bytes;
  switch (read_output(output.number(), deadline, limits.max_text_bytes, bytes)) {
    case Ending::too_slow:
      return "the PDF takes more than the limit of " + seconds(limits.pdf_seconds * kClockSeconds);
    case Ending::too_large:
      return "the text is over the limit of " + readable_bytes(limits.max_text_bytes);
    case Ending::complete:
      break;
  }
  const int status = child.wait();
  if (status != 0) return failure(status, limits);
  auto content = parse(bytes);
  if (!content) return std::string("the PDF could not be read: ") + kProgram + " wrote nothing to be read";
  return std::move(*content);
}

}  // namespace pressmark
