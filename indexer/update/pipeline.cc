#include "indexer/update/pipeline.h"

#include <algorithm>
#include <ctime>
#include <exception>
#include <filesystem>
#include <iterator>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <set>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "indexer/annotate/annotate.h"
#include "indexer/ingest/source.h"
#include "indexer/update/bulk_load.h"
#include "indexer/update/change.h"
#include "indexer/update/disk_space.h"
#include "indexer/update/gone_sources.h"
#include "indexer/update/ordered_pool.h"
#include "indexer/update/segment.h"
#include "indexer/update/source_files.h"
#include "indexer/update/speaker_corrections.h"
#include "indexer/update/tables.h"
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
  ArticleDocuments documents;  // for a segment: empty, as they are written
  std::string failure;         // why there are no documents; empty if there are
};

// One article on its way into the live generation, or some into a segment.
struct Job {
  std::vector<Prepared> articles;
  std::filesystem::path segment;  // empty: the live generation
  std::uint64_t bytes = 0;
};

struct Done {
  std::vector<Built> articles;
  std::filesystem::path segment;
  std::uint64_t bytes = 0;
};

std::uint64_t weight(const Article& article) {
  return article.text.size() + article.source_bytes.size();
}

// What a worker does, with its own scratch.
class Worker {
 public:
  Worker(const PipelineOptions& options, const std::string& stamp,
         std::shared_ptr<const SpeakerLog> corrections)
      : keep_sources_(options.keep_sources), corrections_(std::move(corrections)), builder_(stamp) {
    if (options.annotate) annotator_.emplace();
  }

  Done work(Job&& job) {
    Done done;
    done.segment = std::move(job.segment);
    done.bytes = job.bytes;
    done.articles.reserve(job.articles.size());
    std::optional<Segment> segment;
    if (!done.segment.empty()) segment.emplace(done.segment);
    for (auto& prepared : job.articles) {
      done.articles.push_back(build(std::move(prepared)));
      if (segment) move_into(*segment, done.articles.back());
    }
    if (segment) segment->finish();
    return done;
  }

 private:
  Built build(Prepared&& prepared) {
    Built built;
    try {
      Annotation annotation = annotator_ ? annotator_->annotate(prepared.article) : Annotation{};
      for (auto& quotation : annotation.quotations)
        if (quotation.speaker) corrections_->apply(prepared.article.id, *quotation.speaker);
      built.documents = builder_.build(prepared.article, annotation, prepared.revision);
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& error) {  // one article must not stop the rest
      built.failure = error.what();
    }
    built.article = std::move(prepared.article);
    built.change = prepared.change;
    return built;
  }

  void move_into(Segment& segment, Built& built) const {
    Article& article = built.article;
    if (built.failure.empty()) {
      if (keep_sources_ && !article.source_bytes.empty())
        segment.add_source({article.id}, article.source.sha256, article.source_bytes);
      segment.add(built.documents);
    }
    built.documents = {};
    article.text = {};
    article.source_bytes = {};
  }

  const bool keep_sources_;
  const std::shared_ptr<const SpeakerLog> corrections_;
  std::optional<Annotator> annotator_;
  DocumentBuilder builder_;
};

