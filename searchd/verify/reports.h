#pragma once
// What verification found, for people and for programs that read drafts along with them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/verify/verify.h"

namespace pressmark {

enum class ReportFormat : std::uint8_t {
  text,
  json,   // the interface's object
  sarif,  // SARIF 2.1.0, as code forges show remarks beside lines
  junit,  // JUnit XML, as build servers read it
  html,   // one page, no script
};
std::optional<ReportFormat> report_format(std::string_view name);
std::vector<std::string_view> report_format_names();

struct CheckedDraft {
  std::string path;  // as it was named; "-" for standard input
  Verification verification;
};

struct ReportOptions {
  bool colours = false;
  bool only_wrong = false;  // leave out what is verified (text)
};

// Ends with a line end. Deterministic.
std::string write_report(const std::vector<CheckedDraft>& drafts, ReportFormat format,
                         const ReportOptions& options = {});

// The JSON object of one quotation, for other answers: {"start", "end", "text", "verdict", …}.
std::string quotation_json(const CheckedQuotation& quotation);

// "forty → four (number)", one for each difference.
std::vector<std::string> told_changes(const std::vector<WordChange>& changes);

// [{"op", "draft", "source", "class"}, …].
std::string changes_json(const std::vector<WordChange>& changes);

// "12 quotations: 10 verified, 1 altered, 1 not-found".
std::string told_summary(const Verification& verification);
// "searched 5 articles of 5 outlets, 2014-06-12 to 2018-02-01".
std::string told_searched(const Searched& searched);

}  // namespace pressmark
