#include "schema/text/keys.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "schema/model/error.h"
#include "schema/text/sha256.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

constexpr std::size_t kArticleIdLimit = 120;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == U'`' || c == U'´' || c == U'‘' || c == U'’' || c == U'ʼ' || c == U'＇';
}

// Any-Latin leaves accents and modifier letters (the Russian soft sign is one) to the steps after it. Opening
// a transliterator costs milliseconds and using one locks it, so every thread keeps its own.
std::string to_ascii(std::string_view text) {
  thread_local const std::unique_ptr<icu::Transliterator> transliterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
        "NFKC; Any-Latin; NFD; [:Mn:] Remove; NFC; Latin-ASCII", UTRANS_FORWARD, status));
    if (U_FAILURE(status) || !made) throw Error(ErrorKind::internal, "ICU has no transliteration data");
    return made;
  }();
  auto wide = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  transliterator->transliterate(wide);
  std::string result;
  wide.toUTF8String(result);
  return result;
}

// Letters and digits of ASCII `text` in lower case, hyphens for whatever else lies between them; apostrophes
// vanish, so that O'Brien is one word.
std::string hyphenate(std::string_view text, std::size_t limit) {
  std::string result;
  bool gap = false;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool kept = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!kept) {
      gap = gap || !is_apostrophe(static_cast<unsigned char>(c));
      continue;
    }
    if (gap && !result.empty()) result += '-';
    gap = false;
    result += upper ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  if (result.size() > limit) result.resize(limit);
  while (!result.empty() && result.back() == '-') result.pop_back();
  return result;
}

std::string without_typographic_apostrophes(std::string_view text) {
  const auto wide = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < wide.length(); i = wide.moveIndex32(i, 1))
    if (!is_apostrophe(static_cast<char32_t>(wide.char32At(i)))) kept.append(wide.char32At(i));
  std::string result;
  kept.toUTF8String(result);
  return result;
}

bool is_word_character(UChar32 c) {
  constexpr std::uint32_t kMarks = U_GC_MN_MASK | U_GC_MC_MASK;  // vowel signs of Indic scripts, harakat
  return u_isalnum(c) != 0 || (U_MASK(u_charType(c)) & kMarks) != 0;
}

// The words alone: NFKC case folded, one space between, no punctuation. Independent of the analyser, whose
// version may change while a quotation keeps its id.
std::string folded_words(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) throw Error(ErrorKind::internal, "ICU has no case folding data");
  const auto wide = folding->normalize(
      icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}), status);
  if (U_FAILURE(status)) throw Error(ErrorKind::internal, "ICU could not fold a text");
  icu::UnicodeString words;
  bool gap = false;
  for (std::int32_t i = 0; i < wide.length(); i = wide.moveIndex32(i, 1)) {
    const auto c = wide.char32At(i);
    if (is_word_character(c)) {
      if (gap && !words.isEmpty()) words.append(u' ');
      gap = false;
      words.append(c);
    } else if (!is_apostrophe(static_cast<char32_t>(c))) {
      gap = true;
    }
  }
  std::string result;
  words.toUTF8String(result);
  return result;
}

}  // namespace

std::string slug(std::string_view name, std::size_t limit) {
  auto result = is_ascii(name) ? hyphenate(name, limit)
                               : hyphenate(to_ascii(without_typographic_apostrophes(name)), limit);
  if (result.empty()) result.append("x").append(sha256_hex(nfc(name)), 0, 8);
  return result;
}

std::string outlet_id(std::string_view name) {
  return name.empty() ? std::string() : slug(name);
}

bool is_article_id(std::string_view id) {
  return !id.empty() && id.size() <= kArticleIdLimit && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

std::string quotation_id(std::string_view article_id, std::string_view words, std::size_t occurrence) {
  std::string key(article_id);
  key += '\n';
  key += folded_words(words);
  key += '\n';
  key += std::to_string(occurrence);
  return sha256_hex(key).substr(0, 16);
}

}  // namespace pressmark
