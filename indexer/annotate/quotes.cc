#include "indexer/annotate/quotes.h"

#include <algorithm>
#include <string_view>

#include "indexer/annotate/clauses.h"

namespace pressmark::annotation {
namespace {

// Steps over words and whole quotations that one piece of reported speech may span: a limit for texts without
// full stops.
constexpr std::uint32_t kContentLimit = 300;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](auto other) { return equals_folded(word, other); });
}

// Finds the quotations of one sentence.
class SentenceSieve {
 public:
  SentenceSieve(const Reading& reading, std::uint32_t index, std::vector<Found>& out,
                std::vector<bool>& claimed)
      : r_(reading),
        index_(index),
        lo_(reading.sentences[index].tokens.begin),
        hi_(reading.sentences[index].tokens.end),
        out_(out),
        first_(out.size()),
        claimed_(claimed) {}

  void run() {
    if (hi_ - lo_ < 2) return unclaimed_ranges();
    if (!according_to()) {
      closing_attribution();
      for (std::uint32_t k = lo_; k < hi_; k = next_outside(k)) {
        if (is_cue(k) && !is_taken(k)) attribute(k);
      }
    }
    unclaimed_ranges();
  }

 private:
  const Token& token(std::uint32_t i) const { return r_.tokens[i]; }
  std::string_view word(std::uint32_t i) const { return r_.word(i); }
  bool is_word(std::uint32_t i, std::string_view lower_case) const {
    return i >= lo_ && i < hi_ && is_folded(r_, i, lower_case);
  }
  const MarkedWords& range_of(std::uint32_t i) const {
    return r_.ranges[static_cast<std::size_t>(token(i).range)];
  }

  // Walks over quotations in one step.
  std::uint32_t next_outside(std::uint32_t i) const {
    return token(i).quoted() ? range_of(i).tokens.end : i + 1;
  }

  bool is_taken(std::uint32_t i) const { return claimed_[i]; }

  std::uint32_t taken_until(std::uint32_t end) const {
    std::uint32_t until = lo_;
    for (std::size_t n = out_.size(); n-- > first_ && out_.size() - n <= 4;) {
      for (const Stretch piece : out_[n].content) {
        if (piece.end <= end) until = std::max(until, piece.end);
      }
      if (out_[n].cue && out_[n].cue->end <= end && out_[n].form != Form::according) {
        until = std::max(until, out_[n].cue->end);
      }
    }
    return until;
  }

  // ---- cues

  bool is_cue(std::uint32_t k) const {
    const Token& here = token(k);
    if (here.quoted()) return false;
    if (makes_clear(k)) return true;
    if (!here.is(kSpeech | kWeakCue)) return false;
    // A capital within a sentence is a name, or a sentence whose full stop was lost: “… October Asserting
    // that”.
    if (here.capital && k > lo_ && !is_after_mark(k) && !(here.is(kGerund) && is_word(k + 1, "that")))
      return false;
    if (k > lo_) {
      const Token& previous = token(k - 1);
      const bool adjective =
          previous.is(kNationality) || is_one_of(word(k - 1), {"new", "recent", "latest", "own", "such"});
      if (previous.is(kDeterminer | kPossessive) && !previous.is(kSubjectPronoun) &&
          !plural_subject_before(k))
        return false;
      if (here.is(kNounToo) && (adjective || (previous.is(kPreposition) && !here.is(kGerund)))) return false;
      if (here.is(kNounToo) && !here.is(kGerund) &&
          (previous.is(kGerund) || word(k - 1).ends_with("ing") ||
           (previous.is(kSpeech) && !previous.capital))) {
        return false;
      }
      if (is_word(k - 1, "to") && !is_word(k - 2, "on")) return false;
      if (here.is(kThatNeeded) && !here.is(kBareClause | kWeakCue) && !is_word(k + 1, "that")) return false;
    }
    if (is_word(k, "state") || is_word(k, "states")) {
      return is_word(k + 1, "that") && k > lo_ &&
             (token(k - 1).capital || token(k - 1).is(kSubjectPronoun | kBody | kRole | kAdverb));
    }
    if (here.is(kThatNeeded) && !here.is(kBareClause))
      return is_word(k + 1, "that") || (here.is(kWeakCue) && quote_near(k));
    return true;
  }

  // “has made it clear that”
  bool makes_clear(std::uint32_t k) const {
    return is_word(k, "clear") && is_word(k + 1, "that") && k >= lo_ + 3 &&
           (is_word(k - 1, "it") || is_word(k - 1, "was")) &&
           is_one_of(word(k - 2), {"made", "makes", "making", "make"});
  }

  bool plural_subject_before(std::uint32_t k) const {
    return token(k - 1).is(kPluralPeople) ||
           is_one_of(word(k - 1), {"some", "many", "most", "both", "others", "several"});
  }
  bool is_after_mark(std::uint32_t k) const { return k > lo_ && !token(k - 1).word; }

