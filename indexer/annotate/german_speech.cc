#include "indexer/annotate/german_speech.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "indexer/annotate/german_phrases.h"

namespace pressmark::annotation {
namespace {

// Tokens beside the marks, or of a sentence, in which words of speech are looked for.
constexpr std::uint32_t kReach = 60;
// Tokens back to whom a pronoun may mean, and to who goes on speaking.
constexpr std::uint32_t kMemory = 120;

constexpr std::array<std::string_view, 9> kAdverbEndings{"lich", "weise", "isch", "seits", "falls",
                                                         "mals", "dings", "haft", "dessen"};

struct Who {
  GermanPhrase phrase;
  std::string name;
  Step step = Step::none;
};

// What in a sentence tells of speech.
struct Cue {
  Stretch words;
  std::optional<Who> who;
  bool judgement = false;  // of speech only beside marks
};

class GermanSieve {
 public:
  explicit GermanSieve(const Reading& reading) : r_(reading), p_(reading) {}

  std::vector<Marked> run() {
    for (std::size_t k = 0; k < r_.sentences.size(); ++k) {
      Sentence sentence = r_.sentences[k];
      while (k + 1 < r_.sentences.size() && cut_behind_ordinal(sentence, r_.sentences[k + 1]))
        sentence.tokens.end = r_.sentences[++k].tokens.end;
      if (!sentence.tokens.empty()) take(sentence);
    }
    std::stable_sort(out_.begin(), out_.end(), [](const Marked& a, const Marked& b) {
      const Span x{a.pieces.front().begin, a.pieces.back().end};
      const Span y{b.pieces.front().begin, b.pieces.back().end};
      return x.begin != y.begin ? x.begin < y.begin : x.end > y.end;
    });
    return std::move(out_);
  }

 private:
  // “am 9. | Juni”
  bool cut_behind_ordinal(const Sentence& sentence, const Sentence& next) const {
    const Stretch tokens = sentence.tokens;
    if (tokens.size() < 2 || next.tokens.empty() || next.tokens.begin != tokens.end) return false;
    const char c = r_.word(tokens.end - 2)[0];
    return r_.is_mark(tokens.end - 1, '.') && c >= '0' && c <= '9' && is(next.tokens.begin, kDeTime);
  }

  const Token& token(std::uint32_t i) const { return r_.tokens[i]; }
  bool plain(std::uint32_t i) const { return token(i).word && !token(i).quoted(); }
  bool is(std::uint32_t i, GermanClasses any) const { return plain(i) && p_.is(i, any); }
  bool comma(std::uint32_t i) const { return r_.is_mark(i, ',') && !token(i).quoted(); }
  bool word_is(std::uint32_t i, std::string_view word) const { return plain(i) && r_.word(i) == word; }
  std::string lowered(std::uint32_t i) const { return lower_first(r_.word(i)); }
  bool pause(std::uint32_t i) const {
    const std::string_view mark = r_.word(i);
    return !token(i).word && !token(i).quoted() &&
           (mark == "," || mark == ";" || mark == ":" || mark == "–" || mark == "—" || mark == "-");
  }
  bool stops(std::uint32_t i) const {
    const std::string_view mark = r_.word(i);
    return mark == "." || mark == "!" || mark == "?" || mark == "…";
  }

  // ---- who speaks

  Who named(const GermanPhrase& phrase) {
    Who who;
    who.phrase = phrase;
    if (phrase.pronoun) {
      who.step = Step::pronoun;
      who.name = meant_by(phrase.core.begin);
      return who;
    }
    if (auto person = p_.person_in(phrase)) {
      who.name = person->name;
      who.step = Step::name;
      remember(phrase.core.begin, person->name, person->gender, true);
      return who;
    }
    who.name = p_.words_of(phrase);
    who.step = Step::described;
    return who;
  }

  struct Mention {
    std::string name;
    Gender gender = Gender::unknown;
    std::uint32_t at = 0;
  };

  void remember(std::uint32_t at, const std::string& name, Gender gender, bool /*speaks*/) {
    constexpr std::size_t kKept = 8;
    if (!mentions_.empty() && mentions_.back().name == name) {
      mentions_.back().at = at;
      return;
    }
    if (mentions_.size() >= kKept) mentions_.erase(mentions_.begin());
    mentions_.push_back({name, gender, at});
  }

  // The last one named that fits “er” or “sie”; empty where nobody near does.
  std::string meant_by(std::uint32_t at) const {
    const std::string pronoun = lowered(at);
    if (pronoun != "er" && pronoun != "sie" && pronoun != "dieser" && pronoun != "diese") return "";
    const bool male = pronoun == "er" || pronoun == "dieser";
    for (std::size_t k = mentions_.size(); k-- > 0;) {
      const Mention& mention = mentions_[k];
      if (mention.at >= at || at - mention.at > kMemory) continue;
      if (mention.gender == (male ? Gender::female : Gender::male)) continue;
      return mention.name;
    }
    return "";
  }

