#pragma once
// Which articles a wording may come from, found by its rare words and runs of words, so that it may have been
// altered. Private to searchd/search.

#include <xapian.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/text/analyzer.h"
#include "searchd/search/position_tables.h"
#include "searchd/search/snapshot.h"

namespace pressmark {

// Ids of articles, best first: those with a quotation of the most and rarest of the words, then those with
// the rarest runs of three of the words. At most `most` of each kind. `positions` are the articles' kept in
// memory, or empty.
std::vector<std::string> nearest_articles(Snapshot& snapshot, Analyzer& analyzer, std::string_view words,
                                          std::size_t most, std::shared_ptr<PositionTables> positions);

// Quotations with the most and rarest of the words, best first.
std::vector<Xapian::Document> nearest_quotations(Snapshot& snapshot, Analyzer& analyzer,
                                                 std::string_view words, std::size_t most);

}  // namespace pressmark