  // The name of a programme or a book in marks: “Fox and Friends”.
  bool is_title(std::uint32_t i) const {
    const MarkedWords& range = range_of(i);
    const Stretch inside{range.tokens.begin, std::min(hi_, range.tokens.end)};
    if (inside.size() > 9) return false;
    std::uint32_t capitals = 0;
    for (std::uint32_t k = inside.begin; k < inside.end; ++k) {
      if (!token(k).word) {
        const char mark = word(k)[0];
        if (mark == '?' || mark == '!' || mark == '.' || (mark == ',' && k + 2 < inside.end)) return false;
        continue;
      }
      if (token(k).capital) {
        ++capitals;
      } else if (!token(k).is(kPreposition | kDeterminer | kCoordinator | kPossessive)) {
        return false;
      }
    }
    return capitals >= 1;
  }

  // Behind titles in marks that stand where a programme's name does.
  std::uint32_t skip_titles(std::uint32_t i) const {
    if (i >= hi_ || !token(i).quoted() || !is_title(i)) return i;
    return skip_adjuncts(r_, std::min(hi_, range_of(i).tokens.end), hi_);
  }

  bool quote_near(std::uint32_t k) const {
    for (std::uint32_t i = k + 1; i < std::min(hi_, k + 12); ++i) {
      if (token(i).quoted()) return true;
      if (is_comma(r_, i) || is_one_of(word(i), {";"})) return false;
    }
    return false;
  }

  // ---- according to

  bool according_to() {
    bool found = false;
    for (std::uint32_t k = lo_; k + 2 < hi_; k = next_outside(k)) {
      if (token(k).quoted() || !is_word(k, "according") || !is_word(k + 1, "to")) continue;
      Stretch source = noun_phrase_right(r_, k + 2, hi_);
      if (source.empty() || token(source.begin).is(kSubordinator)) continue;
      Found item = blank(Form::according);
      item.source = source;
      item.cue = Stretch{k, k + 2};
      if (k <= lo_ + 1 || is_word(k - 1, "and") || is_word(k - 1, "but")) {
        std::uint32_t begin = source.end;
        // The rest of the phrase, up to its comma: “According to a poll of voters by CNN, …”
        while (begin < hi_ && token(begin).word && !token(begin).quoted() &&
               begin < source.begin + kPhraseLimit)
          ++begin;
        if (begin < hi_ && is_comma(r_, begin)) item.source = Stretch{source.begin, begin};
        push(std::move(item), {Stretch{begin, content_end(begin, false)}});
      } else {
        push(std::move(item), {Stretch{taken_until(k), k}});
      }
      found = true;
    }
    return found;
  }

  // ---- a verb of speech

  struct Attribution {
    std::uint32_t cue = 0;
    std::uint32_t group = 0;  // first token of the verb group
    std::uint32_t right = 0;  // first token behind verb and, where inverted, its subject
    Stretch source;
    bool inverted = false;
    bool participle = false;
    bool passive = false;
  };

  void attribute(std::uint32_t k) {
    Attribution a;
    a.cue = k;
    a.group = verb_group_begin(r_, makes_clear(k) ? k - 2 : k, lo_);
    a.right = k + 1;
    a.participle = is_participle(a);
    a.passive = is_passive(a);
    if (a.participle && (a.group <= lo_ + 1 || token(k).capital)) return leading_participle(a);
    if (!find_source(a)) return;
    if (left_content(a)) return;
    if (!a.inverted) right_content(a);
  }

  // “…, said an official”, “…, he said” at the end of a sentence speak for all of it, whatever is said
  // within.
  void closing_attribution() {
    const std::uint32_t lowest = hi_ > lo_ + 40 ? hi_ - 40 : lo_;
    for (std::uint32_t k = hi_; k-- > lowest;) {
      if (token(k).quoted()) return;
      if (!is_cue(k)) continue;
      Attribution a;
      a.cue = k;
      a.group = verb_group_begin(r_, k, lo_);
      a.right = k + 1;
      a.participle = is_participle(a);
      a.passive = is_passive(a);
      if (a.participle || !find_source(a)) continue;
      const std::uint32_t tail = attribution_tail(a);
      if (tail + 1 >= hi_ || (tail < hi_ && !token(tail).word)) left_content(a);
      return;
    }
  }

