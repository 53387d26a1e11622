#include "schema/text/shingles.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace pressmark {
namespace {

// What makes a copy, looked for among pairs of Reuters-21578 and of web news; docs/benchmarks.md has what it
// gives.
constexpr double kFewestShared = 0.75;  // of the shorter text
constexpr double kFewestAlike = 0.4;    // of both: a digest is no copy of each brief in it
constexpr double kFewestOfLead = 0.3;
constexpr std::size_t kWordsANumber = 150;  // one number may be set otherwise in so many words: "eight", "8"
constexpr std::size_t kWordsAName = 75;     // "Senator", "Sen."

constexpr std::size_t kMostWords = 65'536;  // what is longer is told by its beginning

// Scripts that are written without blanks between words: each character is a word.
bool stands_alone(UChar32 c) {
  if (c < 0x0E00) return false;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

bool is_ascii_letter(UChar32 c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

enum class CharacterKind : std::uint8_t { other, letter, digit, alone };

CharacterKind kind_of(UChar32 c) {
  if (c < 0x80) {
    if (is_ascii_letter(c)) return CharacterKind::letter;
    return c >= '0' && c <= '9' ? CharacterKind::digit : CharacterKind::other;
  }
  const auto mask = U_GET_GC_MASK(c);
  if ((mask & U_GC_ND_MASK) != 0) return CharacterKind::digit;
  if ((mask & (U_GC_L_MASK | U_GC_M_MASK)) == 0) return CharacterKind::other;
  return stands_alone(c) ? CharacterKind::alone : CharacterKind::letter;
}

// "1,000", "3.5": a mark between digits is part of the number, and makes no difference to it when it groups.
bool is_number_mark(UChar32 c) {
  return c == '.' || c == ',';
}

bool is_apostrophe(UChar32 c) {
  return c == '\'' || c == 0x2019;
}

std::uint64_t hash_of(const void* bytes, std::size_t size) {
  return XXH3_64bits(bytes, size);
}

class WordReader {
 public:
  explicit WordReader(std::string_view text) : text_(text) {}

  struct Word {
    std::uint64_t hash = 0;
    ShingledText::Kind kind = ShingledText::Kind::word;
  };

  bool next(Word& word) {
    folded_.clear();
    CharacterKind kind = CharacterKind::other;
    bool is_capital = false;
    while (at_ < size()) {
      const auto before = at_;
      const UChar32 c = read();
      const auto found = kind_of(c);
      if (folded_.empty()) {
        if (found == CharacterKind::other) {
          ends_sentence_ = ends_sentence_ || c == '.' || c == '!' || c == '?' || c == '\n' || c == 0x201C ||
                           c == '"' || c == ':';
          continue;
        }
        kind = found;
        is_capital = found == CharacterKind::letter && u_isupper(c) != 0;
        fold(c);
        if (found == CharacterKind::alone) break;
        continue;
      }
      if (found == kind) {
        fold(c);
      } else if (found == CharacterKind::other && joins(c, kind)) {
        if (kind == CharacterKind::digit && c == '.') fold(c);
      } else {
        at_ = before;
        break;
      }
    }
    if (folded_.empty()) return false;
    word.hash = hash_of(folded_.data(), folded_.size() * sizeof(UChar32));
    word.kind = kind == CharacterKind::alone    ? ShingledText::Kind::character
                : kind == CharacterKind::digit  ? ShingledText::Kind::number
                : is_capital && !ends_sentence_ ? ShingledText::Kind::name
                                                : ShingledText::Kind::word;
    ends_sentence_ = false;
    return true;
  }

 private:
  int32_t size() const { return static_cast<int32_t>(text_.size()); }

  UChar32 read() {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text_.data()), at_, size(), c);
    return c;
  }

  void fold(UChar32 c) {
    if (c < 0x80)
      folded_.push_back(c >= 'A' && c <= 'Z' ? c + 32 : c);
    else
      folded_.push_back(u_foldCase(c, U_FOLD_CASE_DEFAULT));
  }

  // Whether a mark stands within a word or a number.
  bool joins(UChar32 c, CharacterKind kind) {
    const bool is_joint = kind == CharacterKind::digit ? is_number_mark(c) : is_apostrophe(c);
    if (!is_joint || at_ >= size()) return false;
    const auto here = at_;
    const auto following = kind_of(read());
    at_ = here;
    return following == kind;
  }

  std::string_view text_;
  int32_t at_ = 0;
  bool ends_sentence_ = true;
  std::vector<UChar32> folded_;
};

// Odd multipliers and offsets of as many orders of all shingles (multiply-shift; Dietzfelbinger et al. 1997):
// digits of the golden ratio through SplitMix64. Part of the format: other ones find other pairs.
struct Order {
  std::uint64_t multiplier;
  std::uint64_t offset;
};

std::array<Order, kSketchBands> make_orders() {
  std::array<Order, kSketchBands> orders{};
  std::uint64_t state = 0x9E3779B97F4A7C15ULL;
  const auto next = [&state] {
    state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
  };
  for (auto& order : orders) {
    order.multiplier = next() | 1U;
    order.offset = next();
  }
  return orders;
}

std::size_t in_common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t common = 0;
  for (auto i = a.begin(), k = b.begin(); i != a.end() && k != b.end();) {
    if (*i == *k) {
      ++common;
      ++i;
      ++k;
    } else if (*i < *k) {
      ++i;
    } else {
      ++k;
    }
  }
  return common;
}

