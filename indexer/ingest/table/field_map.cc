#include "indexer/ingest/table/field_map.h"

#include <toml++/toml.h>

#include <fstream>
#include <iterator>
#include <optional>

#include "schema/model/error.h"

namespace pressmark {
namespace {

constexpr std::array<std::string_view, kFields> kNames = {"id",   "url",     "title",  "outlet", "section",
                                                          "date", "updated", "author", "lang",   "country",
                                                          "text", "html",    "summary"};

constexpr std::string_view kHint =
    "a mapping file has a table [fields] with lines like title = \"headline\" or text = [\"body\", "
    "\"content\"]";

std::optional<std::size_t> field_index(std::string_view name) {
  if (name == "authors") name = "author";
  if (name == "countries") name = "country";
  if (name == "language") name = "lang";
  if (name == "published") name = "date";
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames.at(i) == name) return i;
  return std::nullopt;
}

[[noreturn]] void fail(const std::string& path, const toml::source_region& where, const std::string& what) {
  throw Error(ErrorKind::bad_input, path + ":" + std::to_string(where.begin.line) + ": " + what,
              std::string(kHint));
}

std::vector<std::string> field_names(const std::string& path, std::string_view key, const toml::node& value) {
  std::vector<std::string> names;
  const auto add = [&](const toml::node& node) {
    const auto* name = node.as_string();
    if (name == nullptr || name->get().empty())
      fail(path, node.source(),
           "\"" + std::string(key) + "\" is not the name of a field, or a list of names");
    names.push_back(name->get());
  };
  if (const auto* list = value.as_array()) {
    for (const auto& item : *list) add(item);
    if (names.empty()) fail(path, value.source(), "\"" + std::string(key) + "\" names no field");
  } else {
    add(value);
  }
  return names;
}

bool is_day_first(const std::string& path, const toml::node& value) {
  const auto order = value.value<std::string>().value_or("");
  if (order != "day-first" && order != "month-first")
    fail(path, value.source(), "\"dates\" is \"day-first\" or \"month-first\"");
  return order == "day-first";
}

}  // namespace

std::string_view field_name(Field field) {
  return kNames.at(static_cast<std::size_t>(field));
}

FieldMap::FieldMap() {
  for (std::size_t i = 0; i < kFields; ++i) names_.at(i).emplace_back(kNames.at(i));
  const auto also = [&](Field field, const char* name) {
    names_.at(static_cast<std::size_t>(field)).emplace_back(name);
  };
  also(Field::date, "published");
  also(Field::author, "authors");
  also(Field::lang, "language");
  also(Field::country, "countries");
}

const FieldMap& FieldMap::usual() {
  static const FieldMap map;
  return map;
}

std::shared_ptr<const FieldMap> FieldMap::parse(std::string_view toml_text, const std::string& path) {
  toml::table table;
  try {
    table = toml::parse(toml_text, path);
  } catch (const toml::parse_error& error) {
    fail(path, error.source(), std::string(error.description()));
  }
  auto map = std::make_shared<FieldMap>(FieldMap());
  const auto* fields = table["fields"].as_table();
  if (fields == nullptr && !table.contains("dates"))
    throw Error(ErrorKind::bad_input, path + ": there is no table [fields]", std::string(kHint));
  for (const auto& [key, value] : table) {
    if (key.str() == "dates")
      map->day_first_ = is_day_first(path, value);
    else if (key.str() != "fields")
      fail(path, value.source(), "\"" + std::string(key.str()) + "\" means nothing here");
  }
  if (fields == nullptr) return map;
  for (const auto& [key, value] : *fields) {
    const auto index = field_index(key.str());
    if (!index) {
      std::string known;
      for (const auto name : kNames) known.append(known.empty() ? "" : ", ").append(name);
      fail(path, value.source(), "articles have no \"" + std::string(key.str()) + "\"; they have " + known);
    }
    map->names_.at(*index) = field_names(path, key.str(), value);
    map->mapped_.at(*index) = true;
  }
  return map;
}

std::shared_ptr<const FieldMap> FieldMap::parse_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(ErrorKind::no_input, path + " cannot be opened", "check the path");
  const std::string content((std::istreambuf_iterator<char>(file)), {});
  if (file.bad()) throw Error(ErrorKind::no_input, path + " cannot be read");
  return parse(content, path);
}

}  // namespace pressmark
