#pragma once
// What the labeller looks at: of every token its words, classes, quotation marks and distances, and what the
// rules make of it, as hashed features. The same for training and use; a change needs a new model.

#include <cstdint>
#include <vector>

#include "indexer/annotate/labels.h"
#include "indexer/annotate/reading.h"

namespace pressmark::annotation {

inline constexpr std::uint32_t kFeatureBits = 18;     // buckets of a token's features
inline constexpr std::uint32_t kTransitionBits = 12;  // and of those of a step from token to token

// Features of one sequence of tokens: bucket numbers, token after token.
struct Features {
  std::vector<std::uint32_t> token;       // below 2^kFeatureBits
  std::vector<std::uint32_t> transition;  // below 2^kTransitionBits
  std::uint32_t tokens_each = 0;          // how many of either a token has
  std::uint32_t transitions_each = 0;
};

class FeatureReader {
 public:
  // Both must outlive it; `rules` are the labels by rules of all tokens of the reading.
  FeatureReader(const Reading& reading, const std::vector<Label>& rules);

  // The features of a paragraph. Reuses the memory of `features`.
  void read(Stretch paragraph, Features& features);

 private:
  struct Word {
    std::uint64_t word = 0;  // hashes
    std::uint64_t stem = 0;  // of the first letters
    std::uint64_t suffix = 0;
    std::uint32_t shape = 0;
    std::uint32_t kind = 0;   // word class, the one that tells most
    std::uint32_t cue = 0;    // 0 none, 1 weak … 3 sure verb of speech outside quotation marks
    std::uint32_t quote = 0;  // 0 outside, 1 inside, 2 opens, 3 closes
    std::uint32_t rule = 0;   // label by rules
  };

  void read_words(Stretch paragraph);
  Word word(std::uint32_t token) const;

  const Reading& r_;
  const std::vector<Label>& rules_;
  std::vector<Word> words_;
};

}  // namespace pressmark::annotation
