#pragma once
// Characters of UTF-8 text as far as links and quotations need to tell them apart: blanks, word edges, and
// typography that means the same.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/span.h"

namespace pressmark {

// The code point at `at`, which moves behind it; U+FFFD and one byte for what is malformed.
char32_t next_code_point(std::string_view text, std::size_t& at);
char32_t code_point_before(std::string_view text, std::size_t at);  // 0 at the beginning
void append_utf8(std::string& out, char32_t c);

bool is_blank(char32_t c);        // space, tab, line ends, no-break and typographic spaces
bool is_ideographic(char32_t c);  // Han and Kana, which stand without blanks

// Whether a word may begin or end between bytes at-1 and at. Stricter than Unicode TR29 (a browser's own
// rule): a mark between two word characters ("U.S", "3,500", "it’s") never is an edge.
bool is_word_edge(std::string_view text, std::size_t at);

// `span` without blanks and cut words at its ends, which may leave it empty.
Span whole_words(std::string_view text, Span span);

// Text with one shape of every quotation mark, dash and blank, and where each of its bytes came from.
struct Folded {
  std::string text;
  std::vector<std::uint32_t> begins;  // for every byte of `text`: where its character begins in the source
  std::vector<std::uint32_t> ends;    // and ends
};
enum class Case : std::uint8_t { kept, folded };
Folded fold_typography(std::string_view text, Case letters = Case::kept);

// One line for a terminal or a field of a record: runs of blanks are one space, control characters are left
// out.
std::string one_line(std::string_view text);

}  // namespace pressmark
