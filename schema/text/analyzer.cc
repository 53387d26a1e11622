#include "schema/text/analyzer.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <initializer_list>

#include "schema/model/error.h"

namespace pressmark {
namespace {

constexpr std::string_view kAcronymPrefix = "XU";
constexpr std::size_t kMaxCompoundBytes = 40;  // longer joined compounds are nobody's spelling
constexpr std::size_t kMaxAcronymLetters = 6;
constexpr std::size_t kMaxDesignationLetters = 5;  // "Mi-35", "COVID-19"

enum Kind : std::uint8_t {
  kOther,
  kLetter,
  kDigit,
  kMark,    // combining; belongs to the letter before it
  kFormat,  // invisible inside a word: soft hyphen, joiners
  kApostrophe,
  kStop,
  kComma,
  kHyphen,
  kIdeograph,
  kDictionary,  // scripts written without blanks: Thai, Lao, Khmer, Burmese
};

Kind classify(UChar32 c) {
  switch (c) {
    case '\'':
    case 0x2019:
    case 0x02BC:
    case 0xFF07:
      return kApostrophe;
    case '.':
      return kStop;
    case ',':
      return kComma;
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0xFF0D:
      return kHyphen;
    case 0x200B:  // zero width space parts words
      return kOther;
    default:
      break;
  }
  if (c < 0x80) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return kLetter;
    return c >= '0' && c <= '9' ? kDigit : kOther;
  }
  const auto category = U_GET_GC_MASK(c);
  if ((category & U_GC_CF_MASK) != 0) return kFormat;
  if (u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) return kDictionary;
  if ((category & U_GC_M_MASK) != 0) return kMark;
  if ((category & U_GC_ND_MASK) != 0) return kDigit;
  UErrorCode status = U_ZERO_ERROR;
  const auto script = uscript_getScript(c, &status);
  const bool alphabetic = (category & (U_GC_L_MASK | U_GC_NL_MASK)) != 0;
  if (script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
      script == USCRIPT_HANGUL || u_getIntPropertyValue(c, UCHAR_WORD_BREAK) == U_WB_KATAKANA)
    return alphabetic ? kIdeograph : kOther;
  return alphabetic ? kLetter : kOther;
}

// Kinds of the basic plane, computed once: the trie look-ups of `classify` would cost more than all the rest.
const std::array<std::uint8_t, 0x10000>& basic_plane() {
  static const auto table = [] {
    std::array<std::uint8_t, 0x10000> kinds{};
    for (UChar32 c = 0; c < 0x10000; ++c)
      kinds[static_cast<std::size_t>(c)] = U_IS_SURROGATE(c) ? kOther : classify(c);
    return kinds;
  }();
  return table;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

bool is_ascii_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}
char ascii_lower(char c) {
  return is_ascii_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool all_upper(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), is_ascii_upper);
}

// Capitals that fold to a common word of another meaning: these are never indexed as that word.
bool folds_to_another_word(std::string_view capitals) {
  return capitals == "US" || capitals == "IT" || capitals == "WHO";
}

// One letter form for what Arabic and Urdu keyboards write differently; 0 drops the character.
UChar32 unify_arabic(UChar32 c) {
  if ((c >= 0x064B && c <= 0x0652) || c == 0x0670 || c == 0x0640) return 0;
  switch (c) {
    case 0x0623:
    case 0x0625:
      return 0x0627;
    case 0x0649:
    case 0x064A:
      return 0x06CC;
    case 0x0643:
      return 0x06A9;
    default:
      return c;
  }
}

void append(std::string& out, UChar32 c) {
  std::array<char, 4> bytes{};
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, c);
  out.append(bytes.data(), static_cast<std::size_t>(length));
}

// The code point at `i`, U+FFFD for malformed bytes; moves `i` past it.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // within ICU's macro
UChar32 next_code_point(std::string_view text, std::int32_t& i) {
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(text.data(), i, static_cast<std::int32_t>(text.size()), c);
  return c;
}
#pragma GCC diagnostic pop

template <typename Each>
void for_each_code_point(std::string_view text, Each each) {
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) each(next_code_point(text, i));
}

// `limit` bytes at most, never within a code point.
std::string_view cut(std::string_view term, std::size_t limit) {
  if (term.size() <= limit) return term;
  while (limit > 0 && (static_cast<unsigned char>(term[limit]) & 0xC0U) == 0x80U) --limit;
  return term.substr(0, limit);
}

}  // namespace

