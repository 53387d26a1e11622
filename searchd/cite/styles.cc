#include "searchd/cite/styles.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "searchd/cite/markup.h"
#include "searchd/cite/names.h"
#include "searchd/cite/titles.h"
#include "searchd/cite/words.h"

namespace pressmark {
namespace {

constexpr std::array<std::string_view, 3> kNames{"chicago", "apa", "mla"};

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 12> kMlaMonths{"Jan.", "Feb.", "Mar.",  "Apr.", "May",  "June",
                                                      "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."};

std::string us_date(const Day& day) {
  return std::string(kMonths.at(day.month - 1U)) + " " + std::to_string(day.day) + ", " +
         std::to_string(day.year);
}

std::string mla_date(const Day& day) {
  return std::to_string(day.day) + " " + std::string(kMlaMonths.at(day.month - 1U)) + " " +
         std::to_string(day.year);
}

// What is cited, cleaned for one line.
struct Entry {
  std::vector<PersonName> authors;
  std::string title;
  std::string outlet;
  std::string url;
  bool english = false;
  bool described = false;  // the title is a description in brackets: neither marks nor capitals of its own
};

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

// "Smith, Jane", and where the particle goes: "Berg, Pieter van den" or "van den Berg, Pieter".
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

// Chicago: the first name inverted; of more than ten names seven.
std::string chicago_authors(const std::vector<PersonName>& authors) {
  constexpr std::size_t kMost = 10;
  constexpr std::size_t kShown = 7;
  const std::size_t shown = authors.size() > kMost ? kShown : authors.size();
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) out += i + 1 == authors.size() ? ", and " : ", ";
    out += i == 0 ? inverted(authors[i], true) : straight(authors[i]);
  }
  return shown < authors.size() ? out + ", et al." : out;
}

std::string mla_authors(const std::vector<PersonName>& authors) {
  if (authors.empty()) return {};
  std::string out = inverted(authors[0], false);
  if (authors.size() == 2) out += ", and " + straight(authors[1]);
  if (authors.size() > 2) out += ", et al.";
  return out;
}

std::string apa_name(const PersonName& person) {
  if (person.is_literal()) return person.literal;
  return with_suffix(spaced({person.particle, person.family}) + ", " + initials(person.given), person);
}

// APA: up to twenty names; of more the first nineteen and the last.
std::string apa_authors(const std::vector<PersonName>& authors) {
  constexpr std::size_t kMost = 20;
  std::string out;
  for (std::size_t i = 0; i < authors.size(); ++i) {
    const bool last = i + 1 == authors.size();
    if (authors.size() > kMost && i + 1 >= kMost && !last) continue;
    if (i > 0) out += !last ? ", " : authors.size() > kMost ? ", . . . " : ", & ";
    out += apa_name(authors[i]);
  }
  return out;
}

std::string in_title_case(const Entry& entry) {
  return entry.english && !entry.described ? title_case(entry.title) : entry.title;
}

// In marks with its stop inside, or the description with the stop behind it.
std::string printed_title(const Entry& entry, char terminal) {
  if (entry.described) return entry.title + std::string(terminal == 0 ? 0 : 1, terminal);
  return quoted_title(in_title_case(entry), terminal);
}

std::string full_stop(std::string_view text) {
  return ends_a_sentence(text) ? std::string() : std::string(".");
}

