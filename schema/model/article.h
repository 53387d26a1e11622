#pragma once
// An article as ingest hands it on: the words and what the source states about them.
//
// Plain values: copy them, keep them, share them between threads once built.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/day.h"
#include "schema/model/provenance.h"
#include "schema/model/span.h"

namespace pressmark {

// What a paragraph of the text is in its source. Numbers stand on disk: never reuse one, add at the end.
enum class BlockKind : std::uint8_t {
  paragraph = 0,
  heading = 1,
  list_item = 2,
  block_quotation = 3,
  preformatted = 4,
  table_row = 5,
};

// One paragraph of a canonical text. A link to words on the publisher's page must not cross its edge.
struct Block {
  BlockKind kind = BlockKind::paragraph;
  std::uint32_t page = 0;  // 1-based, of a paged source such as a PDF; 0: the source has no pages

  friend bool operator==(const Block&, const Block&) = default;
};

std::string_view to_string(BlockKind kind);  // "paragraph", "list-item"

// What may be shown of an outlet's articles; search finds all of them.
enum class Rights : std::uint8_t {
  full = 0,     // the whole text
  excerpt = 1,  // passages and quotations, not the text as a whole
  link = 2,     // title, outlet, date and address only
};

std::string_view to_string(Rights rights);  // "full", "excerpt", "link"

struct Article {
  std::string id;                          // [A-Za-z0-9._-]{1,120}
  std::optional<std::string> declared_id;  // as the source wrote it, where it had to be slugged to make `id`
  std::optional<std::string> url;
  std::optional<std::string> title;           // NFC UTF-8, one line
  std::optional<std::string> outlet;          // its name
  std::optional<std::string> outlet_stated;   // as the source spells it, where that is another name
  std::optional<std::string> outlet_country;  // ISO 3166-1 alpha-2
  std::optional<std::string> section;
  std::optional<Day> date;  // first published
  std::optional<Day> updated;
  std::vector<std::string> authors;
  std::optional<std::string> lang;     // ISO 639-1, lower case
  std::vector<std::string> countries;  // ISO 3166-1 alpha-2 the source declares; mostly empty
  std::vector<std::string> notes;      // what the source states and could not be used, a clause each
  std::vector<std::string> inferred;   // names of the fields above that are inferred, not stated, sorted
  std::string text;                    // canonical text: NFC UTF-8, paragraphs joined by "\n\n"
  std::vector<Block> blocks;           // one for every paragraph of `text`
  std::vector<std::string> captions;   // of pictures and videos: words that stand beside the text
  Rights rights = Rights::full;
  bool is_summary = false;  // the source carries only the beginning or an abstract, as many feeds do
  std::optional<std::int64_t> captured;  // when the source was fetched; seconds since 1970-01-01T00:00:00Z
  SourceLocation source;
  std::string source_bytes;  // the captured record itself

  friend bool operator==(const Article&, const Article&) = default;
};

// An input that was refused, and why.
struct Rejection {
  std::string path;
  std::optional<std::uint64_t> record;  // 1-based line or record, else the whole file
  std::string reason;                   // one clause, for a person
  // Bytes before what could not be read, in the file, or in the decompressed content of an archive's entry.
  std::optional<std::uint64_t> offset = std::nullopt;

  friend bool operator==(const Rejection&, const Rejection&) = default;
};

// A source says that an article is withdrawn (NewsML-G2 and ninjs: pubstatus "canceled").
struct Retraction {
  std::string id;
  SourceLocation source;

  friend bool operator==(const Retraction&, const Retraction&) = default;
};

// The paragraphs of a canonical text: its pieces between "\n\n", in order; none for an empty text.
std::vector<Span> paragraphs(std::string_view text);

}  // namespace pressmark