// Words between two runs that both texts have, in either of them.
struct Gap {
  std::size_t a_begin, a_end, b_begin, b_end;
};

// Longer ones are passages of one text's own and no wording of the same place.
constexpr std::size_t kLongestGap = 24;

bool has_only_here(const ShingledText& here, std::size_t begin, std::size_t end, const ShingledText& there,
                   std::size_t there_begin, std::size_t there_end, ShingledText::Kind kind) {
  for (auto i = begin; i < end; ++i) {
    if (here.kind(i) != kind) continue;
    bool found = false;
    for (auto k = there_begin; k < there_end && !found; ++k) found = here.word(i) == there.word(k);
    if (!found) return true;
  }
  return false;
}

// Whether one has a word of this kind where the other has something else: what is only put in or left out is
// no contradiction.
bool differ(const ShingledText& a, const ShingledText& b, const Gap& gap, ShingledText::Kind kind) {
  if (gap.a_begin == gap.a_end || gap.b_begin == gap.b_end) return false;
  return has_only_here(a, gap.a_begin, gap.a_end, b, gap.b_begin, gap.b_end, kind) ||
         has_only_here(b, gap.b_begin, gap.b_end, a, gap.a_begin, gap.a_end, kind);
}

bool has(const ShingledText& text, std::uint64_t shingle) {
  return std::binary_search(text.distinct().begin(), text.distinct().end(), shingle);
}

// Share of the shingles of a text's first words that the other has.
double lead_in(const ShingledText& text, const ShingledText& other) {
  const auto size = std::min(text.shingles(), kLeadWords);
  std::size_t found = 0;
  for (std::size_t i = 0; i < size; ++i) found += has(other, text.shingle(i)) ? 1 : 0;
  return size == 0 ? 0 : static_cast<double>(found) / static_cast<double>(size);
}

std::size_t numbers_in_common(const ShingledText& text, const ShingledText& other) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.shingles(); ++i)
    count +=
        text.kind((i + text.shingle_end(i)) / 2) == ShingledText::Kind::number && has(other, text.shingle(i));
  return count;
}

