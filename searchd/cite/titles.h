#pragma once
// Headlines as reference lists print them.

#include <string>
#include <string_view>

namespace pressmark {

// English title case as CSL defines it: first and last word, words after a colon and all others but articles,
// conjunctions and short prepositions begin with a capital. Words with a capital in them stay as they are.
std::string title_case(std::string_view title);

// “title” with its own double marks turned into single ones, and `terminal` ('.' or ',', 0 for none) inside
// the marks as American print has it; a title that ends in ? or ! takes none, one that ends in a full stop no
// second.
std::string quoted_title(std::string_view title, char terminal);

// ‘title’ with its own straight double marks turned into typographic ones, as British print has it; what ends
// a clause stands behind the marks.
std::string singly_quoted_title(std::string_view title);

// Whether a sentence that ends so needs no full stop.
bool ends_a_sentence(std::string_view text);

// Whether case rules of English apply: the language says so, or none is known and the letters are ASCII.
bool is_english(std::string_view lang, std::string_view title);

}  // namespace pressmark
