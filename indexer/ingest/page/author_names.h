#pragma once
// The names in what a page gives for its authors: "Von Jana Muster | 12. Juni", "Ann Smith, PhD and Bo Chan,
// Political Correspondent".

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

// Whether a line begins as bylines do: "By", "Von", "Text:", "Escrito por".
bool opens_byline(std::string_view line);
// The same for labels that are no words of a sentence: "Author:", "Autorin:", "Written by".
bool labels_author(std::string_view line);

// Names in order, without prepositions, titles behind the name, dates and functions; none where the line
// names no person but the outlet itself, an account or nobody ("admin", "No Author").
std::vector<std::string> author_names(std::string_view line, const std::optional<std::string>& outlet);

}  // namespace pressmark