  // The subject behind a finite verb: past adverbs, “sich” and what prepositions rule.
  std::optional<Who> right_of(std::uint32_t verb, std::uint32_t end, bool* at_once = nullptr) {
    if (at_once != nullptr) *at_once = true;
    bool past_phrase = false;
    for (std::uint32_t i = verb + 1; i < std::min(end, verb + 30);) {
      if (!plain(i)) {
        return i == verb + 1 ? name_in_marks(i, verb) : std::nullopt;
      }
      if (is(i, kDeSubordinator) && !token(i).capital) return std::nullopt;
      if (is(i, kDePreposition) && !token(i).capital) {
        const GermanPhrase object = p_.phrase_at(i + 1, end);
        i = object.empty() ? i + 1 : object.whole.end;
        past_phrase = true;
        continue;
      }
      const std::string_view word = r_.word(i);
      const bool adverb = is(i, kDeAdverb) && !is(i, kDeDeterminer);
      if (word == "sich" || word == "es" || (adverb && !token(i).capital)) {
        ++i;
        continue;
      }
      const GermanPhrase phrase = p_.phrase_at(i, end);
      if (phrase.empty()) {
        ++i;
        continue;
      }
      if (!phrase.oblique && !p_.is(phrase.core.end - 1, kDeWords)) {
        if (at_once != nullptr) *at_once = !past_phrase;
        return named(phrase);
      }
      i = phrase.core.end;
      past_phrase = true;
    }
    return std::nullopt;
  }

  // “…“, schrieb „Die Morgenpost“
  std::optional<Who> name_in_marks(std::uint32_t i, std::uint32_t verb) {
    constexpr std::uint32_t kNameTokens = 7;
    if (!token(i).quoted() || verb == 0 || (!pause(verb - 1) && !token(verb - 1).quoted()))
      return std::nullopt;
    const MarkedWords& range = r_.ranges[static_cast<std::size_t>(token(i).range)];
    if (range.tokens.begin != i || range.tokens.size() > kNameTokens) return std::nullopt;
    Who who;
    who.phrase.core = who.phrase.whole = range.tokens;
    who.name = std::string(slice(r_.text, range.inner));
    who.step = Step::described;
    return who;
  }

  bool begins_subject(std::uint32_t i) const {
    return !is(i, kDePreposition | kDeSubordinator | kDeAccording) &&
           (!is(i, kDeAdverb) || is(i, kDeDeterminer | kDeRole)) && !is_adverb_by_form(i);
  }

  // “Ursprünglich”, “Glücklicherweise”, “Höhnisch” in front of their verb.
  bool is_adverb_by_form(std::uint32_t i) const {
    if (i + 1 >= r_.tokens.size() || !token(i).capital || token(i + 1).capital) return false;
    const std::string_view word = r_.word(i);
    return std::any_of(kAdverbEndings.begin(), kAdverbEndings.end(),
                       [&](std::string_view ending) { return word.ends_with(ending); });
  }

  // The phrase a clause begins with, when it may be its subject.
  std::optional<GermanPhrase> first_phrase(std::uint32_t begin, std::uint32_t end) const {
    std::uint32_t at = begin;
    while (at < end &&
           (word_is(at, "Und") || word_is(at, "und") || word_is(at, "Auch") || word_is(at, "Aber") ||
            word_is(at, "Doch") || word_is(at, "auch") || word_is(at, "Selbst")))
      ++at;
    if (at >= end || !plain(at) || !begins_subject(at)) return std::nullopt;
    const GermanPhrase phrase = p_.phrase_at(at, end);
    if (phrase.empty() || phrase.oblique) return std::nullopt;
    const std::string_view word = r_.word(at);
    if (phrase.core.size() == 1 && (word == "Es" || word == "Das" || word == "Dies")) return std::nullopt;
    return phrase;
  }

  // Marks around a name or a few words, that don't part clauses.
  bool is_short(const MarkedWords& range) const {
    constexpr std::uint32_t kShortTokens = 8;
    return range.tokens.size() <= kShortTokens && !stops(range.tokens.end - 2);
  }

  // Where a clause that holds `at` begins: behind the comma in front of it, unless that ends an apposition.
  std::uint32_t clause_begin(std::uint32_t begin, std::uint32_t at) const {
    for (std::uint32_t i = at; i > begin; --i) {
      if (token(i - 1).quoted() && !is_short(r_.ranges[static_cast<std::size_t>(token(i - 1).range)]))
        return i;
      if (!token(i - 1).quoted() && (r_.is_mark(i - 1, ';') || r_.is_mark(i - 1, ':'))) return i;
      if (comma(i - 1) && i < at && is(i, kDeSubordinator)) return i;
    }
    return begin;
  }

  bool holds_verb(Stretch words) const {
    for (std::uint32_t i = words.begin; i < words.end; ++i)
      if (is(i, kDeSpeech | kDeJudgement | kDeAuxiliary | kDeReported) || token(i).quoted()) return true;
    return false;
  }

  // “Der”, “Ein”: what they begin is a subject where it stands first.
  bool is_subject_form(std::uint32_t i) const {
    return word_is(i, "Der") || word_is(i, "der") || word_is(i, "Ein") || word_is(i, "Sein") ||
           word_is(i, "Ihr");
  }

