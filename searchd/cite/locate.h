#pragma once
// From a place to its words and from words to their places.

#include <string>
#include <string_view>
#include <vector>

#include "schema/model/span.h"
#include "searchd/search/results.h"

namespace pressmark {

// The words at `place` (CODE POINTS) of a revision, with the quotation they stand in, whether they are unique
// and a few words around. No matches. Throws Error{not_found} when the place is empty or not within the text.
Passage passage_at(const ArticleView& article, Span place);

// Where `words` stand in `text`, character for character but for typography: quotation marks, dashes, blanks
// (no-break, line ends, runs of them), soft hyphens and ellipses of any shape are alike; case counts. Spans
// are BYTES of `text`, ordered, not overlapping. None for words without any character.
std::vector<Span> exact_occurrences(std::string_view text, std::string_view words);

// A few words before and after a BYTE span, on one line, cut at word edges; at most `limit` bytes each.
struct Surroundings {
  std::string before;
  std::string after;
};
Surroundings surroundings(std::string_view text, Span span, std::size_t limit);

// The rest of the sentences that a BYTE span begins and ends in, and `count` whole ones before and after it,
// over paragraphs; `lang` as for sentences(). Each on one line.
Surroundings sentences_around(std::string_view text, Span span, std::string_view lang, std::size_t count);

}  // namespace pressmark
