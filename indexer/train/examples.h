#pragma once
// Annotated news (corpus/quotations) as the labeller learns from it.

#include <string_view>
#include <vector>

#include "indexer/train/trainer.h"

namespace pressmark::annotation {

// The paragraphs of one line of {"text", "quotes": [{"spans", "cue", "speaker"}]}, in their order. Offsets
// are code points of `text`. Throws Error{bad_input} for a line that is no such object, or whose offsets lie
// outside of the text.
std::vector<Example> read_examples(std::string_view line);

}  // namespace pressmark::annotation
