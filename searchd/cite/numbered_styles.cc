// IEEE (with addresses) and Vancouver: entries are numbered in the order of the list.

#include <string>
#include <vector>

#include "searchd/cite/style_entry.h"
#include "searchd/cite/titles.h"

namespace pressmark {
namespace {

constexpr std::size_t kMostNames = 6;  // of more IEEE prints the first, Vancouver these

std::string ieee_name(const PersonName& person) {
  if (person.is_literal()) return person.literal;
  return spaced({initials(person.given), person.particle, person.family, person.suffix});
}

void put_ieee_authors(MarkedText& out, const std::vector<PersonName>& authors) {
  if (authors.size() > kMostNames) {
    out.text(ieee_name(authors.front()) + " ").italics("et al.");
    return;
  }
  for (std::size_t i = 0; i < authors.size(); ++i) {
    const bool last = i > 0 && i + 1 == authors.size();
    const char* gap = i == 0 ? "" : !last ? ", " : authors.size() == 2 ? " and " : ", and ";
    out.text(gap + ieee_name(authors[i]));
  }
}

// "Smith JA", "King ML Jr"
std::string vancouver_name(const PersonName& person) {
  if (person.is_literal()) return person.literal;
  std::string letters = initials(person.given);
  std::erase_if(letters, [](char c) { return c == ' ' || c == '.'; });
  std::string suffix = person.suffix;
  if (suffix.ends_with('.')) suffix.pop_back();
  return spaced({person.particle, person.family, letters, suffix});
}

std::string vancouver_authors(const std::vector<PersonName>& authors) {
  std::string out;
  for (std::size_t i = 0; i < authors.size() && i < kMostNames; ++i)
    out += (i == 0 ? "" : ", ") + vancouver_name(authors[i]);
  return authors.size() > kMostNames ? out + ", et al" : out;
}

std::string ieee_date(const Day& day) {
  const std::string stop = day.month == 5 ? "" : ".";  // May is whole
  return short_month_name(day) + stop + " " + std::to_string(day.day) + ", " + std::to_string(day.year);
}

std::string vancouver_date(const Day& day) {
  return std::to_string(day.year) + " " + short_month_name(day) + " " + std::to_string(day.day);
}

}  // namespace

// [1] J. A. Smith, “Title,” Outlet, Sep. 30, 2014 [Online]. Available: URL. [Accessed: Nov. 22, 2026]
std::string ieee_entry(const Citation& citation, const Entry& entry, Markup markup, std::size_t number) {
  MarkedText out(markup);
  out.text("[" + std::to_string(number) + "]");
  const char* gap = " ";
  if (!entry.authors.empty()) {
    out.text(gap);
    put_ieee_authors(out, entry.authors);
    gap = ", ";
  }
  bool ended = false;  // what stands last ends with a mark of its own
  if (!entry.title.empty()) {
    const bool more = !entry.outlet.empty() || citation.date;
    const char terminal = more ? ',' : '.';
    out.text(gap + (entry.described ? entry.title + terminal : quoted_title(entry.title, terminal)));
    gap = " ";
    ended = !more;
  }
  if (!entry.outlet.empty()) {
    out.text(gap).italics(entry.outlet);
    gap = ", ";
    ended = false;
  }
  if (citation.date) {
    out.text(gap + ieee_date(*citation.date));
    ended = false;
  }
  if (entry.url.empty()) return out.text(ended ? "" : ".").take();
  out.text(" [Online]. Available: ").link(entry.url);
  return out.text(". [Accessed: " + ieee_date(citation.accessed) + "]").take();
}

// 1. Smith JA. Title. Outlet [Internet]. 2014 Sep 30 [cited 2026 Nov 22]; Available from: URL
std::string vancouver_entry(const Citation& citation, const Entry& entry, Markup markup, std::size_t number) {
  MarkedText out(markup);
  out.text(std::to_string(number) + ".");
  const auto sentence = [&](const std::string& words) {
    if (!words.empty()) out.text(" " + words + full_stop(words));
  };
  sentence(vancouver_authors(entry.authors));
  sentence(entry.title);
  const bool online = !entry.url.empty();
  if (!entry.outlet.empty())
    sentence(entry.outlet + (online ? " [Internet]" : ""));
  else if (online)
    sentence("[Internet]");
  std::string when = citation.date ? vancouver_date(*citation.date) : std::string();
  if (!online) {
    sentence(when);
    return out.take();
  }
  when = spaced({when, "[cited " + vancouver_date(citation.accessed) + "]"});
  return out.text(" " + when + "; Available from: ").link(entry.url).take();
}

}  // namespace pressmark
