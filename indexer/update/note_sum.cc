#include "indexer/update/note_sum.h"

#include <charconv>

#include "schema/index/wire.h"
#include "schema/text/sha256.h"

namespace pressmark {

namespace {

constexpr const char* kKey = "sum";

// Added up, so that one note more or less costs one hash and not a reading of all.
std::uint64_t part_of(const std::string& key, const std::string& value) {
  if (value.empty()) return 0;
  std::string bytes;
  put_bytes(bytes, key);
  bytes += value;
  const auto hex = sha256_hex(bytes).substr(0, 16);
  std::uint64_t part = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), part, 16);
  return part;
}

std::optional<std::uint64_t> stored_sum(const Xapian::Database& articles) {
  const auto digits = articles.get_metadata(kKey);
  if (digits.empty()) return 0;
  std::uint64_t sum = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), sum);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return sum;
}

}  // namespace

void NoteSum::set(const std::string& key, const std::string& value) {
  const auto before = articles_.get_metadata(key);
  if (before == value) return;
  change_ += part_of(key, value) - part_of(key, before);
  has_changes_ = true;
  write_(key, value);
}

void NoteSum::settle() {
  if (!has_changes_) return;
  // A damaged sum stays one: what is added to it cannot make it right.
  if (const auto sum = stored_sum(articles_)) write_(kKey, std::to_string(*sum + change_));
  change_ = 0;
  has_changes_ = false;
}

bool is_note_sum(std::string_view key) {
  return key == kKey;
}

bool has_note_sum(const Xapian::Database& articles) {
  return !articles.get_metadata(kKey).empty();
}

std::optional<std::string> problem_of_notes(const Xapian::Database& articles) {
  std::uint64_t sum = 0;
  for (auto key = articles.metadata_keys_begin(); key != articles.metadata_keys_end(); ++key)
    if (!is_note_sum(*key)) sum += part_of(*key, articles.get_metadata(*key));
  if (stored_sum(articles) == sum) return std::nullopt;
  return "articles: the index's own notes (withdrawals, the last run, copies) are not as they were written";
}

}  // namespace pressmark
