#pragma once
#include <optional>
#include <string>

// What a page states about itself, by order of belief: JSON-LD NewsArticle, meta elements, the elements
// people see. Broken JSON-LD is passed over.

#include "indexer/ingest/page/dom.h"
#include "indexer/ingest/raw_article.h"

namespace pressmark {

// Whether a script that is no JSON-LD tells when the article was published.
bool states_a_date(std::string_view script);

// Fills everything of `raw` but its blocks. Gives the text JSON-LD states, where it does.
std::optional<std::string> read_page_metadata(const Dom& dom, RawArticle& raw);

}  // namespace pressmark
