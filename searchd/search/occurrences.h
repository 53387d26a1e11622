#pragma once
// Where the words of a question stand in a text: the one definition of a match that passages, highlights and
// article pages share.
//
// A Pattern is what a part of the question looks for: alternatives at one place, a phrase of them, or several
// near each other. It is held against positions, which come from the index's position lists (fast, current
// revision) or from analysing a text (any text). Both give the same occurrences; a test compares them.
// Private to searchd/search.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/index/token_table.h"
#include "schema/model/span.h"
#include "schema/text/analyzer.h"

namespace pressmark {

struct Pattern {
  enum class Kind : std::uint8_t { phrase, near, ordered } kind = Kind::phrase;
  // Alternatives (terms) at each place; one place for a single word.
  std::vector<std::vector<std::string>> places;
  // Of near and ordered, one for each place or none: words side by side that may stand there instead.
  std::vector<std::vector<std::string>> phrases;
  std::uint32_t window = 0;  // near, ordered: tokens from the first to the last at most
  bool in_title = true;      // false: said:, only within quotations
  bool in_text = true;       // false: title:
  bool in_quotations = false;
  std::uint32_t part = 0;  // of the question: CompiledQuery::parts
  double weight = 1;       // how much it counts when passages are chosen

  friend bool operator==(const Pattern&, const Pattern&) = default;
};

struct Occurrence {
  std::uint32_t first = 0;    // token
  std::uint32_t last = 0;     // token, inclusive
  std::uint32_t pattern = 0;  // which one

  friend auto operator<=>(const Occurrence&, const Occurrence&) = default;
};

// Sorted positions of a term in one document; empty if it has none.
using Positions = std::function<std::vector<std::uint32_t>(const std::string& term)>;

// Positions of every term of an analysed text.
class AnalysedPositions {
 public:
  AnalysedPositions(const Analysis& analysis, const TokenTable& tokens);
  std::vector<std::uint32_t> operator()(const std::string& term) const;

 private:
  std::unordered_map<std::string, std::vector<std::uint32_t>> positions_;
};

class Occurrences {
 public:
  // Ordered by first token. `text` is what `tokens` lie in.
  std::vector<Occurrence> find(const std::vector<Pattern>& patterns, const Positions& positions,
                               const TokenTable& tokens, std::string_view text);

 private:
  std::uint32_t width(const std::string& term, std::uint32_t token, const TokenTable& tokens,
                      std::string_view text);

  Analyzer analyzer_;
  Analysis analysis_;
};

// Bytes from the first to the last token of an occurrence.
Span token_span(const Occurrence& occurrence, const TokenTable& tokens);

// Byte spans of occurrences, joined where they touch or overlap.
std::vector<Span> merged_spans(const std::vector<Occurrence>& occurrences, const TokenTable& tokens);

}  // namespace pressmark
