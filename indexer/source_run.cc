#include "indexer/source_run.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "indexer/ingest/outlets.h"
#include "indexer/ingest_options.h"
#include "indexer/output.h"
#include "indexer/progress.h"
#include "indexer/stop_signal.h"
#include "indexer/update/index_writer.h"
#include "indexer/update/source_files.h"
#include "schema/index/generation.h"

namespace pressmark {

namespace {

using Json = nlohmann::ordered_json;

// An index remembers the outlets it was given last, so that every later run names them alike. Which rows
// hold.
std::string settle_outlets(IndexWriter& writer, const ReadingOptions& reading, IngestOptions& ingest) {
  auto held = writer.note(ledger_key::kOutlets);
  if (reading.outlets.empty()) {
    if (!held.empty()) ingest.outlets = Outlets::with(held);
    return held;
  }
  auto given = outlet_rows(reading.outlets);
  if (given != held) writer.set_note(ledger_key::kOutlets, given);
  return given;
}

PipelineOptions pipeline_options(const SourceRun& run, IndexWriter& writer) {
  const auto& options = run.options;
  PipelineOptions pipeline;
  pipeline.command = run.command;
  pipeline.annotate = !options.no_annotate;
  pipeline.keep_sources = !options.no_sources;
  pipeline.workers = options.threads;
  pipeline.ingest = ingest_options(options.reading);
  pipeline.reading = settle_outlets(writer, options.reading, pipeline.ingest);
  if (!options.reading.fields.empty()) pipeline.reading += '\0' + content_of(options.reading.fields);
  if (options.batch > 0) pipeline.batch.articles = options.batch;
  if (options.bulk == "always") pipeline.bulk.when = Bulk::always;
  if (options.bulk == "never") pipeline.bulk.when = Bulk::never;
  pipeline.sync = run.sync;
  return pipeline;
}

// How a change is called where it is told: two are one to whoever keeps an index.
std::string_view state_name(Change change) {
  switch (change) {
    case Change::created:
      return "new";
    case Change::stale:
    case Change::reread:
      return "stale";
    default:
      return to_string(change);
  }
}

std::string to_line(const ArticleChange& change) {
  return printable(fmt::format("{:<8}{}{}{}: {}", state_name(change.change), change.id,
                               change.id.empty() ? "" : " ", change.path, change.reason));
}

Json to_json(const ArticleChange& change) {
  return {{"state", state_name(change.change)},
          {"id", change.id.empty() ? Json(nullptr) : Json(change.id)},
          {"path", change.path},
          {"reason", change.reason}};
}

void tell_withheld(const Report& report) {
  for (const auto& each : report.withheld_below) {
    if (each.is_empty)
      print_error(
          "indexer: {}: there is no file any more; its {} articles were not withdrawn\n"
          "  is it mounted? if it is empty rightly: --allow-mass-removal\n",
          printable(each.root), each.gone);
    else
      print_error(
          "indexer: {}: {} of its {} articles have lost their source; none was withdrawn\n"
          "  is all of it there? if so much is gone rightly: --allow-mass-removal\n",
          printable(each.root), each.gone, each.articles);
  }
  if (report.kept > 0)
    print_error("indexer: {} article{} may stand in what was refused of {} file, and stay{}\n", report.kept,
                report.kept == 1 ? "" : "s", report.kept == 1 ? "its" : "their", report.kept == 1 ? "s" : "");
}

}  // namespace

SourceRunResult run_sources(const CommonOptions& common, const SourceRun& run) {
  std::vector<std::string> files;
  std::uint64_t total = 0;
  bool total_known = true;
  files.reserve(run.files.size());
  // The index may lie in a folder that is indexed: what it is made of is no source.
  const auto index = std::filesystem::weakly_canonical(index_directory(common.index)).string();
  for (const auto& source : run.files) {
    std::error_code unknown;
    const auto path = std::filesystem::weakly_canonical(source.path, unknown).string();
    if (source.path != "-" && !unknown && is_under(path, index)) continue;
    total += source.bytes;
    total_known = total_known && source.path != "-";
    files.push_back(source.path);
  }

  IndexWriter writer(index_directory(common.index), IndexWriter::Mode::create);
  auto pipeline = pipeline_options(run, writer);
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
  Json changes = Json::array();
  if (run.options.verbose) {
    observer.change = [&](const ArticleChange& change) {
      if (common.json) {
        changes.push_back(to_json(change));
      } else {
        progress.clear();
        write_output(to_line(change) + "\n");
      }
    };
  }
  SourceRunResult result;
  result.report = add_sources(writer, files, pipeline, observer);
  refused.finish();
  noted.finish();
  progress.clear();
  tell_withheld(result.report);
  if (run.options.verbose && common.json)
    result.changes = changes.dump(-1, ' ', false, Json::error_handler_t::replace);
  return result;
}

void tell_report(const CommonOptions& common, const SourceRunResult& result) {
  if (common.json) {
    auto line = to_json(result.report);
    if (!result.changes.empty()) line.insert(line.rfind('}'), ",\"changes\":" + result.changes);
    write_output(line);
  } else if (!common.quiet) {
    write_output(to_sentence(result.report));
  }
}

int exit_status_of(const Report& report) {
  if (report.interrupted) return 128 + stop_signal();
  return report.rejected + report.withheld > 0 ? kSomeRejected : 0;
}

}  // namespace pressmark
