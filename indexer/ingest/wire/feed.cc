#include "indexer/ingest/wire/feed.h"

namespace pressmark {

void read_feed(SourceReader& /*in*/, const SourceRecord& place, Intake& intake) {
  intake.reject(place, "RSS and Atom is not supported yet");
}

}  // namespace pressmark
