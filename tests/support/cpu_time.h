#pragma once
// What a piece of work costs in processor time of its thread: other programs on the machine don't count, so
// that a law about the growth of a cost holds on a busy machine too.

#include <ctime>

namespace pressmark::test {

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
