#pragma once
// What an incoming article means to the index, and why: the one place that decides whether anything is
// written.
//
//   created   the index does not hold it
//   same      same content hash, same fingerprint: nothing is written
//   stale     same content hash, other fingerprint: this program or its options would index it differently
//   reread    other content hash, the same source bytes: our readers changed, the outlet did not
//   revised   other content hash, other source bytes: the source says something else
//   gone      its source is there no more, or tells of it no more (sync)

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/index/record.h"

namespace pressmark {

enum class Change : std::uint8_t { created, same, stale, reread, revised, gone };

std::string_view to_string(Change change);
// One clause for a person: why the article is or is not written.
std::string_view reason(Change change);

// What change detection needs to know of an article that came in.
struct Incoming {
  std::string_view content_hash;   // content_hash(article)
  std::string_view fingerprint;    // of this program and its options
  std::string_view source_sha256;  // empty when unknown
};

Change compare(const std::optional<ArticleRecord>& stored, const Incoming& incoming);

// Two sources of one article: the same address saved twice, a feed's abstract and the page, captures of
// different days.
struct Telling {
  std::string_view path;                // of the file
  std::optional<std::uint64_t> record;  // in it
  bool is_summary = false;
  std::optional<std::int64_t> captured;  // seconds since 1970-01-01T00:00:00Z, as the source states it
  std::optional<std::int64_t> modified;  // of the file
};

enum class Precedence : std::uint8_t {
  same_place,  // it is the source the index has it from
  newer,       // it tells better how the article stands now
  older,       // what the index has tells better
  unknown,     // nothing says which
};

// How `incoming` stands to `held`. A whole text precedes an abstract, a later capture an earlier one; where
// no capture is stated, the later file. The order does not depend on which was met first, so that a second
// run over the same sources ends where the first did.
Precedence precedence(const Telling& held, const Telling& incoming);

}  // namespace pressmark
