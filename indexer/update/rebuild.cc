#include "indexer/update/rebuild.h"

#include <xapian.h>

#include <algorithm>
#include <ctime>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "indexer/update/note_sum.h"
#include "indexer/update/ordered_pool.h"
#include "indexer/update/segment.h"
#include "indexer/update/stored_documents.h"
#include "indexer/update/tables.h"
#include "schema/index/document.h"
#include "schema/index/fields.h"
#include "schema/model/error.h"
#include "schema/text/sha256.h"

namespace pressmark {

namespace {

constexpr std::size_t kSegmentTexts = 250;
constexpr std::uint64_t kSegmentBytes = 4ULL << 20;

struct StoredText {
  TextRecord record;
  bool is_current = false;
};

struct StoredSource {
  std::vector<std::string> holders;
  std::string sha256;
  std::string bytes;
};

struct Part {
  std::filesystem::path segment;
  std::vector<StoredText> texts;
  std::vector<StoredSource> sources;
};

std::filesystem::path write_segment(Part&& part) {
  DocumentBuilder builder("");  // records have their own fingerprints
  Segment segment(part.segment);
  for (auto& text : part.texts) {
    const auto documents = builder.rebuild(std::move(text.record));
    if (text.is_current)
      segment.add(documents);
    else
      segment.add_text(documents);
  }
  for (const auto& source : part.sources) segment.add_source(source.holders, source.sha256, source.bytes);
  segment.finish();
  return part.segment;
}

class Rebuild {
 public:
  Rebuild(IndexWriter& writer, const RebuildOptions& options)
      : writer_(writer),
        options_(options),
        texts_(open_texts(writer.generation())),
        pool_(workers(options), [] { return write_segment; }) {}

  RebuildReport run() {
    read_rows();
    if (report_.rows_lost) take_last_revisions();
    each_document(texts_, [&](const StoredDocument& document) {
      if (stopped_) return;
      take(document);
      stopped_ = options_.wants_stop && options_.wants_stop();
    });
    start_part();
    while (pool_.size() > 0) segments_.push_back(pool_.pop());
    for (const auto& [id, revision] : current_)
      damaged(id + ": its text of revision " + revision.substr(0, 8) + " cannot be found");
    const bool sound = report_.damaged.empty() && !report_.rows_lost;
    if (stopped_ || (!sound && !options_.without_damaged)) return std::move(report_);
    writer_.rebuild(segments_, notes_);
    writer_.end_run("rebuild", std::time(nullptr));
    report_.articles = writer_.articles();
    report_.quotations = writer_.quotations();
    report_.is_done = true;
    return std::move(report_);
  }

 private:
  static std::size_t workers(const RebuildOptions& options) {
    return options.workers != 0 ? options.workers : std::max(1U, std::thread::hardware_concurrency());
  }

  static Xapian::Database open_texts(const Generation& generation) {
    try {
      return Xapian::Database(generation.texts());
    } catch (const Xapian::Error& error) {
      throw Error(ErrorKind::io, "the stored texts cannot be opened: " + error.get_msg(),
                  "nothing was changed; restore a backup, or index the sources again into a new directory");
    }
  }

  // Rows are read without their positions, which are derived again anyhow and may be what is damaged.
  Xapian::Database open_rows() {
    const auto from = writer_.generation().articles();
    const auto without = writer_.new_segment();
    std::filesystem::create_directories(without);
    for (const auto& file : std::filesystem::directory_iterator(from))
      if (file.path().stem() != "position")
        std::filesystem::create_symlink(std::filesystem::absolute(file.path()),
                                        without / file.path().filename());
    return Xapian::Database(without.string());
  }

  void damaged(std::string what) { report_.damaged.push_back(std::move(what)); }

  // Which revision of which article search finds, and the notes.
  void read_rows() {
    try {
      const Xapian::Database articles = open_rows();
      std::uint64_t readable = 0;
      each_document(articles, [&](const StoredDocument& row) {
        if (!row.failure.empty()) return;
        const auto record = decode_article(row.data);
        current_[record.id] = record.revision;
        ++readable;
      });
      read_notes(articles);
      report_.rows_lost = readable != articles.get_doccount();
    } catch (const std::exception&) {  // the engine's errors are Xapian::Error, which is none
      report_.rows_lost = true;
    } catch (const Xapian::Error&) {
      report_.rows_lost = true;
    }
  }

