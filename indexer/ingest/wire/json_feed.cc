#include "indexer/ingest/wire/json_feed.h"

#include "indexer/ingest/identity.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/table/date_field.h"
#include "indexer/ingest/text/plain_text.h"
#include "indexer/ingest/wire/html_fragment.h"

namespace pressmark {
namespace {

void add_author(std::vector<std::string>& authors, const JsonValue& author) {
  if (!author.is_object()) throw WrongField{"field \"authors\" is not a list of objects"};
  if (auto name = words_value(author.find("name"), "authors.name")) authors.push_back(std::move(*name));
}

// "authors" since version 1.1, "author" in 1.0.
std::vector<std::string> authors_of(const JsonValue& object) {
  std::vector<std::string> authors;
  if (const auto* list = object.find("authors")) {
    if (!list->is_array()) throw WrongField{"field \"authors\" is not a list of objects"};
    for (const auto& author : list->items) add_author(authors, author);
  } else if (const auto* one = object.find("author")) {
    add_author(authors, *one);
  }
  return authors;
}

std::optional<std::string> only_tag(const JsonValue& item) {
  const auto* tags = item.find("tags");
  if (tags == nullptr || !tags->is_array() || tags->items.size() != 1) return std::nullopt;
  return words_value(&tags->items.front(), "tags");
}

void set_address(RawArticle& raw, const JsonValue& item) {
  const auto* id = item.find("id");
  std::optional<std::string> declared;
  if (id != nullptr && (id->is_string() || id->is_number()) && !trimmed(id->text).empty())
    declared = id->text;
  raw.url = words_value(item.find("url"), "url");
  if (!raw.url && declared && web_address(*declared)) raw.url = declared;
  if (!raw.url) raw.url = words_value(item.find("external_url"), "external_url");
  if (!raw.url) raw.id = declared;
}

}  // namespace

bool is_json_feed(const JsonValue& object) {
  const auto* version = object.find("version");
  const auto* items = object.find("items");
  return version != nullptr && version->is_string() &&
         version->text.find("jsonfeed.org/version") != std::string::npos && items != nullptr &&
         items->is_array();
}

JsonFeed::JsonFeed(const JsonValue& head)
    : title_(words_value(head.find("title"), "title")),
      lang_(words_value(head.find("language"), "language")),
      authors_(authors_of(head)) {}

RawArticle JsonFeed::item(const JsonValue& item, const IngestOptions& options) const {
  RawArticle raw;
  set_address(raw, item);
  raw.title = words_value(item.find("title"), "title");
  raw.outlet = title_;
  if (title_) raw.inferred.emplace_back("outlet");
  raw.lang = words_value(item.find("language"), "language");
  if (!raw.lang) raw.lang = lang_;
  raw.authors = authors_of(item);
  if (raw.authors.empty()) raw.authors = authors_;
  raw.section = only_tag(item);
  if (const auto date = words_value(item.find("date_published"), "date_published"))
    raw.date = field_day(*date, "date_published", raw);
  if (const auto date = words_value(item.find("date_modified"), "date_modified"))
    raw.updated = field_day(*date, "date_modified", raw);

  if (const auto html = words_value(item.find("content_html"), "content_html")) {
    if (auto hazard = add_html_fragment(*html, options, raw))
      throw WrongField{"field \"content_html\": " + *hazard};
  }
  if (!raw.blocks.empty()) return raw;
  if (const auto text = words_value(item.find("content_text"), "content_text"))
    read_plain_text(*text, Markup::none, options, raw);
  if (!raw.blocks.empty()) return raw;
  if (const auto summary = words_value(item.find("summary"), "summary")) {
    read_plain_text(*summary, Markup::none, options, raw);
    raw.is_summary = true;
  }
  return raw;
}

}  // namespace pressmark
