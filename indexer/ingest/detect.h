#pragma once
// Tells formats apart, by content before name: an HTML page saved as .txt is a page, a PNG named .txt is no
// text.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "indexer/ingest/raw_article.h"

namespace pressmark {

enum class Format : std::uint8_t {
  plain_text,
  markdown,
  html,
  json_lines,  // JSON of any kind: lines, one document, JSON Feed, ninjs
  csv,
  feed,  // RSS, Atom
  news_ml,
  pdf,
  warc,   // and ARC
  mhtml,  // a page and what it shows in one MIME message
  compressed,
  archive,  // ZIP and what is one (DOCX, ODT, EPUB), tar
};

struct Unreadable {
  std::string reason;  // as a Rejection has it: "PDF is not supported yet"
};

// How much of a file is enough to tell.
inline constexpr std::size_t kHeadBytes = std::size_t{64} << 10U;

// `head` holds the first kHeadBytes of the source, or all of it; `place` its name and what its container
// says.
std::variant<Format, Unreadable> detect(const SourceRecord& place, std::string_view head);

}  // namespace pressmark