struct Analyzer::Impl {
  const std::array<std::uint8_t, 0x10000>& kinds = basic_plane();
  const icu::Normalizer2* fold_case = nullptr;
  const icu::Normalizer2* decompose = nullptr;
  std::unique_ptr<icu::BreakIterator> dictionary;  // made when first needed
  std::string scratch;
  std::string folded;

  std::string_view text;
  std::uint32_t at = 0;
  std::uint32_t no_acronym_before = 0;
  std::uint16_t paragraph = 0;
  Analysis* out = nullptr;

  Impl() {
    UErrorCode status = U_ZERO_ERROR;
    fold_case = icu::Normalizer2::getNFKCCasefoldInstance(status);
    decompose = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) throw Error(ErrorKind::internal, "ICU has no normalisation data");
  }

  // Kind of the code point at `position` and where the next one begins.
  Kind kind_at(std::uint32_t position, std::uint32_t& next) const {
    if (position >= text.size()) {
      next = position;
      return kOther;
    }
    const auto byte = static_cast<unsigned char>(text[position]);
    if (byte < 0x80U) {
      next = position + 1;
      return static_cast<Kind>(kinds[byte]);
    }
    auto i = static_cast<std::int32_t>(position);
    const auto c = next_code_point(text, i);
    next = static_cast<std::uint32_t>(i);
    return c < 0x10000 ? static_cast<Kind>(kinds[static_cast<std::size_t>(c)]) : classify(c);
  }
  Kind kind_at(std::uint32_t position) const {
    std::uint32_t next = 0;
    return kind_at(position, next);
  }

  void run();
  void scan_word();
  void scan_number();
  bool scan_dotted_acronym();
  void scan_dictionary();
  void scan_ideograph();
  std::uint32_t word_end(std::uint32_t from) const;
  std::uint32_t skip_possessive(std::uint32_t from) const;
  bool among_capitals(Span span) const;

  Token& add_token(Span span, std::string_view term);
  void add_alias(std::size_t token, std::string_view term, std::uint16_t width);
  std::string_view fold_text(std::string_view printed);
  void fold_slowly(std::string_view printed);
  std::string_view without_accents(std::string_view term);
  void add_word_aliases(Span span);
  void mark_joins();
  void add_compounds();
  void add_compounds_at(std::size_t token, std::size_t chain_end);
  std::string_view number_without_suffix(std::string_view term) const;
};

Analyzer::Analyzer() : impl_(std::make_unique<Impl>()) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

void Analyzer::analyze(std::string_view text, Analysis& out) {
  out.tokens.clear();
  out.aliases.clear();
  out.arena.clear();
  impl_->text = text;
  impl_->at = 0;
  impl_->no_acronym_before = 0;
  impl_->paragraph = 0;
  impl_->out = &out;
  impl_->run();
  impl_->mark_joins();
  impl_->add_compounds();
  std::stable_sort(out.aliases.begin(), out.aliases.end(),
                   [](const Alias& a, const Alias& b) { return a.token < b.token; });
}

std::string Analyzer::fold(std::string_view word) {
  Analysis analysis;
  analyze(word, analysis);
  return analysis.tokens.empty() ? std::string() : std::string(analysis.term(analysis.tokens.front()));
}

void Analyzer::Impl::run() {
  while (at < text.size()) {
    std::uint32_t next = 0;
    switch (kind_at(at, next)) {
      case kLetter:
        if (!scan_dotted_acronym()) scan_word();
        break;
      case kDigit:
        scan_number();
        break;
      case kIdeograph:
        scan_ideograph();
        break;
      case kDictionary:
        scan_dictionary();
        break;
      default:
        if (text[at] == '\n' && next < text.size() && text[next] == '\n') {
          if (paragraph < 0xFFFFU) ++paragraph;
          ++next;
        }
        at = next;
    }
  }
}

// End of the run of letters and their marks that begins at `from`; apostrophes between letters belong to it.
std::uint32_t Analyzer::Impl::word_end(std::uint32_t from) const {
  auto end = from;
  while (true) {
    std::uint32_t next = 0;
    const auto kind = kind_at(end, next);
    if (kind == kLetter || kind == kMark) {
      end = next;
    } else if (kind == kApostrophe || kind == kFormat) {
      const auto following = kind_at(next);
      if (end == from || !(following == kLetter || (kind == kFormat && following == kMark))) return end;
      if (kind == kApostrophe && skip_possessive(end) != end) return end;
      end = next;
    } else {
      return end;
    }
  }
}

// Past ’s where a word ends with it at `from`, else `from`.
std::uint32_t Analyzer::Impl::skip_possessive(std::uint32_t from) const {
  std::uint32_t next = 0;
  if (kind_at(from, next) != kApostrophe || next >= text.size()) return from;
  if (text[next] != 's' && text[next] != 'S') return from;
  const auto after = kind_at(next + 1);
  return after == kLetter || after == kMark || after == kDigit ? from : next + 1;
}

