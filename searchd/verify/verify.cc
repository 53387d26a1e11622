#include "searchd/verify/verify.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <unordered_set>

#include "schema/text/function_words.h"
#include "schema/text/keys.h"
#include "schema/text/language.h"
#include "schema/text/sentences.h"
#include "schema/text/utf8.h"
#include "searchd/cite/citation.h"
#include "searchd/cite/words.h"
#include "searchd/verify/sources.h"

namespace pressmark {
namespace {

constexpr std::size_t kNearest = 10;            // articles looked at by quotations, and by texts
constexpr std::size_t kShortWords = 6;          // so few words are looked up as a phrase too
constexpr std::size_t kAmbiguousWords = 4;      // so few words may be several people's
constexpr std::size_t kFewestAlteredWords = 4;  // of fewer, one other word makes another quotation
constexpr std::size_t kFewestSplicedWords = 3;  // in a piece
constexpr std::size_t kMostSplices = 4;         // pieces
constexpr std::size_t kFewestContentWords = 5;  // of a paraphrase
constexpr double kSameContent = 0.6;            // share of the content words that a paraphrase has in common
constexpr double kSameContentOfOthers =
    0.75;                         // where the speaker the draft names is not known to have said it
constexpr double kAsNear = 0.05;  // two wordings so close to each other cannot be told apart
constexpr int kDaysBefore = 1;    // a time zone apart
constexpr int kDaysAfter = 31;    // from speaking to a publication

using Source = std::shared_ptr<const SourceText>;

// Words of a draft as they are looked for: the pieces between what it marks as left out.
struct Wanted {
  std::vector<std::string> texts;
  std::vector<Words> pieces;  // of the texts
  std::size_t words = 0;

  bool is_elided() const { return pieces.size() > 1; }
};

// Some place in a source with words of the draft.
struct Place {
  Source source;
  Span span;  // bytes of the text
  SourceText::Speech speech;
  bool in_headline = false;

  const ArticleRecord& article() const { return source->view.record.article; }
  std::optional<std::string> speaker() const {
    if (speech.quotation == nullptr || !speech.quotation->speaker) return std::nullopt;
    return speech.quotation->speaker->name;
  }
  const std::string& speaker_id() const {
    static const std::string kNobody;
    return speech.quotation != nullptr && speech.quotation->speaker ? speech.quotation->speaker->id : kNobody;
  }
};

struct Near {
  Place place;
  double distance = 0;
  std::vector<WordChange> changes;
};

// "[T]he" is "The"; "…", "...", "[…]" and "[the minister]" stand for words left out or put in another way.
std::vector<std::string> pieces_between_marks(std::string_view words) {
  std::vector<std::string> pieces(1);
  const auto cut = [&] {
    if (!pieces.back().empty()) pieces.emplace_back();
  };
  for (std::size_t i = 0; i < words.size();) {
    const auto rest = words.substr(i);
    if (rest.starts_with("\u2026")) {
      cut();
      i += 3;
    } else if (rest.starts_with("...") || rest.starts_with(". . .")) {
      cut();
      while (i < words.size() &&
             (words[i] == '.' || (words[i] == ' ' && i + 1 < words.size() && words[i + 1] == '.')))
        ++i;
    } else if (rest.front() == '[' && rest.find(']') != std::string_view::npos) {
      const auto inside = rest.substr(1, rest.find(']') - 1);
      const auto behind = rest.substr(inside.size() + 2);
      const bool is_letter =
          inside.size() <= 2 && !behind.empty() && inside.find(' ') == std::string_view::npos &&
          ((behind[0] >= 'a' && behind[0] <= 'z') || static_cast<unsigned char>(behind[0]) >= 0x80U);
      if (is_letter)
        pieces.back() += inside;
      else
        cut();
      i += inside.size() + 2;
    } else if (rest.starts_with("(\u2026)") || rest.starts_with("(...)")) {
      cut();
      i += rest.starts_with("(...)") ? 5 : 5;
    } else {
      pieces.back() += rest.front();
      ++i;
    }
  }
  std::erase_if(pieces, [](const std::string& piece) {
    return std::none_of(piece.begin(), piece.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             static_cast<unsigned char>(c) >= 0xC3U;
    });
  });
  return pieces;
}

Span bytes_of(const Words& words, std::size_t first, std::size_t last) {
  return {words.spans[first].begin, words.spans[last - 1].end};
}

bool ends_a_sentence(std::string_view text, Span gap) {
  const auto between = slice(text, gap);
  for (std::size_t i = 0; i < between.size(); ++i)
    if ((between[i] == '.' || between[i] == '!' || between[i] == '?') &&
        (i + 1 == between.size() || !(between[i + 1] >= '0' && between[i + 1] <= '9')))
      return true;
  return between.find("\n\n") != std::string_view::npos;
}

// Equal runs as one, so that a difference reads as a sentence.
std::vector<WordChange> with_runs_joined(std::vector<WordChange> changes) {
  std::vector<WordChange> joined;
  for (auto& change : changes) {
    if (!joined.empty() && change.op == WordChange::Op::equal && joined.back().op == WordChange::Op::equal) {
      joined.back().draft += " " + change.draft;
      joined.back().source += " " + change.source;
    } else {
      joined.push_back(std::move(change));
    }
  }
  return joined;
}

int days_from(const Day& from, const Day& to) {
  return day_number(to) - day_number(from);
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  constexpr std::array<std::string_view, kVerdicts> kNames = {"verified",   "verified-elided", "altered",
                                                              "spliced",    "misattributed",   "misdated",
                                                              "paraphrase", "ambiguous",       "not-found"};
  return kNames.at(static_cast<std::size_t>(verdict));
}

std::optional<Verdict> verdict_named(std::string_view name) {
  for (std::size_t i = 0; i < kVerdicts; ++i)
    if (to_string(static_cast<Verdict>(i)) == name) return static_cast<Verdict>(i);
  return std::nullopt;
}

std::map<Verdict, std::uint64_t> Verification::summary() const {
  std::map<Verdict, std::uint64_t> counts;
  for (const auto& quotation : quotations) ++counts[quotation.verdict];
  return counts;
}

int exit_status(const Verification& verification) {
  int status = 0;
  for (const auto& quotation : verification.quotations) {
    switch (quotation.verdict) {
      case Verdict::verified:
      case Verdict::verified_elided:
        break;
      case Verdict::altered:
      case Verdict::spliced:
      case Verdict::misattributed:
      case Verdict::misdated:
        if (status == 0) status = 3;
        break;
      case Verdict::paraphrase:
      case Verdict::ambiguous:
      case Verdict::not_found:
        status = 1;
        break;
    }
  }
  return status;
}

struct Verifier::Impl {
  Searcher& searcher;
  Wordings wordings;
  Sources sources;
  Analyzer analyzer;
  Analysis analysis;

