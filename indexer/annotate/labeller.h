#pragma once
// A linear-chain conditional random field (Lafferty, McCallum & Pereira 2001) that labels who speaks, the
// words that say so and what is said, from the words around and from what the rules found. Trained on
// annotated news that may be shipped; see docs/attribution.md.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/annotate/features.h"
#include "indexer/annotate/labels.h"

namespace pressmark::annotation {

inline constexpr std::size_t kTransitions = kLabels * kLabels;  // from label × to label

// Weights of the features; `scale` times the stored integer is one's natural logarithm.
struct Model {
  std::vector<std::int8_t> token;       // [bucket][label]
  std::vector<std::int8_t> transition;  // [bucket][from][to]
  float token_scale = 1;
  float transition_scale = 1;
};

std::string encode(const Model& model);
// Throws Error{internal} for bytes that are no model of this program's features.
Model decode_model(std::string_view bytes);

class Labeller {
 public:
  explicit Labeller(Model model) : model_(std::move(model)) {}
  // The model in the program.
  static const Labeller& built_in();
  // 16 hex digits over its bytes.
  static const std::string& built_in_digest();

  // The likeliest labels of all tokens, paragraph by paragraph, a very long one in parts (Viterbi). Linear in
  // the tokens. Thread-safe.
  std::vector<Label> label(const Reading& reading, const std::vector<Label>& rules) const;
  // Those of one paragraph.
  std::vector<Label> label(const Features& paragraph) const;

 private:
  Model model_;
};

}  // namespace pressmark::annotation
