#pragma once
// ZIP and tar.

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

void read_archive(SourceReader& in, const SourceRecord& place, Intake& intake, int depth);

}  // namespace pressmark
