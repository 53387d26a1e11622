#include "indexer/ingest_options.h"

#include "indexer/ingest/outlets.h"
#include "indexer/ingest/source.h"
#include "indexer/ingest/table/field_map.h"
#include "schema/model/error.h"

namespace pressmark {

namespace {

std::string read_option_file(const std::string& path) {
  constexpr std::uint64_t kMost = 16ULL << 20U;  // bytes
  FileStream file(path);
  SourceReader reader(file);
  auto content = reader.read_all(kMost);
  if (!content) throw Error(ErrorKind::bad_input, "is over the limit of 16 MiB");
  return *std::move(content);
}

}  // namespace

std::string content_of(const std::string& path) {
  try {
    return read_option_file(path);
  } catch (const Error& error) {
    throw Error(error.kind(), path + ": " + error.what(), std::string(error.hint()));
  }
}

std::string outlet_rows(const std::string& path) {
  try {
    auto rows = read_option_file(path);
    Outlets::with(rows);
    return rows;
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
