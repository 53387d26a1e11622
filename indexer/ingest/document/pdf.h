#pragma once
// PDF, by a program of its own (pressmark-pdf) with bounds on time and memory.
//
// Lines are joined to paragraphs; a hyphen at a line's end goes only where the word is certainly one.
// Headers, footers and page numbers that come back on most pages go. Every paragraph knows its page.

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

void read_pdf(SourceReader& in, const SourceRecord& place, Intake& intake);

}  // namespace pressmark
