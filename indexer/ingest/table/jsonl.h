#pragma once
// JSON: one article a line, or a document — an array of articles, one article over several lines, a JSON
// Feed. What each object is tells its content: an item of IPTC ninjs, or fields as FieldMap names them.
//
//   {"id": …, "url": …, "title": …, "outlet": …, "section": …, "date": …, "updated": …, "author": …,
//    "lang": …, "country": …, "text" | "html" | "summary": …}
//
// Fields that are null or unknown are passed over; a date that cannot be read is noted. A field of the wrong
// type, a line that is not JSON, not UTF-8 or has half a surrogate pair, is nested deeper than 200 levels or
// has more than 500,000 values is a Rejection of that record alone. Memory: one record.
//
// Records are numbered by their line, in a document by their place in the array.

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"
#include "indexer/ingest/table/field_map.h"

namespace pressmark {

// Whether JSON that begins so may hold articles: it is a feed, an item of ninjs, or has a field for a text.
// For what comes unasked, such as the answers to a page's scripts in a crawl.
bool may_hold_articles(std::string_view head, const FieldMap& map);

void read_json_lines(SourceReader& in, const SourceRecord& place, Intake& intake);

}  // namespace pressmark
