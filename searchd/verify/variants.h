#pragma once
// The same words in several articles: every printing of a quotation and every wording of it, found when asked
// for, so that nothing has to be kept true as articles come and go.
//
//   asked for   “We are ready to fly,”      Herald 12 June · Gazette 13 June (a copy)
//   another     “We are ready to sail,”     Dispatch 14 June                              fly → sail (word)

#include <cstdint>
#include <string>
#include <vector>

#include "searchd/search/searcher.h"
#include "searchd/verify/wording.h"

namespace pressmark {

struct Printing {
  QuotationHit hit;
  // Its article has the text of an earlier one here (schema/text/shingles.h): a wire copy or reprint, no
  // source of its own.
  bool is_copy = false;
};

struct WordingOf {
  std::vector<Printing> printings;  // the earliest first, undated ones last; never empty
  bool is_asked = false;            // the wording asked for
  double distance = 0;              // from that: words that differ, over those of the shorter; 0 to 1
  std::vector<WordChange> changes;  // from that to this, where the shorter stands in the longer
  bool is_part = false;             // it has a part of the wording asked for, or that a part of it
  bool is_elided = false;           // one of the two marks words as left out
  bool is_joined = false;           // the reporter's words part one of the two in pieces
};

struct Variants {
  std::vector<WordingOf> wordings;  // that with the earliest printing first
  std::uint32_t printings = 0;
  std::uint32_t independent = 0;  // printings that are no copies
};

// Of a quotation in the index, by the id of its record. Empty when there is none of that id.
Variants find_variants(Searcher& searcher, std::string_view quotation_id);

// Largest share of words by which a wording may differ and still be one of the same quotation: of the shorter
// one.
inline constexpr double kMostVariance = 0.25;

}  // namespace pressmark
