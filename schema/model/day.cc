#include "schema/model/day.h"

#include <array>
#include <chrono>

namespace pressmark {
namespace {

// `digits` decimal digits at `text[at]`, or absent.
std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  int value = 0;
  for (char c : text.substr(at, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::chrono::sys_days to_sys(const Day& day) {
  return std::chrono::year_month_day(std::chrono::year(day.year), std::chrono::month(day.month),
                                     std::chrono::day(day.day));
}

// The days that "YYYY", "YYYY-MM" or "YYYY-MM-DD" covers.
std::optional<DayRange> parse_period(std::string_view text) {
  const auto year = number_at(text, 0, 4);
  if (!year || *year == 0) return std::nullopt;
  const auto y = static_cast<std::int16_t>(*year);
  if (text.size() == 4) return DayRange{Day{y, 1, 1}, Day{y, 12, 31}};
  if (text.size() == 7 && text[4] == '-') {
    const auto month = number_at(text, 5, 2);
    if (!month || *month < 1 || *month > 12) return std::nullopt;
    const auto m = static_cast<std::uint8_t>(*month);
    return DayRange{Day{y, m, 1}, Day{y, m, last_day_of_month(y, m)}};
  }
  if (const auto day = parse_day(text)) return DayRange{*day, *day};
  return std::nullopt;
}

}  // namespace

bool is_valid(const Day& day) {
  return day.year >= 1 && day.year <= 9999 && day.month >= 1 && day.month <= 12 && day.day >= 1 &&
         day.day <= last_day_of_month(day.year, day.month);
}

std::uint8_t last_day_of_month(std::int16_t year, std::uint8_t month) {
  static constexpr std::array<std::uint8_t, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? std::uint8_t{29} : days.at(month - 1U);
}

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number_at(text, 0, 4);
  const auto month = number_at(text, 5, 2);
  const auto day = number_at(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  const Day result{static_cast<std::int16_t>(*year), static_cast<std::uint8_t>(*month),
                   static_cast<std::uint8_t>(*day)};
  if (!is_valid(result)) return std::nullopt;
  return result;
}

std::optional<DayRange> parse_day_range(std::string_view text) {
  const auto dots = text.find("..");
  if (dots == std::string_view::npos) return parse_period(text);
  const auto left = text.substr(0, dots);
  const auto right = text.substr(dots + 2);
  if (left.empty() && right.empty()) return std::nullopt;
  DayRange range;
  if (!left.empty()) {
    const auto period = parse_period(left);
    if (!period) return std::nullopt;
    range.from = period->from;
  }
  if (!right.empty()) {
    const auto period = parse_period(right);
    if (!period) return std::nullopt;
    range.to = period->to;
  }
  return range;
}

std::string to_string(const Day& day) {
  std::string text = "0000-00-00";
  int year = day.year;
  for (std::size_t i = 4; i-- > 0; year /= 10) text[i] = static_cast<char>('0' + year % 10);
  text[5] = static_cast<char>('0' + day.month / 10);
  text[6] = static_cast<char>('0' + day.month % 10);
  text[8] = static_cast<char>('0' + day.day / 10);
  text[9] = static_cast<char>('0' + day.day % 10);
  return text;
}

std::int32_t day_number(const Day& day) {
  return static_cast<std::int32_t>(to_sys(day).time_since_epoch().count());
}

Day day_from_number(std::int32_t number) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(number))};
  return Day{static_cast<std::int16_t>(static_cast<int>(date.year())),
             static_cast<std::uint8_t>(static_cast<unsigned>(date.month())),
             static_cast<std::uint8_t>(static_cast<unsigned>(date.day()))};
}

IsoWeek iso_week(const Day& day) {
  // The week belongs to the year of its Thursday (ISO 8601).
  const auto sys = to_sys(day);
  const auto weekday = std::chrono::weekday(sys).iso_encoding();
  const auto thursday = sys + std::chrono::days(4 - static_cast<int>(weekday));
  const Day that = day_from_number(static_cast<std::int32_t>(thursday.time_since_epoch().count()));
  const auto first = day_number(Day{that.year, 1, 1});
  return IsoWeek{that.year, static_cast<std::uint8_t>((day_number(that) - first) / 7 + 1)};
}

}  // namespace pressmark