  explicit Impl(Searcher& of) : searcher(of), wordings("en"), sources(of, wordings) {}

  Wanted wanted(std::string_view words);
  Wanted as_written(std::string_view words);
  CheckedQuotation check(std::string_view words, const Claim& claim);

  std::vector<Source> candidates(const Wanted& wanted, std::string_view words, const Claim& claim);
  std::vector<Place> exact_places(const Wanted& wanted, const std::vector<Source>& candidates,
                                  std::vector<Near>& nearly);
  void exact_in(const Words& draft, const Words& in, const Source& source, const Quotation* joined,
                std::vector<Place>& places, std::vector<Near>& nearly);
  std::optional<Place> elided_in(const Wanted& wanted, const Source& source);
  std::optional<Near> nearest_wording(const Wanted& wanted, const Source& source);
  std::optional<Near> nearest_elided(const Wanted& wanted, const Source& source);
  bool in_headline(const Wanted& wanted, std::string_view words, CheckedQuotation& checked);
  bool splice(const Wanted& wanted, const std::vector<Source>& candidates, CheckedQuotation& checked);
  bool paraphrase(const Wanted& wanted, const std::vector<Source>& candidates, CheckedQuotation& checked);

  enum class Agreement : std::uint8_t { denied, unknown, agreed };
  Agreement speaker_agreement(const Claim& claim, const Place& place);
  Agreement outlet_agreement(const Claim& claim, const Place& place);
  Agreement date_agreement(const Claim& claim, const Place& place);
  void sort_by_claim(const Claim& claim, std::vector<Place>& places);

