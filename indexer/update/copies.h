#pragma once
// Which texts of an index are each other's copies: a graph of wordings (schema/index/copy_keys.h) that is
// kept true as articles come, change and go, and that a search reads clusters from.
//
//   touched sketches → bands → pairs that share one → the texts themselves → edges
//
// The graph is a function of the set of wordings in the index and of nothing else: there is an edge between
// two of them if and only if they share a band in which one of the two is among the kPivots smallest of that
// band, and is_copy() says so of their texts. So any order of changes, batch by batch, in bulk or all anew,
// makes the same graph; and its connected components, the clusters, are the same. A band that very many texts
// share, be it furniture or a story printed everywhere in a hundred edits, costs each newcomer kPivots
// comparisons and not one for each of them.

#include <xapian.h>

#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "schema/index/copy_keys.h"
#include "schema/text/shingles.h"

namespace pressmark {

inline constexpr std::size_t kPivots = 32;

// The sketch that a row holds, if its text is long enough to have one.
std::optional<Sketch> sketch_of_row(const Xapian::Document& row);
// Those of all rows of a table, in the order of the table.
std::vector<Sketch> sketches_of(const Xapian::Database& articles);

// Reads texts by their wordings; keeps the last ones.
class WordingTexts {
 public:
  WordingTexts(const Xapian::Database& articles, const Xapian::Database& texts);
  // Null where there is none.
  std::shared_ptr<const ShingledText> get(Wording wording);

 private:
  struct Kept {
    std::shared_ptr<const ShingledText> text;
    std::list<Wording>::iterator place;
  };
  std::shared_ptr<const ShingledText> read(Wording wording) const;

  const Xapian::Database& articles_;
  const Xapian::Database& texts_;
  std::list<Wording> latest_;  // first the one asked for last
  std::unordered_map<Wording, Kept> kept_;
  std::size_t words_ = 0;  // of all that are kept
};

class CopyGraph {
 public:
  // Puts an entry into the metadata of `articles`, or takes it out when the value is empty.
  using Write = std::function<void(const std::string& key, const std::string& value)>;

  // All must outlive it; `write` is to be seen through `articles` at once. Calls throw what Xapian throws.
  // `pivots` is for tests.
  CopyGraph(const Xapian::Database& articles, const Xapian::Database& texts, Write write,
            std::size_t pivots = kPivots)
      : articles_(articles), write_(std::move(write)), texts_(articles, texts), pivots_(pivots) {}

  // `touched`: the sketches that changed articles have now or had before; others do no harm. The rows must be
  // as they are to be.
  void update(const std::vector<Sketch>& touched);

 private:
  using Pair = std::pair<Wording, Wording>;
  struct Change {
    std::string band;
    Wording wording = 0;
    bool is_added = false;
  };

  std::vector<Change> changes_for(const std::vector<Sketch>& touched);
  void change_band(std::vector<Change>::const_iterator begin, std::vector<Change>::const_iterator end);
  void drop_edges_of(Wording wording);
  void drop_edges_without_band(Wording wording);
  bool share_band(const Sketch& a, const Sketch& b) const;
  std::optional<Sketch> sketch_of(Wording wording) const;
  void connect(const Pair& pair);

  const Xapian::Database& articles_;
  Write write_;
  WordingTexts texts_;
  std::size_t pivots_;
  std::set<Pair> to_compare_;  // a text and a pivot
  std::set<Wording> displaced_;
  std::set<Wording> removed_;
};

// What of the stored graph is not as the rows and texts have it, a line each; empty when all is right.
std::vector<std::string> problems_of_copies(const Xapian::Database& articles, const Xapian::Database& texts);

}  // namespace pressmark
