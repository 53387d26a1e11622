#pragma once
// What facets count, as arrays in memory indexed by document number: counting a hit is an array access, where
// reading its values from the table costs a microsecond. Loaded once a commit and shared by all searchers.
// Private to searchd/search.

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "searchd/search/folding.h"
#include "searchd/search/position_tables.h"

namespace pressmark {

// One value a document, by number into `values`; number 0 is the missing value ("unknown").
struct Column {
  struct Value {
    std::string id;
    std::string label;
  };
  std::vector<Value> values;
  std::unordered_map<std::string, std::uint32_t> numbers_by_id;
  std::optional<std::uint32_t> number_of(const std::string& id) const {
    const auto found = numbers_by_id.find(id);
    if (found == numbers_by_id.end()) return std::nullopt;
    return found->second;
  }
  // Document d holds numbers[starts[d]] … numbers[starts[d + 1] - 1].
  std::vector<std::uint32_t> starts;
  std::vector<std::uint32_t> numbers;
};

struct Columns {
  static constexpr std::int32_t kUndated = INT32_MIN;

  Column outlet;
  Column speaker;
  Column country;
  Column lang;
  std::vector<std::int32_t> days;  // day_number of document d, or kUndated
};

class NameIndexCache;
class OpenedArticles;
class VocabularyCache;

// Keeps the columns of the newest snapshot, what is made from them, and what answers have read of it.
// Thread-safe.
class ColumnsCache {
 public:
  ColumnsCache();
  ~ColumnsCache();
  ColumnsCache(const ColumnsCache&) = delete;
  ColumnsCache& operator=(const ColumnsCache&) = delete;

  // Those of the snapshot `id` of `articles`; loads them (10 ms for 10,000 articles) when they are not at
  // hand.
  std::shared_ptr<const Columns> get(const std::string& id, Xapian::Database& articles);
  NameIndexCache& names() { return *names_; }
  VocabularyCache& words() { return *words_; }
  // Loaded apart: who wants no facets does not wait for them.
  ClustersCache& clusters() { return clusters_; }
  std::shared_ptr<PositionTables> positions(const std::string& id, const Xapian::Database& articles);
  std::shared_ptr<OpenedArticles> opened(const std::string& id);

 private:
  ClustersCache clusters_;
  std::mutex mutex_;
  std::string id_;
  std::shared_ptr<const Columns> columns_;
  std::unique_ptr<NameIndexCache> names_;
  std::unique_ptr<VocabularyCache> words_;
  std::mutex positions_mutex_;
  std::string positions_id_;
  std::shared_ptr<PositionTables> positions_;
  std::mutex opened_mutex_;
  std::string opened_id_;
  std::shared_ptr<OpenedArticles> opened_;
};

}  // namespace pressmark