void Analyzer::Impl::scan_word() {
  const Span span{at, word_end(at)};
  at = skip_possessive(span.end);
  const auto term = fold_text(slice(text, span));
  if (term.empty()) return;  // a filler or a lone tatweel: letters by class that are no word
  add_token(span, term);
  add_word_aliases(span);
}

// Digits with inner stops and commas ("1,200", "3.5"), and letters set directly behind ("35s", "2nd", "16C").
void Analyzer::Impl::scan_number() {
  auto end = at;
  bool letters = false;
  while (true) {
    std::uint32_t next = 0;
    const auto kind = kind_at(end, next);
    if (kind == kDigit || kind == kLetter || kind == kMark) {
      letters = letters || kind == kLetter;
      end = next;
    } else if ((kind == kStop || kind == kComma) && !letters && kind_at(next) == kDigit) {
      end = next;
    } else {
      break;
    }
  }
  const Span span{at, end};
  at = skip_possessive(end);
  if (const auto term = fold_text(slice(text, span)); !term.empty()) add_token(span, term);
}

// "U.S.", "U.N.", "N.A.T.O": single capitals with stops between, at least two.
bool Analyzer::Impl::scan_dotted_acronym() {
  if (at < no_acronym_before) return false;
  std::string letters;
  auto end = at;
  while (end + 1 < text.size() && is_ascii_upper(text[end]) && text[end + 1] == '.') {
    letters += text[end];
    end += 2;
  }
  if (letters.empty()) return false;
  const auto following = kind_at(end);
  if (end < text.size() && is_ascii_upper(text[end]) && kind_at(end + 1) != kLetter &&
      kind_at(end + 1) != kDigit && kind_at(end + 1) != kStop) {
    letters += text[end];  // the last stop left out: "U.S"
    ++end;
  } else if (following == kLetter || following == kDigit) {
    no_acronym_before = end;  // "J.Smith": initials, not an acronym; no look at the rest of them again
    return false;
  }
  if (letters.size() < 2) return false;

  const std::string acronym = std::string(kAcronymPrefix) + letters;
  add_token({at, end}, cut(acronym, kMaxTermBytes));
  if (!folds_to_another_word(letters)) {
    std::transform(letters.begin(), letters.end(), letters.begin(), ascii_lower);
    add_alias(out->tokens.size() - 1, letters, 1);
  }
  at = skip_possessive(end);
  return true;
}

void Analyzer::Impl::scan_ideograph() {
  std::uint32_t next = 0;
  kind_at(at, next);
  while (kind_at(next) == kMark) kind_at(next, next);
  const Span span{at, next};
  at = next;
  if (const auto term = fold_text(slice(text, span)); !term.empty()) add_token(span, term).ideographic = true;
}

// A run of a script without blanks goes to ICU's dictionaries.
void Analyzer::Impl::scan_dictionary() {
  auto end = at;
  while (true) {
    std::uint32_t next = 0;
    const auto kind = kind_at(end, next);
    if (end >= text.size() || (kind != kDictionary && kind != kMark && kind != kFormat)) break;
    end = next;
  }
  UErrorCode status = U_ZERO_ERROR;
  if (!dictionary) dictionary.reset(icu::BreakIterator::createWordInstance(icu::Locale("th"), status));
  UText run = UTEXT_INITIALIZER;
  utext_openUTF8(&run, text.data() + at, end - at, &status);
  if (U_SUCCESS(status) && dictionary) dictionary->setText(&run, status);
  if (U_FAILURE(status) || !dictionary) {
    utext_close(&run);
    throw Error(ErrorKind::internal, "ICU has no word break data");
  }
  auto from = dictionary->first();
  for (auto to = dictionary->next(); to != icu::BreakIterator::DONE; from = to, to = dictionary->next()) {
    const Span span{at + static_cast<std::uint32_t>(from), at + static_cast<std::uint32_t>(to)};
    const auto term = fold_text(slice(text, span));
    if (!term.empty()) add_token(span, term);
  }
  utext_close(&run);
  at = end;
}

Token& Analyzer::Impl::add_token(Span span, std::string_view term) {
  Token token;
  token.span = span;
  token.term_begin = static_cast<std::uint32_t>(out->arena.size());
  token.term_size = static_cast<std::uint16_t>(term.size());
  token.paragraph = paragraph;
  out->arena.append(term);
  out->tokens.push_back(token);
  return out->tokens.back();
}

