#include "indexer/update/pipeline.h"

#include <algorithm>
#include <ctime>
#include <exception>
#include <filesystem>
#include <memory>
#include <new>
#include <optional>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "indexer/annotate/annotate.h"
#include "indexer/update/change.h"
#include "indexer/update/ordered_pool.h"
#include "indexer/update/speaker_corrections.h"
#include "schema/index/document.h"
#include "schema/index/fingerprint.h"
#include "schema/model/error.h"
#include "schema/text/sha256.h"

namespace pressmark {

namespace {

using Clock = std::chrono::steady_clock;

// What may be under way between reading and writing.
constexpr std::size_t kMaxUnderWay = 64;
constexpr std::uint64_t kMaxBytesUnderWay = 64ULL << 20;

std::int64_t now(const std::function<std::int64_t()>& clock) {
  return clock ? clock() : static_cast<std::int64_t>(std::time(nullptr));
}

struct Prepared {
  Article article;
  Revision revision;
  Change change = Change::created;
};

struct Built {
  Article article;
  Change change = Change::created;
  ArticleDocuments documents;
  std::string failure;  // why there are no documents; empty if there are
};

Telling telling(const Article& article) {
  return {article.source.path, article.source.record, article.is_summary, article.captured,
          article.source.modified};
}

std::uint64_t weight(const Article& article) {
  return article.text.size() + article.source_bytes.size();
}

std::function<Built(Prepared&&)> make_worker(bool annotate, const std::string& stamp,
                                             const std::shared_ptr<const SpeakerLog>& corrections) {
  struct Scratch {
    std::optional<Annotator> annotator;
    DocumentBuilder builder;
  };
  auto scratch = std::make_shared<Scratch>(Scratch{std::nullopt, DocumentBuilder(stamp)});
  if (annotate) scratch->annotator.emplace();
  return [scratch, corrections](Prepared&& prepared) {
    Built built;
    try {
      Annotation annotation =
          scratch->annotator ? scratch->annotator->annotate(prepared.article) : Annotation{};
      for (auto& quotation : annotation.quotations)
        if (quotation.speaker) corrections->apply(prepared.article.id, *quotation.speaker);
      built.documents = scratch->builder.build(prepared.article, annotation, prepared.revision);
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& error) {  // one article must not stop the rest
      built.failure = error.what();
    }
    built.article = std::move(prepared.article);
    built.change = prepared.change;
    return built;
  };
}

class AddRun {
 public:
  AddRun(IndexWriter& writer, const PipelineOptions& options, const PipelineObserver& observer)
      : writer_(writer),
        options_(options),
        observer_(observer),
        started_(now(options.clock)),
        stamp_(current_fingerprint(options.annotate)),
        corrections_(std::make_shared<const SpeakerLog>(
            SpeakerLog::read(writer.generation().directory.parent_path()))),
        pool_(worker_count(options),
              [this] { return make_worker(options_.annotate, stamp_, corrections_); }) {}

  Report run(const std::vector<std::string>& paths);

 private:
  // Where an article of this run came from and what it says.
  struct Seen {
    std::string content_hash;
    SourceLocation source;
    bool is_summary = false;
    std::optional<std::int64_t> captured;
  };

  static std::size_t worker_count(const PipelineOptions& options) {
    return options.workers != 0 ? options.workers : std::max(1U, std::thread::hardware_concurrency());
  }

  void ingest(const std::string& path);
  bool take(Article&& article);
  bool is_settled(const Article& article, const std::string& hash);
  static bool is_preceded(const std::optional<ArticleRecord>& stored, const Article& article);
  bool retract(const Retraction& retraction);
  bool is_retracted(const Article& article) const;
  void dispatch(Article&& article, Change change);
  void write_oldest();
  void write(Built&& built);
  void commit_if_full();
  void reject(Rejection&& rejection);
  void finish();
  bool wants_stop() {
    if (!report_.interrupted && observer_.wants_stop) report_.interrupted = observer_.wants_stop();
    return report_.interrupted;
  }

