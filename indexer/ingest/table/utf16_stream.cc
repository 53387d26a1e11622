#include "indexer/ingest/table/utf16_stream.h"

#include <algorithm>
#include <cstring>

namespace pressmark {
namespace {

using namespace std::string_view_literals;

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kByteOrderMark = 0xFEFF;

void append(std::string& to, char32_t c) {
  const auto byte = [&](char32_t bits) { to += static_cast<char>(bits); };
  if (c < 0x80U) {
    byte(c);
  } else if (c < 0x800U) {
    byte(0xC0U | (c >> 6U));
    byte(0x80U | (c & 0x3FU));
  } else if (c < 0x10000U) {
    byte(0xE0U | (c >> 12U));
    byte(0x80U | ((c >> 6U) & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  } else {
    byte(0xF0U | (c >> 18U));
    byte(0x80U | ((c >> 12U) & 0x3FU));
    byte(0x80U | ((c >> 6U) & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  }
}

}  // namespace

std::optional<ByteOrder> utf16_order(std::string_view head) {
  for (const auto mark : {"\xFF\xFE"sv, "<\0"sv, "{\0"sv, "[\0"sv})
    if (head.starts_with(mark)) return ByteOrder::little;
  for (const auto mark : {"\xFE\xFF"sv, "\0<"sv, "\0{"sv, "\0["sv})
    if (head.starts_with(mark)) return ByteOrder::big;
  return std::nullopt;
}

void Utf16Stream::decode(std::string_view bytes) {
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    const char32_t unit =
        order_ == ByteOrder::little ? (char32_t{second} << 8U) | first : (char32_t{first} << 8U) | second;
    const bool is_high = unit >= 0xD800U && unit < 0xDC00U;
    const bool is_low = unit >= 0xDC00U && unit < 0xE000U;
    if (high_ != 0 && is_low) {
      append(ready_, 0x10000U + ((high_ - 0xD800U) << 10U) + (unit - 0xDC00U));
      high_ = 0;
      continue;
    }
    if (high_ != 0) append(ready_, kReplacement);
    high_ = is_high ? unit : 0;
    if (is_low) append(ready_, kReplacement);
    if (!is_high && !is_low && unit != kByteOrderMark) append(ready_, unit);
  }
}

std::size_t Utf16Stream::read(char* to, std::size_t most) {
  constexpr std::size_t kStep = std::size_t{64} << 10U;  // even
  while (begin_ == ready_.size()) {
    ready_.clear();
    begin_ = 0;
    const auto bytes = in_.peek(kStep);
    if (bytes.empty()) {
      if (high_ == 0) return 0;
      append(ready_, kReplacement);
      high_ = 0;
      break;
    }
    decode(bytes);
    in_.skip(bytes.size());
  }
  const auto size = std::min(most, ready_.size() - begin_);
  std::memcpy(to, ready_.data() + begin_, size);
  begin_ += size;
  return size;
}

}  // namespace pressmark
