#include "searchd/search/document_positions.h"

#include "schema/index/fields.h"

namespace pressmark {

DocumentPositions::DocumentPositions(const Xapian::Database& table, const Xapian::Document& document)
    : table_(table),
      number_(document.get_docid()),
      bytes_(document.get_value(slot::kPositions)),
      positions_(bytes_) {}

const std::vector<std::uint32_t>& DocumentPositions::of(const std::string& word) {
  auto [entry, added] = found_.try_emplace(word);
  if (added && has(word)) positions_.find(word, entry->second);
  return entry->second;
}

bool DocumentPositions::has(const std::string& word) const {
  auto posting = table_.postlist_begin(word);
  const auto end = table_.postlist_end(word);
  if (posting == end) return false;
  posting.skip_to(number_);
  return posting != end && *posting == number_;
}

}  // namespace pressmark
