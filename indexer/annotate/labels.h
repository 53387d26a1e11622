#pragma once
// Quotations as one label a token (who speaks, the words that say so, what is said), the form a sequence
// labeller works on, and back from labels to quotations.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "indexer/annotate/quotes.h"
#include "indexer/annotate/reading.h"

namespace pressmark::annotation {

// The first token of a phrase begins it, the others are inside. Numbers stand in the model: never change one.
enum class Label : std::uint8_t {
  outside = 0,
  source_begin = 1,
  source_inside = 2,
  cue_begin = 3,
  cue_inside = 4,
  content_begin = 5,
  content_inside = 6,
};
inline constexpr std::size_t kLabels = 7;

constexpr std::size_t index(Label label) {
  return static_cast<std::size_t>(label);
}
constexpr bool begins(Label label) {
  return index(label) % 2 == 1;
}
constexpr bool is_inside(Label label) {
  return label != Label::outside && index(label) % 2 == 0;
}
// Whether `next` may follow `label`: the inside of a phrase only behind its beginning or inside.
constexpr bool may_follow(Label label, Label next) {
  return !is_inside(next) || label == next || index(label) + 1 == index(next);
}

// What one quotation of annotated news covers.
struct Attribution {
  std::vector<Stretch> content;
  std::optional<Stretch> source;
  std::optional<Stretch> cue;
};

// Labels of all tokens. Where quotations lie inside one another, the outer one's content stands.
std::vector<Label> labels_of(const Reading& reading, const std::vector<Attribution>& attributions);
std::vector<Label> labels_of(const Reading& reading, const std::vector<Found>& found);

// The quotations that labels tell of: each content with the cue and the source that go with it. What `rules`
// found is believed where it says which belong together. In order of their content. Linear in the tokens.
std::vector<Found> found_in(const Reading& reading, const std::vector<Label>& labels,
                            const std::vector<Found>& rules);

}  // namespace pressmark::annotation
