#pragma once
#include <string>
#include <vector>

#include "indexer/ingest/ingest.h"
#include "schema/model/annotation.h"
#include "schema/model/article.h"

namespace pressmark {

// The record of an article on one line, with a line end: what is public of it, offsets in code points of its
// text. `decisions` join it where they are given.
std::string article_json(const Article& article, const Annotation& annotation,
                         const std::vector<Decision>* decisions = nullptr);

}  // namespace pressmark
