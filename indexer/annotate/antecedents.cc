#include "indexer/annotate/antecedents.h"

#include <algorithm>
#include <array>

#include "indexer/annotate/clauses.h"
#include "schema/text/speaker_authority.h"

namespace pressmark::annotation {
namespace {

// Weights by judgement, in points.
constexpr std::array kByDistance{100, 80, 55, 40, 28, 20, 14, 10};  // sentences back
constexpr int kSubject = 35;
constexpr int kSpeaker = 35;
constexpr int kBehindPreposition = -25;
constexpr int kOwner = -25;
constexpr int kDoubtfulPerson = -40;
constexpr int kGenderKnown = 15;
constexpr std::size_t kCandidatesBack = 40;

std::optional<Gender> gender_of_pronoun(const Reading& reading, std::uint32_t token) {
  if (is_folded(reading, token, "he")) return Gender::male;
  if (is_folded(reading, token, "she")) return Gender::female;
  return std::nullopt;
}

}  // namespace

Antecedents::Antecedents(const Reading& reading, const People& people, const std::vector<Found>& found)
    : r_(reading), people_(people), speaks_(reading.tokens.size(), false) {
  note_speakers(found);
  const auto& mentions = people_.mentions();
  std::size_t mention = 0;
  for (std::size_t s = 0; s < r_.sentences.size(); ++s) {
    const Stretch sentence = r_.sentences[s].tokens;
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      while (mention < mentions.size() && mentions[mention].tokens.begin < i) ++mention;
      if (mention < mentions.size() && mentions[mention].tokens.begin == i) {
        if (r_.tokens[i].quoted() || is_modifier(mentions[mention].tokens.end)) continue;
        before_.push_back({i, s, mentions[mention].person, salience_of(mention, s)});
        continue;
      }
      const auto gender = gender_of_pronoun(r_, i);
      if (!gender) continue;
      const auto person = best(s, i, *gender);
      if (!person) continue;
      meant_.emplace(i, *person);
      if (!r_.tokens[i].quoted()) before_.push_back({i, s, *person, kSubject + (speaks_[i] ? kSpeaker : 0)});
    }
  }
}

std::optional<std::uint32_t> Antecedents::of(std::uint32_t token) const {
  const auto found = meant_.find(token);
  if (found == meant_.end()) return std::nullopt;
  return found->second;
}

void Antecedents::note_speakers(const std::vector<Found>& found) {
  for (const Found& each : found) {
    if (!each.source) continue;
    for (std::uint32_t i = each.source->begin; i < each.source->end; ++i) speaks_[i] = true;
    // “according to Anna Berg”: the preposition is the cue.
    if (each.form == Form::according) according_to_.insert(each.source->begin);
  }
  for (const Mention& mention : people_.mentions()) {
    if (mention.person >= has_spoken_.size()) has_spoken_.resize(mention.person + std::size_t{1}, false);
    if (speaks_[mention.tokens.begin]) has_spoken_[mention.person] = true;
  }
}

int Antecedents::salience_of(std::size_t index, std::size_t sentence) {
  const Mention& mention = people_.mentions()[index];
  int points = is_likely_person(mention.person) ? 0 : kDoubtfulPerson;
  const std::uint32_t end = mention.tokens.end;
  const bool owner =
      end < r_.tokens.size() && r_.tokens[end].is(kPossessive) && !r_.tokens[end].is(kAuxiliary);
  if (is_behind_preposition(mention.tokens.begin, r_.sentences[sentence].tokens.begin))
    return points + kBehindPreposition;
  if (owner) return points + kOwner;
  if (speaks_[mention.tokens.begin]) points += kSpeaker;
  if (subject_of_ != sentence) points += kSubject;
  subject_of_ = sentence;
  return points;
}

// “to Martin Smith”, “of the character of Anya Jenkins”; titles and roles may stand between.
bool Antecedents::is_behind_preposition(std::uint32_t name, std::uint32_t sentence) const {
  constexpr std::uint32_t kBack = 6;
  const std::uint32_t lowest = name > sentence + kBack ? name - kBack : sentence;
  for (std::uint32_t i = name; i-- > lowest;) {
    const Token& token = r_.tokens[i];
    if (!token.word) return false;
    if (according_to_.contains(i + 1)) return false;
    if (token.is(kPreposition) && !token.capital) return true;
    const bool title = token.is(kTitle | kRole | kNationality | kDeterminer | kBody) || token.capital;
    if (!title) return false;
  }
  return false;
}

// “Scripps Oceanography director Margaret Leinen”, “the Clinton campaign”
bool Antecedents::is_modifier(std::uint32_t end) const {
  return end < r_.tokens.size() && r_.tokens[end].word && !r_.tokens[end].capital &&
         r_.tokens[end].is(kRole | kBody | kPluralPeople) &&
         !r_.tokens[end].is(kPreposition | kSpeech | kFiniteVerb | kAuxiliary);
}

bool Antecedents::is_likely_person(std::uint32_t person) const {
  const Person& known = people_[person];
  return known.gender != Gender::unknown || !known.role_words.empty() || has_spoken_[person] ||
         Lexicon::english().classes(folded(known.words.front())) & (kMaleName | kFemaleName);
}

std::optional<std::uint32_t> Antecedents::best(std::size_t sentence, std::uint32_t token,
                                               Gender gender) const {
  std::optional<std::uint32_t> chosen;
  int most = 0;
  for (std::size_t k = before_.size(); k-- > 0 && before_.size() - k <= kCandidatesBack;) {
    const Candidate& candidate = before_[k];
    const std::size_t distance = sentence - candidate.sentence;
    if (distance >= kByDistance.size()) break;
    if (candidate.token >= token) continue;
    const Gender known = people_[candidate.person].gender;
    if (known != Gender::unknown && known != gender) continue;
    const int points = kByDistance[distance] + candidate.salience + (known == gender ? kGenderKnown : 0);
    if (points > most) {
      most = points;
      chosen = candidate.person;
    }
  }
  return chosen;
}

}  // namespace pressmark::annotation
