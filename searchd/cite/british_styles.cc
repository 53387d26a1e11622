// Harvard (Cite Them Right) and MHRA: marks are single, and what ends a clause stands behind them.

#include <string>
#include <vector>

#include "searchd/cite/style_entry.h"
#include "searchd/cite/titles.h"

namespace pressmark {
namespace {

constexpr std::size_t kMostNames = 3;  // of more only the first is printed

// "J.A."
std::string tight_initials(const PersonName& person) {
  std::string out = initials(person.given);
  std::erase(out, ' ');
  return out;
}

std::string harvard_name(const PersonName& person) {
  if (person.is_literal()) return person.literal;
  return with_suffix(spaced({person.particle, person.family}) + ", " + tight_initials(person), person);
}

void put_harvard_authors(MarkedText& out, const std::vector<PersonName>& authors) {
  if (authors.size() > kMostNames) {
    out.text(harvard_name(authors.front()) + " ").italics("et al.");
    return;
  }
  for (std::size_t i = 0; i < authors.size(); ++i)
    out.text((i == 0 ? "" : i + 1 == authors.size() ? " and " : ", ") + harvard_name(authors[i]));
}

std::string mhra_authors(const std::vector<PersonName>& authors) {
  if (authors.empty()) return {};
  std::string out = inverted(authors[0], false);
  if (authors.size() > kMostNames) return out + ", and others";
  for (std::size_t i = 1; i < authors.size(); ++i)
    out += (i + 1 == authors.size() ? ", and " : ", ") + straight(authors[i]);
  return out;
}

}  // namespace

// Smith, J.A. (2014) ‘Title’, Outlet, 30 September. Available at: URL (Accessed: 22 November 2026).
// Outlet (2014) ‘Title’, 30 September.                            without an author the paper takes its place
std::string harvard_entry(const Citation& citation, const Entry& entry, Markup markup) {
  MarkedText out(markup);
  const std::string title = entry.described ? entry.title : singly_quoted_title(entry.title);
  bool outlet_printed = entry.outlet.empty();
  bool title_printed = entry.title.empty();
  if (!entry.authors.empty()) {
    put_harvard_authors(out, entry.authors);
  } else if (!outlet_printed) {
    out.italics(entry.outlet);
    outlet_printed = true;
  } else {
    out.text(title);
    title_printed = true;
  }
  out.text(citation.date ? " (" + std::to_string(citation.date->year) + ")" : std::string(" (no date)"));
  const char* gap = " ";
  if (!title_printed) {
    out.text(gap + title);
    gap = ", ";
  }
  if (!outlet_printed) {
    out.text(gap).italics(entry.outlet);
    gap = ", ";
  }
  if (citation.date) out.text(gap + std::to_string(citation.date->day) + " " + month_name(*citation.date));
  out.text(".");
  if (entry.url.empty()) return out.take();
  out.text(" Available at: ").link(entry.url);
  return out.text(" (Accessed: " + british_date(citation.accessed) + ").").take();
}

// Smith, Jane A., ‘Title’, Outlet, 30 September 2014 <URL> [accessed 22 November 2026]
std::string mhra_entry(const Citation& citation, const Entry& entry, Markup markup) {
  MarkedText out(markup);
  out.text(mhra_authors(entry.authors));
  if (!entry.title.empty())
    out.separate(", ").text(entry.described ? entry.title : singly_quoted_title(in_title_case(entry)));
  if (!entry.outlet.empty()) out.separate(", ").italics(entry.outlet);
  if (citation.date) out.separate(", ").text(british_date(*citation.date));
  if (entry.url.empty()) return out.take();
  out.separate(" ");
  // Markdown has its own angle brackets around an address.
  if (markup == Markup::markdown)
    out.link(entry.url);
  else
    out.text("<").link(entry.url).text(">");
  return out.text(" [accessed " + british_date(citation.accessed) + "]").take();
}

}  // namespace pressmark