  // The subject of a verb in [begin, end).
  std::optional<Who> subject_of(std::uint32_t verb, std::uint32_t begin, std::uint32_t end) {
    const std::uint32_t clause = clause_begin(begin, verb);
    if (is(clause, kDeSubordinator) && clause < verb) {
      // “wie der Sprecher mitteilte”; “Obwohl …, sagte der Sprecher”
      const GermanPhrase behind = p_.phrase_at(clause + 1, verb);
      // “Als Begründung sagte …”
      if (lowered(clause) == "als" && !behind.empty() && behind.whole.end == verb) return right_of(verb, end);
      const bool within =
          std::none_of(r_.tokens.begin() + clause, r_.tokens.begin() + verb,
                       [&](const Token& t) { return !t.word && r_.text[t.span.begin] == ','; });
      if (within || !comma(verb - 1)) {
        std::uint32_t i = clause + 1;
        while (i < verb && !begins_subject(i)) {
          if (is(i, kDePreposition)) {
            const GermanPhrase object = p_.phrase_at(i + 1, verb);
            i = object.empty() ? i + 1 : object.whole.end;
          } else {
            ++i;
          }
        }
        const GermanPhrase phrase = i < verb ? p_.phrase_at(i, verb) : GermanPhrase{};
        if (!phrase.empty() && !phrase.oblique) return named(phrase);
        return right_of(clause, verb);
      }
    }
    const bool inverted =
        verb == clause || (verb > clause && pause(verb - 1)) || (verb > clause && token(verb - 1).quoted());
    const auto left = first_phrase(clause, verb);
    const bool apposed = left && verb > clause && comma(verb - 1) &&
                         (left->whole.end + 1 >= verb || !holds_verb({left->core.end, verb - 1}));
    bool at_once = false;
    if (!inverted || apposed) {
      if (left) {
        if (left->pronoun) return named(*left);
        if (verb + 1 < end && (word_is(verb + 1, "er") || word_is(verb + 1, "man")))
          return named(p_.phrase_at(verb + 1, end));
        if (is_subject_form(left->core.begin) || p_.person_in(*left)) return named(*left);
        // “Die Pläne nannte er …”, “Die Pläne nannte der Sprecher Jan Berg …”: an object stands first.
        if (verb + 1 < end && word_is(verb + 1, "sie")) return named(p_.phrase_at(verb + 1, end));
        if (verb + 1 < end && plain(verb + 1) && !is(verb + 1, kDePreposition)) {
          const GermanPhrase right = p_.phrase_at(verb + 1, end);
          if (!right.empty() && !right.oblique && p_.person_in(right)) return named(right);
        }
        return named(*left);
      }
    }
    if (auto who = right_of(verb, end, &at_once)) return who;
    if (left) return named(*left);
    // A phrase in front of the verb: “In Berlin der Minister sagte”.
    return std::nullopt;
  }

  // The auxiliary of a participle: “hat … erklärt”.
  std::optional<std::uint32_t> auxiliary_of(std::uint32_t participle, std::uint32_t begin,
                                            std::uint32_t end) const {
    for (std::uint32_t i = participle; i-- > begin;) {
      if (is(i, kDeAuxiliary)) return i;
    }
    for (std::uint32_t i = participle + 1; i < std::min(end, participle + 4); ++i) {
      if (is(i, kDeAuxiliary)) return i;
      if (!plain(i)) break;
    }
    return std::nullopt;
  }

  // “von der Polizei” within a passive.
  std::optional<Who> agent(std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t i = begin; i + 1 < end; ++i) {
      if (!word_is(i, "von") && !word_is(i, "vom")) continue;
      GermanPhrase phrase = p_.phrase_at(i + 1, end);
      if (!phrase.empty()) return named(phrase);
    }
    return std::nullopt;
  }

  std::optional<Cue> verb_cue(std::uint32_t i, std::uint32_t begin, std::uint32_t end) {
    Cue cue;
    cue.words = {i, i + 1};
    cue.judgement = !is(i, kDeSpeech) && !(is(i, kDeSpeechParticiple) && !is(i, kDeJudgement));
    const std::string_view word = r_.word(i);
    if ((word == "heißt" || word == "hieß" || word == "geheißen") && speaks_of_source(i, begin, end, cue))
      return cue;
    std::uint32_t verb = i;
    const bool finite = is(i, kDeSpeech | kDeJudgement);
    if (is(i, kDeSpeechParticiple) && !(finite && is_finite_here(i, begin, end))) {
      if (const auto helper = auxiliary_of(i, begin, end)) {
        verb = *helper;
        // “Sie habe das gesagt” is itself reported.
        if (is(verb, kDeSurelyReported)) return std::nullopt;
        if (is(verb, kDePassive) && !word.starts_with("zitiert")) {
          cue.who = agent(std::min(verb, i), std::max(verb, i));
          return cue;
        }
      } else if (!finite) {
        return std::nullopt;
      }
    }
    cue.who = subject_of(verb, begin, end);
    // “Unter dem Motto zogen die Leute zum Rathaus und riefen: …”
    if (!cue.who && verb > begin && (word_is(verb - 1, "und") || word_is(verb - 1, "sowie")) && plain(begin))
      cue.who = subject_of_line({begin, verb - 1, {}, false, false});
    return cue;
  }

  // Of forms that may be either, “erklärt” and “berichtet”.
  bool is_finite_here(std::uint32_t i, std::uint32_t begin, std::uint32_t end) const {
    if (i > begin && (pause(i - 1) || token(i - 1).quoted())) return true;
    if (i + 1 < end && is(i + 1, kDePronoun) && !token(i + 1).capital) return true;
    return i > begin && second_in_clause(i, begin);
  }

  // German main clauses have their verb second: right behind the first phrase.
  bool second_in_clause(std::uint32_t i, std::uint32_t begin) const {
    const auto first = first_phrase(clause_begin(begin, i), i + 1);
    return first && first->whole.end == i;
  }

  // “In der Mitteilung heißt es”
  bool speaks_of_source(std::uint32_t i, std::uint32_t begin, std::uint32_t end, Cue& cue) {
    for (std::uint32_t k = begin; k + 1 < std::min(end, i + 12); ++k) {
      const std::string word = plain(k) ? lowered(k) : "";
      if (word != "in" && word != "im" && word != "auf" && word != "aus" && word != "bei") continue;
      const GermanPhrase phrase = p_.phrase_at(k + 1, end);
      if (phrase.empty()) continue;
      cue.who = named(phrase);
      return true;
    }
    return true;  // nobody named
  }

