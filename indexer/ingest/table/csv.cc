#include "indexer/ingest/table/csv.h"

namespace pressmark {

void read_csv(SourceReader& /*in*/, const SourceRecord& place, Intake& intake) {
  intake.reject(place, "CSV is not supported yet");
}

}  // namespace pressmark
