#include "indexer/annotate/speakers.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "indexer/annotate/antecedents.h"
#include "indexer/annotate/clauses.h"

namespace pressmark::annotation {
namespace {

constexpr std::uint32_t kInheritParagraphs = 2;
constexpr std::uint32_t kPhraseTokens = 9;    // of a noun phrase that is read backwards
constexpr std::uint32_t kRecentTokens = 170;  // how far back a speaker stays in mind
constexpr std::size_t kMentionsBack = 60;     // names looked at for one role

// Speakers so far, the last one last.
struct Heard {
  std::uint32_t token = 0;
  std::uint32_t paragraph = 0;
  std::optional<std::uint32_t> person;
  bool plural = false;
  bool human = false;     // a described one who may be meant by “he”
  std::uint32_t end = 0;  // of the phrase
  Resolved as;
};

class Resolver {
 public:
  Resolver(const Reading& reading, const People& people, const std::vector<Found>& found,
           const SpeakerContext& context)
      : r_(reading),
        people_(people),
        found_(found),
        context_(context),
        antecedents_(reading, people, found),
        resolved_(found.size()) {}

  std::vector<Resolved> run() {
    find_next_sources();
    for (std::size_t k = 0; k < found_.size(); ++k) {
      if (resolved_[k].step != Step::none) continue;  // ahead of its turn, for one that inherits from it
      if (found_[k].source) {
        resolve(k);
      } else {
        inherit(k);
      }
    }
    for (Resolved& each : resolved_) identify(each);
    return std::move(resolved_);
  }

 private:
  const Token& token(std::uint32_t i) const { return r_.tokens[i]; }

  void resolve(std::size_t k) {
    const Stretch source = *found_[k].source;
    Resolved& out = resolved_[k];
    out.mention = source;
    std::optional<std::uint32_t> person;
    if (named(source, out, person) || by_pronoun(found_[k], out, person) || by_role(source, out, person)) {
      remember(k, person, false);
      return;
    }
    describe(found_[k].form == Form::participle ? without_verb(source) : source, out);
    remember(k, std::nullopt, is_plural(source));
  }

  void remember(std::size_t k, std::optional<std::uint32_t> person, bool plural) {
    if (resolved_[k].name.empty()) return;
    if (found_[k].form == Form::according && !person) return;
    const Stretch mention = resolved_[k].mention;
    const auto role = head_role(mention);
    heard_.push_back({mention.begin, found_[k].last_paragraph, person, plural,
                      role && resolved_[k].step == Step::described, mention.end, resolved_[k]});
  }

  void take(Resolved& out, std::uint32_t person, Step step) const {
    out.name = people_[person].name;
    out.role = people_[person].role;
    out.step = step;
  }

  // ---- identity

  // Who that is over all articles. The name stays as the article has it.
  void identify(Resolved& resolved) {
    if (resolved.unnamed || resolved.name.empty()) return;
    std::string& id = ids_[resolved.name];
    if (id.empty()) id = speaker_id(resolved.name, context_of(resolved.name));
    resolved.id = id;
    const KnownSpeaker* known = known_speaker_by_id(id);
    if (known != nullptr && known->name != resolved.name) resolved.canonical = known->name;
  }

  SpeakerContext context_of(const std::string& name) const {
    SpeakerContext context = context_;
    if (const Person* person = people_.named(name); person != nullptr) {
      context.role_words = person->role_words;
      context.role_countries = person->role_countries;
    }
    return context;
  }

  // ---- name

  bool named(Stretch source, Resolved& out, std::optional<std::uint32_t>& person) const {
    const auto& mentions = people_.mentions();
    if (by_apposition(source, out, person)) return true;
    std::size_t m = people_.mention_at(source.begin);
    if (m == mentions.size() || mentions[m].tokens.end > source.end) return single_name(source, out);
    const Mention& first = mentions[m];
    if (is_owner(first, source) || is_complement(first, source)) {
      // “Moscow's envoy”, “a spokesman for Mr. Trump”: another one in the phrase may still be the head.
      for (std::size_t next = m + 1; next < mentions.size() && mentions[next].tokens.end <= source.end;
           ++next) {
        if (is_owner(mentions[next], source) || is_complement(mentions[next], source)) continue;
        person = mentions[next].person;
        take(out, *person, Step::name);
        return true;
      }
      return false;
    }
    if (m + 1 < mentions.size() && mentions[m + 1].tokens.end <= source.end &&
        joined_by_and(first, mentions[m + 1])) {
      out.name = people_[first.person].name + " and " + people_[mentions[m + 1].person].name;
      out.step = Step::name;
      return true;
    }
    person = first.person;
    take(out, *person, Step::name);
    return true;
  }

