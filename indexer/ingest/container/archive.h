#pragma once
// ZIP and tar: every file in them is read as if it lay in a folder, "news.zip!/a/b.html", in the order of the
// archive. Left out are hidden files and what macOS adds, as in a folder; links and devices. DOCX and ODT are
// documents and no folders (see document/office.h).
//
// ZIP is read by its directory, which tells links from files. One inside another container is held in memory
// for that; one over max_record_bytes there is read front to back instead, where a link looks like a file
// that holds a path, and may be taken for one.

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

void read_archive(SourceReader& in, const SourceRecord& place, Intake& intake, int depth);

}  // namespace pressmark
