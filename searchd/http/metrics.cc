#include "searchd/http/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace pressmark::http {

void Metrics::count(const Access& access) {
  const auto status = static_cast<std::size_t>(std::clamp(access.status / 100, 0, 5));
  by_class_[status].fetch_add(1, std::memory_order_relaxed);
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), access.milliseconds);
  by_time_[static_cast<std::size_t>(bound - kBounds.begin())].fetch_add(1, std::memory_order_relaxed);
  microseconds_.fetch_add(static_cast<std::uint64_t>(std::max(0.0, std::round(access.milliseconds * 1000))),
                          std::memory_order_relaxed);
  bytes_.fetch_add(access.bytes, std::memory_order_relaxed);
}

std::string Metrics::text(const Holdings& holdings) const {
  std::string out;
  const auto describe = [&](std::string_view name, std::string_view type, std::string_view help) {
    out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
  };
  describe("pressmark_http_requests_total", "counter", "Requests answered, by class of status.");
  for (std::size_t status = 1; status < by_class_.size(); ++status)
    out += fmt::format("pressmark_http_requests_total{{status=\"{}xx\"}} {}\n", status,
                       by_class_[status].load(std::memory_order_relaxed));
  describe("pressmark_http_response_bytes_total", "counter", "Bytes of the bodies answered.");
  out += fmt::format("pressmark_http_response_bytes_total {}\n", bytes_.load(std::memory_order_relaxed));
  describe("pressmark_http_request_duration_seconds", "histogram", "Time from request to answer.");
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < by_time_.size(); ++i) {
    sum += by_time_[i].load(std::memory_order_relaxed);
    const auto bound = i < kBounds.size() ? fmt::format("{}", kBounds[i] / 1000) : std::string("+Inf");
    out += fmt::format("pressmark_http_request_duration_seconds_bucket{{le=\"{}\"}} {}\n", bound, sum);
  }
  out += fmt::format("pressmark_http_request_duration_seconds_sum {}\n",
                     static_cast<double>(microseconds_.load(std::memory_order_relaxed)) / 1e6);
  out += fmt::format("pressmark_http_request_duration_seconds_count {}\n", sum);
  const auto gauge = [&](std::string_view name, std::string_view help, std::uint64_t value) {
    describe(name, "gauge", help);
    out += fmt::format("{} {}\n", name, value);
  };
  gauge("pressmark_index_articles", "Articles that can be found.", holdings.articles);
  gauge("pressmark_index_quotations", "Quotations that can be found.", holdings.quotations);
  return out;
}

}  // namespace pressmark::http
