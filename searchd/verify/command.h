#pragma once
// The commands of `cite` that hold wordings against each other: `cite verify`, drafts from files and reports
// out, and `cite quote`, a quotation and every other printing and wording of it.

#include <optional>
#include <string>
#include <vector>

#include "searchd/cite/commands.h"
#include "searchd/verify/reports.h"

namespace pressmark {

struct VerifyOptions {
  std::vector<std::string> paths;           // "-" is standard input
  std::optional<DraftFormat> draft_format;  // by content and name
  ReportFormat format = ReportFormat::text;
  ReportOptions report;
  std::vector<Verdict> fail_on;  // what counts for the exit status; empty: as exit_status() says
};

CiteOutcome quote(Searcher& searcher, const CiteOptions& options);

// A draft that cannot be read is a note, and the rest goes on; the status is then 66 or 65.
CiteOutcome verify_drafts(Searcher& searcher, const VerifyOptions& options);

}  // namespace pressmark
