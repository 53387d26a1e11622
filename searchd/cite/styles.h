#pragma once
// Citations as a reference list prints them. Each style is here only because it equals the output of a CSL
// processor for newspaper articles (tests/searchd/cite/styles_test.cc; differences in docs/cite.md).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "searchd/cite/citation.h"

namespace pressmark {

enum class CitationStyle : std::uint8_t {
  chicago,  // notes style, bibliography form
  apa,
  mla,
  harvard,  // Cite Them Right
  mhra,
  ieee,       // numbered, with address
  vancouver,  // numbered
  wikipedia,  // the template {{cite news}}
};
std::optional<CitationStyle> citation_style(std::string_view name);
std::string_view to_string(CitationStyle style);
std::span<const std::string_view> citation_style_names();

// How the outlet's italics and the link are written.
enum class Markup : std::uint8_t { plain, markdown, html };

// One entry, on one line. Titles keep their words; their case changes only where the style asks for it and
// the article is in English. `number` is the entry's place in its list, from 1, for styles that print it.
std::string formatted(const Citation& citation, CitationStyle style, Markup markup = Markup::plain,
                      std::size_t number = 1);

}  // namespace pressmark
