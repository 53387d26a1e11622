#pragma once
// The text of XHTML and NITF as blocks.

#include "indexer/ingest/raw_article.h"
#include "indexer/ingest/wire/xml.h"

namespace pressmark {

// Adds the blocks in `element` to `raw`, a table row as one, without `raw.title` where it is repeated before
// the text. Captions go to the captions; heads of NITF (headline, byline, dateline), scripts and navigation
// are left out.
void add_xml_blocks(const xmlNode* element, const IngestOptions& options, RawArticle& raw);

}  // namespace pressmark
