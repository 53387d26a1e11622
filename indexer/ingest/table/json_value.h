#pragma once
// A JSON text as a value, within bounds: a line of ten million brackets must cost no more than a long
// article.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pressmark {

struct JsonValue {
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

  Kind kind = Kind::null;
  std::string text;                // of a string; of a number its digits; of a boolean "true" or "false"
  std::vector<std::string> names;  // of an object's members, in their order
  std::vector<JsonValue> items;    // of an array, or the values of an object's members

  bool is_null() const { return kind == Kind::null; }
  bool is_string() const { return kind == Kind::string; }
  bool is_number() const { return kind == Kind::number; }
  bool is_array() const { return kind == Kind::array; }
  bool is_object() const { return kind == Kind::object; }

  // The member of that name, the last where there are several; nothing where it is null.
  const JsonValue* find(std::string_view name) const;
  // The same for a name in any case.
  const JsonValue* find_any_case(std::string_view lower_name) const;
};

// `json` is one value; gives the reason where it is none: not valid JSON or UTF-8, half a surrogate pair,
// nested too deep, too many values.
std::variant<JsonValue, std::string> parse_json(std::string_view json);

// A field is not what it should be; the reason is for a person: field "title" is not a string.
struct WrongField {
  std::string reason;
};

// Absent where `value` is null; throws WrongField where it is no string.
std::optional<std::string> string_value(const JsonValue* value, std::string_view field);
// The same, and absent where there is nothing but space.
std::optional<std::string> words_value(const JsonValue* value, std::string_view field);

}  // namespace pressmark
