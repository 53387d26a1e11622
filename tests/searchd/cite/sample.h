#pragma once
// Citations and hostile words for the tests of this room.

#include <array>
#include <random>
#include <string>
#include <vector>

#include "searchd/cite/citation.h"

namespace pressmark::test {

inline Citation sample_citation() {
  Citation citation;
  citation.id = "eh-2014-09-30-mi35";
  citation.revision = std::string(64, 'a');
  citation.place = Span{120, 160};
  citation.text = "Deliveries are continuing on schedule";
  citation.speaker = "Sergei Ivanov";
  citation.title = "Russia delivers Mi-35 helicopters to Iraq";
  citation.outlet = "Example Herald";
  citation.authors = {"Jane A. Smith"};
  citation.date = Day{2014, 9, 30};
  citation.lang = "en";
  citation.url = "https://example.org/news/1";
  citation.source_url = "https://example.org/news/1#:~:text=Deliveries%20are%20continuing%20on%20schedule";
  citation.pinned = "eh-2014-09-30-mi35@aaaaaaaaaaaa#c120-160";
  citation.accessed = Day{2026, 11, 22};
  return citation;
}

// Pieces that break formats: syntax of every one of them, controls, other scripts, cut UTF-8.
inline std::string hostile_text(std::mt19937& random, std::size_t pieces) {
  static const std::vector<std::string> kPieces{
      "word",       "Mi-35", " ",         " ",     " ",      "\n",       "\n\n",   "\t", "{",
      "}",          "{{",    "\\",        "\\\\",  "%",      "&",        "$",      "#",  "_",
      "^",          "~",     "\"",        "“",     "”",      "‘",        "’",      "'",  ",",
      ";",          ":",     ".",         "?",     "!",      "-",        "–",      "=",  "+",
      "@",          "<b>",   "</script>", "]]>",   "`",      "*",        "[x](y)", "|",  "ER  - ",
      "\r\nTY  - ", " and ", "\x1B[31m",  "\x07",  "\xFF",   "\xE2\x80", "Россия", "रूस", "روس",
      "俄罗斯",     "U.S.",  "3,500",     "can’t", "\u00A0", "\u200B",   "😀",      "é",  "e\u0301",
      "A",          "the",   "of"};
  std::string text;
  std::uniform_int_distribution<std::size_t> pick(0, kPieces.size() - 1);
  for (std::size_t i = 0; i < pieces; ++i) text += kPieces[pick(random)];
  return text;
}

inline Citation hostile_citation(std::mt19937& random) {
  std::uniform_int_distribution<std::size_t> length(0, 12);
  std::uniform_int_distribution<int> coin(0, 3);
  Citation citation = sample_citation();
  citation.text = hostile_text(random, 1 + length(random));
  citation.title = hostile_text(random, length(random));
  citation.outlet = hostile_text(random, length(random) / 3);
  citation.speaker = hostile_text(random, 3);
  citation.authors.clear();
  for (int i = coin(random); i > 0; --i)
    citation.authors.push_back(hostile_text(random, 1 + length(random) / 2));
  if (coin(random) == 0) citation.date.reset();
  if (coin(random) == 0) citation.title.reset();
  if (coin(random) == 0) citation.outlet.reset();
  if (coin(random) == 0) citation.lang.reset();
  if (coin(random) == 0) citation.url = "javascript:alert(1)//" + hostile_text(random, 3);
  return citation;
}

}  // namespace pressmark::test
