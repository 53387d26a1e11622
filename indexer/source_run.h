#pragma once
// One run of add, sync or a batch of watch: from what the command line says to the report, with what is told
// meanwhile.

#include <optional>
#include <string>
#include <vector>

#include "indexer/commands.h"
#include "indexer/ingest/ingest.h"
#include "indexer/update/pipeline.h"

namespace pressmark {

struct SourceRun {
  std::string command;            // "add", "sync", "watch"
  AddOptions options;             // its paths are not looked at
  std::vector<SourceFile> files;  // what is to be read, in order
  std::optional<SyncScope> sync;  // withdraw what is gone
};

struct SourceRunResult {
  Report report;
  std::string changes;  // with --json --verbose: an array of what was found of every article
};

// Takes the index's lock for as long as it works. Refused inputs and what is gone are told on standard error.
SourceRunResult run_sources(const CommonOptions& common, const SourceRun& run);

// The report on standard output, as the options want it.
void tell_report(const CommonOptions& common, const SourceRunResult& result);

// The files below the roots of a sync. Throws Error{no_input} for a root that does not exist, unless that is
// meant, and Error{usage} for standard input.
std::vector<SourceFile> sync_sources(const std::vector<std::string>& roots, bool gone_is_meant);

// Stopped by a signal, some refused or withheld, or 0.
int exit_status_of(const Report& report);

}  // namespace pressmark
