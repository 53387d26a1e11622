#pragma once
// German noun phrases and the persons in them, from closed classes and capitals. Offsets only; the reading
// must outlive it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/annotate/german_words.h"
#include "indexer/annotate/people.h"
#include "indexer/annotate/reading.h"

namespace pressmark::annotation {

struct GermanPhrase {
  Stretch core;   // determiner to noun or name
  Stretch whole;  // with genitives, “von …” and appositions
  std::vector<Stretch> appositions;
  bool pronoun = false;
  bool oblique = false;  // “dem”, “den”, “letzten Montag”: no subject

  bool empty() const { return core.empty(); }
};

struct GermanPerson {
  std::string name;
  Gender gender = Gender::unknown;
};

class GermanPhrases {
 public:
  explicit GermanPhrases(const Reading& reading);

  GermanClasses classes(std::uint32_t i) const { return classes_[i]; }
  bool is(std::uint32_t i, GermanClasses any) const { return (classes_[i] & any) != 0; }

  // The phrase that begins at token `i`, within `limit`; empty where none does.
  GermanPhrase phrase_at(std::uint32_t i, std::uint32_t limit) const;

  // Who is named in a phrase; nothing where it only describes.
  std::optional<GermanPerson> person_in(const GermanPhrase& phrase) const;

  // As printed, marks and breaks too.
  std::string words_of(const GermanPhrase& phrase) const;

  // What a phrase tells of its person.
  Gender gender_of(const GermanPhrase& phrase) const;

 private:
  bool is_noun(std::uint32_t i) const;
  bool is_adjective(std::uint32_t i) const;
  Stretch core_at(std::uint32_t i, std::uint32_t limit) const;
  std::uint32_t behind_brackets(std::uint32_t i, std::uint32_t limit) const;
  std::uint32_t behind_marks(std::uint32_t i, std::uint32_t limit) const;
  bool ends_apposition(std::uint32_t i, std::uint32_t limit) const;
  std::optional<GermanPerson> person_in(Stretch core) const;
  Stretch names_of(Stretch core) const;
  bool is_name(Stretch run, bool titled, bool determined) const;
  std::string joined(Stretch words) const;
  void know_names();

  const Reading& r_;
  std::vector<GermanClasses> classes_;
  struct Known {
    std::string full;  // empty where two people share the surname
    Gender gender = Gender::unknown;
  };
  std::unordered_map<std::string_view, Known> surnames_;
};

}  // namespace pressmark::annotation
