#include "indexer/article_json.h"

#include <fmt/chrono.h>

#include <nlohmann/json.hpp>

#include "schema/text/sha256.h"
#include "schema/text/utf8.h"

namespace pressmark {

namespace {

using Json = nlohmann::ordered_json;

template <class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json or_null(const std::optional<Day>& day) {
  return day ? Json(to_string(*day)) : Json(nullptr);
}

Json place(Span bytes, const CodePoints& points) {
  const Span span = points.from_bytes(bytes);
  return {{"start", span.begin}, {"end", span.end}};
}

Json speaker_json(const Speaker& speaker, const CodePoints& points) {
  Json json{{"id", speaker.id}, {"name", speaker.name}, {"role", speaker.role}};
  if (!speaker.canonical.empty()) json["canonical_name"] = speaker.canonical;
  if (!speaker.annotated_id.empty()) json["annotated_id"] = speaker.annotated_id;
  json.update(place(speaker.span, points));
  return json;
}

Json quotation_json(const Quotation& quotation, const CodePoints& points) {
  Json json{{"id", quotation.id}};
  json.update(place(quotation.span, points));
  json["type"] = to_string(quotation.type);
  json["spans"] = Json::array();
  for (const Span& piece : quotation.spans) {
    const Span span = points.from_bytes(piece);
    json["spans"].push_back(Json::array({span.begin, span.end}));
  }
  json["speaker"] = quotation.speaker ? speaker_json(*quotation.speaker, points) : Json(nullptr);
  json["cue"] = quotation.cue ? place(*quotation.cue, points) : Json(nullptr);
  json["confidence"] = quotation.confidence;
  json["step"] = quotation.step;
  return json;
}

// Paragraphs that are more than plain ones, and all of a source with pages.
Json blocks_json(const Article& article, const CodePoints& points) {
  Json blocks = Json::array();
  const auto spans = paragraphs(article.text);
  for (std::size_t i = 0; i < spans.size() && i < article.blocks.size(); ++i) {
    const auto& block = article.blocks[i];
    if (block == Block{}) continue;
    const auto span = points.from_bytes(spans[i]);
    Json entry{{"start", span.begin}, {"end", span.end}, {"kind", to_string(block.kind)}};
    if (block.page != 0) entry["page"] = block.page;
    blocks.push_back(std::move(entry));
  }
  return blocks;
}

std::string timestamp(std::int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm utc{};
  if (gmtime_r(&time, &utc) == nullptr) return {};
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", utc);
}

}  // namespace

std::string article_json(const Article& article, const Annotation& annotation,
                         const std::vector<Decision>* decisions) {
  const CodePoints points(article.text);
  Json json{{"id", article.id}};
  if (article.declared_id) json["declared_id"] = *article.declared_id;
  json["revision"] = sha256_hex(article.text);
  json["url"] = or_null(article.url);
  json["title"] = or_null(article.title);
  json["outlet"] = or_null(article.outlet);
  if (article.outlet_stated) json["outlet_stated"] = *article.outlet_stated;
  if (article.outlet_country) json["outlet_country"] = *article.outlet_country;
  json["section"] = or_null(article.section);
  json["rights"] = to_string(article.rights);
  json["date"] = or_null(article.date);
  json["updated"] = or_null(article.updated);
  json["authors"] = article.authors;
  json["lang"] = or_null(article.lang);
  json["countries"] = Json::array();
  for (const auto& country : annotation.countries)
    json["countries"].push_back({{"code", country.code}, {"weight", country.weight}});
  json["text"] = article.text;
  json["blocks"] = blocks_json(article, points);
  json["captions"] = article.captions;
  if (article.is_summary) json["summary"] = true;
  json["inferred"] = article.inferred;
  if (!article.notes.empty()) json["notes"] = article.notes;
  json["source"] = {{"path", article.source.path},
                    {"record", or_null(article.source.record)},
                    {"sha256", article.source.sha256}};
  json["quotations"] = Json::array();
  for (const auto& quotation : annotation.quotations)
    json["quotations"].push_back(quotation_json(quotation, points));
  if (article.captured) json["source"]["captured"] = timestamp(*article.captured);
  if (decisions != nullptr)
    for (const auto& decision : *decisions)
      json["decisions"].push_back(
          {{"kept", decision.kept}, {"rule", decision.rule}, {"text", decision.text}});
  json["duplicate_of"] = nullptr;  // that is seen against an index only
  // Names of files are bytes, JSON is UTF-8.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace pressmark
