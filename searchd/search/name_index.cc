#include "searchd/search/name_index.h"

#include <algorithm>
#include <set>
#include <utility>

#include "schema/text/analyzer.h"

namespace pressmark {

NameIndex::NameIndex(std::shared_ptr<const Columns> columns) : columns_(std::move(columns)) {
  add(columns_->speaker, false);
  add(columns_->outlet, true);
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
}

void NameIndex::add(const Column& column, bool is_outlet) {
  std::vector<std::uint32_t> counts(column.values.size(), 0);
  for (const auto number : column.numbers) ++counts[number];
  Analyzer analyzer;
  Analysis analysis;
  for (std::uint32_t value = 1; value < column.values.size(); ++value) {  // 0 is "unknown"
    if (counts[value] == 0) continue;
    analyzer.analyze(column.values[value].label, analysis);
    std::string key;
    for (auto token = analysis.tokens.rbegin(); token != analysis.tokens.rend(); ++token) {
      key = std::string(analysis.term(*token)) + (key.empty() ? "" : " ") + key;
      entries_.push_back({key, value, counts[value], is_outlet});
    }
  }
}

std::vector<Suggestion> NameIndex::beginning_with(std::string_view folded, Suggestion::Kind kind,
                                                  std::size_t most) const {
  const auto first =
      std::lower_bound(entries_.begin(), entries_.end(), folded,
                       [](const Entry& entry, std::string_view key) { return entry.key < key; });
  std::vector<const Entry*> found;
  for (auto entry = first; entry != entries_.end() && entry->key.starts_with(folded); ++entry) {
    if (kind == Suggestion::Kind::speaker && entry->is_outlet) continue;
    if (kind == Suggestion::Kind::outlet && !entry->is_outlet) continue;
    found.push_back(&*entry);
  }
  std::sort(found.begin(), found.end(), [](const Entry* a, const Entry* b) {
    return a->count != b->count ? a->count > b->count
                                : std::pair(a->key, a->value) < std::pair(b->key, b->value);
  });
  std::vector<Suggestion> names;
  std::set<std::pair<bool, std::uint32_t>> taken;  // a name may begin so with two of its words
  for (const auto* entry : found) {
    if (names.size() == most) break;
    if (!taken.emplace(entry->is_outlet, entry->value).second) continue;
    const auto& value = (entry->is_outlet ? columns_->outlet : columns_->speaker).values[entry->value];
    names.push_back({entry->is_outlet ? Suggestion::Kind::outlet : Suggestion::Kind::speaker,
                     value.label,
                     value.id,
                     {},
                     entry->count});
  }
  return names;
}

std::vector<Suggestion> suggestions(const NameIndex& names, Expansion& forms, Xapian::Database& articles,
                                    Analyzer& analyzer, std::string_view query, std::size_t most) {
  constexpr std::size_t kShortestWord = 2;  // bytes; a single letter begins too many
  constexpr std::size_t kLongest = 100;
  const auto end = typed_end(query);
  if (end.word.size() > kLongest) return {};
  Analysis analysis;
  analyzer.analyze(end.word, analysis);
  std::string folded;
  for (const auto& token : analysis.tokens)
    folded += (folded.empty() ? "" : " ") + std::string(analysis.term(token));
  if (folded.empty()) return {};

  const auto kind = end.field == "speaker"  ? Suggestion::Kind::speaker
                    : end.field == "outlet" ? Suggestion::Kind::outlet
                                            : Suggestion::Kind::word;
  auto found = names.beginning_with(folded, kind, end.field.empty() ? (most + 1) / 2 : most);
  for (auto& name : found)
    name.query = std::string(end.before) + std::string(to_string(name.kind)) + ":\"" + name.text + "\"";
  if (!end.field.empty() || analysis.tokens.size() != 1 || folded.size() < kShortestWord) return found;
  bool cut = false;
  for (const auto& term : forms.beginning_with(articles, folded, cut)) {
    if (found.size() == most) break;
    found.push_back(
        {Suggestion::Kind::word, term, {}, std::string(end.before) + term, articles.get_termfreq(term)});
  }
  return found;
}

std::shared_ptr<const NameIndex> NameIndexCache::get(const std::shared_ptr<const Columns>& columns) {
  const std::lock_guard lock(mutex_);
  if (!index_ || index_->columns() != columns.get()) index_ = std::make_shared<const NameIndex>(columns);
  return index_;
}

}  // namespace pressmark
