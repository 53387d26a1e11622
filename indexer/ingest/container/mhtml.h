#pragma once
// A page as browsers save it in one file (.mhtml, .mht; RFC 2557): a MIME message whose parts are the page
// and what it shows. The page is read as if it had been fetched from where it was; of the rest nothing is
// read.

#include <string_view>

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

// Whether `head`, the first bytes of a file, is the head of such a message.
bool begins_as_mhtml(std::string_view head);

// Gives one article, or one rejection with the byte where it breaks. A file cut off behind its page gives
// both.
void read_mhtml(SourceReader& in, const SourceRecord& place, Intake& intake, int depth);

}  // namespace pressmark
