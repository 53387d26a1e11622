#pragma once
// Why: what each part of a question was looked for as, how often that is there, and what it weighs. Private
// to searchd/search.

#include <cstdint>
#include <vector>

#include "searchd/search/occurrences.h"
#include "searchd/search/query_compiler.h"
#include "searchd/search/results.h"
#include "searchd/search/snapshot.h"

namespace pressmark {

// A count of every part by itself: some ten times the work of the question. Throws what Xapian throws.
std::vector<ExplainedPart> explain(const std::vector<CompiledPart>& parts, Snapshot& snapshot);

// Of `parts` parts, at how many places each stands.
std::vector<std::uint32_t> count_by_part(const std::vector<Occurrence>& occurrences,
                                         const std::vector<Pattern>& patterns, std::size_t parts);

}  // namespace pressmark
