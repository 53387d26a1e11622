#pragma once
// Where the tokens of a canonical text lie: stored beside the text (a byte in some ten tokens of English), so
// that a position becomes a place in the text without analysing it again.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/span.h"
#include "schema/text/analyzer.h"

namespace pressmark {

class TokenTable {
 public:
  TokenTable() = default;
  explicit TokenTable(const Analysis& analysis);

  // Throws Error{io} on damaged bytes. decode(encode(text), text) is the same table, where `text` is what was
  // analysed: no span leaves it.
  static TokenTable decode(std::string_view bytes, std::string_view text);
  std::string encode(std::string_view text) const;

  std::uint32_t size() const { return static_cast<std::uint32_t>(spans_.size()); }
  Span span(std::uint32_t token) const { return spans_[token]; }
  std::uint32_t paragraph(std::uint32_t token) const;
  bool joined_to_next(std::uint32_t token) const { return joined_[token]; }

  // Position in the index of a token, and back; absent for a position of the title or in a gap.
  std::uint32_t position(std::uint32_t token) const;
  std::optional<std::uint32_t> token_at(std::uint32_t position) const;

  // First token whose span ends after `byte`; size() if none.
  std::uint32_t first_ending_after(std::uint32_t byte) const;

  friend bool operator==(const TokenTable&, const TokenTable&) = default;

 private:
  std::vector<Span> spans_;
  std::vector<bool> joined_;
  std::vector<std::uint32_t>
      paragraph_starts_;  // first token of paragraph 0, 1, …; paragraphs without tokens repeat
};

}  // namespace pressmark
