#pragma once
// The names of speakers and outlets by the beginnings of their words, made once for the columns of a snapshot
// and shared. Private to searchd/search.

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "schema/text/analyzer.h"
#include "searchd/search/columns.h"
#include "searchd/search/expansion.h"
#include "searchd/search/suggestions.h"

namespace pressmark {

class NameIndex {
 public:
  explicit NameIndex(std::shared_ptr<const Columns> columns);

  // The names with a word that begins with `folded`, most articles first, at most `most`; of `kind` alone
  // where it is speaker or outlet, of both for word.
  std::vector<Suggestion> beginning_with(std::string_view folded, Suggestion::Kind kind,
                                         std::size_t most) const;
  const Columns* columns() const { return columns_.get(); }

 private:
  struct Entry {
    std::string key;  // the name folded, from one of its words on
    std::uint32_t value = 0;
    std::uint32_t count = 0;
    bool is_outlet = false;
  };
  void add(const Column& column, bool is_outlet);

  std::shared_ptr<const Columns> columns_;
  std::vector<Entry> entries_;  // by key
};

// Names before words; words by their beginning, the most frequent first. Throws what Xapian throws.
std::vector<Suggestion> suggestions(const NameIndex& names, Expansion& forms, Xapian::Database& articles,
                                    Analyzer& analyzer, std::string_view query, std::size_t most);

// Keeps that of the newest snapshot. Thread-safe.
class NameIndexCache {
 public:
  // Made (some 100 ms for 50,000 names) when it is not at hand.
  std::shared_ptr<const NameIndex> get(const std::shared_ptr<const Columns>& columns);

 private:
  std::mutex mutex_;
  std::shared_ptr<const NameIndex> index_;
};

}  // namespace pressmark
