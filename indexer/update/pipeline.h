#pragma once
// The way of an article into the index.
//
//   source → ingest → change → │ annotate → build │ → write → Report
//            calling thread    │ worker threads   │   calling thread, in the order of the sources
//
// Many new articles at once go another way: workers write them into segments (segment.h), some hundred in
// each, and at times all segments and the index are merged into a new generation. Changed articles take the
// first way also then.
//
// What is under way is bounded in articles and bytes, so memory does not grow with the input. The index comes
// out the same for any number of workers.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/ingest.h"
#include "indexer/update/change.h"
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

// When new articles go into segments, and when those are merged.
enum class Bulk : std::uint8_t {
  when_many,  // as soon as a run has brought as many as make a merge worth while
  always,
  never,
};

struct BulkLimits {
  Bulk when = Bulk::when_many;
  std::size_t segment_articles = 250;
  std::uint64_t segment_bytes = 4ULL << 20;  // of text and sources
  // A run brings many from its start if the index is empty and its sources are at least this large.
  std::uint64_t many_bytes = 2ULL << 20;
  // It turns out to bring many once it has brought this many, and an eighth of what the index holds.
  std::uint64_t many_articles = 1000;
  // Readers see segments only after a merge, and a crash loses them: no longer than this, or ten times as
  // long as the last merge took.
  std::chrono::milliseconds merge_after{60000};
  std::size_t merge_segments = 64;  // so many become one before the merge: a part takes a dozen descriptors
};

struct SyncScope {
  std::vector<std::string> roots;  // as given
  // Beyond it, what looks like a folder that is not mounted or was emptied by mistake is told and not
  // followed.
  bool allow_mass_removal = false;
};

struct PipelineOptions {
  bool annotate = true;      // quotations, speakers, countries
  bool keep_sources = true;  // captured source bytes
  std::size_t workers = 0;   // 0: one a core
  BatchLimits batch;
  BulkLimits bulk;
  std::uint64_t expected_bytes = 0;  // of all sources together; 0: unknown
  IngestOptions ingest;
  std::string command = "add";  // for the note of the run
  // What decides how sources are read beside versions: the content of the files that `ingest` was made from.
  std::string reading;
  // sync: articles whose source below these paths is gone are withdrawn. The files of the run must be all
  // that lie below them.
  std::optional<SyncScope> sync;
  std::function<std::int64_t()> clock;  // seconds since 1970-01-01T00:00:00Z; empty: the system's
};

struct ArticleChange {
  Change change = Change::created;
  std::string_view id;
  std::string_view path;    // of its source
  std::string_view reason;  // one clause
};

// Watches a run. Each may be empty; all are called from the calling thread.
struct PipelineObserver {
  std::function<void(std::uint64_t bytes)> progress;  // source bytes finished since the last call
  std::function<void(const Rejection&)> rejection;    // as they are found
  // What an article that is taken states and could not be used: date "yesterday" cannot be read.
  std::function<void(const SourceLocation&, const std::string&)> note;
  std::function<bool()> wants_stop;  // asked between articles
  // What was found of every article, and why; of a file that is as it was, once, without an id.
  std::function<void(const ArticleChange&)> change;
};

// A path below which so much is gone that it looks like a mistake.
struct WithheldRemoval {
  std::string root;  // as given
  std::uint64_t gone = 0;
  std::uint64_t articles = 0;  // that came from below it, the gone ones among them
  bool is_empty = false;       // there is no file below it now
};

struct Report {
  std::uint64_t added = 0;
  std::uint64_t updated = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t removed = 0;
  std::uint64_t rejected = 0;
  std::uint64_t duplicates = 0;  // of those added: the same text is there under another id
  std::uint64_t stale = 0;       // of those updated: indexed before by another version or with other options
  std::uint64_t files_read = 0;
  std::uint64_t files_unchanged = 0;  // as they were when they were read last, and not read again
  std::uint64_t kept = 0;      // sync: articles that may be in what was refused of their file, and stay
  std::uint64_t withheld = 0;  // sync: articles without a source that were too many to be withdrawn unasked
  std::vector<WithheldRemoval> withheld_below;
  std::uint64_t articles = 0;  // in the index after the run
  std::uint64_t quotations = 0;
  double seconds = 0;
  bool interrupted = false;
  std::vector<Rejection> rejections;  // the first kKeptRejections, in order
  // Of a purge: generations that still hold the erased bytes, as a program reads them.
  std::vector<std::string> leased_generations;
};

// What an article indexed with these options is stamped with; other stamps are stale.
std::string current_fingerprint(bool annotate);

// Indexes what is new or changed in `paths` (files, or "-") and commits. Failures of the index throw Error;
// bad input never does. When stopped, what was read before is committed.
Report add_sources(IndexWriter& writer, const std::vector<std::string>& paths, const PipelineOptions& options,
                   const PipelineObserver& observer = {});

// Rewrites the index where it has bloated and there is plenty of room for another.
void compact_if_bloated(IndexWriter& writer);

// Withdraws articles; unknown ids are rejections, those withdrawn before count as unchanged. With `purge`
// they are erased, with `reason` (takedown.h), and the index is rewritten, so that no freed block holds a
// word of them; throws Error{io} when there is no room for that: then they are out of every answer, and the
// same call goes on.
Report remove_articles(IndexWriter& writer, const std::vector<std::string>& ids, bool purge,
                       const std::function<std::int64_t()>& clock = {}, const std::string& reason = {});

}  // namespace pressmark
