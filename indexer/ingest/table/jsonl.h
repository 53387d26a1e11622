#pragma once
// JSON Lines: one article a line, {id, url, outlet, date, author, title, text | html, lang, country,
// updated}.
//
// Fields that are null or unknown are passed over; a field of the wrong type, a line that is not JSON, not
// UTF-8 or has half a surrogate pair is a Rejection of that line alone.

#include <string_view>

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

void read_json_lines(SourceReader& in, const SourceRecord& place, Intake& intake);

}  // namespace pressmark
