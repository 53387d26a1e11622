#include "indexer/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace pressmark {

namespace {

constexpr double kMegabyte = 1e6;
constexpr std::chrono::milliseconds kInterval{200};
constexpr double kSecondsBeforeEstimate = 1;

// A terminal that cannot move its cursor would be filled with lines.
bool is_capable_terminal() {
  const char* term = std::getenv("TERM");  // NOLINT(concurrency-mt-unsafe): before threads start
  return ::isatty(STDERR_FILENO) == 1 && term != nullptr && std::strcmp(term, "dumb") != 0;
}

std::string duration(double seconds) {
  const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace

Progress::Progress(std::uint64_t total, bool wanted)
    : total_(total), on_terminal_(wanted && is_capable_terminal()) {}

void Progress::advance(std::uint64_t bytes) {
  done_ += bytes;
  const auto now = std::chrono::steady_clock::now();
  if (!on_terminal_ || now < next_) return;
  next_ = now + kInterval;
  show();
}

void Progress::show() {
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
  const double done = static_cast<double>(done_);
  const double rate = seconds > 0 ? done / seconds : 0;
  std::string line = "\r\033[Kindexer: ";
  if (total_ > 0) {
    const double total = static_cast<double>(total_);
    line +=
        fmt::format("{:.0f} %  {:.1f} of {:.1f} MB", 100 * done / total, done / kMegabyte, total / kMegabyte);
  } else {
    line += fmt::format("{:.1f} MB", done / kMegabyte);
  }
  line += fmt::format("  {:.1f} MB/s", rate / kMegabyte);
  if (total_ > done_ && rate > 0 && seconds > kSecondsBeforeEstimate)
    line += fmt::format("  about {} left", duration((static_cast<double>(total_) - done) / rate));
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
  shown_ = true;
}

void Progress::clear() {
  if (!shown_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace pressmark
