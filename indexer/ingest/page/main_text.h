#pragma once
// The article on a page without what stands around it.
//
//   page → blocks (paragraphs, headings, items, quotes; navigation, footers, forms, captions left out)
//        → scores of the elements around them (length and commas against links, as Readability has it)
//        → the blocks of the best element and of siblings that read like it

#include "indexer/ingest/page/dom.h"
#include "indexer/ingest/page/page_metadata.h"
#include "indexer/ingest/raw_article.h"

namespace pressmark {

// Fills `raw.blocks` in reading order, without `raw.title` where it is repeated before the text.
// Of what the page states of itself, its body stands in where the page has much less, and what it names as
// author where no byline names a person.
void read_main_text(const Dom& dom, const PageStatements& stated, const IngestOptions& options,
                    RawArticle& raw);

}  // namespace pressmark
