// The template {{cite news}} of Wikipedia (https://en.wikipedia.org/wiki/Template:Cite_news).

#include <string>

#include "searchd/cite/style_entry.h"
#include "searchd/cite/words.h"
#include "searchd/cite/writers.h"

namespace pressmark {
namespace {

// Nothing of a value may end the parameter, the template or a link, or begin one.
std::string escaped_wikitext(std::string_view value) {
  std::string out;
  for (const char c : one_line(value)) {
    switch (c) {
      case '|':
        out += "{{!}}";
        break;
      case '{':
        out += "&#123;";
        break;
      case '}':
        out += "&#125;";
        break;
      case '[':
        out += "&#91;";
        break;
      case ']':
        out += "&#93;";
        break;
      case '<':
        out += "&lt;";
        break;
      default:
        out += c;
    }
  }
  // Two or more apostrophes are italics there.
  for (auto at = out.find("''"); at != std::string::npos; at = out.find("''", at + 1))
    out.replace(at, 1, "&#39;");
  return out;
}

std::string escaped_address(std::string_view url) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kRead = "|{}[]<>\"' ";
  std::string out;
  for (const char c : url) {
    if (kRead.find(c) == std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
  return out;
}

}  // namespace

// {{cite news |last1=Smith |first1=Jane A. |title=Title |url=URL |work=Outlet |date=2014-09-30
// |access-date=…}} The pinned place is the identifier: an address of one's own machine would be no archive to
// anybody else.
std::string wikipedia_entry(const Citation& citation, const Entry& entry, Markup markup) {
  std::string out = "{{cite news";
  const auto put = [&](const std::string& name, const std::string& value) {
    if (!value.empty()) out += " |" + name + "=" + value;
  };
  for (std::size_t i = 0; i < entry.authors.size(); ++i) {
    const PersonName& person = entry.authors[i];
    const std::string number = std::to_string(i + 1);
    if (person.is_literal()) {
      put("author" + number, escaped_wikitext(person.literal));
      continue;
    }
    put("last" + number, escaped_wikitext(spaced({person.particle, person.family})));
    put("first" + number, escaped_wikitext(with_suffix(person.given, person)));
  }
  put("title", escaped_wikitext(entry.title));
  put("url", escaped_address(entry.url));
  put("work", escaped_wikitext(entry.outlet));
  if (citation.date) put("date", to_string(*citation.date));
  if (!entry.url.empty()) put("access-date", to_string(citation.accessed));
  put("language", escaped_wikitext(citation.lang.value_or("")));
  put("id", escaped_wikitext(pinned_note(citation)));
  if (citation.place) put("quote", escaped_wikitext(citation.text));
  return MarkedText(markup).text(out + "}}").take();
}

}  // namespace pressmark