  void settle_exact(const Claim& claim, const Wanted& wanted, std::vector<Place> places,
                    CheckedQuotation& checked);
  void settle_near(const Claim& claim, std::vector<Near> nearly, CheckedQuotation& checked);
  FoundWords found(const Place& place);
  std::vector<std::string> name_words(std::string_view name);
};

Wanted Verifier::Impl::wanted(std::string_view words) {
  Wanted out;
  out.texts = pieces_between_marks(words);
  for (const auto& text : out.texts) {
    out.pieces.push_back(wordings.words(text));
    out.words += out.pieces.back().size();
  }
  return out;
}

// Taken at its word: nothing stands for words left out.
Wanted Verifier::Impl::as_written(std::string_view words) {
  Wanted out;
  out.texts.emplace_back(words);
  out.pieces.push_back(wordings.words(out.texts.front()));
  out.words = out.pieces.front().size();
  return out;
}

std::vector<Source> Verifier::Impl::candidates(const Wanted& wanted, std::string_view words,
                                               const Claim& claim) {
  std::vector<Source> all;
  std::set<const SourceText*> seen;
  const auto add = [&](std::vector<Source> more) {
    for (auto& source : more)
      if (seen.insert(source.get()).second) all.push_back(std::move(source));
  };
  if (wanted.words <= kShortWords && !wanted.is_elided()) {
    if (claim.speaker) add(sources.saying(wanted.texts.front(), claim.speaker));
    add(sources.saying(wanted.texts.front(), std::nullopt));
  }
  add(sources.nearest(words, kNearest));
  for (const auto& piece : wanted.is_elided() ? wanted.texts : std::vector<std::string>())
    if (all.size() < 4 * kNearest) add(sources.nearest(piece, kNearest / 4));
  return all;
}

// Places with all the words of `draft`; those that differ in marks or case are nearly the same.
void Verifier::Impl::exact_in(const Words& draft, const Words& in, const Source& source,
                              const Quotation* joined, std::vector<Place>& places,
                              std::vector<Near>& nearly) {
  for (const auto first : Wordings::occurrences(draft, in)) {
    const auto last = first + draft.size();
    Place place{source, bytes_of(in, first, last), {}, false};
    place.speech =
        joined != nullptr ? SourceText::Speech{Standing::said, joined} : source->speech(place.span);
    if (joined != nullptr && joined->type == QuotationType::indirect)
      place.speech.standing = Standing::reported;
    auto changes = Wordings::surface_changes(draft, in, first, last);
    if (changes.empty())
      places.push_back(std::move(place));
    else
      nearly.push_back({std::move(place), 0, std::move(changes)});
  }
}

std::vector<Place> Verifier::Impl::exact_places(const Wanted& wanted, const std::vector<Source>& candidates,
                                                std::vector<Near>& nearly) {
  std::vector<Place> places;
  for (const auto& source : candidates) {
    if (wanted.is_elided()) {
      if (auto place = elided_in(wanted, source)) places.push_back(std::move(*place));
      continue;
    }
    const auto before = places.size();
    exact_in(wanted.pieces.front(), source->words, source, nullptr, places, nearly);
    if (places.size() > before) continue;
    for (const auto& joined : source->joined)
      exact_in(wanted.pieces.front(), joined.words, source, joined.quotation, places, nearly);
  }
  return places;
}

// All pieces, in order, each behind the one before and as near to it as can be.
std::optional<Place> Verifier::Impl::elided_in(const Wanted& wanted, const Source& source) {
  constexpr std::size_t kMostStarts = 64;
  const auto chain = [&](const Words& in) -> std::optional<Span> {
    const auto starts = Wordings::occurrences(wanted.pieces.front(), in);
    std::optional<Span> best;
    for (std::size_t k = 0; k < std::min(starts.size(), kMostStarts); ++k) {
      auto first = starts[k];
      auto last = first + wanted.pieces.front().size();
      bool holds = Wordings::surface_changes(wanted.pieces.front(), in, first, last).empty();
      for (std::size_t p = 1; holds && p < wanted.pieces.size(); ++p) {
        const auto next = Wordings::occurrences(wanted.pieces[p], in, last);
        holds = !next.empty() && Wordings::surface_changes(wanted.pieces[p], in, next.front(),
                                                           next.front() + wanted.pieces[p].size())
                                     .empty();
        if (holds) last = next.front() + wanted.pieces[p].size();
      }
      if (!holds) continue;
      const auto span = bytes_of(in, first, last);
      if (!best || span.size() < best->size()) best = span;
    }
    return best;
  };
  std::optional<Span> span = chain(source->words);
  if (!span) return std::nullopt;
  // What is left out must not make two speakers one.
  std::set<std::string> speakers;
  const Quotation* first = nullptr;
  for (const auto& quotation : source->view.record.quotations) {
    if (!span->overlaps(quotation.span)) continue;
    if (first == nullptr) first = &quotation;
    if (quotation.speaker && !quotation.speaker->id.empty()) speakers.insert(quotation.speaker->id);
  }
  if (speakers.size() > 1) {
    // Only where pieces themselves are of two: somebody may well speak in between.
    std::set<std::string> of_pieces;
    std::size_t from = 0;
    for (std::size_t i = 0; i < source->words.size(); ++i)
      if (source->words.spans[i].begin >= span->begin) {
        from = i;
        break;
      }
    for (const auto& piece : wanted.pieces) {
      const auto at = Wordings::occurrences(piece, source->words, from);
      if (at.empty()) return std::nullopt;
      const auto speech = source->speech(bytes_of(source->words, at.front(), at.front() + piece.size()));
      if (speech.quotation != nullptr && speech.quotation->speaker)
        of_pieces.insert(speech.quotation->speaker->id);
      from = at.front() + piece.size();
    }
    if (of_pieces.size() > 1) return std::nullopt;
  }
  Place place{source, *span, source->speech(*span), false};
  if (place.speech.quotation == nullptr && first != nullptr)
    place.speech = {first->type == QuotationType::indirect ? Standing::reported : Standing::said, first};
  return place;
}

std::optional<Near> Verifier::Impl::nearest_wording(const Wanted& wanted, const Source& source) {
  const auto& draft = wanted.pieces.front();
  const auto most = static_cast<std::size_t>(kMostDistance * static_cast<double>(draft.size()) + 1e-9);
  const auto allowed = std::max<std::size_t>(most, 1);
  std::optional<Near> best;
  const auto take = [&](const Words& in, const Quotation* joined) {
    auto alignment = wordings.align(draft, in, best ? std::min<std::size_t>(allowed, draft.size()) : allowed);
    if (!alignment || alignment->distance > kMostDistance || (best && alignment->distance >= best->distance))
      return;
    Place place{source, bytes_of(in, alignment->first, alignment->last), {}, false};
    place.speech =
        joined != nullptr ? SourceText::Speech{Standing::said, joined} : source->speech(place.span);
    best = Near{std::move(place), alignment->distance, std::move(alignment->changes)};
  };
  take(source->words, nullptr);
  for (const auto& joined : source->joined) take(joined.words, joined.quotation);
  return best;
}

// Piece by piece, each behind the one before.
std::optional<Near> Verifier::Impl::nearest_elided(const Wanted& wanted, const Source& source) {
  Near near;
  std::size_t edits = 0;
  Span whole;
  Words rest = source->words;
  for (const auto& piece : wanted.pieces) {
    const auto allowed = std::max<std::size_t>(
        piece.size() < kFewestAlteredWords ? 0 : 1,
        static_cast<std::size_t>(kMostDistance * static_cast<double>(piece.size()) + 1e-9));
    const auto alignment = wordings.align(piece, rest, allowed);
    if (!alignment) return std::nullopt;
    edits += alignment->edits;
    const auto span = bytes_of(rest, alignment->first, alignment->last);
    whole = whole.empty() ? span : Span{whole.begin, span.end};
    near.changes.insert(near.changes.end(), alignment->changes.begin(), alignment->changes.end());
    rest =
        Wordings::within(source->words, {{span.end, static_cast<std::uint32_t>(source->words.text.size())}});
  }
  near.distance = static_cast<double>(edits) / static_cast<double>(wanted.words);
  if (near.distance > kMostDistance) return std::nullopt;
  near.place = {source, whole, source->speech(whole), false};
  return near;
}

std::vector<std::string> Verifier::Impl::name_words(std::string_view name) {
  analyzer.analyze(name, analysis);
  std::vector<std::string> words;
  for (const auto& token : analysis.tokens) words.emplace_back(analysis.term(token));
  return words;
}

// One name may be short for the other; first names are spelt in many ways.
Verifier::Impl::Agreement Verifier::Impl::speaker_agreement(const Claim& claim, const Place& place) {
  if (!claim.speaker) return Agreement::unknown;
  const auto said = place.speaker();
  if (!said || place.speaker_id().empty()) return Agreement::unknown;
  if (speaker_id(*claim.speaker) == place.speaker_id()) return Agreement::agreed;
  const auto ours = name_words(*claim.speaker);
  const auto theirs = name_words(*said);
  if (ours.empty() || theirs.empty()) return Agreement::unknown;
  const auto holds = [](const std::vector<std::string>& all, const std::vector<std::string>& some) {
    return std::all_of(some.begin(), some.end(), [&](const std::string& word) {
      return std::find(all.begin(), all.end(), word) != all.end();
    });
  };
  if (holds(ours, theirs) || holds(theirs, ours)) return Agreement::agreed;
  const bool same_family = ours.back() == theirs.back();
  const bool same_initial = ours.front().substr(0, 1) == theirs.front().substr(0, 1);
  return same_family && same_initial ? Agreement::agreed : Agreement::denied;
}

Verifier::Impl::Agreement Verifier::Impl::outlet_agreement(const Claim& claim, const Place& place) {
  if (!claim.outlet || !place.article().outlet) return Agreement::unknown;
  return *claim.outlet == *place.article().outlet ? Agreement::agreed : Agreement::denied;
}

Verifier::Impl::Agreement Verifier::Impl::date_agreement(const Claim& claim, const Place& place) {
  if (!claim.date || !place.article().date) return Agreement::unknown;
  const auto is_near = [&](const std::optional<Day>& day) {
    if (!day) return false;
    const auto after = days_from(*claim.date, *day);
    return after >= -kDaysBefore && after <= (claim.date_is_of_publication ? kDaysBefore : kDaysAfter);
  };
  return is_near(place.article().date) || is_near(place.article().updated) ? Agreement::agreed
                                                                           : Agreement::denied;
}

// What agrees with the draft first; then what stands between marks; then the earliest.
void Verifier::Impl::sort_by_claim(const Claim& claim, std::vector<Place>& places) {
  const auto rank = [&](const Place& place) {
    const auto& article = place.article();
    return std::tuple(-static_cast<int>(speaker_agreement(claim, place)),
                      -static_cast<int>(outlet_agreement(claim, place)),
                      -static_cast<int>(date_agreement(claim, place)),
                      -static_cast<int>(place.speech.standing), !place.source->view.current, !article.date,
                      article.date.value_or(Day{}), article.id, place.span.begin);
  };
  std::stable_sort(places.begin(), places.end(),
                   [&](const Place& a, const Place& b) { return rank(a) < rank(b); });
}

FoundWords Verifier::Impl::found(const Place& place) {
  FoundWords found;
  const auto& record = place.source->view.record;
  found.article = record.article;
  found.revision = record.revision.id;
  found.current = place.source->view.current;
  found.in_headline = place.in_headline;
  const auto digits = pinned_digits(record.revision.id, place.source->view.revisions);
  std::optional<Span> range;
  if (place.in_headline) {
    found.text = record.article.title.value_or("");
  } else {
    found.place = CodePoints(record.text).from_bytes(place.span);
    found.text = slice(record.text, place.span);
    found.is_said = place.speech.standing == Standing::said;
    found.speaker = place.speaker();
    range = found.place;
  }
  found.pinned = print_pinned({record.article.id, record.revision.id.substr(0, digits), range});
  return found;
}

void Verifier::Impl::settle_exact(const Claim& claim, const Wanted& wanted, std::vector<Place> places,
                                  CheckedQuotation& checked) {
  sort_by_claim(claim, places);
  const auto& best = places.front();
  std::set<std::string> articles;
  std::set<std::string> speakers;
  for (const auto& place : places) {
    articles.insert(place.article().id);
    if (place.speech.standing == Standing::said && !place.speaker_id().empty())
      speakers.insert(place.speaker_id());
  }
  checked.printings = static_cast<std::uint32_t>(articles.size());
  checked.found = found(best);
  checked.verdict = wanted.is_elided() ? Verdict::verified_elided : Verdict::verified;
  if (!best.source->view.current)
    checked.notes.emplace_back("only an earlier wording of the article has these words");

  if (!claim.speaker && speakers.size() > 1 && wanted.words <= kAmbiguousWords) {
    checked.verdict = Verdict::ambiguous;
    checked.notes.push_back(std::to_string(speakers.size()) +
                            " people are quoted with these words; name the speaker");
    return;
  }
  switch (speaker_agreement(claim, best)) {
    case Agreement::denied:
      if (claim.speaker_is_inferred) {
        checked.notes.push_back("said by " + best.speaker().value_or("somebody else") +
                                " there; the draft seems to mean " + *claim.speaker);
        break;
      }
      checked.verdict = Verdict::misattributed;
      checked.notes.push_back("the draft names " + *claim.speaker + ", the source " +
                              best.speaker().value_or("nobody"));
      return;
    case Agreement::unknown: {
      if (!claim.speaker) break;
      const auto& authors = best.article().authors;
      const bool is_author = std::any_of(authors.begin(), authors.end(), [&](const std::string& author) {
        return speaker_id(author) == speaker_id(*claim.speaker);
      });
      if (best.speech.standing == Standing::said || best.speaker()) {
        checked.notes.emplace_back("who says it there could not be told");
      } else if (!is_author) {
        checked.verdict = Verdict::paraphrase;
        checked.notes.emplace_back("these are the reporter's words there, not between quotation marks");
        return;
      }
      break;
    }
    case Agreement::agreed:
      if (best.speech.standing != Standing::said) {
        checked.verdict = Verdict::paraphrase;
        checked.notes.emplace_back("the source reports this without quotation marks");
        return;
      }
      break;
  }
  // An agency that is quoted is no claim of where the words stood.
  const bool outlet_speaks = claim.outlet && best.speaker() == claim.outlet;
  if (!outlet_speaks && outlet_agreement(claim, best) == Agreement::denied) {
    checked.verdict = Verdict::misdated;
    checked.notes.push_back("the draft says " + *claim.outlet + "; here it stands in " +
                            *best.article().outlet);
  } else if (date_agreement(claim, best) == Agreement::denied) {
    checked.verdict = Verdict::misdated;
    checked.notes.push_back("the draft says " + to_string(*claim.date) + "; it was published on " +
                            to_string(*best.article().date));
  }
}

void Verifier::Impl::settle_near(const Claim& claim, std::vector<Near> nearly, CheckedQuotation& checked) {
  const auto rank = [&](const Near& near) {
    const auto& article = near.place.article();
    return std::tuple(near.distance, near.changes.size(),
                      -static_cast<int>(speaker_agreement(claim, near.place)),
                      -static_cast<int>(outlet_agreement(claim, near.place)), !article.date,
                      article.date.value_or(Day{}), article.id, near.place.span.begin);
  };
  std::stable_sort(nearly.begin(), nearly.end(),
                   [&](const Near& a, const Near& b) { return rank(a) < rank(b); });
  auto& best = nearly.front();
  checked.found = found(best.place);
  checked.changes = with_runs_joined(best.changes);
  checked.verdict = Verdict::altered;

  // Another speaker's words that are as near: which were meant cannot be told.
  if (!claim.speaker && best.distance > 0) {
    const auto rival = std::find_if(nearly.begin() + 1, nearly.end(), [&](const Near& near) {
      return near.distance - best.distance < kAsNear && !near.place.speaker_id().empty() &&
             !best.place.speaker_id().empty() && near.place.speaker_id() != best.place.speaker_id();
    });
    if (rival != nearly.end()) {
      checked.verdict = Verdict::ambiguous;
      checked.notes.push_back("words of " + rival->place.speaker().value_or("somebody else") +
                              " are as near");
      return;
    }
  }
  // The reporter's words for it are no quotation that could be altered.
  if (claim.speaker && best.distance > 0 && best.place.speech.standing != Standing::said) {
    checked.verdict = Verdict::paraphrase;
    checked.notes.emplace_back("the source has it without quotation marks");
    return;
  }
  // A whole sentence left out without a mark joins what did not stand together.
  const bool only_left_out =
      std::all_of(best.changes.begin(), best.changes.end(), [](const WordChange& change) {
        return change.op == WordChange::Op::equal || change.op == WordChange::Op::erase;
      });
  if (only_left_out && best.distance > 0 &&
      ends_a_sentence(best.place.source->view.record.text, best.place.span)) {
    std::string left_out;
    for (const auto& change : best.changes)
      if (change.op == WordChange::Op::erase) left_out += change.source + " ";
    const auto lines = sentences(slice(best.place.source->view.record.text, best.place.span), "");
    std::size_t words_out = 0;
    for (const auto& change : best.changes) words_out += change.op == WordChange::Op::erase ? 1 : 0;
    for (const auto& line : lines) {
      const auto words =
          wordings.words(slice(slice(best.place.source->view.record.text, best.place.span), line));
      if (words.size() > 0 && words.size() == words_out && lines.size() > 2)
        checked.verdict = Verdict::spliced;
    }
    if (checked.verdict == Verdict::spliced)
      checked.notes.emplace_back("a sentence between these two is left out without a mark");
  }
  if (speaker_agreement(claim, best.place) == Agreement::denied)
    checked.notes.push_back("and the source names " + best.place.speaker().value_or("nobody") + ", not " +
                            *claim.speaker);
}

// The longest runs of the draft's words that stand together somewhere, one after the other.
bool Verifier::Impl::splice(const Wanted& wanted, const std::vector<Source>& candidates,
                            CheckedQuotation& checked) {
  struct Run {
    Source source;
    std::size_t first = 0;
    std::size_t words = 0;
  };
  const auto longest_run = [&](const Words& draft, std::size_t from) {
    Run best;
    for (const auto& source : candidates) {
      const auto& in = source->words;
      for (std::size_t at = 0; at < in.size(); ++at) {
        if (in.ids[at] != draft.ids[from]) continue;
        std::size_t length = 1;
        while (from + length < draft.size() && at + length < in.size() &&
               in.ids[at + length] == draft.ids[from + length])
          ++length;
        if (length > best.words) best = {source, at, length};
      }
    }
    return best;
  };
  std::vector<Run> runs;
  std::size_t unknown = 0;
  for (const auto& draft : wanted.pieces) {
    for (std::size_t at = 0; at < draft.size();) {
      const auto run = longest_run(draft, at);
      if (run.words < std::min(kFewestSplicedWords, draft.size())) {
        ++unknown;
        ++at;
        continue;
      }
      runs.push_back(run);
      at += run.words;
    }
  }
  if (runs.size() < 2 || runs.size() > kMostSplices || unknown * 10 > wanted.words) return false;
  const auto& longest = *std::max_element(runs.begin(), runs.end(),
                                          [](const Run& a, const Run& b) { return a.words < b.words; });
  const auto span_of = [](const Run& run) {
    return bytes_of(run.source->words, run.first, run.first + run.words);
  };
  // In one sentence, in order: words left out, no splice.
  bool in_one_sentence = true;
  for (std::size_t i = 1; i < runs.size(); ++i) {
    const auto before = span_of(runs[i - 1]);
    const auto behind = span_of(runs[i]);
    in_one_sentence = in_one_sentence && runs[i].source == runs[i - 1].source && before.end <= behind.begin &&
                      !ends_a_sentence(runs[i].source->view.record.text, {before.end, behind.begin});
  }
  checked.found = found({longest.source, span_of(longest), longest.source->speech(span_of(longest)), false});
  if (in_one_sentence && unknown == 0) {
    const Span whole{span_of(runs.front()).begin, span_of(runs.back()).end};
    const Place place{longest.source, whole, longest.source->speech(whole), false};
    checked.found = found(place);
    checked.verdict = Verdict::altered;
    const auto& draft = wanted.pieces.front();
    const auto part = Wordings::within(longest.source->words, {whole});
    if (auto alignment = wordings.align(draft, part, part.size() + draft.size()))
      checked.changes = with_runs_joined(std::move(alignment->changes));
    checked.notes.emplace_back("words between are left out without a mark");
    return true;
  }
  checked.verdict = Verdict::spliced;
  for (const auto& run : runs) {
    const auto place = found({run.source, span_of(run), run.source->speech(span_of(run)), false});
    checked.notes.push_back("\u201C" + one_line(place.text) + "\u201D stands at " + place.pinned);
  }
  return true;
}

// The same content words close together.
bool Verifier::Impl::paraphrase(const Wanted& wanted, const std::vector<Source>& candidates,
                                CheckedQuotation& checked) {
  Stemmer stemmer("en");
  const auto stems = [&](const Words& words) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto folded = analyzer.fold(words.printed(i));
      out.emplace_back(folded.size() < 3 || is_function_word(folded) ? ""
                                                                     : std::string(stemmer.stem(folded)));
    }
    return out;
  };
  std::set<std::string> content;
  for (const auto& piece : wanted.pieces)
    for (auto& stem : stems(piece))
      if (!stem.empty()) content.insert(std::move(stem));
  if (content.size() < kFewestContentWords) return false;
  double best = kSameContent;
  bool is_found = false;
  for (const auto& source : candidates) {
    const auto all = stems(source->words);
    const auto window = wanted.words + wanted.words / 2 + 4;
    std::map<std::string_view, std::size_t> inside;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (content.count(all[i]) > 0) ++inside[all[i]];
      if (i >= window)
        if (const auto left = inside.find(all[i - window]); left != inside.end() && --left->second == 0)
          inside.erase(left);
      const auto share = static_cast<double>(inside.size()) / static_cast<double>(content.size());
      if (share < best || (is_found && share <= best)) continue;
      const auto first = i + 1 > window ? i + 1 - window : 0;
      // From the first to the last of the words in common.
      auto from = first;
      while (from < i && content.count(all[from]) == 0) ++from;
      const Span span = bytes_of(source->words, from, i + 1);
      const Place place{source, span, source->speech(span), false};
      const bool by_another =
          checked.claim.speaker && speaker_agreement(checked.claim, place) != Agreement::agreed;
      if (by_another && share < kSameContentOfOthers) continue;
      best = share;
      is_found = true;
      checked.found = found(place);
    }
  }
  if (!is_found) return false;
  checked.verdict = Verdict::paraphrase;
  checked.notes.emplace_back("these words are close in meaning; they are not the same");
  return true;
}

