#include "indexer/update/check.h"

#include <xapian.h>

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "indexer/update/child_process.h"
#include "indexer/update/copies.h"
#include "indexer/update/index_lock.h"
#include "indexer/update/ledger.h"
#include "indexer/update/manifest.h"
#include "indexer/update/note_sum.h"
#include "indexer/update/revision_log_check.h"
#include "indexer/update/stored_documents.h"
#include "indexer/update/tables.h"
#include "schema/index/document.h"
#include "schema/index/fields.h"
#include "schema/index/generation.h"
#include "schema/index/record.h"
#include "schema/index/wire.h"
#include "schema/model/error.h"
#include "schema/text/sha256.h"

namespace pressmark {

namespace {

// Everything a document says, as bytes that are equal when it says the same.
std::string all_of(const Xapian::Document& document) {
  std::string bytes;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    put_bytes(bytes, *term);
    put_varint(bytes, term.get_wdf());
    for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at) put_varint(bytes, *at);
    put_varint(bytes, 0);  // no position
  }
  put_bytes(bytes, "");
  for (auto value = document.values_begin(); value != document.values_end(); ++value) {
    put_varint(bytes, value.get_valueno());
    put_bytes(bytes, *value);
  }
  put_bytes(bytes, document.get_data());
  return bytes;
}

// A sum that does not depend on the order in which postings are met.
class PostingSum {
 public:
  void add(std::string_view term, Xapian::docid document, Xapian::termcount wdf) {
    std::uint64_t mixed = std::hash<std::string_view>{}(term) ^ (std::uint64_t{document} << 32U | wdf);
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;  // SplitMix64's finaliser
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    sum_ += mixed ^ (mixed >> 31U);
    ++count_;
  }
  friend bool operator==(const PostingSum&, const PostingSum&) = default;

 private:
  std::uint64_t sum_ = 0;
  std::uint64_t count_ = 0;
};

class Check {
 public:
  Check(const std::filesystem::path& index, const CheckOptions& options)
      : index_(index),
        generation_(current_generation(index)),
        options_(options),
        full_(options.full),
        builder_("") {}

  // Before each step that must not take longer.
  using Watch = std::function<void(std::chrono::seconds)>;

  CheckReport run(const Watch& watch) {
    watch_ = watch;
    watch_(time_for(generation_.directory));
    check_files();
    if (report_.problems > 0) return std::move(report_);  // known to be damaged, and no good to read on
    for (const auto* table : {"articles", "quotations", "texts"})
      attempt(table, [&] { check_blocks(table); });
    if (!open()) return std::move(report_);
    attempt("articles", [&] {
      if (auto wrong = problem_of_notes(articles_)) problem(std::move(*wrong));
    });
    attempt("revisions.log", [&] { check_log(); });
    attempt("texts", [&] {
      each_document(texts_, [&](const StoredDocument& document) { check_text_document(document); });
    });
    attempt("articles", [&] { check_rows(); });
    attempt("quotations", [&] { check_left_over_quotations(); });
    if (!full_) return std::move(report_);
    attempt("articles", [&] { check_postings("articles", articles_); });
    attempt("quotations", [&] { check_postings("quotations", quotations_); });
    attempt("texts", [&] { check_postings("texts", texts_); });
    attempt("copies", [&] {
      watch_(time_for(generation_.directory));
      for (auto& each : problems_of_copies(articles_, texts_)) problem(std::move(each));
    });
    return std::move(report_);
  }

 private:
  void problem(std::string what) {
    ++report_.problems;
    if (report_.messages.size() < CheckReport::kKeptProblems) report_.messages.push_back(std::move(what));
  }

  // Damage shows as anything the engine can throw, standard exceptions among them.
  template <class Action>
  void attempt(const std::string& what, Action action) {
    try {
      action();
    } catch (const Xapian::Error& error) {
      problem(what + ": " + error.get_msg());
    } catch (const std::exception& error) {
      problem(what + ": " + error.what());
    }
  }

  void check_files() {
    const auto files = check_manifest(generation_);
    report_.files = files.verified;
    for (const auto& file : files.damaged) problem(file + ": the file is not as it was written");
  }

