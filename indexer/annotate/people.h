#pragma once
// The people of one article: their fullest names, what they are called on the way (surname, role, title),
// where.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/annotate/reading.h"

namespace pressmark::annotation {

enum class Gender : std::uint8_t { unknown, male, female };

struct Person {
  std::string name;                         // the fullest form
  std::vector<std::string> words;           // of the name
  std::string role;                         // as first printed, or empty
  std::vector<std::string> role_words;      // lower case, of every role printed with the name
  std::vector<std::string> role_countries;  // alpha-2 codes named in these roles
  Gender gender = Gender::unknown;
  std::uint32_t mentions = 0;
};

struct Mention {
  Stretch tokens;  // the name without title and role
  std::uint32_t person = 0;
};

class People {
 public:
  explicit People(const Reading& reading);

  const Person& operator[](std::uint32_t person) const { return people_[person]; }
  // The person whose fullest name it is, or null.
  const Person* named(const std::string& name) const;
  const std::vector<Mention>& mentions() const { return mentions_; }

  // Index of the first mention that begins at or behind `token`.
  std::size_t mention_at(std::uint32_t token) const;

 private:
  struct Candidate {
    Stretch tokens;
    std::vector<std::string> words;
    Stretch title;  // title and role words directly in front
    Gender gender = Gender::unknown;
  };

  std::vector<Candidate> candidates() const;
  std::optional<Candidate> candidate(Stretch run) const;
  bool is_place(std::uint32_t last, std::uint32_t name) const;
  void add_full_names(const std::vector<Candidate>& all);
  void add_mentions(const std::vector<Candidate>& all);
  std::uint32_t put(const Candidate& candidate);
  std::optional<std::uint32_t> find_short(const Candidate& candidate) const;
  void note_role(const Candidate& candidate, std::uint32_t person);
  void set_role(std::uint32_t person, Stretch role);
  void note_country(Person& person, std::uint32_t token) const;
  Stretch role_in_front(std::uint32_t name) const;
  Stretch role_behind(std::uint32_t end) const;

  const Reading& r_;
  std::vector<Person> people_;
  std::vector<Mention> mentions_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_surname_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_given_name_;
};

}  // namespace pressmark::annotation
