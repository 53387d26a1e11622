#pragma once
// Which parts of an article answer a question best: up to three windows of whole sentences, in reading order.
// Private to searchd/search.

#include <string_view>
#include <vector>

#include "schema/index/record.h"
#include "schema/index/token_table.h"
#include "searchd/search/occurrences.h"
#include "searchd/search/results.h"

namespace pressmark {

inline constexpr std::size_t kMaxPassages = 3;
inline constexpr std::size_t kMaxPassageBytes =
    320;  // about 240 characters of Latin script with its typographic marks
inline constexpr std::size_t kMaxCitedBytes = 1000;  // of a passage to be cited

// What is wanted of passages beside the words.
struct PassageWish {
  std::vector<const Quotation*> said;  // quotations of the speakers asked for, of this record, in order
  std::size_t longest_bytes = kMaxPassageBytes;
};

// The best passages of `record` for `occurrences` (of `patterns`); what the speakers asked for said comes
// before the rest, and at least one of their quotations is shown. With neither, the beginning of the text,
// unmarked. A quotation or sentence that the edge of a passage would cut is shown whole up to twice
// `longest_bytes`; a longer one is cut on token edges around its matches, and the passage says so.
std::vector<Passage> pick_passages(const TextRecord& record, const TokenTable& tokens,
                                   const std::vector<Pattern>& patterns,
                                   const std::vector<Occurrence>& occurrences, const PassageWish& wish);

}  // namespace pressmark
