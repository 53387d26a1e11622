#include "indexer/ingest/container/archive.h"

namespace pressmark {

void read_archive(SourceReader& /*in*/, const SourceRecord& place, Intake& intake, int /*depth*/) {
  intake.reject(place, "ZIP and tar is not supported yet");
}

}  // namespace pressmark
