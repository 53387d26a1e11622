#pragma once
// Days as news writes them. Only what can be read one way: 12/06/2014 is June to some and December to others,
// so it is no date here.

#include <optional>
#include <string_view>

#include "schema/model/day.h"

namespace pressmark {

// The day `text` states, when it states nothing else: ISO 8601 dates and date-times (the day as written, in
// the source's own time zone), RFC 5322 dates, "12th June 2014 02:00 AM", "Thursday, June 12, 2014",
// "12.06.2014" (with dots the day comes first), "06/13/2014" (only one reading makes a date).
std::optional<Day> stated_day(std::string_view text);

// The two days of a text that is otherwise a date, but in figures that can be read either way (12/06/2014):
// with the day first, and with the month first. Absent for every other text.
struct AmbiguousDay {
  Day day_first;
  Day month_first;
};
std::optional<AmbiguousDay> ambiguous_day(std::string_view text);

// The first day a short text tells of, whatever stands around it, in the languages of kMonthNames: "Von Jana
// Muster, 12. Juni 2014 um 10 Uhr". Where the figures could be read two ways, `day_first` decides; without it
// they are no day.
std::optional<Day> day_within(std::string_view text, std::optional<bool> day_first = std::nullopt);

// The day in the path of a URL: …/2014/06/12/… or …/2014-06-12…. Outlets put the day of publication there.
std::optional<Day> day_in_url(std::string_view url);

// A line that is only about when an article appeared: "Published: 12th June 2014 02:00 AM | Last Updated: …".
struct DateLine {
  std::optional<Day> published;
  std::optional<Day> updated;
};
std::optional<DateLine> date_line(std::string_view line);

}  // namespace pressmark
