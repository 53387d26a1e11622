#include "indexer/annotate/features.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace pressmark::annotation {
namespace {

constexpr std::uint64_t kSeed = 0x9e3779b97f4a7c15ULL;
constexpr std::uint64_t kEdge = ~0ULL;  // stands for the word before the first and behind the last

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  std::uint64_t h = (a ^ (b + kSeed + (a << 6U) + (a >> 2U))) * 0xff51afd7ed558ccdULL;
  return h ^ (h >> 33U);
}

std::uint64_t hash(std::string_view text) {
  std::uint64_t h = 1469598103934665603ULL;  // FNV-1a
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return mixed(h, text.size());
}

// What kind of word it is: the class that tells most of the grammar, else how it is written.
enum class Kind : std::uint8_t {
  mark,
  comma,
  stop,
  dash,
  colon,
  number,
  pronoun,
  object_pronoun,
  determiner,
  possessive,
  preposition,
  auxiliary,
  adverb,
  coordinator,
  subordinator,
  relative,
  time,
  speech,
  gerund_of_speech,
  base_of_speech,
  finite_verb,
  title,
  role,
  body,
  people,
  given_name,
  place,
  nationality,
  capital,
  ing,
  ed,
  ly,
  word,
};

bool is_number(std::string_view word) {
  return word.front() >= '0' && word.front() <= '9';
}

Kind kind_of_mark(std::string_view mark) {
  if (mark == ",") return Kind::comma;
  if (mark == "." || mark == "!" || mark == "?") return Kind::stop;
  if (mark == ":" || mark == ";") return Kind::colon;
  if (mark == "-" || mark == "\u2013" || mark == "\u2014") return Kind::dash;
  return Kind::mark;
}

Kind kind_of(const Token& token, std::string_view word) {
  if (!token.word) return kind_of_mark(word);
  struct Row {
    Classes classes;
    Kind kind;
  };
  static constexpr Row kRows[] = {
      {kPossessive, Kind::possessive},
      {kSubjectPronoun, Kind::pronoun},
      {kObjectPronoun, Kind::object_pronoun},
      {kRelative, Kind::relative},
      {kSubordinator, Kind::subordinator},
      {kDeterminer, Kind::determiner},
      {kCoordinator, Kind::coordinator},
      {kAuxiliary, Kind::auxiliary},
      {kPreposition, Kind::preposition},
      {kCalendar | kTimeNoun, Kind::time},
      {kGerund, Kind::gerund_of_speech},
      {kBaseForm, Kind::base_of_speech},
      {kSpeech | kBareClause, Kind::speech},
      {kTitle, Kind::title},
      {kRole, Kind::role},
      {kBody, Kind::body},
      {kPluralPeople, Kind::people},
      {kNationality, Kind::nationality},
      {kPlaceName, Kind::place},
      {kFiniteVerb, Kind::finite_verb},
      {kAdverb, Kind::adverb},
  };
  for (const auto& row : kRows)
    if (token.is(row.classes)) return row.kind;
  if (is_number(word)) return Kind::number;
  if (token.capital) return token.is(kMaleName | kFemaleName) ? Kind::given_name : Kind::capital;
  if (word.ends_with("ing")) return Kind::ing;
  if (word.ends_with("ed")) return Kind::ed;
  if (word.ends_with("ly")) return Kind::ly;
  return Kind::word;
}

std::uint32_t cue_strength(const Token& token) {
  if (token.quoted() || !token.is(kSpeech | kBareClause | kWeakCue | kThatNeeded | kMarksNeeded)) return 0;
  if (token.is(kWeakCue | kThatNeeded | kMarksNeeded)) return 1;
  if (token.is(kNounToo | kBaseForm)) return 2;
  return 3;
}

