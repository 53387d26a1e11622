#pragma once
// Links that open a page at the words: URL#:~:text=…
//
//   short        #:~:text=four%20Mi%2D35%20helicopters
//   long         #:~:text=The%20helicopter%20combines,with%20its%20load        first and last words
//   not unique   #:~:text=Tariq%20Zamanvi%20said%20that-,it%20can,-%20he%20said%20again
//
// A browser finds whole words only, never over the edge of a block within one term, and reads a bare "-", ","
// or "&" as syntax: so everything but letters, digits, ".", "_" and "~" is percent-encoded. The site's own
// #fragment is kept before ":~:"; a directive that is there already is replaced. See docs/cite.md.

#include <string>
#include <string_view>

#include "schema/model/span.h"
#include "searchd/search/results.h"

namespace pressmark {

// From what a passage of a result knows of itself; its text begins and ends at word edges.
// `url` itself, where there are no words to point at.
std::string text_fragment_url(std::string_view url, const Passage& passage);

// From the canonical text: `span` (BYTES) is narrowed to whole words, and uniqueness and context are read
// from the text.
std::string text_fragment_url(std::string_view url, std::string_view canonical_text, Span span);

}  // namespace pressmark
