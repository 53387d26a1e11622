#pragma once
// Pairing of quotation marks, damaged ones too. Annotation reads articles with it, verification reads drafts.
//
// Marks are paired by context within a paragraph, never blindly in sequence, so that an odd count derails at
// most its own paragraph. A quotation that runs over paragraphs is reopened in each and closed only in the
// last.

#include <string_view>
#include <vector>

#include "schema/model/span.h"

namespace pressmark {

struct MarkedRange {
  Span span;           // marks included where they are there
  Span inner;          // without the marks
  bool opened = true;  // false: the opening mark is lost and span.begin is where it must have been (inferred)
  bool closed = true;  // false: the closing mark is lost, or the quotation goes on in the next paragraph
  bool continues = false;  // the next paragraph reopens it
  bool single = false;     // single marks ‘ ’ or ' '
  int depth = 0;           // 0 outermost, 1 within another

  friend bool operator==(const MarkedRange&, const MarkedRange&) = default;
};

// All ranges between “ ” ‘ ’ « » „ “ ‹ › 「 」 『 』 " '' `` and, where they pair, '. In order of begin.
// Linear in the text.
std::vector<MarkedRange> quotation_marks(std::string_view text);

}  // namespace pressmark
