#include "schema/text/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace pressmark {
namespace {

constexpr std::size_t kFewestLetters = 60;
constexpr std::size_t kEnoughBytes = std::size_t{64} << 10U;

bool has_letters_enough(std::string_view text) {
  std::size_t letters = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size && letters < kFewestLetters;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (c >= 0 && u_isalpha(c) != 0) ++letters;
  }
  return letters >= kFewestLetters;
}

// Codes ISO 639-1 gave up, which CLD2 and old pages still use.
std::string current_code(std::string code) {
  if (code == "iw") return "he";
  if (code == "in") return "id";
  if (code == "ji") return "yi";
  return code;
}

bool is_iso_language(std::string_view code) {
  for (const char* const* known = uloc_getISOLanguages(); *known != nullptr; ++known)
    if (code == *known) return true;
  return false;
}

}  // namespace

std::optional<std::string> identify_language(std::string_view text) {
  if (text.size() > kEnoughBytes) {  // the head tells; cut where a character begins
    auto size = kEnoughBytes;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
    text = text.substr(0, size);
  }
  if (!has_letters_enough(text)) return std::nullopt;
  constexpr bool kIsPlainText = true;
  bool reliable = false;
  int valid_prefix_bytes = 0;
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  int text_bytes = 0;
  const CLD2::CLDHints no_hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  std::array<double, 3> scores{};
  const auto language = CLD2::ExtDetectLanguageSummaryCheckUTF8(
      text.data(), static_cast<int>(text.size()), kIsPlainText, &no_hints, 0, languages.data(),
      percents.data(), scores.data(), nullptr, &text_bytes, &reliable, &valid_prefix_bytes);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) return std::nullopt;
  return language_code(CLD2::LanguageCode(language));
}

std::optional<std::string> language_code(std::string_view tag) {
  constexpr std::size_t kLongestTag = 64;
  if (tag.empty() || tag.size() > kLongestTag) return std::nullopt;
  std::string well_formed(tag);
  std::replace(well_formed.begin(), well_formed.end(), '_', '-');
  std::array<char, ULOC_FULLNAME_CAPACITY> locale{};
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t parsed = 0;
  uloc_forLanguageTag(well_formed.c_str(), locale.data(), static_cast<std::int32_t>(locale.size()), &parsed,
                      &status);
  if (U_FAILURE(status) || parsed == 0) return std::nullopt;
  std::array<char, ULOC_LANG_CAPACITY> language{};
  status = U_ZERO_ERROR;
  const auto size =
      uloc_getLanguage(locale.data(), language.data(), static_cast<std::int32_t>(language.size()), &status);
  if (U_FAILURE(status) || size != 2) return std::nullopt;
  auto code = current_code(std::string(language.data(), 2));
  if (!is_iso_language(code)) return std::nullopt;
  return code;
}

std::string language_name(std::string_view code) {
  const std::string locale(code);
  if (locale.empty()) return locale;
  icu::UnicodeString wide;
  constexpr std::int32_t kRoom = 128;
  UErrorCode status = U_ZERO_ERROR;
  auto* buffer = wide.getBuffer(kRoom);
  const auto size = uloc_getDisplayLanguage(locale.c_str(), "en", buffer, kRoom, &status);
  wide.releaseBuffer(U_SUCCESS(status) ? std::min(size, kRoom) : 0);
  if (U_FAILURE(status) || size > kRoom || wide.isEmpty()) return locale;
  std::string name;
  wide.toUTF8String(name);
  return name;
}

}  // namespace pressmark