  // laut X; nach Angaben (des) X; X zufolge; so X; für X ist
  std::optional<Cue> source_cue(std::uint32_t i, std::uint32_t begin, std::uint32_t end) {
    Cue cue;
    const std::string word = lowered(i);
    if (word == "zufolge") {
      for (std::uint32_t k = i > begin + 14 ? i - 14 : begin; k < i; ++k) {
        if (!plain(k) || is(k, kDePreposition | kDeAuxiliary)) continue;
        const GermanPhrase phrase = p_.phrase_at(k, i);
        if (phrase.empty() || phrase.whole.end != i) continue;
        cue.words = {i, i + 1};
        cue.who = named(phrase);
        return cue;
      }
      return std::nullopt;
    }
    if (word == "laut" || word == "gemäß") {
      const GermanPhrase phrase = p_.phrase_at(i + 1, end);
      if (phrase.empty()) return std::nullopt;
      cue.words = {i, i + 1};
      cue.who = named(phrase);
      return cue;
    }
    if (word == "so") {
      if (i > begin && !pause(i - 1) && !token(i - 1).quoted()) return std::nullopt;
      if (i == begin && !(i > 0 && token(i - 1).quoted())) return std::nullopt;
      std::uint32_t at = i + 1;
      while (at < end && is(at, kDeAdverb) && !is(at, kDeDeterminer)) ++at;
      const GermanPhrase phrase = p_.phrase_at(at, end);
      if (phrase.empty() || phrase.oblique) return std::nullopt;
      cue.words = {i, i + 1};
      cue.who = named(phrase);
      return cue;
    }
    if (word == "nach" || word == "in") {
      for (std::uint32_t k = i + 1; k < std::min(end, i + 7); ++k) {
        if (!plain(k)) break;
        if (!is(k, kDeSource)) continue;
        cue.words = {i, k + 1};
        if (k + 1 < end && plain(k + 1)) {
          const std::string_view next = r_.word(k + 1);
          const bool von = next == "von" || next == "vom" || next == "aus";
          const bool genitive = next == "des" || next == "der" || next == "eines" || next == "einer" ||
                                next == "seines" || next == "seiner" || next == "ihrer" || next == "ihres";
          if (von || genitive) {
            const GermanPhrase phrase = p_.phrase_at(k + (von ? 2 : 1), end);
            if (!phrase.empty()) cue.who = named(phrase);
          }
        }
        if (!cue.who) {
          // “nach eigenen Angaben”, “nach Polizeiangaben”, “seiner Ansicht nach”
          const GermanPhrase phrase = p_.phrase_at(i + 1, k + 1);
          if (!phrase.empty()) cue.who = named(phrase);
        }
        if (word == "in" && !cue.who) return std::nullopt;
        return word == "in" ? std::nullopt : std::optional<Cue>(cue);
      }
      return std::nullopt;
    }
    if (word == "für") {
      const GermanPhrase phrase = p_.phrase_at(i + 1, end);
      if (phrase.empty() || phrase.whole.end >= end) return std::nullopt;
      const std::uint32_t verb = phrase.whole.end;
      const std::uint32_t before = i > begin ? i - 1 : i;
      const auto is_be = [&](std::uint32_t k) {
        return word_is(k, "ist") || word_is(k, "war") || word_is(k, "sei") || word_is(k, "sind") ||
               word_is(k, "waren");
      };
      if (!is_be(verb) && !is_be(before)) return std::nullopt;
      cue.words = {i, i + 1};
      cue.who = named(phrase);
      cue.judgement = true;
      return cue;
    }
    return std::nullopt;
  }

  // ---- a sentence

  struct View {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::vector<Cue> cues;
    bool reported = false;  // holds a Konjunktiv outside marks
    bool surely = false;
  };

  bool is_past_form(std::uint32_t i) const {
    return !token(i).capital && (r_.word(i).ends_with("te") || r_.word(i).ends_with("ten"));
  }

  View view_of(Stretch tokens) {
    View view;
    view.begin = tokens.begin;
    view.end = tokens.end;
    constexpr std::size_t kCues = 12;
    for (std::uint32_t i = view.begin; i < view.end; ++i) {
      if (!plain(i)) continue;
      const GermanClasses classes = p_.classes(i);
      if (classes == 0) {
        // “… sei noch unklar, verlautbarte der Sprecher”: a verb by its place and its form.
        if (view.reported && i > view.begin + 3 && comma(i - 1) && view.cues.empty() && is_past_form(i)) {
          Cue cue;
          cue.words = {i, i + 1};
          cue.who = right_of(i, view.end);
          if (cue.who) view.cues.push_back(std::move(cue));
        }
        continue;
      }
      if ((classes & kDeReported) != 0 && !(i > view.begin && word_is(i - 1, "ich"))) {
        view.reported = true;
        view.surely |= (classes & kDeSurelyReported) != 0;
      }
      if (view.cues.size() >= kCues) continue;
      const std::uint32_t from = i > view.begin + kReach ? i - kReach : view.begin;
      const std::uint32_t to = std::min(view.end, i + kReach);
      std::optional<Cue> cue;
      if (!token(i).capital && (classes & (kDeSpeech | kDeJudgement | kDeSpeechParticiple)) != 0)
        cue = verb_cue(i, from, to);
      else if ((classes & (kDeAccording | kDePreposition)) != 0 || word_is(i, "so") || word_is(i, "So"))
        cue = source_cue(i, from, to);
      if (cue) view.cues.push_back(std::move(*cue));
    }
    return view;
  }

