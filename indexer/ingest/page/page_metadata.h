#pragma once
// What a page states about itself, by order of belief: JSON-LD NewsArticle, meta elements, the elements
// people see. Broken JSON-LD is repaired where that can be done in one way, else passed over.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/page/dom.h"
#include "indexer/ingest/raw_article.h"

namespace pressmark {

// Contents of the scripts of a page, which its tree does not hold.
struct PageScripts {
  const std::vector<std::string_view>& linked;  // JSON-LD
  const std::vector<std::string_view>& others;
};

// Fills everything of `raw` but its blocks. Gives the text JSON-LD states, where it does.
std::optional<std::string> read_page_metadata(const Dom& dom, const PageScripts& scripts, RawArticle& raw);

}  // namespace pressmark
