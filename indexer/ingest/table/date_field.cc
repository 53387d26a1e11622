#include "indexer/ingest/table/date_field.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/dates.h"
#include "indexer/ingest/lines.h"

namespace pressmark {
namespace {

constexpr double kFewestSeconds = 1e8;  // smaller numbers are years, or days written as 20140612
constexpr double kFewestMilliseconds = 1e11;
constexpr double kMostMilliseconds = 1e14;  // the year 5138
constexpr double kMillisecondsInSecond = 1000;

std::optional<Day> day_of_timestamp(std::string_view digits) {
  constexpr std::size_t kLongest = 30;
  const auto is_part = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
  if (digits.size() > kLongest || !std::all_of(digits.begin(), digits.end(), is_part)) return std::nullopt;
  char* end = nullptr;
  const std::string text(digits);
  auto seconds = std::strtod(text.c_str(), &end);
  if (end != text.c_str() + text.size() || !(seconds >= kFewestSeconds && seconds < kMostMilliseconds))
    return std::nullopt;
  if (seconds >= kFewestMilliseconds) seconds /= kMillisecondsInSecond;
  using namespace std::chrono;
  const auto days =
      floor<std::chrono::days>(sys_seconds(std::chrono::seconds(static_cast<std::int64_t>(seconds))));
  const year_month_day date(days);
  return Day{static_cast<std::int16_t>(static_cast<int>(date.year())),
             static_cast<std::uint8_t>(static_cast<unsigned>(date.month())),
             static_cast<std::uint8_t>(static_cast<unsigned>(date.day()))};
}

}  // namespace

std::optional<Day> field_day(std::string_view value, std::string_view field, RawArticle& raw,
                             std::optional<bool> day_first) {
  constexpr std::size_t kShown = 60;  // bytes
  value = trimmed(value);
  if (value.empty()) return std::nullopt;
  if (auto day = stated_day(value)) return day;
  if (auto day = day_of_timestamp(value)) return day;
  const auto either = ambiguous_day(value);
  if (either && day_first) return *day_first ? either->day_first : either->month_first;
  auto shown = value.substr(0, kShown);
  while (!shown.empty() && shown.size() < value.size() &&
         (static_cast<unsigned char>(value[shown.size()]) & 0xC0U) == 0x80U)
    shown.remove_suffix(1);
  auto note =
      std::string(field) + " \"" + canonical_line(shown) + (shown.size() < value.size() ? "…" : "") + "\" ";
  if (either)
    note += "is ambiguous: " + to_string(either->day_first) + " or " + to_string(either->month_first);
  else
    note += "cannot be read";
  raw.notes.push_back(std::move(note));
  return std::nullopt;
}

}  // namespace pressmark
