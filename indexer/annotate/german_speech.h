#pragma once
// German news: quotations in marks, parts of sentences too, and reported speech by its verb and its
// Konjunktiv, each with the phrase that speaks. The words in marks within reported speech are a quotation of
// their own, inside the reported one.

#include <vector>

#include "indexer/annotate/marked.h"
#include "indexer/annotate/reading.h"

namespace pressmark::annotation {

// By where they begin; the longer one first. Linear in the tokens.
std::vector<Marked> find_german_quotations(const Reading& reading);

}  // namespace pressmark::annotation
