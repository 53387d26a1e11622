#include "indexer/ingest/table/json_value.h"

#include <nlohmann/json.hpp>

#include "indexer/ingest/lines.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

using nlohmann::json;

constexpr std::size_t kDeepest = 200;         // levels
constexpr std::size_t kMostValues = 500'000;  // some hundred bytes each

// Builds the value as nlohmann's parser reports its parts; ends the parsing at a bound.
class Builder : public json::json_sax_t {
 public:
  explicit Builder(JsonValue& top) : open_{&top} {}

  std::string fault;

  bool null() override { return add(JsonValue::Kind::null) != nullptr; }
  bool boolean(bool value) override {
    return add(JsonValue::Kind::boolean, value ? "true" : "false") != nullptr;
  }
  bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
  bool number_float(number_float_t /*value*/, const string_t& digits) override { return number(digits); }
  bool string(string_t& value) override { return add(JsonValue::Kind::string, std::move(value)) != nullptr; }
  bool binary(binary_t& /*value*/) override { return false; }
  bool start_object(std::size_t /*size*/) override { return open(JsonValue::Kind::object); }
  bool start_array(std::size_t /*size*/) override { return open(JsonValue::Kind::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    open_.back()->names.push_back(std::move(name));
    return true;
  }

  // nlohmann's messages carry a code and a position of their own: "[json.exception.parse_error.101] parse
  // error at line 1, column 5: syntax error …".
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const json::exception& error) override {
    const std::string_view message = error.what();
    fault = message.find("surrogate") != std::string_view::npos
                ? "not Unicode text: half a surrogate pair"
                : "not valid JSON from its byte " + std::to_string(position) + " on";
    return false;
  }

 private:
  bool number(std::string digits) { return add(JsonValue::Kind::number, std::move(digits)) != nullptr; }

  // Values are made where they stand: nothing open moves, since only the innermost grows.
  JsonValue* add(JsonValue::Kind kind, std::string text = {}) {
    if (++values_ > kMostValues) {
      fault = "more than " + std::to_string(kMostValues) + " values in one record";
      return nullptr;
    }
    auto* value = open_.back();
    if (begun_) value = &value->items.emplace_back();
    begun_ = true;
    value->kind = kind;
    value->text = std::move(text);
    return value;
  }

  bool open(JsonValue::Kind kind) {
    const bool is_top = !begun_;
    auto* value = add(kind);
    if (value == nullptr) return false;
    if (!is_top) open_.push_back(value);
    if (open_.size() <= kDeepest) return true;
    fault = "nested deeper than " + std::to_string(kDeepest) + " levels";
    return false;
  }

  bool close() {
    if (open_.size() > 1) open_.pop_back();
    return true;
  }

  std::vector<JsonValue*> open_;
  bool begun_ = false;
  std::size_t values_ = 0;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const {
  for (auto i = names.size(); i-- > 0;)
    if (names[i] == name) return items[i].is_null() ? nullptr : &items[i];
  return nullptr;
}

const JsonValue* JsonValue::find_any_case(std::string_view lower_name) const {
  if (const auto* exact = find(lower_name)) return exact;
  for (auto i = names.size(); i-- > 0;)
    if (names[i].size() == lower_name.size() && ascii_lower(names[i]) == lower_name)
      return items[i].is_null() ? nullptr : &items[i];
  return nullptr;
}

std::variant<JsonValue, std::string> parse_json(std::string_view json_text) {
  if (json_text.starts_with("\xEF\xBB\xBF")) json_text.remove_prefix(3);
  if (!is_valid_utf8(json_text)) return "not valid UTF-8";
  JsonValue value;
  Builder builder(value);
  if (json::sax_parse(json_text.begin(), json_text.end(), &builder)) return value;
  return builder.fault.empty() ? "not valid JSON" : std::move(builder.fault);
}

std::optional<std::string> string_value(const JsonValue* value, std::string_view field) {
  if (value == nullptr || value->is_null()) return std::nullopt;
  if (!value->is_string()) throw WrongField{"field \"" + std::string(field) + "\" is not a string"};
  return value->text;
}

std::optional<std::string> words_value(const JsonValue* value, std::string_view field) {
  auto text = string_value(value, field);
  return text && !trimmed(*text).empty() ? std::move(text) : std::nullopt;
}

}  // namespace pressmark
