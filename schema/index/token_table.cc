#include "schema/index/token_table.h"

#include <algorithm>
#include <utility>

#include "schema/index/fields.h"
#include "schema/index/wire.h"
#include "schema/model/error.h"

namespace pressmark {
namespace {

// Most tokens are what a simple reading of the text finds from the end of the last one: only the others are
// kept. After the number of tokens the table is runs: a varint of how many tokens are as guessed, and one
// that is not: a varint of gap × 4 + joined × 2 + new paragraphs follow × 1, then a varint of those, and a
// varint of its length. What the guess is, is part of the format.
struct Guess {
  Span span;
  bool joined = false;  // to the last token
  std::uint32_t paragraphs = 0;

  friend bool operator==(const Guess&, const Guess&) = default;
};

class Guesser {
 public:
  explicit Guesser(std::string_view text) : text_(text) {}

  // The token behind `last_end`; an empty span where none is seen.
  Guess next(std::uint32_t last_end) const {
    Guess guess;
    std::size_t at = last_end;
    if (is_possessive(at)) at += apostrophe(at) + 1;
    while (at < text_.size()) {
      const auto skipped = mark(at);
      if (skipped == 0) break;
      if (text_[at] == '\n' && at > last_end && text_[at - 1] == '\n') guess.paragraphs = 1;
      at += skipped;
    }
    if (at == text_.size()) return {};
    const auto begin = at;
    at = end_of(begin);
    guess.joined = last_end > 0 && (begin == last_end || (begin == last_end + 1 && text_[last_end] == '-'));
    guess.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)};
    return guess;
  }

 private:
  unsigned char byte(std::size_t at) const {
    return at < text_.size() ? static_cast<unsigned char>(text_[at]) : 0;
  }
  bool is_digit(std::size_t at) const { return byte(at) >= '0' && byte(at) <= '9'; }
  // Whatever is not ASCII counts as a letter, but for general punctuation and what is in Latin-1.
  bool is_letter(std::size_t at) const {
    const auto c = byte(at);
    if (c >= 0x80) return mark(at) == 0;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
  // Bytes of the character at `at` if it is neither letter nor digit, else 0.
  std::size_t mark(std::size_t at) const {
    const auto c = byte(at);
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? 0 : 1;
    if (c == 0xC2) return 2;                          // U+0080 to U+00BF
    if (c == 0xE2 && byte(at + 1) == 0x80) return 3;  // U+2000 to U+203F
    if (c == 0xE3 && byte(at + 1) == 0x80) return 3;  // U+3000 to U+303F
    return 0;
  }
  std::size_t apostrophe(std::size_t at) const {
    if (byte(at) == '\'') return 1;
    return byte(at) == 0xE2 && byte(at + 1) == 0x80 && byte(at + 2) == 0x99 ? 3 : 0;
  }
  bool is_possessive(std::size_t at) const {
    const auto size = apostrophe(at);
    return size > 0 && (byte(at + size) | 0x20U) == 's' && !is_letter(at + size + 1);
  }
  // From U+3040 on to the end of Hangul a character is a token.
  bool is_ideographic(std::size_t at) const { return byte(at) >= 0xE3 && byte(at) <= 0xED; }

  std::size_t end_of(std::size_t begin) const {
    auto at = begin;
    if (is_ideographic(at)) return std::min(begin + 3, text_.size());
    if (is_digit(at)) {
      while (is_digit(at) || ((byte(at) == '.' || byte(at) == ',') && is_digit(at + 1))) ++at;
      return at;
    }
    while (at < text_.size()) {
      if (is_letter(at) && !is_ideographic(at)) {
        ++at;
        continue;
      }
      const auto size = apostrophe(at);
      if (size == 0 || is_possessive(at) || !is_letter(at + size)) break;
      at += size;
    }
    return std::min(at, text_.size());
  }

  std::string_view text_;
};

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

std::string TokenTable::encode(std::string_view text) const {
  std::string bytes;
  put_varint(bytes, spans_.size());
  const Guesser guesser(text);
  std::uint32_t last_end = 0;
  std::size_t paragraph = 1;  // next paragraph start to write
  std::uint64_t as_guessed = 0;
  for (std::size_t i = 0; i < spans_.size(); ++i) {
    Guess token{spans_[i], i > 0 && joined_[i - 1], 0};
    for (; paragraph < paragraph_starts_.size() && paragraph_starts_[paragraph] == i; ++paragraph)
      ++token.paragraphs;
    if (token == guesser.next(last_end)) {
      ++as_guessed;
    } else {
      put_varint(bytes, std::exchange(as_guessed, 0));
      const std::uint64_t gap = token.span.begin - last_end;
      put_varint(bytes, (gap << 2U) | (token.joined ? 2U : 0U) | (token.paragraphs > 0 ? 1U : 0U));
      if (token.paragraphs > 0) put_varint(bytes, token.paragraphs);
      put_varint(bytes, token.span.size());
    }
    last_end = token.span.end;
  }
  put_varint(bytes, as_guessed);
  return bytes;
}

TokenTable TokenTable::decode(std::string_view bytes, std::string_view text) {
  TokenTable table;
  table.paragraph_starts_.push_back(0);
  WireReader in(bytes);
  const auto count = in.varint();
  if (count > text.size()) WireReader::fail();
  table.spans_.reserve(count);
  table.joined_.reserve(count);
  const Guesser guesser(text);
  std::uint32_t last_end = 0;
  const auto add = [&](const Guess& token) {
    for (auto more = token.paragraphs; more > 0; --more)
      table.paragraph_starts_.push_back(static_cast<std::uint32_t>(table.spans_.size()));
    if (token.joined && !table.joined_.empty()) table.joined_.back() = true;
    table.spans_.push_back(token.span);
    table.joined_.push_back(false);
    last_end = token.span.end;
  };
  while (true) {
    const auto as_guessed = in.varint();
    if (as_guessed > count - table.spans_.size()) WireReader::fail();
    for (std::uint64_t i = 0; i < as_guessed; ++i) {
      const auto guess = guesser.next(last_end);
      if (guess.span.size() == 0) WireReader::fail();
      add(guess);
    }
    if (table.spans_.size() == count) break;
    const auto packed = in.varint();
    const auto gap = packed >> 2U;
    const auto paragraphs = (packed & 1U) != 0 ? in.varint() : 0;
    const auto length = in.varint();
    if (paragraphs > 0xFFFFU || gap > text.size() - last_end || length > text.size() - last_end - gap)
      WireReader::fail();
    const auto begin = last_end + static_cast<std::uint32_t>(gap);
    add({{begin, begin + static_cast<std::uint32_t>(length)},
         (packed & 2U) != 0,
         static_cast<std::uint32_t>(paragraphs)});
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
