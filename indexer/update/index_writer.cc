#include "indexer/update/index_writer.h"

#include <xapian.h>

#include <algorithm>
#include <exception>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "indexer/update/copies.h"
#include "indexer/update/disk_space.h"
#include "indexer/update/index_lock.h"
#include "indexer/update/manifest.h"
#include "indexer/update/note_sum.h"
#include "indexer/update/revision_log_writer.h"
#include "indexer/update/table_thread.h"
#include "indexer/update/tables.h"
#include "schema/index/fields.h"
#include "schema/index/generation_lease.h"
#include "schema/index/quotation_place.h"
#include "schema/index/takedown.h"
#include "schema/model/error.h"

namespace pressmark {

namespace {

std::string term(std::string_view prefix, std::string_view value) {
  return std::string(prefix).append(value);
}

// The one document with a unique term.
std::optional<Xapian::Document> find(const Xapian::Database& table, const std::string& unique) {
  const auto it = table.postlist_begin(unique);
  if (it == table.postlist_end(unique)) return std::nullopt;
  return table.get_document(*it);
}

bool has_term(const Xapian::Document& document, const std::string& wanted) {
  auto it = document.termlist_begin();
  it.skip_to(wanted);
  return it != document.termlist_end() && *it == wanted;
}

bool has_holders(const Xapian::Document& source) {
  const std::string start = source_holder_term("");
  auto it = source.termlist_begin();
  it.skip_to(start);
  return it != source.termlist_end() && (*it).compare(0, start.size(), start) == 0;
}

// Documents whose postings gather in memory: a commit comes far less often, and the engine grows slower the
// more has gathered (4,000 articles took 20.7 s of processor time at 250, 25.7 s at 1,000).
constexpr std::size_t kArticlesAFlush = 250;
constexpr std::size_t kQuotationsAFlush = 1000;

// Articles whose quotations and texts may wait to be written.
constexpr std::size_t kMaxWaiting = 32;

}  // namespace

// Articles are written by the caller's thread, quotations and texts (about as much work) by `others`; who
// wants those two waits for it first.
struct IndexWriter::Tables {
  explicit Tables(const Generation& generation)
      : articles(open_table(generation.articles(), kArticlesAFlush)),
        quotations(open_table(generation.quotations(), kQuotationsAFlush)),
        texts(open_table(generation.texts(), kArticlesAFlush)),
        committed_texts(generation.texts()) {}

  // All three, at rest.
  Tables& settled() {
    others.finish();
    return *this;
  }