std::function<Done(Job&&)> make_worker(const PipelineOptions& options, const std::string& stamp,
                                       const std::shared_ptr<const SpeakerLog>& corrections) {
  auto worker = std::make_shared<Worker>(options, stamp, corrections);
  return [worker](Job&& job) { return worker->work(std::move(job)); };
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
        files_(writer.generation().directory.parent_path(), writer.note(ledger_key::kFiles),
               stamp_ + sha256_hex(options.reading + (options.ingest.verbatim ? "v" : "")).substr(0, 16)),
        bulk_(writer, options.bulk, options.expected_bytes),
        pool_(worker_count(options), [this] { return make_worker(options_, stamp_, corrections_); }) {}

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
  bool spare(const SourceFiles::Source& source);
  void read_file(const std::string& path);
  bool take(Article&& article);
  void recall(const std::string& id);
  static Telling telling(const Seen& seen) {
    return {seen.source.path, seen.source.record, seen.is_summary, seen.captured, seen.source.modified};
  }
  static Telling telling(const Article& article) {
    return {article.source.path, article.source.record, article.is_summary, article.captured,
            article.source.modified};
  }
  bool has_moved(const std::optional<ArticleRecord>& stored, const Article& article) const;
  void move(Article&& article);
  void also(const std::string& id, std::string_view file) { also_[id].insert(std::string(file)); }
  void tell(Change change, std::string_view id, std::string_view path, std::string_view why = {}) const;
  void withdraw_gone();
  void read_other_sources();
  void withdraw(const Orphan& orphan);
  bool is_too_much(const std::string& root, const GoneArticles& gone);
  bool is_settled(const Article& article, const std::string& hash, const std::string& given);
  bool is_preceded(const std::optional<ArticleRecord>& stored, const Article& article) const;
  bool retract(const Retraction& retraction);
  bool is_retracted(const Article& article) const;
  void dispatch(Article&& article, Change change);
  bool belongs_into_segment(const std::string& id, Change change, bool known) const;
  void start_segment();
  void push(Job&& job);
  void write_oldest();
  void write_all();
  void write(Built&& built);
  void commit_if_full();
  void merge_segments();
  bool take_again(Article&& article);
  void reject(Rejection&& rejection);
  Notes notes(bool news) const;
  bool has_news() const { return report_.added + report_.updated + report_.removed + moved_ > 0; }
  void finish(bool noted);
  void save_ledger();
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
  const bool was_empty_ = writer_.articles() == 0;
  SourceFiles files_;
  std::uint64_t moved_ = 0;  // articles that are the same and come from elsewhere now
  bool is_cut_off_ = false;  // the current file was left before its end
  // Other files that told of an article, by its id, as far as this run has met them.
  std::map<std::string, std::set<std::string>> also_;
  std::map<std::string, Orphan> orphans_;  // by id; what they are told from now is no matter
  bool only_orphans_ = false;              // a file is read for them alone
  BulkLoad bulk_;
  Job segment_;                 // of new articles, not yet full
  std::vector<Article> again_;  // later tellings of articles in segments
  std::uint64_t again_bytes_ = 0;
  OrderedPool<Job, Done> pool_;
};

Report AddRun::run(const std::vector<std::string>& paths) {
  apply_corrections(writer_);  // of a `speakers` command that was cut off
  for (const auto& path : paths) {
    if (wants_stop()) break;
    ingest(path);
  }
  start_segment();
  write_all();
  files_.settle([this](const Claim& claim) {
    const auto seen = seen_.find(claim.id);
    return seen != seen_.end() && seen->second.content_hash == claim.content_hash;
  });
  // With its notes in it the last generation stays as its manifest says.
  const bool noted = bulk_.has_segments() && again_.empty() && !options_.sync;
  if (noted) bulk_.merge(notes(true));
  merge_segments();
  if (!files_.is_trusted() && !was_empty_ && !wants_stop()) remember_rows(writer_, files_);
  if (options_.sync && !wants_stop()) withdraw_gone();
  finish(noted);
  return std::move(report_);
}

// A file that is as it was when it was read, and whose articles the index holds: it is told of as if it had
// been read.
bool AddRun::spare(const SourceFiles::Source& source) {
  const auto entry = files_.unchanged(source, [this](const Claim& claim) {
    const auto stored = writer_.stored(claim.id);
    return claim.is_former ||
           (stored && stored->content_hash == claim.content_hash && stored->fingerprint == stamp_);
  });
  const bool disturbed =
      entry && std::any_of(entry->claims.begin(), entry->claims.end(), [&](const Claim& claim) {
        const auto seen = seen_.find(claim.id);
        return seen != seen_.end() && !claim.is_former && seen->second.content_hash != claim.content_hash;
      });
  if (!entry || disturbed) return false;
  files_.skip(source);
  report_.unchanged += entry->articles;
  tell(Change::same, {}, source.path, "the file is as it was when it was read");
  for (auto rejection : entry->rejections) {
    rejection.path = source.given + rejection.path;
    reject(std::move(rejection));
  }
  if (observer_.progress) observer_.progress(source.look.state->size);
  return true;
}

void AddRun::ingest(const std::string& path) {
  if (path == "-") return read_file(path);
  const auto source = files_.look(path);
  if (spare(source)) return;
  files_.begin(source);
  is_cut_off_ = false;
  read_file(path);
  files_.end(!is_cut_off_);
}

