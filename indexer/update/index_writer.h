#pragma once
// The one door to the index that is read: nobody else changes it.
//
//   put, put_source …   →  one batch  →  commit: texts, quotations, articles      (the row is the proof of
//   completion) withdraw, purge …   →  one batch  →  commit: articles, quotations, texts      (what has no
//   row is not there)
//
// A crash between the three leaves an article whose row is missing or old, which the next `add` does again,
// or quotations and texts without a row, which the next `remove` or `add` of that id clears. A batch is of
// one kind: the first change of the other kind commits what came before.
//
// Readers see nothing of a batch until its commit. Failures of the engine become Error: io (a full disk, a
// damaged table), locked, wrong_version. After one the handles are gone and only destruction is left; what
// was committed stands. The destructor discards what is not committed.
//
// Not for sharing between threads (it keeps a second one of its own, as the three tables are filled side by
// side). The lock on the index is held for as long as this lives, and dies with the process.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/update/ledger.h"
#include "schema/index/document.h"
#include "schema/index/generation.h"
#include "schema/index/record.h"
#include "schema/text/shingles.h"

namespace pressmark {

class IndexLock;
class RevisionLogWriter;

enum class Withdrawal : std::uint8_t {
  done,
  already,  // there is a tombstone and nothing was left to do
  unknown,  // no such article, now or before
};

// Of the index's own keeping, by key (ledger.h).
using Notes = std::map<std::string, std::string>;

class IndexWriter {
 public:
  enum class Mode : std::uint8_t { create, existing, to_rebuild };

  // Takes the lock. `create` makes an empty index where there is none, the others throw Error{no_index}
  // there. `to_rebuild` opens no tables, which may be damaged or another analyser's: all that can be done is
  // rebuild(). Throws Error{locked} when somebody else writes.
  IndexWriter(const std::filesystem::path& index, Mode mode);
  ~IndexWriter();
  IndexWriter(const IndexWriter&) = delete;
  IndexWriter& operator=(const IndexWriter&) = delete;

  // What the index holds, changes of the open batch included.
  std::optional<ArticleRecord> stored(std::string_view id) const;
  std::optional<Tombstone> tombstone(std::string_view id) const;
  // As of the last commit: a revision of an article, and how many articles, withdrawn ones too, have or had
  // this text.
  std::optional<Revision> revision(std::string_view id, std::string_view revision) const;
  std::uint64_t holders(std::string_view revision) const;
  bool has_source(std::string_view sha256) const;  // as of the last commit
  std::uint64_t articles() const;
  std::uint64_t quotations() const;

  // Replaces the article's row and quotations and adds its text; earlier revisions stay. Clears its
  // tombstone.
  void put(ArticleDocuments&& documents);
  // Keeps the captured bytes of a source, once for all articles that came from the same bytes.
  void put_source(std::string_view article_id, std::string_view sha256, std::string&& bytes);

  // The articles a speaker is quoted in, by their ids; as of the changes of the open batch.
  std::vector<std::string> articles_of_speaker(std::string_view speaker_id) const;
  // Lets `correct` change the speakers of an article's quotations, in its row, its quotations and all its
  // revisions; nothing else of them may change. Joins the open batch. How many quotations of the latest
  // revision changed.
  std::uint64_t correct_speakers(std::string_view article_id, const std::function<void(Speaker&)>& correct);

  // Visits every article, changes of the open batch included.
  void each_row(const std::function<void(const ArticleRecord&)>& visit) const;
  // The article stands as it is, but comes from another source that tells the same. Joins the open batch.
  void move_source(std::string_view id, const SourceLocation& source);

  // Takes the article out of search; its texts stay answerable.
  Withdrawal withdraw(std::string_view id, std::int64_t now, bool by_source = false);
  // The same, and erases its texts and captured sources; also for an article withdrawn before.
  // `reason` (takedown.h) is told to whoever asks for it; an empty one leaves what was said before. The bytes
  // stay in freed blocks until the next merge.
  Withdrawal purge(std::string_view id, std::int64_t now, const std::string& reason = {});

  // Notes of the index's own keeping (ledger.h); empty when there is none. Writing one joins the open batch.
  std::string note(std::string_view key) const;
  void set_note(std::string_view key, const std::string& value);

  bool has_changes() const;  // since the last commit
  // Makes the batch visible and durable. Without changes nothing is written.
  void commit();
  // Ends the run in the log of revisions, where it brought any or took some away; behind the last commit.
  void end_run(std::string_view command, std::int64_t now);

  // A place for a segment (segment.h) of this index, for merge() or for nobody: whatever lies there goes with
  // the next merge or writer.
  std::filesystem::path new_segment();
  // Commits, makes a new generation of the index and the segments, in this order and without free space, and
  // makes it the current one: readers go on with the one before until they ask again, and it is deleted when
  // none of them is left, now or by a later writer. Captured sources that came with more than one segment
  // are named by their hash. Without segments the index is only rewritten. Before anything is changed, throws
  // Error{io} when there is no room for another copy; whatever else is thrown, the index is as it was
  // committed, and this has no use any more.
  void merge(const std::vector<std::filesystem::path>& segments,
             const std::vector<std::string>& shared_sources = {}, const Notes& notes = {});
  // The same of the segments alone, which hold all that is to stay, and these notes.
  void rebuild(const std::vector<std::filesystem::path>& segments, const Notes& notes);

  // Whether the tables have grown to more than twice of what a merge would leave: freed blocks are kept for
  // reuse, and changes free many.
  bool is_bloated() const;

  // Erased texts may still lie in freed blocks: merge() to be rid of them.
  bool is_erasure_pending() const;
  // Names of generations that are no longer current and still on disk, as somebody reads them; tries to
  // delete them first.
  std::vector<std::string> leased_generations() const;

  const Generation& generation() const { return generation_; }

 private:
  struct Tables;
  enum class Batch : std::uint8_t { none, putting, withdrawing };

  void make_if_missing();
  void replace_generation(const std::vector<Generation>& parts,
                          const std::vector<std::string>& shared_sources, const Notes& notes,
                          const std::vector<std::string>& log_entries);
  void remove_leftovers() const;
  void begin(Batch kind);
  RevisionLogWriter& log();
  bool erase_row(std::string_view id);
  void touch(const std::optional<Xapian::Document>& row);
  std::vector<std::string> revisions_of(std::string_view id) const;
  bool erase_texts(std::string_view id);
  template <class Action>
  auto guarded(Action action) const;

  std::filesystem::path index_;
  std::unique_ptr<IndexLock> lock_;  // first taken, last given
  Generation generation_;
  std::uint64_t segments_made_ = 0;
  mutable std::unique_ptr<Tables> tables_;  // empty after a failure
  std::unique_ptr<RevisionLogWriter> log_;  // empty until the first change
  Batch batch_ = Batch::none;
  std::set<std::string> log_entries_;  // of this batch
  std::vector<Sketch> touched_;        // of rows that this batch wrote or replaced: copies.h
};

}  // namespace pressmark
