#include <array>
#include <string>

#include "searchd/cite/writers.h"

namespace pressmark {
namespace {

// A spreadsheet runs a cell that begins like this; an apostrophe before it makes it text. Full-width signs
// count too: some programs fold them first.
bool begins_a_formula(std::string_view cell) {
  constexpr std::array<std::string_view, 10> kSigns{"=",  "+",      "-",      "@",      "\t",
                                                    "\r", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  for (const std::string_view sign : kSigns) {
    if (cell.substr(0, sign.size()) == sign) return true;
  }
  return false;
}

std::string cell(std::string_view value) {
  std::string content = begins_a_formula(value) ? "'" : "";
  content += value;
  if (content.find_first_of(",\"\r\n") == std::string::npos) return content;
  std::string out = "\"";
  for (const char c : content) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string line(std::span<const std::string> cells) {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) out += (i == 0 ? "" : ",") + cell(cells[i]);
  return out + "\r\n";
}

std::string day_or_empty(const std::optional<Day>& day) {
  return day ? to_string(*day) : std::string();
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : "; ") + name;
  return out;
}

}  // namespace

std::string write_csv(std::span<const Citation> citations, CitationStyle style) {
  const std::array<std::string, 17> heading{
      "id",   "revision", "start", "end", "text",       "speaker", "title",    "outlet",   "authors",
      "date", "updated",  "lang",  "url", "source_url", "pinned",  "accessed", "formatted"};
  std::string out = line(heading);
  std::size_t number = 0;
  for (const Citation& citation : citations) {
    const std::array<std::string, 17> cells{citation.id,
                                            citation.revision,
                                            citation.place ? std::to_string(citation.place->begin) : "",
                                            citation.place ? std::to_string(citation.place->end) : "",
                                            citation.text,
                                            citation.speaker.value_or(""),
                                            citation.title.value_or(""),
                                            citation.outlet.value_or(""),
                                            joined(citation.authors),
                                            day_or_empty(citation.date),
                                            day_or_empty(citation.updated),
                                            citation.lang.value_or(""),
                                            citation.url.value_or(""),
                                            citation.source_url.value_or(""),
                                            citation.pinned,
                                            to_string(citation.accessed),
                                            formatted(citation, style, Markup::plain, ++number)};
    out += line(cells);
  }
  return out;
}

}  // namespace pressmark