// Smith, Jane A. “Title.” Outlet, September 30, 2014. URL.
// Outlet. “Title,” September 30, 2014. URL.                      without an author the paper takes its place
std::string chicago(const Citation& citation, const Entry& entry, Markup markup) {
  MarkedText out(markup);
  const bool outlet_leads = entry.authors.empty() && !entry.outlet.empty();
  const bool outlet_follows = !outlet_leads && !entry.outlet.empty();
  const std::string lead = outlet_leads ? entry.outlet : chicago_authors(entry.authors);
  if (!lead.empty()) out.text(lead + full_stop(lead));
  if (!entry.title.empty()) {
    const bool date_next = !outlet_follows && citation.date;
    out.separate(" ").text(printed_title(entry, date_next ? ',' : '.'));
  }
  if (outlet_follows) {
    out.separate(" ").italics(entry.outlet);
    if (citation.date)
      out.text(",");
    else
      out.text(full_stop(entry.outlet));
  }
  if (citation.date) out.separate(" ").text(us_date(*citation.date) + ".");
  if (entry.url.empty()) return out.take();
  if (!citation.date) out.separate(" ").text("Accessed " + us_date(citation.accessed) + ".");
  return out.separate(" ").link(entry.url).text(".").take();
}

// Smith, J. A. (2014, September 30). Title. Outlet. URL
std::string apa(const Citation& citation, const Entry& entry, Markup markup) {
  MarkedText out(markup);
  std::string date = "n.d.";
  if (citation.date) {
    date = std::to_string(citation.date->year) + ", " + std::string(kMonths.at(citation.date->month - 1U)) +
           " " + std::to_string(citation.date->day);
  }
  const std::string lead = apa_authors(entry.authors);
  bool title_printed = false;
  bool outlet_printed = false;
  if (!lead.empty()) {
    out.text(lead + full_stop(lead));
  } else if (!entry.title.empty()) {
    out.text(entry.title + full_stop(entry.title));
    title_printed = true;
  } else {
    out.italics(entry.outlet).text(full_stop(entry.outlet));
    outlet_printed = true;
  }
  out.separate(" ").text("(" + date + ").");
  if (!title_printed && !entry.title.empty()) out.separate(" ").text(entry.title + full_stop(entry.title));
  if (!outlet_printed && !entry.outlet.empty())
    out.separate(" ").italics(entry.outlet).text(full_stop(entry.outlet));
  if (entry.url.empty()) return out.take();
  if (!citation.date) out.separate(" ").text("Retrieved " + us_date(citation.accessed) + ", from");
  return out.separate(" ").link(entry.url).take();
}

// Smith, Jane A. “Title.” Outlet, 30 Sept. 2014, URL.
std::string mla(const Citation& citation, const Entry& entry, Markup markup) {
  MarkedText out(markup);
  const std::string lead = mla_authors(entry.authors);
  if (!lead.empty()) out.text(lead + full_stop(lead));
  if (!entry.title.empty()) out.separate(" ").text(printed_title(entry, '.'));
  const char* gap = " ";
  if (!entry.outlet.empty()) {
    out.separate(gap).italics(entry.outlet);
    gap = ", ";
  }
  if (citation.date) {
    out.separate(gap).text(mla_date(*citation.date));
    gap = ", ";
  }
  if (!entry.url.empty()) {
    out.separate(gap).link(entry.url);
    gap = ", ";
  }
  const bool container = gap[0] == ',';
  const bool ended = entry.url.empty() && !citation.date && ends_a_sentence(entry.outlet);
  if (container && !ended) out.text(".");
  if (!citation.date && !entry.url.empty())
    out.separate(" ").text("Accessed " + mla_date(citation.accessed) + ".");
  return out.take();
}

}  // namespace

std::optional<CitationStyle> citation_style(std::string_view name) {
  const auto* const found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<CitationStyle>(found - kNames.begin());
}

std::string_view to_string(CitationStyle style) {
  return kNames.at(static_cast<std::size_t>(style));
}

std::span<const std::string_view> citation_style_names() {
  return kNames;
}

std::string formatted(const Citation& citation, CitationStyle style, Markup markup) {
  const Entry entry = entry_of(citation);
  switch (style) {
    case CitationStyle::chicago:
      return chicago(citation, entry, markup);
    case CitationStyle::apa:
      return apa(citation, entry, markup);
    case CitationStyle::mla:
      return mla(citation, entry, markup);
  }
  return {};
}

}  // namespace pressmark
