#pragma once
// Lines of a decoded text and the words at their edges.

#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

std::string_view trimmed(std::string_view text);  // without ASCII white space at either end
std::string ascii_lower(std::string_view text);

// Pieces between separators, trimmed; empty pieces are left out.
std::vector<std::string_view> split(std::string_view text, char separator);

// Whether `line` begins with the words `lower_words` in any case, and they end there.
bool starts_with_word(std::string_view line, std::string_view lower_words);

// Takes the next line off `text`, without its "\n".
std::string_view take_line(std::string_view& text);

// Code points of valid UTF-8.
std::size_t count_characters(std::string_view text);

}  // namespace pressmark
