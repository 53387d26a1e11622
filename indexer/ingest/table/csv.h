#pragma once
// CSV and TSV.

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

void read_csv(SourceReader& in, const SourceRecord& place, Intake& intake);

}  // namespace pressmark
