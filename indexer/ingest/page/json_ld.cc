#include "indexer/ingest/page/json_ld.h"

#include <nlohmann/json.hpp>

#include "indexer/ingest/dates.h"
#include "indexer/ingest/lines.h"

namespace pressmark {
namespace {

using nlohmann::json;

constexpr int kDeepest = 4;  // of arrays and graphs inside one another

bool is_article_type(const json& type) {
  if (type.is_array()) {
    for (const auto& each : type)
      if (each.is_string() && is_article_type(each)) return true;
    return false;
  }
  if (!type.is_string()) return false;
  const auto& name = type.get_ref<const std::string&>();
  return name.ends_with("Article") || name == "BlogPosting" || name == "LiveBlogPosting" || name == "Report";
}

const json* find_article(const json& node, int depth) {
  if (depth > kDeepest) return nullptr;
  if (node.is_array()) {
    for (const auto& item : node)
      if (const auto* found = find_article(item, depth + 1)) return found;
    return nullptr;
  }
  if (!node.is_object()) return nullptr;
  if (node.contains("@type") && is_article_type(node["@type"])) return &node;
  return node.contains("@graph") ? find_article(node["@graph"], depth + 1) : nullptr;
}

// A string, or the value of an object's `key` ({"@type": "Organization", "name": …}), or the first of
// several.
std::optional<std::string> string_of(const json& object, const char* field, const char* key) {
  const auto it = object.find(field);
  if (it == object.end()) return std::nullopt;
  const json* value = &*it;
  if (value->is_array() && !value->empty()) value = &value->front();
  if (value->is_object() && value->contains(key)) value = &(*value)[key];
  if (!value->is_string() || trimmed(value->get_ref<const std::string&>()).empty()) return std::nullopt;
  return value->get<std::string>();
}

std::optional<Day> day_of(const json& object, const char* field) {
  const auto text = string_of(object, field, "@value");
  return text ? stated_day(*text) : std::nullopt;
}

void add_author(std::vector<std::string>& authors, const json& author) {
  if (author.is_string()) authors.push_back(author.get<std::string>());
  if (author.is_array())
    for (const auto& each : author)
      if (!each.is_array()) add_author(authors, each);
  if (!author.is_object() || !author.contains("name")) return;
  if (author["name"].is_string() || author["name"].is_array()) add_author(authors, author["name"]);
}

}  // namespace

std::optional<LinkedArticle> linked_article(std::string_view script) {
  const auto parsed = json::parse(script.begin(), script.end(), nullptr, false);
  if (parsed.is_discarded()) return std::nullopt;
  const auto* article = find_article(parsed, 0);
  if (article == nullptr) return std::nullopt;
  LinkedArticle linked;
  linked.identifier = string_of(*article, "identifier", "value");
  linked.url = string_of(*article, "url", "@id");
  if (!linked.url) linked.url = string_of(*article, "mainEntityOfPage", "@id");
  linked.headline = string_of(*article, "headline", "@value");
  if (!linked.headline) linked.headline = string_of(*article, "name", "@value");
  linked.publisher = string_of(*article, "publisher", "name");
  linked.lang = string_of(*article, "inLanguage", "alternateName");
  linked.published = day_of(*article, "datePublished");
  linked.modified = day_of(*article, "dateModified");
  if (article->contains("author")) add_author(linked.authors, (*article)["author"]);
  return linked;
}

}  // namespace pressmark