void Analyzer::Impl::add_alias(std::size_t token, std::string_view term, std::uint16_t width) {
  term = cut(term, kMaxTermBytes);
  if (term.empty()) return;
  Alias alias;
  alias.token = static_cast<std::uint32_t>(token);
  alias.term_begin = static_cast<std::uint32_t>(out->arena.size());
  alias.term_size = static_cast<std::uint16_t>(term.size());
  alias.width = width;
  out->arena.append(term);
  out->aliases.push_back(alias);
}

// The view lives until the next call.
std::string_view Analyzer::Impl::fold_text(std::string_view printed) {
  folded.clear();
  if (is_ascii(printed)) {
    const bool number = !printed.empty() && is_ascii_digit(printed.front());
    for (char c : printed)
      if (c != '\'' && !(number && c == ',')) folded += ascii_lower(c);
  } else {
    fold_slowly(printed);
  }
  return cut(folded, kMaxTermBytes);
}

void Analyzer::Impl::fold_slowly(std::string_view printed) {
  UErrorCode status = U_ZERO_ERROR;
  scratch.clear();
  icu::StringByteSink<std::string> sink(&scratch, static_cast<std::int32_t>(printed.size()));
  fold_case->normalizeUTF8(0, {printed.data(), static_cast<std::int32_t>(printed.size())}, sink, nullptr,
                           status);
  if (U_FAILURE(status)) throw Error(ErrorKind::internal, "ICU could not fold a word");
  for_each_code_point(scratch, [&](UChar32 c) {
    if (c == 0x2019 || c == '\'' || c == 0x02BC) return;
    const auto digit = c < 0x80 ? -1 : u_charDigitValue(c);
    if (digit >= 0) {
      folded += static_cast<char>('0' + digit);
    } else if (const auto unified = c >= 0x0600 && c < 0x0700 ? unify_arabic(c) : c; unified != 0) {
      append(folded, unified);
    }
  });
}

// Latin and Greek letters without their accents, ё as е; other scripts' marks make other letters and stay.
// The view lives until the next call; empty when there is nothing to take off.
std::string_view Analyzer::Impl::without_accents(std::string_view term) {
  if (is_ascii(term)) return {};
  UErrorCode status = U_ZERO_ERROR;
  std::string decomposed;
  icu::StringByteSink<std::string> sink(&decomposed);
  decompose->normalizeUTF8(0, {term.data(), static_cast<std::int32_t>(term.size())}, sink, nullptr, status);
  if (U_FAILURE(status)) return {};
  scratch.clear();
  UChar32 base = 0;
  bool dropped = false;
  for_each_code_point(decomposed, [&](UChar32 c) {
    if (c >= 0x0300 && c <= 0x036F) {
      UErrorCode ignored = U_ZERO_ERROR;
      const auto script = uscript_getScript(base, &ignored);
      if (script == USCRIPT_LATIN || script == USCRIPT_GREEK || (base == 0x0435 && c == 0x0308)) {
        dropped = true;
        return;
      }
    } else {
      base = c;
    }
    append(scratch, c);
  });
  if (!dropped) return {};
  // Marks that stayed must be composed again.
  std::string composed;
  icu::StringByteSink<std::string> composer(&composed);
  fold_case->normalizeUTF8(0, {scratch.data(), static_cast<std::int32_t>(scratch.size())}, composer, nullptr,
                           status);
  scratch = std::move(composed);
  return scratch;
}

// Whether the words around `span` are capitals too: then capitals mean nothing ("RUSSIA TELLS US MORE").
bool Analyzer::Impl::among_capitals(Span span) const {
  constexpr std::size_t kShout = 4;  // "US NATO" is two acronyms; longer capitals are shouting
  if (out->tokens.size() >= 2) {
    const auto before = slice(text, out->tokens[out->tokens.size() - 2].span);
    if (before.size() > kShout && all_upper(before)) return true;
  }
  auto begin = span.end;
  while (begin < text.size() && text[begin] == ' ') ++begin;
  const auto after = slice(text, {begin, word_end(begin)});
  return after.size() > kShout && all_upper(after);
}