  // “Rostec's chief, Sergei Chemezov, says”: the name stands behind the role.
  bool by_apposition(Stretch source, Resolved& out, std::optional<std::uint32_t>& person) const {
    const auto n = static_cast<std::uint32_t>(r_.tokens.size());
    if (source.end + 2 >= n || !is_comma(r_, source.end) || !head_role(source)) return false;
    for (std::uint32_t i = source.begin; i < source.end; ++i) {
      if (token(i).is(kCoordinator)) return false;  // “he and his wife, Ann Berg, said”
    }
    const auto& mentions = people_.mentions();
    if (const std::size_t m = people_.mention_at(source.begin);
        m < mentions.size() && mentions[m].tokens.end <= source.end && !is_owner(mentions[m], source) &&
        !is_complement(mentions[m], source)) {
      return false;
    }
    const std::size_t m = people_.mention_at(source.end + 1);
    if (m == mentions.size() || mentions[m].tokens.begin != source.end + 1) return false;
    const std::uint32_t end = mentions[m].tokens.end;
    if (end >= n || !is_comma(r_, end) || people_[mentions[m].person].words.size() < 2) return false;
    person = mentions[m].person;
    take(out, *person, Step::name);
    out.mention = mentions[m].tokens;
    return true;
  }

  // A capitalised word that is nobody's full name: “Khan said”.
  bool single_name(Stretch source, Resolved& out) const {
    if (source.size() != 1 || !token(source.begin).capital) return false;
    if (token(source.begin)
            .is(kSubjectPronoun | kDeterminer | kPluralPeople | kBody | kNotPerson | kRole | kPlaceName |
                kStarter | kObjectPronoun)) {
      return false;
    }
    const bool given_name = token(source.begin).is(kMaleName | kFemaleName);
    if (!given_name && (is_no_one(source) || is_fraction(source.begin))) return false;
    out.name = std::string(r_.word(source.begin));
    out.step = Step::name;
    return true;
  }

  bool is_owner(const Mention& mention, Stretch source) const {
    const std::uint32_t next = mention.tokens.end;
    return next + 1 < source.end && token(next).is(kPossessive) && !token(next).is(kAuxiliary);
  }

  // “a spokesman for Trump”, “officials of the Clinton campaign”
  bool is_complement(const Mention& mention, Stretch source) const {
    bool head = false;
    bool preposition = false;
    for (std::uint32_t i = source.begin; i < mention.tokens.begin; ++i) {
      if (is_comma(r_, i)) {
        head = false;
        preposition = false;
      }
      if (token(i).is(kPreposition) && head) preposition = true;
      if (token(i).word && !token(i).is(kPreposition | kDeterminer)) {
        head = true;
        // “the Chief of the Russian mission Roman Babushkin”
        if (preposition && (token(i).is(kBody | kRole | kPlaceName) || !token(i).capital))
          preposition = false;
      }
    }
    if (preposition) return true;
    // “the committee investigating Trump”, “Democrats backing Mrs. Clinton”
    std::uint32_t before = mention.tokens.begin;
    while (before > source.begin + 1 && token(before - 1).is(kTitle | kNationality | kDeterminer)) --before;
    if (head && before > source.begin + 1) {
      const std::string_view word = r_.word(before - 1);
      if (!token(before - 1).capital && word.size() > 5 && word.ends_with("ing") &&
          !token(before - 1).is(kRole | kBody))
        return true;
    }
    // “the Clinton campaign”, “Trump supporters”
    const std::uint32_t next = mention.tokens.end;
    return next < source.end && token(next).word && !token(next).capital &&
           token(next).is(kBody | kPluralPeople | kRole) && !token(next).is(kPreposition);
  }

