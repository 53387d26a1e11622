#include "indexer/update/index_writer.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <set>
#include <utility>
#include <vector>

#include "indexer/update/lock_holder.h"
#include "indexer/update/table_thread.h"
#include "schema/index/fields.h"
#include "schema/model/error.h"

namespace pressmark {

namespace {

[[noreturn]] void throw_engine_error(const std::string& what, const std::string& cause) {
  const bool full = cause.find(std::strerror(ENOSPC)) != std::string::npos ||
                    cause.find(std::strerror(EFBIG)) != std::string::npos ||
                    cause.find(std::strerror(EDQUOT)) != std::string::npos;
  throw Error(ErrorKind::io, "cannot write the index: " + what + (cause.empty() ? "" : " (" + cause + ")"),
              full ? "make room on the disk and run the same command again; what was committed stands"
                   : "what was committed stands; run the same command again, or index into a new directory");
}

Xapian::WritableDatabase open_table(const std::string& path, int action) {
  try {
    return Xapian::WritableDatabase(path, action | Xapian::DB_BACKEND_GLASS);
  } catch (const Xapian::DatabaseLockError&) {
    const auto pid = process_holding(path + "/flintlock");
    throw Error(
        ErrorKind::locked,
        "the index is being written by " + (pid ? "process " + std::to_string(*pid) : "another process"),
        "try again when it has finished; searching goes on meanwhile");
  } catch (const Xapian::DatabaseVersionError& error) {
    throw Error(ErrorKind::wrong_version, "the index was written by another version: " + error.get_msg(),
                "index into a new directory");
  } catch (const Xapian::Error& error) {
    throw_engine_error(error.get_msg(), error.get_error_string() ? error.get_error_string() : "");
  } catch (const std::exception& error) {
    throw_engine_error(error.what(), "");
  }
}

std::string term(std::string_view prefix, std::string_view value) {
  return std::string(prefix).append(value);
}

// The one document with a unique term.
std::optional<Xapian::Document> find(const Xapian::Database& table, const std::string& unique) {
  const auto it = table.postlist_begin(unique);
  if (it == table.postlist_end(unique)) return std::nullopt;
  return table.get_document(*it);
}

// Whose source it is: not an XA: term, so that those find texts alone.
std::string source_holder_term(std::string_view article_id) {
  return term(prefix::kSource, ":").append(article_id);
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

// Postings gather in memory and go to their table every so many documents: a commit comes far less often, and
// the engine grows slower the more has gathered (4,000 articles took 20.7 s of processor time at 250, 25.7 s
// at 1,000). Outside the environment the engine has no word for this.
constexpr const char* kFlushVariable = "XAPIAN_FLUSH_THRESHOLD";
constexpr std::size_t kArticlesAFlush = 250;
constexpr std::size_t kQuotationsAFlush = 1000;

class FlushThreshold {
 public:
  FlushThreshold() {
    if (const char* value = std::getenv(kFlushVariable)) before_ = value;
  }
  ~FlushThreshold() {
    if (before_)
      ::setenv(kFlushVariable, before_->c_str(), 1);
    else
      ::unsetenv(kFlushVariable);
  }
  FlushThreshold(const FlushThreshold&) = delete;
  FlushThreshold& operator=(const FlushThreshold&) = delete;

  // For tables opened from now on; what the user set stands.
  void set(std::size_t documents) const {
    if (!before_) ::setenv(kFlushVariable, std::to_string(documents).c_str(), 1);
  }

 private:
  std::optional<std::string> before_;
};

// Articles whose quotations and texts may wait to be written.
constexpr std::size_t kMaxWaiting = 32;

}  // namespace

// Articles are written by the caller's thread, quotations and texts (about as much work) by `others`; who
// wants those two waits for it first.
struct IndexWriter::Tables {
  Tables(const Generation& generation, int action) {
    const FlushThreshold threshold;
    threshold.set(kArticlesAFlush);
    articles = open_table(generation.articles(), action);  // first: whoever holds its lock holds the index
    texts = open_table(generation.texts(), action);
    threshold.set(kQuotationsAFlush);
    quotations = open_table(generation.quotations(), action);
    committed_texts = Xapian::Database(generation.texts());
  }

  // All three, at rest.
  Tables& settled() {
    others.finish();
    return *this;
  }

