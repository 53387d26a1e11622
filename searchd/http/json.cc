#include "searchd/http/json.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "schema/text/utf8.h"
#include "searchd/http/links.h"

namespace pressmark::http {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

template <typename T>
Json or_null(const std::optional<T>& value) {
  if constexpr (std::is_same_v<T, Day>)
    return value ? Json(to_string(*value)) : Json(nullptr);
  else
    return value ? Json(*value) : Json(nullptr);
}

Json pair_of(Span span) {
  return Json::array({span.begin, span.end});
}

Json pairs_of(const std::vector<Span>& spans) {
  Json list = Json::array();
  for (const auto& span : spans) list.push_back(pair_of(span));
  return list;
}

double rounded(double number) {
  return std::round(number * 1000.0) / 1000.0;
}

// Seconds since 1970 as "2014-09-30T09:14:00Z".
std::string timestamp(std::int64_t seconds) {
  constexpr std::int64_t kDaySeconds = 86'400;
  const auto days = seconds >= 0 ? seconds / kDaySeconds : -((-seconds + kDaySeconds - 1) / kDaySeconds);
  const auto rest = seconds - days * kDaySeconds;
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return to_string(day_from_number(static_cast<std::int32_t>(days))) + "T" + two(rest / 3600) + ":" +
         two(rest / 60 % 60) + ":" + two(rest % 60) + "Z";
}

Json passage_json(const ArticleRecord& article, const Passage& passage) {
  const auto source = source_url(article, passage);
  Json quotation = nullptr;
  if (passage.quotation_id)
    quotation = {{"id", *passage.quotation_id},
                 {"speaker", or_null(passage.speaker_name)},
                 {"type", to_string(passage.quotation_type)},
                 {"start", passage.quotation_place.begin},
                 {"end", passage.quotation_place.end},
                 {"words", to_string(passage.speech)},
                 {"inferred", passage.speaker_inferred}};
  return {{"text", passage.text},
          {"start", passage.place.begin},
          {"end", passage.place.end},
          {"matches", pairs_of(passage.matches)},
          {"cut_before", passage.cut_before},
          {"cut_after", passage.cut_after},
          {"source_url", or_null(source)},
          {"permalink", permalink(article.id, article.revision, passage.place)},
          {"quotation", quotation}};
}

Json countries_of(const ArticleRecord& article) {
  Json codes = Json::array();
  for (const auto& [code, weight] : article.countries) codes.push_back(code);
  return codes;
}

// The first publication of the text, where that is another article.
Json duplicate_of(const Copies& copies, const std::string& id) {
  return copies.count == 0 || copies.first == id ? Json(nullptr) : Json(copies.first);
}

Json copies_json(const Copies& copies) {
  Json ids = Json::array();
  for (const auto& copy : copies.shown) ids.push_back(copy.id);
  return {{"count", copies.count}, {"ids", ids}};
}

Json hit_json(const Hit& hit) {
  const auto& article = hit.article;
  Json speakers = Json::array();
  for (const auto& [id, name] : article.speakers) speakers.push_back({{"id", id}, {"name", name}});
  Json passages = Json::array();
  for (const auto& passage : hit.passages) passages.push_back(passage_json(article, passage));
  return {{"id", article.id},
          {"revision", article.revision},
          {"title", or_null(article.title)},
          {"outlet", or_null(article.outlet)},
          {"date", or_null(article.date)},
          {"authors", article.authors},
          {"url", or_null(article.url)},
          {"lang", or_null(article.lang)},
          {"countries", countries_of(article)},
          {"rights", to_string(article.rights)},
          {"speakers", speakers},
          {"score", rounded(hit.score)},
          {"headline_only", hit.headline_only},
          {"duplicate_of", duplicate_of(hit.copies, article.id)},
          {"copies", copies_json(hit.copies)},
          {"passages", passages}};
}

Json facets_json(const Answer& answer) {
  Json facets = Json::object();
  for (const auto& facet : answer.facets) {
    Json values = Json::array();
    for (const auto& value : facet.values) {
      Json one{{"value", value.value},
               {"label", value.label},
               {"count", value.count},
               {"selected", value.selected}};
      if (value.excluded) one["excluded"] = true;
      values.push_back(std::move(one));
    }
    facets[facet.name] = std::move(values);
  }
  Json dates = Json::array();
  for (const auto& bar : answer.dates.bars) dates.push_back({{"value", bar.value}, {"count", bar.count}});
  facets["date"] = std::move(dates);
  return facets;
}

Json more_json(const Answer& answer) {
  Json more = Json::object();
  for (const auto& facet : answer.facets)
    if (facet.more > 0) more[facet.name] = facet.more;
  return more;
}

std::string_view kind_name(QueryKind kind) {
  switch (kind) {
    case QueryKind::everything:
      return "everything";
    case QueryKind::words:
      return "words";
    case QueryKind::phrase:
      return "phrase";
    case QueryKind::exact:
      return "exact";
    case QueryKind::prefix:
      return "prefix";
    case QueryKind::fuzzy:
      return "fuzzy";
    case QueryKind::near:
      return "near";
    case QueryKind::all:
      return "all";
    case QueryKind::any:
      return "any";
    case QueryKind::negation:
      return "not";
    case QueryKind::field:
      return "field";
  }
  return "everything";
}

// Depth is bounded by kMaxQueryDepth.
Json tree_json(const QueryNode& node) {
  Json json{{"kind", kind_name(node.kind)}};
  if (!node.text.empty()) json["text"] = node.text;
  if (!node.field.empty()) json["field"] = node.field;
  if (!node.range.empty())
    json["range"] = {{"from", or_null(node.range.from)}, {"to", or_null(node.range.to)}};
  if (node.kind == QueryKind::near) {
    json["window"] = node.window;
    json["ordered"] = node.ordered;
  }
  if (node.kind == QueryKind::fuzzy) json["edits"] = node.edits;
  for (const auto& child : node.children) json["children"].push_back(tree_json(child));
  return json;
}

Json parts_json(const std::vector<ExplainedPart>& parts) {
  Json list = Json::array();
  for (const auto& part : parts) {
    Json forms = Json::array();
    for (const auto& form : part.forms) forms.push_back({{"form", form.word}, {"total", form.articles}});
    list.push_back({{"text", part.text},
                    {"excluded", part.excluded},
                    {"total", part.articles},
                    {"weight", rounded(part.weight)},
                    {"forms", std::move(forms)},
                    {"more_forms", part.more_forms}});
  }
  return list;
}

Json alternatives_json(const Answer& answer) {
  Json list = Json::array();
  for (const auto& alternative : answer.alternatives)
    list.push_back({{"change", to_string(alternative.kind)},
                    {"text", alternative.text},
                    {"dropped", alternative.dropped.empty() ? Json(nullptr) : Json(alternative.dropped)},
                    {"total", alternative.found}});
  return list;
}

Json total_json(const Total& total) {
  return {{"value", total.value}, {"relation", total.exact ? "eq" : "gte"}};
}

// `value` counts results, `articles` the copies folded into them too.
Json folded_total_json(const Total& total) {
  auto json = total_json(total);
  json["articles"] = total.articles;
  return json;
}

Json speaker_json(const std::optional<Speaker>& speaker, const CodePoints& points) {
  if (!speaker) return nullptr;
  const auto place = points.from_bytes(speaker->span);
  Json json{{"id", speaker->id},
            {"name", speaker->name},
            {"role", speaker->role},
            {"start", place.begin},
            {"end", place.end}};
  if (!speaker->canonical.empty()) json["canonical_name"] = speaker->canonical;
  if (!speaker->annotated_id.empty()) json["annotated_id"] = speaker->annotated_id;
  return json;
}

Json quotation_json(const Quotation& quotation, const CodePoints& points) {
  const auto place = points.from_bytes(quotation.span);
  Json spans = Json::array();
  for (const auto& span : quotation.spans) spans.push_back(pair_of(points.from_bytes(span)));
  Json cue = nullptr;
  if (quotation.cue) {
    const auto at = points.from_bytes(*quotation.cue);
    cue = {{"start", at.begin}, {"end", at.end}};
  }
  return {{"id", quotation.id},
          {"start", place.begin},
          {"end", place.end},
          {"type", to_string(quotation.type)},
          {"spans", spans},
          {"speaker", speaker_json(quotation.speaker, points)},
          {"cue", cue},
          {"confidence", rounded(quotation.confidence)},
          {"step", quotation.step}};
}

Json revisions_of(const ArticleView& view) {
  Json revisions = Json::array();
  for (const auto& revision : view.revisions)
    revisions.push_back({{"id", revision.id},
                         {"first_seen", timestamp(revision.first_seen)},
                         {"last_seen", timestamp(revision.last_seen)},
                         {"extractor", revision.extractor}});
  return revisions;
}

// Paragraphs that are more than plain ones, and all of a source with pages.
Json blocks_json(const TextRecord& record, const CodePoints& points) {
  Json blocks = Json::array();
  const auto spans = paragraphs(record.text);
  for (std::size_t i = 0; i < spans.size() && i < record.blocks.size(); ++i) {
    const auto& block = record.blocks[i];
    if (block == Block{}) continue;
    const auto place = points.from_bytes(spans[i]);
    Json entry{{"start", place.begin}, {"end", place.end}, {"kind", to_string(block.kind)}};
    if (block.page != 0) entry["page"] = block.page;
    blocks.push_back(std::move(entry));
  }
  return blocks;
}

// The words of an article as far as its rights allow: `text`, or null and `excerpts`.
void set_words(Json& json, const ArticleView& view, const CodePoints& points) {
  const auto& text = view.record.text;
  if (view.rights == Rights::full) {
    json["text"] = text;
    return;
  }
  json["text"] = nullptr;
  json["excerpts"] = Json::array();
  for (const auto& span : view.shown) {
    const auto place = points.from_bytes(span);
    json["excerpts"].push_back({{"start", place.begin}, {"end", place.end}, {"text", slice(text, span)}});
  }
}

Json quotation_hit_json(const QuotationHit& hit) {
  const auto& article = hit.article;
  const auto& quotation = hit.record.quotation;
  const bool withheld = hit.record.text.empty();
  const CodePoints points(hit.record.text);
  Json matches = Json::array();
  for (const auto& match : hit.match_bytes) {
    const auto within = points.from_bytes(match);
    matches.push_back(pair_of({hit.place.begin + within.begin, hit.place.begin + within.end}));
  }
  Json speaker = nullptr;
  if (quotation.speaker)
    speaker = {
        {"id", quotation.speaker->id}, {"name", quotation.speaker->name}, {"role", quotation.speaker->role}};
  return {{"id", quotation.id},
          {"text", withheld ? Json(nullptr) : Json(hit.record.text)},
          {"start", withheld ? Json(nullptr) : Json(hit.place.begin)},
          {"end", withheld ? Json(nullptr) : Json(hit.place.end)},
          {"matches", matches},
          {"type", to_string(quotation.type)},
          {"speaker", speaker},
          {"confidence", rounded(quotation.confidence)},
          {"step", quotation.step},
          {"permalink", withheld ? pinned_path(article.id, article.revision)
                                 : permalink(article.id, article.revision, hit.place)},
          {"score", rounded(hit.score)},
          {"article",
           {{"id", article.id},
            {"revision", article.revision},
            {"title", or_null(article.title)},
            {"outlet", or_null(article.outlet)},
            {"date", or_null(article.date)},
            {"url", or_null(article.url)},
            {"lang", or_null(article.lang)},
            {"rights", to_string(article.rights)},
            {"countries", countries_of(article)}}}};
}

}  // namespace

