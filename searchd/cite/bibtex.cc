#include <algorithm>
#include <array>
#include <string>

#include "schema/text/language.h"
#include "searchd/cite/markup.h"
#include "searchd/cite/names.h"
#include "searchd/cite/titles.h"
#include "searchd/cite/words.h"
#include "searchd/cite/writers.h"

namespace pressmark {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};

// BibTeX counts braces even behind a backslash, so that none of the text may stay one.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    switch (c) {
      case '\\':
        out += "{\\textbackslash}";
        break;
      case '{':
        out += "{\\textbraceleft}";
        break;
      case '}':
        out += "{\\textbraceright}";
        break;
      case '~':
        out += "{\\textasciitilde}";
        break;
      case '^':
        out += "{\\textasciicircum}";
        break;
      case '%':
      case '&':
      case '$':
      case '#':
      case '_':
        out += '\\';
        out += c;
        break;
      default:
        out += c;
    }
  }
  return out;
}

// Addresses are copied verbatim by \url and the url field: what TeX would stumble over is percent-encoded.
std::string address(std::string_view url) {
  std::string out;
  for (const char c : one_line(url)) {
    if (c == '{')
      out += "%7B";
    else if (c == '}')
      out += "%7D";
    else if (c == '\\')
      out += "%5C";
    else if (c == ' ')
      out += "%20";
    else
      out += c;
  }
  return out;
}

bool has_capital_or_digit(std::string_view word, bool skip_first) {
  for (std::size_t i = skip_first ? 1 : 0; i < word.size(); ++i) {
    if ((word[i] >= 'A' && word[i] <= 'Z') || (word[i] >= '0' && word[i] <= '9')) return true;
  }
  return false;
}

// Styles put titles into lower case: {Mi-35}, {Iraq} and acronyms must keep theirs. Titles that are not
// English keep all of it.
std::string title_field(const std::string& title, bool english) {
  if (!english) return "{" + escaped(title) + "}";
  std::string out;
  const std::string line = one_line(title);
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] == ' ') {
      out += line[at++];
      continue;
    }
    const auto end = std::min(line.find(' ', at), line.size());
    const std::string_view word(line.data() + at, end - at);
    const bool keep = has_capital_or_digit(word, at == 0);
    out += keep ? "{" + escaped(word) + "}" : escaped(word);
    at = end;
  }
  return out;
}

// "van den Berg, Pieter", "King, Jr., Martin Luther"; bodies in braces, so that nothing is taken for a part.
std::string author(const std::string& byline) {
  const PersonName name = parse_name(byline);
  if (name.is_literal()) return "{" + escaped(name.literal) + "}";
  // BibTeX parts names at a lone "and"; braces hide it.
  const auto part = [](const std::string& text) {
    const std::string padded = " " + text + " ";
    return padded.find(" and ") == std::string::npos ? escaped(text) : "{" + escaped(text) + "}";
  };
  std::string out = name.particle.empty() ? "" : part(name.particle) + " ";
  // A family name of several words is one name.
  out += name.family.find(' ') == std::string::npos ? part(name.family) : "{" + escaped(name.family) + "}";
  if (!name.suffix.empty()) out += ", " + part(name.suffix);
  return out + ", " + part(name.given);
}

std::string authors(const std::vector<std::string>& bylines) {
  std::string out;
  for (const std::string& byline : bylines) out += (out.empty() ? "" : " and ") + author(byline);
  return out;
}

class Fields {
 public:
  void add(std::string_view name, std::string_view value) {
    if (!value.empty()) out_ += ",\n  " + std::string(name) + " = {" + std::string(value) + "}";
  }
  void add_bare(std::string_view name, std::string_view value) {
    out_ += ",\n  " + std::string(name) + " = " + std::string(value);
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

void add_biblatex(Fields& fields, const Citation& citation) {
  fields.add("entrysubtype", "newspaper");
  if (citation.outlet) fields.add("journaltitle", escaped(*citation.outlet));
  if (citation.date) fields.add("date", to_string(*citation.date));
  if (citation.url) {
    fields.add("url", address(*citation.url));
    fields.add("urldate", to_string(citation.accessed));
  }
  if (citation.lang) {
    std::string name = language_name(*citation.lang);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    fields.add("langid", escaped(name));
  }
}

void add_bibtex(Fields& fields, const Citation& citation) {
  std::string where = citation.outlet ? escaped(*citation.outlet) : "";
  if (citation.url) where += (where.empty() ? "" : ", ") + ("\\url{" + address(*citation.url) + "}");
  fields.add("howpublished", where);
  if (citation.date) {
    fields.add("year", std::to_string(citation.date->year));
    fields.add_bare("month", kMonths.at(citation.date->month - 1U));
    fields.add("day", std::to_string(citation.date->day));
  }
  if (citation.url) fields.add("urldate", to_string(citation.accessed));
}

std::string entry(const Reference& reference, BibTexDialect dialect) {
  const Citation& citation = *reference.article;
  const bool biblatex = dialect == BibTexDialect::biblatex;
  Fields fields;
  fields.add("author", authors(citation.authors));
  if (citation.title)
    fields.add("title",
               title_field(*citation.title, is_english(citation.lang.value_or(""), *citation.title)));
  else if (const std::string description = title_or_description(citation); !description.empty())
    fields.add("title", "{" + escaped(description) + "}");
  if (biblatex) {
    add_biblatex(fields, citation);
  } else {
    add_bibtex(fields, citation);
  }
  std::string note;
  std::string words;
  for (const Citation* each : reference.citations) {
    note += (note.empty() ? "" : "; ") + escaped(pinned_note(*each));
    const std::string line = words_note(*each);
    if (!line.empty()) words += (words.empty() ? "" : "; ") + escaped(line);
  }
  fields.add("note", note);
  fields.add(biblatex ? "annotation" : "annote", words);
  return std::string(biblatex ? "@article{" : "@misc{") + reference.key + fields.take() + "\n}\n";
}

}  // namespace

std::string write_bibtex(std::span<const Citation> citations, BibTexDialect dialect) {
  std::string out;
  for (const Reference& reference : references(citations)) {
    if (!out.empty()) out += "\n";
    out += entry(reference, dialect);
  }
  return out;
}

}  // namespace pressmark