  // The cue that belongs to words in marks: right behind them, else the nearest in front, else the first
  // behind.
  const Cue* cue_of(const View& view, const MarkedWords& range) const {
    const Cue* front = nullptr;
    const Cue* back = nullptr;
    const bool colon = colon_before(range);
    for (const Cue& cue : view.cues) {
      if (cue.words.begin >= range.tokens.end) {
        if (back == nullptr) back = &cue;
      } else if (cue.words.end <= range.tokens.begin) {
        const bool source = is(cue.words.begin, kDeAccording | kDePreposition);
        if (front == nullptr || (front->judgement && !cue.judgement) ||
            (!cue.judgement && !(source && colon && front->who)) ||
            (cue.judgement &&
             (front->judgement || (range.tokens.begin - cue.words.end < 12 && !word_is(view.begin, "Wie")))))
          front = &cue;
      }
    }
    if (back != nullptr && back->words.begin <= range.tokens.end + 2 &&
        (back->words.begin == range.tokens.end || pause(range.tokens.end) || front == nullptr))
      return back;
    return front != nullptr ? front : back;
  }

  // ---- words in marks

  struct Inside {
    std::uint32_t words = 0;
    std::uint32_t small = 0;  // words in small letters that no name has
    bool small_first = false;
    bool stop = false;
    bool capitals = false;
  };

  Inside inside(const MarkedWords& range) const {
    Inside out;
    bool first = true;
    for (std::uint32_t i = range.tokens.begin; i < range.tokens.end; ++i) {
      if (token(i).span.begin < range.inner.begin || token(i).span.begin >= range.inner.end) continue;
      if (!token(i).word) {
        out.stop = stops(i);
        continue;
      }
      out.stop = false;
      ++out.words;
      const char c = r_.word(i)[0];
      const bool small = !token(i).capital && !(c >= '0' && c <= '9');
      if (first) out.small_first = small;
      out.capitals |= token(i).capital;
      first = false;
      if (small && !p_.is(i, kDeFunction)) ++out.small;
    }
    return out;
  }

  // The word beside the marks makes of what they hold a name: die Zeitschrift „Stern“, „Stern“-Redakteur.
  bool holds_name(const MarkedWords& range, const Inside& in) const {
    const std::uint32_t begin = range.tokens.begin;
    const std::uint32_t end = range.tokens.end;
    if (end < r_.tokens.size() && r_.word(end) == "-" && token(end).span.begin == range.span.end) return true;
    if (begin == 0 || token(begin - 1).quoted() || !token(begin - 1).word) {
      return false;
    }
    const std::uint32_t before = begin - 1;
    if (p_.is(before, kDeLabel)) return true;
    if (p_.is(before, kDeWords | kDeSource)) return false;
    const bool noun = token(before).capital &&
                      !p_.is(before, kDePreposition | kDeAdverb | kDeDeterminer | kDeOblique | kDePronoun);
    if (noun) return !in.small_first && (in.small < 2 || in.words <= 5);
    const std::string_view word = r_.word(before);
    const bool definite = word == "der" || word == "die" || word == "das" || word == "dem" || word == "den" ||
                          word == "des" || word == "Der" || word == "Die" || word == "Das";
    if (!in.small_first) return definite && (in.small == 0 || (in.small == 1 && in.words <= 8));
    // der „con energy ag“, laut „tagesschau.de“
    return !in.capitals && (definite || p_.is(before, kDeAccording) || word == "von") &&
           (in.words >= 2 || word != "von");
  }

  // Parolen wie „…“, mit der Aufschrift „…“
  bool behind_words(const MarkedWords& range) const {
    const std::uint32_t begin = range.tokens.begin;
    for (std::uint32_t i = begin; i-- > (begin > 4 ? begin - 4 : 0);) {
      if (!plain(i)) return false;
      if (is(i, kDeWords)) return token(i).capital;
      if (is(i, kDeLabel)) return false;
    }
    return false;
  }

  // “der Titel ist: „…“”, “„…“, so lautet der Titel”
  bool beside_label(std::uint32_t begin, std::uint32_t end) const {
    for (std::uint32_t i = begin; i < end; ++i)
      if (is(i, kDeLabel) && token(i).capital) return true;
    return false;
  }

  // „…“ oder „…“: another of the same kind as the one before.
  bool joins_last(std::size_t k) const {
    if (k == 0 || !last_range_ || *last_range_ != k - 1) return false;
    const std::uint32_t from = r_.ranges[k - 1].tokens.end;
    const std::uint32_t to = r_.ranges[k].tokens.begin;
    if (to <= from || to - from > 4) return false;
    return word_is(from, "und") || word_is(from, "oder") || word_is(from, "sondern") ||
           word_is(to - 1, "und") || word_is(to - 1, "oder");
  }

  bool colon_before(const MarkedWords& range) const {
    const std::uint32_t i = range.tokens.begin;
    return i > 0 && !token(i - 1).quoted() && r_.is_mark(i - 1, ':');
  }

