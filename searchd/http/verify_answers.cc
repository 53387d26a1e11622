#include "searchd/http/verify_answers.h"

#include <nlohmann/json.hpp>
#include <string>

#include "schema/model/error.h"
#include "searchd/http/errors.h"
#include "searchd/http/json.h"
#include "searchd/http/params.h"
#include "searchd/verify/cite_command.h"

namespace pressmark::http {
namespace {

// "Text/Markdown; charset=utf-8" → "text/markdown"
std::string bare_type(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find(';')));
  while (!type.empty() && type.back() == ' ') type.pop_back();
  for (char& c : type) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return type;
}

std::optional<DraftFormat> format_of_type(std::string_view type) {
  if (type == "text/plain") return DraftFormat::text;
  if (type == "text/markdown") return DraftFormat::markdown;
  if (type == "text/html" || type == "application/xhtml+xml") return DraftFormat::html;
  if (type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    return DraftFormat::docx;
  if (type == "application/vnd.oasis.opendocument.text") return DraftFormat::odt;
  return std::nullopt;
}

std::string_view report_type(ReportFormat format) {
  switch (format) {
    case ReportFormat::text:
      return "text/plain; charset=utf-8";
    case ReportFormat::json:
      return kJsonType;
    case ReportFormat::sarif:
      return "application/sarif+json";
    case ReportFormat::junit:
      return "application/xml";
    case ReportFormat::html:
      return "text/html; charset=utf-8";
  }
  return kJsonType;
}

std::string joined(const std::vector<std::string_view>& names) {
  std::string list;
  for (const auto name : names) list += (list.empty() ? "" : ", ") + std::string(name);
  return list;
}

}  // namespace

Response verify_response(Searcher& searcher, const Request& request) {
  const auto query = parse_query_string(request.query());
  require_known(query, {"as", "format"});
  const auto as = value_of(query, "as");
  const auto named = draft_format_named(as);
  if (!as.empty() && !named)
    throw Error(ErrorKind::usage, "as is not known", "as takes one of text, markdown, html, docx, odt");
  const auto typed = format_of_type(bare_type(request.content_type));
  const auto wanted = value_of(query, "format");
  const auto report = report_format(wanted.empty() ? "json" : wanted);
  if (!report)
    throw Error(ErrorKind::usage, "format is not known",
                "format takes one of " + joined(report_format_names()));
  const auto format = named ? *named : typed ? *typed : draft_format(request.body, "");
  Verifier verifier(searcher);
  const CheckedDraft draft{"-", verifier.verify(read_draft(request.body, format))};
  return {200,
          std::string(report_type(*report)),
          write_report({draft}, *report),
          {{"Cache-Control", "no-store"}}};
}

Response cite_command_response(Searcher& searcher, const Request& request) {
  try {
    const auto outcome = run(searcher, decode_cite_command(request.body));
    return {200, std::string(kJsonType), encode(outcome) + "\n", {{"Cache-Control", "no-store"}}};
  } catch (const Error& error) {
    const bool ours = error.kind() == ErrorKind::io || error.kind() == ErrorKind::internal;
    auto response = problem_response(problem_of(error.kind()), shown_detail(error));
    if (ours) return response;
    auto problem = nlohmann::json::parse(response.body);
    problem["message"] = error.what();
    problem["hint"] = error.hint();
    problem["exit"] = exit_status(error.kind());
    response.body = problem.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    return response;
  }
}

}  // namespace pressmark::http
