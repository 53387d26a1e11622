#pragma once
// The article on a page without what stands around it.
//
//   page → blocks (paragraphs, headings, items, quotes; navigation, footers, forms, captions left out)
//        → scores of the elements around them (length and commas against links, as Readability has it)
//        → the blocks of the best element and of siblings that read like it

#include <optional>
#include <string>

#include "indexer/ingest/page/dom.h"
#include "indexer/ingest/raw_article.h"

namespace pressmark {

// Fills `raw.blocks` in reading order, without `raw.title` where it is repeated before the text.
// `linked_body` is the text JSON-LD states; it stands in where the page itself has much less.
void read_main_text(const Dom& dom, const std::optional<std::string>& linked_body,
                    const IngestOptions& options, RawArticle& raw);

}  // namespace pressmark
