#pragma once
// Which element of a page holds its article: the one whose blocks score best, as Readability has it, unless
// the page marks one that is to be believed.

#include <vector>

#include "indexer/ingest/page/dom.h"
#include "indexer/ingest/page/page_blocks.h"

namespace pressmark {

inline constexpr double kMostLinked =
    0.5;  // share of a block inside links, above which it is a list of links

// What a block counts for as prose, from 0 up: its length and commas, less what stands in links.
double points_of(const PageBlock& block);

// Null where no block has points and none is marked.
const GumboNode* element_of_article(const Dom& dom, const std::vector<PageBlock>& blocks);

}  // namespace pressmark