  // Generous: a megabyte a second.
  static std::chrono::seconds time_for(const std::filesystem::path& directory) {
    return kPatience + std::chrono::seconds(disk_use(directory) >> 20U);
  }

  void check_blocks(const std::string& table) {
    const auto path = (generation_.directory / table).string();
    watch_(time_for(path));
    const auto errors = Xapian::Database::check(path, 0, nullptr);
    if (errors > 0)
      problem(table + ": the table's blocks are damaged (" + std::to_string(errors) + " places)");
  }

  bool open() {
    bool opened = false;
    attempt("index", [&] {
      articles_ = Xapian::Database(generation_.articles());
      quotations_ = Xapian::Database(generation_.quotations());
      texts_ = Xapian::Database(generation_.texts());
      report_.articles = articles_.get_doccount();
      report_.quotations = quotations_.get_doccount();
      opened = true;
    });
    return opened;
  }

  void check_log() {
    watch_(time_for(generation_.directory));
    const auto noted = decode_noted_run(articles_.get_metadata(std::string(ledger_key::kLog)));
    auto state = check_revision_log(index_, texts_, noted, options_.log_head);
    report_.runs = state.runs;
    for (auto& each : state.problems) problem(std::move(each));
  }

  void check_text_document(const StoredDocument& document) {
    watch_(kPatience);
    if (!document.failure.empty()) return problem(document.name() + ": " + document.failure);
    attempt(document.name(), [&] {
      if (document.unique.starts_with(prefix::kId))
        check_text(document);
      else
        check_source(document);
    });
  }

  void check_source(const StoredDocument& document) {
    ++report_.sources;
    if (sha256_hex(document.data) != document.unique.substr(prefix::kSource.size()))
      problem(document.name() + ": the captured bytes are not those of its hash");
  }

  void check_text(const StoredDocument& document) {
    ++report_.texts;
    const auto text = decode_text(document.data);
    const auto& id = text.article.id;
    if (!is_summed(document.data)) problem(document.name() + ": its record has no sum");
    if (sha256_hex(text.text) != text.revision.id)
      problem(document.name() + ": the text is not that of its revision");
    if (document.unique != text_term(id, text.revision.id))
      problem(document.name() + ": another revision's text is kept under this name");
    const auto row = row_of(id);
    const bool is_current = row && decode_article(row->get_data()).revision == text.revision.id;
    if (!is_current && !full_) return;
    const auto derived = builder_.rebuild(TextRecord(text));
    if (full_ && all_of(derived.text) != all_of(texts_.get_document(document.number)))
      problem(document.name() + ": its token places are not those of its text");
    if (!is_current) return;
    ++rows_with_text_;
    compare(derived.article, *row, id + ": its row is not what its text says");
    check_quotations(derived);
  }

  void check_quotations(const ArticleDocuments& derived) {
    const auto& id = derived.record.id;
    const std::string belongs = article_term(id);
    std::size_t found = 0;
    for (auto it = quotations_.postlist_begin(belongs); it != quotations_.postlist_end(belongs); ++it)
      ++found;
    quotations_of_rows_ += found;
    if (found != derived.quotations.size())
      problem(id + ": it has " + std::to_string(found) + " quotations and not " +
              std::to_string(derived.quotations.size()));
    for (const auto& quotation : derived.quotations) {
      auto name = quotation.termlist_begin();
      name.skip_to(std::string(prefix::kId));
      const auto it = quotations_.postlist_begin(*name);
      if (it == quotations_.postlist_end(*name))
        problem(id + ": a quotation is missing");
      else
        compare(quotation, quotations_.get_document(*it), id + ": a quotation is not what its text says");
    }
  }

  void compare(const Xapian::Document& derived, const Xapian::Document& stored,
               const std::string& otherwise) {
    const bool equal = full_ ? all_of(derived) == all_of(stored) : derived.get_data() == stored.get_data();
    if (!equal) problem(otherwise);
  }

  std::optional<Xapian::Document> row_of(std::string_view id) const {
    const auto term = id_term(id);
    const auto it = articles_.postlist_begin(term);
    if (it == articles_.postlist_end(term)) return std::nullopt;
    return articles_.get_document(*it);
  }

