#pragma once
// RSS, Atom.

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

void read_feed(SourceReader& in, const SourceRecord& place, Intake& intake);

}  // namespace pressmark
