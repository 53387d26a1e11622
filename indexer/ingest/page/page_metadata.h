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
  const std::vector<std::string_view>& linked;     // JSON-LD
  const std::vector<std::string_view>& templates;  // markup
  const std::vector<std::string_view>& others;
};

// What the main text may have to fall back on.
struct PageStatements {
  std::optional<std::string> body;          // articleBody of JSON-LD
  std::vector<std::string_view> templates;  // scripts that hold no program but markup
  // Where nobody is named as author; a byline in the text is nearer.
  std::vector<std::string> scripted;     // what scripts give for "author"
  std::vector<std::string> collectives;  // the newsroom, firm or agency that stands for one
};

// Fills everything of `raw` but its blocks.
PageStatements read_page_metadata(const Dom& dom, const PageScripts& scripts, RawArticle& raw);

}  // namespace pressmark
