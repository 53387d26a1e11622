#pragma once
// How many articles of an answer have each value: a spy on the matcher that counts numbers in memory columns,
// in the pass that ranks or in one of its own. Private to searchd/search.

#include <xapian.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "searchd/search/columns.h"
#include "searchd/search/results.h"

namespace pressmark {

// What one pass counts.
struct Counted {
  bool outlet = false;
  bool speaker = false;
  bool country = false;
  bool lang = false;
  bool dates = false;
};

struct Counts {
  std::uint64_t total = 0;            // results: copies folded
  std::uint64_t articles = 0;         // copies and all
  std::vector<std::uint32_t> outlet;  // by number of the column's values
  std::vector<std::uint32_t> speaker;
  std::vector<std::uint32_t> country;
  std::vector<std::uint32_t> lang;
  std::vector<std::int32_t> days;  // of every match that has one and is not folded, unordered
  std::vector<std::vector<std::int32_t>> days_of_copies;  // of each cluster
  std::uint64_t undated = 0;
};

// Looks at every match and counts it; `take` when the last has been. Throws what Xapian throws.
//
// With `clusters`, copies count once in the total and once for each value that any of those that match has:
// as many as there will be when that value is chosen.
class MatchCounter : public Xapian::MatchSpy {
 public:
  MatchCounter(const Columns& columns, const Counted& counted, const Clusters* clusters);

  void operator()(const Xapian::Document& document, double weight) override;
  Counts take();

 private:
  using Copies = std::vector<std::pair<std::uint32_t, Xapian::docid>>;  // number of the cluster

  static void add(const Column& column, Xapian::docid document, std::vector<std::uint32_t>& counts);
  static void add_once(const Column& column, Copies::const_iterator begin, Copies::const_iterator end,
                       std::vector<std::uint32_t>& counts);
  void add_days(Copies::const_iterator begin, Copies::const_iterator end);
  void fold();

  const Columns& columns_;
  Counted counted_;
  const Clusters* clusters_;
  Counts counts_;
  Copies copies_;
};

// One pass without weights over all that `query` matches.
Counts count_matches(Xapian::Database& articles, const Xapian::Query& query, const Columns& columns,
                     const Counted& counted, const Clusters* clusters);

inline constexpr std::size_t kMaxFacetValues = 50;

Facet make_facet(std::string_view name, const Column& column, const std::vector<std::uint32_t>& counts,
                 const Selection& selection, std::string (*to_id)(std::string_view));

// Days up to a month, weeks up to half a year, months up to five years, then years.
Histogram make_histogram(const Counts& counts);

}  // namespace pressmark
