#pragma once
// A half-open range of UTF-8 bytes of one text: the one unit of place inside the program.
//
// Public interfaces speak Unicode code points (as W3C text positions do); text/utf8.h converts at the edge.
// Texts are at most 4 GiB (ingest refuses far smaller ones), so 32 bits are enough.

#include <compare>
#include <cstdint>
#include <string_view>

namespace pressmark {

struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  constexpr bool contains(Span inner) const { return begin <= inner.begin && inner.end <= end; }
  constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }

  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

// Precondition: `span` lies within `text`. The view lives as long as the text.
constexpr std::string_view slice(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

}  // namespace pressmark
