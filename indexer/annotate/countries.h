#pragma once
// The countries an article is about: names, demonyms, capitals, seats of government and main cities, weighed.

#include <vector>

#include "indexer/annotate/reading.h"
#include "schema/model/annotation.h"
#include "schema/model/article.h"

namespace pressmark::annotation {

// By weight, descending. Includes what the source declares; drops what is mentioned only in passing.
std::vector<Country> find_countries(const Article& article, const Reading& reading);

}  // namespace pressmark::annotation
