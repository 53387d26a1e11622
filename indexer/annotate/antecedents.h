#pragma once
// Whom “he” and “she” mean. Read in order, every pronoun outside quotation marks is settled and then counts
// as a mention itself, so that a chain of pronouns stays with the person it began with.
//
// A mention is the likelier the nearer its sentence, as its subject, as who speaks in it; the less likely
// behind a preposition, as an owner (“Trump's lawyer”), or when nothing tells that the name is a person's.

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/annotate/people.h"
#include "indexer/annotate/quotes.h"
#include "indexer/annotate/reading.h"

namespace pressmark::annotation {

class Antecedents {
 public:
  // All must outlive it. Linear in the tokens.
  Antecedents(const Reading& reading, const People& people, const std::vector<Found>& found);

  // The person meant by the pronoun at `token`; nothing for other tokens and where nobody fits.
  std::optional<std::uint32_t> of(std::uint32_t token) const;

 private:
  struct Candidate {
    std::uint32_t token = 0;
    std::size_t sentence = 0;
    std::uint32_t person = 0;
    int salience = 0;  // of its place in its sentence
  };

  void note_speakers(const std::vector<Found>& found);
  int salience_of(std::size_t mention, std::size_t sentence);
  bool is_behind_preposition(std::uint32_t name, std::uint32_t sentence) const;
  bool is_modifier(std::uint32_t end) const;
  bool is_likely_person(std::uint32_t person) const;
  std::optional<std::uint32_t> best(std::size_t sentence, std::uint32_t token, Gender gender) const;

  const Reading& r_;
  const People& people_;
  std::vector<bool> speaks_;                        // of every token: begins or lies in a phrase that speaks
  std::unordered_set<std::uint32_t> according_to_;  // first tokens of those phrases behind “according to”
  std::vector<bool> has_spoken_;                    // of every person
  std::vector<Candidate> before_;                   // in order
  std::size_t subject_of_ = SIZE_MAX;               // sentence whose subject is settled
  std::unordered_map<std::uint32_t, std::uint32_t> meant_;  // person by token
};

}  // namespace pressmark::annotation
