#pragma once
// What a reader found in one record, before it is made canonical: words as the source spells them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "indexer/ingest/ingest.h"
#include "schema/model/article.h"

namespace pressmark {

struct RawBlock {
  std::string text;
  BlockKind kind = BlockKind::paragraph;
  std::uint32_t page = 0;  // as Block has it
};

// All strings are valid UTF-8; white space is still the source's own.
struct RawArticle {
  std::optional<std::string> id;
  std::optional<std::string> url;
  std::optional<std::string> title;
  std::optional<std::string> outlet;
  std::optional<std::string> section;
  std::optional<Day> date;
  std::optional<Day> updated;
  std::vector<std::string> authors;
  std::optional<std::string> lang;  // a tag as the source has it: "en-GB"
  std::vector<std::string> countries;
  std::vector<std::string> inferred;
  std::vector<std::string>
      notes;                     // what the source states and we cannot use: date "yesterday" cannot be read
  std::vector<RawBlock> blocks;  // without the title
  std::vector<std::string> captions;
  bool is_summary = false;
  std::vector<Decision> decisions;  // only where IngestOptions::explain asks for them
};

// Notes a decision where they are asked for.
void decide(const IngestOptions& options, RawArticle& raw, bool kept, std::string_view rule,
            std::string_view text);

// One record of a source: the captured bytes, where they are, and what stands around them says of them.
// Refers to the bytes and names, does not keep them.
struct SourceRecord {
  std::string_view path;                // as given or walked to; entries of archives as "news.zip!/a.html"
  std::string_view resolved_path;       // absolute, links followed; what the fallback id is made of
  std::optional<std::uint64_t> number;  // 1-based, in a file of many
  std::string_view bytes;
  std::optional<std::uint64_t> offset;   // of the record, as Rejection has it
  std::optional<std::string> url;        // where it was fetched (WARC-Target-URI)
  std::optional<std::int64_t> captured;  // when; seconds since 1970-01-01T00:00:00Z
  std::optional<std::int64_t> modified;  // of the file, likewise
  std::string_view media_type;           // "text/html", in lower case, without parameters; empty: not stated
  std::string_view charset;              // as HTTP states it; empty: not stated
};

using IngestOutcome = std::variant<Article, Rejection>;

Rejection reject(const SourceRecord& record, std::string reason);

// The last stage every format shares: canonical text, an id, what must be inferred; or why not.
IngestOutcome finish(RawArticle&& raw, const SourceRecord& record, const IngestOptions& options);

// The id the record's article has: for a Retraction.
std::string article_id(const RawArticle& raw, const SourceRecord& record);

}  // namespace pressmark
