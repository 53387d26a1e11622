// Bars over time: every period from the first to the last has its place, so that gaps are seen as gaps.

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "searchd/http/page_parts.h"
#include "searchd/http/params.h"

namespace pressmark::http {
namespace {

constexpr double kWidth = 720;
constexpr double kHeight = 72;

// Number of the period a day falls in, counting periods of that length from a fixed one.
std::int32_t period_number(const Day& day, Granularity granularity) {
  switch (granularity) {
    case Granularity::year:
      return day.year;
    case Granularity::month:
      return day.year * 12 + day.month - 1;
    case Granularity::week:
      return static_cast<std::int32_t>(std::floor((day_number(day) + 3) / 7.0));  // 1970-01-01 was a Thursday
    case Granularity::day:
      return day_number(day);
  }
  return 0;
}

std::string short_number(double number) {
  auto text = std::to_string(std::round(number * 100) / 100);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string url_for(const Question& question, const DayRange& range) {
  auto narrowed = question;
  narrowed.page = 1;
  narrowed.filters.dates = range;
  return search_url(narrowed);
}

bool is_outside(const DayRange& bar, const DayRange& chosen) {
  return (chosen.from && bar.to && *bar.to < *chosen.from) ||
         (chosen.to && bar.from && *chosen.to < *bar.from);
}

Data bar_data(const DateCount& bar, const Histogram& histogram, const Question& question, std::int32_t first,
              double slot, std::uint64_t most) {
  constexpr double kLeastHeight = 3;  // one article among thousands is still seen
  const double height =
      std::max(kLeastHeight, kHeight * static_cast<double>(bar.count) / static_cast<double>(most));
  const double gap = slot > 4 ? 1.5 : slot * 0.2;
  constexpr double kWidest = 20;
  const double width = std::min(slot - gap, kWidest);
  const double left =
      (period_number(*bar.range.from, histogram.granularity) - first) * slot + (slot - width) / 2;
  Data data;
  data.set("x", short_number(left));
  data.set("y", short_number(kHeight - height));
  data.set("w", short_number(width));
  data.set("h", short_number(height));
  data.set("from", to_string(*bar.range.from));
  data.set("to", to_string(bar.range.to.value_or(*bar.range.from)));
  data.set("label", shown_period(bar.value) + ": " + counted(bar.count, "article", "articles"));
  set_flag(data, "out", is_outside(bar.range, question.filters.dates));
  return data;
}

Data rows_data(const Histogram& histogram, const Question& question) {
  auto rows = list();
  for (const auto& bar : histogram.bars) {
    Data row;
    row.set("label", bar.range.empty() ? "undated" : shown_period(bar.value));
    row.set("count", grouped(bar.count));
    set_optional(row, "url", bar.range.empty() ? std::string{} : url_for(question, bar.range));
    rows.push_back(row);
  }
  return rows;
}

std::string summary_of(const DateCount& first, const DateCount& last, const DateCount& peak,
                       std::string_view period) {
  return "Articles by " + std::string(period) + ", " + shown_period(first.value) + " to " +
         shown_period(last.value) + "; most in " + shown_period(peak.value) + ", " + grouped(peak.count);
}

}  // namespace

std::string histogram_html(const Histogram& histogram, const Question& question) {
  std::vector<DateCount> dated;
  std::copy_if(histogram.bars.begin(), histogram.bars.end(), std::back_inserter(dated),
               [](const auto& bar) { return bar.range.from.has_value() && bar.count > 0; });
  if (dated.empty()) return {};
  const auto peak = *std::max_element(dated.begin(), dated.end(),
                                      [](const auto& a, const auto& b) { return a.count < b.count; });
  const auto first = period_number(*dated.front().range.from, histogram.granularity);
  const auto last = period_number(*dated.back().range.from, histogram.granularity);
  const double slot = kWidth / std::max(1, last - first + 1);

  auto bars = list();
  for (const auto& bar : dated) bars.push_back(bar_data(bar, histogram, question, first, slot, peak.count));
  const auto period = std::string(to_string(histogram.granularity));
  Data data;
  data.set("width", short_number(kWidth));
  data.set("height", short_number(kHeight + 1));
  data.set("base", short_number(kHeight + 0.5));
  data.set("bars", bars);
  data.set("rows", rows_data(histogram, question));
  data.set("summary", summary_of(dated.front(), dated.back(), peak, period));
  data.set("title", "By " + period + ", as a table");
  data.set("period", static_cast<char>(period.front() - 'a' + 'A') + period.substr(1));
  data.set("first", shown_period(dated.front().value));
  data.set("last", dated.size() > 1 ? shown_period(dated.back().value) : std::string{});
  return render("histogram", data);
}

}  // namespace pressmark::http
