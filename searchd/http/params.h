#pragma once
// The parameters of a search: query string → Question, and back. Strict in what it takes: a value that means
// nothing is Error{usage} naming the parameter and what is allowed; unknown and empty parameters are passed
// over.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <initializer_list>
#include <vector>
#include "schema/model/span.h"
#include "searchd/http/query_string.h"
#include "searchd/search/results.h"

namespace pressmark::http {

struct SearchParameters {
  Question question;
  std::vector<std::string> unknown;  // names of parameters nobody reads, each once
};

// Throws Error{usage} that names the first parameter not in `known` and all that are.
void require_known(const QueryString& query, std::initializer_list<std::string_view> known);
void require_known(const SearchParameters& parameters);

inline constexpr std::uint32_t kDefaultPageSize = 10;

SearchParameters search_parameters(const QueryString& query);
// Throws where a parameter is unknown.
QuotationQuestion quotation_parameters(const QueryString& query);

// "120-188": code points, half open, not empty. Absent parameter → absent.
std::optional<Span> cited_range(const QueryString& query);

// The first value of a parameter, or empty.
std::string_view value_of(const QueryString& query, std::string_view name);

// The question as parameters in canonical order, defaults left out: equal questions have equal addresses.
QueryString to_query_string(const Question& question);

// "/search?…"
std::string search_url(const Question& question);
// The same search as "/feed.atom?…", and whole as "/api/v1/export?…&format=…".
std::string feed_url(const Question& question);
std::string export_url(const Question& question, std::string_view format);

}  // namespace pressmark::http