  bool is_quotation(std::size_t k, const View& view, const Cue* cue, bool whole) const {
    const MarkedWords& range = r_.ranges[k];
    const Inside in = inside(range);
    if (in.words == 0) return false;
    const bool colon = colon_before(range);
    const bool named_beside = holds_name(range, in);
    const std::uint32_t begin = range.tokens.begin;
    const std::uint32_t behind = range.tokens.end;
    const bool attributed = cue != nullptr && !cue->judgement && cue->words.begin >= behind &&
                            cue->words.begin <= behind + 2 && behind < view.end && pause(behind);
    if (behind_words(range) && in.words >= 2) return true;
    if (named_beside && !(in.stop && in.words >= 4)) return false;
    if (attributed)
      return (in.words >= 2 || in.stop) && !beside_label(behind, std::min(view.end, behind + 6));
    if (colon) {
      if (in.small < 2 && !in.stop && beside_label(begin > 10 ? begin - 10 : 0, begin)) return false;
      return in.words >= 3 ? cue != nullptr || in.small > 0 : cue != nullptr;
    }
    if (whole && in.stop) return in.words >= 3;
    if (whole) return in.words >= 3 && in.small >= 2;
    if (joins_last(k)) return true;
    const bool told = cue != nullptr || view.reported;
    const bool as = begin > view.begin && (word_is(begin - 1, "als") || word_is(begin - 1, "Als"));
    if (in.small_first) {
      if (in.words == 1) return cue != nullptr;
      return told || as || in.words >= 4;
    }
    if (in.stop && in.words >= 4) return true;
    if (in.small >= 2 && in.words >= 4) return true;
    if (cue == nullptr && !view.surely) return false;
    return in.small >= 1 || judged(range);
  }

  // “nannte den Bericht eine „…““, “als „…“ bezeichnet”
  bool judged(const MarkedWords& range) const {
    const std::uint32_t begin = range.tokens.begin;
    for (std::uint32_t i = begin; i-- > (begin > 3 ? begin - 3 : 0);) {
      if (!plain(i)) break;
      const std::string_view word = r_.word(i);
      if (word == "als" || word == "Als") return true;
      if (word == "eine" || word == "einen" || word == "ein" || word == "einem" || word == "einer" ||
          word == "eines")
        return true;
    }
    return false;
  }

  // “„…“ Das sagte der Minister”: the sentence behind tells whose words stood alone.
  void look_back(const View& view) {
    if (!floating_) return;
    const std::size_t item = *floating_;
    floating_.reset();
    const std::string_view first = r_.word(view.begin);
    if (first != "Das" && first != "Dies" && first != "So") return;
    const std::uint32_t verb = view.begin + 1;
    if (verb >= view.end || !is(verb, kDeSpeech | kDeAuxiliary)) return;
    const auto who = right_of(verb, view.end);
    if (!who) return;
    const bool says = is(verb, kDeSpeech);
    if (!says && view.cues.empty() && !ends_in_infinitive(view)) return;
    attribute(out_[item], *who);
    hear(*who, verb);
  }

  // “musste … einräumen”, “… sagen”
  bool ends_in_infinitive(const View& view) const {
    std::uint32_t end = view.end;
    while (end > view.begin && !plain(end - 1)) --end;
    return end > view.begin && r_.word(end - 1).ends_with("en");
  }

  void take(const Sentence& sentence) {
    const View view = view_of(sentence.tokens);
    look_back(view);
    note_subject(view);
    bool spoke = false;
    if (report(view)) spoke = true;
    for (std::uint32_t i = view.begin; i < view.end; ++i) {
      if (!token(i).quoted()) continue;
      const auto k = static_cast<std::size_t>(token(i).range);
      const MarkedWords& range = r_.ranges[k];
      if (range.tokens.begin == i) spoke |= marks(k, view, sentence);
      i = std::max(i, std::min(range.tokens.end, view.end) - 1);
    }
    const Cue* teller = nullptr;
    for (const Cue& cue : view.cues) {
      if (cue.who && (teller == nullptr || (teller->judgement && !cue.judgement))) teller = &cue;
    }
    if (teller != nullptr) hear(*teller->who, teller->words.begin);
    if (!spoke && view.cues.empty() && !view.surely) ++silent_;
    last_view_ = view;
  }

  // Who stands first in a sentence may be meant by the next pronoun.
  void note_subject(const View& view) {
    const auto first = first_phrase(view.begin, view.end);
    if (!first || first->pronoun) return;
    if (const auto person = p_.person_in(*first))
      remember(first->core.begin, person->name, person->gender, false);
    else if (first->core.size() > 0)
      subject_ = Who{*first, p_.words_of(*first), Step::described};
  }

  void hear(const Who& who, std::uint32_t at) {
    heard_ = who;
    heard_at_ = at;
    silent_ = 0;
  }

  std::optional<Who> inherited(std::uint32_t at) const {
    if (!heard_ || at < heard_at_ || at - heard_at_ > kMemory * 2 || silent_ > 2) return std::nullopt;
    Who who = *heard_;
    who.step = Step::inherited;
    return who;
  }

  bool goes_on(std::size_t k) const {
    return k > 0 && !out_.empty() && last_range_ && *last_range_ == k - 1 && r_.ranges[k - 1].continues;
  }

  bool marks(std::size_t k, const View& view, const Sentence& sentence) {
    const MarkedWords& range = r_.ranges[k];
    if (goes_on(k)) {
      out_[last_item_].pieces.push_back(range.span);
      last_range_ = k;
      return true;
    }
    if (range.inner.begin == range.span.begin) return false;
    const bool first = range.tokens.begin == sentence.tokens.begin;
    const std::uint32_t behind = range.tokens.end;
    const bool whole = first && (behind >= view.end || (behind + 1 >= view.end && !token(behind).word));
    const Cue* cue = cue_of(view, range);
    // A sentence of its own behind a colon or behind who speaks: the cue stands in the sentence before.
    const bool introduced = first && colon_before(range) && last_view_.end == range.tokens.begin;
    if (cue == nullptr && introduced && !last_view_.cues.empty()) cue = &last_view_.cues.front();
    const View& told = introduced && cue != nullptr ? last_view_ : view;
    if (!is_quotation(k, told, cue, whole)) return false;
    std::optional<Who> who;
    if (cue != nullptr) who = cue->who;
    if (!who && introduced) who = subject_of_line(last_view_);
    if (!who && colon_before(range) && !first)
      who = subject_of_line({view.begin, range.tokens.begin - 1, {}, false, false});
    if (!who && !first && cue == nullptr && !view.surely) who = subject_of_line(view);
    if (!who && (cue == nullptr || cue->judgement)) who = inherited(range.tokens.begin);
    floating_ = whole && cue == nullptr ? std::optional<std::size_t>(out_.size()) : std::nullopt;
    push({range.span}, QuotationType::direct, cue, who);
    last_range_ = k;
    last_item_ = out_.size() - 1;
    if (who) hear(*who, range.tokens.begin);
    return true;
  }