  // Those that nothing else tells. Copies are found again.
  void read_notes(const Xapian::Database& articles) {
    // Format 1 kept no sum.
    if (has_note_sum(articles))
      if (const auto problem = problem_of_notes(articles)) damaged(*problem);
    for (auto key = articles.metadata_keys_begin(); key != articles.metadata_keys_end(); ++key) {
      const std::string name = *key;
      if (!is_note_sum(name) && !name.starts_with(metadata::kCopyBand) &&
          !name.starts_with(metadata::kCopyEdge))
        notes_[name] = articles.get_metadata(name);
    }
  }

  void take_last_revisions() {
    std::unordered_map<std::string, std::int64_t> seen;
    std::unordered_set<std::string> withdrawn;
    for (const auto& [key, value] : notes_)
      if (key.starts_with(metadata::kTombstone)) withdrawn.insert(key.substr(metadata::kTombstone.size()));
    each_document(texts_, [&](const StoredDocument& document) {
      if (!document.failure.empty() || !document.unique.starts_with(prefix::kId)) return;
      try {
        const auto record = decode_text(document.data);
        const auto& id = record.article.id;
        if (withdrawn.contains(id) || (seen.contains(id) && seen[id] > record.revision.last_seen)) return;
        seen[id] = record.revision.last_seen;
        current_[id] = record.revision.id;
      } catch (const Error&) {  // told of when it is taken
        return;
      }
    });
  }

  void take(const StoredDocument& document) {
    if (!document.failure.empty()) return damaged(document.name() + ": " + document.failure);
    try {
      if (document.unique.starts_with(prefix::kId))
        take_text(document);
      else
        take_source(document);
    } catch (const Error& error) {
      damaged(document.name() + ": " + error.what());
    }
  }

  void take_text(const StoredDocument& document) {
    StoredText text{decode_text(document.data), false};
    const auto& record = text.record;
    if (sha256_hex(record.text) != record.revision.id)
      throw Error(ErrorKind::io, "its text is not that of its revision");
    const auto current = current_.find(record.article.id);
    text.is_current = current != current_.end() && current->second == record.revision.id;
    if (text.is_current) current_.erase(current);
    part_bytes_ += record.text.size();
    part_.texts.push_back(std::move(text));
    ++report_.texts;
    start_part_if_full();
  }

  void take_source(const StoredDocument& document) {
    StoredSource source;
    source.sha256 = document.unique.substr(prefix::kSource.size());
    source.bytes = document.data;
    const std::string start = source_holder_term("");
    for (const auto& term : document.terms)
      if (term.starts_with(start)) source.holders.push_back(term.substr(start.size()));
    if (sha256_hex(source.bytes) != source.sha256 || source.holders.empty())
      throw Error(ErrorKind::io, "the captured bytes are not those of its hash");
    part_bytes_ += source.bytes.size();
    part_.sources.push_back(std::move(source));
    ++report_.sources;
    start_part_if_full();
  }

  void start_part_if_full() {
    if (part_.texts.size() + part_.sources.size() >= kSegmentTexts || part_bytes_ >= kSegmentBytes)
      start_part();
  }

  void start_part() {
    if (part_.texts.empty() && part_.sources.empty()) return;
    part_.segment = writer_.new_segment();
    pool_.push(std::exchange(part_, {}));
    part_bytes_ = 0;
    while (pool_.size() > workers(options_) + 1) segments_.push_back(pool_.pop());
  }

  IndexWriter& writer_;
  const RebuildOptions& options_;
  Xapian::Database texts_;
  RebuildReport report_;
  Notes notes_;
  std::map<std::string, std::string> current_;  // revision by article id; what is met goes
  Part part_;
  std::uint64_t part_bytes_ = 0;
  std::vector<std::filesystem::path> segments_;
  bool stopped_ = false;
  OrderedPool<Part, std::filesystem::path> pool_;
};

}  // namespace

RebuildReport rebuild_index(IndexWriter& writer, const RebuildOptions& options) {
  return Rebuild(writer, options).run();
}

}  // namespace pressmark