void AddRun::tell(Change change, std::string_view id, std::string_view path, std::string_view why) const {
  if (observer_.change) observer_.change({change, id, path, why.empty() ? reason(change) : why});
}

// Ingest turns whatever goes wrong with a source into a rejection; a failure of the index must not be taken
// for one.
void AddRun::read_file(const std::string& path) {
  std::exception_ptr failure;
  const auto safely = [&](auto action) {
    try {
      const bool goes_on = action();
      is_cut_off_ = is_cut_off_ || !goes_on;
      return goes_on;
    } catch (...) {
      failure = std::current_exception();
      return false;
    }
  };
  IngestSink sink;
  sink.article = [&](Article&& article) { return safely([&] { return take(std::move(article)); }); };
  sink.rejection = [&](Rejection&& rejection) {
    return safely([&] {
      if (only_orphans_) return true;  // told when the file was read
      files_.refused(rejection);
      reject(std::move(rejection));
      return !wants_stop();
    });
  };
  sink.retraction = [&](Retraction&& retraction) {
    return safely([&] {
      if (only_orphans_) return true;
      files_.retracted();
      return retract(retraction);
    });
  };
  sink.progress = observer_.progress;
  ingest_file(path, options_.ingest, sink);
  if (failure) std::rethrow_exception(failure);
}

bool AddRun::take(Article&& article) {
  if (only_orphans_ && !orphans_.contains(article.id)) return true;
  for (const auto& note : article.notes)
    if (observer_.note && !only_orphans_) observer_.note(article.source, note);
  const auto given = article.source.path;
  article.source.path = files_.resolved(given);
  std::string hash = content_hash(article);
  if (!only_orphans_) files_.told(article, hash);
  recall(article.id);
  if (is_settled(article, hash, given)) return !wants_stop();
  if (bulk_.awaits(article.id)) return take_again(std::move(article));
  const auto stored = writer_.stored(article.id);
  if (!stored && is_retracted(article)) {
    ++report_.unchanged;
    return !wants_stop();
  }
  const Change change = compare(stored, {hash, stamp_, article.source.sha256});
  if (change != Change::same && is_preceded(stored, article)) {
    also(article.id, file_of(article.source.path));
    ++report_.unchanged;
    tell(Change::same, article.id, article.source.path, "another source tells better how it stands");
    return !wants_stop();
  }
  const bool moved = has_moved(stored, article);
  if (stored && file_of(stored->source.path) != file_of(article.source.path))
    also(article.id, file_of(change == Change::same && !moved ? article.source.path : stored->source.path));
  if (change != Change::same) files_.disturb(article.id);
  seen_.insert_or_assign(article.id,
                         Seen{std::move(hash), article.source, article.is_summary, article.captured});
  tell(change, article.id, article.source.path,
       moved && change == Change::same ? "the same from another source; the one before is gone" : "");
  if (change != Change::same) {
    dispatch(std::move(article), change);
    return !wants_stop();
  }
  ++report_.unchanged;
  if (moved) move(std::move(article));
  return !wants_stop();
}

// An unchanged file that was passed by without being read has told of the article all the same.
void AddRun::recall(const std::string& id) {
  if (only_orphans_ || seen_.contains(id)) return;
  constexpr std::int64_t kSecond = 1'000'000'000;
  std::optional<Seen> best;
  for (const auto& [path, claim] : files_.skipped_tellers(id)) {
    const auto state = files_.ledger().summary(path)->state;
    Seen seen{claim.content_hash,
              {path + claim.entry, claim.record, {}, state.modified / kSecond},
              claim.is_summary,
              claim.captured};
    if (!best || precedence(telling(*best), telling(seen)) == Precedence::newer) best = std::move(seen);
  }
  if (best) seen_.emplace(id, *std::move(best));
}

// Whether the index has it from a source that is gone.
bool AddRun::has_moved(const std::optional<ArticleRecord>& stored, const Article& article) const {
  if (!stored || stored->source.path == article.source.path) return false;
  if (orphans_.contains(article.id)) return true;
  const auto file = file_of(stored->source.path);
  if (file == "-" || file == file_of(article.source.path)) return false;
  return look_at(resolved_path(std::string(file))).presence == Presence::gone;
}