  bool joined_by_and(const Mention& first, const Mention& second) const {
    const std::uint32_t last = std::min(second.tokens.begin, first.tokens.end + 14);
    for (std::uint32_t i = first.tokens.end; i < last; ++i) {
      if (is_folded(r_, i, "and")) return first.person != second.person;
      if (is_comma(r_, i)) return false;
    }
    return false;
  }

  // ---- pronoun

  bool by_pronoun(const Found& found, Resolved& out, std::optional<std::uint32_t>& person) const {
    const Stretch source = *found.source;
    if (source.size() > 2) return false;
    const bool he = is_folded(r_, source.begin, "he");
    const bool she = is_folded(r_, source.begin, "she");
    if (source.size() == 1 && (he || she)) {
      if (by_described(found, out)) return true;
      person = antecedent(found, he ? Gender::male : Gender::female);
      if (!person) return false;
      take(out, *person, Step::pronoun);
      return true;
    }
    if (is_folded(r_, source.end - 1, "who")) return by_relative(source.end - 1, out, person);
    const bool they = is_folded(r_, source.begin, "they");
    if (source.size() == 1 && (they || is_folded(r_, source.begin, "it"))) return by_group(they, out);
    return false;
  }

  // “Anna Berg, who said”, “MPs who said”: whoever stands directly in front, by name only where the phrase is
  // one. The nearest name further off is somebody else.
  bool by_relative(std::uint32_t who, Resolved& out, std::optional<std::uint32_t>& person) const {
    const Stretch phrase = phrase_before(who);
    if (phrase.empty()) return false;
    const auto& mentions = people_.mentions();
    for (std::size_t m = people_.mention_at(phrase.begin);
         m < mentions.size() && mentions[m].tokens.end <= phrase.end; ++m) {
      if (mentions[m].tokens.end < phrase.end || is_complement(mentions[m], phrase)) continue;
      person = mentions[m].person;
      take(out, *person, Step::pronoun);
      return true;
    }
    const Stretch mention = out.mention;
    describe(phrase, out);
    out.mention = out.step == Step::none ? mention : phrase;
    return out.step != Step::none;
  }

  // The noun phrase that ends in front of a relative pronoun, a comma between them or not.
  Stretch phrase_before(std::uint32_t who) const {
    std::uint32_t end = who;
    if (end > 0 && is_comma(r_, end - 1)) --end;
    std::uint32_t begin = end;
    const std::uint32_t lowest = end > kPhraseTokens ? end - kPhraseTokens : 0;
    while (begin > lowest) {
      const Token& here = token(begin - 1);
      const bool of = is_folded(r_, begin - 1, "of");
      if (!here.word || here.quoted()) break;
      if (here.is(kPreposition | kAuxiliary | kSubordinator | kCoordinator | kRelative) && !of) break;
      if (here.is(kFiniteVerb | kSpeech | kWeakCue) && !here.is(kNounToo) && !here.capital) break;
      --begin;
      if (here.is(kDeterminer) && !here.is(kPluralPeople)) break;
    }
    while (begin < end && token(begin).is(kPreposition)) ++begin;
    return {begin, end};
  }

  bool by_group(bool plural, Resolved& out) const {
    for (std::size_t k = heard_.size(); k-- > 0 && heard_.size() - k <= 8;) {
      if (heard_[k].person || (plural && !heard_[k].plural)) continue;
      const Stretch mention = out.mention;
      out = heard_[k].as;
      out.mention = mention;
      out.step = Step::pronoun;
      return true;
    }
    return false;
  }

  bool fits(std::uint32_t person, Gender gender) const {
    const Gender known = people_[person].gender;
    return known == Gender::unknown || known == gender;
  }

  // Sentence that holds `i`.
  std::size_t sentence_of(std::uint32_t i) const {
    const auto found =
        std::upper_bound(r_.sentences.begin(), r_.sentences.end(), i,
                         [](std::uint32_t t, const Sentence& s) { return t < s.tokens.begin; });
    return found == r_.sentences.begin() ? 0 : static_cast<std::size_t>(found - r_.sentences.begin()) - 1;
  }

