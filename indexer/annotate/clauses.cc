#include "indexer/annotate/clauses.h"

#include <algorithm>

namespace pressmark::annotation {
namespace {

// Present and past forms the lexicon doesn't list.
bool ends_like_verb(std::string_view word) {
  const auto n = word.size();
  return n > 3 && static_cast<unsigned char>(word[0]) < 0x80 &&
         (word.substr(n - 2) == "ed" || (word.back() == 's' && word[n - 2] != 's' && word[n - 2] != '\''));
}

bool ends_with_ly(std::string_view word) {
  return word.size() > 4 && word.substr(word.size() - 2) == "ly";
}

bool is_adverb(const Reading& reading, std::uint32_t i) {
  return reading.tokens[i].is(kAdverb) || (reading.tokens[i].word && ends_with_ly(reading.word(i)));
}

bool links_names(const Reading& reading, std::uint32_t i, std::uint32_t begin, std::uint32_t end) {
  return reading.tokens[i].is(kCoordinator) && i > begin && i + 1 < end && reading.tokens[i - 1].word &&
         reading.tokens[i + 1].word &&
         !reading.tokens[i + 1].is(kAuxiliary | kSubordinator | kSpeech | kFiniteVerb | kAdverb);
}

// Words that end a subject when one walks left from its verb.
bool bounds_subject(const Reading& reading, std::uint32_t i, std::uint32_t limit, std::uint32_t end) {
  const Token& token = reading.tokens[i];
  if (token.quoted()) return true;
  if (!token.word)
    return reading.word(i) != "&" && !reading.is_mark(i, '-') && !reading.is_mark(i, '%') &&
           !reading.is_mark(i, '/');
  if (token.is(kPossessive)) return false;
  if (token.is(kCoordinator)) return !links_names(reading, i, limit, end);
  if (token.capital && i > limit) return false;
  if (token.is(kSubordinator | kAuxiliary)) return true;
  if (token.is(kSpeech | kWeakCue) && !token.is(kNounToo) && !token.is(kThatNeeded)) return true;
  if (token.is(kFiniteVerb) && !token.is(kNounToo)) return true;
  // “Ann Lee thanked Bo Carter, who said”
  if (i > limit && i + 1 < end && reading.word(i).ends_with("ed") && reading.tokens[i - 1].capital &&
      (reading.tokens[i + 1].capital || reading.tokens[i + 1].is(kDeterminer)))
    return true;
  static constexpr std::string_view kWithinNames[] = {"of",   "for", "at", "in", "from",
                                                      "with", "on",  "to", "by", "about"};
  return token.is(kPreposition) && std::none_of(std::begin(kWithinNames), std::end(kWithinNames),
                                                [&](auto word) { return is_folded(reading, i, word); });
}

bool begins_apposition(const Reading& reading, std::uint32_t i) {
  const Token& token = reading.tokens[i];
  return token.word && (token.capital ||
                        token.is(kDeterminer | kRole | kRelative | kTitle | kPreposition | kPluralPeople |
                                 kNationality | kBody | kSubordinator | kGerund | kAdverb) ||
                        (reading.text[token.span.begin] >= '0' && reading.text[token.span.begin] <= '9') ||
                        ends_like_verb(reading.word(i)));
}

// The comma that opens what the comma or dash at `close` closes; `close` when there is none near.
std::uint32_t opening_comma(const Reading& reading, std::uint32_t close, std::uint32_t limit) {
  const bool dash = is_dash(reading, close);
  const std::uint32_t lowest = close > limit + kPhraseLimit ? close - kPhraseLimit : limit;
  for (std::uint32_t i = close; i-- > lowest;) {
    if (reading.tokens[i].quoted() && !reading.tokens[close].quoted()) continue;
    const std::string_view word = reading.word(i);
    if (word == ";" || word == ":" || word == "(") return close;
    if (dash ? is_dash(reading, i) : is_comma(reading, i)) {
      if (i + 1 < close && begins_apposition(reading, i + 1)) return i;
      if (dash) return i;
    }
  }
  return close;
}

// “In Ohio Trump”: leading prepositional words and adverbs are none of the subject's.
std::uint32_t skip_leading(const Reading& reading, std::uint32_t begin, std::uint32_t end) {
  while (begin < end) {
    const Token& token = reading.tokens[begin];
    const bool leading = !token.word || token.is(kPreposition | kCoordinator) ||
                         (token.is(kAdverb) && !token.is(kDeterminer)) ||
                         (token.is(kSubordinator) && !token.is(kDeterminer)) || token.is(kCalendar) ||
                         (is_adverb(reading, begin) && !token.capital && begin + 1 < end);
    if (!leading) break;
    ++begin;
  }
  return begin;
}

// A determiner behind a noun: “told reporters | this was”.
bool begins_another_phrase(const Reading& reading, std::uint32_t i) {
  static constexpr std::string_view kStarts[] = {"a",   "an",    "the", "this", "these", "those", "his",
                                                 "her", "their", "its", "my",   "our",   "your",  "there"};
  const Token& previous = reading.tokens[i - 1];
  return !previous.is(kPreposition | kCoordinator | kDeterminer) &&
         std::any_of(std::begin(kStarts), std::end(kStarts),
                     [&](auto word) { return is_folded(reading, i, word); });
}

// “to succeed”, not “to the crowd”.
bool is_infinitive(const Reading& reading, std::uint32_t i, std::uint32_t limit) {
  if (!is_folded(reading, i, "to") || i + 1 >= limit) return false;
  const Token& next = reading.tokens[i + 1];
  return !next.capital && !next.is(kDeterminer | kObjectPronoun | kPluralPeople | kRole | kPossessive);
}

// An apposition that begins at the comma `comma`: its end, else `comma`.
std::uint32_t apposition_end(const Reading& reading, std::uint32_t comma, std::uint32_t limit) {
  const std::uint32_t first = comma + 1;
  if (first >= limit) return comma;
  const Token& token = reading.tokens[first];
  if (!token.is(kDeterminer | kRole | kRelative | kPluralPeople | kBody | kNationality) || token.quoted())
    return comma;
  const std::uint32_t last = std::min(limit, first + 18);
  for (std::uint32_t i = first; i < last; ++i) {
    const Token& here = reading.tokens[i];
    if (here.quoted()) return i;
    if (!here.word && reading.word(i) != "&" && !reading.is_mark(i, '-')) return i;
    if (here.is(kSpeech) && !here.is(kNounToo)) return comma;
    // “According to her, the dam is safe”: a clause, unless a relative one.
    if (here.is(kFiniteVerb) && !here.is(kNounToo) && !here.capital && !token.is(kRelative)) return comma;
  }
  return last == limit ? limit : comma;
}

Stretch subject_behind(const Reading& reading, std::uint32_t verb, std::uint32_t limit) {
  if (verb <= limit) return {verb, verb};
  std::uint32_t end = verb;
  const Token& last = reading.tokens[end - 1];
  if (last.quoted()) return {verb, verb};
  if (last.is(kSubjectPronoun) && !last.is(kDeterminer) && last.word) return {end - 1, end};
  if (is_comma(reading, end - 1) || is_dash(reading, end - 1)) {
    const std::uint32_t comma = opening_comma(reading, end - 1, limit);
    if (comma == end - 1) return {verb, verb};
    Stretch subject = subject_behind(reading, comma, limit);
    return subject.empty() ? Stretch{verb, verb} : subject;
  }
  if (reading.is_mark(end - 1, ')')) {
    const std::uint32_t lowest = end > limit + 12 ? end - 12 : limit;
    for (std::uint32_t i = end - 1; i-- > lowest;) {
      if (reading.is_mark(i, '(')) return subject_behind(reading, i, limit);
    }
    return {verb, verb};
  }
  std::uint32_t begin = end;
  while (begin > limit && end - begin < 18 && !bounds_subject(reading, begin - 1, limit, end)) --begin;
  // A finite verb in capitals or a lost boundary: stop at the first word that can begin a phrase.
  begin = skip_leading(reading, begin, end);
  if (begin >= end || reading.tokens[end - 1].is(kNotSubject | kPreposition)) return {verb, verb};
  return {begin, end};
}

}  // namespace

bool is_comma(const Reading& reading, std::uint32_t i) {
  return reading.is_mark(i, ',');
}

bool is_dash(const Reading& reading, std::uint32_t i) {
  const std::string_view word = reading.word(i);
  return word == "\u2014" || word == "\u2013" || word == "-" || word == "\u2015";
}

bool is_folded(const Reading& reading, std::uint32_t i, std::string_view lower_case) {
  return equals_folded(reading.word(i), lower_case);
}

Stretch noun_phrase_right(const Reading& reading, std::uint32_t begin, std::uint32_t limit) {
  std::uint32_t end = begin;
  limit = std::min(limit, begin + kPhraseLimit);
  if (begin >= limit || reading.tokens[begin].quoted()) return {begin, begin};
  const Token& first = reading.tokens[begin];
  if (first.is(kSubjectPronoun | kObjectPronoun) && !first.is(kDeterminer)) return {begin, begin + 1};
  if (!first.word || first.is(kPreposition | kSubordinator | kAuxiliary | kCalendar)) return {begin, begin};
  while (end < limit && !reading.tokens[end].quoted()) {
    const Token& token = reading.tokens[end];
    if (!token.word) {
      if (is_comma(reading, end) && end > begin) {
        const std::uint32_t apposed = apposition_end(reading, end, limit);
        if (apposed > end) end = apposed;
      }
      break;
    }
    if (end > begin && !token.capital) {
      if (token.is(kSpeech) && !token.is(kNounToo | kThatNeeded)) break;
      if (token.is(kAuxiliary | kSubordinator)) break;
      // “Obama failed to”: a verb behind a name.
      if (reading.tokens[end - 1].capital && ends_like_verb(reading.word(end)) &&
          !token.is(kRole | kPluralPeople | kBody | kPossessive | kTimeNoun) &&
          !reading.tokens[end - 1].is(kNationality | kDeterminer)) {
        break;
      }
      if (token.is(kCoordinator) && !links_names(reading, end, begin, limit)) break;
      if (token.is(kSubjectPronoun)) break;
      if (begins_another_phrase(reading, end)) break;
      static constexpr std::string_view kWithin[] = {"of", "for", "at", "from"};
      const bool envoy_to = is_folded(reading, end, "to") && reading.tokens[end - 1].is(kRole);
      if (token.is(kPreposition) && !envoy_to &&
          std::none_of(std::begin(kWithin), std::end(kWithin),
                       [&](auto word) { return is_folded(reading, end, word); })) {
        break;
      }
    }
    if (token.is(kCalendar) && token.capital && end > begin) break;
    ++end;
  }
  while (end > begin + 1 && reading.tokens[end - 1].word &&
         (reading.tokens[end - 1].is(kPreposition | kCoordinator) || is_adverb(reading, end - 1)) &&
         !reading.tokens[end - 1].capital) {
    --end;
  }
  return {begin, end};
}

std::uint32_t verb_group_begin(const Reading& reading, std::uint32_t verb, std::uint32_t limit) {
  std::uint32_t begin = verb;
  // quoted as saying; went on to say; is expected to announce
  if (begin >= limit + 2 && is_folded(reading, begin - 1, "as") &&
      (is_folded(reading, begin - 2, "quoted") || is_folded(reading, begin - 2, "cited"))) {
    begin -= 2;
  } else if (begin >= limit + 3 && is_folded(reading, begin - 1, "to") &&
             is_folded(reading, begin - 2, "on") && reading.tokens[begin - 3].is(kWeakCue)) {
    begin -= 3;
  }
  while (begin > limit && verb - begin < 8) {
    const Token& token = reading.tokens[begin - 1];
    if (token.quoted() || !token.word) break;
    if (!token.is(kAuxiliary) &&
        !(is_adverb(reading, begin - 1) && !token.is(kSubordinator | kPreposition)) &&
        !is_folded(reading, begin - 1, "once") && !is_folded(reading, begin - 1, "then")) {
      break;
    }
    if (token.is(kSubjectPronoun)) break;
    --begin;
  }
  return begin;
}

namespace {

// “DeAnna Lorraine, a candidate who polled … against Speaker Nancy Pelosi, D-Calif., claimed”: what stands
// between the first comma and the last belongs to the name in front. Empty where that isn't so.
Stretch apposed_subject(const Reading& reading, std::uint32_t verb, std::uint32_t limit) {
  const Stretch none{verb, verb};
  if (verb <= limit + 4 || !is_comma(reading, verb - 1)) return none;
  std::uint32_t begin = limit;
  // In Iowa on Monday, …
  if (reading.tokens[begin].is(kPreposition | kCalendar) || is_adverb(reading, begin)) {
    while (begin + 1 < verb && begin < limit + 9 && !is_comma(reading, begin)) ++begin;
    if (!is_comma(reading, begin)) return none;
    ++begin;
  }
  std::uint32_t end = begin;
  while (end < verb && end < begin + 7 && reading.tokens[end].word && !reading.tokens[end].quoted() &&
         (reading.tokens[end].capital || reading.tokens[end].is(kParticle | kTitle)))
    ++end;
  if (end < begin + 2 || end + 3 >= verb || !is_comma(reading, end) || reading.tokens[begin].is(kStarter))
    return none;
  const Token& first = reading.tokens[end + 1];
  const bool apposition = first.word && !first.quoted() && !first.capital &&
                          first.is(kDeterminer | kRelative | kRole | kTitle) &&
                          !first.is(kSubjectPronoun | kPossessive);
  if (!apposition && !is_folded(reading, end + 1, "who") && !is_folded(reading, end + 1, "former"))
    return none;
  for (std::uint32_t i = end + 1; i + 1 < verb; ++i) {
    const Token& next = reading.tokens[i + 1];
    if (reading.tokens[i].quoted() || reading.word(i) == ";" || reading.word(i) == ":") return none;
    if (!is_comma(reading, i)) continue;
    const bool clause =
        next.is(kAuxiliary | kFiniteVerb | kCoordinator | kSubjectPronoun) ||
        (next.is(kSubordinator) && !next.is(kRelative)) ||
        (!next.capital && ends_like_verb(reading.word(i + 1)) && !next.is(kRole | kPluralPeople | kBody));
    if (clause) return none;
  }
  return {begin, end};
}

}  // namespace

Stretch subject_left(const Reading& reading, std::uint32_t verb, std::uint32_t limit) {
  if (const Stretch subject = apposed_subject(reading, verb, limit);
      !subject.empty() && verb - subject.begin < 3 * kPhraseLimit)
    return subject;
  // Fixed before the steps over appositions, so that a chain of commas costs no more than one phrase.
  const std::uint32_t reach = 3 * kPhraseLimit;
  return subject_behind(reading, verb, verb > limit + reach ? verb - reach : limit);
}

Stretch first_subject(const Reading& reading, std::uint32_t begin, std::uint32_t limit) {
  std::uint32_t i = begin;
  const std::uint32_t last = std::min(limit, begin + kPhraseLimit);
  while (i < last && (!reading.tokens[i].word || reading.tokens[i].quoted())) ++i;
  // In Iowa on Monday, … While campaigning, …
  if (i < last && reading.tokens[i].is(kPreposition | kSubordinator | kGerund | kCalendar) &&
      !reading.tokens[i].is(kDeterminer)) {
    for (std::uint32_t k = i; k < last; ++k) {
      if (is_comma(reading, k) && k + 1 < last) {
        i = k + 1;
        break;
      }
    }
  }
  while (i < last && (reading.tokens[i].is(kCoordinator) || is_adverb(reading, i) || !reading.tokens[i].word))
    ++i;
  Stretch phrase = noun_phrase_right(reading, i, last);
  // Without a tagger a phrase may swallow its verb: end it before the first lower-case word that looks like
  // one.
  for (std::uint32_t k = phrase.begin + 1; k < phrase.end; ++k) {
    const Token& token = reading.tokens[k];
    if (!token.word || (!token.capital &&
                        (token.is(kFiniteVerb) || (token.is(kWeakCue | kSpeech) && !token.is(kNounToo))))) {
      phrase.end = k;
      break;
    }
    if (!token.capital && reading.tokens[k - 1].capital && ends_like_verb(reading.word(k)) &&
        !token.is(kRole | kPluralPeople | kBody)) {
      phrase.end = k;
      break;
    }
  }
  return phrase;
}

std::uint32_t skip_adjuncts(const Reading& reading, std::uint32_t begin, std::uint32_t limit) {
  std::uint32_t i = begin;
  const std::uint32_t last = std::min(limit, begin + kPhraseLimit);
  while (i < last && !reading.tokens[i].quoted() && reading.tokens[i].word) {
    const Token& token = reading.tokens[i];
    if (token.is(kCalendar) && (token.capital || i > begin)) {
      ++i;
      if (i < last && reading.tokens[i].is(kTimeNoun) && !reading.tokens[i].is(kSubordinator | kDeterminer))
        ++i;
    } else if (token.is(kTimeNoun) && !token.is(kDeterminer | kSubordinator) && !token.is(kNotSubject)) {
      ++i;
    } else if ((is_folded(reading, i, "this") || is_folded(reading, i, "last") ||
                is_folded(reading, i, "earlier") || is_folded(reading, i, "the")) &&
               i + 1 < last && (reading.tokens[i + 1].is(kTimeNoun) || reading.tokens[i + 1].is(kCalendar)) &&
               !reading.tokens[i + 1].is(kSubordinator | kDeterminer)) {
      i += 2;
    } else if (is_adverb(reading, i) && !token.is(kSubordinator) && !token.is(kNotSubject) &&
               !token.is(kPreposition)) {
      ++i;
    } else if (token.is(kPreposition) && !is_infinitive(reading, i, last) &&
               !(i == begin && is_folded(reading, i, "of"))) {
      std::uint32_t k = i + 1;
      while (k < last && reading.tokens[k].word && !reading.tokens[k].quoted()) {
        const Token& inner = reading.tokens[k];
        if (is_folded(reading, k, "that") || is_folded(reading, k, "if") || is_folded(reading, k, "whether"))
          break;
        if (inner.is(kSubjectPronoun) && !inner.is(kDeterminer) && !inner.is(kObjectPronoun)) break;
        if (k > i + 1 && inner.is(kPreposition | kCalendar)) break;
        ++k;
      }
      i = k;
    } else {
      break;
    }
  }
  return i;
}

bool looks_like_clause(const Reading& reading, Stretch stretch) {
  if (stretch.size() < 3) return false;
  const std::uint32_t last = std::min(stretch.end, stretch.begin + 60);
  for (std::uint32_t i = stretch.begin + 1; i < last; ++i) {
    const Token& token = reading.tokens[i];
    if (!token.word) continue;
    if (token.is(kFiniteVerb | kSpeech) || (!token.capital && ends_like_verb(reading.word(i)))) return true;
  }
  return false;
}

Stretch without_stop(const Reading& reading, Stretch stretch) {
  while (!stretch.empty()) {
    const Token& token = reading.tokens[stretch.end - 1];
    if (token.word || token.quoted()) break;
    const std::string_view mark = reading.word(stretch.end - 1);
    if (mark == ")" || mark == "]" || mark == "%" || mark == "$") break;
    --stretch.end;
  }
  while (!stretch.empty()) {
    const Token& token = reading.tokens[stretch.begin];
    if (token.word || token.quoted()) break;
    const std::string_view mark = reading.word(stretch.begin);
    if (mark == "(" || mark == "[" || mark == "$" || mark == "#") break;
    ++stretch.begin;
  }
  return stretch;
}

}  // namespace pressmark::annotation
