#include "indexer/ingest/document/pdf.h"

namespace pressmark {

void read_pdf(SourceReader& /*in*/, const SourceRecord& place, Intake& intake) {
  intake.reject(place, "PDF is not supported yet");
}

}  // namespace pressmark
