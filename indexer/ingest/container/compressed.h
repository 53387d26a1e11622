#pragma once
// One file compressed by gzip, bzip2, xz or Zstandard.

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

void read_compressed(SourceReader& in, const SourceRecord& place, Intake& intake, int depth);

}  // namespace pressmark