  std::optional<std::uint32_t> antecedent(const Found& found, Gender gender) const {
    const std::uint32_t at = found.source->begin;
    if (const auto person = antecedents_.of(at)) return person;
    const Heard* speaker = last_person(gender);
    if (speaker != nullptr && at - std::min(at, speaker->token) < kRecentTokens) return speaker->person;
    const auto& mentions = people_.mentions();
    const std::size_t last = people_.mention_at(at);
    for (std::size_t m = last; m-- > 0 && last - m <= kMentionsBack;)
      if (!token(mentions[m].tokens.begin).quoted() && fits(mentions[m].person, gender))
        return mentions[m].person;
    return std::nullopt;
  }

  // “A police spokesman said so. He added …”: who spoke last and has no name, unless somebody with one came
  // since.
  bool by_described(const Found& found, Resolved& out) const {
    if (heard_.empty() || heard_.back().person || heard_.back().plural) return false;
    const Heard& last = heard_.back();
    const std::uint32_t at = found.source->begin;
    const std::size_t sentence = sentence_of(last.token);
    if (!last.human || found.sentence < sentence || found.sentence > sentence + 2) return false;
    const auto& mentions = people_.mentions();
    for (std::size_t m = people_.mention_at(last.end); m < mentions.size() && mentions[m].tokens.begin < at;
         ++m)
      if (!token(mentions[m].tokens.begin).quoted()) return false;
    const Stretch mention = out.mention;
    out = last.as;
    out.mention = mention;
    out.step = Step::pronoun;
    return true;
  }

  const Heard* last_person(Gender gender) const {
    for (std::size_t k = heard_.size(); k-- > 0 && heard_.size() - k <= 12;) {
      if (heard_[k].person && fits(*heard_[k].person, gender)) return &heard_[k];
    }
    return nullptr;
  }

  // ---- role

  bool by_role(Stretch source, Resolved& out, std::optional<std::uint32_t>& person) const {
    const Token& first = token(source.begin);
    const bool indefinite = is_folded(r_, source.begin, "a") || is_folded(r_, source.begin, "an") ||
                            is_folded(r_, source.begin, "one") || is_folded(r_, source.begin, "another") ||
                            is_folded(r_, source.begin, "some");
    if (indefinite) return false;
    const auto role = head_role(source);
    if (!role) return false;
    const bool definite = first.is(kDeterminer) || owned(source) || first.is(kNationality);
    if (!definite) return false;
    const std::string word = folded(r_.word(*role), 64);
    if ((word == "official" || word == "diplomat" || word == "man" || word == "woman") && !heard_.empty() &&
        heard_.back().person) {
      person = heard_.back().person;
    } else {
      person = last_with_role(word, source.begin);
    }
    if (!person) return false;
    take(out, *person, Step::role);
    return true;
  }

  bool owned(Stretch source) const {
    for (std::uint32_t i = source.begin; i < source.end; ++i) {
      if (token(i).is(kPossessive)) return true;
    }
    return false;
  }

  // The role noun the phrase is about: the last one before a preposition.
  std::optional<std::uint32_t> head_role(Stretch source) const {
    std::optional<std::uint32_t> role;
    for (std::uint32_t i = source.begin; i < source.end; ++i) {
      if (token(i).is(kPreposition) || !token(i).word) break;
      if (token(i).is(kRole)) role = i;
    }
    return role;
  }

  std::optional<std::uint32_t> last_with_role(const std::string& role, std::uint32_t before) const {
    const bool envoy = role == "envoy" || role == "ambassador" || role == "diplomat";
    const auto& mentions = people_.mentions();
    const std::size_t last = people_.mention_at(before);
    for (std::size_t m = last; m-- > 0 && last - m <= 2 * kMentionsBack;) {
      const auto& words = people_[mentions[m].person].role_words;
      for (const std::string& word : words) {
        if (word == role || (envoy && (word == "envoy" || word == "ambassador"))) return mentions[m].person;
      }
    }
    return std::nullopt;
  }

  // ---- institutions and groups

