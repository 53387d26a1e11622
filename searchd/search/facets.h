#pragma once
// How many articles of an answer have each value. One pass of the matcher over the matching documents,
// without weights, counting numbers in memory columns. Private to searchd/search.

#include <xapian.h>

#include <cstdint>
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

// Exact: every match is visited. `query` is boolean (its weights are ignored). With `clusters`, copies count
// once in the total and once for each value that any of those that match has: as many as there will be when
// that value is chosen. Throws what Xapian throws.
Counts count_matches(Xapian::Database& articles, const Xapian::Query& query, const Columns& columns,
                     const Counted& counted, const Clusters* clusters);

inline constexpr std::size_t kMaxFacetValues = 50;

Facet make_facet(std::string_view name, const Column& column, const std::vector<std::uint32_t>& counts,
                 const Selection& selection, std::string (*to_id)(std::string_view));

// Days up to a month, weeks up to half a year, months up to five years, then years.
Histogram make_histogram(const Counts& counts);

}  // namespace pressmark
