#pragma once
// Calendar days (proleptic Gregorian, years 1 to 9999) and ranges of them, as articles and filters carry
// them.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pressmark {

struct Day {
  std::int16_t year = 1;
  std::uint8_t month = 1;  // 1 to 12
  std::uint8_t day = 1;    // 1 to 31

  friend constexpr auto operator<=>(const Day&, const Day&) = default;
};

// Inclusive at both ends; an absent end is open. A range with both ends absent holds every day.
struct DayRange {
  std::optional<Day> from;
  std::optional<Day> to;

  bool empty() const { return !from && !to; }
  friend bool operator==(const DayRange&, const DayRange&) = default;
};

bool is_valid(const Day& day);

// Exactly "YYYY-MM-DD"; anything else, or a day that does not exist, is absent.
std::optional<Day> parse_day(std::string_view text);

// "2014", "2014-06", "2014-06-12" as the days they cover; "A..B", "A..", "..B" as the days from the first of
// A to the last of B. Absent when it is none of these.
std::optional<DayRange> parse_day_range(std::string_view text);

// The same, and besides, alone or as an end: "today", "yesterday", "7d" "2w" "3m" "1y" (that many days,
// weeks, months or years that end today), "this-" or "last-" with "week" (Monday to Sunday), "month" or
// "year". Case does not matter, and a blank is as good as the hyphen.
std::optional<DayRange> parse_day_range(std::string_view text, const Day& today);

// Of the machine's clock, UTC.
Day current_day();

std::string to_string(const Day& day);  // "2014-06-12"
// "2014-06-12..2015-01-31", "2014-06-12.." or "..2014-06-12"; one day alone; ".." for every day.
std::string to_string(const DayRange& range);

// Days since 1970-01-01; negative before. Inverse of day_from_number.
std::int32_t day_number(const Day& day);
Day day_from_number(std::int32_t number);

// 1 (Monday) to 7, and the ISO 8601 week with the year it belongs to.
struct IsoWeek {
  std::int16_t year = 1;
  std::uint8_t week = 1;  // 1 to 53
  friend constexpr auto operator<=>(const IsoWeek&, const IsoWeek&) = default;
};
IsoWeek iso_week(const Day& day);

std::uint8_t last_day_of_month(std::int16_t year, std::uint8_t month);

}  // namespace pressmark
