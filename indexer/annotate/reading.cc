#include "indexer/annotate/reading.h"

#include <algorithm>

#include "schema/model/article.h"
#include "schema/text/quotation_marks.h"
#include "schema/text/sentences.h"

namespace pressmark::annotation {
namespace {

bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Bytes of the code point that begins at `at`.
std::size_t length_at(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  const std::size_t length = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
  return std::min(length, text.size() - at);
}

bool is_space_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return true;
  const std::string_view rest = text.substr(at, 3);
  if (rest.substr(0, 2) == "\u00a0" || rest == "\u3000" || rest == "\u202f") return true;
  return rest.size() == 3 && rest[0] == '\xe2' && rest[1] == '\x80' &&
         static_cast<unsigned char>(rest[2]) <= 0x8b;
}

// Letters and digits. Outside ASCII everything counts but Latin-1 signs, general punctuation and CJK
// punctuation: good enough to find words without a table.
bool is_letter_at(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x80) return is_ascii_letter(text[at]) || is_digit(text[at]) || c == '_';
  if (c == 0xc2) return false;
  const auto second = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
  if (c == 0xe2 && second <= 0xaf) return false;
  if (c == 0xe3 && second == 0x80) return false;
  // Commas and stops of Arabic, Urdu and Hindi.
  const std::string_view two = text.substr(at, 2);
  if (two == "\u060c" || two == "\u061b" || two == "\u061f" || two == "\u06d4") return false;
  if (text.substr(at, 3) == "\u0964" || text.substr(at, 3) == "\u0965") return false;
  return !(c == 0xef && (second == 0xbc || second == 0xb8));
}

// Latin-1, Latin Extended-A, Greek and Cyrillic capitals beside A to Z.
bool is_capital_at(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  const auto second = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
  if (c == 0xc3) return second >= 0x80 && second <= 0x9e && second != 0x97;
  if (c == 0xc4 || c == 0xc5) return second % 2 == 0;
  if (c == 0xce) return second >= 0x86 && second <= 0xa9;
  if (c == 0xd0) return second >= 0x80 && second <= 0xaf;
  return false;
}

// A straight or curly apostrophe at `at`: its length, else 0.
std::size_t apostrophe_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == '\'') return 1;
  return text.substr(at, 3) == "\u2019" ? 3 : 0;
}

// A hyphen or dot, apostrophe or comma that keeps a word together at `at`: its length, else 0.
std::size_t joint_at(std::string_view text, std::size_t at, std::size_t word_begin) {
  const char c = text[at];
  std::size_t length = 0;
  if (c == '-' || c == '.' || c == '_' || c == '@') length = 1;
  if (c == ',' || c == ':') length = is_digit(text[at - 1]) ? 1 : 0;
  if (text.substr(at, 3) == "\u2010" || text.substr(at, 3) == "\u2011") length = 3;
  if (length == 0) length = apostrophe_at(text, at);
  if (length == 0 || at + length >= text.size() || !is_letter_at(text, at + length)) return 0;
  if ((c == ',' || c == ':') && !is_digit(text[at + length])) return 0;
  // “end.Next” without a space is two words; “U.S.” and “3.5” are one.
  if (c == '.' && at - word_begin > 3 && is_capital_at(text, at + length)) return 0;
  return length;
}

// The length of a clitic ('s, 'll, 're, 've, 'd, 'm) at the end of text[begin, end), else 0.
std::size_t clitic_length(std::string_view text, std::size_t begin, std::size_t end) {
  for (const std::size_t letters : {std::size_t{1}, std::size_t{2}}) {
    if (end - begin <= letters + 1) return 0;
    const std::size_t tail = end - letters;
    std::size_t mark = 0;
    if (text[tail - 1] == '\'') mark = 1;
    if (tail >= begin + 3 && text.substr(tail - 3, 3) == "\u2019") mark = 3;
    if (mark == 0 || tail - mark <= begin) continue;
    const std::string_view word = text.substr(tail, letters);
    for (std::string_view clitic : {"s", "d", "m", "S", "ll", "re", "ve"}) {
      if (word == clitic) return letters + mark;
    }
  }
  return 0;
}

class Tokenizer {
 public:
  Tokenizer(Reading& reading, const Lexicon& lexicon)
      : reading_(reading), text_(reading.text), lexicon_(lexicon) {}

  void run(Span paragraph) {
    // What lies behind the paragraph is none of its business.
    text_ = reading_.text.substr(0, paragraph.end);
    std::size_t at = paragraph.begin;
    while (at < text_.size()) {
      if (is_space_at(text_, at)) {
        at += length_at(text_, at);
      } else if (is_letter_at(text_, at) || starts_handle(at)) {
        at = word(at);
      } else {
        at = mark(at);
      }
    }
  }

 private:
  bool starts_handle(std::size_t at) const {
    return (text_[at] == '@' || text_[at] == '#') && at + 1 < text_.size() && is_letter_at(text_, at + 1);
  }

