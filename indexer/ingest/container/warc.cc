#include "indexer/ingest/container/warc.h"

namespace pressmark {

void read_warc(SourceReader& /*in*/, const SourceRecord& place, Intake& intake, int /*depth*/) {
  intake.reject(place, "WARC is not supported yet");
}

}  // namespace pressmark
