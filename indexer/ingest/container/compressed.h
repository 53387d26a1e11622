#pragma once
// One file compressed by gzip, bzip2, xz or Zstandard: no folder, so its path stays as it is, and its name
// without ".gz" tells the format where the content does not.
//
// A compressed file that is damaged or cut off gives the records before the damage (of a format with a record
// a line) or nothing (of one article a file), and one rejection that says so.

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

void read_compressed(SourceReader& in, const SourceRecord& place, Intake& intake, int depth);

}  // namespace pressmark
