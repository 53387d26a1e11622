#include "indexer/update/change.h"

namespace pressmark {

std::string_view to_string(Change change) {
  switch (change) {
    case Change::created:
      return "created";
    case Change::same:
      return "same";
    case Change::stale:
      return "stale";
    case Change::reread:
      return "reread";
    case Change::revised:
      return "revised";
    case Change::gone:
      return "gone";
  }
  return "";
}

std::string_view reason(Change change) {
  switch (change) {
    case Change::created:
      return "the index does not hold it";
    case Change::same:
      return "the index holds it as it is";
    case Change::stale:
      return "it was indexed by another version or with other options";
    case Change::reread:
      return "its source is unchanged but is read differently now";
    case Change::revised:
      return "its source says something else now";
    case Change::gone:
      return "its source is gone";
  }
  return "";
}

Change compare(const std::optional<ArticleRecord>& stored, const Incoming& incoming) {
  if (!stored) return Change::created;
  if (stored->content_hash == incoming.content_hash)
    return stored->fingerprint == incoming.fingerprint ? Change::same : Change::stale;
  const bool same_source = !incoming.source_sha256.empty() && stored->source.sha256 == incoming.source_sha256;
  return same_source ? Change::reread : Change::revised;
}

Precedence precedence(const Telling& held, const Telling& incoming) {
  if (held.path == incoming.path && held.record == incoming.record) return Precedence::same_place;
  if (held.is_summary != incoming.is_summary) return held.is_summary ? Precedence::newer : Precedence::older;
  const auto order = [](std::int64_t before, std::int64_t after) {
    if (before == after) return Precedence::unknown;
    return before < after ? Precedence::newer : Precedence::older;
  };
  if (held.captured && incoming.captured) return order(*held.captured, *incoming.captured);
  const bool one_file = held.path == incoming.path;
  if (!one_file && held.modified && incoming.modified) return order(*held.modified, *incoming.modified);
  return Precedence::unknown;
}

}  // namespace pressmark