void AddRun::move(Article&& article) {
  if (!writer_.has_changes()) batch_begun_ = Clock::now();
  if (options_.keep_sources && !article.source_bytes.empty())
    writer_.put_source(article.id, article.source.sha256, std::move(article.source_bytes));
  writer_.move_source(article.id, article.source);
  ++moved_;
  ++batch_articles_;
  commit_if_full();
}

// An id names one article. A second telling of it in the same run is passed over when it says the same or the
// first one precedes it; refused when nothing tells which of the two stands; and taken up in its turn, with
// the first written, when it precedes.
bool AddRun::is_settled(const Article& article, const std::string& hash, const std::string& given) {
  const auto it = seen_.find(article.id);
  if (it == seen_.end()) return false;
  if (const auto file = file_of(article.source.path); file != file_of(it->second.source.path))
    also(article.id, file);
  Seen& first = it->second;
  const auto held = telling(first);
  const auto order = first.content_hash == hash ? Precedence::older : precedence(held, telling(article));
  // Of two that say the same the better telling counts against a third that does not.
  if (first.content_hash == hash && precedence(held, telling(article)) == Precedence::newer)
    first = {hash, article.source, article.is_summary, article.captured};
  if (order == Precedence::newer) {
    if (!bulk_.awaits(article.id)) write_all();
    return false;
  }
  if (order == Precedence::older) {
    ++report_.unchanged;
    tell(Change::same, article.id, article.source.path, "told of before in this run");
    return true;
  }
  std::string place = first.source.path;
  if (first.source.record) place += ", record " + std::to_string(*first.source.record) + ",";
  reject({given, article.source.record, "id " + article.id + " already used by " + place + " in this run",
          std::nullopt});
  return true;
}

// Whether the index has the article from another source that tells better how it stands. A source that is
// gone has no say.
bool AddRun::is_preceded(const std::optional<ArticleRecord>& stored, const Article& article) const {
  if (!stored || orphans_.contains(article.id)) return false;
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
  if (bulk_.awaits(retraction.id))
    merge_segments();
  else
    write_all();
  retracted_.insert(retraction.id);
  const bool there = writer_.stored(retraction.id).has_value();
  if (there) writer_.withdraw(retraction.id, now(options_.clock), true);
  ++(there ? report_.removed : report_.unchanged);
  return !wants_stop();
}

// An article whose source is gone, and that no other source tells of, is withdrawn.
void AddRun::withdraw_gone() {
  for (const auto& given : options_.sync->roots) {
    const auto root = resolved_path(given);
    auto gone = gone_articles(writer_, files_, root);
    report_.kept += gone.kept;
    orphans_.clear();
    for (auto& orphan : gone.orphans) orphans_.emplace(orphan.id, std::move(orphan));
    read_other_sources();
    if (wants_stop()) return;
    if (is_too_much(given, gone)) continue;
    for (const auto& [id, orphan] : orphans_) withdraw(orphan);
    for (const auto& file : gone.files) files_.ledger().erase(file);
  }
  orphans_.clear();
}

// Reads what else told of the orphans once; who is told of again has a source.
void AddRun::read_other_sources() {
  std::set<std::string> others;
  for (const auto& [id, orphan] : orphans_) {
    seen_.erase(id);
    for (const auto& teller : files_.ledger().tellers(id)) others.insert(teller.path);
    for (auto& path : decode_list(writer_.note(std::string(ledger_key::kAlso) + id)))
      others.insert(std::move(path));
    if (const auto met = also_.find(id); met != also_.end())
      others.insert(met->second.begin(), met->second.end());
  }
  only_orphans_ = true;
  for (const auto& path : others) {
    if (wants_stop()) break;
    if (look_at(path).presence == Presence::there) read_file(path);
  }
  write_all();
  only_orphans_ = false;
  for (auto at = orphans_.begin(); at != orphans_.end();)
    at = seen_.contains(at->first) ? orphans_.erase(at) : std::next(at);
}

void AddRun::withdraw(const Orphan& orphan) {
  if (writer_.withdraw(orphan.id, now(options_.clock)) != Withdrawal::done) return;
  ++report_.removed;
  tell(Change::gone, orphan.id, orphan.file,
       orphan.file_is_gone ? "its file is gone" : "its file is there and tells of it no more");
  const auto also = std::string(ledger_key::kAlso) + orphan.id;
  if (!writer_.note(also).empty()) writer_.set_note(also, "");
  also_.erase(orphan.id);
  if (orphan.file_is_gone) return;
  auto entry = files_.ledger().find(orphan.file);
  if (!entry) return;
  std::erase_if(entry->claims, [&](const Claim& claim) { return claim.is_former && claim.id == orphan.id; });
  files_.ledger().put(orphan.file, *entry);
}

