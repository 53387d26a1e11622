#include <nlohmann/json.hpp>
#include <string>

#include "searchd/cite/names.h"
#include "searchd/cite/words.h"
#include "searchd/cite/writers.h"

namespace pressmark {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kCitationsSchema = "pressmark-citations-1";

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json day_or_null(const std::optional<Day>& day) {
  return day ? Json(to_string(*day)) : Json(nullptr);
}

Json date_parts(const Day& day) {
  return {{"date-parts", Json::array({Json::array({day.year, day.month, day.day})})}};
}

Json csl_name(const std::string& author) {
  const PersonName name = parse_name(author);
  if (name.is_literal()) return {{"literal", name.literal}};
  Json out = {{"family", name.family}, {"given", name.given}};
  if (!name.particle.empty()) out["non-dropping-particle"] = name.particle;
  if (!name.suffix.empty()) out["suffix"] = name.suffix;
  return out;
}

// The pinned citation goes to `note`: as `archive_location` styles print it, and badly.
Json csl_item(const Reference& reference) {
  const Citation& citation = *reference.article;
  Json item = {{"id", reference.key}, {"type", "article-newspaper"}};
  if (const std::string title = title_or_description(citation); !title.empty()) item["title"] = title;
  if (citation.outlet) item["container-title"] = one_line(*citation.outlet);
  if (!citation.authors.empty()) {
    item["author"] = Json::array();
    for (const std::string& author : citation.authors) item["author"].push_back(csl_name(author));
  }
  if (citation.date) item["issued"] = date_parts(*citation.date);
  if (citation.url) item["URL"] = *citation.url;
  if (citation.url) item["accessed"] = date_parts(citation.accessed);
  if (citation.lang) item["language"] = *citation.lang;
  std::string note;
  std::string words;
  for (const Citation* each : reference.citations) {
    note += (note.empty() ? "" : "; ") + pinned_note(*each);
    const std::string line = words_note(*each);
    if (!line.empty()) words += (words.empty() ? "" : "\n") + line;
  }
  item["note"] = note;
  if (!words.empty()) item["annote"] = words;
  return item;
}

Json citation_object(const Citation& citation, CitationStyle style, std::size_t number) {
  Json out;
  out["id"] = citation.id;
  out["revision"] = citation.revision;
  out["start"] = citation.place ? Json(citation.place->begin) : Json(nullptr);
  out["end"] = citation.place ? Json(citation.place->end) : Json(nullptr);
  out["text"] = citation.place ? Json(citation.text) : Json(nullptr);
  out["cut_before"] = citation.cut_before;
  out["cut_after"] = citation.cut_after;
  out["speaker"] = or_null(citation.speaker);
  out["quotation"] = nullptr;
  if (citation.quotation_type) {
    out["quotation"] = {{"type", to_string(*citation.quotation_type)},
                        {"start", citation.quotation_place.begin},
                        {"end", citation.quotation_place.end},
                        {"words", to_string(citation.speech)},
                        {"inferred", citation.speaker_inferred}};
  }
  out["title"] = or_null(citation.title);
  out["outlet"] = or_null(citation.outlet);
  out["authors"] = citation.authors;
  out["date"] = day_or_null(citation.date);
  out["updated"] = day_or_null(citation.updated);
  out["lang"] = or_null(citation.lang);
  out["url"] = or_null(citation.url);
  out["source_url"] = or_null(citation.source_url);
  out["pinned"] = citation.pinned;
  out["accessed"] = to_string(citation.accessed);
  out["formatted"] = formatted(citation, style, Markup::plain, number);
  if (citation.context) {
    out["before"] = citation.context->before;
    out["after"] = citation.context->after;
  }
  return out;
}

std::string printed_json(const Json& value, int indent = -1) {
  return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string write_json(std::span<const Citation> citations, CitationStyle style,
                       std::span<const std::string> added) {
  Json out = {{"schema", kCitationsSchema}, {"citations", Json::array()}};
  for (std::size_t i = 0; i < citations.size(); ++i) {
    Json object = citation_object(citations[i], style, i + 1);
    if (i < added.size()) object.update(Json::parse(added[i]));
    out["citations"].push_back(std::move(object));
  }
  return printed_json(out, 2) + "\n";
}

std::string write_jsonl(std::span<const Citation> citations, CitationStyle style) {
  std::string out;
  std::size_t number = 0;
  for (const Citation& citation : citations)
    out += printed_json(citation_object(citation, style, ++number)) + "\n";
  return out;
}

std::string write_csl_json(std::span<const Citation> citations) {
  Json out = Json::array();
  for (const Reference& reference : references(citations)) out.push_back(csl_item(reference));
  return printed_json(out, 2) + "\n";
}

}  // namespace pressmark
