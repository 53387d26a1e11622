#include "schema/text/utf8.h"

#include <uchardet.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/uvernum.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "schema/model/error.h"

namespace pressmark {
namespace {

constexpr std::size_t kCheckpointBytes = 512;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Length of the well-formed UTF-8 sequence at the start of `bytes` (Unicode 15, table 3-7), 0 if malformed.
std::size_t sequence_length(std::string_view bytes) {
  const auto at = [&](std::size_t i) -> unsigned {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
  };
  const auto tail = [&](std::size_t i) { return at(i) >= 0x80U && at(i) <= 0xBFU; };
  const unsigned lead = at(0);
  if (lead < 0x80U) return 1;
  if (lead >= 0xC2U && lead <= 0xDFU) return tail(1) ? 2 : 0;
  if (lead >= 0xE0U && lead <= 0xEFU) {
    const unsigned low = lead == 0xE0U ? 0xA0U : 0x80U;
    const unsigned high = lead == 0xEDU ? 0x9FU : 0xBFU;
    return at(1) >= low && at(1) <= high && tail(2) ? 3 : 0;
  }
  if (lead >= 0xF0U && lead <= 0xF4U) {
    const unsigned low = lead == 0xF0U ? 0x90U : 0x80U;
    const unsigned high = lead == 0xF4U ? 0x8FU : 0xBFU;
    return at(1) >= low && at(1) <= high && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

// Bytes of `bytes` before the first that is not ASCII, eight at a time: nearly all of most texts.
std::size_t ascii_prefix(std::string_view bytes) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  std::size_t size = 0;
  for (; size + kWord <= bytes.size(); size += kWord) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + size, kWord);
    if ((word & kHighBits) != 0) break;
  }
  while (size < bytes.size() && static_cast<unsigned char>(bytes[size]) < 0x80U) ++size;
  return size;
}

bool is_ascii(std::string_view bytes) {
  return ascii_prefix(bytes) == bytes.size();
}

// Malformed sequences become U+FFFD, one for each byte that starts none.
std::string repair_utf8(std::string_view bytes, std::uint64_t& replaced) {
  if (is_valid_utf8(bytes)) return std::string(bytes);
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const auto length = sequence_length(bytes);
    if (length == 0) {
      text += kReplacement;
      ++replaced;
      bytes.remove_prefix(1);
    } else {
      text.append(bytes.substr(0, length));
      bytes.remove_prefix(length);
    }
  }
  return text;
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const std::string& charset) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(charset.c_str(), &status));
  if (U_FAILURE(status)) return nullptr;
  return converter;
}

std::string converter_name(UConverter* converter) {
  UErrorCode status = U_ZERO_ERROR;
  const char* internal = ucnv_getName(converter, &status);
  if (U_FAILURE(status) || internal == nullptr) return "unknown";
  const char* mime = ucnv_getStandardName(internal, "MIME", &status);
  return U_SUCCESS(status) && mime != nullptr ? mime : internal;
}

std::uint64_t count_replacements(const icu::UnicodeString& text) {
  std::uint64_t count = 0;
  for (std::int32_t i = 0; i < text.length(); ++i) count += text.charAt(i) == 0xFFFD ? 1U : 0U;
  return count;
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string result;
  text.toUTF8String(result);
  return result;
}

Decoded convert(std::string_view bytes, Converter converter) {
  Decoded decoded;
  decoded.charset = converter_name(converter.get());
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString wide(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(), status);
  decoded.replaced = count_replacements(wide);
  decoded.text = to_utf8(wide);
  return decoded;
}

std::string detect_charset(std::string_view bytes) {
  constexpr std::size_t kEnough = std::size_t{64} << 10U;
  const std::unique_ptr<struct uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
  uchardet_handle_data(detector.get(), bytes.data(), std::min(bytes.size(), kEnough));
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

// UTF-16 without a byte order mark, by where the zero bytes of its ASCII characters stand: nearly all on one
// side of the pairs. Text that is not UTF-16 has no such share of zero bytes. Empty where it is neither.
std::string_view unmarked_utf16(std::string_view bytes) {
  constexpr std::size_t kEnough = 4096;
  constexpr std::size_t kFewestPairs = 4;
  const auto pairs = std::min(bytes.size(), kEnough) / 2;
  if (pairs < kFewestPairs) return {};
  std::size_t first = 0;
  std::size_t second = 0;
  for (std::size_t i = 0; i < pairs; ++i) {
    first += bytes[2 * i] == '\0' ? 1U : 0U;
    second += bytes[2 * i + 1] == '\0' ? 1U : 0U;
  }
  const auto most = std::max(first, second);
  // Spaces and line ends alone make a tenth of the pairs of any text.
  if (most * 10 < pairs || std::min(first, second) * 10 > most) return {};
  return second > first ? "UTF-16LE" : "UTF-16BE";
}

// As browsers do (WHATWG Encoding): what calls itself Latin-1 or ASCII is windows-1252.
std::string web_name(std::string_view declared) {
  std::string name(declared);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (name == "iso-8859-1" || name == "latin1" || name == "us-ascii" || name == "ascii")
    return "windows-1252";
  if (name == "gb2312" || name == "gbk") return "gb18030";
  if (name == "utf8") return "utf-8";
  return name;
}

void normalise_line_ends(std::string& text) {
  if (text.find('\r') == std::string::npos) return;
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      result += text[i];
    } else {
      result += '\n';
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    }
  }
  text = std::move(result);
}

