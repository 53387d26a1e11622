#include "searchd/http/article_answers.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "schema/model/error.h"
#include "schema/text/keys.h"
#include "searchd/cite/citation.h"
#include "searchd/cite/commands.h"
#include "searchd/cite/exports.h"
#include "searchd/cite/locate.h"
#include "searchd/cite/styles.h"
#include "searchd/http/links.h"
#include "searchd/search/taken_down.h"

namespace pressmark::http {
namespace {

Citation citation_of(const ArticleView& article, const std::optional<Passage>& passage) {
  CitationOptions options;
  options.accessed = access_day();
  options.revision_digits = pinned_digits(article.record.revision.id, article.revisions);
  options.canonical_text = article.record.text;
  return make_citation(article.record.article, passage ? &*passage : nullptr, options);
}

std::string joined(std::span<const std::string_view> names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

// "apa" → "APA", "chicago" → "Chicago".
std::string shown_style(std::string_view name) {
  const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; };
  constexpr std::array<std::string_view, 4> kAcronyms{"apa", "mla", "ieee", "mhra"};
  std::string shown(name);
  const bool acronym = std::find(kAcronyms.begin(), kAcronyms.end(), name) != kAcronyms.end();
  std::transform(shown.begin(), acronym ? shown.end() : shown.begin() + 1, shown.begin(), upper);
  return shown;
}

CitationStyle style_named(std::string_view name) {
  const auto style = citation_style(name.empty() ? std::string_view("chicago") : name);
  if (style) return *style;
  throw Error(ErrorKind::usage, "style is not known", "style takes one of " + joined(citation_style_names()));
}

CitationFormat format_named(std::string_view name) {
  const auto format = citation_format(name);
  if (format) return *format;
  throw Error(ErrorKind::usage, "format is not known",
              "format takes one of " + joined(citation_format_names()));
}

std::vector<std::pair<std::string, std::string>> format_links(const ArticleView& article,
                                                              std::optional<Span> place) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kOffered{
      {{"bibtex", "BibTeX"}, {"ris", "RIS"}, {"csl-json", "CSL-JSON"}, {"markdown", "Markdown"}}};
  const auto base = "/api/v1/cite/" +
                    pinned_path(article.record.article.id, article.record.revision.id).substr(3) + "?" +
                    (place ? "c=" + fragment_of(*place).substr(1) + "&" : "");
  std::vector<std::pair<std::string, std::string>> links;
  for (const auto& [format, label] : kOffered)
    links.emplace_back(label, base + "format=" + std::string(format));
  return links;
}

// The passage at `place`, as far as the rights of its outlet allow it. Throws Error{not_found}.
Passage shown_passage(const ArticleView& article, Span place) {
  const auto& id = article.record.article.id;
  if (article.rights == Rights::link)
    throw Error(ErrorKind::not_found, "the words of " + id + " are shown by its publisher only",
                "cite the article as a whole");
  if (article.rights == Rights::excerpt && place.begin <= place.end && place.size() > kLongestExcerpt)
    throw Error(
        ErrorKind::not_found,
        "of " + id + " at most " + std::to_string(kLongestExcerpt) + " characters may be shown at a time",
        "narrow the range behind #c");
  return passage_at(article, place);
}

// What the page shows of the text: excerpts are chosen around what was asked for.
std::vector<Span> shown_of(const ArticleView& article, const std::optional<Passage>& passage,
                           const std::vector<Span>& hits) {
  if (article.rights != Rights::excerpt) return article.shown;
  return excerpts(article.record, hits, passage ? std::optional(passage->bytes) : std::nullopt);
}

// The hits that stand in what is shown.
std::vector<Span> hits_within(const std::vector<Span>& shown, const std::vector<Span>& hits) {
  std::vector<Span> within;
  auto piece = shown.begin();
  for (const auto& hit : hits) {
    while (piece != shown.end() && piece->end <= hit.begin) ++piece;
    if (piece == shown.end()) break;
    if (piece->overlaps(hit)) within.push_back(hit);
  }
  return within;
}

}  // namespace

