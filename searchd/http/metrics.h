#pragma once
// What the daemon has answered since it started, for Prometheus (text format 0.0.4). Thread-safe; counting
// costs a few atomic additions.

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

#include "searchd/http/server.h"
#include "searchd/search/results.h"

namespace pressmark::http {

class Metrics {
 public:
  void count(const Access& access);
  std::string text(const Holdings& holdings) const;

 private:
  static constexpr std::array<double, 10> kBounds{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};  // milliseconds

  std::array<std::atomic<std::uint64_t>, 6> by_class_{};  // 1xx to 5xx at 1 to 5
  std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> by_time_{};
  std::atomic<std::uint64_t> microseconds_{0};
  std::atomic<std::uint64_t> bytes_{0};
};

}  // namespace pressmark::http
