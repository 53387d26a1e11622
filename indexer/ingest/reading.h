#pragma once
// From the first bytes of a source to the reader of its format. Containers come back here with every entry.

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

// Reads `in`, whatever it holds, `depth` containers deep, and hands on what it finds. `place` says where it
// is and what the container states of it. What cannot be read is one rejection.
void read_source(SourceReader& in, const SourceRecord& place, Intake& intake, int depth);

}  // namespace pressmark
