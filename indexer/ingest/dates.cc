#include "indexer/ingest/dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "indexer/ingest/lines.h"

namespace pressmark {
namespace {

constexpr std::size_t kLongestDate = 80;       // bytes
constexpr std::size_t kLongestDateLine = 200;  // bytes

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                       "friday", "saturday", "sunday"};
// What may stand beside a date without making it something else.
constexpr std::array<std::string_view, 28> kTimeWords = {
    "am",  "pm",  "a",   "m",   "p",   "at",  "on",  "of",  "z",   "gmt",  "utc", "ist", "pkt", "est",
    "edt", "bst", "cst", "cdt", "mst", "mdt", "pst", "pdt", "cet", "cest", "eet", "msk", "jst", "gst"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<int> month_number(std::string_view word) {
  constexpr std::size_t kShortest = 3;
  if (word.size() < kShortest) return std::nullopt;
  for (std::size_t i = 0; i < kMonths.size(); ++i)
    if (word == kMonths.at(i) || (word.size() == kShortest && kMonths.at(i).starts_with(word)) ||
        (word == "sept" && kMonths.at(i) == "september"))
      return static_cast<int>(i) + 1;
  return std::nullopt;
}

bool is_weekday(std::string_view word) {
  return std::any_of(kWeekdays.begin(), kWeekdays.end(), [&](std::string_view day) {
    return word == day || (word.size() >= 3 && word.size() <= 5 && day.starts_with(word));
  });
}

std::optional<int> number(std::string_view word) {
  int value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return value;
}

// 12, 12th, 1st.
std::optional<int> day_of_month(std::string_view word) {
  for (const std::string_view ending : {"st", "nd", "rd", "th"})
    if (word.size() > ending.size() && word.ends_with(ending)) word.remove_suffix(ending.size());
  const auto value = number(word);
  return value && word.size() <= 2 && *value >= 1 && *value <= 31 ? value : std::nullopt;
}

std::optional<int> year(std::string_view word) {
  const auto value = number(word);
  return value && word.size() == 4 && *value >= 1000 ? value : std::nullopt;
}

std::optional<Day> make_day(int year, int month, int day) {
  const Day made{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
                 static_cast<std::uint8_t>(day)};
  return is_valid(made) ? std::optional(made) : std::nullopt;
}

// Lower-case runs of letters and digits. No words at all where a byte says that this is not English.
std::vector<std::string> date_words(std::string_view text) {
  std::vector<std::string> words;
  bool inside = false;
  for (const char c : ascii_lower(text)) {
    if (static_cast<unsigned char>(c) >= 0x80U) return {};
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept && !inside) words.emplace_back();
    if (kept) words.back() += c;
    inside = kept;
  }
  return words;
}

bool is_time_word(std::string_view word) {
  if (is_one_of(kTimeWords, word)) return true;
  if (word.size() > 2 && (word.ends_with("am") || word.ends_with("pm"))) word.remove_suffix(2);
  return number(word).has_value() && word.size() <= 4;
}

std::optional<Day> english_day(std::string_view text) {
  const auto words = date_words(text);
  std::optional<Day> found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!found && i + 2 < words.size()) {
      const auto y = year(words[i + 2]);
      const auto day_first = day_of_month(words[i]);
      const auto month_second = month_number(words[i + 1]);
      const auto month_first = month_number(words[i]);
      const auto day_second = day_of_month(words[i + 1]);
      if (y && day_first && month_second) found = make_day(*y, *month_second, *day_first);
      if (y && month_first && day_second) found = make_day(*y, *month_first, *day_second);
      if (found) {
        i += 2;
        continue;
      }
    }
    if (!is_weekday(words[i]) && !is_time_word(words[i])) return std::nullopt;
  }
  return found;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// 2014-06-12, 2014/06/12 or 20140612, with or without a time behind it.
