#pragma once
// The way of an article into the index.
//
//   source → ingest → change → │ annotate → build │ → write → Report
//            calling thread    │ worker threads   │   calling thread, in the order of the sources
//
// What is under way is bounded in articles and bytes, so memory does not grow with the input. The index comes
// out the same for any number of workers.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "indexer/ingest/ingest.h"
#include "indexer/update/index_writer.h"
#include "indexer/update/ledger.h"
#include "schema/model/article.h"

namespace pressmark {

// Readers see a bulk run in steps and an interrupted one keeps what was committed. A reader survives one
// commit and has to reopen after two, so they should not come too fast.
struct BatchLimits {
  std::size_t articles = 1000;
  std::uint64_t text_bytes = 32ULL << 20;
  std::chrono::milliseconds time{5000};
};

struct PipelineOptions {
  bool annotate = true;      // quotations, speakers, countries
  bool keep_sources = true;  // captured source bytes
  std::size_t workers = 0;   // 0: one a core
  BatchLimits batch;
  IngestOptions ingest;
  std::string command = "add";          // for the note of the run
  std::function<std::int64_t()> clock;  // seconds since 1970-01-01T00:00:00Z; empty: the system's
};

// Watches a run. Each may be empty; all are called from the calling thread.
struct PipelineObserver {
  std::function<void(std::uint64_t bytes)> progress;  // source bytes finished since the last call
  std::function<void(const Rejection&)> rejection;    // as they are found
  // What an article that is taken states and could not be used: date "yesterday" cannot be read.
  std::function<void(const SourceLocation&, const std::string&)> note;
  std::function<bool()> wants_stop;  // asked between articles
};

struct Report {
  std::uint64_t added = 0;
  std::uint64_t updated = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t removed = 0;
  std::uint64_t rejected = 0;
  std::uint64_t duplicates = 0;  // of those added: the same text is there under another id
  std::uint64_t articles = 0;    // in the index after the run
  std::uint64_t quotations = 0;
  double seconds = 0;
  bool interrupted = false;
  std::vector<Rejection> rejections;  // the first kKeptRejections, in order
};

// What an article indexed with these options is stamped with; other stamps are stale.
std::string current_fingerprint(bool annotate);

// Indexes what is new or changed in `paths` (files, or "-") and commits. Failures of the index throw Error;
// bad input never does. When stopped, what was read before is committed.
Report add_sources(IndexWriter& writer, const std::vector<std::string>& paths, const PipelineOptions& options,
                   const PipelineObserver& observer = {});

// Withdraws articles; unknown ids are rejections, those withdrawn before count as unchanged.
Report remove_articles(IndexWriter& writer, const std::vector<std::string>& ids, bool purge,
                       const std::function<std::int64_t()>& clock = {});

}  // namespace pressmark
