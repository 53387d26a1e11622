#pragma once
// What a piece of work costs in processor time of its thread: other programs on the machine don't count, so
// that a law about the growth of a cost holds on a busy machine too.

#include <ctime>

namespace pressmark::test {

// How much slower and larger a program instrumented by a sanitizer may be before a bound on its cost means
// anything.
#if defined(__SANITIZE_THREAD__)
inline constexpr unsigned kInstrumented = 10;
#elif defined(__SANITIZE_ADDRESS__)
inline constexpr unsigned kInstrumented = 4;
#else
inline constexpr unsigned kInstrumented = 1;
#endif

class CpuTime {
 public:
  double seconds() const { return now() - started_; }

 private:
  static double now() {
    std::timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  }
  double started_ = now();
};

}  // namespace pressmark::test
