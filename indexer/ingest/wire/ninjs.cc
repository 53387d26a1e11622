#include "indexer/ingest/wire/ninjs.h"

#include <algorithm>
#include <array>

#include "indexer/ingest/lines.h"
#include "indexer/ingest/table/date_field.h"
#include "indexer/ingest/text/front_matter.h"
#include "indexer/ingest/text/plain_text.h"
#include "indexer/ingest/wire/html_fragment.h"

namespace pressmark {
namespace {

constexpr std::array<std::string_view, 19> kMembers = {
    "body_text",       "body_xhtml",         "body_html",    "bodies",           "headline",
    "headlines",       "versioncreated",     "firstcreated", "contentcreated",   "pubstatus",
    "renditions",      "representationtype", "descriptions", "description_text", "description_html",
    "copyrightholder", "associations",       "infosource",   "infosources"};

// Members of one text in several forms: "body_text" and "body_xhtml" in 1.x, "bodies" from 2.0 on.
struct Form {
  std::string text;
  bool is_html = false;
  bool is_main = false;
};

bool mentions_html(std::string_view what) {
  return ascii_lower(what).find("html") != std::string::npos;
}

void add_forms_of_list(const JsonValue& list, const std::string& name, std::vector<Form>& forms) {
  if (!list.is_array()) throw WrongField{"field \"" + name + "\" is not a list"};
  for (const auto& item : list.items) {
    if (!item.is_object()) throw WrongField{"field \"" + name + "\" is not a list of objects"};
    const auto role = string_value(item.find_any_case("role"), name + ".role").value_or("");
    const auto type = string_value(item.find_any_case("contenttype"), name + ".contenttype").value_or("");
    auto text = words_value(item.find_any_case("value"), name + ".value");
    if (!text) continue;
    const bool is_html = type.empty() ? mentions_html(role) : mentions_html(type);
    if (type.empty() || is_html || type.starts_with("text/plain"))
      forms.push_back({std::move(*text), is_html, role == "main"});
  }
}

// `one` is "body", `many` "bodies".
std::vector<Form> forms_of(const JsonValue& object, const std::string& one, const std::string& many) {
  std::vector<Form> forms;
  for (std::size_t i = 0; i < object.names.size(); ++i) {
    const auto name = ascii_lower(object.names[i]);
    const auto& value = object.items[i];
    if (value.is_null()) continue;
    if (name == many) {
      add_forms_of_list(value, name, forms);
    } else if (name == one || name.starts_with(one + "_")) {
      if (auto text = words_value(&value, name))
        forms.push_back({std::move(*text), mentions_html(name), name == one || name.ends_with("_main")});
    }
  }
  return forms;
}

// HTML keeps what is a heading and what a list; else the main one, else the first.
const Form* best_form(const std::vector<Form>& forms, bool wants_html) {
  const auto worth = [&](const Form& form) {
    return (wants_html && form.is_html ? 2 : 0) + (form.is_main ? 1 : 0);
  };
  const auto best = std::max_element(forms.begin(), forms.end(),
                                     [&](const Form& a, const Form& b) { return worth(a) < worth(b); });
  return best == forms.end() ? nullptr : &*best;
}

void add_text(const Form& form, const IngestOptions& options, RawArticle& raw) {
  if (!form.is_html && !(looks_like_html(form.text) && form.text.find("</") != std::string::npos))
    return read_plain_text(form.text, Markup::none, options, raw);
  if (auto hazard = add_html_fragment(form.text, options, raw)) throw WrongField{"the body: " + *hazard};
}

std::optional<std::string> first_source(const JsonValue& object) {
  for (const char* member : {"infosource", "infosources"}) {
    const auto* sources = object.find_any_case(member);
    if (sources == nullptr) continue;
    if (!sources->is_array()) throw WrongField{"field \"" + std::string(member) + "\" is not a list"};
    for (const auto& source : sources->items) {
      if (!source.is_object())
        throw WrongField{"field \"" + std::string(member) + "\" is not a list of objects"};
      if (auto name = words_value(source.find_any_case("name"), "infosource.name")) return name;
    }
  }
  return std::nullopt;
}

std::optional<Day> day_of(const JsonValue& object, const char* member, RawArticle& raw) {
  const auto text = words_value(object.find_any_case(member), member);
  return text ? field_day(*text, member, raw) : std::nullopt;
}

void set_days(const JsonValue& object, RawArticle& raw) {
  const auto first = day_of(object, "firstcreated", raw);
  const auto content = day_of(object, "contentcreated", raw);
  const auto version = day_of(object, "versioncreated", raw);
  raw.date = first ? first : content ? content : version;
  if (version && raw.date != version) raw.updated = version;
}

RawArticle read_statements(const JsonValue& object) {
  RawArticle raw;
  raw.id = words_value(object.find_any_case("uri"), "uri");
  if (!raw.id) throw WrongField{"an item of ninjs without a \"uri\""};
  // A news item's identifier that is an address of the Web is mostly where it was published; not always.
  if (raw.id->starts_with("https://") || raw.id->starts_with("http://")) {
    raw.url = raw.id;
    raw.inferred.emplace_back("url");
  }
  const auto headlines = forms_of(object, "headline", "headlines");
  if (const auto* headline = best_form(headlines, false)) raw.title = text_of_html(headline->text);
  auto title = words_value(object.find_any_case("title"), "title");
  if (!raw.title) raw.title = std::move(title);
  for (const char* member : {"byline", "by"})
    if (const auto by = words_value(object.find_any_case(member), member); by && raw.authors.empty())
      raw.authors = byline_names(*by);
  raw.outlet = words_value(object.find_any_case("copyrightholder"), "copyrightholder");
  auto source = first_source(object);
  if (!raw.outlet) raw.outlet = std::move(source);
  raw.lang = words_value(object.find_any_case("language"), "language");
  set_days(object, raw);
  return raw;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string with_article(std::string_view noun) {
  const bool vowel = std::string_view("aeiou").find(noun.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(noun);
}

}  // namespace

bool is_ninjs(const JsonValue& object) {
  const auto* uri = object.find_any_case("uri");
  if (uri != nullptr) return true;
  for (const char* standard : {"$standard", "standard"})
    if (const auto* named = object.find(standard); named != nullptr && named->is_object())
      if (const auto* name = named->find("name"); name != nullptr && name->text == "ninjs") return true;
  const auto known = std::count_if(kMembers.begin(), kMembers.end(), [&](std::string_view member) {
    return object.find_any_case(member) != nullptr;
  });
  return known > 1;
}

bool read_ninjs(const JsonValue& object, const SourceRecord& record, Intake& intake) {
  auto raw = read_statements(object);
  const auto status =
      ascii_lower(words_value(object.find_any_case("pubstatus"), "pubstatus").value_or("usable"));
  const auto type = ascii_lower(words_value(object.find_any_case("type"), "type").value_or("text"));
  if (status == "canceled") return intake.retract(raw, record);
  if (status == "withheld") return intake.reject(record, "withheld by its publisher");
  if (status != "usable") return intake.reject(record, "pubstatus \"" + status + "\" is not known");
  if (is_one_of(type, {"event", "planning"}))
    return intake.reject(record, with_article(type) + " item, no article");

  const auto& options = intake.options();
  const auto bodies = forms_of(object, "body", "bodies");
  const auto descriptions = forms_of(object, "description", "descriptions");
  if (const auto* body = best_form(bodies, true)) add_text(*body, options, raw);
  if (!raw.blocks.empty()) return intake.take(std::move(raw), record);
  if (is_one_of(type, {"picture", "video", "audio", "graphic"}))
    return intake.reject(record, "no text: " + with_article(type) + " item");
  if (const auto* description = best_form(descriptions, true)) add_text(*description, options, raw);
  raw.is_summary = true;
  return intake.take(std::move(raw), record);
}

}  // namespace pressmark
