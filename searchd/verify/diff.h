#pragma once
#include <string>
#include <vector>

#include "searchd/verify/revision_diff.h"

namespace pressmark {

// The JSON object of `cite diff` and /api/v1/diff: {"schema", "id", "from", "to", "by", "fields",
// "quotations", "summary", "hunks"}. Places are CODE POINTS of the text of each revision.
std::string diff_json(const RevisionDiff& diff);

// What changed, in lines: the headline and the like, quotations, then each place with a few words around,
// taken out
// [-so-] and put in {+so+}.
std::string diff_text(const RevisionDiff& diff, bool colours);

// "“forty” became “four” (number)", one for each difference.
std::vector<std::string> told_edits(const std::vector<WordChange>& changes);

}  // namespace pressmark
