#pragma once
// What a text is made of, to tell copies by: its words, runs of five of them (shingles), and a short sketch
// from which texts with many runs in common are found without comparing every two.
//
//   text → words (folded, numbers and names known as such) → shingles → Sketch
//   two texts → Likeness → is_copy
//
// Case, punctuation, white space, typography and paragraphs make no difference: an outlet sets a wire story
// in its own way. Broder, "On the resemblance and containment of documents" (1997).

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

inline constexpr std::size_t kShingleWords = 5;
// Of shorter texts nothing is said: flashes and pointers ("full story to follow") are all alike.
inline constexpr std::size_t kFewestShingles = 40;
// A pair of resemblance r shares a band with probability 1 − (1 − r)^6: 0.98 at 0.5, where copies begin.
inline constexpr std::size_t kSketchBands = 6;

// Page furniture stands at the end of many texts of an outlet and is longer than some; no two begin with it.
inline constexpr std::size_t kLeadWords = 100;

class ShingledText {
 public:
  // A character is a word of a script that is written without blanks; two of them count as one in a shingle.
  enum class Kind : std::uint8_t { word, number, name, character };

  explicit ShingledText(std::string_view text);

  std::size_t words() const { return words_.size(); }
  std::uint64_t word(std::size_t i) const { return words_[i]; }  // hash of the folded word
  Kind kind(std::size_t i) const { return kinds_[i]; }
  // Hash of the run that begins with word i, for i < shingles().
  std::uint64_t shingle(std::size_t i) const { return shingles_[i]; }
  std::size_t shingles() const { return shingles_.size(); }
  // One past its last word: kShingleWords further, or more where words are single characters.
  std::size_t shingle_end(std::size_t i) const { return ends_[i]; }
  // The different ones, ascending.
  const std::vector<std::uint64_t>& distinct() const { return distinct_; }
  // An order of texts that does not depend on anything but them.
  bool precedes(const ShingledText& other) const {
    return words_ != other.words_ ? words_ < other.words_ : kinds_ < other.kinds_;
  }

 private:
  void make_shingles();

  std::vector<std::uint64_t> words_;
  std::vector<Kind> kinds_;
  std::vector<std::uint64_t> shingles_;
  std::vector<std::uint32_t> ends_;
  std::vector<std::uint64_t> distinct_;
};

// A function of the words alone: equal words give equal sketches.
struct Sketch {
  std::uint64_t wording = 0;                        // hash of all words in their order
  std::array<std::uint32_t, kSketchBands> bands{};  // smallest shingle under as many orders of all shingles

  friend bool operator==(const Sketch&, const Sketch&) = default;
};

// Absent for texts with fewer than kFewestShingles different shingles.
std::optional<Sketch> sketch_of(const ShingledText& text);

// As a value slot keeps it.
std::string encode(const Sketch& sketch);
std::optional<Sketch> decode_sketch(std::string_view bytes);  // absent for anything else

struct Likeness {
  double resemblance = 0;  // shingles in common, of those of either
  double containment = 0;  // the same, of those of the text with fewer
  // The rest is looked at only where so much is alike that they may be copies.
  double lead = 0;         // the same, of the first kLeadWords of the text of which more are in the other
  std::size_t shared = 0;  // shingles in common, of which each stands for about a word
  // Places where the two run on in the same words before and after, and between them one has a number (name)
  // where the other has something else.
  std::size_t other_numbers = 0;
  std::size_t other_names = 0;
  std::size_t equal_numbers = 0;  // numbers within what they have in common
};

Likeness compare(const ShingledText& a, const ShingledText& b);

// Whether one is the other's text: reprinted, cut, with some paragraphs more or some words edited. A form
// that is filled in anew every day is not, however much of it stays. Symmetric.
bool is_copy(const Likeness& likeness);

}  // namespace pressmark