  bool is_participle(const Attribution& a) const {
    if (!token(a.cue).is(kGerund)) return false;
    if (token(a.cue).capital) return true;
    if (a.group < a.cue) return is_adverb_only(a.group, a.cue) && starts_participle(a.group);
    return starts_participle(a.group);
  }
  bool is_adverb_only(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t i = from; i < to; ++i) {
      if (token(i).is(kFiniteVerb)) return false;
    }
    return true;
  }
  bool starts_participle(std::uint32_t i) const {
    if (i <= lo_) return true;
    const Token& previous = token(i - 1);
    if (previous.word && (previous.capital || previous.is(kPluralPeople))) return false;
    return !previous.word || previous.quoted() || previous.is(kCoordinator) ||
           is_one_of(word(i - 1), {"by", "in", "while", "after", "before", "without", "initially", "instead",
                                   "statement", "interview", "tweet", "post", "out", "reporters", "as"}) ||
           !previous.is(kAuxiliary | kSubjectPronoun | kDeterminer);
  }

  bool is_passive(const Attribution& a) const {
    if (token(a.cue).is(kGerund)) return false;
    for (std::uint32_t i = a.group; i < a.cue; ++i) {
      if (is_one_of(word(i), {"was", "were", "been", "is", "are", "being", "be", "'s", "'re"})) return true;
    }
    return false;
  }

  bool find_source(Attribution& a) {
    if (!a.participle && find_inverted(a)) return true;
    if (a.participle) {
      a.source = clause_subject(a.group);
      return !a.source.empty();
    }
    a.source = subject_left(r_, a.group, lo_);
    if (a.source.empty() && a.group > lo_ && shares_subject(a.group)) a.source = clause_subject(a.group);
    if (a.source.empty() && a.group > lo_ && is_one_of(word(a.group - 1), {"which", "that"})) {
      const Stretch antecedent = subject_left(r_, a.group - 1, lo_);
      if (!antecedent.empty()) a.source = {antecedent.begin, a.group};
    }
    return !a.source.empty() && fits_number(a);
  }

  // “…, and said”: the verb shares the subject of the clause.
  bool shares_subject(std::uint32_t group) const {
    return token(group - 1).is(kCoordinator) || is_comma(r_, group - 1) ||
           is_one_of(word(group - 1), {"then"});
  }

  // “say” needs a plural, a modal or the like in front; “report” after “a new” is none.
  bool fits_number(const Attribution& a) const {
    const Token& verb = token(a.cue);
    if (!verb.is(kNounToo) || verb.is(kGerund) || has_auxiliary(a)) return true;
    const Token& subject = token(a.source.end - 1);
    if (verb.is(kBaseForm)) return subject.is(kSubjectPronoun | kPluralPeople);
    return subject.capital || subject.is(kSubjectPronoun | kPluralPeople | kBody | kRole | kRelative) ||
           !subject.word || !word(a.cue).ends_with("s");
  }
  bool has_auxiliary(const Attribution& a) const {
    return std::any_of(r_.tokens.begin() + a.group, r_.tokens.begin() + a.cue,
                       [](const Token& t) { return t.is(kAuxiliary); });
  }

  Stretch clause_subject(std::uint32_t before) const {
    for (std::size_t n = out_.size(); n-- > first_ && out_.size() - n <= 4;) {
      if (out_[n].source && out_[n].source->end <= before) return *out_[n].source;
      if (out_[n].source && out_[n].form != Form::according) return *out_[n].source;
    }
    Stretch subject = first_subject(r_, lo_, before);
    if (!subject.empty() && token(subject.end - 1).is(kNotSubject)) subject.end = subject.begin;
    return subject;
  }

  // “…,” said Alipov, Russia's envoy
  bool find_inverted(Attribution& a) {
    if (a.group <= lo_ || !token(a.cue).is(kSpeech) || a.passive) return false;
    const Token& previous = token(a.group - 1);
    if (!previous.quoted() && !is_comma(r_, a.group - 1) &&
        !is_one_of(word(a.group - 1), {"?", "!", "\u2014", "\u2013"})) {
      return false;
    }
    if (a.group == lo_ + 1 && !previous.quoted()) return false;
    const Stretch subject = noun_phrase_right(r_, a.right, hi_);
    if (subject.empty()) return false;
    const Token& first = token(subject.begin);
    if (!previous.quoted() && !first.capital &&
        !first.is(kDeterminer | kSubjectPronoun | kRole | kPluralPeople | kTitle | kNationality | kStarter)) {
      return false;
    }
    if (is_one_of(word(subject.begin), {"that", "it's"})) return false;
    // “X, the envoy, said India was …” has its subject on the left and a clause on the right.
    if (!previous.quoted() && !ends_attribution(subject.end)) return false;
    if (!previous.quoted() && !first.capital && clause_behind(subject.end)) return false;
    if (token(a.cue).is(kAddressee) && subject.end < hi_ && token(subject.end).word) return false;
    if (!previous.quoted() && taken_until(a.group) + 1 >= a.group) return false;
    a.source = subject;
    a.right = subject.end;
    a.inverted = true;
    return true;
  }

  bool ends_attribution(std::uint32_t i) const {
    if (i >= hi_ || token(i).quoted()) return true;
    const Token& here = token(i);
    if (is_one_of(word(i), {"that", "if", "whether"})) return false;
    return !here.word || here.is(kPreposition | kCalendar | kSubordinator | kTimeNoun | kRelative);
  }
  // “the approach put forward by Trump is insufficient”: no subject of the verb in front but of one behind.
  bool clause_behind(std::uint32_t i) const {
    if (i >= hi_ || !token(i).is(kPreposition)) return false;
    for (const std::uint32_t last = std::min(hi_, i + 10); i < last && token(i).word; ++i) {
      if (token(i).is(kRelative | kSubordinator) && !token(i).is(kPreposition)) return false;
      if (token(i).is(kFiniteVerb) && token(i).is(kAuxiliary)) return true;
    }
    return false;
  }

  // “Asserting that ties would not be diluted, President Putin told …”
  void leading_participle(Attribution& a) {
    if (!token(a.cue).is(kSpeech)) return;
    for (std::uint32_t k = a.cue + 1; k < std::min(hi_, a.cue + 60); k = next_outside(k)) {
      if (token(k).quoted() || !token(k).is(kSpeech | kFiniteVerb) || token(k).is(kGerund)) continue;
      if (k < a.cue + 3) continue;
      const std::uint32_t group = verb_group_begin(r_, k, a.cue + 1);
      const Stretch subject = subject_left(r_, group, a.cue + 1);
      if (subject.empty() || !is_comma(r_, subject.begin - 1)) continue;
      const std::uint32_t begin = is_word(a.cue + 1, "that") ? a.cue + 2 : a.cue + 1;
      if (begin + 2 >= subject.begin) return;
      Found item = blank(Form::participle);
      item.source = subject;
      item.cue = Stretch{a.cue, a.cue + 1};
      push(std::move(item), {Stretch{begin, subject.begin - 1}});
      return;
    }
    // After saying he was nervous, the man …
    const std::uint32_t begin = is_word(a.cue + 1, "that") ? a.cue + 2 : a.cue + 1;
    for (std::uint32_t k = begin + 2; k + 2 < std::min(hi_, a.cue + 40); k = next_outside(k)) {
      if (!is_comma(r_, k) || token(k).quoted()) continue;
      const Stretch subject = first_subject(r_, k + 1, hi_);
      if (subject.empty() || subject.begin != k + 1 || !has_finite_verb({begin, k})) continue;
      Found item = blank(Form::participle);
      item.source = subject;
      item.cue = Stretch{a.cue, a.cue + 1};
      push(std::move(item), {Stretch{begin, k}});
      return;
    }
  }

  // ---- what was said, left of the verb

  bool left_content(const Attribution& a) {
    if (a.participle || !token(a.cue).is(kSpeech) || a.passive) return false;
    std::uint32_t end = a.inverted ? a.group : a.source.begin;
    const std::uint32_t begin = taken_until(end);
    if (end <= begin + 1) return false;
    const bool comma = is_comma(r_, end - 1) || is_dash(r_, end - 1);
    const bool after_quotation = token(end - 1).quoted();
    const bool asks = is_one_of(word(end - 1), {"?", "!"});
    if (!after_quotation && !comma && !asks) return false;
    if (comma && !token(end - 1).quoted()) --end;
    // Without marks only the plainest verbs speak for what stands in front of them.
    if (!after_quotation && !(comma && token(end - 1).quoted()) && !asks &&
        (!token(a.cue).is(kBareClause) || token(a.cue).is(kQuestion | kAddressee | kMarksNeeded))) {
      return false;
    }
    const Stretch left{begin, end};
    const bool ends_quoted = token(end - 1).quoted();
    const std::uint32_t tail = attribution_tail(a);
    const bool open_right =
        tail < hi_ && !token(tail).quoted() && token(tail).word && !token(tail).is(kGerund | kPreposition) &&
        !is_one_of(word(tail), {"when", "while", "as", "after", "before", "during", "because", "and", "but"});
    if (open_right && !(ends_quoted && !is_word(tail, "that") && a.inverted)) {
      if (!ends_quoted || is_word(tail, "that") || looks_like_clause(r_, {tail, hi_})) return false;
    }
    if (!ends_quoted && !may_be_said(left, tail) && !resumes(tail) && !leads_into_marks(left, tail))
      return false;
    Found item = blank(Form::cue_after);
    item.source = a.source;
    item.cue = Stretch{a.group, a.cue + 1};
    std::vector<Stretch> content = left_pieces(left);
    add_continuation(content, tail, ends_quoted || any_quoted(left));
    push(std::move(item), std::move(content));
    return true;
  }

  std::uint32_t attribution_tail(const Attribution& a) const {
    std::uint32_t i = a.right;
    if (token(a.cue).is(kAddressee) && !a.inverted) {
      const Stretch addressee = noun_phrase_right(r_, i, hi_);
      if (!addressee.empty()) i = addressee.end;
    }
    const std::uint32_t tail = skip_adjuncts(r_, i, hi_);
    return tail < hi_ && token(tail).quoted() && tail > i ? skip_titles(tail) : tail;
  }

  bool is_adverbial(std::uint32_t first) const {
    return token(first).is(kSubordinator | kPreposition | kGerund) && !token(first).is(kDeterminer);
  }

  // A clause without marks in front of “, he said”.
  bool may_be_said(Stretch left, std::uint32_t tail) const {
    if (!looks_like_clause(r_, left)) return false;
    const bool adverbial = is_adverbial(left.begin);
    // “After he won, Trump said, “…””: the words follow.
    const bool quotation_follows =
        tail < hi_ &&
        (token(tail).quoted() || (tail + 1 < hi_ && !token(tail).word && token(tail + 1).quoted()));
    if (quotation_follows) return !adverbial;
    if (!adverbial) return true;
    // “In Iowa, he said.” isn't; “If he wins, the deal is off, he said.” is.
    return std::any_of(r_.tokens.begin() + left.begin,
                       r_.tokens.begin() + std::min(left.end, left.begin + 60),
                       [&](const Token& t) { return t.span.size() == 1 && r_.text[t.span.begin] == ','; }) ||
           left.size() > 9;
  }

  // “The meeting, officials said, focused on …”
  bool resumes(std::uint32_t tail) const {
    if (tail + 3 >= hi_ || !is_comma(r_, tail)) return false;
    const Token& next = token(tail + 1);
    return !next.quoted() && next.word && !next.is(kGerund | kRelative) && !word(tail + 1).ends_with("ing");
  }

  // “A downturn, he said, “could be a good time””
  bool leads_into_marks(Stretch left, std::uint32_t tail) const {
    if (tail + 2 >= hi_ || !is_comma(r_, tail) || !token(tail + 1).quoted() || is_adverbial(left.begin))
      return false;
    const char first = r_.text[range_of(tail + 1).inner.begin];
    return first >= 'a' && first <= 'z' && !token(left.begin).is(kAdverb | kCalendar | kTimeNoun);
  }

  bool any_quoted(Stretch stretch) const {
    for (std::uint32_t i = stretch.begin; i < stretch.end; i = next_outside(i)) {
      if (token(i).quoted()) return true;
    }
    return false;
  }

  // Only marks and what stands in them, or the clause with its quoted parts.
  std::vector<Stretch> left_pieces(Stretch left) const {
    std::uint32_t first_quoted = left.end;
    bool outside = false;
    for (std::uint32_t i = left.begin; i < left.end; i = next_outside(i)) {
      if (token(i).quoted()) {
        first_quoted = std::min(first_quoted, i);
      } else if (token(i).word && !token(i).is(kCoordinator)) {
        outside = true;
      }
    }
    if (!outside && first_quoted < left.end) return {Stretch{first_quoted, left.end}};
    return {left};
  }

  // “…,” he said, “…” and “…, he said, …”
  void add_continuation(std::vector<Stretch>& content, std::uint32_t tail, bool has_marks) {
    std::uint32_t i = tail;
    while (i < hi_ && token(i).word && !token(i).quoted() && i < tail + 16) ++i;
    if (i >= hi_) return;
    if (token(i).quoted()) {
      content.push_back({i, std::min(hi_, range_of(i).tokens.end)});
      return;
    }
    if (!is_comma(r_, i) && !is_dash(r_, i) && word(i) != ":") return;
    if (i + 1 >= hi_) return;
    if (token(i + 1).quoted()) {
      content.push_back({i + 1, std::min(hi_, range_of(i + 1).tokens.end)});
      return;
    }
    if (has_marks || i != tail || hi_ - i < 4) return;
    const Token& next = token(i + 1);
    if (!content.empty() && (!may_be_said(content.front(), hi_) || is_adverbial(content.front().begin))) {
      content.push_back({i + 1, content_end(i + 1, false)});
      return;
    }
    if (next.is(kGerund | kDeterminer | kRelative) || next.capital) return;
    const bool verb = next.is(kFiniteVerb | kAuxiliary | kCoordinator | kPreposition) ||
                      word(i + 1).ends_with("ed") || word(i + 1).ends_with("s");
    if (verb) content.push_back({i + 1, content_end(i + 1, false)});
  }

  // ---- what was said, right of the verb

  void right_content(const Attribution& a) {
    std::uint32_t i = a.right;
    const Token& verb = token(a.cue);
    if (verb.is(kAddressee)) {
      const Stretch addressee = noun_phrase_right(r_, i, hi_);
      if (!addressee.empty() && !is_word(i, "that")) i = addressee.end;
    }
    std::uint32_t after = skip_adjuncts(r_, i, hi_);
    if (after < hi_ && token(after).quoted() && (verb.is(kAddressee) || after > i))
      after = skip_titles(after);
    if (after >= hi_) return;
    const bool clause_verb = verb.is(kSpeech) || makes_clear(a.cue);
    if (is_word(after, "that") && !token(after - 1).is(kPreposition) && clause_verb && after + 1 < hi_)
      return say(a, {after + 1, content_end(after + 1, inside_relative(a))});
    if (i < hi_ && is_word(i, "that") && clause_verb)
      return say(a, {i + 1, content_end(i + 1, inside_relative(a))});
    if (a.passive) return;
    if (quotation_follows(a, i, after)) return;
    if (complement(a, i)) return;
    if (i < hi_ && word(i) == ":" && verb.is(kSpeech)) return say(a, {i + 1, hi_});
    if (verb.is(kBareClause) || (a.participle && verb.is(kSpeech))) bare_clause(a, i, after);
  }

  bool inside_relative(const Attribution& a) const {
    const std::uint32_t last = a.source.end - 1;
    if (is_one_of(word(last), {"who", "which"})) return true;
    if (a.source.begin <= lo_) return false;
    return is_one_of(word(a.source.begin - 1), {"while", "although", "though", "after", "when", "because",
                                                "if", "as", "since", "which", "that", "whom", "what"});
  }

  void say(const Attribution& a, Stretch content, bool complement = false) {
    Found item = blank(a.participle ? Form::participle : Form::cue_before);
    item.source = a.source;
    item.cue = Stretch{a.participle ? a.cue : a.group, a.cue + 1};
    item.complement = complement;
    push(std::move(item), {content});
  }

  // he said: “…”, he said the deal was “a farce”, called him “a liar”
  bool quotation_follows(const Attribution& a, std::uint32_t i, std::uint32_t after) {
    const Token& verb = token(a.cue);
    std::uint32_t first = after > i && token(after).quoted() ? after : i;
    if (i < hi_ && token(i).quoted() && verb.is(kAddressee) && is_title(i))
      first = std::min(hi_, range_of(i).tokens.end);
    const std::uint32_t reach = std::min(hi_, i + (verb.is(kSpeech) ? 16U : 10U));
    while (first < reach && !token(first).quoted() && word(first) != ";") ++first;
    if (first >= hi_ || first > reach || !token(first).quoted()) return false;
    if (is_title(first) && first > i && token(first - 1).is(kPreposition)) return false;
    const MarkedWords& range = range_of(first);
    const std::uint32_t range_end = std::min(hi_, range.tokens.end);
    const char stop = range.inner.empty() ? ' ' : r_.text[range.inner.end - 1];
    const bool full = stop == '.' || stop == ',' || stop == '!' || stop == '?' || range_end + 1 >= hi_;
    const bool marked = first > i && !token(first - 1).word;
    const bool adjacent = first == i || first == after || (marked && (first - 1 == i || first - 1 <= after));
    if (adjacent || (marked && word(first - 1) == ":")) {
      say(a, {first, full ? range_end : content_end(first, inside_relative(a))});
      return true;
    }
    if (marked && verb.is(kSpeech) && is_comma(r_, first - 1) && full && !is_bare_start(i) &&
        !cue_between(i, first)) {
      say(a, {first, range_end});
      return true;
    }
    if (verb.is(kWeakCue) && !verb.is(kBareClause)) {
      if (full && range_end - first <= 3 && !verb.is(kSpeech)) {
        say(a, {i, content_end(i, true)});
      } else {
        say(a, {i, full ? range_end : content_end(i, inside_relative(a))});
      }
      return true;
    }
    return false;
  }

  bool cue_between(std::uint32_t from, std::uint32_t to) const {
    return std::any_of(r_.tokens.begin() + from, r_.tokens.begin() + to,
                       [](const Token& t) { return t.is(kSpeech); });
  }

  bool is_bare_start(std::uint32_t i) const {
    if (i >= hi_ || !token(i).word) return false;
    const Token& here = token(i);
    return !here.is(kPreposition | kCalendar | kCoordinator | kAdverb) ||
           here.is(kSubjectPronoun | kDeterminer);
  }

  // vowed to fight; urged them to vote; called for calm; asked whether
  bool complement(const Attribution& a, std::uint32_t i) {
    const Token& verb = token(a.cue);
    if (i + 2 >= hi_) return false;
    if (verb.is(kInfinitive) && is_word(i, "to")) {
      say(a, {i, content_end(i, inside_relative(a))}, true);
      return true;
    }
    if (verb.is(kQuestion) &&
        is_one_of(word(i), {"if", "whether", "what", "why", "how", "who", "when", "where"})) {
      say(a, {i, content_end(i, inside_relative(a))});
      return true;
    }
    if (verb.is(kUrging)) {
      std::uint32_t object = is_word(a.right, "on") || is_word(a.right, "upon") ? a.right + 1 : a.right;
      const Stretch urged = noun_phrase_right(r_, object, hi_);
      const std::uint32_t to = is_word(urged.end, "not") ? urged.end + 1 : urged.end;
      if (!urged.empty() && is_word(to, "to") && to + 2 < hi_) {
        say(a, {urged.begin, content_end(to, inside_relative(a))}, true);
        return true;
      }
      if (is_word(a.right, "for") &&
          is_one_of(word(a.cue), {"call", "calls", "called", "calling", "asked"})) {
        say(a, {a.right + 1, content_end(a.right + 1, inside_relative(a))}, true);
        return true;
      }
    }
    return false;
  }

  // he said India was wary
  bool bare_clause(const Attribution& a, std::uint32_t i, std::uint32_t after) {
    if (token(a.cue).is(kMarksNeeded) || i >= hi_ || is_word(i, "of")) return false;
    const bool manner =
        !token(i).is(kSubjectPronoun | kDeterminer) && word(i).size() > 5 && word(i).ends_with("ly");
    const bool adjunct = token(i).is(kPreposition | kCalendar | kTimeNoun) && !token(i).is(kDeterminer);
    const std::uint32_t begin = adjunct || manner ? after : i;
    if (begin < hi_ && begin > i && token(begin).is(kRelative)) return false;
    if (begin >= hi_ || !token(begin).word || hi_ - begin < 3) return false;
    if (is_one_of(word(begin), {"by", "so", "not", "nothing", "something", "anything", "much", "goodbye",
                                "more", "to", "of", "and", "or"})) {
      return false;
    }
    if (free_relative(a)) return false;
    const std::uint32_t end = content_end(begin, inside_relative(a));
    if (token(begin).is(kPreposition) && !any_comma(begin, end)) return false;
    const bool plain =
        is_one_of(word(a.cue), {"said", "say", "says", "saying", "told", "tells", "thinks", "believes"});
    if (!plain && !has_finite_verb({begin, end})) return false;
    if (end < begin + 3) return false;
    say(a, {begin, end});
    return true;
  }

  bool has_finite_verb(Stretch stretch) const {
    for (std::uint32_t i = stretch.begin + 1; i < std::min(stretch.end, stretch.begin + 24); ++i) {
      if (token(i).quoted()) continue;
      if (!token(i).word) break;
      if (token(i).is(kFiniteVerb) || (!token(i).capital && word(i).size() > 4 && word(i).ends_with("ed")))
        return true;
      if (token(i - 1).capital && !token(i).capital && word(i).size() > 3 && word(i).ends_with("s"))
        return true;
    }
    return false;
  }

  // “what it says it can offer”
  bool free_relative(const Attribution& a) const {
    if (a.source.begin <= lo_) return false;
    if (is_one_of(word(a.source.begin - 1), {"what", "whom", "whatever"})) return true;
    // “which critics said was discriminatory” leaves the verb behind.
    return is_word(a.source.begin - 1, "which") && a.right < hi_ && !token(a.right).is(kFiniteVerb) &&
           !word(a.right).ends_with("ed");
  }

  bool any_comma(std::uint32_t begin, std::uint32_t end) const {
    for (std::uint32_t i = begin; i < std::min(end, begin + 60); ++i) {
      if (is_comma(r_, i)) return true;
    }
    return false;
  }

  // Where a piece of reported speech that begins at `begin` ends. `at_comma`: the clause stands within
  // another one.
  std::uint32_t content_end(std::uint32_t begin, bool at_comma) const {
    std::uint32_t steps = 0;
    int parentheses = 0;
    for (std::uint32_t i = begin; i < hi_; i = next_outside(i)) {
      if (++steps > kContentLimit) return i;
      if (token(i).quoted()) continue;
      if (word(i) == "(") ++parentheses;
      if (word(i) == ")" && --parentheses < 0) return i;
      if (word(i) == ";" && i > begin + 2) return i;
      if (!is_comma(r_, i) || i < begin + 3 || i + 1 >= hi_) continue;
      if (at_comma) return i;
      const Token& next = token(i + 1);
      if (next.quoted()) continue;
      if (next.is(kGerund) && next.is(kSpeech)) return i;
      if (is_word(i + 1, "according") || (next.is(kCoordinator) && is_word(i + 2, "said"))) return i;
      if (next.is(kCoordinator) && i + 2 < hi_ && token(i + 2).is(kSpeech) &&
          !token(i + 2).is(kNounToo | kBaseForm))
        return i;
    }
    return hi_;
  }

  // ---- marks nobody claimed

  void unclaimed_ranges() {
    const bool alone = only_quotations();
    for (std::uint32_t i = lo_; i < hi_; i = next_outside(i)) {
      if (!token(i).quoted() || is_taken(i)) continue;
      const MarkedWords& range = range_of(i);
      const Stretch content{i, std::min(hi_, range.tokens.end)};
      const std::uint32_t words = count_words(content);
      if (words < 3 && !(alone && follows_another())) continue;
      if (i > lo_ && word(i - 1) == ":" && colon(content)) continue;
      if (alone) {
        push(blank(Form::floating), {content});
        continue;
      }
      const char stop = range.inner.empty() ? ' ' : r_.text[range.inner.end - 1];
      const bool sentence_like =
          stop == '.' || stop == ',' || stop == '!' || stop == '?' || token(i + 1).capital;
      if (words >= 6 && sentence_like) push(blank(Form::loose), {content});
    }
  }

  // “There was carnage,” he said. “Bodies everywhere.”
  bool follows_another() const {
    return index_ > 0 && !out_.empty() && out_.back().sentence + 1 == index_ &&
           out_.back().paragraph == r_.sentences[index_].paragraph;
  }

  std::uint32_t count_words(Stretch stretch) const {
    std::uint32_t words = 0;
    for (std::uint32_t i = stretch.begin; i < stretch.end && words < 100; ++i) words += token(i).word ? 1 : 0;
    return words;
  }

  bool only_quotations() const {
    for (std::uint32_t i = lo_; i < hi_; i = next_outside(i)) {
      if (!token(i).quoted() && token(i).word) return false;
    }
    return true;
  }

  // Lavrov: “…”; the claim by Qureshi in his tweet: “…”
  bool colon(Stretch content) {
    const std::uint32_t mark = content.begin - 1;
    std::uint32_t name = mark;
    const std::uint32_t lowest = mark > lo_ + kPhraseLimit ? mark - kPhraseLimit : lo_;
    for (std::uint32_t i = mark; i-- > lowest;) {
      if (token(i).quoted()) break;
      if (token(i).capital && !token(i).is(kCalendar | kStarter)) {
        name = i;
        break;
      }
      if (token(i).is(kSubjectPronoun) && !token(i).is(kObjectPronoun) && !token(i).is(kDeterminer)) {
        name = i;
        break;
      }
    }
    if (name == mark) return false;
    std::uint32_t begin = name;
    while (begin > lowest && token(begin - 1).word && !token(begin - 1).quoted() &&
           ((token(begin - 1).capital && !token(begin - 1).is(kStarter)) || token(begin - 1).is(kTitle))) {
      --begin;
    }
    Found item = blank(Form::colon);
    item.source = Stretch{begin, name + 1};
    item.cue = Stretch{mark, mark + 1};
    push(std::move(item), {content});
    return true;
  }

  Found blank(Form form) const {
    Found item;
    item.form = form;
    item.sentence = index_;
    item.paragraph = r_.sentences[index_].paragraph;
    item.last_paragraph = item.paragraph;
    return item;
  }

  void push(Found item, std::vector<Stretch> content) {
    for (Stretch piece : content) {
      piece = without_stop(r_, piece);
      if (piece.empty()) continue;
      item.content.push_back(piece);
      std::fill(claimed_.begin() + piece.begin, claimed_.begin() + piece.end, true);
    }
    if (item.content.empty()) return;
    // One verb, one quotation.
    if (item.cue) std::fill(claimed_.begin() + item.cue->begin, claimed_.begin() + item.cue->end, true);
    out_.push_back(std::move(item));
  }

  const Reading& r_;
  std::uint32_t index_;
  std::uint32_t lo_;
  std::uint32_t hi_;
  std::vector<Found>& out_;
  std::size_t first_;
  std::vector<bool>& claimed_;  // tokens that belong to a quotation already
};

