#pragma once
// NewsML-G2.

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

void read_news_ml(SourceReader& in, const SourceRecord& place, Intake& intake);

}  // namespace pressmark
