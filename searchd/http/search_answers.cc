#include "searchd/http/search_answers.h"

#include <utility>

#include "schema/index/fields.h"
#include "searchd/http/params.h"
#include "searchd/search/query_parser.h"

namespace pressmark::http {
namespace {

constexpr std::size_t kMaxDropped = 6;  // words tried one by one; each is a search

std::uint64_t count(Searcher& searcher, Question question) {
  question.page = 1;
  question.size = 1;
  question.facets = false;
  question.passages = false;
  return searcher.search(question).total.value;
}

void try_way(Searcher& searcher, const Question& question, std::string label, std::vector<WayOut>& ways) {
  if (const auto found = count(searcher, question); found > 0)
    ways.push_back({std::move(label), search_url(question), found});
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

std::vector<WayOut> ways_out(Searcher& searcher, const Question& question, const Answer& answer) {
  std::vector<WayOut> ways;
  if (!answer.hits.empty() || answer.total.value > 0) return ways;
  auto base = question;
  base.page = 1;
  if (answer.suggestion) {
    auto suggested = base;
    suggested.text = *answer.suggestion;
    try_way(searcher, suggested, *answer.suggestion, ways);
  }
  if (!base.filters.empty()) {
    auto unfiltered = base;
    unfiltered.filters = {};
    try_way(searcher, unfiltered, "without the filters", ways);
  }
  const auto& root = answer.query.root;
  if (root.kind != QueryKind::all || root.children.size() < 2 || root.children.size() > kMaxDropped)
    return ways;
  for (std::size_t dropped = 0; dropped < root.children.size(); ++dropped) {
    auto rest = root;
    rest.children.erase(rest.children.begin() + static_cast<std::ptrdiff_t>(dropped));
    auto fewer = base;
    fewer.text = print(rest.children.size() == 1 ? rest.children.front() : rest);
    try_way(searcher, fewer, "without " + quoted(print(root.children[dropped])), ways);
  }
  return ways;
}

}  // namespace pressmark::http