std::string search_json(const Answer& answer, const Question& question) {
  Json hits = Json::array();
  for (const auto& hit : answer.hits) {
    hits.push_back(hit_json(hit));
    if (question.explain) hits.back()["occurrences"] = hit.occurrences;
  }
  Json json{{"query",
             {{"text", answer.query.text},
              {"read_as", answer.read_as},
              {"suggestion", or_null(answer.suggestion)},
              {"alternatives", alternatives_json(answer)},
              {"notes", answer.query.notes}}},
            {"total", folded_total_json(answer.total)},
            {"folded", question.fold},
            {"page", answer.page},
            {"size", answer.size},
            {"took_ms", rounded(answer.took_ms)},
            {"generation", answer.generation},
            {"partial", false},
            {"hits", std::move(hits)}};
  if (question.facets) {
    json["facets"] = facets_json(answer);
    json["granularity"] = to_string(answer.dates.granularity);
    json["facets_exact"] = true;
    if (auto more = more_json(answer); !more.empty()) json["facet_more"] = std::move(more);
  }
  if (question.explain)
    json["explain"] = {{"read_as", answer.query.read_as},
                       {"tree", tree_json(answer.query.root)},
                       {"parts", parts_json(answer.parts)}};
  return dump(json);
}

std::string article_json(const ArticleView& view) {
  const auto& record = view.record;
  const auto& article = record.article;
  const CodePoints points(record.text);
  Json countries = Json::array();
  for (const auto& [code, weight] : article.countries)
    countries.push_back({{"code", code}, {"weight", rounded(weight)}});
  Json quotations = Json::array();
  for (const auto& quotation : record.quotations) {
    auto one = quotation_json(quotation, points);
    // Elsewhere they are slices of `text`.
    if (view.rights != Rights::full) one["text"] = slice(record.text, quotation.span);
    quotations.push_back(std::move(one));
  }
  Json json{{"id", article.id},
            {"declared_id", or_null(article.declared_id)},
            {"revision", article.revision},
            {"current", view.current},
            {"withdrawn", view.withdrawn},
            {"url", or_null(article.url)},
            {"title", or_null(article.title)},
            {"outlet", or_null(article.outlet)},
            {"outlet_stated", or_null(article.outlet_stated)},
            {"outlet_country", or_null(article.outlet_country)},
            {"section", or_null(article.section)},
            {"rights", to_string(view.rights)},
            {"date", or_null(article.date)},
            {"updated", or_null(article.updated)},
            {"authors", article.authors},
            {"lang", or_null(article.lang)},
            {"countries", countries}};
  set_words(json, view, points);
  json["blocks"] = blocks_json(record, points);
  json["captions"] = record.captions;
  json["summary"] = article.is_summary;
  json["inferred"] = article.inferred;
  json["notes"] = article.notes;
  json["source"] = {{"path", article.source.path},
                    {"record", or_null(article.source.record)},
                    {"sha256", article.source.sha256},
                    {"captured", article.captured ? Json(timestamp(*article.captured)) : Json(nullptr)}};
  json["quotations"] = std::move(quotations);
  json["duplicate_of"] = duplicate_of(view.copies, article.id);
  json["copies"] = copies_json(view.copies);
  json["first_seen"] = timestamp(record.revision.first_seen);
  json["extractor"] = record.revision.extractor;
  json["permalink"] = pinned_path(article.id, article.revision);
  json["revisions"] = revisions_of(view);
  return dump(json);
}