  Xapian::WritableDatabase articles;
  Xapian::WritableDatabase quotations;
  Xapian::WritableDatabase texts;
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

// Held while an index is made: two programs that find none must not both make it.
class CreationLock {
 public:
  explicit CreationLock(const std::filesystem::path& index)
      : fd_(::open(index.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (::flock(fd_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
      ::close(fd_);
      throw Error(ErrorKind::locked, "the index is being made by another process", "try again");
    }
  }
  ~CreationLock() { ::close(fd_); }
  CreationLock(const CreationLock&) = delete;
  CreationLock& operator=(const CreationLock&) = delete;

 private:
  int fd_;
};

bool is_made(const std::filesystem::path& index) {
  return std::filesystem::exists(index / "CURRENT");
}

}  // namespace

// Only a generation whose three tables exist may be read, so CURRENT comes last. What a crash left of an
// earlier attempt was never current, holds nothing, and may be damaged.
void IndexWriter::make_if_missing(const std::filesystem::path& index) {
  if (is_made(index)) return;
  const Generation first = generation_to_write(index);
  const CreationLock lock(index);
  if (is_made(index)) return;
  { const Tables made(first, Xapian::DB_CREATE_OR_OVERWRITE); }
  make_current(index, first);
}

IndexWriter::IndexWriter(const std::filesystem::path& index, Mode mode) {
  if (mode == Mode::create) make_if_missing(index);
  generation_ = current_generation(index);
  tables_ = std::make_unique<Tables>(generation_, Xapian::DB_OPEN);
}

IndexWriter::~IndexWriter() = default;  // within a transaction the engine discards

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

// Transactions begin with the first change, so that a run without changes leaves no trace.
void IndexWriter::begin(Batch kind) {
  if (batch_ == kind) return;
  if (batch_ != Batch::none) commit();
  guarded([](Tables& tables) {
    tables.settled();
    tables.articles.begin_transaction();
    tables.quotations.begin_transaction();
    tables.texts.begin_transaction();
  });
  batch_ = kind;
}

void IndexWriter::put(ArticleDocuments&& documents) {
  begin(Batch::putting);
  guarded([&](Tables& tables) {
    const std::string id = documents.record.id;
    tables.articles.replace_document(id_term(id), documents.article);
    const std::string tombstone = term(metadata::kTombstone, id);
    if (!tables.articles.get_metadata(tombstone).empty()) tables.articles.set_metadata(tombstone, "");

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
  const std::string unique = term(prefix::kSource, sha256);
  const std::string holder = source_holder_term(article_id);
  guarded([&](Tables& tables) {
    tables.others.run([&tables, unique, holder, bytes = std::move(bytes)] {
      if (auto source = find(tables.texts, unique)) {
        if (has_term(*source, holder)) return;
        source->add_boolean_term(holder);
        tables.texts.replace_document(source->get_docid(), *source);
        return;
      }
      Xapian::Document source;
      source.add_boolean_term(unique);
      source.add_boolean_term(holder);
      source.set_data(bytes);
      tables.texts.add_document(source);
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
    for (const auto docid : documents_of(tables.texts, id)) {
      auto document = tables.texts.get_document(docid);
      TextRecord text = decode_text(document.get_data());
      const bool changed = correct_all(text.quotations, correct);
      if (changed) {
        text.article.speakers = speakers_of(text.quotations);
        document.set_data(encode(text));
        tables.texts.replace_document(docid, document);
      }
      // The row may be behind its text where a run was cut off between the tables.
      if (text.revision.id == record.revision && record.speakers != speakers_of(text.quotations)) {
        builder.replace_speakers(row, record, text.quotations);
        tables.articles.replace_document(id_term(id), row);
      }
    }
    std::uint64_t corrected = 0;
    for (const auto docid : documents_of(tables.quotations, id)) {
      auto document = tables.quotations.get_document(docid);
      QuotationRecord quotation = decode_quotation(document.get_data());
      const auto before = quotation.quotation.speaker;
      if (!before) continue;
      correct(*quotation.quotation.speaker);
      if (quotation.quotation.speaker == before) continue;
      builder.replace_speaker(document, quotation);
      tables.quotations.replace_document(docid, document);
      ++corrected;
    }
    return corrected;
  });
}

bool IndexWriter::erase_row(std::string_view id) {
  return guarded([&](Tables& tables) {
    const bool there = tables.articles.term_exists(id_term(id));
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

Withdrawal IndexWriter::purge(std::string_view id, std::int64_t now) {
  const auto before = tombstone(id);
  if (!before && !stored(id)) return Withdrawal::unknown;
  begin(Batch::withdrawing);
  erase_row(id);
  auto revisions = revisions_of(id);
  if (before) revisions.insert(revisions.end(), before->revisions.begin(), before->revisions.end());
  std::sort(revisions.begin(), revisions.end());
  revisions.erase(std::unique(revisions.begin(), revisions.end()), revisions.end());
  erase_texts(id);  // even if noted before: a crash may have come between
  const Tombstone after{before ? before->withdrawn : now, true, std::move(revisions),
                        before && before->by_source};
  if (before && *before == after) return Withdrawal::already;
  set_note(term(metadata::kTombstone, id), encode(after));
  return Withdrawal::done;
}

// The article's texts, and the captured sources that no other article came from.
void IndexWriter::erase_texts(std::string_view id) {
  guarded([&](Tables& tables) {
    tables.settled().texts.delete_document(article_term(id));
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
  });
}

std::string IndexWriter::note(std::string_view key) const {
  return guarded([&](const Tables& tables) { return tables.articles.get_metadata(std::string(key)); });
}

void IndexWriter::set_note(std::string_view key, const std::string& value) {
  if (batch_ == Batch::none) begin(Batch::putting);
  guarded([&](Tables& tables) { tables.articles.set_metadata(std::string(key), value); });
}

bool IndexWriter::has_changes() const {
  return batch_ != Batch::none;
}

void IndexWriter::commit() {
  if (batch_ == Batch::none) return;
  const bool row_first = batch_ == Batch::withdrawing;
  guarded([&](Tables& tables) {
    tables.settled();
    if (row_first) tables.articles.commit_transaction();
    if (!row_first) tables.texts.commit_transaction();
    tables.quotations.commit_transaction();
    if (row_first) tables.texts.commit_transaction();
    if (!row_first) tables.articles.commit_transaction();
    tables.committed_texts.reopen();
  });
  batch_ = Batch::none;
}

}  // namespace pressmark