// Aliases that one word alone has: its acronym, its form without accents, what an elided article hides.
void Analyzer::Impl::add_word_aliases(Span span) {
  const auto printed = slice(text, span);
  const auto index = out->tokens.size() - 1;
  if (printed.size() >= 2 && printed.size() <= kMaxAcronymLetters && all_upper(printed)) {
    const std::string acronym = std::string(kAcronymPrefix) + std::string(printed);
    if (folds_to_another_word(printed) && !among_capitals(span)) {
      auto& token = out->tokens.back();
      token.term_begin = static_cast<std::uint32_t>(out->arena.size());
      token.term_size = static_cast<std::uint16_t>(acronym.size());
      out->arena.append(acronym);
    } else {
      add_alias(index, acronym, 1);
    }
    return;
  }
  if (is_ascii(printed) && printed.find('\'') == std::string_view::npos) return;
  const std::string term(out->term(out->tokens[index]));
  const std::string plain(without_accents(term));
  if (!plain.empty() && plain != term) add_alias(index, plain, 1);

  // l’homme, d’Ivoire, qu’il: also found without the elided word.
  auto apostrophe = printed.find("\xE2\x80\x99");
  std::size_t mark_size = 3;
  if (apostrophe == std::string_view::npos) {
    apostrophe = printed.find('\'');
    mark_size = 1;
  }
  if (apostrophe == std::string_view::npos || apostrophe == 0) return;
  const auto head = fold_text(printed.substr(0, apostrophe));
  const bool elision = head == "qu" || (head.size() == 1 && std::string_view("ldjnscmt").find(head.front()) !=
                                                                std::string_view::npos);
  const auto rest = printed.substr(apostrophe + mark_size);
  if (elision && rest.size() >= 2) add_alias(index, std::string(fold_text(rest)), 1);
}

// Sets joined_to_next: one hyphen stands between two tokens, or nothing between letters and digits or
// ideographs.
void Analyzer::Impl::mark_joins() {
  auto& tokens = out->tokens;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const auto gap_begin = tokens[i].span.end;
    const auto gap_end = tokens[i + 1].span.begin;
    if (gap_begin == gap_end) {
      // Words that a dictionary parted are not joined: they are no compound.
      const auto next_term = out->term(tokens[i + 1]);
      tokens[i].joined_to_next = (tokens[i].ideographic && tokens[i + 1].ideographic) ||
                                 (!next_term.empty() && is_ascii_digit(next_term.front()));
      continue;
    }
    std::uint32_t next = 0;
    tokens[i].joined_to_next = kind_at(gap_begin, next) == kHyphen && next == gap_end;
  }
}

void Analyzer::Impl::add_compounds() {
  const auto& tokens = out->tokens;
  for (std::size_t begin = 0; begin < tokens.size();) {
    auto end = begin + 1;
    while (end < tokens.size() && tokens[end - 1].joined_to_next) ++end;
    for (auto i = begin; i + 1 < end; ++i) add_compounds_at(i, end);
    begin = end;
  }
}

// Leading digits of a term that goes on with letters ("35s" → "35"); else empty.
std::string_view Analyzer::Impl::number_without_suffix(std::string_view term) const {
  std::size_t digits = 0;
  while (digits < term.size() && is_ascii_digit(term[digits])) ++digits;
  return digits > 0 && digits < term.size() ? term.substr(0, digits) : std::string_view{};
}

void Analyzer::Impl::add_compounds_at(std::size_t i, std::size_t chain_end) {
  const Token first = out->tokens[i];
  const Token second = out->tokens[i + 1];
  const std::string head(out->term(first));
  const std::string tail(out->term(second));
  if (first.ideographic && second.ideographic) {
    add_alias(i, head + tail, 2);
    return;
  }
  if (first.ideographic || second.ideographic || head.starts_with(kAcronymPrefix) ||
      tail.starts_with(kAcronymPrefix))
    return;
  if (head.size() + tail.size() <= kMaxCompoundBytes) add_alias(i, head + tail, 2);

  const bool designation = head.size() <= kMaxDesignationLetters && !is_ascii_digit(head.front());
  if (designation) {
    const std::string number(number_without_suffix(tail));
    if (!number.empty()) {
      add_alias(i, head + number, 2);
      add_alias(i + 1, number, 1);
    }
  }
  // The whole of a longer chain, from its first token only: "air-to-air".
  const bool starts_chain = i == 0 || !out->tokens[i - 1].joined_to_next;
  constexpr std::size_t kLongestChain = 4;
  if (!starts_chain || chain_end - i < 3 || chain_end - i > kLongestChain) return;
  std::string whole = head + tail;
  for (auto k = i + 2; k < chain_end; ++k) {
    const auto term = out->term(out->tokens[k]);
    if (out->tokens[k].ideographic || term.starts_with(kAcronymPrefix)) return;
    whole += term;
  }
  if (whole.size() <= kMaxCompoundBytes) add_alias(i, whole, static_cast<std::uint16_t>(chain_end - i));
}

}  // namespace pressmark