// A folder that is not mounted is empty; so is one somebody emptied by mistake. More than half of what came
// from a folder may have gone rightly, but not unseen. Of a handful more than half is soon gone.
bool AddRun::is_too_much(const std::string& root, const GoneArticles& gone) {
  constexpr std::size_t kHandful = 10;
  if (options_.sync->allow_mass_removal || orphans_.empty()) return false;
  const bool is_empty = files_.none_met_under(resolved_path(root));
  const bool is_most = orphans_.size() > kHandful && 2 * orphans_.size() > gone.under_root;
  if (!is_empty && !is_most) return false;
  report_.withheld += orphans_.size();
  report_.withheld_below.push_back({root, orphans_.size(), gone.under_root, is_empty});
  return true;
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
  const std::uint64_t bytes = weight(article);
  const bool into_segment = belongs_into_segment(article.id, change, known.has_value());
  if (change == Change::created) bulk_.count_created();
  if (into_segment) bulk_.await(article.id, options_.keep_sources ? article.source.sha256 : std::string());
  prepared.article = std::move(article);
  if (!into_segment) {
    Job job;
    job.bytes = bytes;
    job.articles.push_back(std::move(prepared));
    push(std::move(job));
    return;
  }
  segment_.articles.push_back(std::move(prepared));
  segment_.bytes += bytes;
  if (segment_.articles.size() >= options_.bulk.segment_articles ||
      segment_.bytes >= options_.bulk.segment_bytes)
    start_segment();
  if (bulk_.is_due()) merge_segments();
}

// A segment can only add: what was there before in any form is put in order in the live generation.
bool AddRun::belongs_into_segment(const std::string& id, Change change, bool known) const {
  return bulk_.is_on() && change == Change::created && !known && !writer_.tombstone(id);
}

void AddRun::start_segment() {
  if (segment_.articles.empty()) return;
  segment_.segment = bulk_.new_segment();
  push(std::exchange(segment_, {}));
}

void AddRun::push(Job&& job) {
  bytes_under_way_ += job.bytes;
  const std::size_t most = job.segment.empty() ? kMaxUnderWay : worker_count(options_) + 1;
  pool_.push(std::move(job));
  while (pool_.size() > 0 &&
         (pool_.is_ready() || pool_.size() > most || bytes_under_way_ > kMaxBytesUnderWay))
    write_oldest();
}

void AddRun::write_oldest() {
  Done done = pool_.pop();
  bytes_under_way_ -= done.bytes;
  for (auto& built : done.articles) {
    if (!built.failure.empty()) files_.refused_later(built.article.source);
    if (!built.failure.empty())
      reject({built.article.source.path, built.article.source.record, "cannot be indexed: " + built.failure,
              std::nullopt});
    else if (done.segment.empty())
      write(std::move(built));
    else
      ++report_.added;
  }
  if (done.segment.empty())
    commit_if_full();
  else
    bulk_.add_segment(done.segment);
}

void AddRun::write_all() {
  while (pool_.size() > 0) write_oldest();
}

// Ends with nothing in segments and nothing held back for them.
void AddRun::merge_segments() {
  start_segment();
  write_all();
  bulk_.merge();
  again_bytes_ = 0;
  for (auto& article : std::exchange(again_, {})) {
    const auto stored = writer_.stored(article.id);
    const Change change = compare(stored, {content_hash(article), stamp_, article.source.sha256});
    if (change == Change::same)
      ++report_.unchanged;
    else
      dispatch(std::move(article), change);
    write_all();
  }
}

