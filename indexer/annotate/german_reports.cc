// German: speech reported without marks, by its verb, its conjunction or its Konjunktiv.
#include "indexer/annotate/german_sieve.h"

#include <algorithm>
#include <array>

namespace pressmark::annotation {

bool GermanSieve::report(const View& view) {
  std::uint32_t end = view.end;
  while (end > view.begin && !token(end - 1).quoted() && !token(end - 1).word) --end;
  if (end - view.begin < 5) return false;
  for (const GermanCue& cue : view.cues) {
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
    std::optional<GermanSpeaker> who = inherited(view.begin);
    if (!who && view.surely && last_view_.end == view.begin) who = going_on_from(last_view_);
    if (who) {
      push_reported({{view.begin, end}}, nullptr, who);
      return true;
    }
  }
  return false;
}

std::optional<GermanSpeaker> GermanSieve::going_on_from(const View& view) {
  std::optional<GermanSpeaker> who = subject_of_line(view);
  if (who) who->step = Step::inherited;
  return who;
}

bool GermanSieve::report_after(const View& view, std::uint32_t end) {
  if (r_.word(view.begin) != "Demnach") return false;
  std::optional<GermanSpeaker> who = inherited(view.begin);
  if (!who && last_view_.end == view.begin) who = going_on_from(last_view_);
  if (!who) return false;
  who->phrase.core = who->phrase.whole = {view.begin, view.begin + 1};
  who->step = Step::pronoun;
  GermanCue cue;
  cue.words = {view.begin, view.begin + 1};
  push_reported({{view.begin + 1, end}}, &cue, who);
  return true;
}

std::uint32_t GermanSieve::words_outside(Stretch content) const {
  std::uint32_t outside = 0;
  for (std::uint32_t i = content.begin; i < content.end; ++i) outside += plain(i) ? 1 : 0;
  return outside;
}

Stretch GermanSieve::that_clause(const View& view, std::uint32_t end) const {
  for (std::uint32_t i = view.begin + 2; i + 3 < end && i < view.begin + kGermanReach; ++i) {
    if (token(i).quoted()) return {};
    if (!comma(i) || (!word_is(i + 1, "dass") && !word_is(i + 1, "daß"))) continue;
    return has_reported({i + 1, end}) ? Stretch{i + 1, end} : Stretch{};
  }
  return {};
}

std::vector<Stretch> GermanSieve::reported_by(const GermanCue& cue, const View& view,
                                              std::uint32_t end) const {
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

std::vector<Stretch> GermanSieve::behind_verb(const GermanCue& cue, std::uint32_t at,
                                              std::uint32_t end) const {
  for (std::uint32_t i = at + 1; i + 2 < end && i < at + kGermanReach; ++i) {
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

bool GermanSieve::is_infinitive(Stretch clause) const {
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

bool GermanSieve::is_complementizer(std::uint32_t i) const {
  return word_is(i, "dass") || word_is(i, "daß") || word_is(i, "ob") || word_is(i, "wie") ||
         word_is(i, "wonach") || word_is(i, "warum");
}

std::uint32_t GermanSieve::past_marks(std::uint32_t from, std::uint32_t end) const {
  while (from < end && !plain(from) && !token(from).quoted()) ++from;
  return from;
}

bool GermanSieve::quotes_in(Stretch words) const {
  constexpr std::uint32_t kFewest = 6;  // tokens, marks included
  for (std::uint32_t i = words.begin; i < words.end; ++i)
    if (token(i).quoted() && r_.ranges[static_cast<std::size_t>(token(i).range)].tokens.size() >= kFewest)
      return true;
  return false;
}

bool GermanSieve::marks_in(Stretch words) const {
  for (std::uint32_t i = words.begin; i < words.end; ++i)
    if (token(i).quoted()) return true;
  return false;
}

bool GermanSieve::has_reported(Stretch words) const {
  for (std::uint32_t i = words.begin; i < words.end; ++i)
    if (is(i, kDeReported)) return true;
  return false;
}

void GermanSieve::push_reported(const std::vector<Stretch>& content, const GermanCue* cue,
                                const std::optional<GermanSpeaker>& who) {
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

void GermanSieve::push(std::vector<Span> pieces, QuotationType type, const GermanCue* cue,
                       const std::optional<GermanSpeaker>& who) {
  Marked item;
  item.pieces = std::move(pieces);
  item.type = type;
  if (cue != nullptr) item.cue = r_.span(cue->words);
  if (who) attribute(item, *who);
  out_.push_back(std::move(item));
}

void GermanSieve::attribute(Marked& item, const GermanSpeaker& who) const {
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

}  // namespace pressmark::annotation