  void describe(Stretch source, Resolved& out) const {
    Stretch phrase = source;
    while (phrase.size() > 1 && (is_folded(r_, phrase.begin, "the") || is_folded(r_, phrase.begin, "a") ||
                                 is_folded(r_, phrase.begin, "an"))) {
      ++phrase.begin;
    }
    if (phrase.size() > 1 && is_folded(r_, phrase.end - 1, "both")) --phrase.end;
    phrase = without_time(phrase);
    // Two states behind a lost full stop: “Photo courtesy of IPRI Russia and Pakistan insist”.
    if (phrase.size() > 3 && is_folded(r_, phrase.end - 2, "and") && token(phrase.end - 1).is(kPlaceName) &&
        token(phrase.end - 3).is(kPlaceName) && token(phrase.end - 4).capital &&
        !token(phrase.end - 4).is(kPlaceName)) {
      phrase.begin = phrase.end - 3;
    }
    while (phrase.size() > 1 && is_reflexive(phrase.end - 1)) --phrase.end;
    const bool pronoun =
        phrase.size() == 1 && token(phrase.begin).is(kSubjectPronoun | kObjectPronoun | kRelative);
    if (pronoun || is_no_one(phrase) || is_no_noun(phrase)) {
      out.step = Step::none;
      return;
    }
    out.unnamed = !is_named(phrase);
    out.name = std::string(slice(r_.text, r_.span(phrase)));
    std::replace(out.name.begin(), out.name.end(), '\n', ' ');
    out.step = Step::described;
  }

  // “the report itself”, “the lawsuit also”
  bool is_reflexive(std::uint32_t i) const {
    const std::string word = folded(r_.word(i));
    return word == "itself" || word == "himself" || word == "herself" || word == "themselves" ||
           word == "also";
  }

  // “this week”, “later”, “said”: times and verbs speak for nobody.
  bool is_no_one(Stretch phrase) const {
    const Token& first = token(phrase.begin);
    const Classes verb = kSpeech | kWeakCue | kFiniteVerb | kAuxiliary;
    const bool initial = !first.capital || begins_sentence(phrase.begin) || all_capitals(phrase.begin);
    if (initial && first.is(verb) && !first.is(kNounToo | kDeterminer | kRole | kBody | kPluralPeople))
      return true;
    bool time = false;
    for (std::uint32_t i = phrase.begin; i < phrase.end; ++i) {
      const Token& here = token(i);
      if (here.is(kTimeNoun | kCalendar) && !here.is(kDeterminer)) {
        time = true;
      } else if (!here.is(kDeterminer | kAdverb | kTimeNoun) && !is_number(here) &&
                 !is_folded(r_, i, "past") && !is_folded(r_, i, "recent")) {
        return false;
      }
    }
    return time || (phrase.size() == 1 && first.is(kAdverb)) || is_folded(r_, phrase.begin, "the");
  }

  // “The company stayed open, saying …”: the subject alone.
  Stretch without_verb(Stretch phrase) const {
    for (std::uint32_t i = phrase.begin + 1; i < phrase.end; ++i) {
      const bool verb = token(i).is(kFiniteVerb) || r_.word(i).ends_with("ed");
      if (verb && !token(i).capital && token(i - 1).is(kBody | kRole | kPluralPeople))
        return {phrase.begin, i};
    }
    return phrase;
  }

  // “a”, “stayed”, “previous”: what is left of a phrase whose noun was missed.
  bool is_no_noun(Stretch phrase) const {
    if (phrase.size() != 1) return false;
    const Token& only = token(phrase.begin);
    const std::string word = folded(r_.word(phrase.begin));
    if (only.is(kRole | kBody | kPluralPeople | kPlaceName)) return false;
    if (only.is(kDeterminer | kPreposition | kAuxiliary | kSubordinator | kCoordinator)) return true;
    if (only.capital && !begins_sentence(phrase.begin)) return false;
    static constexpr std::string_view kEndings[] = {"ed", "ous", "ful", "less", "able", "ible", "ing"};
    static constexpr std::string_view kAdjectives[] = {"former", "new", "recent", "latest",
                                                       "same",   "own", "such"};
    return word.size() < 2 ||
           std::any_of(
               std::begin(kEndings), std::end(kEndings),
               [&](auto ending) { return word.size() > ending.size() + 2 && word.ends_with(ending); }) ||
           std::find(std::begin(kAdjectives), std::end(kAdjectives), word) != std::end(kAdjectives);
  }

