#include "indexer/ingest/dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <unordered_map>
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

// 12/06/2014, 12-06-2014 or 12.06.2014, with or without a time behind it, as it stands.
struct Figures {
  int first = 0;
  int second = 0;
  int year = 0;
  char separator = 0;
};

std::optional<Figures> figures_of(std::string_view text) {
  const auto date = text.substr(0, text.find_first_of(" ,T"));
  const auto separator = date.find_first_of("./-");
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
  return Figures{number(parts[0]).value_or(0), number(parts[1]).value_or(0), *y, date[separator]};
}

// 31.12.2020 (dots put the day first), 12/31/2020 (no month is 31), 05/05/2020 (the same either way).
std::optional<Day> numeric_day(std::string_view text) {
  const auto read = figures_of(text);
  if (!read) return std::nullopt;
  if (read->separator == '.' || read->first > 12 || read->first == read->second)
    return make_day(read->year, read->second, read->first);
  return read->second > 12 ? make_day(read->year, read->first, read->second) : std::nullopt;
}

// The label a date stands behind, as words; the rest of `part` is the date.
std::string_view after_label(std::string_view part, std::string_view label) {
  if (!starts_with_word(part, label)) return {};
  auto rest = trimmed(part.substr(label.size()));
  while (!rest.empty() && (rest.front() == ':' || rest.front() == '-')) rest = trimmed(rest.substr(1));
  return rest;
}

// Months as dates spell them: nominative or genitive as the language has it, and what is used for short.
constexpr std::array<std::string_view, 12> kMonthNames = {
    "january jan januar jänner janvier janv enero ene janeiro gennaio gen stycznia styczeń ledna leden "
    "januari "
    "января январь янв січня ocak oca tammikuuta január ianuarie يناير जनवरी",
    "february feb februar feber février févr fév febrero fevereiro fev febbraio febb lutego luty února únor "
    "februari февраля февраль фев лютого şubat şub helmikuuta február februarie فبراير फरवरी",
    "march mar märz mrz mars marzo março marca marzec března březen maart mrt марта март мар березня mart "
    "mars "
    "maaliskuuta március martie مارس मार्च",
    "april apr avril avr abril abr aprile kwietnia kwiecień dubna duben апреля апрель апр квітня nisan nis "
    "huhtikuuta április aprilie أبريل अप्रैल",
    "may mai mayo maio maggio mag maja maj května květen mei мая май травня mayıs toukokuuta május مايو मई",
    "june jun juni juin junio junho giugno giu czerwca czerwiec června červen июня июнь июн червня haziran "
    "haz "
    "kesäkuuta június iunie يونيو जून",
    "july jul juli juillet juil julio julho luglio lug lipca lipiec července červenec июля июль июл липня "
    "temmuz tem heinäkuuta július iulie يوليو जुलाई",
    "august aug août aout agosto ago sierpnia sierpień srpna srpen augustus augusti августа август авг "
    "серпня "
    "ağustos ağu elokuuta augusztus أغسطس अगस्त",
    "september sep sept septembre septiembre setembro set settembre sett września wrzesień září сентября "
    "сентябрь сен сент вересня eylül eyl syyskuuta szeptember septembrie سبتمبر सितंबर",
    "october oct oktober okt octobre octubre outubro out ottobre ott października październik října říjen "
    "октября октябрь окт жовтня ekim eki lokakuuta október octombrie أكتوبر अक्टूबर",
    "november nov novembre noviembre novembro listopada listopad listopadu ноября ноябрь ноя листопада kasım "
    "kas marraskuuta noiembrie نوفمبر नवंबर",
    "december dec dezember dez décembre déc diciembre dic dezembro dicembre grudnia grudzień prosince "
    "prosinec "
    "декабря декабрь дек грудня aralık ara joulukuuta decembrie ديسمبر दिसंबर"};

int month_of(const std::string& word) {
  static const auto months = [] {
    std::unordered_map<std::string, int> made;
    for (std::size_t i = 0; i < kMonthNames.size(); ++i)
      for (const auto name : split(kMonthNames.at(i), ' ')) made.emplace(name, static_cast<int>(i) + 1);
    return made;
  }();
  const auto it = months.find(word);
  return it == months.end() ? 0 : it->second;
}

// Runs of digits and runs of letters in lower case; what stood before each word where that was a single mark.
struct DateWord {
  std::string word;
  char before = 0;
  bool is_number() const { return word.front() >= '0' && word.front() <= '9'; }
};

std::vector<DateWord> words_of_date(std::string_view text) {
  std::vector<DateWord> words;
  const auto is_digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  const auto is_letter = [&](std::size_t i) {
    const auto c = static_cast<unsigned char>(text[i]);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80U;
  };
  for (std::size_t i = 0; i < text.size();) {
    auto end = i;
    const bool digits = is_digit(i);
    while (end < text.size() && (digits ? is_digit(end) : is_letter(end))) ++end;
    if (end == i) {
      ++i;
      continue;
    }
    auto word = digits ? std::string(text.substr(i, end - i)) : ascii_lower(text.substr(i, end - i));
    const bool single = i > 0 && !words.empty();
    if (!word.empty()) words.push_back({std::move(word), single ? text[i - 1] : '\0'});
    i = end;
  }
  return words;
}

