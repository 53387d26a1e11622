#include "indexer/ingest/ingest.h"

#include <algorithm>
#include <exception>
#include <optional>

#include "indexer/ingest/intake.h"
#include "indexer/ingest/reading.h"
#include "indexer/ingest/sizes.h"
#include "indexer/ingest/source.h"
#include "indexer/ingest/table/jsonl.h"

namespace pressmark {
namespace {

// Standard input is JSON Lines; files are what they are.
void read_any(SourceReader& reader, const SourceRecord& record, Intake& intake) {
  if (record.path == "-")
    read_json_lines(reader, record, intake);
  else
    read_source(reader, record, intake, 0);
}

}  // namespace

void ingest_file(const std::string& path, const IngestOptions& options, const IngestSink& sink) {
  const auto resolved = resolved_path(path);
  SourceRecord record;
  record.path = path;
  record.resolved_path = resolved;
  std::optional<FileStream> file;
  Intake intake(options, sink, [&] { return file ? file->position() : 0; });
  try {
    file.emplace(path);
    record.modified = file->modified();
    if (file->size() <= options.limits.max_file_bytes) {
      SourceReader reader(*file);
      read_any(reader, record, intake);
      intake.refuse_if_barren(record);
    } else {
      intake.reject(record, "the file is over the limit of " + readable_bytes(options.limits.max_file_bytes));
    }
    intake.finish_file(std::max(file->size(), file->position()));
  } catch (const std::exception& error) {
    intake.reject(record, error.what());
  }
  intake.rethrow();
}

void ingest_bytes(const std::string& path, std::string_view bytes, const IngestOptions& options,
                  const IngestSink& sink) {
  const auto resolved = resolved_path(path);
  SourceRecord record;
  record.path = path;
  record.resolved_path = resolved;
  MemoryStream memory(bytes);
  Intake intake(options, sink, [&] { return memory.position(); });
  SourceReader reader(memory);
  try {
    read_any(reader, record, intake);
    intake.refuse_if_barren(record);
  } catch (const std::exception& error) {
    intake.reject(record, error.what());
  }
  intake.finish_file(bytes.size());
  intake.rethrow();
}

}  // namespace pressmark
