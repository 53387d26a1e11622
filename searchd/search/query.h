#pragma once
// A question as it was understood: the tree between the words someone typed and what the engine is asked.
//
//   typed     Mi-35 delivery -title:iraq
//   tree      and( words("Mi-35"), words("delivery"), not( field(title, words("iraq")) ) )
//   read_as   Mi-35 AND delivery AND NOT title:iraq
//   compiled  (query_compiler) Xapian::Query
//
// print(parse(text)) is the canonical form, and parsing that gives the same tree.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/day.h"

namespace pressmark {

enum class QueryKind : std::uint8_t {
  everything,  // an empty query
  words,       // text: one blank-separated piece of words ("Mi-35", "O'Brien", "拉夫罗夫")
  phrase,      // text: words in order, side by side
  exact,       // text: one word as it is printed, none of its other forms
  prefix,      // text: the beginning of one word, at least 2 letters
  fuzzy,       // text: one word of at least 3 letters, and those up to `edits` letters away
  near,        // children (one of the five above), all within `window` tokens, in their order if `ordered`
  all,         // children: AND
  any,         // children: OR
  negation,    // one child: NOT
  field,  // field, value or child: outlet:, speaker:, author:, country:, lang:, id:, url: (value in text),
          // date: (range), title:, said: (child)
};

struct QueryNode {
  QueryKind kind = QueryKind::everything;
  std::string text;
  std::string field;  // a name of schema/index/fields.h
  DayRange range;
  std::uint32_t window = 10;  // of near
  std::uint32_t edits = 0;    // of fuzzy: 1 or 2 letters put in, left out, changed or swapped
  bool ordered = false;       // of near: BEFORE
  std::vector<QueryNode> children;

  friend bool operator==(const QueryNode&, const QueryNode&) = default;
};

// The tree of a text without any letter or digit: it finds nothing.
inline bool is_nothing(const QueryNode& node) {
  return node.kind == QueryKind::any && node.children.empty();
}

struct Query {
  QueryNode root;
  std::string text;                // as typed, at most kMaxQueryBytes of valid UTF-8
  std::string read_as;             // canonical form; says what was dropped or cut
  std::vector<std::string> notes;  // what was not taken at its word: "unbalanced quotation mark read as …"

  friend bool operator==(const Query&, const Query&) = default;
};

inline constexpr std::size_t kMaxQueryBytes = 4096;
inline constexpr std::size_t kMaxQueryNodes = 256;
// Of one NEAR or BEFORE: each article that has all of them is looked at place by place.
inline constexpr std::size_t kMaxNearOperands = 8;
inline constexpr std::size_t kMaxQueryDepth = 24;
inline constexpr std::size_t kMaxPhraseTokens = 64;
inline constexpr std::size_t kMinFuzzyLetters = 3;
inline constexpr std::size_t kLongFuzzyLetters = 6;  // from here on two letters may differ where none is said

}  // namespace pressmark
