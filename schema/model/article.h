#pragma once
// An article as ingest hands it on: the words and what the source states about them.
//
// Plain values: copy them, keep them, share them between threads once built.

#include <optional>
#include <string>
#include <vector>

#include "schema/model/day.h"
#include "schema/model/provenance.h"
#include "schema/model/span.h"

namespace pressmark {

struct Article {
  std::string id;                          // [A-Za-z0-9._-]{1,120}
  std::optional<std::string> declared_id;  // as the source wrote it, where it had to be slugged to make `id`
  std::optional<std::string> url;
  std::optional<std::string> title;   // NFC UTF-8, one line
  std::optional<std::string> outlet;  // name as stated
  std::optional<Day> date;            // first published
  std::optional<Day> updated;
  std::vector<std::string> authors;
  std::optional<std::string> lang;     // ISO 639-1, lower case
  std::vector<std::string> countries;  // ISO 3166-1 alpha-2 the source declares; mostly empty
  std::vector<std::string> inferred;   // names of the fields above that are inferred, not stated, sorted
  std::string text;                    // canonical text: NFC UTF-8, paragraphs joined by "\n\n"
  SourceLocation source;
  std::string source_bytes;  // the captured record itself

  friend bool operator==(const Article&, const Article&) = default;
};

// An input that was refused, and why.
struct Rejection {
  std::string path;
  std::optional<std::uint64_t> record;  // 1-based line or record, else the whole file
  std::string reason;                   // one clause, for a person

  friend bool operator==(const Rejection&, const Rejection&) = default;
};

// The paragraphs of a canonical text: its pieces between "\n\n", in order; none for an empty text.
std::vector<Span> paragraphs(std::string_view text);

}  // namespace pressmark
