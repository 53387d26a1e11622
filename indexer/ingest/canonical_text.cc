#include "indexer/ingest/canonical_text.h"

#include <cstdint>

#include "schema/text/utf8.h"

namespace pressmark {
namespace {

enum class Kind : std::uint8_t { word, space, no_break_space, invisible, removed };

Kind ascii_kind(unsigned char c) {
  if (c == ' ' || (c >= '\t' && c <= '\r')) return Kind::space;
  return c < 0x20U || c == 0x7FU ? Kind::removed : Kind::word;
}

Kind kind(char32_t c) {
  if (c < 0x80U) return ascii_kind(static_cast<unsigned char>(c));
  if (c == 0x85U || c == 0x1680U || (c >= 0x2000U && c <= 0x200AU) || c == 0x2028U || c == 0x2029U ||
      c == 0x205FU || c == 0x3000U)
    return Kind::space;
  if (c == 0xA0U || c == 0x202FU) return Kind::no_break_space;
  if (c < 0xA0U || c == 0xADU || c == 0xFEFFU) return Kind::removed;
  if ((c >= 0x200BU && c <= 0x200FU) || (c >= 0x202AU && c <= 0x202EU) || (c >= 0x2060U && c <= 0x206FU))
    return Kind::invisible;
  return Kind::word;
}

// One code point of valid UTF-8 at `i`, which moves behind it.
char32_t next(std::string_view text, std::size_t& i) {
  const auto byte = [&](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) & 0x3FU : 0U;
  };
  const auto lead = static_cast<unsigned char>(text[i]);
  if (lead < 0x80U) {
    ++i;
    return lead;
  }
  if (lead < 0xE0U) {
    const auto c = ((lead & 0x1FU) << 6U) | byte(i + 1);
    i += 2;
    return c;
  }
  if (lead < 0xF0U) {
    const auto c = ((lead & 0x0FU) << 12U) | (byte(i + 1) << 6U) | byte(i + 2);
    i += 3;
    return c;
  }
  const auto c = ((lead & 0x07U) << 18U) | (byte(i + 1) << 12U) | (byte(i + 2) << 6U) | byte(i + 3);
  i += 4;
  return c;
}

bool is_plain(char c) {
  return c > ' ' && c < '\x7F';
}

// Bytes that stay as they are: ASCII words with single spaces between, up to the end of a word.
std::size_t plain_prefix(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size()) {
    if (is_plain(text[size]))
      ++size;
    else if (text[size] == ' ' && size > 0 && size + 1 < text.size() && is_plain(text[size + 1]))
      size += 2;
    else
      break;
  }
  return size;
}

// White space that has been read and not yet written: nothing, one no-break space, or a plain space.
struct Pending {
  std::string_view space;
  void add(std::string_view found, Kind kind) {
    space = space.empty() && kind == Kind::no_break_space ? found : std::string_view(" ");
  }
};

// Punctuation and symbols of the blocks where most of them live; what is left counts as letters, which is
// right for every script and good enough to tell a text from a row of asterisks.
bool is_letter_like(char32_t c) {
  if (c < 0x80U) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  if (c < 0xC0U) return c == 0xAAU || c == 0xB5U || c == 0xBAU;
  if (c == 0xD7U || c == 0xF7U || (c >= 0x300U && c <= 0x36FU)) return false;
  if (c >= 0x2000U && c <= 0x2BFFU) return c >= 0x2C00U || (c >= 0x2100U && c <= 0x218FU);
  if (c >= 0x3000U && c <= 0x303FU) return c >= 0x3005U && c <= 0x3007U;
  if (c >= 0xE000U && c <= 0xF8FFU) return false;
  if ((c >= 0xFE00U && c <= 0xFE6FU) || (c >= 0xFFF0U && c <= 0xFFFFU)) return false;
  if ((c >= 0xFF00U && c <= 0xFF0FU) || (c >= 0xFF1AU && c <= 0xFF20U)) return false;
  return c < 0x1F000U || c > 0x1FAFFU;
}

}  // namespace

std::string canonical_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  Pending pending;
  std::string held;  // invisible characters, kept only when a word follows
  const auto write = [&](std::string_view bytes) {
    line += held;
    held.clear();
    if (!line.empty()) line += pending.space;
    pending.space = {};
    line += bytes;
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto begin = i;
    i += plain_prefix(text.substr(i));
    if (i > begin) {
      write(text.substr(begin, i - begin));
      continue;
    }
    const auto found = kind(next(text, i));
    const auto bytes = text.substr(begin, i - begin);
    if (found == Kind::word) {
      write(bytes);
    } else if (found == Kind::space || found == Kind::no_break_space) {
      if (line.empty()) held.clear();
      pending.add(bytes, found);
    } else if (found == Kind::invisible) {
      if (!line.empty()) held += pending.space;
      pending.space = {};
      held += bytes;
    }
  }
  return nfc(line);
}

bool has_words(std::string_view text) {
  for (std::size_t i = 0; i < text.size();)
    if (is_letter_like(next(text, i))) return true;
  return false;
}

}  // namespace pressmark
