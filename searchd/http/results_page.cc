#include <algorithm>
#include <array>
#include <map>

#include "schema/text/language.h"
#include "schema/text/regions.h"
#include "searchd/http/html.h"
#include "searchd/http/links.h"
#include "searchd/http/page_parts.h"
#include "searchd/http/pages.h"
#include "searchd/http/params.h"

namespace pressmark::http {
namespace {

constexpr std::size_t kShownFacetValues = 8;

struct FacetField {
  std::string_view name;
  Selection Filters::*selection;
};
constexpr std::array<FacetField, 4> kFacetFields{{{"outlet", &Filters::outlet},
                                                  {"speaker", &Filters::speaker},
                                                  {"country", &Filters::country},
                                                  {"lang", &Filters::lang}}};

void toggle(std::vector<std::string>& values, const std::string& value) {
  const auto found = std::find(values.begin(), values.end(), value);
  if (found == values.end())
    values.push_back(value);
  else
    values.erase(found);
}

void remove(std::vector<std::string>& values, const std::string& value) {
  values.erase(std::remove(values.begin(), values.end(), value), values.end());
}

using Labels = std::map<std::string, std::string, std::less<>>;

// What the values of one facet are called, as far as this answer tells.
Labels labels_of(const Answer& answer, std::string_view facet_name) {
  Labels labels;
  for (const auto& facet : answer.facets)
    if (facet.name == facet_name)
      for (const auto& value : facet.values) labels[value.value] = value.label;
  return labels;
}

std::string label_of(const Labels& labels, const std::string& value) {
  const auto found = labels.find(value);
  return found == labels.end() ? value : found->second;
}

// A parameter may name the label; the page then still has one checkbox for it.
bool names(const std::vector<std::string>& given, const FacetValue& value) {
  return std::any_of(given.begin(), given.end(),
                     [&](const auto& one) { return one == value.value || one == value.label; });
}

Data chip(const std::string& name, const std::string& label, bool is_not, const std::string& url) {
  Data data;
  data.set("name", is_not ? "not " + name : name);
  data.set("label", label);
  data.set("url", url);
  set_flag(data, "not", is_not);
  return data;
}

Data chips_of(const Answer& answer, const Question& question) {
  auto chips = list();
  auto base = question;
  base.page = 1;
  for (const auto& field : kFacetFields) {
    const auto labels = labels_of(answer, field.name);
    const auto& selection = question.filters.*field.selection;
    for (const bool is_not : {false, true}) {
      for (const auto& value : is_not ? selection.none_of : selection.any_of) {
        auto without = base;
        auto& changed = without.filters.*field.selection;
        remove(is_not ? changed.none_of : changed.any_of, value);
        chips.push_back(chip(std::string(field.name), label_of(labels, value), is_not, search_url(without)));
      }
    }
  }
  const auto& dates = question.filters.dates;
  if (dates.from || dates.to) {
    auto without = base;
    without.filters.dates = {};
    const auto label =
        (dates.from ? shown_day(*dates.from) : "…") + " – " + (dates.to ? shown_day(*dates.to) : "…");
    chips.push_back(chip("date", label, false, search_url(without)));
  }
  return chips;
}

std::size_t filter_count(const Filters& filters) {
  std::size_t count = filters.dates.empty() ? 0 : 1;
  for (const auto& field : kFacetFields)
    count += (filters.*field.selection).any_of.size() + (filters.*field.selection).none_of.size();
  return count;
}

Data facet_row(const FacetField& field, const FacetValue& value, const Question& question) {
  auto changed = question;
  changed.page = 1;
  auto& selection = changed.filters.*field.selection;
  for (const auto& given : {value.value, value.label}) remove(selection.any_of, given);
  const bool excluded = value.excluded || names(selection.none_of, value);
  if (excluded) {
    for (const auto& given : {value.value, value.label}) remove(selection.none_of, given);
  } else {
    toggle(selection.none_of, value.value);
  }
  Data row;
  row.set("name", std::string(field.name));
  row.set("value", value.value);
  row.set("label", value.label.empty() ? value.value : value.label);
  row.set("count", grouped(value.count));
  row.set("unit", value.count == 1 ? "article" : "articles");
  row.set("not_url", search_url(changed));
  row.set("not_label", excluded ? "allow" : "not");
  row.set("not_title", excluded ? "Allow again" : "Leave out");
  set_flag(row, "selected", value.selected || names((question.filters.*field.selection).any_of, value));
  set_flag(row, "excluded", excluded);
  Data rendered;
  rendered.set("row", render("facet_row", row));
  return rendered;
}

Data facet_data(const FacetField& field, const Facet& facet, const Question& question) {
  // What is chosen stands on top, so that it can always be taken back.
  auto values = facet.values;
  std::stable_partition(values.begin(), values.end(),
                        [](const auto& value) { return value.selected || value.excluded; });
  auto shown = list();
  auto rest = list();
  std::size_t number = 0;
  for (const auto& value : values) {
    auto& where = number++ < kShownFacetValues || value.selected || value.excluded ? shown : rest;
    where.push_back(facet_row(field, value, question));
  }
  Data data;
  data.set("legend", facet_legend(facet.name));
  data.set("values", shown);
  set_list(data, "rest", rest);
  data.set("rest_count", grouped(values.size() - std::min(values.size(), kShownFacetValues)));
  set_text(data, "more", facet.more > 0 ? grouped(facet.more) : std::string{});
  return data;
}

Data facets_of(const Answer& answer, const Question& question) {
  auto facets = list();
  for (const auto& field : kFacetFields)
    for (const auto& facet : answer.facets)
      if (facet.name == field.name && !facet.values.empty())
        facets.push_back(facet_data(field, facet, question));
  return facets;
}

// Parameters the form has no visible control for.
Data hidden_of(const Question& question) {
  auto hidden = list();
  for (const auto& [name, value] : to_query_string(question)) {
    if (name.rfind("not-", 0) != 0 && name != "sort" && name != "match" && name != "size" && name != "fold" &&
        name != "explain" && name != "names")
      continue;
    Data data;
    data.set("name", name);
    data.set("value", value);
    hidden.push_back(data);
  }
  return hidden;
}

Data sorts_of(const Question& question) {
  auto sorts = list();
  for (const auto& [order, label] : {std::pair{SortOrder::relevance, "Best match"},
                                     {SortOrder::newest, "Newest"},
                                     {SortOrder::oldest, "Oldest"}}) {
    auto sorted = question;
    sorted.page = 1;
    sorted.sort = order;
    Data data;
    data.set("url", search_url(sorted));
    data.set("label", label);
    set_flag(data, "current", question.sort == order);
    sorts.push_back(data);
  }
  return sorts;
}

Data meta_item(const std::string& css_class, const std::string& text, const std::string& title = {},
               const std::string& datetime = {}) {
  Data data;
  set_optional(data, "class", css_class);
  set_optional(data, "title", title);
  set_optional(data, "datetime", datetime);
  data.set("text", text);
  return data;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

Data meta_of(const ArticleRecord& article) {
  auto meta = list();
  if (article.outlet) meta.push_back(meta_item("outlet", *article.outlet));
  if (article.date)
    meta.push_back(meta_item("", shown_day(*article.date), "", to_string(*article.date)));
  else
    meta.push_back(meta_item("", "undated"));
  if (!article.authors.empty()) meta.push_back(meta_item("", joined(article.authors)));
  if (article.lang) meta.push_back(meta_item("", language_name(*article.lang)));
  std::vector<std::string> names;
  for (const auto& [code, weight] : article.countries) names.push_back(country_name(code));
  if (!names.empty()) meta.push_back(meta_item("", joined(names), "the countries it is about"));
  return meta;
}

Data passage_data(const Hit& hit, const Passage& passage, const std::string& query) {
  std::vector<Span> marks;
  for (const auto& match : passage.match_bytes)
    if (passage.bytes.contains(match))
      marks.push_back({match.begin - passage.bytes.begin, match.end - passage.bytes.begin});
  Data data;
  std::vector<Span> said;
  for (const auto& piece : passage.said_bytes)
    said.push_back({piece.begin - passage.bytes.begin, piece.end - passage.bytes.begin});
  data.set("html", marked(passage.text, marks, said));
  set_flag(data, "cut_before", passage.cut_before);
  set_flag(data, "cut_after", passage.cut_after);
  const bool named = passage.speaker_name.has_value();
  set_flag(data, "spoken", named && passage.speech == Speech::said);
  set_flag(data, "about", named && (passage.speech == Speech::partly || passage.speech == Speech::reported));
  data.set("manner", passage.speech == Speech::partly ? "quoted in part" : "reported speech");
  set_flag(data, "inferred", passage.speaker_inferred);
  data.set("speaker", passage.speaker_name.value_or(""));
  set_text(data, "source_url", source_url(hit.article, passage).value_or(""));
  set_flag(data, "has_source", source_url(hit.article, passage).has_value());
  data.set("snapshot_url", article_url(hit.article, query, passage.place));
  auto cite = article_url(hit.article, query, passage.place);
  cite.replace(cite.find('#'), std::string::npos, "#cite");
  data.set("cite_url", cite);
  return data;
}

Data copy_data(const ArticleRecord& copy, const std::string& first) {
  Data data;
  data.set("url", pinned_path(copy.id, copy.revision));
  data.set("outlet", copy.outlet.value_or(copy.id));
  data.set("day", copy.date ? shown_day(*copy.date) : std::string("undated"));
  set_text(data, "title", copy.title.value_or(""));
  set_flag(data, "first", copy.id == first);
  return data;
}

void set_copies(Data& data, const Hit& hit, const Question& question) {
  const auto& copies = hit.copies;
  set_flag(data, "has_copies", copies.count > 0);
  data.set("copies_count", counted(copies.count, "copy", "copies"));
  set_flag(data, "is_first", copies.count > 0 && copies.first == hit.article.id);
  auto shown = list();
  for (const auto& copy : copies.shown) shown.push_back(copy_data(copy, copies.first));
  data.set("copies", shown);
  auto unfolded = question;
  unfolded.fold = false;
  unfolded.page = 1;
  set_optional(data, "copies_more",
               copies.count > copies.shown.size() ? grouped(copies.count - copies.shown.size()) + " more"
                                                  : std::string{});
  data.set("copies_url", search_url(unfolded));
}

// What is folded, and the way to the other list.
void set_folding(Data& data, const Answer& answer, const Question& question) {
  auto other = question;
  other.page = 1;
  other.fold = !question.fold;
  const bool folds = question.fold && answer.total.articles > answer.total.value;
  set_text(
      data, "folded",
      folds ? counted(answer.total.articles - answer.total.value, "copy is", "copies are") : std::string{});
  set_flag(data, "unfolded", !question.fold);
  data.set("fold_url", search_url(other));
}

Data hit_data(const Hit& hit, const Question& question) {
  const auto& query = question.text;
  const auto title = hit.article.title.value_or("[untitled] " + hit.first_words);
  const bool opens_at = !hit.passages.empty() && !hit.headline_only;
  Data data;
  data.set("url", article_url(hit.article, query,
                              opens_at ? std::optional(hit.passages.front().place) : std::nullopt));
  data.set("title_html", marked(title, hit.title_matches));
  set_text(data, "lang", hit.article.lang.value_or(""));
  data.set("meta", meta_of(hit.article));
  set_copies(data, hit, question);
  set_flag(data, "headline_only", hit.headline_only && !hit.passages.empty() && !hit.title_matches.empty());
  const bool withheld = hit.article.rights == Rights::link;
  set_flag(data, "withheld", withheld);
  const auto& url = hit.article.url;
  set_text(data, "publisher_url", withheld && url && is_web_url(*url) ? *url : std::string{});
  auto passages = list();
  for (const auto& passage : hit.passages) passages.push_back(passage_data(hit, passage, query));
  data.set("passages", passages);
  return data;
}

Data page_link(const Question& question, std::uint32_t page, const std::string& label, const std::string& vh,
               const std::string& rel) {
  auto other = question;
  other.page = page;
  Data data;
  set_flag(data, "gap", false);
  data.set("url", search_url(other));
  data.set("label", label);
  set_optional(data, "vh", vh);
  set_optional(data, "rel", rel);
  set_flag(data, "current", page == question.page && rel.empty());
  return data;
}

Data pages_of(const Answer& answer, const Question& question) {
  auto pages = list();
  const auto reachable =
      std::min<std::uint64_t>(answer.total.value, kMaxResultDepth / question.size * question.size);
  const auto last = static_cast<std::uint32_t>((reachable + question.size - 1) / question.size);
  if (last < 2) return pages;
  constexpr std::uint32_t kAround = 2;
  if (question.page > 1)
    pages.push_back(page_link(question, std::min(question.page - 1, last), "‹", "Previous page ", "prev"));
  bool in_gap = false;
  for (std::uint32_t page = 1; page <= last; ++page) {
    const bool shown =
        page == 1 || page == last || (page + kAround >= question.page && page <= question.page + kAround);
    if (shown) {
      pages.push_back(page_link(question, page, std::to_string(page), "Page ", ""));
    } else if (!in_gap) {
      Data gap;
      set_flag(gap, "gap", true);
      set_flag(gap, "url", false);
      pages.push_back(gap);
    }
    in_gap = !shown;
  }
  if (question.page < last)
    pages.push_back(page_link(question, question.page + 1, "›", "Next page ", "next"));
  return pages;
}

Data ways_of(const std::vector<WayOut>& ways_out) {
  auto ways = list();
  for (const auto& way : ways_out) {
    Data data;
    data.set("label", way.label);
    data.set("url", way.url);
    data.set("count", counted(way.count, "article", "articles"));
    ways.push_back(data);
  }
  return ways;
}

std::string scope_of(const Holdings& holdings) {
  auto scope = "of " + counted(holdings.articles, "article", "articles") + " from " +
               counted(holdings.outlets, "outlet", "outlets");
  if (holdings.dates.from && holdings.dates.to)
    scope += ", " + shown_day(*holdings.dates.from) + " – " + shown_day(*holdings.dates.to);
  return scope;
}

void set_empty(Data& data, const ResultsView& view) {
  const auto& answer = view.answer;
  set_flag(data, "is_empty", answer.hits.empty());
  const bool beyond = answer.hits.empty() && answer.total.value > 0;
  data.set("empty_title",
           beyond ? "There is no page " + grouped(view.question.page) : std::string("Nothing found"));
  data.set("empty_scope", beyond ? "The last results are on an earlier page."
                                 : "None " + scope_of(view.holdings) + " matches.");
  auto ways = ways_of(view.ways_out);
  if (beyond) {
    auto first = view.question;
    first.page = 1;
    ways = ways_of({{"the first page", search_url(first), answer.total.value}});
  }
  set_list(data, "ways", ways);
  // Where some of the words are found, what is found without one of them.
  auto fewer = list();
  if (answer.relaxed && !answer.hits.empty()) {
    std::vector<WayOut> without;
    for (std::size_t i = 0; i < view.ways_out.size(); ++i)
      if (answer.alternatives[i].kind == Alternative::Kind::without_part) without.push_back(view.ways_out[i]);
    fewer = ways_of(without);
  }
  set_list(data, "fewer", fewer);
}

Data parts_of(const Answer& answer) {
  auto parts = list();
  for (const auto& part : answer.parts) {
    std::string forms;
    for (const auto& form : part.forms)
      forms += (forms.empty() ? "" : ", ") + form.word + " " + grouped(form.articles);
    if (part.more_forms > 0) forms += ", " + grouped(part.more_forms) + " more";
    const auto hundredths = static_cast<std::uint64_t>(part.weight * 100 + 0.5);
    Data data;
    data.set("part", part.text);
    data.set("count", grouped(part.articles) + (part.excluded ? " left out" : ""));
    set_text(data, "weight",
             part.weight > 0 ? std::to_string(hundredths / 100) + "." + std::to_string(hundredths / 10 % 10) +
                                   std::to_string(hundredths % 10)
                             : "");
    set_text(data, "forms", forms);
    parts.push_back(data);
  }
  return parts;
}

std::string heading_of(const Question& question) {
  return question.text.empty() ? "All articles" : "Results for " + question.text;
}

}  // namespace

std::string Pages::results(const ResultsView& view) const {
  const auto& answer = view.answer;
  const auto& question = view.question;
  auto unfiltered = question;
  unfiltered.filters = {};
  unfiltered.page = 1;
  auto suggested = question;  // it was counted with the filters
  suggested.page = 1;
  suggested.text = answer.suggestion.value_or("");

  Data data;
  const auto title = (question.text.empty() ? "All articles" : question.text) + " · Pressmark";
  data.set("title", title);
  data.set("heading", heading_of(question));
  data.set("hidden", hidden_of(question));
  const auto total =
      (answer.total.exact ? "" : "at least ") + counted(answer.total.value, "article", "articles");
  data.set("total",
           answer.relaxed
               ? "No article has all the words; " + std::string(answer.total.exact ? "" : "at least ") +
                     grouped(answer.total.value) + (answer.total.value == 1 ? " has" : " have") + " some"
               : total);
  data.set("scope", scope_of(view.holdings));
  set_folding(data, answer, question);
  data.set("sorts", sorts_of(question));
  set_text(data, "read_as", question.text.empty() ? "" : answer.read_as);
  auto notes = list();
  for (const auto& note : answer.query.notes) {
    Data one;
    one.set("text", note);
    notes.push_back(one);
  }
  data.set("notes", notes);
  set_list(data, "parts", parts_of(answer));
  set_text(data, "suggestion", answer.suggestion.value_or(""));
  data.set("suggestion_url", search_url(suggested));
  set_list(data, "chips", chips_of(answer, question));
  data.set("clear_url", search_url(unfiltered));
  const auto filters = filter_count(question.filters);
  set_optional(data, "filter_count", filters > 0 ? std::to_string(filters) : "");
  data.set("from", question.filters.dates.from ? to_string(*question.filters.dates.from) : std::string{});
  data.set("to", question.filters.dates.to ? to_string(*question.filters.dates.to) : std::string{});
  data.set("facets", facets_of(answer, question));
  data.set("histogram", histogram_html(answer.dates, question));

  auto hits = list();
  for (const auto& hit : answer.hits) hits.push_back(hit_data(hit, question));
  set_list(data, "hits", hits);
  data.set("first", std::to_string(std::uint64_t{question.page - 1} * question.size + 1));
  set_list(data, "pages", pages_of(answer, question));
  set_empty(data, view);

  const auto feed = feed_url(question);
  set_text(data, "feed", feed);
  data.set("export_csv", export_url(question, "csv"));
  data.set("export_ris", export_url(question, "ris"));
  data.set("export_bibtex", export_url(question, "bibtex"));

  Frame frame;
  frame.kind = "results";
  frame.feed = feed;
  frame.title = title;
  frame.query = question.text;
  frame.noindex = true;
  return framed(frame, assets_, render("results", data));
}

}  // namespace pressmark::http