std::optional<Day> iso_day(std::string_view text) {
  constexpr std::size_t kBasicSize = 8;
  constexpr std::size_t kExtendedSize = 10;
  const auto ends = [&](std::size_t at) {
    return text.size() == at || text[at] == 'T' || text[at] == 't' || text[at] == ' ';
  };
  if (text.size() >= kExtendedSize && ends(kExtendedSize)) {
    std::string date(text.substr(0, kExtendedSize));
    if (date[4] == '/' && date[7] == '/') date[4] = date[7] = '-';
    if (const auto day = parse_day(date)) {
      const auto rest = text.substr(kExtendedSize);
      const bool is_time = std::all_of(rest.begin(), rest.end(), [](char c) {
        return (c >= '0' && c <= '9') ||
               std::string_view("Tt :.,+-ZUTCGMzulapm").find(c) != std::string_view::npos;
      });
      return is_time ? day : std::nullopt;
    }
  }
  if (text.size() >= kBasicSize && ends(kBasicSize) && all_digits(text.substr(0, kBasicSize)))
    return make_day(*number(text.substr(0, 4)), *number(text.substr(4, 2)), *number(text.substr(6, 2)));
  return std::nullopt;
}

// 31.12.2020 (dots put the day first), 12/31/2020 (no month is 31), 05/05/2020 (the same either way), with or
// without a time behind it.
std::optional<Day> numeric_day(std::string_view text) {
  const auto date = text.substr(0, text.find_first_of(" ,T"));
  const auto separator = date.find_first_of("./");
  if (separator == std::string_view::npos) return std::nullopt;
  const auto parts = split(date, date[separator]);
  if (parts.size() != 3 || parts[2].size() != 4) return std::nullopt;
  const auto rest = trimmed(text.substr(date.size()));
  const bool is_time = std::all_of(rest.begin(), rest.end(), [](char c) {
    return (c >= '0' && c <= '9') ||
           std::string_view("Tt :.,+-ZUTCGMzulapmAP").find(c) != std::string_view::npos;
  });
  const auto y = year(parts[2]);
  if (!is_time || !y || parts[0].size() > 2 || parts[1].size() > 2) return std::nullopt;
  const int first = number(parts[0]).value_or(0);
  const int second = number(parts[1]).value_or(0);
  if (date[separator] == '.' || first > 12 || first == second) return make_day(*y, second, first);
  return second > 12 ? make_day(*y, first, second) : std::nullopt;
}

// The label a date stands behind, as words; the rest of `part` is the date.
std::string_view after_label(std::string_view part, std::string_view label) {
  if (!starts_with_word(part, label)) return {};
  auto rest = trimmed(part.substr(label.size()));
  while (!rest.empty() && (rest.front() == ':' || rest.front() == '-')) rest = trimmed(rest.substr(1));
  return rest;
}

}  // namespace

std::optional<Day> stated_day(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text.size() > kLongestDate) return std::nullopt;
  if (const auto day = iso_day(text)) return day;
  if (const auto day = numeric_day(text)) return day;
  return english_day(text);
}

std::optional<Day> day_in_url(std::string_view url) {
  constexpr std::size_t kSize = 10;  // 2014/06/12
  const auto is_digit = [&](std::size_t at) { return at < url.size() && url[at] >= '0' && url[at] <= '9'; };
  for (std::size_t at = url.find('/'); at + kSize < url.size(); ++at) {
    if (is_digit(at) || is_digit(at + kSize + 1)) continue;  // part of a longer number
    const auto date = url.substr(at + 1, kSize);
    if (date[4] != date[7] || (date[4] != '/' && date[4] != '-')) continue;
    std::string extended(date);
    extended[4] = extended[7] = '-';
    if (const auto day = parse_day(extended); day && day->year >= 1990) return day;
  }
  return std::nullopt;
}

std::optional<DateLine> date_line(std::string_view line) {
  line = trimmed(line);
  if (line.empty() || line.size() > kLongestDateLine) return std::nullopt;
  if (const auto day = stated_day(line)) return DateLine{day, std::nullopt};
  DateLine found;
  for (const auto part : split(line, '|')) {
    for (const std::string_view label :
         {"published on", "first published", "published", "posted on", "posted"})
      if (const auto day = stated_day(after_label(part, label)); day && !found.published)
        found.published = day;
    for (const std::string_view label :
         {"last updated on", "last updated", "updated on", "updated", "modified"})
      if (const auto day = stated_day(after_label(part, label)); day && !found.updated) found.updated = day;
  }
  if (!found.published && !found.updated) return std::nullopt;
  return found;
}

}  // namespace pressmark
