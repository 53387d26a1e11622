#pragma once
// Direct quotations of languages for which there are no rules of grammar: what stands between marks and is
// somebody's words, not a title or a scare quote, by its length, its stops and the verbs of speech beside it.
// A speaker only where one of a few sure patterns names him.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/annotate/reading.h"
#include "indexer/annotate/speakers.h"
#include "schema/model/annotation.h"

namespace pressmark::annotation {

struct Marked {
  std::vector<Span> pieces;  // marks included
  QuotationType type = QuotationType::direct;
  std::optional<Span> cue;
  std::optional<Span> mention;  // of the speaker
  std::string name;             // empty: nobody is named
  Step step = Step::none;
};

// In order of their words. Linear in the tokens.
std::vector<Marked> find_marked_quotations(const Reading& reading, std::string_view lang);

}  // namespace pressmark::annotation
