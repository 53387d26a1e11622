#pragma once
// WARC and ARC.

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

void read_warc(SourceReader& in, const SourceRecord& place, Intake& intake, int depth);

}  // namespace pressmark
