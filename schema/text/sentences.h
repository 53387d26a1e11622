#pragma once
#include <string_view>
#include <vector>

#include "schema/model/span.h"

namespace pressmark {

// The sentences of a canonical text, in order, trimmed of white space at both ends; none crosses a paragraph.
// ICU's rules with an English abbreviation list on top ("Gen. Sharif", "U.S. forces" do not end one). `lang`
// is ISO 639-1 or empty.
std::vector<Span> sentences(std::string_view text, std::string_view lang);

}  // namespace pressmark
