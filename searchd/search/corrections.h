#pragma once
// Did you mean: how a question may have been meant whose words are in no article, or in hardly any. From the
// words of the articles alone, by letters and frequency. Private to searchd/search.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/search/query.h"
#include "searchd/search/vocabulary.h"

namespace pressmark {

// How many articles have a word in any of its forms, as far as it matters: 0 for none.
using ArticlesWith = std::function<std::uint32_t(std::string_view word)>;

// Other texts for `query`, the likeliest first, at most `most`; empty where its words are well known or too
// many are not. Each has every unknown word replaced by one that is a letter or two away, a word parted in
// two, or two joined; fields, operators and the rest stay as they were typed. Whether they find anything is
// for the caller to see.
std::vector<std::string> corrections(const Query& query, const Vocabulary& vocabulary,
                                     const ArticlesWith& articles_with, std::size_t most);

}  // namespace pressmark
