#pragma once
// What is kept in a stored document's data, and its bytes. Every record is a version byte and a run of (tag,
// length, bytes) fields: unknown tags are skipped, so records of the previous format still open, and
// encode/decode are each other's inverse. Decoding damaged bytes throws Error{io}; it never reads past them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/model/annotation.h"
#include "schema/model/article.h"

namespace pressmark {

// Everything of an article but its words: enough for a line of results. In `articles`, and with every
// revision in `texts`.
struct ArticleRecord {
  std::string id;
  std::optional<std::string> declared_id;
  std::string revision;  // 64 hex digits
  std::optional<std::string> url;
  std::optional<std::string> title;
  std::optional<std::string> outlet;
  std::optional<std::string> outlet_stated;
  std::optional<std::string> outlet_country;
  std::optional<std::string> section;
  Rights rights = Rights::full;
  bool is_summary = false;
  std::optional<std::int64_t> captured;  // seconds since 1970-01-01T00:00:00Z
  std::optional<Day> date;
  std::optional<Day> updated;
  std::vector<std::string> authors;
  std::optional<std::string> lang;
  std::vector<std::pair<std::string, double>> countries;      // code, weight
  std::vector<std::pair<std::string, std::string>> speakers;  // id, name; by id
  std::vector<std::string> inferred;
  std::vector<std::string> notes;
  SourceLocation source;
  std::string content_hash;  // 64 hex digits over everything the source states; record.h, content_hash
  std::string fingerprint;
  std::uint32_t quotation_count = 0;

  friend bool operator==(const ArticleRecord&, const ArticleRecord&) = default;
};

// One revision, whole. In `texts`.
struct TextRecord {
  ArticleRecord article;  // as it was with this revision
  Revision revision;
  std::string text;
  std::string tokens;         // token_table.h
  std::vector<Block> blocks;  // one for every paragraph of `text`; none in records of before
  std::vector<std::string> captions;
  std::vector<Quotation> quotations;
  std::vector<Country> countries;

  friend bool operator==(const TextRecord&, const TextRecord&) = default;
};

// One quotation with its words, as answers have it: read from the text it stands in.
struct QuotationRecord {
  Quotation quotation;
  std::string text;  // slice of the canonical text from the first piece to the last
  std::string article_id;
  std::string revision;  // 64 hex digits

  friend bool operator==(const QuotationRecord&, const QuotationRecord&) = default;
};

std::string encode(const ArticleRecord& record);
std::string encode(const TextRecord& record);
ArticleRecord decode_article(std::string_view bytes);
// Throws, too, when the bytes are not those of their sum. Records of format 1 have none.
TextRecord decode_text(std::string_view bytes);
bool is_summed(std::string_view text_record);

// Lists as value slots keep them.
std::string encode_list(const std::vector<std::string>& values);
std::vector<std::string> decode_list(std::string_view bytes);

// SHA-256 over what the source says (id, url, title, …, text), not over where it lay: equal means nothing to
// do.
std::string content_hash(const Article& article);

}  // namespace pressmark
