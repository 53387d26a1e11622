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

TEST(Day, IsoWeeksBelongToTheYearOfTheirThursday) {
  EXPECT_EQ(iso_week({2014, 6, 12}), (IsoWeek{2014, 24}));
  EXPECT_EQ(iso_week({2014, 12, 29}), (IsoWeek{2015, 1}));
  EXPECT_EQ(iso_week({2016, 1, 3}), (IsoWeek{2015, 53}));
}

}  // namespace
}  // namespace pressmark
