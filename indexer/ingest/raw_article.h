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

// All strings are valid UTF-8; white space is still the source's own.
struct RawArticle {
  std::optional<std::string> id;
  std::optional<std::string> url;
  std::optional<std::string> title;
  std::optional<std::string> outlet;
  std::optional<Day> date;
  std::optional<Day> updated;
  std::vector<std::string> authors;
  std::optional<std::string> lang;  // a tag as the source has it: "en-GB"
  std::vector<std::string> countries;
  std::vector<std::string> inferred;
  std::vector<std::string> paragraphs;  // without the title
};

// One record of a source: the captured bytes and where they are. Refers to the bytes, does not keep them.
struct SourceRecord {
  std::string_view path;
  std::string_view resolved_path;       // absolute, links followed; what the fallback id is made of
  std::optional<std::uint64_t> number;  // 1-based, in a file of many
  std::string_view bytes;
};

using IngestOutcome = std::variant<Article, Rejection>;

Rejection reject(const SourceRecord& record, std::string reason);

// The last stage every format shares: canonical text, an id, what must be inferred; or why not.
IngestOutcome finish(RawArticle&& raw, const SourceRecord& record, const IngestLimits& limits);

}  // namespace pressmark