// Where each shingle stands that is in the text once.
std::unordered_map<std::uint64_t, std::size_t> places_of(const ShingledText& text) {
  constexpr auto kRepeated = std::numeric_limits<std::size_t>::max();
  std::unordered_map<std::uint64_t, std::size_t> places;
  places.reserve(text.shingles());
  for (std::size_t i = 0; i < text.shingles(); ++i)
    if (const auto [entry, added] = places.try_emplace(text.shingle(i), i); !added) entry->second = kRepeated;
  std::erase_if(places, [](const auto& entry) { return entry.second == kRepeated; });
  return places;
}

bool has_number(const ShingledText& text, std::size_t begin, std::size_t end) {
  for (auto i = begin; i < end; ++i)
    if (text.kind(i) == ShingledText::Kind::number) return true;
  return false;
}

constexpr std::size_t kLongestEdge = 12;

// Before the first words they share stand bylines and datelines of their own; but as many words in the one as
// in the other are another filling of the same form.
void add_beginning(std::vector<Gap>& gaps, const Gap& gap) {
  if (gap.a_end > 0 && gap.a_end <= kLongestEdge && gap.a_end == gap.b_end) gaps.push_back(gap);
}

// Behind the last ones, too; and so are figures where the other has figures.
void add_end(std::vector<Gap>& gaps, const Gap& gap, const ShingledText& a, const ShingledText& b) {
  const auto in_a = gap.a_end - gap.a_begin;
  const auto in_b = gap.b_end - gap.b_begin;
  if (in_a == 0 || in_b == 0 || in_a > kLongestEdge || in_b > kLongestEdge) return;
  if (in_a == in_b || (has_number(a, gap.a_begin, gap.a_end) && has_number(b, gap.b_begin, gap.b_end)))
    gaps.push_back(gap);
}

// The short ones, by shingles that either text has once.
std::vector<Gap> gaps_between(const ShingledText& a, const ShingledText& b) {
  const auto in_a = places_of(a);
  const auto in_b = places_of(b);
  std::vector<Gap> gaps;
  bool any = false;
  std::size_t last_a = 0;
  std::size_t last_b = 0;
  for (std::size_t i = 0; i < a.shingles(); ++i) {
    const auto k = in_b.find(a.shingle(i));
    if (k == in_b.end() || !in_a.contains(a.shingle(i))) continue;
    const bool goes_on = any && k->second > last_b;
    const bool side_by_side = goes_on && i == last_a + 1 && k->second == last_b + 1;
    const auto end_a = any ? a.shingle_end(last_a) : 0;
    const auto end_b = any ? b.shingle_end(last_b) : 0;
    if (goes_on && !side_by_side && i <= end_a + kLongestGap && k->second <= end_b + kLongestGap)
      gaps.push_back({std::min(end_a, i), i, std::min(end_b, k->second), k->second});
    if (!any) add_beginning(gaps, {0, i, 0, k->second});
    any = true;
    last_a = i;
    last_b = k->second;
  }
  if (any) add_end(gaps, {a.shingle_end(last_a), a.words(), b.shingle_end(last_b), b.words()}, a, b);
  return gaps;
}

}  // namespace

ShingledText::ShingledText(std::string_view text) {
  words_.reserve(std::min(text.size() / 6, kMostWords));
  kinds_.reserve(std::min(text.size() / 6, kMostWords));
  WordReader reader(text);
  for (WordReader::Word word; words_.size() < kMostWords && reader.next(word);) {
    words_.push_back(word.hash);
    kinds_.push_back(word.kind);
  }
  make_shingles();
  distinct_ = shingles_;
  std::sort(distinct_.begin(), distinct_.end());
  distinct_.erase(std::unique(distinct_.begin(), distinct_.end()), distinct_.end());
}

