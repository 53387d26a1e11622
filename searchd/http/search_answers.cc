#include "searchd/http/search_answers.h"

#include <utility>

#include "schema/index/fields.h"
#include "searchd/http/params.h"

namespace pressmark::http {
namespace {

std::uint64_t count(Searcher& searcher, Question question) {
  question.page = 1;
  question.size = 1;
  question.facets = false;
  question.passages = false;
  question.advice = false;
  return searcher.search(question).total.value;
}

std::string quoted(const std::string& words) {
  return "“" + words + "”";
}

}  // namespace

bool is_blank(const Question& question) {
  return question.text.find_first_not_of(" \t\r\n") == std::string::npos && question.filters.empty() &&
         question.page == 1 && question.sort == SortOrder::relevance;
}

FirstView first_view(Searcher& searcher) {
  FirstView view;
  view.holdings = searcher.holdings();
  if (view.holdings.articles == 0) return view;
  const auto offer = [&](std::string_view query, std::string_view meaning) {
    Question question;
    question.text = query;
    question.match = MatchMode::all;
    if (count(searcher, question) > 0) view.examples.push_back({std::string(query), std::string(meaning)});
  };
  offer("Mi-35 delivery", "words, in any of their forms");
  for (const auto& field : kFields) offer(field.example, field.meaning);
  Question everything;
  everything.size = 1;
  everything.passages = false;
  view.browse = searcher.search(everything).facets;
  return view;
}

std::vector<WayOut> ways_out(const Question& question, const Answer& answer) {
  std::vector<WayOut> ways;
  for (const auto& alternative : answer.alternatives) {
    auto other = question;
    other.page = 1;
    other.text = alternative.text;
    std::string label = alternative.text;
    if (alternative.kind == Alternative::Kind::without_filters) {
      other.filters = {};
      label = "without the filters";
    } else if (alternative.kind == Alternative::Kind::without_part) {
      label = "without " + quoted(alternative.dropped);
    }
    ways.push_back({std::move(label), search_url(other), alternative.found});
  }
  return ways;
}

}  // namespace pressmark::http