  // Whoever stands first in a sentence, or behind its verb.
  std::optional<Who> subject_of_line(const View& view) {
    if (const auto first = first_phrase(view.begin, view.end)) return named(*first);
    std::uint32_t i = view.begin;
    while (i < view.end && plain(i) && (is(i, kDePreposition) || is(i, kDeAdverb))) {
      if (is(i, kDePreposition)) {
        const GermanPhrase object = p_.phrase_at(i + 1, view.end);
        i = object.empty() ? i + 1 : object.whole.end;
      } else {
        ++i;
      }
    }
    if (i >= view.end || !plain(i)) return std::nullopt;
    return right_of(i, view.end);
  }

  // ---- reported speech

  bool report(const View& view) {
    std::uint32_t end = view.end;
    while (end > view.begin && !token(end - 1).quoted() && !token(end - 1).word) --end;
    if (end - view.begin < 5) return false;
    for (const Cue& cue : view.cues) {
      if (cue.judgement) continue;
      std::vector<Stretch> content = reported_by(cue, view, end);
      std::erase_if(content, [&](Stretch piece) { return piece.empty() || words_outside(piece) == 0; });
      if (content.empty()) continue;
      push_reported(content, &cue, cue.who);
      return true;
    }
    if (const Stretch clause = that_clause(view, end); !clause.empty()) {
      push_reported({clause}, nullptr, subject_of_line({view.begin, clause.begin, {}, false, false}));
      return true;
    }
    if (report_after(view, end)) return true;
    // Konjunktiv I goes on with who spoke before.
    if ((view.surely || (view.reported && silent_ == 0)) && view.cues.empty() &&
        words_outside({view.begin, end}) >= 2) {
      std::optional<Who> who = inherited(view.begin);
      if (!who && view.surely && last_view_.end == view.begin) who = going_on_from(last_view_);
      if (who) {
        push_reported({{view.begin, end}}, nullptr, who);
        return true;
      }
    }
    return false;
  }

  // Whoever the sentence before was about.
  std::optional<Who> going_on_from(const View& view) {
    std::optional<Who> who = subject_of_line(view);
    if (who) who->step = Step::inherited;
    return who;
  }

  // “Demnach sind drei Brücken gesperrt”: what was told of before stands for who tells.
  bool report_after(const View& view, std::uint32_t end) {
    if (r_.word(view.begin) != "Demnach") return false;
    std::optional<Who> who = inherited(view.begin);
    if (!who && last_view_.end == view.begin) who = going_on_from(last_view_);
    if (!who) return false;
    who->phrase.core = who->phrase.whole = {view.begin, view.begin + 1};
    who->step = Step::pronoun;
    Cue cue;
    cue.words = {view.begin, view.begin + 1};
    push_reported({{view.begin + 1, end}}, &cue, who);
    return true;
  }

  std::uint32_t words_outside(Stretch content) const {
    std::uint32_t outside = 0;
    for (std::uint32_t i = content.begin; i < content.end; ++i) outside += plain(i) ? 1 : 0;
    return outside;
  }

  // Behind any verb: “…, dass er das tun werde”.
  Stretch that_clause(const View& view, std::uint32_t end) const {
    for (std::uint32_t i = view.begin + 2; i + 3 < end && i < view.begin + kReach; ++i) {
      if (token(i).quoted()) return {};
      if (!comma(i) || (!word_is(i + 1, "dass") && !word_is(i + 1, "daß"))) continue;
      return has_reported({i + 1, end}) ? Stretch{i + 1, end} : Stretch{};
    }
    return {};
  }

  // What a cue reports: one piece, or two around it.
  std::vector<Stretch> reported_by(const Cue& cue, const View& view, std::uint32_t end) const {
    const std::uint32_t at = cue.words.begin;
    const bool source = is(at, kDeAccording | kDePreposition);
    if (source || word_is(at, "so")) {
      if (!cue.who) return {};
      const std::uint32_t behind = std::max(cue.words.end, cue.who->phrase.whole.end);
      const std::uint32_t first = std::min(cue.words.begin, cue.who->phrase.whole.begin);
      if (first <= view.begin + 1) return {{past_marks(behind, end), end}};
      const std::uint32_t before = pause(first - 1) ? first - 1 : first;
      std::vector<Stretch> pieces{{view.begin, before}};
      if (const std::uint32_t from = past_marks(behind, end); from < end && !word_is(from, "gegenüber"))
        pieces.push_back({from, end});
      return pieces;
    }
    const std::uint32_t clause = clause_begin(view.begin, at);
    if (word_is(clause, "Wie") && clause == view.begin) {
      std::uint32_t i = at;
      while (i < end && !comma(i)) ++i;
      if (i + 1 >= end) return {};
      return {{i + 1, end}};
    }
    if (word_is(clause, "wie") && clause > view.begin + 3) return {{view.begin, clause - 1}};
    // “…, sagte der Sprecher”, “…, so heißt es in der Mitteilung”
    const bool so = at > view.begin + 4 && word_is(at - 1, "so") && comma(at - 2);
    if (so || (at > view.begin + 3 && comma(at - 1) && (view.reported || quotes_in({view.begin, at})) &&
               !(cue.who && cue.who->phrase.whole.end <= at))) {
      return {{view.begin, at - (so ? 2 : 1)}};
    }
    return behind_verb(cue, at, end);
  }

