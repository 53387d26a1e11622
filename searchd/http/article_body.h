#pragma once
// The text of an article as its page shows it: block by block as the source has it, or the excerpts that may
// be shown. Private to the .cc files of pages.

#include "schema/text/utf8.h"
#include "searchd/http/pages.h"
#include "searchd/http/templates.h"

namespace pressmark::http {

// The blocks of view.shown for article.mustache, in order. `points` is of the article's text.
Data body_of(const ArticlePageView& view, const CodePoints& points);

}  // namespace pressmark::http
