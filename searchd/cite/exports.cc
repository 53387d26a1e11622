#include "searchd/cite/exports.h"

#include <algorithm>
#include <array>
#include <string>

#include "searchd/cite/writers.h"

namespace pressmark {
namespace {

constexpr std::array<std::string_view, 10> kNames{"text", "json",     "jsonl",  "csv",      "markdown",
                                                  "html", "csl-json", "bibtex", "biblatex", "ris"};

constexpr std::array<std::string_view, 10> kMediaTypes{
    "text/plain; charset=utf-8",
    "application/json; charset=utf-8",
    "application/x-ndjson; charset=utf-8",
    "text/csv; charset=utf-8; header=present",
    "text/markdown; charset=utf-8",
    "text/html; charset=utf-8",
    "application/vnd.citationstyles.csl+json; charset=utf-8",
    "application/x-bibtex; charset=utf-8",
    "application/x-bibtex; charset=utf-8",
    "application/x-research-info-systems; charset=utf-8"};

constexpr std::array<std::string_view, 10> kExtensions{"txt",  "json", "jsonl", "csv", "md",
                                                       "html", "json", "bib",   "bib", "ris"};

}  // namespace

std::optional<CitationFormat> citation_format(std::string_view name) {
  if (name == "md") return CitationFormat::markdown;
  if (name == "csl") return CitationFormat::csl_json;
  const auto* const found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<CitationFormat>(found - kNames.begin());
}

std::string_view to_string(CitationFormat format) {
  return kNames.at(static_cast<std::size_t>(format));
}

std::span<const std::string_view> citation_format_names() {
  return kNames;
}

std::string_view media_type(CitationFormat format) {
  return kMediaTypes.at(static_cast<std::size_t>(format));
}

std::string_view file_extension(CitationFormat format) {
  return kExtensions.at(static_cast<std::size_t>(format));
}

std::string format_citations(std::span<const Citation> citations, CitationFormat format, CitationStyle style,
                             bool colours) {
  switch (format) {
    case CitationFormat::text:
      return write_text(citations, style, colours);
    case CitationFormat::json:
      return write_json(citations, style);
    case CitationFormat::jsonl:
      return write_jsonl(citations, style);
    case CitationFormat::csv:
      return write_csv(citations, style);
    case CitationFormat::markdown:
      return write_markdown(citations, style);
    case CitationFormat::html:
      return write_html(citations, style);
    case CitationFormat::csl_json:
      return write_csl_json(citations);
    case CitationFormat::bibtex:
      return write_bibtex(citations, BibTexDialect::bibtex);
    case CitationFormat::biblatex:
      return write_bibtex(citations, BibTexDialect::biblatex);
    case CitationFormat::ris:
      return write_ris(citations);
  }
  return {};
}

}  // namespace pressmark
