#pragma once
// Words by which news of other languages than English speaks of countries: ICU's names in the language,
// inflected where a rule does it, and corpus/countries_abroad.tsv.
//
// One for each language, built once, then shared by all threads.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/annotate/gazetteer.h"
#include "schema/model/span.h"
#include "schema/text/analyzer.h"

namespace pressmark::annotation {

class NamesAbroad {
 public:
  // ISO 639-1.
  static const NamesAbroad& of(std::string_view lang);

  struct Hit {
    const Place* place = nullptr;
    Span span;
    std::uint32_t token = 0;  // how many words stand before it
  };

  // In order, none over another; without the false friends.
  std::vector<Hit> find(std::string_view text) const;

 private:
  // A word of a phrase as the analyzer folds it; an open one goes on with up to five letters.
  struct Word {
    std::string term;
    bool open = false;
  };
  struct Phrase {
    Place place;
    std::vector<Word> words;
  };
  using Phrases = std::unordered_map<std::string, std::vector<Phrase>>;  // by the first word

  explicit NamesAbroad(std::string lang);
  void load_table();
  void load_names();
  void add(const Place& place, std::string_view phrase);
  bool meets(std::string_view term, const Word& word) const;
  std::vector<std::string_view> readings(std::string_view term) const;
  std::size_t length_at(const Analysis& text, std::size_t i, const Phrase& phrase) const;

  std::string lang_;
  Phrases closed_;
  Phrases open_;
  std::vector<std::string> not_names_;  // ICU's, taken out by the table
};

}  // namespace pressmark::annotation
