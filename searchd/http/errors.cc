#include "searchd/http/errors.h"

#include <array>

#include <nlohmann/json.hpp>

namespace pressmark::http {
namespace {

constexpr Problem kInternal{500, "internal", "Something broke on our side", false};

constexpr std::array<Problem, 17> kProblems{{
    {400, "bad-parameter", "A parameter is off", false},
    {400, "bad-request", "Not a request this server understands", false},
    {403, "cross-origin", "This may not be sent from another site", false},
    {404, "not-found", "There is nothing at this address", false},
    {405, "method-not-allowed", "This address does not take that method", false},
    {408, "too-slow", "The request took too long to arrive", false},
    {410, "taken-down", "This was erased for good", false},
    {411, "length-required", "The request does not say how long it is", false},
    {413, "too-large", "The request is too large", false},
    {414, "address-too-long", "The address is too long", false},
    {416, "bad-range", "No such range", false},
    {421, "wrong-host", "This server does not answer under that name", false},
    {431, "headers-too-large", "The request's headers are too large", false},
    kInternal,
    {501, "unknown-method", "No such method", false},
    {503, "busy", "Over capacity for the moment", true},
    {503, "no-index", "The index cannot be read at the moment", true},
}};

const Problem& find(std::string_view slug) {
  for (const auto& problem : kProblems)
    if (problem.slug == slug) return problem;
  return kInternal;
}

}  // namespace

const Problem& problem_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
    case ErrorKind::bad_input:
      return find("bad-parameter");
    case ErrorKind::not_found:
    case ErrorKind::no_input:
      return find("not-found");
    case ErrorKind::too_large:
      return find("too-large");
    case ErrorKind::busy:
    case ErrorKind::locked:
      return find("busy");
    case ErrorKind::no_index:
    case ErrorKind::wrong_version:
    case ErrorKind::unavailable:
      return find("no-index");
    case ErrorKind::io:
    case ErrorKind::internal:
      return find("internal");
  }
  return find("internal");
}

const Problem& problem_of_status(int status) {
  if (status == 400) return find("bad-request");
  for (const auto& problem : kProblems)
    if (problem.status == status) return problem;
  return find("internal");
}

Response problem_response(const Problem& problem, std::string_view detail) {
  const nlohmann::json body{{"type", "urn:pressmark:problem:" + std::string(problem.slug)},
                            {"title", std::string(problem.title)},
                            {"status", problem.status},
                            {"detail", std::string(detail)}};
  Response response;
  response.status = problem.status;
  response.content_type = "application/problem+json";
  response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  response.headers.emplace_back("Cache-Control", "no-store");
  if (problem.retry) response.headers.emplace_back("Retry-After", "1");
  return response;
}

std::string shown_detail(const Error& error) {
  switch (error.kind()) {
    case ErrorKind::io:
    case ErrorKind::internal:
      return "the server's log says what broke; asking again may help once it is mended";
    case ErrorKind::no_index:
    case ErrorKind::wrong_version:
      return "the index is being made or was written by another version; try again in a moment";
    default:
      return error.hint().empty() ? std::string(error.what())
                                  : std::string(error.what()) + ": " + error.hint();
  }
}

}  // namespace pressmark::http
