#include "schema/model/day.h"

#include <gtest/gtest.h>

namespace pressmark {
namespace {

TEST(Day, EveryDayOfFourHundredYearsSurvivesPrintingParsingAndNumbering) {
  for (std::int32_t number = day_number({1900, 1, 1}); number <= day_number({2300, 1, 1}); ++number) {
    const Day day = day_from_number(number);
    ASSERT_TRUE(is_valid(day));
    ASSERT_EQ(parse_day(to_string(day)), day);
    ASSERT_EQ(day_number(day), number);
  }
}

TEST(Day, DaysThatDoNotExistAreAbsent) {
  for (const char* text : {"2014-02-29", "2014-13-01", "2014-00-10", "2014-06-31", "2014-6-1", "0000-01-01",
                           "2014-06-12 ", "20140612", ""})
    EXPECT_FALSE(parse_day(text)) << text;
}

TEST(Day, APeriodCoversItsFirstToItsLastDay) {
  EXPECT_EQ(parse_day_range("2014"), (DayRange{Day{2014, 1, 1}, Day{2014, 12, 31}}));
  EXPECT_EQ(parse_day_range("2016-02"), (DayRange{Day{2016, 2, 1}, Day{2016, 2, 29}}));
  EXPECT_EQ(parse_day_range("2014-06..2015"), (DayRange{Day{2014, 6, 1}, Day{2015, 12, 31}}));
  EXPECT_EQ(parse_day_range("..2015-01-02"), (DayRange{std::nullopt, Day{2015, 1, 2}}));
  EXPECT_EQ(parse_day_range("2014.."), (DayRange{Day{2014, 1, 1}, std::nullopt}));
  for (const char* text : {"..", "", "14", "2014-6", "2014..x", "June 2014"})
    EXPECT_FALSE(parse_day_range(text)) << text;
}

TEST(Day, RelativePeriodsEndOrLieByToday) {
  const Day monday{2026, 11, 23};
  const auto at = [](const char* text, const Day& today) {
    const auto range = parse_day_range(text, today);
    return range ? to_string(*range) : std::string("none");
  };
  EXPECT_EQ(at("today", monday), "2026-11-23");
  EXPECT_EQ(at("Yesterday", monday), "2026-11-22");
  EXPECT_EQ(at("1d", monday), "2026-11-23");
  EXPECT_EQ(at("2w", monday), "2026-11-10..2026-11-23");
  EXPECT_EQ(at("1m", {2026, 3, 31}), "2026-03-01..2026-03-31");
  EXPECT_EQ(at("1y", {2024, 2, 29}), "2023-03-01..2024-02-29");
  EXPECT_EQ(at("this-week", monday), "2026-11-23..2026-11-29");
  EXPECT_EQ(at("last-week", {2026, 11, 29}), "2026-11-16..2026-11-22");
  EXPECT_EQ(at("last-month", {2026, 1, 31}), "2025-12-01..2025-12-31");
  EXPECT_EQ(at("this month", {2024, 2, 10}), "2024-02-01..2024-02-29");
  EXPECT_EQ(at("last-year..yesterday", monday), "2025-01-01..2026-11-22");
  EXPECT_EQ(at("2014..", monday), "2014-01-01..");
  EXPECT_EQ(at("9999y", monday), "0001-01-24..2026-11-23");
  for (const char* text : {"0d", "d", "7", "7x", "-7d", "last-", "this-decade", "12345d", "next-week"})
    EXPECT_FALSE(parse_day_range(text, monday)) << text;
}

// The days that end today are as many as are asked for, on any day.
TEST(Day, SpansOfDaysHaveThatManyDays) {
  for (std::int32_t number = day_number({2023, 1, 1}); number <= day_number({2025, 1, 1}); ++number) {
    const auto today = day_from_number(number);
    for (const int count : {1, 7, 30, 400}) {
      const auto range = parse_day_range(std::to_string(count) + "d", today);
      ASSERT_TRUE(range && range->from);
      ASSERT_EQ(range->to, today);
      ASSERT_EQ(number - day_number(*range->from) + 1, count);
    }
  }
}

TEST(Day, IsoWeeksBelongToTheYearOfTheirThursday) {
  EXPECT_EQ(iso_week({2014, 6, 12}), (IsoWeek{2014, 24}));
  EXPECT_EQ(iso_week({2014, 12, 29}), (IsoWeek{2015, 1}));
  EXPECT_EQ(iso_week({2016, 1, 3}), (IsoWeek{2015, 53}));
}

}  // namespace
}  // namespace pressmark