// Capitals, letters, digits and signs, a run of each as one.
std::uint32_t shape_of(std::string_view word) {
  std::uint32_t shape = 1;
  char last = 0;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    const char now = byte >= 0x80             ? 'u'
                     : (c >= 'A' && c <= 'Z') ? 'X'
                     : (c >= 'a' && c <= 'z') ? 'x'
                     : (c >= '0' && c <= '9') ? 'd'
                                              : c;
    if (now == last) continue;
    last = now;
    shape = shape * 31 + byte % 97 * (now == c ? 1 : 0) + static_cast<unsigned char>(now);
    if (shape > (1U << 27U)) break;
  }
  return shape;
}

// Distances in steps that grow.
std::uint32_t bucket(std::uint32_t distance) {
  constexpr std::uint32_t kSteps[] = {0, 1, 2, 3, 4, 6, 9, 14, 22, 35};
  std::uint32_t at = 0;
  while (at < std::size(kSteps) && distance > kSteps[at]) ++at;
  return at;
}

constexpr std::uint32_t kNone = ~0U;

// For every token of a paragraph what stands left and right of it in its sentence.
struct Surroundings {
  std::vector<std::uint32_t> sentence;        // number of it
  std::vector<std::uint32_t> sentence_begin;  // tokens of the paragraph
  std::vector<std::uint32_t> sentence_last;
  std::vector<std::uint32_t> left_cue, right_cue;    // any verb of speech
  std::vector<std::uint32_t> left_sure, right_sure;  // a sure one
  std::vector<std::uint32_t> left_rule, right_rule;  // a cue by rules
  std::vector<std::uint32_t> commas;                 // before it
  std::vector<std::uint32_t> thats;
  std::vector<std::uint32_t> open, close;  // of the quotation it lies in
};

template <typename Is>
void nearest(const std::vector<std::uint32_t>& sentence, std::vector<std::uint32_t>& left,
             std::vector<std::uint32_t>& right, const Is& is) {
  const auto n = static_cast<std::uint32_t>(sentence.size());
  left.assign(n, kNone);
  right.assign(n, kNone);
  std::uint32_t last = kNone;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (i > 0 && sentence[i] != sentence[i - 1]) last = kNone;
    left[i] = last;
    if (is(i)) last = i;
  }
  last = kNone;
  for (std::uint32_t i = n; i-- > 0;) {
    if (i + 1 < n && sentence[i] != sentence[i + 1]) last = kNone;
    right[i] = last;
    if (is(i)) last = i;
  }
}

}  // namespace

FeatureReader::FeatureReader(const Reading& reading, const std::vector<Label>& rules)
    : r_(reading), rules_(rules) {}

FeatureReader::Word FeatureReader::word(std::uint32_t i) const {
  const Token& token = r_.tokens[i];
  const std::string_view printed = r_.word(i);
  const std::string lower = folded(printed, 64);
  Word word;
  word.word = hash(lower.empty() ? printed : std::string_view(lower));
  word.stem = hash(std::string_view(lower).substr(0, 4));
  word.suffix = hash(lower.size() > 3 ? std::string_view(lower).substr(lower.size() - 3) : lower);
  word.shape = shape_of(printed.substr(0, 64));
  word.kind = static_cast<std::uint32_t>(kind_of(token, printed));
  word.cue = cue_strength(token);
  if (token.quoted()) {
    const auto& range = r_.ranges[static_cast<std::size_t>(token.range)];
    const bool before = token.span.begin < range.inner.begin;
    const bool behind = token.span.begin >= range.inner.end;
    word.quote = before ? 2 : behind ? 3 : 1;
  }
  word.rule = static_cast<std::uint32_t>(rules_[i]);
  return word;
}

void FeatureReader::read_words(Stretch paragraph) {
  words_.clear();
  for (std::uint32_t i = paragraph.begin; i < paragraph.end; ++i) words_.push_back(word(i));
}

