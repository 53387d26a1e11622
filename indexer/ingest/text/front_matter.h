#pragma once
// The block of "key: value" lines between two "---" lines that a text file may open with.
//
//   ---
//   id: sc-2014-06-12
//   title: "Embargo: lifted"          in double or single quotes where it has a colon, as YAML would want it
//   author: Ann Smith; Bo Chan        or several author lines, or "and", or a comma, or a YAML list
//   ---
//
// Keys it does not know are left alone. It is not a YAML parser: one line, one value.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/raw_article.h"

namespace pressmark {

// Reads the head of `text` into `raw` and moves `text` behind it. A head that never closes is none: the text
// then begins with "---", every line of it still there.
void take_front_matter(std::string_view& text, RawArticle& raw);

// "Ann Smith and Bo Chan; C. Dee" as three names, without a leading "By". A comma parts names only where
// both sides have at least two words ("Smith, Ann" is one person).
std::vector<std::string> byline_names(std::string_view byline);

}  // namespace pressmark
