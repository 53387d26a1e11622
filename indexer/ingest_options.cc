#include "indexer/ingest_options.h"

#include "indexer/ingest/outlets.h"
#include "indexer/ingest/source.h"
#include "indexer/ingest/table/field_map.h"
#include "schema/model/error.h"

namespace pressmark {

std::string outlet_rows(const std::string& path) {
  constexpr std::uint64_t kMost = 16ULL << 20U;  // bytes
  try {
    FileStream file(path);
    SourceReader reader(file);
    auto rows = reader.read_all(kMost);
    if (!rows) throw Error(ErrorKind::bad_input, "is over the limit of 16 MiB");
    Outlets::with(*rows);
    return *std::move(rows);
  } catch (const Error& error) {
    throw Error(error.kind(), path + ": " + error.what(), std::string(error.hint()));
  }
}

IngestOptions ingest_options(const ReadingOptions& reading) {
  IngestOptions options;
  options.verbatim = reading.verbatim;
  if (!reading.fields.empty()) options.fields = FieldMap::parse_file(reading.fields);
  if (!reading.outlets.empty()) options.outlets = Outlets::with(outlet_rows(reading.outlets));
  return options;
}

}  // namespace pressmark
