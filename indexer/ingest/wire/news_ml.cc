#include "indexer/ingest/wire/news_ml.h"

namespace pressmark {

void read_news_ml(SourceReader& /*in*/, const SourceRecord& place, Intake& intake) {
  intake.reject(place, "NewsML-G2 is not supported yet");
}

}  // namespace pressmark
