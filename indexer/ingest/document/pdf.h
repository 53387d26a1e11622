#pragma once
// PDF.

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

void read_pdf(SourceReader& in, const SourceRecord& place, Intake& intake);

}  // namespace pressmark