  // Rows that no text has met: each must have one.
  void check_rows() {
    each_document(articles_, [&](const StoredDocument& row) {
      watch_(kPatience);
      if (!row.failure.empty()) return problem(row.name() + ": " + row.failure);
      attempt(row.name(), [&] {
        const auto record = decode_article(row.data);
        if (!texts_.term_exists(text_term(record.id, record.revision)))
          problem(record.id + ": its text is missing");
        if (row.unique != id_term(record.id)) problem(row.name() + ": another article's row");
      });
    });
    if (rows_with_text_ != report_.articles)
      problem("articles: of " + std::to_string(report_.articles) + " rows " +
              std::to_string(rows_with_text_) + " were met through their texts");
  }

  void check_left_over_quotations() {
    if (quotations_of_rows_ != report_.quotations)
      problem("quotations: of " + std::to_string(report_.quotations) + " " +
              std::to_string(quotations_of_rows_) + " belong to articles");
  }

  void check_postings(const std::string& name, const Xapian::Database& table) {
    PostingSum listed;
    for (auto it = table.postlist_begin(""); it != table.postlist_end(""); ++it) {
      watch_(kPatience);
      Xapian::termcount length = 0;
      for (auto term = table.termlist_begin(*it); term != table.termlist_end(*it); ++term) {
        listed.add(*term, *it, term.get_wdf());
        length += term.get_wdf();
      }
      if (length != table.get_doclength(*it))
        problem(name + ": the length of document " + std::to_string(*it) + " is wrong");
    }
    PostingSum posted;
    for (auto term = table.allterms_begin(); term != table.allterms_end(); ++term) {
      watch_(kPatience);
      const std::string word = *term;
      Xapian::doccount documents = 0;
      for (auto it = table.postlist_begin(word); it != table.postlist_end(word); ++it) {
        posted.add(word, *it, it.get_wdf());
        ++documents;
      }
      if (documents != term.get_termfreq()) problem(name + ": the postings of a term are damaged: " + word);
    }
    if (!(listed == posted)) problem(name + ": the postings are not those of the documents");
  }

  static constexpr std::chrono::seconds kPatience{60};

  std::filesystem::path index_;
  Generation generation_;
  CheckOptions options_;
  bool full_;
  Watch watch_;
  DocumentBuilder builder_;
  CheckReport report_;
  Xapian::Database articles_;
  Xapian::Database quotations_;
  Xapian::Database texts_;
  std::uint64_t rows_with_text_ = 0;
  std::uint64_t quotations_of_rows_ = 0;
};

std::string encode(const CheckReport& report) {
  std::string bytes;
  for (const auto number : {report.articles, report.quotations, report.texts, report.sources, report.files,
                            report.runs, report.problems})
    put_varint(bytes, number);
  for (const auto& message : report.messages) put_bytes(bytes, message);
  return bytes;
}

CheckReport decode(std::string_view bytes) {
  CheckReport report;
  WireReader in(bytes);
  for (auto* number : {&report.articles, &report.quotations, &report.texts, &report.sources, &report.files,
                       &report.runs, &report.problems})
    *number = in.varint();
  while (!in.at_end()) report.messages.emplace_back(in.prefixed());
  return report;
}

}  // namespace

CheckReport check_index(const std::filesystem::path& index, const CheckOptions& options) {
  current_generation(index);  // says what is wrong before a lock is made anywhere
  std::unique_ptr<IndexLock> lock;
  try {
    lock = std::make_unique<IndexLock>(index);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::io) throw;  // on a read-only medium nobody writes
  }
  // The engine can die of damaged blocks or never come back from them: then only the child does.
  const auto answer =
      in_child([&](const Check::Watch& watch) { return encode(Check(index, options).run(watch)); });
  if (answer.bytes) return decode(*answer.bytes);
  CheckReport report;
  report.problems = 1;
  report.messages.push_back(answer.timed_out
                                ? "index: reading it does not come to an end; its blocks are damaged"
                                : "index: reading it ends the reader; its blocks are damaged");
  return report;
}

}  // namespace pressmark
