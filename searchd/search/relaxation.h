#pragma once
// When no article has all the words: as many of them as can be had. Private to searchd/search.

#include <functional>
#include <optional>
#include <string>

#include "searchd/search/query.h"

namespace pressmark {

struct Relaxed {
  QueryNode root;
  std::string read_as;  // "2 of 3: (Mi-35, delivery, zebra)"
};

// `found` tells whether anything matches a tree. Absent when the question has fewer than two words side by
// side, or no part of it that says what it is about is found either: "the" alone doesn't. Exact up to 6 words
// that are found at all; of more, words are left out from the end until the rest is found together; of more
// than 32 any will do.
std::optional<Relaxed> relax(const QueryNode& root, const std::function<bool(const QueryNode&)>& found);

// match=any: the words side by side joined by OR.
QueryNode any_word(const QueryNode& root);

}  // namespace pressmark
