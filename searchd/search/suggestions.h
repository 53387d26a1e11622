#pragma once
// What somebody who began to type may mean: speakers and outlets of the index by any word of their names, and
// words by their beginning. Private to searchd/search but for the value itself.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

struct Suggestion {
  enum class Kind : std::uint8_t { speaker, outlet, word } kind = Kind::word;
  std::string text;         // as shown: a name, or the word
  std::string id;           // of the speaker or outlet; empty for a word
  std::string query;        // the whole query when it is taken, in the query language
  std::uint64_t count = 0;  // articles that have it
};
std::string_view to_string(Suggestion::Kind kind);  // "speaker", "outlet", "word"

// The part of a query that is being typed: its last word, and the field it stands in.
struct TypedEnd {
  std::string_view before;  // what stands in front, to be kept
  std::string_view field;   // "speaker", "outlet" or empty
  std::string_view word;    // may be empty
};
TypedEnd typed_end(std::string_view query);

}  // namespace pressmark
