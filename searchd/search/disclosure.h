#pragma once
// Takes out of answers what the rights of an outlet do not allow to be shown. Private to searchd/search.

#include "searchd/search/results.h"

namespace pressmark {

// Sets view.shown as view.rights say, and takes out of the record what they do not allow at all.
void withhold(ArticleView& view);
// Takes words and places out of a hit of an outlet that allows a link only.
void withhold(QuotationHit& hit);

}  // namespace pressmark