  IndexWriter& writer_;
  const PipelineOptions& options_;
  const PipelineObserver& observer_;
  const Clock::time_point begun_ = Clock::now();
  const std::int64_t started_;
  const std::string stamp_;
  const std::shared_ptr<const SpeakerLog> corrections_;
  Report report_;
  std::unordered_map<std::string, Seen> seen_;  // by article id
  std::unordered_set<std::string> revisions_;   // added in this run
  std::unordered_set<std::string> retracted_;   // ids, by a source of this run
  std::uint64_t bytes_under_way_ = 0;
  std::size_t batch_articles_ = 0;
  std::uint64_t batch_bytes_ = 0;
  Clock::time_point batch_begun_{};
  OrderedPool<Prepared, Built> pool_;
};

Report AddRun::run(const std::vector<std::string>& paths) {
  apply_corrections(writer_);  // of a `speakers` command that was cut off
  for (const auto& path : paths) {
    if (wants_stop()) break;
    ingest(path);
  }
  while (pool_.size() > 0) write_oldest();
  finish();
  return std::move(report_);
}

// Ingest turns whatever goes wrong with a source into a rejection; a failure of the index must not be taken
// for one.
void AddRun::ingest(const std::string& path) {
  std::exception_ptr failure;
  const auto safely = [&failure](auto action) {
    try {
      return action();
    } catch (...) {
      failure = std::current_exception();
      return false;
    }
  };
  IngestSink sink;
  sink.article = [&](Article&& article) { return safely([&] { return take(std::move(article)); }); };
  sink.rejection = [&](Rejection&& rejection) {
    return safely([&] {
      reject(std::move(rejection));
      return !wants_stop();
    });
  };
  sink.retraction = [&](Retraction&& retraction) { return safely([&] { return retract(retraction); }); };
  sink.progress = observer_.progress;
  ingest_file(path, options_.ingest, sink);
  if (failure) std::rethrow_exception(failure);
}

bool AddRun::take(Article&& article) {
  for (const auto& note : article.notes)
    if (observer_.note) observer_.note(article.source, note);
  std::string hash = content_hash(article);
  if (is_settled(article, hash)) return !wants_stop();
  const auto stored = writer_.stored(article.id);
  if (!stored && is_retracted(article)) {
    ++report_.unchanged;
    return !wants_stop();
  }
  const Change change = compare(stored, {hash, stamp_, article.source.sha256});
  if (change != Change::same && is_preceded(stored, article)) {
    ++report_.unchanged;
    return !wants_stop();
  }
  seen_.insert_or_assign(article.id,
                         Seen{std::move(hash), article.source, article.is_summary, article.captured});
  if (change == Change::same)
    ++report_.unchanged;
  else
    dispatch(std::move(article), change);
  return !wants_stop();
}

// An id names one article. A second telling of it in the same run is passed over when it says the same or the
// first one precedes it; refused when nothing tells which of the two stands; and taken up in its turn, with
// the first written, when it precedes.
bool AddRun::is_settled(const Article& article, const std::string& hash) {
  const auto it = seen_.find(article.id);
  if (it == seen_.end()) return false;
  const Seen& first = it->second;
  const Telling held{first.source.path, first.source.record, first.is_summary, first.captured,
                     first.source.modified};
  const auto order = first.content_hash == hash ? Precedence::older : precedence(held, telling(article));
  if (order == Precedence::newer) {
    while (pool_.size() > 0) write_oldest();
    return false;
  }
  if (order == Precedence::older) {
    ++report_.unchanged;
    return true;
  }
  std::string place = first.source.path;
  if (first.source.record) place += ", record " + std::to_string(*first.source.record) + ",";
  reject({article.source.path, article.source.record,
          "id " + article.id + " already used by " + place + " in this run", std::nullopt});
  return true;
}

// Whether the index has the article from another source that tells better how it stands. A source that is
// gone has no say.
bool AddRun::is_preceded(const std::optional<ArticleRecord>& stored, const Article& article) {
  if (!stored) return false;
  const Telling held{stored->source.path, stored->source.record, stored->is_summary, stored->captured,
                     stored->source.modified};
  if (precedence(held, telling(article)) != Precedence::older) return false;
  const auto file = stored->source.path.substr(0, stored->source.path.find("!/"));
  std::error_code ignored;
  return std::filesystem::exists(file, ignored);
}

// The word of a source that an article is withdrawn holds against what the same run reads of it, and for
// good against the wordings it had.
bool AddRun::retract(const Retraction& retraction) {
  while (pool_.size() > 0) write_oldest();
  retracted_.insert(retraction.id);
  const bool there = writer_.stored(retraction.id).has_value();
  if (there) writer_.withdraw(retraction.id, now(options_.clock), true);
  ++(there ? report_.removed : report_.unchanged);
  return !wants_stop();
}

bool AddRun::is_retracted(const Article& article) const {
  if (retracted_.contains(article.id)) return true;
  const auto tombstone = writer_.tombstone(article.id);
  if (!tombstone || !tombstone->by_source) return false;
  const auto revision = sha256_hex(article.text);
  return std::find(tombstone->revisions.begin(), tombstone->revisions.end(), revision) !=
         tombstone->revisions.end();
}

void AddRun::dispatch(Article&& article, Change change) {
  Prepared prepared;
  prepared.change = change;
  const std::string revision = sha256_hex(article.text);
  const auto known = writer_.revision(article.id, revision);
  const std::int64_t seen = now(options_.clock);
  prepared.revision = {revision, known ? known->first_seen : seen, seen, std::string(kExtractorVersion)};
  if (change == Change::created) {
    const bool elsewhere = writer_.holders(revision) > (known ? 1U : 0U);
    if (!revisions_.insert(revision).second || elsewhere) ++report_.duplicates;
  }
  bytes_under_way_ += weight(article);
  prepared.article = std::move(article);
  pool_.push(std::move(prepared));
  while (pool_.size() > 0 &&
         (pool_.is_ready() || pool_.size() > kMaxUnderWay || bytes_under_way_ > kMaxBytesUnderWay))
    write_oldest();
}

void AddRun::write_oldest() {
  Built built = pool_.pop();
  bytes_under_way_ -= weight(built.article);
  if (!built.failure.empty()) {
    reject({built.article.source.path, built.article.source.record, "cannot be indexed: " + built.failure,
            std::nullopt});
    return;
  }
  write(std::move(built));
  commit_if_full();
}

void AddRun::write(Built&& built) {
  if (!writer_.has_changes()) batch_begun_ = Clock::now();
  Article& article = built.article;
  batch_bytes_ += article.text.size();
  if (options_.keep_sources && !article.source_bytes.empty())
    writer_.put_source(article.id, article.source.sha256, std::move(article.source_bytes));
  writer_.put(std::move(built.documents));
  ++batch_articles_;
  ++(built.change == Change::created ? report_.added : report_.updated);
}

void AddRun::commit_if_full() {
  const BatchLimits& limits = options_.batch;
  if (batch_articles_ < limits.articles && batch_bytes_ < limits.text_bytes &&
      Clock::now() - batch_begun_ < limits.time)
    return;
  writer_.commit();
  batch_articles_ = 0;
  batch_bytes_ = 0;
}

void AddRun::reject(Rejection&& rejection) {
  ++report_.rejected;
  if (observer_.rejection) observer_.rejection(rejection);
  if (report_.rejections.size() < kKeptRejections) report_.rejections.push_back(std::move(rejection));
}

// The note of the run joins the last batch. A run that changed nothing leaves the note of the one that did,
// and the index as it was, to the byte.
void AddRun::finish() {
  const std::string rejections = report_.rejections.empty() ? "" : encode(report_.rejections);
  const bool news = report_.added + report_.updated + report_.removed > 0;
  if (news || writer_.note(ledger_key::kRejections) != rejections) {
    writer_.set_note(ledger_key::kRejections, rejections);
    writer_.set_note(ledger_key::kLastRun,
                     encode(RunNote{options_.command, started_, now(options_.clock), report_.added,
                                    report_.updated, report_.unchanged, report_.removed, report_.rejected,
                                    report_.duplicates, report_.interrupted}));
  }
  writer_.commit();
  report_.articles = writer_.articles();
  report_.quotations = writer_.quotations();
  report_.seconds = std::chrono::duration<double>(Clock::now() - begun_).count();
}

}  // namespace

std::string current_fingerprint(bool annotate) {
  return fingerprint(annotate ? annotator_version() : "none", kExtractorVersion);
}

Report add_sources(IndexWriter& writer, const std::vector<std::string>& paths, const PipelineOptions& options,
                   const PipelineObserver& observer) {
  return AddRun(writer, options, observer).run(paths);
}

Report remove_articles(IndexWriter& writer, const std::vector<std::string>& ids, bool purge,
                       const std::function<std::int64_t()>& clock) {
  const auto begun = Clock::now();
  const std::int64_t started = now(clock);
  Report report;
  for (const auto& id : ids) {
    switch (purge ? writer.purge(id, started) : writer.withdraw(id, started)) {
      case Withdrawal::done:
        ++report.removed;
        break;
      case Withdrawal::already:
        ++report.unchanged;
        break;
      case Withdrawal::unknown:
        ++report.rejected;
        report.rejections.push_back({id, std::nullopt,
                                     id.find('/') == std::string::npos
                                         ? "no such article"
                                         : "no such article: an id is wanted, not a path or address",
                                     std::nullopt});
        break;
    }
  }
  if (report.removed > 0)
    writer.set_note(ledger_key::kLastRun,
                    encode(RunNote{"remove", started, now(clock), 0, 0, report.unchanged, report.removed,
                                   report.rejected, 0, false}));
  writer.commit();
  report.articles = writer.articles();
  report.quotations = writer.quotations();
  report.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  return report;
}

}  // namespace pressmark
