#pragma once
// An article with all that a hit of it shows: its row, its text, where its words stand. Opening one takes a
// dozen reads of the index and some unpacking, and the articles that answer one question answer the next as
// well: those opened last are kept for one snapshot. Private to searchd/search.

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "schema/index/position_table.h"
#include "schema/index/record.h"
#include "schema/index/token_table.h"

namespace pressmark {

class Snapshot;

class OpenedArticle {
 public:
  // `number`: of its row in `snapshot.articles()`. Throws what the engine throws, SnapshotLost when its text
  // is not there, Error{io} for damaged bytes.
  OpenedArticle(Snapshot& snapshot, Xapian::docid number);
  OpenedArticle(const OpenedArticle&) = delete;  // reads its own bytes
  OpenedArticle& operator=(const OpenedArticle&) = delete;

  const ArticleRecord& row() const { return row_; }
  const TextRecord& text() const { return text_; }
  const TokenTable& tokens() const { return tokens_; }
  // Where a term stands, ascending; empty when the article does not have it. `articles` is of the same
  // snapshot.
  std::vector<std::uint32_t> positions_of(const std::string& term, const Xapian::Database& articles) const;

  // About what it takes of memory.
  std::size_t bytes() const;

 private:
  bool has(const std::string& term, const Xapian::Database& articles) const;

  Xapian::docid number_;
  ArticleRecord row_;
  TextRecord text_;
  TokenTable tokens_;
  std::string position_bytes_;
  PositionTable positions_;
};

// Those opened last, of one snapshot. Thread-safe.
class OpenedArticles {
 public:
  explicit OpenedArticles(std::size_t most_bytes = kMostBytes) : most_bytes_(most_bytes) {}

  // Null when it is not kept.
  std::shared_ptr<const OpenedArticle> find(Xapian::docid number);
  // From what is kept, else from `snapshot`, and then kept in place of those not asked for longest. Throws as
  // opening does.
  std::shared_ptr<const OpenedArticle> open(Snapshot& snapshot, Xapian::docid number);

  static constexpr std::size_t kMostBytes = std::size_t{96} << 20U;

 private:
  struct Kept {
    Xapian::docid number = 0;
    std::shared_ptr<const OpenedArticle> article;
    std::size_t bytes = 0;
  };

  void keep(Xapian::docid number, std::shared_ptr<const OpenedArticle> article);

  std::size_t most_bytes_;
  std::mutex mutex_;
  std::size_t bytes_ = 0;
  std::list<Kept> kept_;  // asked for last in front
  std::unordered_map<Xapian::docid, std::list<Kept>::iterator> by_number_;
};

}  // namespace pressmark
