#include "indexer/ingest/table/article_fields.h"

#include <algorithm>

#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/html.h"
#include "indexer/ingest/table/date_field.h"
#include "indexer/ingest/text/front_matter.h"
#include "indexer/ingest/text/plain_text.h"

namespace pressmark {
namespace {

// "source.name" is a member of that name, or the member `name` of `source`; of the first item where `source`
// is a list.
const JsonValue* find_path(const JsonValue& object, std::string_view path) {
  if (const auto* direct = object.find(path)) return direct;
  const auto dot = path.find('.');
  if (dot == std::string_view::npos) return nullptr;
  const auto* inner = object.find(path.substr(0, dot));
  if (inner != nullptr && inner->is_array() && !inner->items.empty()) inner = &inner->items.front();
  return inner != nullptr && inner->is_object() ? find_path(*inner, path.substr(dot + 1)) : nullptr;
}

bool is_empty(const JsonValue& value) {
  return value.is_null() || (value.is_string() && trimmed(value.text).empty());
}

// Finds fields, and how the record calls what was found: for reasons.
class Record {
 public:
  Record(const JsonValue& object, const FieldMap& map) : object_(object), map_(map) {}

  std::optional<std::string> text(Field field) const {
    const auto [value, name] = find(field);
    return words_value(value, name);
  }

  void set(std::optional<std::string>& to, Field field) const {
    if (auto found = text(field)) to = std::move(found);
  }

  bool set_day(std::optional<Day>& to, Field field, RawArticle& raw) const {
    const auto [value, name] = find(field);
    if (value == nullptr) return false;
    if (!value->is_string() && !value->is_number())
      throw WrongField{"field \"" + std::string(name) + "\" is not a string or a number"};
    const auto day = field_day(value->text, name, raw, map_.day_first());
    if (day) to = day;
    return day.has_value();
  }

  // A string, an object with a name, or an array of those.
  void set_names(std::vector<std::string>& to, Field field) const {
    const auto [value, name] = find(field);
    if (value == nullptr) return;
    std::vector<std::string> found;
    if (value->is_array())
      for (const auto& item : value->items) add_name(found, item, name);
    else if (value->is_string() && field == Field::author)
      found = byline_names(value->text);
    else if (value->is_string())
      for (const auto part : split(value->text, value->text.find(';') == std::string::npos ? ',' : ';'))
        found.emplace_back(part);
    else
      add_name(found, *value, name);
    to = std::move(found);
  }

 private:
  struct Found {
    const JsonValue* value = nullptr;
    std::string_view name;
  };

  Found find(Field field) const {
    for (const auto& name : map_.names(field))
      if (const auto* value = find_path(object_, name); value != nullptr && !is_empty(*value))
        return {value, name};
    return {};
  }

  static void add_name(std::vector<std::string>& names, const JsonValue& value, std::string_view field) {
    const auto* name = value.is_object() ? value.find("name") : &value;
    if (name != nullptr && name->is_string())
      names.push_back(name->text);
    else if (!value.is_null())
      throw WrongField{"field \"" + std::string(field) + "\" is not a string or an array of strings"};
  }

  const JsonValue& object_;
  const FieldMap& map_;
};

}  // namespace

const FieldMap& field_map(const IngestOptions& options) {
  return options.fields ? *options.fields : FieldMap::usual();
}

const JsonValue* find_field(const JsonValue& object, const FieldMap& map, Field field) {
  for (const auto& name : map.names(field))
    if (const auto* value = find_path(object, name); value != nullptr && !is_empty(*value)) return value;
  return nullptr;
}

bool has_text_field(const JsonValue& object, const FieldMap& map) {
  return find_field(object, map, Field::text) != nullptr || find_field(object, map, Field::html) != nullptr ||
         find_field(object, map, Field::summary) != nullptr;
}

std::vector<std::string> missing_fields(const JsonValue& object, const FieldMap& map) {
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < kFields; ++i) {
    const auto field = static_cast<Field>(i);
    const auto& names = map.names(field);
    const auto is_there = [&](const std::string& name) { return find_path(object, name) != nullptr; };
    if (map.is_mapped(field) && std::none_of(names.begin(), names.end(), is_there))
      missing.push_back("no field \"" + names.front() + "\" for the " + std::string(field_name(field)));
  }
  return missing;
}

RawArticle read_article_fields(const JsonValue& object, const FieldMap& map, const IngestOptions& options) {
  const Record record(object, map);
  RawArticle raw;
  auto text = record.text(Field::text);
  const auto page = record.text(Field::html);
  if (!text && page) {
    auto parsed = read_html(*page, options);
    if (auto* unreadable = std::get_if<std::string>(&parsed))
      throw WrongField{"field \"" + map.names(Field::html).front() + "\": " + *unreadable};
    raw = std::move(std::get<RawArticle>(parsed));
  }
  if (!text && !page) {
    text = record.text(Field::summary);
    raw.is_summary = text.has_value();
    if (!text)
      throw WrongField{"no text: there is nothing in \"" + map.names(Field::text).front() + "\", \"" +
                       map.names(Field::html).front() + "\" or \"" + map.names(Field::summary).front() +
                       "\"; --fields says what they are called here"};
  }
  record.set(raw.id, Field::id);
  record.set(raw.url, Field::url);
  record.set(raw.title, Field::title);
  record.set(raw.outlet, Field::outlet);
  record.set(raw.section, Field::section);
  record.set(raw.lang, Field::lang);
  if (record.set_day(raw.date, Field::date, raw)) std::erase(raw.inferred, "date");
  record.set_day(raw.updated, Field::updated, raw);
  record.set_names(raw.authors, Field::author);
  record.set_names(raw.countries, Field::country);
  if (text) read_plain_text(*text, Markup::none, options, raw);
  return raw;
}

}  // namespace pressmark
