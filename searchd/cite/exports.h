#pragma once
// Citations in the forms that people read and reference managers take in. Every format is total: no words,
// names or titles make invalid output.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "searchd/cite/citation.h"
#include "searchd/cite/styles.h"

namespace pressmark {

enum class CitationFormat : std::uint8_t {
  text,  // blocks for a terminal
  json,
  jsonl,
  csv,
  markdown,
  html,
  csl_json,
  bibtex,
  biblatex,
  ris,
};
std::optional<CitationFormat> citation_format(std::string_view name);  // "csl-json"; also "md", "csl"
std::string_view to_string(CitationFormat format);
std::span<const std::string_view> citation_format_names();

// For an HTTP answer or a download: "application/json; charset=utf-8", "bib".
std::string_view media_type(CitationFormat format);
std::string_view file_extension(CitationFormat format);

// Ends with a line end, but for no citations in a format of blocks or lines: then it is empty.
std::string format_citations(std::span<const Citation> citations, CitationFormat format,
                             CitationStyle style = CitationStyle::chicago, bool colours = false);

}  // namespace pressmark
