// German: who speaks, by the phrase beside the verb, its case and its gender.
#include "indexer/annotate/german_sieve.h"

#include <algorithm>
#include <array>

namespace pressmark::annotation {
namespace {

constexpr std::array<std::string_view, 9> kAdverbEndings{"lich", "weise", "isch", "seits", "falls",
                                                         "mals", "dings", "haft", "dessen"};

}  // namespace

GermanSpeaker GermanSieve::named(const GermanPhrase& phrase) {
  GermanSpeaker who;
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

void GermanSieve::remember(std::uint32_t at, const std::string& name, Gender gender, bool /*speaks*/) {
  constexpr std::size_t kKept = 8;
  if (!mentions_.empty() && mentions_.back().name == name) {
    mentions_.back().at = at;
    return;
  }
  if (mentions_.size() >= kKept) mentions_.erase(mentions_.begin());
  mentions_.push_back({name, gender, at});
}

std::string GermanSieve::meant_by(std::uint32_t at) const {
  const std::string pronoun = lowered(at);
  if (pronoun != "er" && pronoun != "sie" && pronoun != "dieser" && pronoun != "diese") return "";
  return meant_by(at, pronoun == "er" || pronoun == "dieser" ? Gender::male : Gender::female);
}

std::string GermanSieve::meant_by(std::uint32_t at, Gender wanted) const {
  for (std::size_t k = mentions_.size(); k-- > 0;) {
    const Mention& mention = mentions_[k];
    if (mention.at >= at || at - mention.at > kGermanMemory) continue;
    if (mention.gender != Gender::unknown && mention.gender != wanted) continue;
    return mention.name;
  }
  return "";
}

std::optional<GermanSpeaker> GermanSieve::speaking(const GermanPhrase& phrase) {
  if (phrase.pronoun || !p_.is(phrase.core.end - 1, kDeAbstract)) return named(phrase);
  std::uint32_t owner = phrase.core.end;
  if (owner < phrase.whole.end && (word_is(owner, "von") || word_is(owner, "vom"))) ++owner;
  if (owner < phrase.whole.end)
    if (const GermanPhrase whose = p_.phrase_at(owner, phrase.whole.end); !whose.empty()) return named(whose);
  const std::string first = lowered(phrase.core.begin);
  const bool his = first.starts_with("sein");
  if (!his && !first.starts_with("ihr")) return std::nullopt;
  GermanSpeaker who;
  who.phrase.core = who.phrase.whole = {phrase.core.begin, phrase.core.begin + 1};
  who.name = meant_by(phrase.core.begin, his ? Gender::male : Gender::female);
  who.step = Step::pronoun;
  return who.name.empty() ? std::nullopt : std::optional(who);
}

std::optional<GermanSpeaker> GermanSieve::right_of(std::uint32_t verb, std::uint32_t end, bool* at_once) {
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
      if (auto who = speaking(phrase)) {
        if (at_once != nullptr) *at_once = !past_phrase;
        return who;
      }
    }
    i = phrase.core.end;
    past_phrase = true;
  }
  return std::nullopt;
}

std::optional<GermanSpeaker> GermanSieve::name_in_marks(std::uint32_t i, std::uint32_t verb) {
  if (verb == 0 || (!pause(verb - 1) && !token(verb - 1).quoted())) return std::nullopt;
  return marked_name(i, static_cast<std::uint32_t>(r_.tokens.size()));
}

std::optional<GermanSpeaker> GermanSieve::marked_name(std::uint32_t i, std::uint32_t end) const {
  constexpr std::uint32_t kNameTokens = 7;
  if (i >= end || !token(i).quoted()) return std::nullopt;
  const MarkedWords& range = r_.ranges[static_cast<std::size_t>(token(i).range)];
  if (range.tokens.begin != i || range.tokens.size() > kNameTokens) return std::nullopt;
  GermanSpeaker who;
  who.phrase.core = who.phrase.whole = range.tokens;
  who.name = std::string(slice(r_.text, range.inner));
  who.step = Step::described;
  return who;
}

bool GermanSieve::begins_subject(std::uint32_t i) const {
  return !is(i, kDePreposition | kDeSubordinator | kDeAccording) &&
         (!is(i, kDeAdverb) || is(i, kDeDeterminer | kDeRole)) && !is_adverb_by_form(i);
}

