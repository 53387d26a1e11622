#pragma once
// Words by which English news speaks of countries: names from iso-codes, what else it calls them from
// corpus/countries.tsv, what lies in them from corpus/places.tsv. All are compiled in.
//
// Built once, then shared by all threads.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/annotate/reading.h"

namespace pressmark::annotation {

enum class PlaceKind : std::uint8_t {
  name,
  demonym,
  capital,
  metonym,       // “the Kremlin”, “Wall Street”
  region,        // a state or province: “Bavaria”
  abbreviation,  // of one, behind a town: “Troy, Mich.”
  city,
  doubtful_city,  // is something else as often: “Reading”, “Austin”
  false_friend,
};

struct Place {
  std::string code;  // ISO 3166-1 alpha-2
  PlaceKind kind = PlaceKind::name;
  std::vector<std::string> words;
};

class Gazetteer {
 public:
  static const Gazetteer& instance();

  struct Hit {
    const Place* place = nullptr;
    Stretch tokens;
  };

  // The longest phrase that begins with the token at `i`, abbreviations aside. False friends are hits too:
  // they use the words up.
  std::optional<Hit> at(const Reading& reading, std::uint32_t i) const;

  // The state or province at `i` in full or abbreviated, for the place behind the comma of “Troy, Mich.”.
  std::optional<Hit> region_at(const Reading& reading, std::uint32_t i) const;

  // A phrase of one word, for the parts of “India-Pakistan”.
  const Place* single(std::string_view word) const;

 private:
  Gazetteer();
  void load_names();
  void load_countries();
  void load_places();
  void load_false_friends();
  void add(const std::string& code, PlaceKind kind, std::string_view phrase);
  void add_all(const std::string& code, PlaceKind kind, std::string_view phrases);
  template <typename Accept>
  std::optional<Hit> longest(const Reading& reading, std::uint32_t i, Accept accept) const;

  std::unordered_map<std::string, std::vector<Place>> by_first_word_;  // in lower case; longest first
};

// All letters are A to Z, as in headlines and datelines.
bool is_in_capitals(std::string_view word);

}  // namespace pressmark::annotation
