#include "indexer/annotate/german_phrases.h"

#include <algorithm>
#include <array>

namespace pressmark::annotation {
namespace {

// Tokens of a phrase: longer ones are lists.
constexpr std::uint32_t kPhraseLimit = 32;
constexpr std::uint32_t kCoreLimit = 12;

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](auto e) { return word.ends_with(e); });
}

// Nouns that make a run of capitals a body, a paper or a place.
bool is_body(std::string_view word) {
  return ends_with_any(
      word,
      {"nstitut",   "mt",         "Nationen",    "bank",     "Bank",    "eitung",   "Post",    "Times",
       "artei",     "inisterium", "erband",      "nion",     "gentur",  "GmbH",     "AG",      "University",
       "ochschule", "niversität", "esellschaft", "tiftung",  "Staaten", "Haus",     "Hof",     "ericht",
       "ommission", "raktion",    "Republik",    "Kongress", "News",    "Airlines", "Street",  "York",
       "Grünen",    "Linke",      "Linken",      "Group",    "Press",   "undestag", "undesrat"});
}

bool is_german_adjective(std::string_view word) {
  return ends_with_any(word, {"sche", "scher", "schen", "sches", "liche", "licher", "lichen", "liches", "ige",
                              "iger", "igen", "iges"});
}

bool is_particle(std::string_view word) {
  constexpr std::array<std::string_view, 13> kParticles{"von", "van", "de",  "zu",  "bin", "al", "el",
                                                        "der", "den", "del", "dos", "da",  "di"};
  return std::find(kParticles.begin(), kParticles.end(), word) != kParticles.end();
}

}  // namespace

GermanPhrases::GermanPhrases(const Reading& reading) : r_(reading) {
  const GermanWords& words = GermanWords::instance();
  classes_.resize(r_.tokens.size());
  for (std::uint32_t i = 0; i < r_.tokens.size(); ++i) {
    if (r_.tokens[i].word) classes_[i] = words.classes(lower_first(r_.word(i)));
  }
  know_names();
}

bool GermanPhrases::is_noun(std::uint32_t i) const {
  const Token& token = r_.tokens[i];
  if (!token.word || token.quoted()) return false;
  if (token.capital) return true;
  // “documenta-Homepage”
  const std::string_view word = r_.word(i);
  const std::size_t hyphen = word.rfind('-');
  return hyphen != std::string_view::npos && hyphen + 1 < word.size() && word[hyphen + 1] >= 'A' &&
         word[hyphen + 1] <= 'Z';
}

bool GermanPhrases::is_adjective(std::uint32_t i) const {
  const Token& token = r_.tokens[i];
  if (!token.word || token.quoted() || token.capital) return false;
  const std::string_view word = r_.word(i);
  if (word[0] >= '0' && word[0] <= '9') return true;
  if (is(i, kDePreposition | kDeSubordinator | kDeAuxiliary | kDeDeterminer | kDeOblique | kDePronoun))
    return false;
  if (is(i, kDeAdverb)) return word == "weitere" || word == "erneut";
  return ends_with_any(word, {"e", "en", "er", "es", "em"}) || is(i, kDeSpeechParticiple);
}

// Determiner, adjectives and their adverbs, nouns and names with particles.
Stretch GermanPhrases::core_at(std::uint32_t i, std::uint32_t limit) const {
  limit = std::min(limit, i + kCoreLimit);
  std::uint32_t at = i;
  // The first word of a sentence has its capital from there: “Der Minister”, “Viele Bürger”.
  if (at < limit && is_noun(at) && is(at, kDeDeterminer | kDeOblique) && !is(at, kDeRole)) ++at;
  for (int round = 0; round < 2; ++round) {
    while (at < limit && !is_noun(at) && r_.tokens[at].word && !r_.tokens[at].quoted() &&
           (is(at, kDeDeterminer | kDeOblique) || is_adjective(at)))
      ++at;
    // “der sehr erfahrene Minister”: one word more before an adjective.
    const bool adverb =
        at > i && at + 1 < limit && r_.tokens[at].word && !is_noun(at) && !r_.tokens[at].quoted() &&
        is_adjective(at + 1) &&
        !is(at, kDePronoun | kDeSubordinator | kDeAuxiliary | kDePreposition | kDeSpeech | kDeJudgement);
    if (!adverb || !is(i, kDeDeterminer | kDeOblique)) break;
    at += 2;
  }
  const std::uint32_t nouns = at;
  while (at < limit && is_noun(at)) {
    ++at;
    std::uint32_t particle = at;
    while (particle < limit && particle < at + 2 && !r_.tokens[particle].quoted() &&
           is_particle(r_.word(particle)))
      ++particle;
    if (particle > at && particle < limit && is_noun(particle) && at > i && r_.word(at) != "der" &&
        r_.word(at) != "den")
      at = particle;
  }
  if (at > nouns) return {i, at};
  // die „Morgenpost“
  if (at > i && is(i, kDeDeterminer | kDeOblique))
    if (const std::uint32_t behind = behind_marks(at, limit); behind > at) return {i, behind};
  return {i, i};
}

