#include "indexer/ingest/page/json_ld.h"

#include <algorithm>
#include <array>
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
  return name.ends_with("Article") || name.ends_with("Posting") || name == "Report";
}

bool is_page_type(const json& type) {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"WebPage", "ItemPage", "AboutPage", "FAQPage", "MedicalWebPage", "QAPage", "VideoObject", "Recipe",
       "CreativeWork", "PodcastEpisode", "RadioEpisode", "HowTo", "Review", "AudioObject"});
  if (type.is_array())
    return std::any_of(type.begin(), type.end(), [](const json& each) { return is_page_type(each); });
  return type.is_string() &&
         std::find(kNames.begin(), kNames.end(), type.get_ref<const std::string&>()) != kNames.end();
}

const json* find_article(const json& node, int depth, bool (*is_wanted)(const json&)) {
  if (depth > kDeepest) return nullptr;
  if (node.is_array()) {
    for (const auto& item : node)
      if (const auto* found = find_article(item, depth + 1, is_wanted)) return found;
    return nullptr;
  }
  if (!node.is_object()) return nullptr;
  if (node.contains("@type") && is_wanted(node["@type"])) return &node;
  for (const auto* inner : {"@graph", "mainEntity", "mainEntityOfPage"})
    if (node.contains(inner))
      if (const auto* found = find_article(node[inner], depth + 1, is_wanted)) return found;
  return nullptr;
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

bool is_organization(const json& author) {
  const auto type = author.find("@type");
  return type != author.end() && type->is_string() &&
         type->get_ref<const std::string&>().find("Organization") != std::string::npos;
}

void add_author(LinkedArticle& linked, const json& author) {
  if (author.is_string()) linked.authors.push_back(author.get<std::string>());
  if (author.is_array())
    for (const auto& each : author)
      if (!each.is_array()) add_author(linked, each);
  if (!author.is_object() || !author.contains("name")) return;
  const auto& name = author["name"];
  if (is_organization(author) && name.is_string())
    linked.organizations.push_back(name.get<std::string>());
  else if (name.is_string() || name.is_array())
    add_author(linked, name);
}

// The node of `graph` that has the id an author is referred to by: {"author": {"@id": "…#person"}}.
const json* node_of_id(const json& node, const std::string& id, int depth) {
  if (depth > kDeepest) return nullptr;
  if (node.is_array()) {
    for (const auto& item : node)
      if (const auto* found = node_of_id(item, id, depth + 1)) return found;
    return nullptr;
  }
  if (!node.is_object()) return nullptr;
  if (const auto it = node.find("@id"); it != node.end() && *it == id && node.contains("name")) return &node;
  const auto graph = node.find("@graph");
  return graph != node.end() ? node_of_id(*graph, id, depth + 1) : nullptr;
}

void add_referred_author(LinkedArticle& linked, const json& author, const json& graph) {
  if (author.is_array()) {
    for (const auto& each : author)
      if (!each.is_array()) add_referred_author(linked, each, graph);
    return;
  }
  const auto id = author.is_object() && !author.contains("name") ? author.find("@id") : author.end();
  if (!author.is_object() || id == author.end() || !id->is_string()) return add_author(linked, author);
  if (const auto* person = node_of_id(graph, id->get<std::string>(), 0)) add_author(linked, *person);
}

// The persons of a graph, one for each node of its own.
void add_persons(LinkedArticle& linked, const json& node, int depth) {
  if (depth > kDeepest) return;
  if (node.is_array())
    for (const auto& item : node) add_persons(linked, item, depth + 1);
  if (!node.is_object()) return;
  const auto type = node.find("@type");
  const bool is_person = type != node.end() && (*type == "Person" || *type == json::array({"Person"}));
  if (is_person) add_author(linked, node);
  if (const auto graph = node.find("@graph"); graph != node.end()) add_persons(linked, *graph, depth + 1);
}

json parse(std::string_view script) {
  return json::parse(script.begin(), script.end(), nullptr, false);
}

// What many sites get wrong and can be read one way only: comment or CDATA marks around the object, a ";"
// behind it, line ends and tabs inside strings, commas before a closing bracket.
std::string repaired(std::string_view script) {
  constexpr std::string_view kMark = "<![CDATA[";
  if (const auto mark = script.find(kMark); mark != std::string_view::npos) {
    script.remove_prefix(mark + kMark.size());
    script = script.substr(0, script.rfind("]]>"));
  }
  const auto begin = script.find_first_of("{[");
  const auto end = script.find_last_of("}]");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  script = script.substr(begin, end - begin + 1);
  std::string text;
  text.reserve(script.size());
  bool in_string = false;
  for (std::size_t i = 0; i < script.size(); ++i) {
    const char c = script[i];
    if (in_string && c == '\\' && i + 1 < script.size()) {
      text += c;
      text += script[++i];
      continue;
    }
    if (c == '"') in_string = !in_string;
    if (in_string && static_cast<unsigned char>(c) < 0x20U) {
      text += ' ';
      continue;
    }
    if (!in_string && (c == '}' || c == ']')) {
      const auto last = text.find_last_not_of(" \t\r\n");
      if (last != std::string::npos && text[last] == ',') text.erase(last, 1);
    }
    text += c;
  }
  return text;
}

// Quotation marks a template wrote as entities.
std::string with_quotes(std::string_view script) {
  constexpr std::string_view kQuote = "&quot;";
  std::string text;
  for (auto at = script.find(kQuote); at != std::string_view::npos; at = script.find(kQuote)) {
    text.append(script.substr(0, at)).append("\"");
    script.remove_prefix(at + kQuote.size());
  }
  return text.append(script);
}

}  // namespace

std::optional<LinkedArticle> linked_article(std::string_view script) {
  auto parsed = parse(script);
  if (parsed.is_discarded()) parsed = parse(repaired(script));
  if (parsed.is_discarded() && script.find('"') == std::string_view::npos)
    parsed = parse(repaired(with_quotes(script)));
  if (parsed.is_discarded()) return std::nullopt;
  const auto* article = find_article(parsed, 0, is_article_type);
  if (article == nullptr) article = find_article(parsed, 0, is_page_type);
  if (article == nullptr) return std::nullopt;
  LinkedArticle linked;
  linked.identifier = string_of(*article, "identifier", "value");
  linked.url = string_of(*article, "url", "@id");
  if (!linked.url) linked.url = string_of(*article, "mainEntityOfPage", "@id");
  linked.headline = string_of(*article, "headline", "@value");
  if (!linked.headline) linked.headline = string_of(*article, "name", "@value");
  linked.section = string_of(*article, "articleSection", "name");
  linked.publisher = string_of(*article, "publisher", "name");
  linked.lang = string_of(*article, "inLanguage", "alternateName");
  linked.body = string_of(*article, "articleBody", "@value");
  linked.published = day_of(*article, "datePublished");
  linked.published_at = string_of(*article, "datePublished", "@value");
  linked.created = day_of(*article, "dateCreated");
  if (!linked.created) linked.created = day_of(*article, "uploadDate");
  linked.modified = day_of(*article, "dateModified");
  for (const auto* field : {"author", "creator", "contributor"})
    if (linked.authors.empty() && article->contains(field))
      add_referred_author(linked, (*article)[field], parsed);
  if (linked.authors.empty() && linked.organizations.empty() && !article->contains("author")) {
    add_persons(linked, parsed, 0);
    if (linked.authors.size() > 1) linked.authors.clear();  // which of them?
  }
  return linked;
}

}  // namespace pressmark
