#pragma once
// What the search pages ask an index beyond the question itself.

#include <vector>

#include "searchd/http/pages.h"
#include "searchd/search/searcher.h"

namespace pressmark::http {

// Nothing was asked: neither words nor filters.
bool is_blank(const Question& question);

// What the index holds, examples that find something in it, its outlets and speakers.
FirstView first_view(Searcher& searcher);

// The alternatives of an answer as links.
std::vector<WayOut> ways_out(const Question& question, const Answer& answer);

}  // namespace pressmark::http
