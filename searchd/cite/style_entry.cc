#include "searchd/cite/style_entry.h"

#include <array>

#include "searchd/cite/titles.h"
#include "searchd/cite/words.h"

namespace pressmark {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
// As the locale en-US of CSL has them.
constexpr std::array<std::string_view, 12> kShortMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

Entry entry_of(const Citation& citation) {
  Entry entry;
  for (const std::string& author : citation.authors) {
    const PersonName name = parse_name(author);
    if (!(name == PersonName{})) entry.authors.push_back(name);
  }
  entry.title = title_or_description(citation);
  entry.described = !citation.title && !entry.title.empty();
  if (citation.outlet) entry.outlet = one_line(*citation.outlet);
  if (citation.url) entry.url = one_line(*citation.url);
  entry.english = is_english(citation.lang.value_or(""), entry.title);
  // A reference must name something.
  if (entry.authors.empty() && entry.title.empty() && entry.outlet.empty()) entry.title = citation.id;
  return entry;
}

std::string spaced(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += ' ';
    out += part;
  }
  return out;
}

std::string with_suffix(std::string name, const PersonName& person) {
  return person.suffix.empty() ? name : name + ", " + person.suffix;
}

std::string inverted(const PersonName& person, bool particle_last) {
  if (person.is_literal()) return person.literal;
  if (particle_last)
    return with_suffix(person.family + ", " + spaced({person.given, person.particle}), person);
  return with_suffix(spaced({person.particle, person.family}) + ", " + person.given, person);
}

std::string straight(const PersonName& person) {
  if (person.is_literal()) return person.literal;
  return spaced({person.given, person.particle, person.family, person.suffix});
}

std::string in_title_case(const Entry& entry) {
  return entry.english && !entry.described ? title_case(entry.title) : entry.title;
}

std::string full_stop(std::string_view text) {
  return ends_a_sentence(text) ? std::string() : std::string(".");
}

std::string month_name(const Day& day) {
  return std::string(kMonths.at(day.month - 1U));
}

std::string short_month_name(const Day& day) {
  return std::string(kShortMonths.at(day.month - 1U));
}

std::string american_date(const Day& day) {
  return month_name(day) + " " + std::to_string(day.day) + ", " + std::to_string(day.year);
}

std::string british_date(const Day& day) {
  return std::to_string(day.day) + " " + month_name(day) + " " + std::to_string(day.year);
}

}  // namespace pressmark
