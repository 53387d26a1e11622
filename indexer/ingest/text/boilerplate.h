#pragma once
// Lines a web page leaves at the head and foot of a text that was copied from it: share bars, adverts for
// apps and newsletters, the rules for comments.
//
// Conservative on purpose: only the edges are looked at, only whole paragraphs go, and only those one of a
// few rules knows. A line that might be the article's stays.

#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/ingest/raw_article.h"

namespace pressmark {

// Which rule takes the paragraph; nullptr when none does. `at_foot` adds the rules for adverts and notices.
const char* boilerplate_rule(std::string_view paragraph, bool at_foot);

// Removes such paragraphs from both ends of `raw.blocks`, up to the first that is none, and notes why.
void drop_boilerplate(const IngestOptions& options, RawArticle& raw);

}  // namespace pressmark