bool is_link_word(std::string_view word) {
  return word == "st" || word == "nd" || word == "rd" || word == "th" || word == "de" || word == "of" ||
         word == "del" || word == "o" || word == "er";
}

// A year an article on a page can have.
std::optional<int> page_year(const DateWord& word) {
  const auto value = word.is_number() ? year(word.word) : std::nullopt;
  return value && *value >= 1900 && *value <= 2100 ? value : std::nullopt;
}

std::optional<int> small_number(const DateWord& word) {
  return word.is_number() && word.word.size() <= 2 ? number(word.word) : std::nullopt;
}

// 12.06.2014, 12/06/2014, 12-06-2014 from word i on.
std::optional<Day> figures_at(const std::vector<DateWord>& words, std::size_t i,
                              std::optional<bool> day_first) {
  if (i + 2 >= words.size()) return std::nullopt;
  const auto first = small_number(words[i]);
  const auto second = small_number(words[i + 1]);
  const auto y = page_year(words[i + 2]);
  const char mark = words[i + 1].before;
  if (!first || !second || !y || mark != words[i + 2].before) return std::nullopt;
  if (mark == '.') return make_day(*y, *second, *first);
  if (mark != '/' && mark != '-') return std::nullopt;
  if (*first > 12 || *first == *second || (day_first && *day_first)) return make_day(*y, *second, *first);
  if (*second > 12 || day_first) return make_day(*y, *first, *second);
  return std::nullopt;
}

// 2014-06-12, 2014/6/12, 2014年6月12日 from word i on.
std::optional<Day> year_first_at(const std::vector<DateWord>& words, std::size_t i) {
  const auto y = page_year(words[i]);
  if (!y) return std::nullopt;
  std::vector<int> rest;
  for (auto j = i + 1; j < words.size() && rest.size() < 2 && j < i + 5; ++j) {
    if (const auto value = small_number(words[j]))
      rest.push_back(*value);
    else if (words[j].is_number() || words[j].word.size() > 5)
      break;
  }
  return rest.size() == 2 ? make_day(*y, rest[0], rest[1]) : std::nullopt;
}

// "12. Juni 2014", "12 de junho de 2014", "June 12th, 2014" from word i on.
std::optional<Day> named_month_at(const std::vector<DateWord>& words, std::size_t i) {
  std::vector<std::size_t> at;  // of the three words that tell
  for (auto j = i; j < words.size() && at.size() < 3 && j < i + 6; ++j)
    if (!is_link_word(words[j].word)) at.push_back(j);
  if (at.size() < 3 || at.front() != i) return std::nullopt;
  const auto y = page_year(words[at[2]]);
  if (!y) return std::nullopt;
  const auto first = small_number(words[at[0]]);
  const auto second = small_number(words[at[1]]);
  if (first && month_of(words[at[1]].word) > 0) return make_day(*y, month_of(words[at[1]].word), *first);
  if (second && month_of(words[at[0]].word) > 0) return make_day(*y, month_of(words[at[0]].word), *second);
  return std::nullopt;
}

}  // namespace

std::optional<AmbiguousDay> ambiguous_day(std::string_view text) {
  const auto read = figures_of(trimmed(text));
  if (!read || read->separator == '.' || read->first == read->second) return std::nullopt;
  const auto day_first = make_day(read->year, read->second, read->first);
  const auto month_first = make_day(read->year, read->first, read->second);
  if (!day_first || !month_first) return std::nullopt;
  return AmbiguousDay{*day_first, *month_first};
}

std::optional<Day> day_within(std::string_view text, std::optional<bool> day_first) {
  constexpr std::size_t kLongest = 400;  // bytes
  text = text.substr(0, kLongest);
  if (text.find_first_of("0123456789") == std::string_view::npos) return std::nullopt;
  const auto words = words_of_date(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto day = figures_at(words, i, day_first);
    if (!day) day = named_month_at(words, i);
    if (!day) day = year_first_at(words, i);
    if (day) return day;
  }
  return std::nullopt;
}

std::optional<Day> stated_day(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text.size() > kLongestDate) return std::nullopt;
  if (const auto day = iso_day(text)) return day;
  if (const auto day = numeric_day(text)) return day;
  return english_day(text);
}

std::optional<Day> day_in_url(std::string_view url) {
  constexpr int kFirstYear = 1990;
  const auto is_digit = [&](std::size_t at) { return at < url.size() && url[at] >= '0' && url[at] <= '9'; };
  // The number of `fewest` to `most` digits at `at`, which it moves behind them; 0 where there is none.
  const auto number = [&](std::size_t& at, std::size_t fewest, std::size_t most) {
    const auto begin = at;
    int value = 0;
    for (; is_digit(at) && at < begin + most; ++at) value = value * 10 + (url[at] - '0');
    return at - begin < fewest || is_digit(at) ? 0 : value;
  };
  for (auto begin = url.find('/'); begin < url.size(); ++begin) {
    if (is_digit(begin)) continue;  // part of a longer number
    auto at = begin + 1;
    const int year = number(at, 4, 4);
    if (year < kFirstYear || at >= url.size() || (url[at] != '/' && url[at] != '-')) continue;
    const char mark = url[at++];
    const int month = number(at, 1, 2);
    if (at >= url.size() || url[at++] != mark) continue;
    const int day = number(at, 1, 2);
    if (const auto found = make_day(year, month, day)) return found;
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
