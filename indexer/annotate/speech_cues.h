#pragma once
// What news of other languages says around a quotation in marks: verbs of speech, prepositions that make a
// name an object, roles that stand before a name. Printed forms, lower case; lists to add to, not grammars.
//
// Built once, then shared by all threads.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace pressmark::annotation {

// Where the one who speaks stands beside the verb.
enum class Subjects : std::uint8_t {
  none,       // no rule yet
  capitals,   // a run of capitalised words beside the verb
  ergative,   // before the particle in front of the verb: Urdu, Hindi
  behind,     // without capitals, behind the verb: Arabic
  honorific,  // before a title that ends the name: Japanese
  titled,     // behind the last title before the verb: Chinese
};

struct SpeechCues {
  Subjects subjects = Subjects::none;
  bool spaced = true;              // words are written apart
  bool nouns_are_capital = false;  // German
  bool may_lack_pronoun = false;   // “añadió” speaks of the one who spoke before
  bool dash_inside = false;        // « …, — said she. — … » within one pair of marks
  std::unordered_set<std::string_view> verbs;
  std::unordered_set<std::string_view> pronouns;
  // Beside marks they tell that what stands between is somebody's: "laut", "wörtlich", "mit den Worten".
  std::unordered_set<std::string_view> hints;
  std::unordered_set<std::string_view> determiners;  // begin who is described and not named: "der Sprecher"
  std::unordered_set<std::string_view> prepositions;
  std::unordered_set<std::string_view> roles;
  std::vector<std::string_view> verb_list;  // for scripts that run words together
  std::vector<std::string_view> role_list;  // longest first
};

// The cues of an ISO 639-1 language; for one without a table an empty entry, under which only long or
// introduced quotations are taken, without speakers.
const SpeechCues& speech_cues(std::string_view lang);

}  // namespace pressmark::annotation
