#pragma once
// Bytes of any charset to canonical UTF-8, and byte offsets to code points: the two edges where text enters
// the program and where its places leave it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/span.h"

namespace pressmark {

bool is_valid_utf8(std::string_view bytes);

struct Decoded {
  std::string text;            // NFC UTF-8, no NUL, line ends "\n", byte order mark removed
  std::string charset;         // what it was read as, as ICU names it ("UTF-8", "windows-1251")
  bool guessed = false;        // the charset was neither declared nor marked
  std::uint64_t replaced = 0;  // malformed sequences that became U+FFFD
};

// Order of belief: byte order mark, the zero bytes of UTF-16, `declared` (an HTTP header or meta element;
// empty if none), valid UTF-8, detection, windows-1252. Never fails; `replaced` and `guessed` say how sure it
// is.
Decoded decode(std::string_view bytes, std::string_view declared = {});

// Versions of Unicode and of the ICU data that text is read with: "15.0/72.1".
std::string unicode_version();

// NFC of valid UTF-8; unchanged text is returned as it is.
std::string nfc(std::string_view text);

// Byte offsets of one text to code points and back. Keeps a checkpoint every 512 bytes: building is one pass,
// a conversion costs at most a few hundred byte steps; ASCII texts cost nothing. Refers to `text`, which must
// outlive it.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text);

  // `byte` is on a code point boundary, at most text.size().
  std::uint32_t from_byte(std::uint32_t byte) const;
  // At most count(); a larger one gives text.size().
  std::uint32_t to_byte(std::uint32_t code_point) const;
  std::uint32_t count() const { return count_; }

  // The same for a whole span.
  Span from_bytes(Span bytes) const { return {from_byte(bytes.begin), from_byte(bytes.end)}; }
  Span to_bytes(Span code_points) const { return {to_byte(code_points.begin), to_byte(code_points.end)}; }

 private:
  std::string_view text_;
  std::uint32_t count_ = 0;
  std::vector<std::uint32_t> checkpoints_;  // code points before byte i * 512; empty for an ASCII text
};

}  // namespace pressmark