Decoded decode_raw(std::string_view bytes, std::string_view declared) {
  const auto utf8 = [](std::string_view content) {
    Decoded decoded;
    decoded.charset = "UTF-8";
    decoded.text = repair_utf8(content, decoded.replaced);
    return decoded;
  };
  if (bytes.starts_with("\xEF\xBB\xBF")) return utf8(bytes.substr(3));
  const bool utf16le = bytes.starts_with("\xFF\xFE");
  const bool utf16be = bytes.starts_with("\xFE\xFF");
  if (utf16le || utf16be)
    if (auto converter = open_converter(utf16le ? "UTF-16LE" : "UTF-16BE"))
      return convert(bytes.substr(2), std::move(converter));

  if (const auto wide = unmarked_utf16(bytes); !wide.empty())
    if (auto converter = open_converter(std::string(wide))) {
      auto decoded = convert(bytes, std::move(converter));
      decoded.guessed = true;
      return decoded;
    }

  const bool valid = is_valid_utf8(bytes);
  if (!declared.empty()) {
    const auto name = web_name(declared);
    // Pages that are UTF-8 and say otherwise are common; bytes that are valid UTF-8 by chance are not.
    // A page that can be asked for its charset is not in UTF-16, whatever it says (WHATWG Encoding again).
    if (name == "utf-8" || name.starts_with("utf-16") || (valid && !is_ascii(bytes))) return utf8(bytes);
    if (auto converter = open_converter(name)) return convert(bytes, std::move(converter));
  }
  if (valid) return utf8(bytes);

  auto detected = detect_charset(bytes);
  if (detected == "UTF-8") {  // mostly UTF-8 with damage: repairing keeps the rest readable
    auto decoded = utf8(bytes);
    decoded.guessed = true;
    return decoded;
  }
  auto converter = detected.empty() ? nullptr : open_converter(web_name(detected));
  if (!converter) converter = open_converter("windows-1252");
  if (!converter) return utf8(bytes);
  auto decoded = convert(bytes, std::move(converter));
  decoded.guessed = true;
  return decoded;
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
  while (true) {
    bytes.remove_prefix(ascii_prefix(bytes));
    if (bytes.empty()) return true;
    const auto length = sequence_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
}

Decoded decode(std::string_view bytes, std::string_view declared) {
  auto decoded = decode_raw(bytes, declared);
  std::erase(decoded.text, '\0');
  normalise_line_ends(decoded.text);
  decoded.text = nfc(decoded.text);
  return decoded;
}

std::string unicode_version() {
  return U_UNICODE_VERSION "/" U_ICU_VERSION;
}

std::string nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) throw Error(ErrorKind::internal, "ICU has no normalisation data");
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  if (normalizer->isNormalizedUTF8(piece, status) != 0 && U_SUCCESS(status)) return std::string(text);
  status = U_ZERO_ERROR;
  std::string result;
  icu::StringByteSink<std::string> sink(&result, piece.length());
  normalizer->normalizeUTF8(0, piece, sink, nullptr, status);
  if (U_FAILURE(status)) throw Error(ErrorKind::internal, "ICU could not normalise a text");
  return result;
}

CodePoints::CodePoints(std::string_view text) : text_(text) {
  if (is_ascii(text)) {
    count_ = static_cast<std::uint32_t>(text.size());
    return;
  }
  checkpoints_.reserve(text.size() / kCheckpointBytes + 1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % kCheckpointBytes == 0) checkpoints_.push_back(count_);
    if (!is_continuation(text[i])) ++count_;
  }
}

std::uint32_t CodePoints::from_byte(std::uint32_t byte) const {
  if (checkpoints_.empty()) return std::min(byte, count_);
  if (byte >= text_.size()) return count_;
  const auto checkpoint = byte / kCheckpointBytes;
  auto result = checkpoints_[checkpoint];
  for (std::size_t i = checkpoint * kCheckpointBytes; i < byte; ++i)
    if (!is_continuation(text_[i])) ++result;
  return result;
}

std::uint32_t CodePoints::to_byte(std::uint32_t code_point) const {
  if (checkpoints_.empty()) return std::min(code_point, count_);
  if (code_point >= count_) return static_cast<std::uint32_t>(text_.size());
  // The last checkpoint with at most `code_point` code points before it.
  const auto after = std::upper_bound(checkpoints_.begin(), checkpoints_.end(), code_point);
  const auto checkpoint = static_cast<std::size_t>(after - checkpoints_.begin()) - 1;
  auto seen = checkpoints_[checkpoint];
  std::size_t i = checkpoint * kCheckpointBytes;
  while (true) {
    if (!is_continuation(text_[i])) {
      if (seen == code_point) return static_cast<std::uint32_t>(i);
      ++seen;
    }
    ++i;
  }
}

}  // namespace pressmark
