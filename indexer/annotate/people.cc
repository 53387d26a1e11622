#include "indexer/annotate/people.h"

#include <algorithm>

#include "indexer/annotate/clauses.h"
#include "indexer/annotate/gazetteer.h"
#include "schema/text/speaker_authority.h"

namespace pressmark::annotation {
namespace {

constexpr std::size_t kLongestName = 5;   // words
constexpr std::size_t kNamesakes = 8;     // people of one surname that are told apart
constexpr std::uint32_t kRoleLimit = 14;  // tokens of an apposition

Gender gender_of_title(Classes classes) {
  if (classes & kMaleWord) return Gender::male;
  if (classes & kFemaleWord) return Gender::female;
  return Gender::unknown;
}

std::string without_dot(std::string_view word) {
  if (word.size() > 2 && word.back() == '.') word.remove_suffix(1);
  return std::string(word);
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

bool is_acronym(std::string_view word) {
  return word.size() >= 2 &&
         std::all_of(word.begin(), word.end(),
                     [](char c) {
                       return (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || (c >= '0' && c <= '9');
                     }) &&
         !(word.size() == 2 && word[1] == '.');
}

// “Vice Presidents”
bool is_plural_role(std::string_view word) {
  if (word.size() < 4 || word.back() != 's') return false;
  return (Lexicon::english().classes(folded(word.substr(0, word.size() - 1))) & (kRole | kTitle)) != 0;
}

// Capitals at the end of a word that is none of capitals.
std::size_t glued_capitals(std::string_view word) {
  std::size_t n = 0;
  while (n < word.size() && word[word.size() - 1 - n] >= 'A' && word[word.size() - 1 - n] <= 'Z') ++n;
  if (n < 2 || n + 3 > word.size()) return 0;
  const char before = word[word.size() - 1 - n];
  return before >= 'a' && before <= 'z' ? n : 0;
}

}  // namespace

People::People(const Reading& reading) : r_(reading) {
  const std::vector<Candidate> all = candidates();
  add_full_names(all);
  add_mentions(all);
}

const Person* People::named(const std::string& name) const {
  const auto surname = by_surname_.find(name.substr(name.rfind(' ') + 1));
  if (surname == by_surname_.end()) return nullptr;
  for (const std::uint32_t person : surname->second)
    if (people_[person].name == name) return &people_[person];
  return nullptr;
}

std::size_t People::mention_at(std::uint32_t token) const {
  const auto found = std::lower_bound(mentions_.begin(), mentions_.end(), token,
                                      [](const Mention& m, std::uint32_t t) { return m.tokens.begin < t; });
  return static_cast<std::size_t>(found - mentions_.begin());
}

// Runs of capitalised words, particles (“von der”) and titles in lower case between them.
std::vector<People::Candidate> People::candidates() const {
  std::vector<Candidate> out;
  const auto n = static_cast<std::uint32_t>(r_.tokens.size());
  for (std::uint32_t i = 0; i < n;) {
    if (!r_.tokens[i].word || !r_.tokens[i].capital) {
      ++i;
      continue;
    }
    std::uint32_t end = i + 1;
    while (end < n && end - i < 12 && r_.tokens[end].word) {
      // Two words stay apart when a line or a paragraph ends between them.
      const std::string_view gap = r_.text.substr(r_.tokens[end - 1].span.end,
                                                  r_.tokens[end].span.begin - r_.tokens[end - 1].span.end);
      if (gap.empty() || gap.find('\n') != std::string_view::npos) break;
      if (r_.tokens[end].capital) {
        ++end;
      } else if (r_.tokens[end].is(kParticle) && end + 1 < n && r_.tokens[end + 1].capital &&
                 r_.tokens[end + 1].word) {
        end += 2;
      } else if (r_.tokens[end].is(kParticle) && end + 2 < n && r_.tokens[end + 1].is(kParticle) &&
                 r_.tokens[end + 2].capital) {
        end += 3;
      } else {
        break;
      }
    }
    if (auto found = candidate({i, std::min(end, n)})) out.push_back(std::move(*found));
    i = end;
  }
  return out;
}

std::optional<People::Candidate> People::candidate(Stretch run) const {
  Candidate out;
  bool body = false;
  // “NASA Administrator Jim Bridenstine”: no name goes over an acronym.
  for (std::uint32_t i = run.begin; i + 2 < run.end; ++i) {
    if (r_.word(i).size() > 2 && is_acronym(r_.word(i))) {
      for (std::uint32_t k = i + 1; k + 1 < run.end; ++k) {
        if (!r_.tokens[k].is(kMaleName | kFemaleName)) continue;
        run.begin = k;
        break;
      }
    }
  }
  std::uint32_t name = run.begin;
  // Behind the last title: “Deputy Chief of Mission Roman Babushkin”, “Russian Foreign Minister Sergei
  // Lavrov”.
  for (std::uint32_t i = run.begin; i + 1 < run.end; ++i) {
    const Token& token = r_.tokens[i];
    const bool given_name = token.is(kMaleName | kFemaleName) && !token.is(kTitle);
    if ((token.is(kTitle) && !given_name) || (token.is(kRole) && !given_name)) name = i + 1;
    const bool name_follows = r_.tokens[i + 1].is(kMaleName | kFemaleName);
    if (i == name && token.is(kPlaceName | kBody | kNotPerson) && name_follows && !given_name) name = i + 1;
    if (i == name && token.is(kNationality | kStarter) && !given_name) name = i + 1;
    // “House Minority Nancy Pelosi”
    body = body || (i >= name && token.is(kBody) && !given_name);
    if (i >= name && body && !given_name && name_follows && i + 2 < run.end) name = i + 1;
  }
  out.title = {run.begin, name};
  for (std::uint32_t i = run.begin; i < name; ++i) {
    const Gender gender = gender_of_title(r_.tokens[i].classes);
    if (gender != Gender::unknown) out.gender = gender;
  }
  out.tokens = {name, run.end};
  bool given = false;
  for (std::uint32_t i = name; i < run.end; ++i) {
    const Token& token = r_.tokens[i];
    given |= token.is(kMaleName | kFemaleName);
    if (token.is(kNotPerson | kCalendar) && !token.is(kMaleName | kFemaleName)) return std::nullopt;
    if (token.is(kBody) && !(given && i + 1 == run.end && i > name)) return std::nullopt;
    const std::string_view word = r_.word(i);
    if (word[0] == '@' || word[0] == '#' || (word.size() > 2 && is_acronym(word))) return std::nullopt;
    out.words.push_back(without_dot(word));
  }
  // “John CornynGOP”: a heading ran into the name.
  if (const std::size_t glued = glued_capitals(r_.word(run.end - 1)); glued > 0 && !out.words.empty())
    out.words.back().resize(out.words.back().size() - glued);
  if (out.words.size() >= 3 && out.words.front() == out.words.back()) out.words.erase(out.words.begin());
  if (out.words.empty() || out.words.size() > kLongestName) return std::nullopt;
  if (out.words.back().size() == 1) return std::nullopt;  // “Client B”
  const Token& last = r_.tokens[run.end - 1];
  const bool titled = name > run.begin && r_.tokens[name - 1].is(kTitle | kRole);
  if (last.is(kPlaceName) && !given && !titled) return std::nullopt;
  if (last.is(kTitle | kRole) && !given) return std::nullopt;
  if (!given && !titled && is_place(run.end - 1, name)) return std::nullopt;
  if (out.words.size() == 1 && is_plural_role(out.words.front())) return std::nullopt;
  if (out.words.size() == 1 &&
      (last.is(kStarter | kNationality | kSubjectPronoun | kPluralPeople | kDeterminer) ||
       last.is(kPlaceName))) {
    return std::nullopt;
  }
  return out;
}

// Whether the words from `name` on end in a country, a capital or a city: “Northern Cyprus”.
bool People::is_place(std::uint32_t last, std::uint32_t name) const {
  for (std::uint32_t i = last + 1; i-- > name;) {
    const auto hit = Gazetteer::instance().at(r_, i);
    if (!hit || hit->tokens.end != last + 1) continue;
    // Many a surname is a town somewhere; none is a country, and few are of two words.
    return hit->place->kind == PlaceKind::name || (hit->tokens.size() > 1 && hit->tokens.begin == name);
  }
  return false;
}

void People::add_full_names(const std::vector<Candidate>& all) {
  for (const Candidate& candidate : all) {
    if (candidate.words.size() >= 2) put(candidate);
  }
}

std::uint32_t People::put(const Candidate& candidate) {
  std::vector<std::uint32_t>& namesakes = by_surname_[candidate.words.back()];
  for (const std::uint32_t k : namesakes) {
    Person& person = people_[k];
    if (person.words.front() != candidate.words.front()) continue;
    if (candidate.words.size() > person.words.size()) {
      person.words = candidate.words;
      person.name = joined(person.words);
    }
    return k;
  }
  const auto k = static_cast<std::uint32_t>(people_.size());
  Person person;
  person.words = candidate.words;
  person.name = joined(person.words);
  person.gender = candidate.gender;
  if (person.gender == Gender::unknown && person.words.size() > 1) {
    const Classes given = Lexicon::english().classes(folded(person.words.front()));
    const bool male = (given & kMaleName) != 0;
    const bool female = (given & kFemaleName) != 0;
    if (male != female) person.gender = male ? Gender::male : Gender::female;
  }
  people_.push_back(std::move(person));
  if (namesakes.size() < kNamesakes) namesakes.push_back(k);
  std::vector<std::uint32_t>& given = by_given_name_[candidate.words.front()];
  if (candidate.words.size() > 1 && given.size() < kNamesakes) given.push_back(k);
  return k;
}

std::optional<std::uint32_t> People::find_short(const Candidate& candidate) const {
  const auto search = [&](const auto& index, const std::string& word) -> std::optional<std::uint32_t> {
    const auto found = index.find(word);
    if (found == index.end()) return std::nullopt;
    std::optional<std::uint32_t> best;
    for (const std::uint32_t k : found->second) {
      const Person& person = people_[k];
      if (candidate.gender != Gender::unknown && person.gender != Gender::unknown &&
          person.gender != candidate.gender)
        continue;
      if (!best || person.mentions > people_[*best].mentions) best = k;
    }
    return best;
  };
  if (auto found = search(by_surname_, candidate.words.back())) return found;
  // “Dr Meerjady” for Meerjady Sabrina Flora: many are called by their first name.
  return candidate.words.size() == 1 ? search(by_given_name_, candidate.words.front()) : std::nullopt;
}

void People::add_mentions(const std::vector<Candidate>& all) {
  for (const Candidate& candidate : all) {
    std::optional<std::uint32_t> person;
    if (candidate.words.size() >= 2) {
      person = put(candidate);
    } else {
      person = find_short(candidate);
      const bool titled = !candidate.title.empty() && r_.tokens[candidate.title.end - 1].is(kTitle | kRole);
      if (!person && (titled || role_in_front(candidate.tokens.begin).size() > 0)) person = put(candidate);
    }
    if (!person) continue;
    Person& known = people_[*person];
    ++known.mentions;
    if (candidate.gender != Gender::unknown && known.gender == Gender::unknown)
      known.gender = candidate.gender;
    mentions_.push_back({candidate.tokens, *person});
    note_role(candidate, *person);
  }
}

void People::note_role(const Candidate& candidate, std::uint32_t person) {
  if (people_[person].role_words.size() > 60) return;
  const Stretch front = role_in_front(candidate.tokens.begin);
  if (!front.empty()) set_role(person, front);
  const Stretch behind = role_behind(candidate.tokens.end);
  if (!behind.empty()) set_role(person, behind);
}

void People::set_role(std::uint32_t person, Stretch role) {
  Person& known = people_[person];
  Gender gender = Gender::unknown;
  bool courtesy = true;
  for (std::uint32_t i = role.begin; i < role.end; ++i) {
    if (!r_.tokens[i].word) continue;
    known.role_words.push_back(folded(r_.word(i), 64));
    if (r_.tokens[i].is(kRole | kTitle) && gender == Gender::unknown)
      gender = gender_of_title(r_.tokens[i].classes);
    courtesy = courtesy && r_.word(i).size() <= 4 && r_.word(i)[0] == 'M';
    note_country(known, i);
  }
  if (known.gender == Gender::unknown) known.gender = gender;
  if (known.role.empty() && !courtesy) known.role = std::string(slice(r_.text, r_.span(role)));
}

void People::note_country(Person& person, std::uint32_t token) const {
  if (!r_.tokens[token].capital) return;
  const auto hit = Gazetteer::instance().at(r_, token);
  if (!hit || hit->place->kind == PlaceKind::false_friend || hit->place->code.size() != 2) return;
  auto& codes = person.role_countries;
  if (std::find(codes.begin(), codes.end(), hit->place->code) == codes.end())
    codes.push_back(hit->place->code);
}

// “Moscow's ambassador to India” in front of the name at `name`.
Stretch People::role_in_front(std::uint32_t name) const {
  const std::uint32_t lowest = name > 9 ? name - 9 : 0;
  std::uint32_t begin = name;
  bool role = false;
  while (begin > lowest) {
    const Token& token = r_.tokens[begin - 1];
    if (!token.word || token.quoted() != r_.tokens[name].quoted()) break;
    const std::string_view gap = r_.text.substr(token.span.end, r_.tokens[begin].span.begin - token.span.end);
    if (gap.find('\n') != std::string_view::npos) break;
    const bool title = token.is(kRole | kTitle);
    const bool link = is_folded(r_, begin - 1, "of") || is_folded(r_, begin - 1, "to") ||
                      is_folded(r_, begin - 1, "for") || is_folded(r_, begin - 1, "the") ||
                      is_folded(r_, begin - 1, "former") || is_folded(r_, begin - 1, "then") ||
                      is_folded(r_, begin - 1, "army") || is_folded(r_, begin - 1, "senior") ||
                      is_folded(r_, begin - 1, "state");
    if (begin == name && !title && !token.capital && !token.is(kBody)) break;
    if (!title && !token.capital && !link && !(token.is(kPossessive)) && !token.is(kNationality | kBody))
      break;
    if (token.is(kCalendar) || (token.is(kStarter) && !title && !link && token.capital)) break;
    role = role || title;
    --begin;
  }
  if (!role) return {name, name};
  while (begin < name && r_.tokens[begin].is(kPreposition | kDeterminer | kPossessive) &&
         !r_.tokens[begin].capital)
    ++begin;
  while (begin < name && (is_folded(r_, begin, "the") || is_folded(r_, begin, "a"))) ++begin;
  return {begin, name};
}

// “, Russia's envoy to New Delhi,” behind the name that ends at `end`.
Stretch People::role_behind(std::uint32_t end) const {
  const auto n = static_cast<std::uint32_t>(r_.tokens.size());
  if (end + 1 >= n || !is_comma(r_, end) || r_.tokens[end].quoted() != r_.tokens[end - 1].quoted())
    return {end, end};
  std::uint32_t begin = end + 1;
  if (is_folded(r_, begin, "who") || is_folded(r_, begin, "which") || r_.tokens[begin].is(kAuxiliary))
    return {end, end};
  std::uint32_t i = begin;
  std::uint32_t role = n;
  while (i < n && i - begin < kRoleLimit && (r_.tokens[i].word || r_.is_mark(i, '-') || r_.word(i) == "&")) {
    if (r_.tokens[i].is(kAuxiliary | kSubjectPronoun | kSpeech) && !r_.tokens[i].is(kNounToo | kDeterminer))
      break;
    if (r_.tokens[i].is(kRelative) || (r_.tokens[i].is(kCoordinator) && role < n)) break;
    if (r_.tokens[i].is(kRole | kTitle) && role == n) role = i;
    ++i;
  }
  if (role == n || role - begin > 7) return {end, end};
  while (begin < i &&
         (is_folded(r_, begin, "the") || is_folded(r_, begin, "a") || is_folded(r_, begin, "an")))
    ++begin;
  while (i > begin && r_.tokens[i - 1].is(kPreposition)) --i;
  return {begin, i};
}

}  // namespace pressmark::annotation
