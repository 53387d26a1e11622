#pragma once
// A byline as the parts that reference lists need: "Pieter van den Berg" → Berg, van den, Pieter.

#include <string>
#include <string_view>

namespace pressmark {

struct PersonName {
  std::string literal;  // the whole name, when it is not taken apart: "Reuters", "Dispatch desk", "新华社"
  std::string given;    // "Martin Luther"
  std::string particle;  // "van den"
  std::string family;    // "King"
  std::string suffix;    // "Jr."

  bool is_literal() const { return !literal.empty(); }
  friend bool operator==(const PersonName&, const PersonName&) = default;
};

// Agencies, desks, single names and scripts whose order of names cannot be told from the letters stay whole.
PersonName parse_name(std::string_view byline);

// "Jane A." → "J. A.", "Jean-Paul" → "J.-P."
std::string initials(std::string_view given);

}  // namespace pressmark
