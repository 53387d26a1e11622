#include <string>

#include "searchd/cite/names.h"
#include "searchd/cite/words.h"
#include "searchd/cite/writers.h"

namespace pressmark {
namespace {

// One line each: two letters, two blanks, a hyphen, a blank, the value.
class Lines {
 public:
  void add(std::string_view tag, std::string_view value) {
    const std::string line = one_line(value);
    if (!line.empty()) out_ += std::string(tag) + "  - " + line + "\r\n";
  }
  std::string take() { return out_ + "ER  - \r\n"; }

 private:
  std::string out_;
};

// "Smith, Jane A.", "King, Martin Luther, Jr."
std::string author(const std::string& byline) {
  const PersonName name = parse_name(byline);
  if (name.is_literal()) return name.literal;
  std::string out = name.particle.empty() ? name.family : name.particle + " " + name.family;
  out += ", " + name.given;
  return name.suffix.empty() ? out : out + ", " + name.suffix;
}

std::string slashed(const Day& day) {
  std::string date = to_string(day);
  for (char& c : date) {
    if (c == '-') c = '/';
  }
  return date + "/";
}

std::string entry(const Reference& reference) {
  const Citation& citation = *reference.article;
  Lines lines;
  lines.add("TY", "NEWS");
  lines.add("ID", reference.key);
  for (const std::string& byline : citation.authors) lines.add("AU", author(byline));
  lines.add("TI", title_or_description(citation));
  lines.add("T2", citation.outlet.value_or(""));
  if (citation.date) {
    lines.add("PY", std::to_string(citation.date->year));
    lines.add("DA", slashed(*citation.date));
  }
  if (citation.url) {
    lines.add("UR", *citation.url);
    lines.add("Y2", slashed(citation.accessed));
  }
  lines.add("LA", citation.lang.value_or(""));
  for (const Citation* each : reference.citations) {
    lines.add("N1", words_note(*each));
    lines.add("N1", pinned_note(*each));
  }
  return lines.take();
}

}  // namespace

std::string write_ris(std::span<const Citation> citations) {
  std::string out;
  for (const Reference& reference : references(citations)) {
    if (!out.empty()) out += "\r\n";
    out += entry(reference);
  }
  return out;
}

}  // namespace pressmark