  WritableTable articles;
  NoteSum notes{articles, [this](const std::string& key, const std::string& value) {
                  articles.set_metadata(key, value);
                }};
  WritableTable quotations;
  WritableTable texts;
  Xapian::Database committed_texts;
  TableThread others{kMaxWaiting};  // last: it ends before its tables go
};

// Runs `action` on the tables. Whatever the engine throws ends them: after a failed write its handles are
// unusable.
template <class Action>
auto IndexWriter::guarded(Action action) const {
  if (!tables_) throw Error(ErrorKind::internal, "the index was used after a failure");
  try {
    return action(*tables_);
  } catch (const Error&) {
    tables_.reset();
    throw;
  } catch (const Xapian::Error& error) {
    const std::string cause = error.get_error_string() ? error.get_error_string() : "";
    const std::string message = error.get_msg();
    tables_.reset();
    throw_engine_error(message, cause);
  } catch (const std::exception& error) {  // damaged tables throw std::length_error
    const std::string message = error.what();
    tables_.reset();
    throw_engine_error(message, "");
  }
}

namespace {

bool is_made(const std::filesystem::path& index) {
  return std::filesystem::exists(index / "CURRENT");
}

// Where segments lie while they wait to be merged.
std::filesystem::path segments_of(const std::filesystem::path& index) {
  return index / "segments";
}

}  // namespace

// Only a generation whose three tables exist may be read, so CURRENT comes last. What a crash left of an
// earlier attempt was never current, holds nothing, and may be damaged.
void IndexWriter::make_if_missing() {
  if (is_made(index_)) return;
  const Generation first = generation_to_write(index_);
  make_empty_table(first.articles());
  make_empty_table(first.quotations());
  make_empty_table(first.texts());
  make_current(index_, first);
}

// What crashes left, and generations that were replaced and nobody reads any more.
void IndexWriter::remove_leftovers() const {
  std::error_code ignored;
  std::filesystem::remove_all(segments_of(index_), ignored);
  for (const auto& each : all_generations(index_))
    if (each != generation_) remove_unless_leased(each);
}

IndexWriter::IndexWriter(const std::filesystem::path& index, Mode mode) : index_(index) {
  if (mode == Mode::create)
    generation_to_write(index);  // makes the directory
  else
    current_generation(index, VersionCheck::any);
  lock_ = std::make_unique<IndexLock>(index);
  if (mode == Mode::create) make_if_missing();
  const bool to_rebuild = mode == Mode::to_rebuild;
  generation_ = current_generation(index, to_rebuild ? VersionCheck::any : VersionCheck::same);
  if (!to_rebuild) tables_ = with_engine([&] { return std::make_unique<Tables>(generation_); });
  remove_leftovers();
}

// Within a transaction the engine discards. Segments nobody merged give their room back now, as it may be
// what was missing.
IndexWriter::~IndexWriter() {
  tables_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(segments_of(index_), ignored);
}

std::optional<ArticleRecord> IndexWriter::stored(std::string_view id) const {
  return guarded([&](const Tables& tables) -> std::optional<ArticleRecord> {
    const auto row = find(tables.articles, id_term(id));
    if (!row) return std::nullopt;
    return decode_article(row->get_data());
  });
}

std::optional<Revision> IndexWriter::revision(std::string_view id, std::string_view revision) const {
  return guarded([&](const Tables& tables) -> std::optional<Revision> {
    const auto text = find(tables.committed_texts, text_term(id, revision));
    if (!text) return std::nullopt;
    return decode_text(text->get_data()).revision;
  });
}

std::uint64_t IndexWriter::holders(std::string_view revision) const {
  return guarded([&](const Tables& tables) -> std::uint64_t {
    return tables.committed_texts.get_termfreq(term(prefix::kRevision, revision));
  });
}

bool IndexWriter::has_source(std::string_view sha256) const {
  return guarded(
      [&](const Tables& tables) { return tables.committed_texts.term_exists(source_term(sha256)); });
}

std::optional<Tombstone> IndexWriter::tombstone(std::string_view id) const {
  const std::string bytes = note(term(metadata::kTombstone, id));
  if (bytes.empty()) return std::nullopt;
  return decode_tombstone(bytes);
}

std::uint64_t IndexWriter::articles() const {
  return guarded([](const Tables& tables) -> std::uint64_t { return tables.articles.get_doccount(); });
}

std::uint64_t IndexWriter::quotations() const {
  return guarded([](Tables& tables) -> std::uint64_t { return tables.settled().quotations.get_doccount(); });
}

namespace {

// ID@REVISION of every text in a table of texts.
void each_text(const Xapian::Database& texts, const std::function<void(std::string_view)>& visit) {
  const std::string start(prefix::kId);
  for (auto term = texts.allterms_begin(start); term != texts.allterms_end(start); ++term)
    visit(std::string_view(*term).substr(start.size()));
}

TextsOfIndex texts_of(const Xapian::Database& texts) {
  return {[&texts](std::string_view text) { return texts.term_exists(term(prefix::kId, text)); },
          [&texts](const auto& visit) { each_text(texts, visit); }};
}

}  // namespace

// Opened with the first change only, as that may write to it.
RevisionLogWriter& IndexWriter::log() {
  if (!log_)
    log_ = guarded([&](const Tables& tables) {
      return std::make_unique<RevisionLogWriter>(index_, decode_noted_run(note(ledger_key::kLog)),
                                                 texts_of(tables.committed_texts));
    });
  return *log_;
}

void IndexWriter::end_run(std::string_view command, std::int64_t now) {
  if (!log_ && has_open_run(revision_log_path(index_))) log();  // one that was cut off
  if (log_) log_->end_run(command, now);
}

// Transactions begin with the first change, so that a run without changes leaves no trace.
void IndexWriter::begin(Batch kind) {
  if (batch_ == kind) return;
  if (batch_ != Batch::none) commit();
  require_free_space(index_, 0);
  log();
  guarded([](Tables& tables) {
    tables.settled();
    tables.articles.begin_transaction();
    tables.quotations.begin_transaction();
    tables.texts.begin_transaction();
    // The ledger of files does not know of what comes now.
    tables.notes.set(std::string(ledger_key::kFiles), "");
  });
  batch_ = kind;
}

void IndexWriter::put(ArticleDocuments&& documents) {
  begin(Batch::putting);
  guarded([&](Tables& tables) {
    const std::string id = documents.record.id;
    if (const std::string text = text_term(id, documents.record.revision);
        !tables.committed_texts.term_exists(text))
      log_entries_.insert(came_entry(text.substr(prefix::kId.size())));
    touch(find(tables.articles, id_term(id)));
    touch(documents.article);
    tables.articles.replace_document(id_term(id), documents.article);
    const std::string tombstone = term(metadata::kTombstone, id);
    if (!tables.articles.get_metadata(tombstone).empty()) {
      tables.notes.set(tombstone, "");
      tables.notes.set(takedown_key(id), "");
    }

    auto rest = std::make_shared<ArticleDocuments>(std::move(documents));
    rest->article = Xapian::Document();  // its counts of references are this thread's
    tables.others.run([&tables, rest = std::move(rest)] {
      const ArticleRecord& record = rest->record;
      tables.texts.replace_document(text_term(record.id, record.revision), rest->text);
      // Also those a crash left without a row.
      tables.quotations.delete_document(article_term(record.id));
      for (const auto& quotation : rest->quotations) tables.quotations.add_document(quotation);
    });
  });
}

void IndexWriter::put_source(std::string_view article_id, std::string_view sha256, std::string&& bytes) {
  begin(Batch::putting);
  guarded([&](Tables& tables) {
    tables.others.run(
        [&tables, id = std::string(article_id), sha = std::string(sha256), bytes = std::move(bytes)] {
          auto source = find(tables.texts, source_term(sha));
          if (!source) {
            tables.texts.add_document(source_document(id, sha, bytes));
            return;
          }
          const std::string holder = source_holder_term(id);
          if (has_term(*source, holder)) return;
          source->add_boolean_term(holder);
          tables.texts.replace_document(source->get_docid(), *source);
        });
  });
}

std::vector<std::string> IndexWriter::articles_of_speaker(std::string_view speaker_id) const {
  return guarded([&](const Tables& tables) {
    std::vector<std::string> articles;
    const std::string wanted = term(prefix::kSpeaker, speaker_id);
    for (auto it = tables.articles.postlist_begin(wanted); it != tables.articles.postlist_end(wanted); ++it)
      articles.push_back(tables.articles.get_document(*it).get_value(slot::kArticle));
    std::sort(articles.begin(), articles.end());
    return articles;
  });
}

namespace {

std::vector<Xapian::docid> documents_of(const Xapian::Database& table, std::string_view article_id) {
  const std::string wanted = article_term(article_id);
  return {table.postlist_begin(wanted), table.postlist_end(wanted)};
}

// Whether any speaker is another one now.
bool correct_all(std::vector<Quotation>& quotations, const std::function<void(Speaker&)>& correct) {
  const std::vector<Quotation> before = quotations;
  for (Quotation& quotation : quotations)
    if (quotation.speaker) correct(*quotation.speaker);
  return quotations != before;
}

}  // namespace

std::uint64_t IndexWriter::correct_speakers(std::string_view article_id,
                                            const std::function<void(Speaker&)>& correct) {
  const std::string id(article_id);
  if (!stored(id)) return 0;
  if (batch_ != Batch::putting) begin(Batch::putting);
  return guarded([&](Tables& tables) -> std::uint64_t {
    tables.settled();
    DocumentBuilder builder("");  // makes none anew, so that it needs no fingerprint
    auto row = *find(tables.articles, id_term(id));
    ArticleRecord record = decode_article(row.get_data());
    std::vector<Quotation> current;
    for (const auto docid : documents_of(tables.texts, id)) {
      auto document = tables.texts.get_document(docid);
      TextRecord text = decode_text(document.get_data());
      const bool changed = correct_all(text.quotations, correct);
      if (changed) {
        text.article.speakers = speakers_of(text.quotations);
        document.set_data(encode(text));
        tables.texts.replace_document(docid, document);
      }
      if (text.revision.id != record.revision) continue;
      // The row may be behind its text where a run was cut off between the tables.
      if (record.speakers != speakers_of(text.quotations)) {
        builder.replace_speakers(row, record, text.quotations);
        tables.articles.replace_document(id_term(id), row);
      }
      current = std::move(text.quotations);
    }
    std::uint64_t corrected = 0;
    for (const auto docid : documents_of(tables.quotations, id)) {
      auto document = tables.quotations.get_document(docid);
      const auto place = decode_quotation_place(document.get_value(slot::kPlace));
      if (!record.revision.starts_with(place.revision_start) || place.ordinal >= current.size()) continue;
      if (!builder.replace_speaker(document, current[place.ordinal])) continue;
      tables.quotations.replace_document(docid, document);
      ++corrected;
    }
    return corrected;
  });
}

void IndexWriter::each_row(const std::function<void(const ArticleRecord&)>& visit) const {
  guarded([&](const Tables& tables) {
    for (auto it = tables.articles.postlist_begin(""); it != tables.articles.postlist_end(""); ++it)
      visit(decode_article(tables.articles.get_document(*it).get_data()));
  });
}

void IndexWriter::move_source(std::string_view id, const SourceLocation& source) {
  if (!stored(id)) return;
  if (batch_ != Batch::putting) begin(Batch::putting);
  guarded([&](Tables& tables) {
    tables.settled();
    auto row = *find(tables.articles, id_term(id));
    ArticleRecord record = decode_article(row.get_data());
    record.source = source;
    row.set_data(encode(record));
    tables.articles.replace_document(id_term(id), row);
    const auto text_name = text_term(id, record.revision);
    if (auto document = find(tables.texts, text_name)) {
      TextRecord text = decode_text(document->get_data());
      text.article.source = source;
      document->set_data(encode(text));
      tables.texts.replace_document(text_name, *document);
    }
  });
}

// Its text comes into the index or leaves it: what it is a copy of is found out with the whole batch.
void IndexWriter::touch(const std::optional<Xapian::Document>& row) {
  if (!row) return;
  if (const auto sketch = sketch_of_row(*row)) touched_.push_back(*sketch);
}

bool IndexWriter::erase_row(std::string_view id) {
  return guarded([&](Tables& tables) {
    const auto row = find(tables.articles, id_term(id));
    const bool there = row.has_value();
    touch(row);
    if (there) tables.articles.delete_document(id_term(id));
    tables.settled().quotations.delete_document(article_term(id));
    return there;
  });
}

std::vector<std::string> IndexWriter::revisions_of(std::string_view id) const {
  return guarded([&](Tables& tables) {
    tables.settled();
    std::set<std::string> revisions;
    const std::string term = article_term(id);
    for (auto it = tables.texts.postlist_begin(term); it != tables.texts.postlist_end(term); ++it)
      revisions.insert(decode_text(tables.texts.get_document(*it).get_data()).revision.id);
    return std::vector<std::string>(revisions.begin(), revisions.end());
  });
}

Withdrawal IndexWriter::withdraw(std::string_view id, std::int64_t now, bool by_source) {
  const auto before = tombstone(id);
  if (!before && !stored(id)) return Withdrawal::unknown;
  begin(Batch::withdrawing);
  // Without a row there is nothing to note, but a crash may have left quotations behind.
  if (!erase_row(id)) return Withdrawal::already;
  set_note(term(metadata::kTombstone, id), encode(Tombstone{now, false, revisions_of(id), by_source}));
  return Withdrawal::done;
}

Withdrawal IndexWriter::purge(std::string_view id, std::int64_t now, const std::string& reason) {
  const auto before = tombstone(id);
  if (!before && !stored(id)) return Withdrawal::unknown;
  begin(Batch::withdrawing);
  const bool row_erased = erase_row(id);
  auto revisions = revisions_of(id);
  for (const auto& revision : revisions)
    log_entries_.insert(gone_entry(text_term(id, revision).substr(prefix::kId.size())));
  if (before) revisions.insert(revisions.end(), before->revisions.begin(), before->revisions.end());
  std::sort(revisions.begin(), revisions.end());
  revisions.erase(std::unique(revisions.begin(), revisions.end()), revisions.end());
  const bool texts_erased = erase_texts(id);  // even if noted before: a crash may have come between
  if (row_erased || texts_erased) set_note(ledger_key::kErasurePending, "1");
  const Tombstone after{before ? before->withdrawn : now, true, std::move(revisions),
                        before && before->by_source};
  const std::string said = note(takedown_key(id));
  Takedown takedown = said.empty() ? Takedown{now, reason} : decode_takedown(said);
  if (!reason.empty()) takedown.reason = reason;
  if (before && *before == after && said == encode(takedown)) return Withdrawal::already;
  set_note(takedown_key(id), encode(takedown));
  set_note(term(metadata::kTombstone, id), encode(after));
  return Withdrawal::done;
}

// The article's texts, and the captured sources that no other article came from. Whether there were any.
bool IndexWriter::erase_texts(std::string_view id) {
  return guarded([&](Tables& tables) {
    tables.settled();
    const bool texts_there = tables.texts.term_exists(article_term(id));
    if (texts_there) tables.texts.delete_document(article_term(id));
    const std::string holder = source_holder_term(id);
    std::vector<Xapian::docid> sources;
    for (auto it = tables.texts.postlist_begin(holder); it != tables.texts.postlist_end(holder); ++it)
      sources.push_back(*it);
    for (const auto docid : sources) {
      auto source = tables.texts.get_document(docid);
      source.remove_term(holder);
      if (has_holders(source))
        tables.texts.replace_document(docid, source);
      else
        tables.texts.delete_document(docid);
    }
    return texts_there || !sources.empty();
  });
}

std::string IndexWriter::note(std::string_view key) const {
  return guarded([&](const Tables& tables) { return tables.articles.get_metadata(std::string(key)); });
}

void IndexWriter::set_note(std::string_view key, const std::string& value) {
  if (batch_ == Batch::none) begin(Batch::putting);
  guarded([&](Tables& tables) { tables.notes.set(std::string(key), value); });
}

bool IndexWriter::has_changes() const {
  return batch_ != Batch::none;
}

void IndexWriter::commit() {
  if (batch_ == Batch::none) return;
  const bool row_first = batch_ == Batch::withdrawing;
  guarded([&](Tables& tables) {
    tables.settled();
    CopyGraph(tables.articles, tables.texts, [&](const std::string& key, const std::string& value) {
      tables.notes.set(key, value);
    }).update(touched_);
    log_->append({log_entries_.begin(), log_entries_.end()});
    log_entries_.clear();
    const std::string run(encode(log_->last()));
    if (tables.articles.get_metadata(std::string(ledger_key::kLog)) != run)
      tables.notes.set(std::string(ledger_key::kLog), run);
    tables.notes.settle();
    touched_.clear();
    if (row_first) tables.articles.commit_transaction();
    if (!row_first) tables.texts.commit_transaction();
    tables.quotations.commit_transaction();
    if (row_first) tables.texts.commit_transaction();
    if (!row_first) tables.articles.commit_transaction();
    tables.committed_texts.reopen();
  });
  batch_ = Batch::none;
}

namespace {

// Makes one of the captured sources that came with several segments: the holders of all, the bytes once.
void unify_source(WritableTable& texts, const std::string& unique) {
  std::vector<Xapian::docid> copies(texts.postlist_begin(unique), texts.postlist_end(unique));
  if (copies.size() < 2) return;
  auto kept = texts.get_document(copies.front());
  const std::string start = source_holder_term("");
  for (std::size_t i = 1; i < copies.size(); ++i) {
    const auto copy = texts.get_document(copies[i]);
    auto it = copy.termlist_begin();
    for (it.skip_to(start); it != copy.termlist_end() && (*it).starts_with(start); ++it)
      kept.add_boolean_term(*it);
    texts.delete_document(copies[i]);
  }
  texts.replace_document(copies.front(), kept);
}

// Of all parts but the generation that has its copies known.
std::vector<Sketch> sketches_of_segments(const std::vector<Generation>& parts, const Generation& known) {
  return with_engine([&] {
    std::vector<Sketch> sketches;
    for (const auto& part : parts) {
      if (part == known) continue;
      const auto more = sketches_of(Xapian::Database(part.articles()));
      sketches.insert(sketches.end(), more.begin(), more.end());
    }
    return sketches;
  });
}

// What a merged generation needs before it may be current.
void finish_generation(const Generation& next, const std::vector<Sketch>& added,
                       const std::vector<std::string>& shared_sources, const Notes& notes) {
  with_engine([&] {
    if (!shared_sources.empty()) {
      auto texts = open_table(next.texts(), kArticlesAFlush);
      for (const auto& sha256 : shared_sources) unify_source(texts, source_term(sha256));
      texts.commit();
    }
    auto articles = open_table(next.articles(), kArticlesAFlush);
    const Xapian::Database texts(next.texts());
    NoteSum sum(articles,
                [&](const std::string& key, const std::string& value) { articles.set_metadata(key, value); });
    const auto set = [&](const std::string& key, const std::string& value) { sum.set(key, value); };
    CopyGraph(articles, texts, set).update(added);
    for (const auto& [key, value] : notes) set(key, value);
    const CompactedNote note{disk_use(next.directory),
                             articles.get_doccount() + Xapian::Database(next.texts()).get_doccount()};
    set(std::string(ledger_key::kCompacted), encode(note));
    set(std::string(ledger_key::kErasurePending), "");
    sum.settle();
    articles.commit();
  });
  write_manifest(next);
}

}  // namespace

bool IndexWriter::is_erasure_pending() const {
  return !note(ledger_key::kErasurePending).empty();
}

std::vector<std::string> IndexWriter::leased_generations() const {
  remove_leftovers();
  std::vector<std::string> names;
  for (const auto& each : all_generations(index_))
    if (each != generation_) names.push_back(each.name());
  return names;
}

bool IndexWriter::is_bloated() const {
  constexpr std::uint64_t kSlack = 64ULL << 20;  // less is not worth a rewriting
  const auto bytes = disk_use(generation_.directory);
  if (bytes <= kSlack) return false;
  const auto held = note(ledger_key::kCompacted);
  if (held.empty()) return true;  // never made without
  const auto compacted = decode_compacted_note(held);
  const auto now =
      articles() + guarded([](const Tables& tables) { return tables.committed_texts.get_doccount(); });
  const double growth = std::max(
      1.0, static_cast<double>(now) / static_cast<double>(std::max<std::uint64_t>(1, compacted.articles)));
  return static_cast<double>(bytes - kSlack) > 2 * growth * static_cast<double>(compacted.bytes);
}

std::filesystem::path IndexWriter::new_segment() {
  return segments_of(index_) / std::to_string(++segments_made_);
}

void IndexWriter::merge(const std::vector<std::filesystem::path>& segments,
                        const std::vector<std::string>& shared_sources, const Notes& notes) {
  if (!segments.empty() && !note(ledger_key::kFiles).empty()) set_note(ledger_key::kFiles, "");
  commit();
  std::vector<Generation> parts{generation_};
  for (const auto& each : segments) parts.push_back({each});
  auto all_notes = notes;
  std::vector<std::string> came;
  if (!segments.empty()) {
    log();
    guarded([&](const Tables& tables) {
      for (const auto& each : segments)
        each_text(Xapian::Database(Generation{each}.texts()), [&](std::string_view text) {
          if (!tables.committed_texts.term_exists(term(prefix::kId, text))) came.push_back(came_entry(text));
        });
    });
    all_notes.insert_or_assign(std::string(ledger_key::kLog), encode(log_->last()));
  }
  replace_generation(parts, shared_sources, all_notes, came);
}

namespace {

// What makes the log say that there are those texts, sorted, and no others.
std::vector<std::string> entries_up_to(const std::filesystem::path& log,
                                       const std::vector<std::string>& texts) {
  std::set<std::string> unlogged(texts.begin(), texts.end());
  std::set<std::string> lost;
  RevisionLogReader reader(log);
  for (auto line = reader.next(); line != RevisionLogReader::Line::end; line = reader.next()) {
    if (line != RevisionLogReader::Line::entry) continue;
    const std::string text(text_of_entry(reader.line()));
    const bool came = reader.line().starts_with('+');
    if (std::binary_search(texts.begin(), texts.end(), text)) {
      if (came) unlogged.erase(text);
      if (!came) unlogged.insert(text);
    } else {
      if (came) lost.insert(text);
      if (!came) lost.erase(text);
    }
  }
  std::vector<std::string> entries;
  for (const auto& text : unlogged) entries.push_back(came_entry(text));
  for (const auto& text : lost) entries.push_back(gone_entry(text));
  return entries;
}

}  // namespace

void IndexWriter::rebuild(const std::vector<std::filesystem::path>& segments, const Notes& notes) {
  std::vector<Generation> parts;
  for (const auto& each : segments) parts.push_back({each});
  auto kept = notes;
  kept.erase(std::string(ledger_key::kFiles));  // not all of it may be there any more
  std::vector<std::string> texts;
  for (const auto& part : parts)
    with_engine([&] {
      each_text(Xapian::Database(part.texts()), [&](std::string_view text) { texts.emplace_back(text); });
    });
  std::sort(texts.begin(), texts.end());
  // A text that may be damaged is there for the log until the new generation is.
  const TextsOfIndex of_both{
      [&](std::string_view text) {
        try {
          return Xapian::Database(generation_.texts()).term_exists(term(prefix::kId, text));
        } catch (const Xapian::Error&) {
          return true;
        }
      },
      [&](const auto& visit) {
        for (const auto& text : texts) visit(text);
      }};
  auto& noted = kept[std::string(ledger_key::kLog)];
  log_ = std::make_unique<RevisionLogWriter>(index_, decode_noted_run(noted), of_both);
  noted = encode(log_->last());
  replace_generation(parts, {}, kept, entries_up_to(revision_log_path(index_), texts));
}

// Nothing of what is in use is touched until CURRENT names the new generation, so that a crash or a full disk
// on the way leaves what was.
void IndexWriter::replace_generation(const std::vector<Generation>& parts,
                                     const std::vector<std::string>& shared_sources, const Notes& notes,
                                     const std::vector<std::string>& log_entries) {
  std::uint64_t needed = 0;
  for (const auto& each : parts) needed += disk_use(each.directory);
  require_free_space(index_, needed);

  tables_.reset();  // the engine's locks go; the index's stays
  const Generation before = generation_;
  const Generation next = make_next_generation(index_);
  try {
    const auto added = sketches_of_segments(parts, before);
    merge_generations(parts, next);
    finish_generation(next, added, shared_sources, notes);
    if (log_) log_->append(log_entries);
    make_current(index_, next);
  } catch (...) {
    std::error_code ignored;
    if (current_generation(index_, VersionCheck::any) == before)
      std::filesystem::remove_all(next.directory, ignored);
    throw;
  }
  generation_ = next;
  tables_ = with_engine([&] { return std::make_unique<Tables>(generation_); });
  remove_leftovers();
}

}  // namespace pressmark
