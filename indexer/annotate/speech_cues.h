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
  bool spaced = true;             // words are written apart
  bool may_lack_pronoun = false;  // “añadió” speaks of the one who spoke before
  bool dash_inside = false;       // « …, — said she. — … » within one pair of marks
  bool commas_inside = false;     // « …, said she, … » the same
  bool dash_speech = false;       // —…—said she. without any marks
  std::unordered_set<std::string_view> verbs;
  std::unordered_set<std::string_view> pronouns;
  // Before a name they tell whose the words in marks are: "selon", "según", "по словам".
  std::unordered_set<std::string_view> sources;
  std::unordered_set<std::string_view> openers;  // open a sentence with a capital and are no name: "Comme"
  std::vector<std::string_view> patronymics;     // endings of a second name that belongs to the first
  std::unordered_set<std::string_view> prepositions;
  std::unordered_set<std::string_view> roles;
  std::vector<std::string_view> verb_list;  // for scripts that run words together
  std::vector<std::string_view> role_list;  // longest first
};

// The cues of an ISO 639-1 language; for one without a table an empty entry, under which only long or
// introduced quotations are taken, without speakers.
const SpeechCues& speech_cues(std::string_view lang);

}  // namespace pressmark::annotation
