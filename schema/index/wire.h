#pragma once
// Bytes of records: varints and length-prefixed fields. Little-endian base 128, as in Protocol Buffers' wire
// format.

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/model/error.h"

namespace pressmark {

inline void put_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80U) {
    out += static_cast<char>(static_cast<unsigned char>(value | 0x80U));
    value >>= 7U;
  }
  out += static_cast<char>(value);
}

// `bytes` behind its length.
inline void put_bytes(std::string& out, std::string_view bytes) {
  put_varint(out, bytes.size());
  out.append(bytes);
}

// Reads what the functions above wrote. Every read throws Error{io} rather than leave the bytes it was given.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }  // what is not read yet

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) fail();
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80U) return value;
    }
    fail();
  }

  std::string_view bytes(std::uint64_t count) {
    if (count > rest_.size()) fail();
    const auto result = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return result;
  }

  std::string_view prefixed() { return bytes(varint()); }

  [[noreturn]] static void fail() {
    throw Error(ErrorKind::io, "a stored record is damaged",
                "restore the index from a backup, or index the articles again into a new directory");
  }

 private:
  std::string_view rest_;
};

}  // namespace pressmark
