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

// The best passages of `record` for `occurrences` (of `patterns`). Without occurrences the beginning of the
// text, unmarked. A sentence longer than kMaxPassageBytes is cut on token edges around its matches.
std::vector<Passage> pick_passages(const TextRecord& record, const TokenTable& tokens,
                                   const std::vector<Pattern>& patterns,
                                   const std::vector<Occurrence>& occurrences);

// Occurrences that lie within quotations only, where their pattern asks for that.
std::vector<Occurrence> within_quotations(std::vector<Occurrence> occurrences,
                                          const std::vector<Pattern>& patterns,
                                          const std::vector<Quotation>& quotations, const TokenTable& tokens);

}  // namespace pressmark
