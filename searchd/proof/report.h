#pragma once
// What checking a bundle found, for people and for programs.

#include <string>

#include "searchd/proof/check.h"

namespace pressmark::proof {

// Lines; control characters of a bundle's own making are taken out.
std::string text_report(const Checked& checked);
// {"schema", "holds", "pinned", "words", "checks": [{"holds", "told"}], "notes": []}
std::string json_report(const Checked& checked);

}  // namespace pressmark::proof
