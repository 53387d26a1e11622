#pragma once
// Real programs, run as a user would: arguments in, status and both outputs out.

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pressmark::test {

struct ProcessOptions {
  std::string input;                                             // on standard input
  std::vector<std::pair<std::string, std::string>> environment;  // set in addition to the test's own
  std::optional<std::filesystem::path> directory;                // to run in
  std::optional<std::uint64_t> max_file_bytes;  // larger files cannot be written: a full disk for one process
  bool close_output = false;                    // nobody reads standard output
};

struct ProcessResult {
  int status = 0;  // exit status, or 128 + signal as a shell tells it
  std::string output;
  std::string errors;
};

// A running program. The destructor kills it and waits.
class Process {
 public:
  explicit Process(std::vector<std::string> arguments, ProcessOptions options = {});
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  void signal(int number) const;
  // Feeds the input, reads both outputs to their end and waits.
  ProcessResult finish();
  // True when it ended by itself within `time`.
  bool ends_within(std::chrono::milliseconds time);

 private:
  [[noreturn]] void become(std::vector<std::string>& arguments) const;
  bool reap(int flags);

  ProcessOptions options_;
  pid_t pid_ = -1;
  int input_ = -1;
  int output_ = -1;
  int errors_ = -1;
  std::optional<int> status_;
};

ProcessResult run(std::vector<std::string> arguments, ProcessOptions options = {});

}  // namespace pressmark::test