// A later telling of what is in a segment has to wait until that can be changed. A run whose sources keep
// outdoing each other is better off in the live generation.
bool AddRun::take_again(Article&& article) {
  seen_.insert_or_assign(article.id,
                         Seen{content_hash(article), article.source, article.is_summary, article.captured});
  again_bytes_ += weight(article);
  again_.push_back(std::move(article));
  if (again_.size() >= options_.batch.articles || again_bytes_ >= options_.batch.text_bytes) {
    bulk_.turn_off();
    merge_segments();
  }
  return !wants_stop();
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
  if (built.change == Change::stale) ++report_.stale;
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

Notes AddRun::notes(bool news) const {
  const RunNote run{options_.command,   started_,           now(options_.clock), report_.added,
                    report_.updated,    report_.unchanged,  report_.removed,     report_.rejected,
                    report_.duplicates, report_.interrupted};
  Notes notes{{std::string(ledger_key::kRejections),
               report_.rejections.empty() ? std::string() : encode(report_.rejections)}};
  if (news || writer_.note(ledger_key::kRejections) != notes.begin()->second)
    notes.emplace(ledger_key::kLastRun, encode(run));
  if (bulk_.has_segments() && !report_.interrupted)
    notes.emplace(ledger_key::kFiles, files_.next_token());  // no other change comes behind the merge
  for (const auto& [id, files] : also_) {
    const auto key = std::string(ledger_key::kAlso) + id;
    const auto held = decode_list(writer_.note(key));
    std::set<std::string> all(held.begin(), held.end());
    all.insert(files.begin(), files.end());
    if (all.size() > held.size()) notes.emplace(key, encode_list({all.begin(), all.end()}));
  }
  return notes;
}

// The note of the run joins the last batch. A run that changed nothing leaves the note of the one that did,
// and the index as it was, to the byte.
void AddRun::finish(bool noted) {
  const bool news = has_news();
  if (!noted)
    for (const auto& [key, value] : notes(news))
      if (writer_.note(key) != value) writer_.set_note(key, value);
  save_ledger();
  writer_.end_run(options_.command, now(options_.clock));
  if (news && !report_.interrupted) compact_if_bloated(writer_);
  report_.files_read = files_.read();
  report_.files_unchanged = files_.spared();
  report_.articles = writer_.articles();
  report_.quotations = writer_.quotations();
  report_.seconds = std::chrono::duration<double>(Clock::now() - begun_).count();
}

// The ledger goes with the index once both name the same token. Of a run that was stopped the index names
// none, so that the next one looks at everything.
void AddRun::save_ledger() {
  const bool is_behind = writer_.has_changes() || !files_.is_trusted();
  const auto& token = files_.next_token();
  if (is_behind && !report_.interrupted && writer_.note(ledger_key::kFiles) != token)
    writer_.set_note(ledger_key::kFiles, token);
  writer_.commit();
  try {
    files_.ledger().save(writer_.note(ledger_key::kFiles));
  } catch (const Error&) {  // it is only time that is lost
    return;
  }
}

}  // namespace

void compact_if_bloated(IndexWriter& writer) {
  if ((writer.is_bloated() || writer.is_erasure_pending()) &&
      free_space(writer.generation().directory) > 2 * disk_use(writer.generation().directory))
    writer.merge({});
}

std::string current_fingerprint(bool annotate) {
  return fingerprint(annotate ? annotator_version() : "none", kExtractorVersion);
}

Report add_sources(IndexWriter& writer, const std::vector<std::string>& paths, const PipelineOptions& options,
                   const PipelineObserver& observer) {
  return AddRun(writer, options, observer).run(paths);
}

namespace {

// Rewrites the index where erased bytes may lie in freed blocks. Gives the generations that could not be
// deleted.
std::vector<std::string> finish_erasure(IndexWriter& writer) {
  try {
    if (writer.is_erasure_pending()) writer.merge({});
  } catch (const Error& error) {
    throw Error(
        error.kind(),
        "the articles are out of every answer, but freed blocks of the index still hold their bytes: " +
            std::string(error.what()),
        error.hint().empty() ? "run the same command again" : error.hint());
  }
  return writer.leased_generations();
}

}  // namespace

Report remove_articles(IndexWriter& writer, const std::vector<std::string>& ids, bool purge,
                       const std::function<std::int64_t()>& clock, const std::string& reason) {
  const auto begun = Clock::now();
  const std::int64_t started = now(clock);
  Report report;
  for (const auto& id : ids) {
    switch (purge ? writer.purge(id, started, reason) : writer.withdraw(id, started)) {
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
  writer.end_run("remove", now(clock));
  if (purge)
    report.leased_generations = finish_erasure(writer);
  else if (report.removed > 0)
    compact_if_bloated(writer);
  report.articles = writer.articles();
  report.quotations = writer.quotations();
  report.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  return report;
}

}  // namespace pressmark
