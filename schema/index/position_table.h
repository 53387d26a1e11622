#pragma once
// Where the words of one document stand: a forward index of the document, kept as one value of it
// (slot::kPositions), so that what a phrase or a highlight needs is one read however many words it has. The
// engine's own position lists would be a key and an entry of a tree for every word of every document
// (docs/benchmarks.md has what they cost).
//
// It is the document's tokens one after the other, each as the number of its word: a little more than a byte
// a token. Words have numbers through a perfect hash over the words of this document, which costs three bits
// a word where the words themselves would cost as much as the text. What is perfect for them says nothing of
// other words: ask only for words that the document has by its posting lists.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/text/analyzer.h"

namespace pressmark {

// The words of one document while it is made. Keeps its memory: one a thread.
class PositionTableBuilder {
 public:
  struct Word {
    std::uint64_t hash = 0;
    std::uint32_t begin = 0;  // of its letters
    std::uint32_t size = 0;
    std::uint32_t count = 0;  // its frequency within the document, aliases included
  };

  void clear();
  // The headline, from position 1 on; before the text. Returns how many of its tokens have a position: at
  // most kLastTitlePosition.
  std::uint32_t add_title(const Analysis& title);
  // The text, from kBodyPosition on, paragraphs kParagraphGap apart. Or else the pieces of a quotation, as if
  // they stood together.
  void add_text(const Analysis& text);
  void add_piece(const Analysis& piece);

  const std::vector<Word>& words() const { return words_; }
  std::string_view term(const Word& word) const { return {letters_.data() + word.begin, word.size}; }

  // What PositionTable reads; empty for no words. Throws Error{internal} when no perfect hash is found, which
  // takes two words of the same 64-bit hash.
  std::string encode() const;

 private:
  struct AliasAt {
    std::uint32_t token = 0;
    std::uint32_t word = 0;
  };

  std::uint32_t number_of(std::string_view term);
  void grow();
  void add(const Analysis& analysis, std::size_t most);

  std::vector<Word> words_;
  std::string letters_;
  std::vector<std::uint32_t> slots_;             // open addressing: 1 + index into words_
  std::vector<std::uint32_t> tokens_;            // index into words_
  std::vector<AliasAt> aliases_;                 // by token
  std::vector<std::uint32_t> paragraph_starts_;  // tokens of the text before paragraph 1, 2, …
  std::size_t title_tokens_ = 0;
};

// Reads what encode() wrote, in place. The bytes must outlive it.
class PositionTable {
 public:
  // Throws Error{io} when the bytes cannot be such a table.
  explicit PositionTable(std::string_view bytes);

  // Replaces `positions` by the places of `word`, which the document must have (see above), ascending. Throws
  // Error{io} on damaged bytes.
  void find(std::string_view word, std::vector<std::uint32_t>& positions) const;

  // Of the one word of this document that has the number `word` would have: tokens of the text (not of the
  // headline) that are it, by their order in the text, the first `most` of them. Where it is printed plainly
  // it tells whether `word` is a word of the document at all. Throws as find().
  std::vector<std::uint32_t> text_tokens_numbered_as(std::string_view word, std::size_t most) const;

  // Whether the words, all of which the document must have, stand one behind the other anywhere, or anywhere
  // in the headline. `anchor` is the one to look for first: the rarest. At least one word. Throws as find().
  bool has_phrase(const std::vector<std::string>& words, std::size_t anchor, bool in_title) const;

 private:
  // Numbers of words, some bits each: their low bytes one after the other, then those above, then what is no
  // whole byte.
  class Numbers {
   public:
    Numbers() = default;
    Numbers(std::string_view bytes, std::size_t count, unsigned bits);
    std::size_t count() const { return count_; }
    // First index from `from` on that has this number; count() if none.
    std::size_t find(std::uint32_t number, std::size_t from) const;
    std::uint32_t at(std::size_t index) const;

   private:
    std::string_view bytes_;
    std::size_t count_ = 0;
    unsigned bits_ = 8;
  };

  std::uint32_t number_of(std::string_view word) const;
  void add_tokens(std::uint32_t number, std::vector<std::uint32_t>& positions) const;
  void add_aliases(std::uint32_t number, std::vector<std::uint32_t>& positions) const;
  bool has_tokens(const std::vector<std::uint32_t>& numbers, std::size_t anchor, bool in_title) const;
  class PositionOf;

  std::size_t words_ = 0;
  std::uint8_t seed_ = 0;
  std::size_t title_tokens_ = 0;
  std::string_view paragraph_starts_;
  std::string_view alias_tokens_;
  std::string_view displacements_;
  Numbers tokens_;
  Numbers aliases_;
};

}  // namespace pressmark
