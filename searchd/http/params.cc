#include "searchd/http/params.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "schema/model/error.h"

namespace pressmark::http {
namespace {

struct FacetParameter {
  std::string_view name;
  std::string_view exclusion;
  Selection Filters::*selection;
};
constexpr std::array<FacetParameter, 4> kFacetParameters{{
    {"outlet", "not-outlet", &Filters::outlet},
    {"speaker", "not-speaker", &Filters::speaker},
    {"country", "not-country", &Filters::country},
    {"lang", "not-lang", &Filters::lang},
}};

[[noreturn]] void refuse(std::string_view name, std::string_view value, std::string_view allowed) {
  constexpr std::size_t kShownBytes = 60;
  throw Error(ErrorKind::usage,
              std::string(name) + "=" + std::string(value.substr(0, kShownBytes)) + " is not understood",
              std::string(name) + " takes " + std::string(allowed));
}

std::uint32_t number(std::string_view name, std::string_view value, std::uint32_t low, std::uint32_t high) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size() || number < low || number > high)
    refuse(name, value, "a number from " + std::to_string(low) + " to " + std::to_string(high));
  return number;
}

bool flag(std::string_view name, std::string_view value) {
  if (value == "1" || value == "true") return true;
  if (value == "0" || value == "false") return false;
  refuse(name, value, "0 or 1");
}

SortOrder sort_order(std::string_view value) {
  if (value == "relevance") return SortOrder::relevance;
  if (value == "newest") return SortOrder::newest;
  if (value == "oldest") return SortOrder::oldest;
  refuse("sort", value, "relevance, newest or oldest");
}

MatchMode match_mode(std::string_view value) {
  if (value == "auto") return MatchMode::automatic;
  if (value == "all") return MatchMode::all;
  if (value == "any") return MatchMode::any;
  refuse("match", value, "auto, all or any");
}

// One end of the range of dates. parse_day_range also knows "A..B", which has no meaning here.
Day date_end(std::string_view name, std::string_view value, std::optional<Day> DayRange::*end) {
  const auto range = value.find("..") == std::string_view::npos ? parse_day_range(value) : std::nullopt;
  if (!range || !((*range).*end)) refuse(name, value, "YYYY, YYYY-MM or YYYY-MM-DD, a day that exists");
  return *((*range).*end);
}

// Whether the parameter was one of the filters.
bool take_filter(Filters& filters, std::string_view name, const std::string& value) {
  for (const auto& facet : kFacetParameters) {
    if (name == facet.name) return (filters.*facet.selection).any_of.push_back(value), true;
    if (name == facet.exclusion) return (filters.*facet.selection).none_of.push_back(value), true;
  }
  if (name == "date") {
    const auto range = value.find("..") == std::string::npos ? parse_day_range(value) : std::nullopt;
    if (!range)
      refuse(name, value,
             "YYYY, YYYY-MM or YYYY-MM-DD, a day that exists; from and to take the ends of a range");
    return filters.dates = *range, true;
  }
  if (name == "from") return filters.dates.from = date_end(name, value, &DayRange::from), true;
  if (name == "to") return filters.dates.to = date_end(name, value, &DayRange::to), true;
  return false;
}

// What search and quotations share. Whether the parameter was taken.
template <typename AnyQuestion>
bool take_common(AnyQuestion& question, std::string_view name, const std::string& value) {
  if (name == "q") return question.text = value, true;
  if (name == "sort") return question.sort = sort_order(value), true;
  if (name == "page") return question.page = number(name, value, 1, kMaxResultDepth), true;
  if (name == "size") return question.size = number(name, value, 1, kMaxPageSize), true;
  return take_filter(question.filters, name, value);
}

template <typename AnyQuestion>
void check_depth(const AnyQuestion& question) {
  if (std::uint64_t{question.page} * question.size > kMaxResultDepth)
    refuse("page", std::to_string(question.page),
           "at most " + std::to_string(kMaxResultDepth / question.size) + " pages of " +
               std::to_string(question.size) + "; narrow the search by dates or outlets to see the rest");
}

constexpr std::string_view kSearchParameters =
    "q, outlet, speaker, country, lang, not-outlet, not-speaker, not-country, not-lang, date, from, to, "
    "sort, page, "
    "size, match, facets, passages, fold, names, explain";
constexpr std::string_view kQuotationParameters =
    "q, outlet, speaker, country, lang, not-outlet, not-speaker, not-country, not-lang, date, from, to, "
    "sort, page, "
    "size";

[[noreturn]] void refuse_unknown(std::string_view name, std::string_view known) {
  constexpr std::size_t kShownBytes = 60;
  throw Error(ErrorKind::usage, "there is no parameter " + std::string(name.substr(0, kShownBytes)),
              known.empty() ? "this address takes none" : "this address takes " + std::string(known));
}

// All but the filters, which may be repeated, have one value.
void refuse_repeated(const QueryString& query) {
  std::set<std::string_view> seen;
  for (const auto& [name, value] : query) {
    const bool single = name == "q" || name == "sort" || name == "page" || name == "size" ||
                        name == "match" || name == "facets" || name == "passages" || name == "fold" ||
                        name == "names" || name == "explain" || name == "from" || name == "to" ||
                        name == "date";
    if (single && !value.empty() && !seen.insert(name).second)
      throw Error(ErrorKind::usage, name + " is given twice", "give it once");
  }
}

