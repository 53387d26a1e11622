// Chicago (notes style, bibliography form), APA and MLA: marks are double, stops and commas stand inside
// them.

#include <array>
#include <string>
#include <vector>

#include "searchd/cite/style_entry.h"
#include "searchd/cite/titles.h"

namespace pressmark {
namespace {

constexpr std::array<std::string_view, 12> kMlaMonths{"Jan.", "Feb.", "Mar.",  "Apr.", "May",  "June",
                                                      "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."};

std::string mla_date(const Day& day) {
  return std::to_string(day.day) + " " + std::string(kMlaMonths.at(day.month - 1U)) + " " +
         std::to_string(day.year);
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

// In marks with its stop inside, or the description with the stop behind it.
std::string printed_title(const Entry& entry, char terminal) {
  if (entry.described) return entry.title + std::string(terminal == 0 ? 0 : 1, terminal);
  return quoted_title(in_title_case(entry), terminal);
}

}  // namespace

// Smith, Jane A. “Title.” Outlet, September 30, 2014. URL.
// Outlet. “Title,” September 30, 2014. URL.                      without an author the paper takes its place
std::string chicago_entry(const Citation& citation, const Entry& entry, Markup markup) {
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
  if (citation.date) out.separate(" ").text(american_date(*citation.date) + ".");
  if (entry.url.empty()) return out.take();
  if (!citation.date) out.separate(" ").text("Accessed " + american_date(citation.accessed) + ".");
  return out.separate(" ").link(entry.url).text(".").take();
}

// Smith, J. A. (2014, September 30). Title. Outlet. URL
std::string apa_entry(const Citation& citation, const Entry& entry, Markup markup) {
  MarkedText out(markup);
  std::string date = "n.d.";
  if (citation.date) {
    date = std::to_string(citation.date->year) + ", " + month_name(*citation.date) + " " +
           std::to_string(citation.date->day);
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
  if (!citation.date) out.separate(" ").text("Retrieved " + american_date(citation.accessed) + ", from");
  return out.separate(" ").link(entry.url).take();
}

// Smith, Jane A. “Title.” Outlet, 30 Sept. 2014, URL.
std::string mla_entry(const Citation& citation, const Entry& entry, Markup markup) {
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

}  // namespace pressmark