std::uint32_t GermanPhrases::behind_brackets(std::uint32_t i, std::uint32_t limit) const {
  constexpr std::uint32_t kInside = 7;
  if (i >= limit || !r_.is_mark(i, '(')) return i;
  for (std::uint32_t at = i + 1; at < std::min(limit, i + kInside); ++at)
    if (r_.is_mark(at, ')')) return at + 1;
  return i;
}

// A name in marks: die Zeitschrift „Stern“.
std::uint32_t GermanPhrases::behind_marks(std::uint32_t i, std::uint32_t limit) const {
  constexpr std::uint32_t kNameTokens = 8;
  if (i >= limit || !r_.tokens[i].quoted()) return i;
  const MarkedWords& range = r_.ranges[static_cast<std::size_t>(r_.tokens[i].range)];
  return range.tokens.begin == i && range.tokens.size() <= kNameTokens && range.tokens.end <= limit
             ? range.tokens.end
             : i;
}

bool GermanPhrases::ends_apposition(std::uint32_t i, std::uint32_t limit) const {
  return i >= limit || !r_.tokens[i].word || r_.tokens[i].quoted();
}

GermanPhrase GermanPhrases::phrase_at(std::uint32_t i, std::uint32_t limit) const {
  GermanPhrase out;
  limit = std::min({limit, i + kPhraseLimit, static_cast<std::uint32_t>(r_.tokens.size())});
  if (i >= limit || !r_.tokens[i].word || r_.tokens[i].quoted()) return out;
  out.core = core_at(i, limit);
  if (out.core.empty()) {
    if (!is(i, kDePronoun)) return out;
    out.core = out.whole = {i, i + 1};
    out.pronoun = true;
    return out;
  }
  if (out.core.size() == 1 && is(i, kDePronoun)) {
    out.whole = out.core;
    out.pronoun = true;
    return out;
  }
  out.oblique = (is(i, kDeOblique) && !is(i, kDePronoun)) || is(out.core.end - 1, kDeTime);
  std::uint32_t end = out.core.end;
  bool joined_by_and = false;
  for (bool grown = true; grown && end < limit;) {
    grown = false;
    if (const auto behind = behind_brackets(end, limit); behind > end) {
      end = behind;
      grown = true;
      continue;
    }
    if (const auto behind = behind_marks(end, limit); behind > end && !joined_by_and) {
      end = behind;
      grown = true;
      continue;
    }
    if (end >= limit) break;
    const std::string_view next = r_.word(end);
    if (r_.tokens[end].word && !r_.tokens[end].quoted()) {
      const bool genitive = next == "des" || next == "der" || next == "eines" || next == "einer" ||
                            next == "seines" || next == "ihres" || next == "seiner" || next == "ihrer" ||
                            next == "deren" || next == "dessen";
      const bool prepositional =
          next == "von" || next == "vom" || next == "aus" || next == "für" || next == "beim";
      const bool and_more = next == "und" && !joined_by_and;
      if (genitive || prepositional || and_more) {
        const Stretch more = core_at(end + (genitive ? 0U : 1U), limit);
        if (!more.empty()) {
          end = more.end;
          joined_by_and |= and_more;
          grown = true;
        } else if (prepositional && end + 2 < limit) {
          // “von der „Aktion …“”
          const auto behind = behind_marks(end + 2, limit);
          if (behind > end + 2) {
            end = behind;
            grown = true;
          }
        }
      }
      continue;
    }
    if (r_.is_mark(end, ',') && out.appositions.size() < 2) {
      const Stretch more = core_at(end + 1, limit);
      if (more.empty() || is(end + 1, kDeAdverb | kDeSubordinator | kDePreposition)) continue;
      std::uint32_t behind = more.end;
      for (int step = 0; step < 3 && behind < limit; ++step) {
        behind = behind_brackets(behind, limit);
        if (behind >= limit || !r_.tokens[behind].word) break;
        const std::string_view word = r_.word(behind);
        const bool genitive = word == "des" || word == "der" || word == "einer" || word == "eines";
        if (!genitive && word != "von" && word != "vom" && word != "für" && word != "in" && word != "im" &&
            word != "bei" && word != "beim")
          break;
        const Stretch tail = core_at(behind + (genitive ? 0U : 1U), limit);
        if (tail.empty()) break;
        behind = tail.end;
      }
      const bool then_verb = behind < limit && is(behind, kDeSpeech | kDeAuxiliary | kDeJudgement);
      if (!ends_apposition(behind, limit) && !then_verb) continue;
      out.appositions.push_back(more);
      end = behind;
      grown = true;
      // The comma that ends it.
      if (end + 1 < limit && r_.is_mark(end, ',') && r_.tokens[end + 1].word &&
          is(end + 1, kDeSpeech | kDeAuxiliary | kDeJudgement))
        break;
    }
  }
  out.whole = {out.core.begin, end};
  return out;
}

std::string GermanPhrases::joined(Stretch words) const {
  std::string out;
  for (std::uint32_t i = words.begin; i < words.end; ++i) {
    if (!out.empty()) out += ' ';
    out += r_.word(i);
  }
  return out;
}