// Whether `next` is the reopened part of the quotation `found` ends with.
bool continues(const Reading& reading, const Found& found, const Found& next) {
  if (next.form != Form::floating || next.paragraph != found.last_paragraph + 1) return false;
  const Token& last = reading.tokens[found.content.back().end - 1];
  const Token& first = reading.tokens[next.content.front().begin];
  return last.quoted() && first.range == last.range + 1 &&
         reading.ranges[static_cast<std::size_t>(last.range)].continues;
}

}  // namespace

std::vector<Found> find_quotations(const Reading& reading) {
  std::vector<Found> found;
  std::vector<bool> claimed(reading.tokens.size(), false);
  for (std::uint32_t i = 0; i < reading.sentences.size(); ++i)
    SentenceSieve(reading, i, found, claimed).run();
  std::stable_sort(found.begin(), found.end(),
                   [](const Found& a, const Found& b) { return a.content[0].begin < b.content[0].begin; });
  return found;
}

std::vector<Found> joined(const Reading& reading, std::vector<Found> found) {
  std::vector<Found> out;
  for (Found& next : found) {
    if (!out.empty() && continues(reading, out.back(), next)) {
      out.back().content.insert(out.back().content.end(), next.content.begin(), next.content.end());
      out.back().last_paragraph = next.paragraph;
    } else {
      out.push_back(std::move(next));
    }
  }
  return out;
}

}  // namespace pressmark::annotation
