#include "schema/text/name_variants.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <unordered_map>
#include <utility>
#include <vector>

#include "schema/model/error.h"
#include "schema/text/keys.h"
#include "schema/text/speaker_tables.h"

namespace pressmark {
namespace {

struct GivenName {
  std::string spelling;  // that stands for all
  bool slavic = false;
  bool ends = false;  // as often the last word of a name
};

using GivenNames = std::unordered_map<std::string, GivenName>;

const GivenNames& given_names() {
  static const GivenNames names = [] {
    GivenNames made;
    each_table_row("given_names.tsv", [&](const std::vector<std::string_view>& columns) {
      if (columns.size() < 2) return;
      const GivenName name{std::string(columns[0]), columns[1] == "s", columns[1] == "e"};
      made.emplace(columns[0], name);
      if (columns.size() < 3) return;
      for (const std::string_view spelling : table_values(columns[2], ';')) made.emplace(spelling, name);
    });
    return made;
  }();
  return names;
}

struct Ending {
  std::string_view printed;
  std::string_view settled;
};

// Of Slavic surnames, longest first: Russian -ский, -ый, -ов, -ёв as papers transliterate them.
constexpr std::array kEndings{Ending{"skaja", "skaya"}, Ending{"skiy", "sky"}, Ending{"skii", "sky"},
                              Ending{"skij", "sky"},    Ending{"skyi", "sky"}, Ending{"skyy", "sky"},
                              Ending{"yeva", "eva"},    Ending{"yova", "eva"}, Ending{"ski", "sky"},
                              Ending{"off", "ov"},      Ending{"eff", "ev"},   Ending{"yev", "ev"},
                              Ending{"yov", "ev"},      Ending{"iy", "y"},     Ending{"ii", "y"},
                              Ending{"ij", "y"},        Ending{"yi", "y"},     Ending{"yy", "y"}};

std::string with_settled_ending(std::string word) {
  constexpr std::size_t kShortestStem = 2;
  for (const Ending& ending : kEndings) {
    if (!word.ends_with(ending.printed) || word.size() < ending.printed.size() + kShortestStem) continue;
    word.resize(word.size() - ending.printed.size());
    return word.append(ending.settled);
  }
  return word;
}

char32_t settled_letter(char32_t c) {
  switch (c) {
    case U'\u0623':  // alef with hamza or madda
    case U'\u0625':
    case U'\u0622':
    case U'\u0671':
      return U'\u0627';
    case U'\u064A':  // yeh, alef maksura, yeh with hamza
    case U'\u0649':
    case U'\u0626':
      return U'\u06CC';
    case U'\u0643':
      return U'\u06A9';  // kaf
    case U'\u0624':
      return U'\u0648';  // waw with hamza
    case U'\u0647':      // heh, teh marbuta, doachashmee
    case U'\u0629':
    case U'\u06BE':
    case U'\u06C0':
      return U'\u06C1';
    case U'\u0451':
      return U'\u0435';  // ё
    default:
      return c;
  }
}

// Vowel points, tatweel, nukta, joiners.
bool is_silent(char32_t c) {
  return (c >= 0x064B && c <= 0x0655) || c == 0x0670 || c == 0x0640 || c == 0x093C || c == 0x200C ||
         c == 0x200D || c == 0x0301;
}

}  // namespace

std::string name_key(std::string_view name) {
  const std::string plain = slug(name);
  std::vector<std::string> words;
  for (const std::string_view word : table_values(plain, '-')) words.emplace_back(word);
  if (words.size() < 2) return plain;
  const GivenNames& known = given_names();
  bool slavic = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool last = i + 1 == words.size();
    if (!last && words[i] == "el") words[i] = "al";
    const auto found = known.find(words[i]);
    if (found == known.end() || (last && !found->second.ends)) continue;
    words[i] = found->second.spelling;
    slavic = slavic || (i == 0 && found->second.slavic);
  }
  if (slavic) words.back() = with_settled_ending(std::move(words.back()));
  std::string key;
  for (const std::string& word : words) {
    if (!key.empty()) key += '-';
    key += word;
  }
  return key;
}

std::string native_key(std::string_view name) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) throw Error(ErrorKind::internal, "ICU has no case folding data");
  // Composed first: what the folding decomposes (a nukta) is left out, what it composes is settled.
  const auto wide = folding->normalize(
      icu::UnicodeString::fromUTF8({name.data(), static_cast<std::int32_t>(name.size())}), status);
  if (U_FAILURE(status)) throw Error(ErrorKind::internal, "ICU could not fold a text");
  icu::UnicodeString words;
  bool gap = false;
  for (std::int32_t i = 0; i < wide.length(); i = wide.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(wide.char32At(i));
    if (is_silent(c)) continue;
    const auto type = U_MASK(u_charType(static_cast<UChar32>(c)));
    if (u_isalnum(static_cast<UChar32>(c)) == 0 && (type & (U_GC_MN_MASK | U_GC_MC_MASK)) == 0) {
      gap = true;
      continue;
    }
    if (gap && !words.isEmpty()) words.append(u' ');
    gap = false;
    words.append(static_cast<UChar32>(settled_letter(c)));
  }
  std::string result;
  words.toUTF8String(result);
  return result;
}

}  // namespace pressmark
