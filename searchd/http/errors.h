#pragma once
// The one table from what went wrong to what a client is told: status, problem type (RFC 9457) and title.

#include <string>
#include <string_view>

#include "schema/model/error.h"
#include "searchd/http/message.h"

namespace pressmark::http {

struct Problem {
  int status = 500;
  std::string_view slug;  // the end of its type, urn:pressmark:problem:SLUG
  std::string_view title;
  bool retry = false;  // worth trying again: answered with Retry-After
};

const Problem& problem_of(ErrorKind kind);
// For what HTTP itself refuses; a status that is not in the table is told as an internal error.
const Problem& problem_of_status(int status);

// `application/problem+json`. `detail` says what to do; it is shown to the client.
Response problem_response(const Problem& problem, std::string_view detail);

// What a client may read of an error: its message and hint, but for damage and defects of ours only that
// there is one (their messages name paths).
std::string shown_detail(const Error& error);

}  // namespace pressmark::http
