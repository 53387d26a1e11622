#pragma once
// The author whom the words of a page name: in a byline, a signature, a portrait or a source.

#include <vector>

#include "indexer/ingest/page/article_blocks.h"
#include "indexer/ingest/raw_article.h"

namespace pressmark {

// Sets `raw.authors`, as inferred, and takes out of `candidates` what is no more than a byline.
void infer_printed_authors(std::vector<Candidate>& candidates, RawArticle& raw);

}  // namespace pressmark