  // “sagte, dass …”, “sagte, er habe …”
  std::vector<Stretch> behind_verb(const Cue& cue, std::uint32_t at, std::uint32_t end) const {
    for (std::uint32_t i = at + 1; i + 2 < end && i < at + kReach; ++i) {
      if (token(i).quoted()) {
        if (is_short(r_.ranges[static_cast<std::size_t>(token(i).range)])) continue;
        return {};
      }
      if (!comma(i) && !r_.is_mark(i, ':')) continue;
      if (cue.who && cue.who->phrase.whole.begin < i && i < cue.who->phrase.whole.end) continue;
      const Stretch clause{i + 1, end};
      if (is_complementizer(i + 1) || has_reported(clause) || is_infinitive(clause)) return {clause};
      if (is(at, kDeSpeech) && comma(i) && quotes_in(clause) && plain(i + 1) && !is(i + 1, kDePronoun))
        return {clause};
    }
    return {};
  }

  // “…, die Brücke zu sperren”: up to the next comma.
  bool is_infinitive(Stretch clause) const {
    if (is(clause.begin, kDePreposition) &&
        (word_is(clause.begin, "um") || word_is(clause.begin, "ohne") || word_is(clause.begin, "statt") ||
         word_is(clause.begin, "anstatt")))
      return false;
    for (std::uint32_t i = clause.begin + 1; i < clause.end && !comma(i); ++i) {
      if (!plain(i) || token(i).capital || !r_.word(i).ends_with('n')) continue;
      if (word_is(i - 1, "zu") && r_.word(i).size() > 4 && (i + 1 == clause.end || !token(i + 1).capital))
        return true;
      // “aufzunehmen”
      const std::size_t zu = r_.word(i).find("zu");
      if (zu != std::string_view::npos && zu >= 2 && r_.word(i).size() > zu + 5 && i + 1 == clause.end)
        return true;
    }
    return false;
  }

  bool is_complementizer(std::uint32_t i) const {
    return word_is(i, "dass") || word_is(i, "daß") || word_is(i, "ob") || word_is(i, "wie") ||
           word_is(i, "wonach") || word_is(i, "warum");
  }

  std::uint32_t past_marks(std::uint32_t from, std::uint32_t end) const {
    while (from < end && !plain(from) && !token(from).quoted()) ++from;
    return from;
  }

  // Marks around more than a name.
  bool quotes_in(Stretch words) const {
    constexpr std::uint32_t kFewest = 6;  // tokens, marks included
    for (std::uint32_t i = words.begin; i < words.end; ++i)
      if (token(i).quoted() && r_.ranges[static_cast<std::size_t>(token(i).range)].tokens.size() >= kFewest)
        return true;
    return false;
  }

  bool marks_in(Stretch words) const {
    for (std::uint32_t i = words.begin; i < words.end; ++i)
      if (token(i).quoted()) return true;
    return false;
  }

  bool has_reported(Stretch words) const {
    for (std::uint32_t i = words.begin; i < words.end; ++i)
      if (is(i, kDeReported)) return true;
    return false;
  }

  void push_reported(const std::vector<Stretch>& content, const Cue* cue, const std::optional<Who>& who) {
    bool marked = false;
    std::vector<Span> pieces;
    for (Stretch piece : content) {
      // Marks are not cut in two.
      while (piece.begin < piece.end && token(piece.begin).quoted() &&
             r_.ranges[static_cast<std::size_t>(token(piece.begin).range)].tokens.begin != piece.begin)
        ++piece.begin;
      if (piece.empty()) continue;
      marked |= marks_in(piece);
      pieces.push_back(r_.span(piece));
    }
    if (pieces.empty()) return;
    const std::uint32_t begin = content.front().begin;
    push(std::move(pieces), marked ? QuotationType::mixed : QuotationType::indirect, cue, who);
    if (who) hear(*who, begin);
  }

  void push(std::vector<Span> pieces, QuotationType type, const Cue* cue, const std::optional<Who>& who) {
    Marked item;
    item.pieces = std::move(pieces);
    item.type = type;
    if (cue != nullptr) item.cue = r_.span(cue->words);
    if (who) attribute(item, *who);
    out_.push_back(std::move(item));
  }

  void attribute(Marked& item, const Who& who) const {
    if (who.phrase.empty()) return;
    item.mention = r_.span(who.phrase.whole);
    item.name = who.name;
    item.step = who.step;
    if (item.name.empty()) {
      // A pronoun nobody was found for is shown as printed.
      item.name = r_.word(who.phrase.core.begin);
      item.step = Step::described;
    }
  }

  const Reading& r_;
  GermanPhrases p_;
  std::vector<Marked> out_;
  std::vector<Mention> mentions_;
  std::optional<Who> heard_;
  std::optional<Who> subject_;
  std::uint32_t heard_at_ = 0;
  std::uint32_t silent_ = 0;
  View last_view_;
  std::optional<std::size_t> last_range_;
  std::size_t last_item_ = 0;
  std::optional<std::size_t> floating_;  // the item of a sentence in marks of which nothing tells who said it
};

}  // namespace

std::vector<Marked> find_german_quotations(const Reading& reading) {
  return GermanSieve(reading).run();
}

}  // namespace pressmark::annotation
