#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace pressmark {

// Elements `a_begin` to `a_end` of one sequence stand where `b_begin` to `b_end` of the other do; they are
// the same, or one of the two became the other (either may be empty).
struct Edit {
  std::size_t a_begin = 0;
  std::size_t a_end = 0;
  std::size_t b_begin = 0;
  std::size_t b_end = 0;
  bool equal = false;

  friend bool operator==(const Edit&, const Edit&) = default;
};

// A shortest way from `a` to `b`, as edits in order that cover both, equal and changed ones in turn (E. W.
// Myers, An O(ND) Difference Algorithm and Its Variations, 1986). Where it takes more than `most` insertions
// and deletions between what both begin and end with, that is one edit: time and memory are bounded by the
// lengths and the square of `most`.
std::vector<Edit> edit_script(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b,
                              std::size_t most);

}  // namespace pressmark
