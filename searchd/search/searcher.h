#pragma once
// Question in, answer out, over one snapshot of an index. No HTTP here and no Xapian in this header.
//
//   question → parse → compile → count (total, facets) → rank → passages → answer
//
// Not for sharing between threads: take one from a SearcherPool for a whole request. Holds the newest commit
// as of the last refresh(); a request that loses its snapshot (the writer committed twice meanwhile) throws
// SnapshotLost and is run again by SearcherPool::with.

#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/search/results.h"
#include "searchd/search/suggestions.h"
#include "searchd/search/taken_down.h"

namespace pressmark {

// The snapshot a request read from has been overwritten: run the whole request again after refresh().
struct SnapshotLost : std::exception {
  const char* what() const noexcept override { return "the snapshot was overwritten by newer commits"; }
};

class ColumnsCache;

class Searcher {
 public:
  // Throws Error{no_index, wrong_version, io}. Searchers of one pool share `columns`.
  explicit Searcher(const std::filesystem::path& index, Disclosure disclosure = Disclosure::by_rights,
                    std::shared_ptr<ColumnsCache> columns = nullptr);
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  // Moves to the newest commit, or generation; microseconds when nothing changed. True when it was to another
  // generation: the one before is kept on disk for as long as anybody holds it.
  bool refresh();

  // Throws Error{usage} for a page beyond kMaxResultDepth, Error{io} for a damaged index; never for any query
  // text.
  Answer search(const Question& question);
  QuotationAnswer search_quotations(const QuotationQuestion& question);

  // Newest revision, or the one whose id starts with `revision` (at least 8 hex digits). Absent when there is
  // none; throws Error{usage} when the prefix is not unique or too short.
  std::optional<ArticleView> article(std::string_view id, std::string_view revision = {});

  // Why an article was erased for good; absent when it was not, or is there again.
  std::optional<Takedown> takedown(std::string_view id);

  // Where the words of `query` stand in a text: byte spans, ordered, not overlapping. For marking a page that
  // was opened from a result list; any revision's text.
  std::vector<Span> highlight(std::string_view query, std::string_view text);

  // Ids of the articles that a wording may come from, altered or not, best first: at most `most` by their
  // quotations and as many by their texts.
  std::vector<std::string> nearest(std::string_view words, std::size_t most);

  // The quotation with that id; absent when there is none.
  std::optional<QuotationHit> quotation(std::string_view id);

  // The captured bytes that the revision was read from; absent where they were not kept, or where its rights
  // are not `full`. Throws Error{io} when they are no longer what was captured.
  std::optional<std::string> source(const ArticleView& article);

  // Which of these articles (by id) are copies of one before them in the list: their text is, reprinted, cut
  // or edited a little. As many as are given.
  std::vector<bool> copies_among(const std::vector<std::string>& ids);

  // Quotations with the most and rarest of `words`, best first, at most `most`.
  std::vector<QuotationHit> nearest_quotations(std::string_view words, std::size_t most);

  // How a query that is being typed may go on, at most `most`: names before words, what more articles have
  // first.
  std::vector<Suggestion> suggest(std::string_view query, std::size_t most);

  // Labels of every outlet in the index.
  std::vector<std::string> outlets();

  Holdings holdings();
  std::string generation() const;  // changes with every commit

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pressmark