  std::size_t word(std::size_t begin) {
    std::size_t end = begin + (starts_handle(begin) ? 1 : 0);
    while (end < text_.size()) {
      if (is_letter_at(text_, end)) {
        end += length_at(text_, end);
      } else if (const std::size_t joint = joint_at(text_, end, begin); joint > 0) {
        end += joint;
      } else {
        break;
      }
    }
    if (const std::size_t clitic = clitic_length(text_, begin, end); clitic > 0) {
      add(begin, end - clitic, true);
      add(end - clitic, end, true);
      settle_clitic();
      return end;
    }
    end += dot_of_abbreviation(begin, end);
    add(begin, end, true);
    return end;
  }

  // The dot of “Mr.”, “U.S.” and “J.” belongs to the word.
  std::size_t dot_of_abbreviation(std::size_t begin, std::size_t end) const {
    if (end >= text_.size() || text_[end] != '.') return 0;
    const std::string_view word = text_.substr(begin, end - begin);
    if (word.size() == 1 && is_capital_at(word, 0) && word != "I") return 1;
    if (word.size() >= 3 && word[1] == '.' && word.size() <= 7) return 1;
    static constexpr std::string_view kDotted[] = {
        "Mr", "Mrs", "Ms", "Dr",   "Sen", "Rep", "Gov", "Gen",  "Lt",   "Col",  "Sgt",  "Capt", "Maj",
        "Jr", "Sr",  "St", "Prof", "Rev", "Hon", "Adm", "Sens", "Reps", "Govs", "Brig", "Cmdr"};
    return std::find(std::begin(kDotted), std::end(kDotted), word) != std::end(kDotted) ? 1 : 0;
  }

  std::size_t mark(std::size_t begin) {
    const std::size_t end = begin + length_at(text_, begin);
    add(begin, end, false);
    return end;
  }

  void add(std::size_t begin, std::size_t end, bool is_word) {
    Token token;
    token.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    token.word = is_word;
    if (is_word) {
      token.capital = is_capital_at(text_, begin) || text_[begin] == '@';
      token.classes = lexicon_.classes(folded(text_.substr(begin, end - begin)));
    }
    reading_.tokens.push_back(token);
  }

  // “it's” and “that's” hold a verb, “Alipov's” a possessive.
  void settle_clitic() {
    std::vector<Token>& tokens = reading_.tokens;
    Token& clitic = tokens.back();
    const Token& host = tokens[tokens.size() - 2];
    if (host.is(kSubjectPronoun | kRelative | kNotSubject) && clitic.is(kPossessive)) {
      clitic.classes = kAuxiliary | kFiniteVerb;
    }
  }

  Reading& reading_;
  std::string_view text_;
  const Lexicon& lexicon_;
};

// British papers quote with single marks: then those are the quotations, and double ones stand within them.
bool quotes_with_single_marks(const std::vector<MarkedRange>& all, std::string_view text) {
  std::size_t single = 0;
  std::size_t full = 0;
  for (const MarkedRange& range : all) {
    if (range.depth > 0) continue;
    const std::string_view inner = slice(text, range.inner);
    const auto spaces = std::count(inner.begin(), inner.end(), ' ');
    if (range.single) {
      single += spaces >= 3 ? 1 : 0;
    } else {
      full += spaces >= 3 ? 1 : 0;
    }
  }
  return single > full;
}

void add_ranges(Reading& reading) {
  const std::vector<MarkedRange> all = quotation_marks(reading.text);
  const bool single = quotes_with_single_marks(all, reading.text);
  for (const MarkedRange& marked : all) {
    if (marked.inner.empty() || (marked.single && !single)) continue;
    if (!reading.ranges.empty() && reading.ranges.back().span.overlaps(marked.span)) continue;
    MarkedWords words;
    words.span = marked.span;
    words.inner = marked.inner;
    words.continues = marked.continues;
    words.closed = marked.closed;
    words.tokens = {marked.opened ? 0U : 1U, 0};  // begin is settled with the tokens; 1 marks a lost opening
    reading.ranges.push_back(words);
  }
}

// A quotation whose opening mark is lost begins behind the last sentence in which somebody says something
// outside it.
void settle_lost_opening(const Reading& reading, MarkedWords& range, const std::vector<Span>& sentences) {
  auto sentence = std::lower_bound(sentences.begin(), sentences.end(), range.span.begin,
                                   [](Span s, std::uint32_t byte) { return s.end <= byte; });
  for (; sentence != sentences.end() && sentence->end < range.span.end; ++sentence) {
    const std::uint32_t first = reading.token_at(std::max(sentence->begin, range.span.begin));
    const std::uint32_t last = reading.token_at(sentence->end);
    bool outside = false;
    for (std::uint32_t i = first; i < last; ++i)
      outside |= reading.tokens[i].is(kSpeech) && !reading.tokens[i].is(kNounToo);
    const auto next = sentence + 1;
    if (outside && next != sentences.end() && next->begin < range.inner.end) {
      range.span.begin = next->begin;
      range.inner.begin = next->begin;
    }
  }
}

