#include "indexer/ingest/table/jsonl.h"

#include <nlohmann/json.hpp>

#include "indexer/ingest/dates.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/html.h"
#include "indexer/ingest/sizes.h"
#include "indexer/ingest/text/front_matter.h"
#include "indexer/ingest/text/plain_text.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

using nlohmann::json;

// A field is not what it should be; the reason is for a person.
struct WrongField {
  std::string reason;
};

const json* find(const json& object, const char* name) {
  const auto it = object.find(name);
  return it == object.end() || it->is_null() ? nullptr : &*it;
}

std::optional<std::string> text_field(const json& object, const char* name) {
  const auto* value = find(object, name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) throw WrongField{std::string("field \"") + name + "\" is not a string"};
  return value->get<std::string>();
}

void set_text(std::optional<std::string>& field, const json& object, const char* name) {
  auto value = text_field(object, name);
  if (value && !trimmed(*value).empty()) field = std::move(value);
}

bool set_day(std::optional<Day>& field, const json& object, const char* name) {
  const auto value = text_field(object, name);
  const auto day = value ? stated_day(*value) : std::nullopt;
  if (day) field = day;
  return day.has_value();
}

// A string, an object with a name, or an array of those.
void add_names(std::vector<std::string>& names, const json& value, const char* field, bool is_byline) {
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    if (!is_byline) {
      names.push_back(text);
      return;
    }
    for (auto& name : byline_names(text)) names.push_back(std::move(name));
  } else if (value.is_object() && value.contains("name") && value["name"].is_string()) {
    names.push_back(value["name"].get<std::string>());
  } else if (!value.is_null()) {
    throw WrongField{std::string("field \"") + field + "\" is not a string or an array of strings"};
  }
}

void set_names(std::vector<std::string>& names, const json& object, const char* field) {
  const auto* value = find(object, field);
  if (value == nullptr) return;
  std::vector<std::string> found;
  if (value->is_array())
    for (const auto& item : *value) add_names(found, item, field, false);
  else
    add_names(found, *value, field, true);
  names = std::move(found);
}

RawArticle read_object(const json& object, const IngestOptions& options) {
  RawArticle raw;
  const auto text = text_field(object, "text");
  const auto page = text_field(object, "html");
  if (!text && page) {
    auto parsed = read_html(*page, options);
    if (auto* unreadable = std::get_if<std::string>(&parsed))
      throw WrongField{"field \"html\": " + *unreadable};
    raw = std::move(std::get<RawArticle>(parsed));
  }
  set_text(raw.id, object, "id");
  set_text(raw.url, object, "url");
  set_text(raw.title, object, "title");
  set_text(raw.outlet, object, "outlet");
  set_text(raw.lang, object, "lang");
  bool is_dated = set_day(raw.date, object, "published");
  is_dated = set_day(raw.date, object, "date") || is_dated;
  if (is_dated) std::erase(raw.inferred, "date");
  set_day(raw.updated, object, "updated");
  set_names(raw.authors, object, "author");
  set_names(raw.authors, object, "authors");
  set_names(raw.countries, object, "country");
  set_names(raw.countries, object, "countries");
  if (text) read_plain_text(*text, Markup::none, options, raw);
  return raw;
}

// nlohmann's messages carry a code and a position of their own: "[json.exception.parse_error.101] parse error
// at line 1, column 5: syntax error …".
std::string not_json(const json::parse_error& error) {
  const std::string_view message = error.what();
  if (message.find("surrogate") != std::string_view::npos) return "not Unicode text: half a surrogate pair";
  return "not valid JSON (at byte " + std::to_string(error.byte) + ")";
}

bool read_line(const SourceRecord& record, Intake& intake) {
  auto line = record.bytes;
  if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  if (!is_valid_utf8(line)) return intake.reject(record, "not valid UTF-8");
  try {
    const auto object = json::parse(line.begin(), line.end());
    if (!object.is_object()) return intake.reject(record, "not a JSON object");
    return intake.take(read_object(object, intake.options()), record);
  } catch (const json::parse_error& error) {
    return intake.reject(record, not_json(error));
  } catch (const WrongField& wrong) {
    return intake.reject(record, wrong.reason);
  }
}

}  // namespace

void read_json_lines(SourceReader& in, const SourceRecord& place, Intake& intake) {
  auto record = place;
  const auto most = intake.limits().max_record_bytes;
  for (std::uint64_t number = 1; intake.wants_more(); ++number) {
    record.offset = in.position();
    const auto line = in.next_line(most);
    if (!line) return;
    record.number = number;
    record.bytes = line->text;
    if (record.bytes.ends_with('\r')) record.bytes.remove_suffix(1);
    if (line->too_long)
      intake.reject(record, "the line is over the limit of " + readable_bytes(most));
    else if (!trimmed(record.bytes).empty())  // blank ones are no records
      intake.guarded(record, [&] { return read_line(record, intake); });
  }
}

}  // namespace pressmark
