#pragma once
// How text becomes terms. There is one Analyzer: indexing, queries and highlighting all use it, so what can
// be found can be marked, and the other way round.
//
//   "Mi‑35s for O’Brien’s U.S. unit"
//    token 0   token 1    token 2  token 3     token 4   token 5
//    Mi        35s        for      O’Brien     U.S.      unit         span: the printed form, edges for
//    highlights mi        35s        for      obrien      XUUS      unit         term: what is indexed +mi35
//    alias at token 0, covering tokens 0 and 1 +mi35s    +35 (the plural as printed, and without it)
//
// - Words break as Unicode TR29 says, except: letters and digits part ("Mi35" is mi, 35), hyphens always
// break, a full
//   stop joins only digits and single capital letters ("3.5", "U.S."), a possessive ’s is left off the token.
//   Thai, Lao, Khmer and Burmese words come from ICU's dictionaries; Han, Kana and Hangul become one token a
//   character with a bigram alias.
// - Folding: NFKC case folding, decimal digits to ASCII, apostrophes dropped, Arabic marks and letter
// variants
//   (tatweel, harakat, yeh, kaf) unified. Accents are kept in the term; an alias without them stands beside
//   it.
// - Acronyms keep their case behind the prefix XU: "U.S." is XUUS and never "us"; "NATO" is nato and XUNATO.
// - Aliases stand at the position of their first token: "Mi-35", "Mi35" and "Mi‑35s" all carry mi35;
//   "co-operation" carries cooperation.
//
// Stems are not terms: a query expands a word to the forms the index holds (searchd/search), so the index
// stays independent of language and every posting is a printed form.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/span.h"

namespace pressmark {

// Part of every index's fingerprint: raise it when any text would give other terms.
inline constexpr std::uint32_t kAnalyzerVersion = 1;

// Longest term in bytes. Longer tokens are cut, in texts and queries alike.
inline constexpr std::size_t kMaxTermBytes = 120;

struct Token {
  Span span;                     // printed form, byte offsets of the analysed text
  std::uint32_t term_begin = 0;  // the term in Analysis::arena
  std::uint16_t term_size = 0;
  std::uint16_t paragraph = 0;  // 0-based; saturates at 65535
  bool joined_to_next =
      false;  // a hyphen joins it to the next token ("Mi-35"), or nothing parts letters from digits
  bool ideographic = false;  // one Han, Kana or Hangul character
};

struct Alias {
  std::uint32_t token = 0;  // index of the first token it stands for
  std::uint32_t term_begin = 0;
  std::uint16_t term_size = 0;
  std::uint16_t width = 1;  // tokens covered
};

// Reusable: analyze() clears it and keeps its memory.
struct Analysis {
  std::vector<Token> tokens;
  std::vector<Alias> aliases;  // ordered by token
  std::string arena;

  std::string_view term(const Token& token) const {
    return {arena.data() + token.term_begin, token.term_size};
  }
  std::string_view term(const Alias& alias) const {
    return {arena.data() + alias.term_begin, alias.term_size};
  }
};

// Not for sharing between threads (it owns ICU break iterators); making one costs microseconds.
class Analyzer {
 public:
  Analyzer();
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  // `text` is valid UTF-8 (NFC or not). About 40 MB/s on English.
  void analyze(std::string_view text, Analysis& out);

  // The term one word alone folds to; empty when it holds no letter or digit.
  std::string fold(std::string_view word);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pressmark