std::string GermanPhrases::words_of(const GermanPhrase& phrase) const {
  constexpr std::uint32_t kShown = 14;
  const Stretch shown = phrase.whole.size() <= kShown ? phrase.whole : phrase.core;
  std::string out(slice(r_.text, r_.span(shown)));
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

// The last nouns of a core, without its titles.
Stretch GermanPhrases::names_of(Stretch core) const {
  std::uint32_t begin = core.end;
  while (begin > core.begin && (is_noun(begin - 1) || is_particle(r_.word(begin - 1))) &&
         !is(begin - 1, kDeDeterminer | kDeOblique))
    --begin;
  while (begin < core.end && !is_noun(begin)) ++begin;
  while (begin + 1 < core.end && is(begin, kDeRole)) ++begin;
  return {begin, core.end};
}

bool GermanPhrases::is_name(Stretch run, bool titled, bool determined) const {
  if (run.size() < 2 || run.size() > 5 || is(run.end - 1, kDeRole)) return false;
  if (is_body(r_.word(run.end - 1)) || is_german_adjective(r_.word(run.begin))) return false;
  const std::uint32_t first = run.size() == 2 ? run.begin : run.end - 2;
  const bool given =
      r_.tokens[first].is(kMaleName | kFemaleName) || r_.tokens[run.begin].is(kMaleName | kFemaleName);
  return given || titled || !determined;
}

std::optional<GermanPerson> GermanPhrases::person_in(Stretch core) const {
  if (core.empty()) return std::nullopt;
  Stretch run = names_of(core);
  if (run.empty()) return std::nullopt;
  const bool titled = run.begin > core.begin && is(run.begin - 1, kDeRole);
  const bool determined = core.begin < run.begin && is(core.begin, kDeDeterminer | kDeOblique);
  GermanPerson out;
  if (run.size() == 1) {
    if (const auto known = surnames_.find(r_.word(run.begin)); known != surnames_.end()) {
      if (known->second.full.empty()) return std::nullopt;
      return GermanPerson{known->second.full, known->second.gender};
    }
    if (!titled || is(run.begin, kDeRole) || is_body(r_.word(run.begin))) return std::nullopt;
    out.name = r_.word(run.begin);
    return out;
  }
  // “Grünen-Politiker Christian Ströbele”: a noun in front that is no given name belongs to the title.
  while (run.size() > 2 && !r_.tokens[run.begin].is(kMaleName | kFemaleName) &&
         !is_particle(r_.word(run.begin + 1)) && determined)
    ++run.begin;
  if (!is_name(run, titled || (determined && run.begin > core.begin + 1), determined)) return std::nullopt;
  out.name = joined(run);
  if (r_.tokens[run.begin].is(kFemaleName)) out.gender = Gender::female;
  if (r_.tokens[run.begin].is(kMaleName)) out.gender = Gender::male;
  return out;
}

Gender GermanPhrases::gender_of(const GermanPhrase& phrase) const {
  for (std::uint32_t i = phrase.core.begin; i < phrase.core.end; ++i) {
    const std::string_view word = r_.word(i);
    if (word == "Frau" || (is(i, kDeRole) && word.ends_with("in"))) return Gender::female;
    if (word == "Herr" || is(i, kDeRole)) return Gender::male;
  }
  return Gender::unknown;
}

std::optional<GermanPerson> GermanPhrases::person_in(const GermanPhrase& phrase) const {
  if (phrase.pronoun) return std::nullopt;
  std::optional<GermanPerson> out = person_in(phrase.core);
  for (const Stretch apposition : phrase.appositions) {
    if (out) break;
    out = person_in(apposition);
  }
  if (out && out->gender == Gender::unknown) out->gender = gender_of(phrase);
  return out;
}

// Full names by their last word, so that a surname finds its person.
void GermanPhrases::know_names() {
  const auto n = static_cast<std::uint32_t>(r_.tokens.size());
  for (std::uint32_t i = 0; i < n;) {
    if (!is_noun(i) || is(i, kDeDeterminer | kDeOblique | kDePreposition | kDeAdverb | kDeSubordinator)) {
      ++i;
      continue;
    }
    const Stretch core = core_at(i, n);
    if (core.empty()) {
      ++i;
      continue;
    }
    i = core.end;
    const Stretch run = names_of(core);
    const bool determined = core.begin > 0 && (is(core.begin - 1, kDeDeterminer | kDeOblique) ||
                                               is_german_adjective(r_.word(core.begin - 1)));
    const bool titled = run.begin > core.begin;
    if (!is_name(run, titled, determined)) continue;
    Known known{joined(run), Gender::unknown};
    if (r_.tokens[run.begin].is(kFemaleName)) known.gender = Gender::female;
    if (r_.tokens[run.begin].is(kMaleName)) known.gender = Gender::male;
    const auto [at, fresh] = surnames_.try_emplace(r_.word(run.end - 1), known);
    if (!fresh && at->second.full != known.full) at->second.full.clear();
  }
}

}  // namespace pressmark::annotation