namespace {

Surroundings surroundings_of(const Reading& reading, Stretch paragraph, std::size_t first_sentence) {
  const std::uint32_t n = paragraph.size();
  Surroundings s;
  s.sentence.assign(n, 0);
  s.sentence_begin.assign(n, 0);
  s.sentence_last.assign(n, n - 1);
  s.open.assign(n, kNone);
  s.close.assign(n, kNone);
  std::uint32_t number = 0;
  for (std::size_t k = first_sentence; k < reading.sentences.size(); ++k) {
    const Stretch tokens = reading.sentences[k].tokens;
    if (tokens.begin >= paragraph.end) break;
    ++number;
    const std::uint32_t begin = std::max(tokens.begin, paragraph.begin) - paragraph.begin;
    const std::uint32_t end = std::min(tokens.end, paragraph.end) - paragraph.begin;
    for (std::uint32_t i = begin; i < end; ++i) {
      s.sentence[i] = number;
      s.sentence_begin[i] = begin;
      s.sentence_last[i] = end - 1;
    }
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    const Token& token = reading.tokens[paragraph.begin + i];
    if (!token.quoted()) continue;
    const Stretch range = reading.ranges[static_cast<std::size_t>(token.range)].tokens;
    s.open[i] = std::max(range.begin, paragraph.begin) - paragraph.begin;
    s.close[i] = std::min(range.end, paragraph.end) - 1 - paragraph.begin;
  }
  return s;
}

}  // namespace

