#include "schema/index/token_table.h"

#include <algorithm>

#include "schema/index/fields.h"
#include "schema/index/wire.h"
#include "schema/model/error.h"

namespace pressmark {
namespace {

// One byte a token where it can be: low 6 bits the length of the token (63: a varint follows), top 2 bits
// what stands before it.
enum Gap : std::uint8_t {
  kNothing = 0,  // directly behind the last token, or the start of the text
  kOneByte = 1,  // one byte, mostly a blank
  kJoined = 2,   // a hyphen of one byte that joins it to the last token
  kElsewhere =
      3,  // a varint follows: gap × 4 + joined × 2 + new paragraphs follow × 1, then a varint of those
};
constexpr std::uint32_t kLongLength = 63;

}  // namespace

TokenTable::TokenTable(const Analysis& analysis) {
  spans_.reserve(analysis.tokens.size());
  joined_.reserve(analysis.tokens.size());
  paragraph_starts_.push_back(0);
  for (const auto& token : analysis.tokens) {
    while (paragraph_starts_.size() <= token.paragraph)
      paragraph_starts_.push_back(static_cast<std::uint32_t>(spans_.size()));
    spans_.push_back(token.span);
    joined_.push_back(token.joined_to_next);
  }
}

std::string TokenTable::encode() const {
  std::string bytes;
  bytes.reserve(spans_.size() + spans_.size() / 8 + 16);
  put_varint(bytes, spans_.size());
  std::uint32_t last_end = 0;
  std::size_t paragraph = 1;  // next paragraph start to write
  for (std::size_t i = 0; i < spans_.size(); ++i) {
    const auto gap = spans_[i].begin - last_end;
    const bool joined = i > 0 && joined_[i - 1];
    std::uint32_t paragraphs = 0;
    while (paragraph < paragraph_starts_.size() && paragraph_starts_[paragraph] == i) {
      ++paragraphs;
      ++paragraph;
    }
    Gap kind = kElsewhere;
    if (paragraphs == 0 && gap == 0 && !joined) kind = kNothing;
    if (paragraphs == 0 && gap == 1) kind = joined ? kJoined : kOneByte;
    const auto length = std::min(spans_[i].size(), kLongLength);
    bytes += static_cast<char>((static_cast<std::uint32_t>(kind) << 6U) | length);
    if (kind == kElsewhere) {
      put_varint(bytes, (std::uint64_t{gap} << 2U) | (joined ? 2U : 0U) | (paragraphs > 0 ? 1U : 0U));
      if (paragraphs > 0) put_varint(bytes, paragraphs);
    }
    if (length == kLongLength) put_varint(bytes, spans_[i].size());
    last_end = spans_[i].end;
  }
  return bytes;
}

TokenTable TokenTable::decode(std::string_view bytes) {
  TokenTable table;
  table.paragraph_starts_.push_back(0);
  WireReader in(bytes);
  const auto count = in.varint();
  if (count > bytes.size()) in.fail();
  table.spans_.reserve(count);
  table.joined_.reserve(count);
  std::uint64_t last_end = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto head = static_cast<unsigned char>(in.bytes(1).front());
    const auto kind = static_cast<Gap>(head >> 6U);
    std::uint64_t gap = kind == kOneByte || kind == kJoined ? 1 : 0;
    bool joined = kind == kJoined;
    if (kind == kElsewhere) {
      const auto packed = in.varint();
      gap = packed >> 2U;
      joined = (packed & 2U) != 0;
      auto paragraphs = (packed & 1U) != 0 ? in.varint() : 0;
      if (paragraphs > 0xFFFFU) in.fail();
      for (; paragraphs > 0; --paragraphs) table.paragraph_starts_.push_back(static_cast<std::uint32_t>(i));
    }
    std::uint64_t length = head & kLongLength;
    if (length == kLongLength) length = in.varint();
    const auto begin = last_end + gap;
    if (begin > 0xFFFFFFFFU || length > 0xFFFFFFFFU - begin) in.fail();
    last_end = begin + length;
    if (joined && i > 0) table.joined_.back() = true;
    table.spans_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(last_end)});
    table.joined_.push_back(false);
  }
  return table;
}

std::uint32_t TokenTable::paragraph(std::uint32_t token) const {
  const auto after = std::upper_bound(paragraph_starts_.begin(), paragraph_starts_.end(), token);
  return static_cast<std::uint32_t>(after - paragraph_starts_.begin()) - 1;
}

std::uint32_t TokenTable::position(std::uint32_t token) const {
  return kBodyPosition + token + paragraph(token) * kParagraphGap;
}

std::optional<std::uint32_t> TokenTable::token_at(std::uint32_t position) const {
  if (position < kBodyPosition || spans_.empty()) return std::nullopt;
  const auto rest = position - kBodyPosition;
  // The last paragraph whose first token has this position or a lower one.
  std::size_t low = 0;
  std::size_t high = paragraph_starts_.size();
  while (high - low > 1) {
    const auto middle = low + (high - low) / 2;
    if (paragraph_starts_[middle] + middle * kParagraphGap <= rest)
      low = middle;
    else
      high = middle;
  }
  const auto token = rest - static_cast<std::uint32_t>(low) * kParagraphGap;
  if (token >= size() || paragraph(token) != low) return std::nullopt;
  return token;
}

std::uint32_t TokenTable::first_ending_after(std::uint32_t byte) const {
  const auto found = std::upper_bound(spans_.begin(), spans_.end(), byte,
                                      [](std::uint32_t at, Span span) { return at < span.end; });
  return static_cast<std::uint32_t>(found - spans_.begin());
}

}  // namespace pressmark
