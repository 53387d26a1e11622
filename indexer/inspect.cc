#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "indexer/annotate/annotate.h"
#include "indexer/article_json.h"
#include "indexer/commands.h"
#include "indexer/ingest_options.h"
#include "indexer/output.h"
#include "indexer/update/ordered_pool.h"

namespace pressmark {

namespace {

// Records that may be under way between reading and printing.
constexpr std::size_t kMaxUnderWay = 64;

struct Read {
  Article article;
  std::vector<Decision> decisions;
};

using Pool = OrderedPool<Read, std::string>;

Pool::Work make_worker(bool annotate, bool explain) {
  const std::shared_ptr<Annotator> annotator = annotate ? std::make_shared<Annotator>() : nullptr;
  return [annotator, explain](Read&& read) {
    const auto annotation = annotator ? annotator->annotate(read.article) : Annotation{};
    return article_json(read.article, annotation, explain ? &read.decisions : nullptr);
  };
}

// Prints what is ready, and waits for it when too much is under way. False when nobody reads any more.
bool print_ready(Pool& pool, std::size_t at_most) {
  while (pool.size() > 0 && (pool.is_ready() || pool.size() > at_most))
    if (!write_output(pool.pop())) return false;
  return true;
}

}  // namespace

int run_inspect(const CommonOptions& /*common*/, const InspectOptions& options) {
  const auto sources = all_sources(options.reading.paths);
  const std::size_t threads =
      options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  Pool pool(threads, [&] { return make_worker(!options.no_annotate, options.explain); });
  bool rejected = false;
  bool is_read = true;
  std::vector<Decision> decisions;  // of what comes next
  std::exception_ptr failure;       // ingest must not take a full disk for a bad source

  RejectionList refused([](const std::string& line) { print_error("indexer: {}\n", line); });
  IngestSink sink;
  sink.article = [&](Article&& article) {
    try {
      pool.push({std::move(article), std::exchange(decisions, {})});
      is_read = print_ready(pool, kMaxUnderWay);
    } catch (...) {
      failure = std::current_exception();
    }
    return is_read && !failure;
  };
  sink.rejection = [&](Rejection&& rejection) {
    rejected = true;
    refused.add(rejection);
    for (const auto& decision : std::exchange(decisions, {}))
      print_error("  {}: {}: {}\n", decision.kept ? "kept" : "dropped", printable(decision.rule),
                  printable(decision.text));
    return true;
  };
  sink.retraction = [&](Retraction&& retraction) {
    print_error("indexer: {}\n",
                to_line({retraction.source.path, retraction.source.record, retraction.id + " is withdrawn"}));
    return true;
  };
  sink.decisions = [&](std::vector<Decision>&& made) { decisions = std::move(made); };
  auto ingest = ingest_options(options.reading);
  ingest.explain = options.explain;
  for (const auto& source : sources) {
    ingest_file(source.path, ingest, sink);
    if (failure) std::rethrow_exception(failure);
    if (!is_read) return 0;
  }
  if (!print_ready(pool, 0)) return 0;
  return rejected ? kSomeRejected : 0;
}

}  // namespace pressmark
