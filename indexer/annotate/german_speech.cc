#include "indexer/annotate/german_speech.h"

#include "indexer/annotate/german_sieve.h"

#include <algorithm>
#include <array>

namespace pressmark::annotation {

std::vector<Marked> GermanSieve::run() {
  for (std::size_t k = 0; k < r_.sentences.size(); ++k) {
    Sentence sentence = r_.sentences[k];
    while (k + 1 < r_.sentences.size() && cut_behind_ordinal(sentence, r_.sentences[k + 1]))
      sentence.tokens.end = r_.sentences[++k].tokens.end;
    if (!sentence.tokens.empty()) take(sentence);
  }
  std::stable_sort(out_.begin(), out_.end(), [](const Marked& a, const Marked& b) {
    const Span x{a.pieces.front().begin, a.pieces.back().end};
    const Span y{b.pieces.front().begin, b.pieces.back().end};
    return x.begin != y.begin ? x.begin < y.begin : x.end > y.end;
  });
  return std::move(out_);
}

bool GermanSieve::cut_behind_ordinal(const Sentence& sentence, const Sentence& next) const {
  const Stretch tokens = sentence.tokens;
  if (tokens.size() < 2 || next.tokens.empty() || next.tokens.begin != tokens.end) return false;
  const char c = r_.word(tokens.end - 2)[0];
  return r_.is_mark(tokens.end - 1, '.') && c >= '0' && c <= '9' && is(next.tokens.begin, kDeTime);
}

bool GermanSieve::pause(std::uint32_t i) const {
  const std::string_view mark = r_.word(i);
  return !token(i).word && !token(i).quoted() &&
         (mark == "," || mark == ";" || mark == ":" || mark == "–" || mark == "—" || mark == "-");
}

bool GermanSieve::stops(std::uint32_t i) const {
  const std::string_view mark = r_.word(i);
  return mark == "." || mark == "!" || mark == "?" || mark == "…";
}

std::vector<Marked> find_german_quotations(const Reading& reading) {
  return GermanSieve(reading).run();
}

}  // namespace pressmark::annotation