bool Verifier::Impl::in_headline(const Wanted& wanted, std::string_view words, CheckedQuotation& checked) {
  if (wanted.is_elided()) return false;
  for (const auto& source : sources.headed(words)) {
    const auto title = source->view.record.article.title.value_or("");
    const auto in = wordings.words(title);
    const auto at = Wordings::occurrences(wanted.pieces.front(), in);
    if (at.empty()) continue;
    const auto last = at.front() + wanted.pieces.front().size();
    if (!Wordings::surface_changes(wanted.pieces.front(), in, at.front(), last).empty()) continue;
    checked.found = found({source, {}, {}, true});
    checked.verdict = Verdict::verified;
    checked.printings = 1;
    checked.notes.emplace_back("these words stand in the headline only");
    return true;
  }
  return false;
}

CheckedQuotation Verifier::Impl::check(std::string_view words, const Claim& claim) {
  CheckedQuotation checked;
  checked.words = words;
  checked.claim = claim;
  const auto draft = wanted(words);
  if (draft.words == 0) return checked;
  auto sources_found = candidates(draft, words, claim);

  std::vector<Near> nearly;
  if (draft.is_elided()) {
    // The marks may be the source's own.
    const Wanted as_printed = as_written(words);
    if (auto places = exact_places(as_printed, sources_found, nearly); !places.empty()) {
      settle_exact(claim, as_printed, std::move(places), checked);
      return checked;
    }
    nearly.clear();
  }
  auto places = exact_places(draft, sources_found, nearly);
  if (places.empty()) {
    // Earlier wordings: an outlet may have changed them since.
    std::vector<Source> earlier;
    for (const auto& source : sources_found)
      for (auto& old : sources.earlier(*source)) earlier.push_back(std::move(old));
    places = exact_places(draft, earlier, nearly);
  }
  if (!places.empty()) {
    settle_exact(claim, draft, std::move(places), checked);
    return checked;
  }
  if (in_headline(draft, words, checked)) return checked;
  if (draft.words >= kFewestAlteredWords || !nearly.empty()) {
    for (const auto& source : sources_found) {
      if (draft.words < kFewestAlteredWords) break;
      auto near = draft.is_elided() ? nearest_elided(draft, source) : nearest_wording(draft, source);
      if (near) nearly.push_back(std::move(*near));
    }
    if (!nearly.empty()) {
      settle_near(claim, std::move(nearly), checked);
      return checked;
    }
  }
  if (splice(draft, sources_found, checked)) return checked;
  if (paraphrase(draft, sources_found, checked)) return checked;
  checked.notes.emplace_back(
      "nothing like it is in this index, which proves nothing about what is not in it");
  return checked;
}

Verifier::Verifier(Searcher& searcher) : impl_(std::make_unique<Impl>(searcher)) {}
Verifier::~Verifier() = default;

CheckedQuotation Verifier::check(std::string_view words, const Claim& claim) {
  return impl_->check(words, claim);
}

Verification Verifier::verify(const Draft& draft) {
  Verification verification;
  const auto holdings = impl_->searcher.holdings();
  verification.searched = {holdings.articles, holdings.outlets, holdings.dates};
  DraftReader reader(impl_->searcher.outlets());
  const CodePoints points(draft.text);
  for (auto& quotation : reader.quotations(draft)) {
    auto checked = impl_->check(quotation.words, quotation.claim);
    const auto place = draft.in_text(quotation.prose);
    checked.place = points.from_bytes(place);
    checked.position = draft.position(place.begin);
    verification.quotations.push_back(std::move(checked));
  }
  return verification;
}

}  // namespace pressmark
