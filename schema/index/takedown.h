#pragma once
// A takedown: an article whose text was erased for good, and why. It is told to whoever asks for the article,
// so both halves read it. Metadata of the table of articles beside the tombstone, which keeps the hashes.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pressmark {

struct Takedown {
  std::int64_t time = 0;  // seconds since 1970-01-01T00:00:00Z
  std::string reason;     // one line of UTF-8, or empty: none was given

  friend bool operator==(const Takedown&, const Takedown&) = default;
};

// BYTES. A sentence or two and an address; a tag of the engine may not hold much more than a block.
inline constexpr std::size_t kLongestTakedownReason = 1000;

std::string takedown_key(std::string_view article_id);
std::string encode(const Takedown& takedown);
// Throws Error{io} for damaged bytes.
Takedown decode_takedown(std::string_view bytes);

// Throws Error{usage} for a reason that is too long, no UTF-8 or not one line.
void require_takedown_reason(std::string_view reason);

}  // namespace pressmark
