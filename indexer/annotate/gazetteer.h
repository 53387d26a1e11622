#pragma once
// Words by which news speaks of countries: names from iso-codes, the rest from corpus/countries.tsv. Both are
// compiled in.
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

enum class PlaceKind : std::uint8_t { name, demonym, capital, metonym, city, false_friend };

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

  // The longest phrase that begins with the token at `i`. False friends are hits too: they use the words up.
  std::optional<Hit> at(const Reading& reading, std::uint32_t i) const;

  // A phrase of one word, for the parts of “India-Pakistan”.
  const Place* single(std::string_view word) const;

 private:
  Gazetteer();
  void load_names();
  void load_table();
  void add(const std::string& code, PlaceKind kind, std::string_view phrase);
  void add_all(const std::string& code, PlaceKind kind, std::string_view phrases);

  std::unordered_map<std::string, std::vector<Place>> by_first_word_;  // longest first
};

}  // namespace pressmark::annotation