void FeatureReader::read(Stretch paragraph, Features& features) {
  features.token.clear();
  features.transition.clear();
  const std::uint32_t n = paragraph.size();
  if (n == 0) return;
  read_words(paragraph);
  const auto first = std::lower_bound(
      r_.sentences.begin(), r_.sentences.end(), paragraph.begin,
      [](const Sentence& sentence, std::uint32_t token) { return sentence.tokens.end <= token; });
  Surroundings s = surroundings_of(r_, paragraph, static_cast<std::size_t>(first - r_.sentences.begin()));
  const auto& words = words_;
  nearest(s.sentence, s.left_cue, s.right_cue, [&](std::uint32_t i) { return words[i].cue > 0; });
  nearest(s.sentence, s.left_sure, s.right_sure, [&](std::uint32_t i) { return words[i].cue > 1; });
  nearest(s.sentence, s.left_rule, s.right_rule, [&](std::uint32_t i) {
    return words[i].rule == index(Label::cue_begin) || words[i].rule == index(Label::cue_inside);
  });
  static const std::uint64_t kThat = hash("that");
  s.commas.assign(n + 1, 0);
  s.thats.assign(n + 1, 0);
  for (std::uint32_t i = 0; i < n; ++i) {
    s.commas[i + 1] = s.commas[i] + (words[i].kind == static_cast<std::uint32_t>(Kind::comma) ? 1 : 0);
    s.thats[i + 1] = s.thats[i] + (words[i].word == kThat ? 1 : 0);
  }
  // Counts of each sentence: of sure verbs, quotations and what the rules found.
  const std::uint32_t sentences = s.sentence.back() + 1;
  std::vector<std::uint32_t> sure(sentences + 1, 0), quoted(sentences + 1, 0), content(sentences + 1, 0),
      source(sentences + 1, 0), cues(sentences + 1, 0);
  for (std::uint32_t i = 0; i < n; ++i) {
    const auto k = s.sentence[i];
    sure[k] = std::min(2U, sure[k] + (words[i].cue > 1 ? 1 : 0));
    quoted[k] |= words[i].quote == 1 ? 1 : 0;
    content[k] |= words[i].rule >= index(Label::content_begin) ? 1 : 0;
    source[k] |= words[i].rule == index(Label::source_begin) ? 1 : 0;
    cues[k] = std::min(2U, cues[k] + (words[i].rule == index(Label::cue_begin) ? 1 : 0));
  }
  static const Word kOutside{kEdge, kEdge, kEdge, 0, 99, 0, 9, 9};
  const auto at = [&](std::uint32_t i, int offset) -> const Word& {
    const auto place = static_cast<std::int64_t>(i) + offset;
    return place < 0 || place >= n ? kOutside : words[static_cast<std::size_t>(place)];
  };
  const auto phrase = [](std::uint32_t rule) { return rule > 6 ? 7U : (rule + 1) / 2; };
  const bool opens = words.front().quote == 2;

  for (std::uint32_t i = 0; i < n; ++i) {
    std::uint64_t number = 0;
    const auto add = [&](auto... parts) {
      std::uint64_t h = mixed(kSeed, ++number);
      ((h = mixed(h, static_cast<std::uint64_t>(parts))), ...);
      features.token.push_back(static_cast<std::uint32_t>(h >> (64U - kFeatureBits)));
    };
    const Word& w = words[i];
    const Word &p = at(i, -1), &pp = at(i, -2), &x = at(i, 1), &xx = at(i, 2);
    // The words themselves and how they are written.
    add();
    add(w.word);
    add(p.word);
    add(x.word);
    add(pp.word);
    add(xx.word);
    add(p.word, w.word);
    add(w.word, x.word);
    add(w.stem);
    add(w.suffix);
    add(w.shape);
    add(p.shape, w.shape, x.shape);
    // Their kinds.
    add(w.kind);
    add(p.kind, w.kind);
    add(w.kind, x.kind);
    add(pp.kind, p.kind, w.kind);
    add(p.kind, w.kind, x.kind);
    add(w.kind, x.kind, xx.kind);
    add(pp.kind, p.kind, w.kind, x.kind, xx.kind);
    add(w.word, x.kind);
    add(w.word, p.kind);
    // Marks of quotation.
    const std::uint64_t quotes = p.quote * 100 + w.quote * 10 + x.quote;
    add(quotes);
    add(quotes, w.word);
    add(w.quote, w.kind);
    // Verbs of speech near.
    add(p.cue, w.cue, x.cue);
    add(pp.cue, p.cue, w.cue, x.cue, xx.cue);
    add(w.cue, quotes);
    add(w.cue, p.kind, x.kind);
    add(p.cue, w.word);
    add(x.cue, w.word);
    add(x.cue, w.kind, p.kind);
    add(p.cue, w.kind, x.kind);
    const std::uint32_t position = i - s.sentence_begin[i];
    const std::uint32_t rest = s.sentence_last[i] - i;
    add(bucket(position));
    add(bucket(rest));
    add(words[s.sentence_begin[i]].word, std::min(2U, position));
    const auto behind = [&](std::uint32_t cue) { return cue == kNone ? 99U : bucket(i - cue); };
    const auto before = [&](std::uint32_t cue) { return cue == kNone ? 99U : bucket(cue - i); };
    const auto word_at = [&](std::uint32_t place) { return place == kNone ? kEdge : words[place].word; };
    const std::uint32_t lc = s.left_cue[i], rc = s.right_cue[i], ls = s.left_sure[i], rs = s.right_sure[i];
    add(behind(lc), before(rc));
    add(behind(ls), before(rs));
    add(behind(ls), w.kind);
    add(before(rs), w.kind);
    add(word_at(lc));
    add(word_at(rc));
    add(word_at(ls), behind(ls));
    add(word_at(rs), before(rs));
    const std::uint32_t commas_behind = ls == kNone ? 9 : std::min(2U, s.commas[i] - s.commas[ls]);
    const std::uint32_t commas_before = rs == kNone ? 9 : std::min(2U, s.commas[rs] - s.commas[i]);
    const std::uint32_t that = ls == kNone ? 9 : std::min(1U, s.thats[i + 1] - s.thats[ls]);
    const std::uint64_t commas = commas_behind * 100 + commas_before * 10 + that;
    add(commas, w.quote);
    add(commas, w.quote, behind(ls));
    add(commas, w.quote, before(rs));
    add(commas, w.quote, w.cue, std::min(1U, position), std::min(1U, rest));
    add(word_at(ls), that, commas_behind, w.quote);
    add(word_at(rs), commas_before, w.quote, std::min(1U, rest));
    // What stands beside the nearest sure verb of speech.
    if (rs != kNone) {
      add(at(rs, 1).kind, at(rs, -1).kind, w.quote);
      add(s.sentence_last[i] == rs + 1 ? 1 : 0, commas_before, w.quote, lc == kNone ? 1 : 0);
      add(at(rs, -2).kind, at(rs, -1).kind, before(rs));
    } else {
      add(0);
      add(0);
      add(0);
    }
    if (ls != kNone) {
      add(at(ls, 1).kind, behind(ls));
      add(at(ls, -1).kind, behind(ls), commas_behind);
      add(at(ls, 1).kind, at(ls, 1).quote, commas_behind, that, w.quote);
    } else {
      add(0);
      add(0);
      add(0);
    }
    // The quotation it lies in.
    if (s.open[i] != kNone) {
      const std::uint32_t open = s.open[i], close = s.close[i];
      const std::uint32_t length = bucket(close - open);
      const Word& last = at(close, -1);
      add(length, w.quote);
      add(last.kind, length);
      add(at(close, 1).word);
      add(at(close, 1).kind, at(close, 2).kind, at(close, 1).cue, at(close, 2).cue);
      add(at(open, -1).word, last.kind);
      add(at(open, -1).cue, at(open, -2).cue, at(close, 1).cue, at(close, 2).cue, at(close, 3).cue);
      add(opens ? 1 : 0, open == 0 ? 1 : 0, close + 1 >= n ? 1 : 0);
      add(last.kind, open == s.sentence_begin[open] ? 1 : 0, at(open, 1).kind, w.quote);
    } else {
      const auto k = s.sentence[i];
      add(quoted[k], sure[k]);
      add(w.kind, x.quote, xx.quote);
      add(w.kind, p.quote, pp.quote);
      add(w.word, x.quote);
      add(w.word, p.quote);
      add(p.quote, pp.quote, w.cue, x.cue, xx.cue);
      add(0);
      add(0);
    }
    const auto k = s.sentence[i];
    add(sure[k], k > 0 ? sure[k - 1] : 9, w.quote);
    // What the rules make of it.
    add(w.rule);
    add(p.rule, w.rule);
    add(w.rule, x.rule);
    add(pp.rule, p.rule, w.rule, x.rule, xx.rule);
    add(w.rule, w.word);
    add(w.rule, p.kind, w.kind);
    add(w.rule, w.kind, x.kind);
    add(w.rule, p.word);
    add(w.rule, x.word);
    const std::uint32_t lr = s.left_rule[i], rr = s.right_rule[i];
    add(behind(lr), before(rr), phrase(w.rule));
    add(word_at(lr), lr == kNone ? 9 : std::min(2U, s.commas[i] - s.commas[lr]), phrase(w.rule));
    add(word_at(rr), rr == kNone ? 9 : std::min(2U, s.commas[rr] - s.commas[i]), phrase(w.rule));
    add(content[k], source[k], cues[k], phrase(w.rule), w.quote);
    add(phrase(p.rule), phrase(w.rule), phrase(x.rule), lr == kNone ? 0 : 1, rr == kNone ? 0 : 1, w.cue);
    if (features.tokens_each == 0) features.tokens_each = static_cast<std::uint32_t>(number);

    std::uint64_t step = 0;
    const auto add_step = [&](auto... parts) {
      std::uint64_t h = mixed(kSeed + 1, ++step);
      ((h = mixed(h, static_cast<std::uint64_t>(parts))), ...);
      features.transition.push_back(static_cast<std::uint32_t>(h >> (64U - kTransitionBits)));
    };
    add_step();
    add_step(p.quote, w.quote);
    add_step(position == 0 ? 1 : 0, w.quote);
    add_step(p.kind, w.kind);
    add_step(p.cue, w.cue, w.word == kThat ? 1 : 0);
    add_step(p.rule, w.rule);
    if (features.transitions_each == 0) features.transitions_each = static_cast<std::uint32_t>(step);
  }
}

}  // namespace pressmark::annotation
