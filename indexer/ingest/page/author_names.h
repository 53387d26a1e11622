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
// Whether that is all there is of it: "By", "| Von".
bool is_byline_opening(std::string_view line);

// Two to five words as people are called. "By the way" names nobody, "Ann" only says what somebody calls
// himself.
bool is_full_name(std::string_view name);
bool are_full_names(const std::vector<std::string>& names);  // and there is one

// A newsroom, an agency, a firm, the outlet itself, in part or whole.
bool is_collective(std::string_view name, const std::optional<std::string>& outlet);
// What stands for an author where a page names no person: "Redaktion", "Staff reports", the outlet itself.
// Absent for accounts of nobody ("admin").
std::optional<std::string> collective_name(std::string_view line);

// Names in order, without prepositions, titles behind the name, dates and functions; none where the line
// names no person but the outlet itself, an account or nobody ("admin", "No Author").
std::vector<std::string> author_names(std::string_view line, const std::optional<std::string>& outlet);

}  // namespace pressmark
