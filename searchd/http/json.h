#pragma once
// Answers as the JSON of the public interface. Every offset is a code point of the canonical text; every text
// is valid UTF-8 (what is not is replaced, never thrown over).

#include <string>

#include "searchd/search/results.h"
#include "searchd/search/suggestions.h"
#include "searchd/verify/variants.h"

namespace pressmark::http {

inline constexpr const char* kJsonType =
    "application/json; charset=utf-8";  // without the charset the library compresses it

std::string search_json(const Answer& answer, const Question& question);
std::string article_json(const ArticleView& view);
std::string revisions_json(const ArticleView& view);
std::string quotations_json(const QuotationAnswer& answer);
std::string suggestions_json(const std::vector<Suggestion>& suggestions);
// As browsers want them for a search plug-in: ["typed", ["query", …], ["12 articles", …]] (OpenSearch
// Suggestions 1.1).
std::string open_search_suggestions(std::string_view typed, const std::vector<Suggestion>& suggestions);
// One quotation: every wording with its differences from the one asked for, every printing, copies told
// apart.
std::string variants_json(const QuotationHit& asked, const Variants& variants);
std::string holdings_json(const Holdings& holdings);

}  // namespace pressmark::http
