#pragma once
// A line on standard error that tells how far a long run is; nothing at all where that is no terminal.
//
//   indexer: 43 %  31 of 73 MB  2.4 MB/s  about 17 s left

#include <chrono>
#include <cstdint>
#include <string_view>

namespace pressmark {

class Progress {
 public:
  // `total` bytes of sources; 0 when that is not known, as with standard input.
  Progress(std::uint64_t total, bool wanted);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance(std::uint64_t bytes);
  // Takes the line away, so that something else can be printed.
  void clear();

 private:
  void show();

  std::uint64_t total_;
  std::uint64_t done_ = 0;
  bool on_terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point next_ = begun_;
};

}  // namespace pressmark