ArticleView require_article(Searcher& searcher, std::string_view reference) {
  const auto at = reference.find('@');
  const auto id = reference.substr(0, at);
  const auto revision = at == std::string_view::npos ? std::string_view{} : reference.substr(at + 1);
  constexpr const char* kHint = "check the address, or search for the article";
  if (!is_article_id(id)) throw Error(ErrorKind::not_found, "there is no such article", kHint);
  if (at != std::string_view::npos && revision.empty())
    throw Error(ErrorKind::usage, "there is no revision after the @",
                "give at least 8 hex digits, or leave the @ out");
  auto article = searcher.article(id, revision);
  if (!article)
    if (const auto takedown = searcher.takedown(id)) throw TakenDown(id, *takedown);
  if (!article && at != std::string_view::npos && searcher.article(id))
    throw Error(ErrorKind::not_found,
                std::string(id) + " has no revision that begins with " + std::string(revision),
                "the current one is at /a/" + std::string(id));
  if (!article) throw Error(ErrorKind::not_found, "there is no article " + std::string(reference), kHint);
  return std::move(*article);
}

ArticlePageView article_page_view(const ArticleView& article, std::optional<Span> place,
                                  const std::string& query, const std::vector<Span>& hits,
                                  const std::string& base_url) {
  ArticlePageView view(article);
  std::optional<Passage> passage;
  if (place) {
    try {
      passage = shown_passage(article, *place);
      view.place = place;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::not_found) throw;
      view.lost_place = error.what();
    }
  }
  const auto citation = citation_of(article, passage);
  view.query = query;
  view.shown = shown_of(article, passage, hits);
  view.hits = hits_within(view.shown, hits);
  view.pinned = citation.pinned;
  view.base_url = base_url;
  for (const auto name : citation_style_names())
    view.citations.push_back({shown_style(name), formatted(citation, *citation_style(name))});
  view.formats = format_links(article, view.place);
  const auto& url = article.record.article.url;
  if (url && is_web_url(*url)) view.source_url = passage ? citation.source_url.value_or(*url) : *url;
  return view;
}

Response cite_response(const ArticleView& article, std::optional<Span> place, std::string_view style,
                       std::string_view format) {
  const auto chosen = style_named(style);
  std::optional<Passage> passage;
  if (place) passage = shown_passage(article, *place);
  const auto citation = citation_of(article, passage);

  Response response;
  response.headers.emplace_back("Cache-Control", "no-cache");
  if (format.empty()) {
    response.content_type = "text/plain; charset=utf-8";
    response.body = formatted(citation, chosen) + "\n";
    return response;
  }
  const auto shape = format_named(format);
  response.content_type = media_type(shape);
  response.body = format_citations(std::span(&citation, 1), shape, chosen);
  if (shape == CitationFormat::bibtex || shape == CitationFormat::biblatex || shape == CitationFormat::ris)
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" +
                                                             article.record.article.id + "." +
                                                             std::string(file_extension(shape)) + "\"");
  return response;
}

Response export_response(Searcher& searcher, const Question& question, std::string_view style,
                         std::string_view format) {
  const auto chosen = style_named(style);
  const auto shape = format_named(format.empty() ? std::string_view("csv") : format);
  Total total;
  const auto citations = all_citations(searcher, question, access_day(), total);
  Response response;
  response.content_type = media_type(shape);
  response.body = format_citations(citations, shape, chosen);
  response.headers.emplace_back("Cache-Control", "no-cache");
  response.headers.emplace_back("X-Total-Count", std::to_string(total.value));
  response.headers.emplace_back(
      "Content-Disposition", "attachment; filename=\"pressmark." + std::string(file_extension(shape)) + "\"");
  return response;
}

}  // namespace pressmark::http