  bool is_fraction(std::uint32_t i) const {
    const std::string word = folded(r_.word(i));
    return word.ends_with("-third") || word.ends_with("-thirds") || word.ends_with("-half") ||
           word.ends_with("-quarter") || word.ends_with("-quarters");
  }

  bool all_capitals(std::uint32_t i) const {
    const std::string_view word = r_.word(i);
    return word.size() > 2 &&
           std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  bool begins_sentence(std::uint32_t i) const {
    const std::size_t sentence = sentence_of(i);
    if (sentence >= r_.sentences.size()) return false;
    const std::uint32_t begin = r_.sentences[sentence].tokens.begin;
    return i == begin || (i == begin + 1 && !token(begin).word) ||
           (i > 0 && !token(i - 1).word && i == begin + 1) ||
           (i == begin + 1 && token(begin).is(kDeterminer));
  }

  // Whether the phrase names somebody or something of its own: “the Kremlin”, not “officials”, “His firm”,
  // “Client B”.
  bool is_named(Stretch phrase) const {
    if (r_.word(phrase.end - 1).size() == 1) return false;
    if (is_somebody(phrase)) return false;
    for (std::uint32_t i = phrase.begin; i < phrase.end; ++i) {
      const Token& here = token(i);
      if (i > phrase.begin && here.is(kPreposition)) break;
      if (!here.word || !here.capital || here.is(kCalendar)) continue;
      if (here.is(kPlaceName | kNationality)) return true;
      if (here.is(kStarter | kPluralPeople | kDeterminer | kPossessive | kSubjectPronoun) || is_fraction(i))
        continue;
      if (!begins_sentence(i) || all_capitals(i)) return true;
      if (i + 1 < phrase.end && token(i + 1).capital) return true;
      if (capital_within_sentence(r_.word(i))) return true;
    }
    return false;
  }

  // “Russian officials”, “a US embassy spokesman”: somebody of somewhere, whatever names stand beside.
  bool is_somebody(Stretch phrase) const {
    std::optional<std::uint32_t> head;
    for (std::uint32_t i = phrase.begin; i < phrase.end; ++i) {
      if (i > phrase.begin && (token(i).is(kPreposition) || is_comma(r_, i))) break;
      if (token(i).word) head = i;
    }
    if (!head) return false;
    static constexpr std::array<std::string_view, 8> kSome{"several", "some",    "many",  "most",
                                                           "few",     "various", "other", "numerous"};
    const bool some = std::find(kSome.begin(), kSome.end(), folded(r_.word(phrase.begin))) != kSome.end();
    if (some && !token(*head).capital) return true;  // “several Indian companies”
    if (token(*head).is(kBody)) return false;
    // “the Air Commodore”: a rank in capitals is nobody's name; “Democrats” are a party's.
    return token(*head).is(kRole | kTitle) || (token(*head).is(kPluralPeople) && !token(*head).capital);
  }

  // Whether the word is printed with a capital where no sentence begins.
  bool capital_within_sentence(std::string_view word) const {
    if (capitals_.empty()) {
      capitals_.insert("");
      for (const Sentence& sentence : r_.sentences) {
        for (std::uint32_t i = sentence.tokens.begin + 1; i < sentence.tokens.end; ++i) {
          if (token(i).capital && token(i - 1).word) capitals_.insert(r_.word(i));
        }
      }
    }
    return capitals_.contains(word);
  }

  // “New Delhi in the past”, “Russia in April 2021”
  Stretch without_time(Stretch phrase) const {
    for (std::uint32_t i = phrase.begin + 1; i < phrase.end; ++i) {
      if (!token(i).is(kPreposition)) continue;
      const Token& last = token(phrase.end - 1);
      if (last.is(kCalendar) || is_number(last) || is_folded(r_, phrase.end - 1, "past") ||
          (last.is(kTimeNoun) && !last.is(kSubordinator | kDeterminer))) {
        return {phrase.begin, i};
      }
    }
    return phrase;
  }

  bool is_number(const Token& token) const {
    const auto text = slice(r_.text, token.span);
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  }

  bool is_plural(Stretch source) const {
    if (const auto role = head_role(source); role && *role + 1 == phrase_head_end(source)) {
      // “a police spokesman” is one, whatever stands before
      if (!token(*role).is(kPluralPeople) && r_.word(*role).back() != 's') return false;
    }
    for (std::uint32_t i = source.begin; i < source.end; ++i) {
      if (token(i).is(kPreposition)) break;
      if (token(i).is(kPluralPeople) || is_folded(r_, i, "and")) return true;
    }
    return r_.word(source.end - 1).back() == 's';
  }

  // Behind the words before the first preposition or mark.
  std::uint32_t phrase_head_end(Stretch source) const {
    std::uint32_t i = source.begin;
    while (i < source.end && token(i).word && !token(i).is(kPreposition)) ++i;
    return i;
  }

  // ---- inheritance

  void inherit(std::size_t k) {
    const Found& found = found_[k];
    if (found.cue && is_passive(*found.cue)) return;  // “was reported”: by whom nobody says
    const Heard* from = heard_.empty() ? nullptr : &heard_.back();
    if (from != nullptr && from->paragraph != found.paragraph) {
      // The next speaker of the same paragraph comes before the last one of another: “…” X said.
      const std::size_t next = k + 1;
      const bool named_soon =
          next < found_.size() && found_[next].source && found_[next].paragraph == found.paragraph &&
          found_[next].sentence <= found.sentence + 1 && found_[next].form == Form::cue_after;
      if (named_soon || found.paragraph > from->paragraph + kInheritParagraphs) from = nullptr;
    }
    if (from != nullptr) {
      resolved_[k] = from->as;
      resolved_[k].step = Step::inherited;
      heard_.push_back({found.content.front().begin, found.last_paragraph, from->person, from->plural,
                        from->human, found.content.back().end, resolved_[k]});
      return;
    }
    const std::size_t next = next_source_[k];
    if (next == found_.size() || found_[next].paragraph != found.paragraph) return;
    if (resolved_[next].step == Step::none) resolve(next);
    resolved_[k] = resolved_[next];
    if (resolved_[k].step != Step::none) resolved_[k].step = Step::inherited;
  }

  bool is_passive(Stretch cue) const {
    static constexpr std::string_view kForms[] = {"was", "were", "is", "are", "been", "being", "be"};
    if (token(cue.end - 1).is(kGerund)) return false;  // “has been saying”
    for (std::uint32_t i = cue.begin; i + 1 < cue.end; ++i)
      for (const auto form : kForms)
        if (is_folded(r_, i, form)) return true;
    return false;
  }

  void find_next_sources() {
    next_source_.assign(found_.size(), found_.size());
    for (std::size_t k = found_.size(), next = found_.size(); k-- > 0;) {
      next_source_[k] = next;
      if (found_[k].source) next = k;
    }
  }

  const Reading& r_;
  const People& people_;
  const std::vector<Found>& found_;
  const SpeakerContext& context_;
  const Antecedents antecedents_;
  std::vector<Resolved> resolved_;
  std::unordered_map<std::string, std::string> ids_;  // by name
  std::vector<Heard> heard_;
  mutable std::unordered_set<std::string_view> capitals_;
  std::vector<std::size_t> next_source_;  // of each, the next one that names who speaks
};

}  // namespace

std::string_view to_string(Step step) {
  switch (step) {
    case Step::name:
      return "name";
    case Step::role:
      return "role";
    case Step::pronoun:
      return "pronoun";
    case Step::inherited:
      return "inherited";
    case Step::described:
      return "described";
    case Step::none:
      return "none";
  }
  return "none";
}

std::vector<Resolved> resolve_speakers(const Reading& reading, const People& people,
                                       const std::vector<Found>& found, const SpeakerContext& context) {
  return Resolver(reading, people, found, context).run();
}

}  // namespace pressmark::annotation