std::string revisions_json(const ArticleView& view) {
  return dump(
      {{"id", view.record.article.id}, {"withdrawn", view.withdrawn}, {"revisions", revisions_of(view)}});
}

std::string quotations_json(const QuotationAnswer& answer) {
  Json hits = Json::array();
  for (const auto& hit : answer.hits) hits.push_back(quotation_hit_json(hit));
  return dump(
      {{"query",
        {{"text", answer.query.text}, {"read_as", answer.query.read_as}, {"notes", answer.query.notes}}},
       {"total", total_json(answer.total)},
       {"page", answer.page},
       {"size", answer.size},
       {"took_ms", rounded(answer.took_ms)},
       {"generation", answer.generation},
       {"hits", std::move(hits)}});
}

std::string suggestions_json(const std::vector<Suggestion>& suggestions) {
  Json list = Json::array();
  for (const auto& each : suggestions) {
    list.push_back({{"kind", to_string(each.kind)},
                    {"text", each.text},
                    {"id", each.id.empty() ? Json(nullptr) : Json(each.id)},
                    {"query", each.query},
                    {"count", each.count}});
  }
  return dump({{"suggestions", std::move(list)}});
}

std::string open_search_suggestions(std::string_view typed, const std::vector<Suggestion>& suggestions) {
  Json queries = Json::array();
  Json told = Json::array();
  for (const auto& each : suggestions) {
    queries.push_back(each.query);
    told.push_back(std::to_string(each.count) + (each.count == 1 ? " article" : " articles"));
  }
  return dump(Json::array({std::string(typed), std::move(queries), std::move(told)}));
}

