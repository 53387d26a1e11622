#include "schema/index/fields.h"
#include "searchd/http/page_parts.h"
#include "searchd/http/pages.h"
#include "searchd/http/params.h"

namespace pressmark::http {
namespace {

std::string url_of(const std::string& query) {
  Question question;
  question.size = kDefaultPageSize;
  question.text = query;
  return search_url(question);
}

Data facts_of(const Holdings& holdings) {
  auto facts = list();
  const auto add = [&](std::uint64_t number, const char* one, const char* many) {
    Data fact;
    fact.set("label", number == 1 ? one : many);
    fact.set("value", grouped(number));
    facts.push_back(fact);
  };
  add(holdings.articles, "article", "articles");
  add(holdings.quotations, "quotation", "quotations");
  add(holdings.outlets, "outlet", "outlets");
  add(holdings.speakers, "speaker", "speakers");
  return facts;
}

Data examples_of(const std::vector<Example>& given) {
  auto examples = list();
  for (const auto& example : given) {
    Data data;
    data.set("query", example.query);
    data.set("meaning", example.meaning);
    data.set("url", url_of(example.query));
    examples.push_back(data);
  }
  return examples;
}

// The outlets and speakers there is most of, as links into the index.
Data browse_of(const std::vector<Facet>& facets) {
  constexpr std::size_t kShown = 12;
  auto groups = list();
  for (const auto& facet : facets) {
    const bool is_outlet = facet.name == "outlet";
    if (!is_outlet && facet.name != "speaker") continue;
    auto values = list();
    std::size_t shown = 0;
    for (const auto& found : facet.values) {
      if (found.value == kUnknown) continue;
      if (shown++ == kShown) break;
      Question question;
      question.size = kDefaultPageSize;
      (is_outlet ? question.filters.outlet : question.filters.speaker).any_of = {found.value};
      Data value;
      value.set("label", found.label);
      value.set("count", grouped(found.count));
      value.set("url", search_url(question));
      values.push_back(value);
    }
    if (values.is_empty_list()) continue;
    Data group;
    group.set("title", is_outlet ? "Outlets" : "Most quoted");
    group.set("values", values);
    groups.push_back(group);
  }
  return groups;
}

Data fields_of() {
  auto fields = list();
  for (const auto& field : kFields) {
    Data data;
    data.set("example", std::string(field.example));
    data.set("meaning", std::string(field.meaning));
    fields.push_back(data);
  }
  return fields;
}

}  // namespace

std::string Pages::first(const FirstView& view) const {
  const auto& holdings = view.holdings;
  Data data;
  set_flag(data, "is_empty", holdings.articles == 0);
  data.set("facts", facts_of(holdings));
  const bool dated = holdings.dates.from && holdings.dates.to;
  set_flag(data, "has_dates", dated);
  data.set("from", dated ? shown_day(*holdings.dates.from) : std::string{});
  data.set("to", dated ? shown_day(*holdings.dates.to) : std::string{});
  data.set("from_iso", dated ? to_string(*holdings.dates.from) : std::string{});
  data.set("to_iso", dated ? to_string(*holdings.dates.to) : std::string{});
  set_text(data, "undated", holdings.undated > 0 ? grouped(holdings.undated) : std::string{});
  set_list(data, "examples", examples_of(view.examples));
  data.set("browse", browse_of(view.browse));
  data.set("fields", fields_of());

  Frame frame;
  frame.kind = "first";
  frame.title = "Pressmark";
  frame.autofocus = true;
  return framed(frame, assets_, render("first", data));
}

std::string Pages::error(const ErrorView& view) const {
  Data data;
  data.set("heading", view.title);
  data.set("detail", view.detail);
  data.set("status", std::to_string(view.status));
  set_flag(data, "has_retry", !view.again.empty());
  data.set("again", view.again);

  Frame frame;
  frame.kind = "problem";
  frame.title = view.title + " · Pressmark";
  frame.query = view.query;
  frame.noindex = true;
  return framed(frame, assets_, render("error", data));
}

}  // namespace pressmark::http
