#include <fmt/format.h>

#include <cstdio>

#include "indexer/commands.h"
#include "indexer/ingest/outlets.h"
#include "indexer/ingest_options.h"
#include "indexer/output.h"
#include "indexer/progress.h"
#include "indexer/stop_signal.h"
#include "indexer/update/index_writer.h"
#include "indexer/update/pipeline.h"
#include "schema/index/generation.h"

namespace pressmark {

namespace {

// An index remembers the outlets it was given last, so that every later run names them alike.
void settle_outlets(IndexWriter& writer, const ReadingOptions& reading, IngestOptions& ingest) {
  const auto held = writer.note(ledger_key::kOutlets);
  if (reading.outlets.empty()) {
    if (!held.empty()) ingest.outlets = Outlets::with(held);
    return;
  }
  const auto given = outlet_rows(reading.outlets);
  if (given != held) writer.set_note(ledger_key::kOutlets, given);
}

}  // namespace

int run_add(const CommonOptions& common, const AddOptions& options) {
  std::vector<std::string> files;
  std::uint64_t total = 0;
  bool total_known = true;
  for (auto& source : all_sources(options.reading.paths)) {
    total += source.bytes;
    total_known = total_known && source.path != "-";
    files.push_back(std::move(source.path));
  }

  catch_stop_signals();
  IndexWriter writer(index_directory(common.index), IndexWriter::Mode::create);
  PipelineOptions pipeline;
  pipeline.annotate = !options.no_annotate;
  pipeline.keep_sources = !options.no_sources;
  pipeline.workers = options.threads;
  pipeline.ingest = ingest_options(options.reading);
  settle_outlets(writer, options.reading, pipeline.ingest);
  if (options.batch > 0) pipeline.batch.articles = options.batch;
  if (options.bulk == "always") pipeline.bulk.when = Bulk::always;
  if (options.bulk == "never") pipeline.bulk.when = Bulk::never;
  if (total_known) pipeline.expected_bytes = total;

  Progress progress(total_known ? total : 0, !common.quiet && !common.json);
  PipelineObserver observer;
  observer.progress = [&](std::uint64_t bytes) { progress.advance(bytes); };
  const auto tell = [&](const std::string& line) {
    progress.clear();
    print_error("indexer: {}\n", line);
  };
  RejectionList refused(tell);
  RejectionList noted(tell);
  observer.rejection = [&](const Rejection& rejection) { refused.add(rejection); };
  observer.note = [&](const SourceLocation& source, const std::string& note) {
    noted.add({source.path, source.record, note + "; taken without it"});
  };
  observer.wants_stop = [] { return stop_signal() != 0; };
  const Report report = add_sources(writer, files, pipeline, observer);
  refused.finish();
  noted.finish();
  progress.clear();

  if (common.json)
    write_output(to_json(report));
  else if (!common.quiet)
    write_output(to_sentence(report));
  if (report.interrupted) return 128 + stop_signal();
  return report.rejected > 0 ? kSomeRejected : 0;
}

}  // namespace pressmark
