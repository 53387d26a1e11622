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
  std::optional<DraftFormat> draft_format;  // by content and name
  ReportFormat format = ReportFormat::text;
  ReportOptions report;
  std::vector<Verdict> fail_on;  // what counts for the exit status; empty: as exit_status() says
};

CiteOutcome quote(Searcher& searcher, const CiteOptions& options);
// What an outlet changed; `words` is an article's id and up to two revisions (revision_diff.h). Text and
// JSON.
CiteOutcome diff(Searcher& searcher, const CiteOptions& options);

// A draft as it was given.
struct DraftFile {
  std::string path;  // as it was named; "-" for standard input
  std::string bytes;
};

// Drafts from files, and what became of those that cannot be read.
struct DraftFiles {
  std::vector<DraftFile> drafts;
  std::vector<std::string> notes;
  int status = 0;  // of the last that could not be read
};
// A single path that cannot be read is an Error{no_input, bad_input, io}; of several it is a note, and the
// rest goes on.
DraftFiles read_drafts(const std::vector<std::string>& paths);

// A draft that is not what its format says is a note, and the rest goes on; the status is then 65. A single
// one is an Error{bad_input}.
CiteOutcome verify_drafts(Searcher& searcher, const std::vector<DraftFile>& files,
                          const VerifyOptions& options);

}  // namespace pressmark