void ShingledText::make_shingles() {
  constexpr std::size_t kWhole = 2 * kShingleWords;  // in halves of a word
  const auto halves = [this](std::size_t i) -> std::size_t { return kinds_[i] == Kind::character ? 1 : 2; };
  shingles_.reserve(words_.size());
  ends_.reserve(words_.size());
  std::size_t end = 0;
  std::size_t held = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    while (end < words_.size() && held < kWhole) held += halves(end++);
    if (held < kWhole) return;
    shingles_.push_back(hash_of(&words_[i], (end - i) * sizeof(words_[0])));
    ends_.push_back(static_cast<std::uint32_t>(end));
    held -= halves(i);
  }
}

std::optional<Sketch> sketch_of(const ShingledText& text) {
  if (text.distinct().size() < kFewestShingles) return std::nullopt;
  static const auto orders = make_orders();
  Sketch sketch;
  std::vector<std::uint64_t> words;
  words.reserve(text.words());
  // Kinds as well: compare() looks at them, and must find the same of all texts of one wording.
  for (std::size_t i = 0; i < text.words(); ++i)
    words.push_back(text.word(i) ^ static_cast<std::uint64_t>(text.kind(i)));
  sketch.wording = hash_of(words.data(), words.size() * sizeof(words[0]));
  sketch.bands.fill(std::numeric_limits<std::uint32_t>::max());
  for (const auto shingle : text.distinct())
    for (std::size_t i = 0; i < kSketchBands; ++i) {
      const auto placed =
          static_cast<std::uint32_t>((shingle * orders[i].multiplier + orders[i].offset) >> 32U);
      sketch.bands[i] = std::min(sketch.bands[i], placed);
    }
  return sketch;
}

std::string encode(const Sketch& sketch) {
  std::string bytes;
  const auto put = [&bytes](std::uint64_t value, int size) {
    for (int i = size - 1; i >= 0; --i) bytes.push_back(static_cast<char>(value >> (8 * i) & 0xFFU));
  };
  put(sketch.wording, 8);
  for (const auto band : sketch.bands) put(band, 4);
  return bytes;
}

std::optional<Sketch> decode_sketch(std::string_view bytes) {
  if (bytes.size() != 8 + 4 * kSketchBands) return std::nullopt;
  std::size_t at = 0;
  const auto take = [&](int size) {
    std::uint64_t value = 0;
    for (int i = 0; i < size; ++i) value = value << 8U | static_cast<std::uint8_t>(bytes[at++]);
    return value;
  };
  Sketch sketch;
  sketch.wording = take(8);
  for (auto& band : sketch.bands) band = static_cast<std::uint32_t>(take(4));
  return sketch;
}

Likeness compare(const ShingledText& a, const ShingledText& b) {
  Likeness likeness;
  const auto common = in_common(a.distinct(), b.distinct());
  if (common == 0) return likeness;
  const auto fewer = std::min(a.distinct().size(), b.distinct().size());
  const auto either = a.distinct().size() + b.distinct().size() - common;
  likeness.resemblance = static_cast<double>(common) / static_cast<double>(either);
  likeness.containment = static_cast<double>(common) / static_cast<double>(fewer);
  if (likeness.resemblance < kFewestAlike) return likeness;
  likeness.lead = std::max(lead_in(a, b), lead_in(b, a));
  likeness.shared = common;
  const auto& first = a.precedes(b) ? a : b;  // so that the two ways round find the same
  const auto& second = a.precedes(b) ? b : a;
  for (const auto& gap : gaps_between(first, second)) {
    likeness.other_numbers += differ(first, second, gap, ShingledText::Kind::number) ? 1 : 0;
    likeness.other_names += differ(first, second, gap, ShingledText::Kind::name) ? 1 : 0;
  }
  likeness.equal_numbers = numbers_in_common(first, second);
  return likeness;
}

bool is_copy(const Likeness& likeness) {
  return likeness.containment >= kFewestShared && likeness.resemblance >= kFewestAlike &&
         likeness.lead >= kFewestOfLead && likeness.other_numbers <= likeness.shared / kWordsANumber &&
         likeness.other_names <= likeness.shared / kWordsAName;
}

}  // namespace pressmark
