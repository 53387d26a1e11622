#pragma once
// Which blocks of a page are its article, and which rule takes each of the others out.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/page/dom.h"
#include "indexer/ingest/page/page_blocks.h"

namespace pressmark {

inline constexpr const char* kOutside = "outside of the main text";

// A block of a page on its way into the article.
struct Candidate {
  const PageBlock* block = nullptr;
  double points = 0;
  const char* dropped = nullptr;  // the rule that takes it out; null while it is in
};

// The page's blocks with what becomes of each, in their order.
struct Choice {
  std::vector<Candidate> candidates;
  const GumboNode* top = nullptr;  // the element that holds the article

  std::size_t bytes() const;  // of what is in
};

// Refers to `blocks`. `heading` is the title, canonical, which is none of the text where it is repeated.
Choice choose_blocks(const Dom& dom, const std::vector<PageBlock>& blocks, const std::string& heading);

}  // namespace pressmark
