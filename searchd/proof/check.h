#pragma once
// Whether a bundle of proof holds, with nothing but the bundle.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/proof/contents.h"

namespace pressmark::proof {

struct Step {
  bool holds = false;
  std::string told;  // one clause: what was found to hold, or what does not
};

struct Checked {
  std::vector<Step> steps;         // in the order they were taken; all of them even after one that fails
  std::string pinned;              // the citation the bundle is of; empty when it doesn't say
  std::string words;               // at its range; empty without one
  std::vector<std::string> notes;  // what the bundle does not have, a clause each

  bool holds() const;
};

// `expected` is a pinned citation as it was printed, "ID@REV" or "ID@REV#cA-B", or empty. Throws
// Error{bad_input} for files that are no proof at all, Error{wrong_version} for a proof of another schema,
// Error{usage} for an expectation without a revision.
Checked check(const Bundle& bundle, std::string_view expected = {});

}  // namespace pressmark::proof
