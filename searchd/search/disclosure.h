#pragma once
// What the rights of an outlet allow to be shown. Of a text that may be shown in excerpts only: whole
// sentences around what was asked for, and never so many that they replace the article.

#include <cstdint>
#include <optional>
#include <vector>

#include "schema/index/record.h"
#include "schema/model/span.h"
#include "searchd/search/results.h"

namespace pressmark {

// Longest passage that is shown because somebody asked for the place. CODE POINTS.
inline constexpr std::uint32_t kLongestExcerpt = 600;

// BYTES of `record.text`, ordered, disjoint, none over the edge of a paragraph: `place` (BYTES, of at most
// kLongestExcerpt code points), then the sentences around `hits` (BYTES, ordered) with two on either side, as
// long as all of it stays within a third of the text or one passage; the beginning where nothing else is
// asked for.
std::vector<Span> excerpts(const TextRecord& record, const std::vector<Span>& hits,
                           std::optional<Span> place);

// Sets view.shown as view.rights say, and takes out of the record what they do not allow at all.
void withhold(ArticleView& view);
// Takes words and places out of a hit of an outlet that allows a link only.
void withhold(QuotationHit& hit);

}  // namespace pressmark