std::string variants_json(const QuotationHit& asked, const Variants& variants) {
  Json wordings = Json::array();
  for (const auto& wording : variants.wordings) {
    Json changes = Json::array();
    for (const auto& change : wording.changes)
      if (change.op != WordChange::Op::equal)
        changes.push_back(
            {{"op", to_string(change.op)},
             {"asked", change.source},
             {"this", change.draft},
             {"class", change.difference ? Json(to_string(*change.difference)) : Json(nullptr)}});
    Json printings = Json::array();
    for (const auto& printing : wording.printings) {
      auto one = quotation_hit_json(printing.hit);
      one["copy"] = printing.is_copy;
      printings.push_back(std::move(one));
    }
    wordings.push_back({{"text", wording.printings.front().hit.record.text},
                        {"asked", wording.is_asked},
                        {"distance", rounded(wording.distance)},
                        {"part", wording.is_part},
                        {"elided", wording.is_elided},
                        {"joined", wording.is_joined},
                        {"changes", std::move(changes)},
                        {"printings", std::move(printings)}});
  }
  return dump({{"quotation", quotation_hit_json(asked)},
               {"printings", variants.printings},
               {"independent", variants.independent},
               {"wordings", std::move(wordings)}});
}

std::string holdings_json(const Holdings& holdings) {
  return dump({{"status", "ready"},
               {"articles", holdings.articles},
               {"quotations", holdings.quotations},
               {"outlets", holdings.outlets},
               {"speakers", holdings.speakers},
               {"from", or_null(holdings.dates.from)},
               {"to", or_null(holdings.dates.to)},
               {"generation", holdings.generation},
               {"version", PRESSMARK_VERSION}});
}

}  // namespace pressmark::http
