#pragma once
// The article on a page without what stands around it.
//
//   page → blocks (paragraphs, headings, items, quotes; navigation, footers, forms, captions left out)
//        → scores of the elements around them (length and commas against links, as Readability has it)
//        → the blocks of the best element and of siblings that read like it

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/dom.h"

namespace pressmark {

// Paragraphs in reading order. `title` is left out where it is repeated before the text.
std::vector<std::string> main_text(const Dom& dom, const std::optional<std::string>& title);

}  // namespace pressmark
