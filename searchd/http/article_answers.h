#pragma once
// An article asked for by its address, with what the cite room makes of it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/http/message.h"
#include "searchd/http/pages.h"
#include "searchd/search/searcher.h"

namespace pressmark::http {

// `reference` is ID or ID@REV. Throws Error{not_found}, and Error{usage} for a revision that is too short or
// not unique.
ArticleView require_article(Searcher& searcher, std::string_view reference);

// `place` in code points; one that is not within the text is told on the page instead of failing.
ArticlePageView article_page_view(const ArticleView& article, std::optional<Span> place,
                                  const std::string& query, const std::vector<Span>& hits,
                                  const std::string& base_url);

// One citation of the article, or of the passage at `place`. Without a format: one line in the style. Throws
// Error{usage} naming what is allowed, Error{not_found} for a place that is not within the text.
Response cite_response(const ArticleView& article, std::optional<Span> place, std::string_view style,
                       std::string_view format);

// Citations of everything the question finds, as far as kMaxResultDepth; without a format as CSV.
// `X-Total-Count` says how many there are.
Response export_response(Searcher& searcher, const Question& question, std::string_view style,
                         std::string_view format);

}  // namespace pressmark::http