bool GermanSieve::is_adverb_by_form(std::uint32_t i) const {
  if (i + 1 >= r_.tokens.size() || !token(i).capital || token(i + 1).capital) return false;
  const std::string_view word = r_.word(i);
  return std::any_of(kAdverbEndings.begin(), kAdverbEndings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

std::optional<GermanPhrase> GermanSieve::first_phrase(std::uint32_t begin, std::uint32_t end) const {
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

bool GermanSieve::is_short(const MarkedWords& range) const {
  constexpr std::uint32_t kShortTokens = 8;
  return range.tokens.size() <= kShortTokens && !stops(range.tokens.end - 2);
}

std::uint32_t GermanSieve::clause_begin(std::uint32_t begin, std::uint32_t at) const {
  for (std::uint32_t i = at; i > begin; --i) {
    if (token(i - 1).quoted() && !is_short(r_.ranges[static_cast<std::size_t>(token(i - 1).range)])) return i;
    if (!token(i - 1).quoted() && (r_.is_mark(i - 1, ';') || r_.is_mark(i - 1, ':'))) return i;
    if (comma(i - 1) && i < at && is(i, kDeSubordinator)) return i;
  }
  return begin;
}

bool GermanSieve::holds_verb(Stretch words) const {
  for (std::uint32_t i = words.begin; i < words.end; ++i)
    if (is(i, kDeSpeech | kDeJudgement | kDeAuxiliary | kDeReported) || token(i).quoted()) return true;
  return false;
}

bool GermanSieve::is_subject_form(std::uint32_t i) const {
  return word_is(i, "Der") || word_is(i, "der") || word_is(i, "Ein") || word_is(i, "Sein") ||
         word_is(i, "Ihr");
}

std::optional<GermanSpeaker> GermanSieve::subject_of(std::uint32_t verb, std::uint32_t begin,
                                                     std::uint32_t end) {
  const std::uint32_t clause = clause_begin(begin, verb);
  if (is(clause, kDeSubordinator) && clause < verb) {
    // “wie der Sprecher mitteilte”; “Obwohl …, sagte der Sprecher”
    const GermanPhrase behind = p_.phrase_at(clause + 1, verb);
    // “Als Begründung sagte …”
    if (lowered(clause) == "als" && !behind.empty() && behind.whole.end == verb) return right_of(verb, end);
    const bool within = std::none_of(r_.tokens.begin() + clause, r_.tokens.begin() + verb,
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
      if (!phrase.empty() && !phrase.oblique) return speaking(phrase);
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
      if (left->pronoun) return speaking(*left);
      if (verb + 1 < end && (word_is(verb + 1, "er") || word_is(verb + 1, "man")))
        return speaking(p_.phrase_at(verb + 1, end));
      if (is_subject_form(left->core.begin) || p_.person_in(*left)) return speaking(*left);
      // “Die Pläne nannte er …”, “Die Pläne nannte der Sprecher Jan Berg …”: an object stands first.
      if (verb + 1 < end && word_is(verb + 1, "sie")) return speaking(p_.phrase_at(verb + 1, end));
      if (verb + 1 < end && plain(verb + 1) && !is(verb + 1, kDePreposition)) {
        const GermanPhrase right = p_.phrase_at(verb + 1, end);
        if (!right.empty() && !right.oblique && p_.person_in(right)) return speaking(right);
      }
      return speaking(*left);
    }
  }
  // “„Standard“ berichtet, …”: a name in marks where the subject stands.
  if (!inverted || verb == clause)
    if (auto who = marked_name(clause, verb); who && who->phrase.whole.end == verb) return who;
  if (auto who = right_of(verb, end, &at_once)) return who;
  if (left) return speaking(*left);
  // A phrase in front of the verb: “In Berlin der Minister sagte”.
  return std::nullopt;
}

std::optional<std::uint32_t> GermanSieve::auxiliary_of(std::uint32_t participle, std::uint32_t begin,
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

std::optional<GermanSpeaker> GermanSieve::agent(std::uint32_t begin, std::uint32_t end) {
  for (std::uint32_t i = begin; i + 1 < end; ++i) {
    if (!word_is(i, "von") && !word_is(i, "vom")) continue;
    GermanPhrase phrase = p_.phrase_at(i + 1, end);
    if (!phrase.empty()) return named(phrase);
  }
  return std::nullopt;
}

}  // namespace pressmark::annotation
