#pragma once
// The first stage of reading a query: text into operators, words and quoted pieces. Knows no grammar.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/search/query.h"

namespace pressmark {

enum class LexemeKind : std::uint8_t {
  word,
  quoted,
  open,
  close,
  minus,
  and_,
  or_,
  not_,
  near,
  before,
  field,
  end
};

struct Lexeme {
  LexemeKind kind = LexemeKind::end;
  std::string text;          // of a word or quoted piece; the name of a field; the operator as typed
  std::uint32_t window = 0;  // of NEAR and BEFORE
};

struct Lexemes {
  std::vector<Lexeme> items;       // always closed by one `end`
  std::vector<std::string> notes;  // what was repaired or cut
  std::string text;  // the text as read: valid UTF-8, blanks for controls, at most kMaxQueryBytes
};

// Never throws for any bytes. Typographic double marks are quotation marks, full-width forms their plain
// ones. No more than `most` bytes of the text are read.
Lexemes lex_query(std::string_view text, std::size_t most = kMaxQueryBytes);

}  // namespace pressmark
