// German: which marks hold somebody's words, and whose.
#include "indexer/annotate/german_sieve.h"

#include <algorithm>
#include <array>

namespace pressmark::annotation {

GermanSieve::Inside GermanSieve::inside(const MarkedWords& range) const {
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

bool GermanSieve::holds_name(const MarkedWords& range, const Inside& in) const {
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

bool GermanSieve::behind_words(const MarkedWords& range) const {
  const std::uint32_t begin = range.tokens.begin;
  for (std::uint32_t i = begin; i-- > (begin > 4 ? begin - 4 : 0);) {
    if (!plain(i)) return false;
    if (is(i, kDeWords)) return token(i).capital;
    if (is(i, kDeLabel)) return false;
  }
  return false;
}

bool GermanSieve::beside_label(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin; i < end; ++i)
    if (is(i, kDeLabel) && token(i).capital) return true;
  return false;
}

bool GermanSieve::joins_last(std::size_t k) const {
  if (k == 0 || !last_range_ || *last_range_ != k - 1) return false;
  const std::uint32_t from = r_.ranges[k - 1].tokens.end;
  const std::uint32_t to = r_.ranges[k].tokens.begin;
  if (to <= from || to - from > 4) return false;
  return word_is(from, "und") || word_is(from, "oder") || word_is(from, "sondern") ||
         word_is(to - 1, "und") || word_is(to - 1, "oder");
}

bool GermanSieve::colon_before(const MarkedWords& range) const {
  const std::uint32_t i = range.tokens.begin;
  return i > 0 && !token(i - 1).quoted() && r_.is_mark(i - 1, ':');
}

bool GermanSieve::is_quotation(std::size_t k, const View& view, const GermanCue* cue, bool whole) const {
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
  if (attributed) return (in.words >= 2 || in.stop) && !beside_label(behind, std::min(view.end, behind + 6));
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

bool GermanSieve::judged(const MarkedWords& range) const {
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

void GermanSieve::look_back(const View& view) {
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

bool GermanSieve::ends_in_infinitive(const View& view) const {
  std::uint32_t end = view.end;
  while (end > view.begin && !plain(end - 1)) --end;
  return end > view.begin && r_.word(end - 1).ends_with("en");
}

void GermanSieve::take(const Sentence& sentence) {
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
  const GermanCue* teller = nullptr;
  for (const GermanCue& cue : view.cues) {
    if (cue.who && (teller == nullptr || (teller->judgement && !cue.judgement))) teller = &cue;
  }
  if (teller != nullptr) hear(*teller->who, teller->words.begin);
  if (!spoke && view.cues.empty() && !view.surely) ++silent_;
  last_view_ = view;
}

void GermanSieve::note_subject(const View& view) {
  const auto first = first_phrase(view.begin, view.end);
  if (!first || first->pronoun) return;
  if (const auto person = p_.person_in(*first))
    remember(first->core.begin, person->name, person->gender, false);
  else if (first->core.size() > 0)
    subject_ = GermanSpeaker{*first, p_.words_of(*first), Step::described};
}

void GermanSieve::hear(const GermanSpeaker& who, std::uint32_t at) {
  heard_ = who;
  heard_at_ = at;
  silent_ = 0;
}

std::optional<GermanSpeaker> GermanSieve::inherited(std::uint32_t at) const {
  if (!heard_ || at < heard_at_ || at - heard_at_ > kGermanMemory * 2 || silent_ > 2) return std::nullopt;
  GermanSpeaker who = *heard_;
  who.step = Step::inherited;
  return who;
}

bool GermanSieve::goes_on(std::size_t k) const {
  return k > 0 && !out_.empty() && last_range_ && *last_range_ == k - 1 && r_.ranges[k - 1].continues;
}

bool GermanSieve::marks(std::size_t k, const View& view, const Sentence& sentence) {
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
  const GermanCue* cue = cue_of(view, range);
  // A sentence of its own behind a colon or behind who speaks: the cue stands in the sentence before.
  const bool introduced = first && colon_before(range) && last_view_.end == range.tokens.begin;
  if (cue == nullptr && introduced && !last_view_.cues.empty()) cue = &last_view_.cues.front();
  const View& told = introduced && cue != nullptr ? last_view_ : view;
  if (!is_quotation(k, told, cue, whole)) return false;
  std::optional<GermanSpeaker> who;
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

std::optional<GermanSpeaker> GermanSieve::subject_of_line(const View& view) {
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

}  // namespace pressmark::annotation
