#pragma once
// Where the words of one document stand: a forward index of the document, kept as one value of it
// (slot::kPositions), so that what a phrase or a highlight needs is one read however many words it has. The
// engine's own position lists would be a key and an entry of a tree for every word of every document: half
// the time of filling an index and two thirds of its size (docs/benchmarks.md).
//
// Words are told apart by as many bits of their hash as it takes to tell the words of this document apart,
// not by their letters: asking for a word that the document does not have may give the places of another. Ask
// only for words that the document has by its posting lists (`DocumentPositions` of searchd/search does).

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

// The words of one document while it is made.
class WordPlaces {
 public:
  // Any order; the same word may come several times at one place (it is counted each time).
  void add(std::string_view word, std::uint32_t position);
  void clear() { words_.clear(); }

  struct Places {
    std::uint32_t count = 0;               // occurrences, the word's frequency within the document
    std::vector<std::uint32_t> positions;  // sorted and unique once encode() was called
  };
  const std::map<std::string, Places, std::less<>>& words() const { return words_; }

  // What PositionTable reads; empty for no words. Throws Error{internal} in the case that no hash tells two
  // words apart, which nobody has seen.
  std::string encode();

 private:
  std::map<std::string, Places, std::less<>> words_;
};

// Reads what encode() wrote, in place. The bytes must outlive it.
class PositionTable {
 public:
  // Throws Error{io} when the bytes cannot be such a table.
  explicit PositionTable(std::string_view bytes);

  // Replaces `positions` by the places of `word`, ascending. False, and empty, when no word of the document
  // has its hash. Throws Error{io} on damaged bytes.
  bool find(std::string_view word, std::vector<std::uint32_t>& positions) const;

 private:
  std::uint64_t key(std::size_t index) const;

  std::size_t words_ = 0;
  unsigned key_bytes_ = 0;
  unsigned rotation_ = 0;
  unsigned offset_bytes_ = 0;
  std::string_view keys_;
  std::string_view offsets_;  // where every kBlock-th word's places begin
  std::string_view places_;
};

}  // namespace pressmark