void place_ranges(Reading& reading, const std::vector<Span>& sentences) {
  for (std::size_t k = 0; k < reading.ranges.size(); ++k) {
    MarkedWords& range = reading.ranges[k];
    if (range.tokens.begin == 1) settle_lost_opening(reading, range, sentences);
    range.tokens = {reading.token_at(range.span.begin), reading.token_at(range.span.end)};
    for (std::uint32_t i = range.tokens.begin; i < range.tokens.end; ++i) {
      reading.tokens[i].range = static_cast<std::int32_t>(k);
    }
  }
}

// A break inside a quotation is none, and “Is it?” Trump said is one sentence.
bool joins_previous(const Reading& reading, Stretch previous, Stretch next) {
  const Token& last = reading.tokens[previous.end - 1];
  const Token& first = reading.tokens[next.begin];
  if (last.quoted() && last.range == first.range) return true;
  if (!last.quoted() || first.quoted() || next.size() > 14) return false;
  const MarkedWords& range = reading.ranges[static_cast<std::size_t>(last.range)];
  const char stop = range.inner.empty() ? ' ' : reading.text[range.inner.end - 1];
  if (stop != '!' && stop != '?') return false;
  const std::uint32_t limit = std::min(next.end, next.begin + 6);
  for (std::uint32_t i = next.begin; i < limit; ++i) {
    if (reading.tokens[i].quoted() || !reading.tokens[i].word) return false;
    if (i > next.begin && reading.tokens[i].is(kSpeech)) {
      return i + 1 >= next.end || !reading.tokens[i + 1].is(kDeterminer | kSubordinator | kSubjectPronoun);
    }
  }
  return false;
}

void add_sentences(Reading& reading, const std::vector<Span>& sentences) {
  std::uint32_t paragraph = 0;
  for (const Span sentence : sentences) {
    const Stretch stretch{reading.token_at(sentence.begin), reading.token_at(sentence.end)};
    if (stretch.empty()) continue;
    while (reading.paragraphs[paragraph].end <= stretch.begin) ++paragraph;
    if (!reading.sentences.empty() && reading.sentences.back().paragraph == paragraph &&
        joins_previous(reading, reading.sentences.back().tokens, stretch)) {
      reading.sentences.back().tokens.end = stretch.end;
    } else {
      reading.sentences.push_back({stretch, paragraph});
    }
  }
}

}  // namespace

std::uint32_t Reading::token_at(std::uint32_t byte) const {
  const auto found = std::lower_bound(tokens.begin(), tokens.end(), byte,
                                      [](const Token& t, std::uint32_t b) { return t.span.begin < b; });
  return static_cast<std::uint32_t>(found - tokens.begin());
}

std::string folded(std::string_view word, std::size_t limit) {
  std::string out;
  if (word.size() > limit) return out;
  out.reserve(word.size());
  for (std::size_t at = 0; at < word.size(); ++at) {
    if (word.substr(at, 3) == "\u2019") {
      out += '\'';
      at += 2;
    } else if (word[at] >= 'A' && word[at] <= 'Z') {
      out += static_cast<char>(word[at] + 32);
    } else {
      out += word[at];
    }
  }
  if (out.size() > 1 && out.back() == '.') out.pop_back();
  return out;
}

std::string lower_first(std::string_view word) {
  std::string out(word);
  if (out.empty()) return out;
  const auto c = static_cast<unsigned char>(out[0]);
  const auto second = out.size() > 1 ? static_cast<unsigned char>(out[1]) : 0;
  if (c >= 'A' && c <= 'Z') out[0] = static_cast<char>(c + 32);
  if (c == 0xc3 && second >= 0x80 && second <= 0x9e) out[1] = static_cast<char>(second + 32);
  if (c == 0xd0 && second >= 0x90 && second <= 0x9f) out[1] = static_cast<char>(second + 32);
  if (c == 0xd0 && second >= 0xa0 && second <= 0xaf) {
    out[0] = '\xd1';
    out[1] = static_cast<char>(second - 32);
  }
  if (out.size() > 1 && out.back() == '.') out.pop_back();
  return out;
}

bool equals_folded(std::string_view word, std::string_view lower_case) {
  return word.size() == lower_case.size() &&
         std::equal(word.begin(), word.end(), lower_case.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
         });
}

std::vector<Token> tokenize(std::string_view text, const Lexicon& lexicon) {
  Reading reading;
  reading.text = text;
  Tokenizer(reading, lexicon).run({0, static_cast<std::uint32_t>(text.size())});
  return std::move(reading.tokens);
}

Reading read(std::string_view text, std::string_view lang, const Lexicon& lexicon) {
  Reading reading;
  reading.text = text;
  reading.tokens.reserve(text.size() / 5);
  Tokenizer tokenizer(reading, lexicon);
  for (const Span paragraph : paragraphs(text)) {
    const auto begin = static_cast<std::uint32_t>(reading.tokens.size());
    tokenizer.run(paragraph);
    reading.paragraphs.push_back({begin, static_cast<std::uint32_t>(reading.tokens.size())});
  }
  const std::vector<Span> all = sentences(text, lang);
  add_ranges(reading);
  place_ranges(reading, all);
  add_sentences(reading, all);
  return reading;
}

}  // namespace pressmark::annotation
