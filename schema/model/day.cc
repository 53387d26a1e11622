#include "schema/model/day.h"

#include <algorithm>
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

std::string plain_period(std::string_view text) {
  std::string plain(text);
  for (char& c : plain) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    if (c == ' ' || c == '_') c = '-';
  }
  return plain;
}

Day days_before(const Day& day, std::int32_t days) {
  return day_from_number(std::max(day_number(day) - days, day_number(Day{1, 1, 1})));
}

// The same day of the month, or its last one.
Day months_before(const Day& day, int months) {
  const int whole = std::max(day.year * 12 + day.month - 1 - months, 12);
  Day result{static_cast<std::int16_t>(whole / 12), static_cast<std::uint8_t>(whole % 12 + 1), day.day};
  result.day = std::min(result.day, last_day_of_month(result.year, result.month));
  return result;
}

// "7d": seven days of which today is the last.
std::optional<DayRange> parse_span_to_today(std::string_view text, const Day& today) {
  constexpr std::size_t kMostDigits = 4;
  if (text.size() < 2 || text.size() > kMostDigits + 1) return std::nullopt;
  const auto count = number_at(text, 0, text.size() - 1);
  if (!count || *count == 0) return std::nullopt;
  switch (text.back()) {
    case 'd':
      return DayRange{days_before(today, *count - 1), today};
    case 'w':
      return DayRange{days_before(today, 7 * *count - 1), today};
    case 'm':
      return DayRange{days_before(months_before(today, *count), -1), today};
    case 'y':
      return DayRange{days_before(months_before(today, 12 * *count), -1), today};
    default:
      return std::nullopt;
  }
}

// "last-month"
std::optional<DayRange> parse_calendar_unit(std::string_view text, const Day& today) {
  const bool last = text.starts_with("last-");
  if (!last && !text.starts_with("this-")) return std::nullopt;
  const auto unit = text.substr(5);
  if (unit == "week") {
    const auto weekday =
        static_cast<std::int32_t>(std::chrono::weekday(to_sys(today)).iso_encoding());  // 1 is Monday
    const auto monday = days_before(today, weekday - 1 + (last ? 7 : 0));
    return DayRange{monday, days_before(monday, -6)};
  }
  if (unit == "month") {
    const auto month = months_before(today, last ? 1 : 0);
    return DayRange{Day{month.year, month.month, 1},
                    Day{month.year, month.month, last_day_of_month(month.year, month.month)}};
  }
  if (unit == "year") {
    const auto year = months_before(today, last ? 12 : 0).year;
    return DayRange{Day{year, 1, 1}, Day{year, 12, 31}};
  }
  return std::nullopt;
}

std::optional<DayRange> parse_relative_period(std::string_view text, const Day& today) {
  const auto plain = plain_period(text);
  if (plain == "today") return DayRange{today, today};
  if (plain == "yesterday") {
    const auto yesterday = days_before(today, 1);
    return DayRange{yesterday, yesterday};
  }
  if (const auto span = parse_span_to_today(plain, today)) return span;
  return parse_calendar_unit(plain, today);
}

// Periods, or ranges of those that `period` reads.
template <typename Period>
std::optional<DayRange> parse_range(std::string_view text, const Period& period) {
  const auto dots = text.find("..");
  if (dots == std::string_view::npos) return period(text);
  const auto left = text.substr(0, dots);
  const auto right = text.substr(dots + 2);
  if (left.empty() && right.empty()) return std::nullopt;
  DayRange range;
  if (!left.empty()) {
    const auto first = period(left);
    if (!first) return std::nullopt;
    range.from = first->from;
  }
  if (!right.empty()) {
    const auto last = period(right);
    if (!last) return std::nullopt;
    range.to = last->to;
  }
  return range;
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
  return parse_range(text, parse_period);
}

std::optional<DayRange> parse_day_range(std::string_view text, const Day& today) {
  return parse_range(text, [&](std::string_view period) {
    const auto absolute = parse_period(period);
    return absolute ? absolute : parse_relative_period(period, today);
  });
}

Day current_day() {
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return day_from_number(static_cast<std::int32_t>(today.time_since_epoch().count()));
}

std::string to_string(const DayRange& range) {
  if (range.from && range.from == range.to) return to_string(*range.from);
  return (range.from ? to_string(*range.from) : "") + ".." + (range.to ? to_string(*range.to) : "");
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
