#include <algorithm>

#include "schema/model/article.h"
#include "schema/text/language.h"
#include "schema/text/regions.h"
#include "schema/text/utf8.h"
#include "searchd/http/article_body.h"
#include "searchd/http/html.h"
#include "searchd/http/links.h"
#include "searchd/http/page_parts.h"
#include "searchd/http/pages.h"
#include "searchd/http/params.h"
#include "searchd/http/query_string.h"

namespace pressmark::http {
namespace {

constexpr std::size_t kShownJumps = 12;
constexpr std::int64_t kDaySeconds = 86'400;

std::string day_seen(std::int64_t seconds) {
  const auto days = seconds >= 0 ? seconds / kDaySeconds : -((-seconds + kDaySeconds - 1) / kDaySeconds);
  return shown_day(day_from_number(static_cast<std::int32_t>(days)));
}

std::string url_for(std::vector<std::string> Selection::*list, Selection Filters::*selection,
                    const std::string& value) {
  Question question;
  question.size = kDefaultPageSize;
  (question.filters.*selection.*list) = {value};
  return search_url(question);
}

std::string speaker_url(const std::string& id) {
  return url_for(&Selection::any_of, &Filters::speaker, id);
}

Data banner(const std::string& text, const std::string& url = {}, const std::string& link = {}) {
  Data data;
  data.set("text", text);
  set_optional(data, "url", url);
  data.set("link", link);
  return data;
}

std::string host_of(std::string_view url) {
  const auto start = url.find("//");
  if (start == std::string_view::npos) return std::string(url);
  const auto rest = url.substr(start + 2);
  return std::string(rest.substr(0, rest.find_first_of("/?#")));
}

Data banners_of(const ArticlePageView& view) {
  const auto& article = view.article;
  const auto newest = "/a/" + percent_encode(article.record.article.id);
  auto banners = list();
  if (article.withdrawn)
    banners.push_back(
        banner("Withdrawn: this article is no longer searched. The kept wording stays readable for those who "
               "cited it."));
  else if (!article.current)
    banners.push_back(banner(
        "This is an earlier revision, first seen " + day_seen(article.record.revision.first_seen) + ".",
        newest, "Show the current one"));
  if (const auto& copies = article.copies; copies.count > 0) {
    const bool is_first = copies.first == article.record.article.id;
    const auto others = counted(copies.count, "other article has", "other articles have");
    banners.push_back(is_first ? banner(others + " this text; this is its first publication.")
                               : banner(others + " this text.", "/a/" + percent_encode(copies.first),
                                        "Show its first publication"));
  }
  if (!view.lost_place.empty()) banners.push_back(banner("Not shown: " + view.lost_place + "."));
  if (article.record.article.is_summary)
    banners.push_back(banner("The source carries only the beginning of this article, or a summary."));
  const auto source = view.source_url.value_or("");
  const auto link = source.empty() ? std::string{} : "Read it at " + host_of(source);
  if (article.rights == Rights::excerpt)
    banners.push_back(
        banner("This outlet's rights allow excerpts only: these are passages, not the whole article. All of "
               "it can be searched.",
               source, link));
  if (article.rights == Rights::link)
    banners.push_back(
        banner("This outlet's rights allow no text here: only what the article is and where it was "
               "published. All of it can be searched.",
               source, link));
  return banners;
}

Data meta_item(const std::string& text, const std::string& url = {}, const std::string& datetime = {},
               const std::string& prefix = {}) {
  Data data;
  data.set("text", text);
  data.set("prefix", prefix);
  set_optional(data, "url", url);
  set_optional(data, "datetime", datetime);
  return data;
}

Data meta_of(const ArticleRecord& article) {
  auto meta = list();
  if (article.date)
    meta.push_back(meta_item(shown_day(*article.date), "", to_string(*article.date)));
  else
    meta.push_back(meta_item("undated"));
  if (article.updated && article.updated != article.date)
    meta.push_back(meta_item(shown_day(*article.updated), "", to_string(*article.updated), "updated "));
  for (const auto& author : article.authors) meta.push_back(meta_item(author));
  if (article.section) meta.push_back(meta_item(*article.section));
  if (article.lang)
    meta.push_back(
        meta_item(language_name(*article.lang), url_for(&Selection::any_of, &Filters::lang, *article.lang)));
  for (const auto& [code, weight] : article.countries)
    meta.push_back(meta_item(country_name(code), url_for(&Selection::any_of, &Filters::country, code)));
  return meta;
}

// At most `limit` code points, cut between words.
std::string shortened(std::string_view text, std::uint32_t limit) {
  constexpr std::size_t kLongestCodePoint = 4;
  const CodePoints points(text.substr(0, (std::size_t{limit} + 1) * kLongestCodePoint));
  if (points.count() <= limit) return std::string(text);
  const auto cut = text.substr(0, points.to_byte(limit));
  const auto blank = cut.rfind(' ');
  return std::string(blank == std::string_view::npos || blank == 0 ? cut : cut.substr(0, blank)) + " …";
}

std::string evidence_of(const Quotation& quotation) {
  if (quotation.step == "name") return "named beside it";
  if (quotation.step == "role") return "known by the role";
  if (quotation.step == "pronoun") return "meant by a pronoun";
  if (quotation.step == "inherited") return "carried over from before";
  if (quotation.step == "described") return "described, not named";
  return "nobody named";
}

// Whether the page shows where a quotation begins, so that a link can lead there.
bool is_shown(const Quotation& quotation, const std::vector<Span>& shown) {
  return std::any_of(shown.begin(), shown.end(), [&](Span piece) {
    return !quotation.spans.empty() && piece.overlaps(quotation.spans.front());
  });
}

Data captions_of(const TextRecord& record) {
  auto captions = list();
  for (const auto& caption : record.captions) {
    Data data;
    data.set("text", caption);
    captions.push_back(data);
  }
  return captions;
}

Data said_of(const TextRecord& record, const std::vector<Span>& shown, bool is_current) {
  constexpr std::uint32_t kShownWords = 140;
  auto said = list();
  for (const auto& quotation : record.quotations) {
    Data data;
    set_flag(data, "anchor", is_shown(quotation, shown));
    set_flag(data, "current", is_current);  // of earlier revisions no quotation can be asked for
    const auto& speaker = quotation.speaker;
    data.set("id", quotation.id);
    data.set("speaker", speaker ? speaker->name : std::string("speaker unknown"));
    set_optional(data, "speaker_url",
                 speaker && !speaker->id.empty() ? speaker_url(speaker->id) : std::string{});
    set_text(data, "role", speaker ? speaker->role : std::string{});
    data.set("words", shortened(slice(record.text, quotation.span), kShownWords));
    data.set("type", std::string(to_string(quotation.type)));
    data.set("evidence", evidence_of(quotation));
    data.set("confidence", std::to_string(quotation.confidence).substr(0, 4));
    said.push_back(data);
  }
  return said;
}

Data citations_of(const std::vector<StyledCitation>& given, std::size_t from, std::size_t to) {
  auto citations = list();
  for (std::size_t i = from; i < std::min(to, given.size()); ++i) {
    Data data;
    data.set("style", given[i].style);
    data.set("text", given[i].text);
    citations.push_back(data);
  }
  return citations;
}

void set_cite(Data& data, const ArticlePageView& view, const CodePoints& points) {
  constexpr std::uint32_t kShownPassage = 280;
  const auto& text = view.article.record.text;
  set_text(data, "passage",
           view.place ? shortened(slice(text, points.to_bytes(*view.place)), kShownPassage) : std::string{});
  data.set("citations", citations_of(view.citations, 0, 1));
  set_list(data, "more_citations", citations_of(view.citations, 1, view.citations.size()));
  set_flag(data, "has_more_styles", view.citations.size() > 1);
  auto formats = list();
  for (const auto& [label, url] : view.formats) {
    Data format;
    format.set("label", label);
    format.set("url", url);
    formats.push_back(format);
  }
  set_list(data, "formats", formats);
  data.set("pinned", view.pinned);
  const auto& record = view.article.record.article;
  data.set("pinned_url", view.place ? permalink(record.id, record.revision, *view.place)
                                    : pinned_path(record.id, record.revision));
}

Data revisions_of(const ArticleView& article) {
  auto revisions = list();
  if (article.revisions.size() < 2) return revisions;
  for (const auto& revision : article.revisions) {
    Data data;
    data.set("url", pinned_path(article.record.article.id, revision.id));
    data.set("short", revision_prefix(revision.id));
    data.set("seen", day_seen(revision.first_seen));
    set_flag(data, "current", revision.id == article.record.revision.id);
    const bool is_oldest = revision == article.revisions.back();
    set_optional(data, "changes_url",
                 is_oldest ? std::string{}
                           : "/diff/" + article.record.article.id + "?to=" + revision_prefix(revision.id));
    revisions.push_back(data);
  }
  return revisions;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

Data notes_of(const ArticleRecord& article) {
  auto notes = list();
  for (const auto& note : article.notes) {
    Data data;
    data.set("text", note);
    notes.push_back(data);
  }
  return notes;
}

void set_provenance(Data& data, const ArticlePageView& view) {
  const auto& record = view.article.record;
  const auto& source = record.article.source;
  set_flag(data, "has_publisher", view.source_url.has_value());
  data.set("publisher_url", view.source_url.value_or(""));
  data.set("publisher_host", host_of(view.source_url.value_or("")));
  data.set("revision", record.revision.id);
  data.set("first_seen", day_seen(record.revision.first_seen));
  data.set("source", source.path + (source.record ? ", record " + std::to_string(*source.record) : ""));
  data.set("source_hash", source.sha256);
  set_text(data, "inferred", joined(record.article.inferred));
  const auto record_path = "/api/v1/articles/" + pinned_path(record.article.id, record.revision.id).substr(3);
  data.set("record_url", record_path);
  const bool whole = view.article.rights == Rights::full;
  set_text(data, "verify",
           whole ? "curl -s '" + view.base_url + record_path + "' | jq -j .text | sha256sum" : std::string{});
  set_text(data, "outlet_stated", record.article.outlet_stated.value_or(""));
  set_text(data, "outlet_country",
           record.article.outlet_country ? country_name(*record.article.outlet_country) : std::string{});
  set_text(data, "captured", record.article.captured ? day_seen(*record.article.captured) : std::string{});
  set_list(data, "notes", notes_of(record.article));
  set_list(data, "revisions", revisions_of(view.article));
}

void set_walk(Data& data, const std::vector<Span>& hits) {
  auto jumps = list();
  for (std::size_t i = 1; i <= std::min(hits.size(), kShownJumps); ++i) {
    Data jump;
    jump.set("n", std::to_string(i));
    jumps.push_back(jump);
  }
  set_flag(data, "has_hits", !hits.empty());
  data.set("jumps", jumps);
  data.set("hit_number", std::to_string(hits.size()));
  data.set("hit_count", counted(hits.size(), "match", "matches"));
  set_flag(data, "jumps_cut", hits.size() > kShownJumps);
}

// What reference managers read from a page (Highwire Press tags, Dublin Core).
Data meta_tags(const ArticleRecord& article) {
  auto tags = list();
  const auto add = [&](const char* name, const std::string& content) {
    if (content.empty()) return;
    Data tag;
    tag.set("name", name);
    tag.set("content", content);
    tags.push_back(tag);
  };
  const auto date = article.date ? to_string(*article.date) : std::string{};
  add("citation_title", article.title.value_or(""));
  for (const auto& author : article.authors) add("citation_author", author);
  add("citation_publication_date", date);
  add("citation_journal_title", article.outlet.value_or(""));
  add("citation_language", article.lang.value_or(""));
  add("citation_public_url", article.url && is_web_url(*article.url) ? *article.url : std::string{});
  add("DC.title", article.title.value_or(""));
  for (const auto& author : article.authors) add("DC.creator", author);
  add("DC.date", date);
  add("DC.publisher", article.outlet.value_or(""));
  add("DC.language", article.lang.value_or(""));
  add("DC.identifier", article.url && is_web_url(*article.url) ? *article.url : article.id);
  add("DC.type", "newspaperArticle");
  return tags;
}

}  // namespace

std::string Pages::article(const ArticlePageView& view) const {
  const auto& record = view.article.record;
  const auto& article = record.article;
  const CodePoints points(record.text);
  Question back;
  back.size = kDefaultPageSize;
  back.text = view.query;
  const auto title = article.title.value_or("[untitled] " + first_words(record.text));

  Data data;
  set_text(data, "lang", article.lang.value_or(""));
  set_flag(data, "has_back", !view.query.empty());
  data.set("back_url", search_url(back));
  data.set("query", view.query);
  data.set("banners", banners_of(view));
  data.set("outlet", article.outlet.value_or(""));
  set_optional(
      data, "outlet_url",
      article.outlet ? url_for(&Selection::any_of, &Filters::outlet, *article.outlet) : std::string{});
  data.set("title_html", escape_html(title));
  data.set("meta", meta_of(article));
  set_list(data, "blocks", body_of(view, points));
  set_list(data, "captions", captions_of(record));
  set_list(data, "said", said_of(record, view.shown, view.article.current));
  set_cite(data, view, points);
  set_provenance(data, view);
  set_walk(data, view.hits);

  Frame frame;
  frame.kind = "article";
  frame.title = title + (article.outlet ? " · " + *article.outlet : "");
  frame.query = view.query;
  frame.noindex = view.article.withdrawn || !view.article.current;
  frame.canonical = pinned_path(article.id, article.revision);
  frame.meta = meta_tags(article);
  return framed(frame, assets_, render("article", data));
}

}  // namespace pressmark::http
