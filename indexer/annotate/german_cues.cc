// German: what tells of speech in a sentence, and what of it belongs to words in marks.
#include "indexer/annotate/german_sieve.h"

#include <algorithm>
#include <array>

namespace pressmark::annotation {

std::optional<GermanCue> GermanSieve::verb_cue(std::uint32_t i, std::uint32_t begin, std::uint32_t end) {
  GermanCue cue;
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

bool GermanSieve::is_finite_here(std::uint32_t i, std::uint32_t begin, std::uint32_t end) const {
  if (i > begin && (pause(i - 1) || token(i - 1).quoted())) return true;
  if (i + 1 < end && is(i + 1, kDePronoun) && !token(i + 1).capital) return true;
  return i > begin && second_in_clause(i, begin);
}

bool GermanSieve::second_in_clause(std::uint32_t i, std::uint32_t begin) const {
  const auto first = first_phrase(clause_begin(begin, i), i + 1);
  return first && first->whole.end == i;
}

bool GermanSieve::speaks_of_source(std::uint32_t i, std::uint32_t begin, std::uint32_t end, GermanCue& cue) {
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

std::optional<GermanCue> GermanSieve::source_cue(std::uint32_t i, std::uint32_t begin, std::uint32_t end) {
  GermanCue cue;
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
    cue.words = {i, i + 1};
    cue.who = phrase.empty() ? marked_name(i + 1, end) : std::optional(named(phrase));
    return cue.who ? std::optional(cue) : std::nullopt;
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
      return word == "in" ? std::nullopt : std::optional<GermanCue>(cue);
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

bool GermanSieve::is_past_form(std::uint32_t i) const {
  return !token(i).capital && (r_.word(i).ends_with("te") || r_.word(i).ends_with("ten"));
}

GermanSieve::View GermanSieve::view_of(Stretch tokens) {
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
        GermanCue cue;
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
    const std::uint32_t from = i > view.begin + kGermanReach ? i - kGermanReach : view.begin;
    const std::uint32_t to = std::min(view.end, i + kGermanReach);
    std::optional<GermanCue> cue;
    if (!token(i).capital && (classes & (kDeSpeech | kDeJudgement | kDeSpeechParticiple)) != 0)
      cue = verb_cue(i, from, to);
    else if ((classes & (kDeAccording | kDePreposition)) != 0 || word_is(i, "so") || word_is(i, "So"))
      cue = source_cue(i, from, to);
    if (cue) view.cues.push_back(std::move(*cue));
  }
  return view;
}

const GermanCue* GermanSieve::cue_of(const View& view, const MarkedWords& range) const {
  const GermanCue* front = nullptr;
  const GermanCue* back = nullptr;
  const bool colon = colon_before(range);
  for (const GermanCue& cue : view.cues) {
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

}  // namespace pressmark::annotation