std::string_view name_of(SortOrder sort) {
  return sort == SortOrder::newest ? "newest" : sort == SortOrder::oldest ? "oldest" : "relevance";
}

}  // namespace

SearchParameters search_parameters(const QueryString& query) {
  SearchParameters parameters;
  auto& question = parameters.question;
  question.size = kDefaultPageSize;
  refuse_repeated(query);
  for (const auto& [name, value] : query) {
    const bool known =
        (", " + std::string(kSearchParameters) + ",").find(", " + name + ",") != std::string::npos;
    auto& unknown = parameters.unknown;
    if (!known && std::find(unknown.begin(), unknown.end(), name) == unknown.end()) unknown.push_back(name);
    if (value.empty() || take_common(question, name, value)) continue;
    if (name == "facets")
      question.facets = flag(name, value);
    else if (name == "passages")
      question.passages = flag(name, value);
    else if (name == "fold")
      question.fold = flag(name, value);
    else if (name == "names")
      question.names = flag(name, value);
    else if (name == "match")
      question.match = match_mode(value);
    else if (name == "explain")
      question.explain = flag(name, value);
  }
  check_depth(question);
  return parameters;
}

QuotationQuestion quotation_parameters(const QueryString& query) {
  QuotationQuestion question;
  question.size = kDefaultPageSize;
  refuse_repeated(query);
  for (const auto& [name, value] : query) {
    const bool known =
        (", " + std::string(kQuotationParameters) + ",").find(", " + name + ",") != std::string::npos;
    if (!known) refuse_unknown(name, kQuotationParameters);
    if (!value.empty()) take_common(question, name, value);
  }
  check_depth(question);
  return question;
}

void require_known(const SearchParameters& parameters) {
  if (!parameters.unknown.empty()) refuse_unknown(parameters.unknown.front(), kSearchParameters);
}

void require_known(const QueryString& query, std::initializer_list<std::string_view> known) {
  for (const auto& [name, value] : query) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string list;
    for (const auto one : known) list += (list.empty() ? "" : ", ") + std::string(one);
    refuse_unknown(name, list);
  }
}

std::optional<Span> cited_range(const QueryString& query) {
  const auto value = value_of(query, "c");
  if (value.empty()) return std::nullopt;
  Span range;
  const char* const end = value.data() + value.size();
  const auto begin = std::from_chars(value.data(), end, range.begin);
  if (begin.ec == std::errc{} && begin.ptr != end && *begin.ptr == '-') {
    const auto rest = std::from_chars(begin.ptr + 1, end, range.end);
    if (rest.ec == std::errc{} && rest.ptr == end && range.begin < range.end) return range;
  }
  refuse("c", value, "a range of code points such as 120-188");
}

std::string_view value_of(const QueryString& query, std::string_view name) {
  for (const auto& [key, value] : query)
    if (key == name) return value;
  return {};
}

QueryString to_query_string(const Question& question) {
  QueryString query;
  if (!question.text.empty()) query.emplace_back("q", question.text);
  for (const auto& facet : kFacetParameters) {
    const auto& selection = question.filters.*facet.selection;
    for (const auto& value : selection.any_of) query.emplace_back(facet.name, value);
    for (const auto& value : selection.none_of) query.emplace_back(facet.exclusion, value);
  }
  const auto& dates = question.filters.dates;
  if (dates.from) query.emplace_back("from", to_string(*dates.from));
  if (dates.to) query.emplace_back("to", to_string(*dates.to));
  if (question.sort != SortOrder::relevance) query.emplace_back("sort", name_of(question.sort));
  if (question.match != MatchMode::automatic)
    query.emplace_back("match", question.match == MatchMode::all ? "all" : "any");
  if (!question.fold) query.emplace_back("fold", "0");
  if (!question.names) query.emplace_back("names", "0");
  if (question.explain) query.emplace_back("explain", "1");
  if (question.size != kDefaultPageSize) query.emplace_back("size", std::to_string(question.size));
  if (question.page != 1) query.emplace_back("page", std::to_string(question.page));
  return query;
}

namespace {

// What makes a question another one; not the place in its results.
QueryString asked_alone(Question question) {
  question.page = 1;
  question.size = kDefaultPageSize;
  question.sort = SortOrder::relevance;
  return to_query_string(question);
}

}  // namespace

std::string feed_url(const Question& question) {
  return "/feed.atom?" + print_query_string(asked_alone(question));
}

std::string export_url(const Question& question, std::string_view format) {
  auto parameters = asked_alone(question);
  if (question.sort != SortOrder::relevance)
    parameters.emplace_back("sort", question.sort == SortOrder::newest ? "newest" : "oldest");
  parameters.emplace_back("format", format);
  return "/api/v1/export?" + print_query_string(parameters);
}

std::string search_url(const Question& question) {
  const auto query = print_query_string(to_query_string(question));
  return query.empty() ? "/search" : "/search?" + query;
}

}  // namespace pressmark::http
