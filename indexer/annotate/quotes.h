#pragma once
// The sieve: quotations of an article by rules, each with the phrase that speaks and the words that say so.
// Who that is gets settled later, in speakers.h.

#include <cstdint>
#include <optional>
#include <vector>

#include "indexer/annotate/reading.h"

namespace pressmark::annotation {

// How the words and their speaker were found together.
enum class Form : std::uint8_t {
  cue_before,  // he said …
  cue_after,   // …, he said
  according,   // according to
  participle,  // …, adding that
  colon,       // Lavrov: “…”
  floating,    // a sentence within marks, without a cue
  loose,       // marks around a clause within a sentence, without a cue
};

struct Found {
  std::vector<Stretch> content;   // in order
  std::optional<Stretch> source;  // the phrase that speaks
  std::optional<Stretch> cue;
  Form form = Form::cue_before;
  std::uint32_t sentence = 0;
  std::uint32_t paragraph = 0;
  std::uint32_t last_paragraph = 0;  // another one where the quotation goes on
  bool complement = false;           // neither marks nor a clause: “vowed to fight”
};

// In order of their content. Linear in the tokens.
std::vector<Found> find_quotations(const Reading& reading);

// A quotation reopened in each paragraph is one. `found` in order of their content.
std::vector<Found> joined(const Reading& reading, std::vector<Found> found);

}  // namespace pressmark::annotation
