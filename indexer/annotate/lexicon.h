#pragma once
// What single English words are to the rules: verbs that introduce speech, roles, titles, given names, and
// the closed classes (determiners, prepositions, auxiliaries) from which noun phrases and clauses are read
// without a parser.
//
// Built once, then shared by all threads.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace pressmark::annotation {

// One bit a class; a word has any number of them.
using Classes = std::uint64_t;

enum WordClass : Classes {
  // Verbs of speech, in all their forms.
  kSpeech = 1ULL << 0,       // takes a that-clause or a quotation: announced, warned
  kBareClause = 1ULL << 1,   // also a clause without "that": said he would
  kWeakCue = 1ULL << 2,      // only with quotation marks near: called it “a farce”
  kAddressee = 1ULL << 3,    // takes the person spoken to: told reporters
  kQuestion = 1ULL << 4,     // takes if, whether, what, why: asked
  kInfinitive = 1ULL << 5,   // takes to do: vowed to fight
  kUrging = 1ULL << 6,       // takes somebody to do: urged them to vote
  kNounToo = 1ULL << 7,      // a noun as often as a verb: report, claims
  kGerund = 1ULL << 8,       // saying
  kBaseForm = 1ULL << 9,     // say: needs a plural subject, a modal or "to"
  kThatNeeded = 1ULL << 10,  // speech only before "that": show, know
  // Closed classes.
  kSubjectPronoun = 1ULL << 11,
  kObjectPronoun = 1ULL << 12,
  kDeterminer = 1ULL << 13,
  kPreposition = 1ULL << 14,
  kAuxiliary = 1ULL << 15,
  kAdverb = 1ULL << 16,
  kCoordinator = 1ULL << 17,
  kSubordinator = 1ULL << 18,
  kRelative = 1ULL << 19,
  kFiniteVerb = 1ULL << 20,
  kCalendar = 1ULL << 21,
  kTimeNoun = 1ULL << 22,
  kPossessive = 1ULL << 23,  // 's; his, her, their
  // People and bodies.
  kTitle = 1ULL << 24,  // stands before a name
  kRole = 1ULL << 25,   // the ambassador
  kBody = 1ULL << 26,   // ministry, court, poll
  kMaleName = 1ULL << 27,
  kFemaleName = 1ULL << 28,
  kMaleWord = 1ULL << 29,  // Mr, spokesman
  kFemaleWord = 1ULL << 30,
  kStarter = 1ULL << 31,       // capitalised at a sentence's start only
  kNotPerson = 1ULL << 32,     // Street, Party: the name is none of a person
  kPluralPeople = 1ULL << 33,  // officials, diplomats, critics
  kNationality = 1ULL << 34,   // Russian: an adjective before a title
  kPlaceName = 1ULL << 35,     // Moscow, Russia: speaks as an institution
  kParticle = 1ULL << 36,      // al, bin, van within names
  kNotSubject = 1ULL << 37,    // there: never who says it
  kMarksNeeded = 1ULL << 38,   // speech only beside quotation marks or "that": continued, began
};

class Lexicon {
 public:
  static const Lexicon& english();

  // `folded`: lower case, straight apostrophe, without the dot of an abbreviation. 0 when nothing is known.
  Classes classes(std::string_view folded) const;

 private:
  Lexicon();
  void add(Classes classes, std::string_view words);
  void add_verbs(Classes classes, std::string_view lemmas);
  void add_speech();
  void add_closed_classes();
  void add_people();
  void add_names();

  std::unordered_map<std::string, Classes> words_;
};

}  // namespace pressmark::annotation
