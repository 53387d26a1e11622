#pragma once
// What single German words are to the rules for German speech: verbs of speech, forms of reported speech, and
// the closed classes from which noun phrases and clauses are read without a parser.
//
// Built once, then shared by all threads.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace pressmark::annotation {

// One bit a class; a word has any number of them.
using GermanClasses = std::uint32_t;

enum GermanClass : GermanClasses {
  kDeSpeech = 1U << 0,       // sagte, erklärt
  kDeJudgement = 1U << 1,    // speech only beside marks: nannte, sieht, würdigte
  kDeReported = 1U << 2,     // Konjunktiv I, and what stands in for it: sei, habe, hätten
  kDeAuxiliary = 1U << 3,    // finite: hat, wurde, will
  kDePassive = 1U << 4,      // of these: wird, wurde
  kDeDeterminer = 1U << 5,   // der, ein, seine
  kDeOblique = 1U << 6,      // never begins a subject: dem, des, einem, seinem
  kDePronoun = 1U << 7,      // er, sie, man, wer
  kDePreposition = 1U << 8,  // auf, mit
  kDeSubordinator = 1U << 9,
  kDeAdverb = 1U << 10,            // begins a sentence without being its subject: dabei, gestern
  kDeSource = 1U << 11,            // nach … Angaben, Meinung, Ansicht
  kDeWords = 1U << 12,             // Worte, Parole, Aufschrift: what follows is somebody's words
  kDeAccording = 1U << 13,         // laut, gemäß
  kDeRole = 1U << 14,              // Sprecherin, Minister: before a name
  kDeSpeechParticiple = 1U << 15,  // hat … erklärt, wurde … bezeichnet
  kDeLabel = 1U << 16,             // Titel, Zeitschrift: what follows is a name
  kDeSurelyReported = 1U << 18,    // of kDeReported, those that are nothing else: sei, habe, könne
  kDeTime = 1U << 19,              // Montag, Jahr: a phrase of time, no subject
  kDeAbstract = 1U << 20,          // Kritik, Äußerung: never speaks itself, but may be somebody's
  kDeFunction = 1U << 17,          // may stand in small letters within a name: von, und, ohne
};

class GermanWords {
 public:
  static const GermanWords& instance();

  // `lowered`: the first letter in lower case. 0 when nothing is known.
  GermanClasses classes(std::string_view lowered) const;

 private:
  GermanWords();
  void add(GermanClasses classes, std::string_view words);
  void add_weak_verbs(GermanClasses classes, std::string_view stems);
  void add_verbs();
  void add_closed_classes();
  void add_nouns();

  std::unordered_map<std::string, GermanClasses> words_;
};

}  // namespace pressmark::annotation
