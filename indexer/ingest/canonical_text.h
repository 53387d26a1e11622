#pragma once
// The form all text is stored in: NFC UTF-8 without control characters, single spaces inside a paragraph,
// paragraphs trimmed and joined by "\n\n".
//
// No word is changed. What goes: control characters (C0, C1, U+FEFF, the soft hyphen, which mark layout and
// not wording). What stays: no-break spaces that stand alone, joiners and direction marks, which carry
// meaning in Persian, Hindi or Arabic.

#include <string>
#include <string_view>

namespace pressmark {

// `text` is valid UTF-8 on one or more lines; the result is one line, empty when there is nothing but space.
std::string canonical_line(std::string_view text);

// Whether there is anything to read: a letter or digit of any script.
bool has_words(std::string_view text);

}  // namespace pressmark
