#pragma once
// An article as the rules read it: tokens with their word classes, the quotation ranges they lie in, and
// sentences that a quotation of several sentences doesn't cut in two.
//
// Holds offsets only; `text` must outlive it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/annotate/lexicon.h"
#include "schema/model/span.h"

namespace pressmark::annotation {

struct Token {
  Span span;
  Classes classes = 0;
  std::int32_t range = -1;  // index into Reading::ranges of the quotation it lies in, marks included
  bool capital = false;     // begins with a capital letter, or is a handle
  bool word = false;        // a word or a number, else a single mark

  bool is(Classes any) const { return (classes & any) != 0; }
  bool quoted() const { return range >= 0; }
};

// Half-open range of token indices.
struct Stretch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool empty() const { return end <= begin; }
  std::uint32_t size() const { return empty() ? 0 : end - begin; }
  bool contains(std::uint32_t i) const { return begin <= i && i < end; }

  friend bool operator==(const Stretch&, const Stretch&) = default;
};

// A quotation by its marks.
struct MarkedWords {
  Span span;   // marks included
  Span inner;  // without them
  Stretch tokens;
  bool continues = false;  // reopened by the first range of the next paragraph
  bool closed = true;
};

struct Sentence {
  Stretch tokens;
  std::uint32_t paragraph = 0;
};

struct Reading {
  std::string_view text;
  std::vector<Token> tokens;
  std::vector<MarkedWords> ranges;
  std::vector<Stretch> paragraphs;  // in tokens
  std::vector<Sentence> sentences;

  std::string_view word(std::uint32_t i) const { return slice(text, tokens[i].span); }
  bool is_mark(std::uint32_t i, char mark) const {
    return tokens[i].span.size() == 1 && text[tokens[i].span.begin] == mark;
  }
  Span span(Stretch stretch) const {
    return {tokens[stretch.begin].span.begin, tokens[stretch.end - 1].span.end};
  }
  // First token that begins at or behind `byte`.
  std::uint32_t token_at(std::uint32_t byte) const;
};

// Lower case with straight apostrophes and without a last dot; empty when it doesn't fit `limit` bytes.
std::string folded(std::string_view word, std::size_t limit = 24);

// The first letter in lower case: Latin-1 and Cyrillic beside ASCII; without a last dot.
std::string lower_first(std::string_view word);

bool equals_folded(std::string_view word, std::string_view lower_case);

// The tokens alone, without quotations and sentences.
std::vector<Token> tokenize(std::string_view text, const Lexicon& lexicon);

Reading read(std::string_view text, std::string_view lang, const Lexicon& lexicon);

}  // namespace pressmark::annotation
