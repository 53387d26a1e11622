#pragma once
#include <optional>
#include <string>

// What a page states about itself, by order of belief: JSON-LD NewsArticle, meta elements, the elements
// people see. Broken JSON-LD is passed over.

#include "indexer/ingest/page/dom.h"
#include "indexer/ingest/raw_article.h"

namespace pressmark {

// Fills everything of `raw` but its blocks. Gives the text JSON-LD states, where it does.
std::optional<std::string> read_page_metadata(const Dom& dom, RawArticle& raw);

}  // namespace pressmark
