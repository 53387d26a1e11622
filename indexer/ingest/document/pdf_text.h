#pragma once
// From the lines of pages to the paragraphs they were set from.
//
// A paragraph ends at an empty line (pressmark-pdf puts one where the setting shows it), at the end of a page
// where a sentence ends, or where a line that is much shorter than the longest ends a sentence. A hyphen at a
// line's end is kept unless the word without it stands elsewhere in the document, or is likely to be one:
// small letters on both sides, and the two halves no words of the document.

#include <string>
#include <vector>

#include "indexer/ingest/raw_article.h"

namespace pressmark {

// Adds the blocks of `pages` (UTF-8, a line a line of print) to `raw`.
void read_pages(const std::vector<std::string>& pages, const IngestOptions& options, RawArticle& raw);

}  // namespace pressmark
