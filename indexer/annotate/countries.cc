#include "indexer/annotate/countries.h"

#include <algorithm>
#include <map>

#include "indexer/annotate/clauses.h"
#include "indexer/annotate/gazetteer.h"

namespace pressmark::annotation {
namespace {

// A country stays when it weighs at least this share of the heaviest one: below, it was mentioned in passing.
constexpr double kLeastShare = 0.2;
constexpr double kTitleFactor = 2;          // a mention in the title counts this often
constexpr double kDatelineWeight = 2;       // “MOSCOW, June 5 (Reuters)”
constexpr double kDeclaredWeight = 3;       // stated by the source
constexpr std::size_t kMostMentions = 100;  // kept as evidence, a country

double weight_of(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::name:
      return 1;
    case PlaceKind::demonym:
      return 0.8;
    case PlaceKind::capital:
      return 0.7;
    case PlaceKind::metonym:
      return 0.7;
    case PlaceKind::city:
      return 0.5;
    case PlaceKind::false_friend:
      return 0;
  }
  return 0;
}

struct Tally {
  double weight = 0;
  std::vector<Span> mentions;
};

class Counting {
 public:
  explicit Counting(const Gazetteer& gazetteer) : gazetteer_(gazetteer) {}

  void count(const Reading& reading, bool is_title) {
    georgia_is_american_ = speaks_of_american_georgia(reading);
    const auto n = static_cast<std::uint32_t>(reading.tokens.size());
    for (std::uint32_t i = 0; i < n;) {
      const Token& token = reading.tokens[i];
      if (!token.word || !token.capital) {
        // Every phrase begins with a capital; compounds may not: “anti-Russian”.
        if (token.word) count_parts(reading, i, is_title);
        ++i;
      } else if (const auto hit = gazetteer_.at(reading, i)) {
        if (hit->place->kind != PlaceKind::false_friend && !is_other(reading, *hit)) {
          double weight = weight_of(hit->place->kind);
          if (is_title) weight *= kTitleFactor;
          if (!is_title && is_dateline(reading, hit->tokens)) weight += kDatelineWeight;
          add(*hit->place, weight, is_title ? Span{} : reading.span(hit->tokens));
        }
        i = hit->tokens.end;
      } else {
        count_parts(reading, i, is_title);
        ++i;
      }
    }
  }

  void declare(const std::string& code) { tallies_[code].weight += kDeclaredWeight; }

  std::vector<Country> weighed(const std::vector<std::string>& declared) const {
    double heaviest = 0;
    for (const auto& [code, tally] : tallies_) heaviest = std::max(heaviest, tally.weight);
    std::vector<Country> out;
    double sum = 0;
    for (const auto& [code, tally] : tallies_) {
      const bool stated = std::find(declared.begin(), declared.end(), code) != declared.end();
      if (!stated && tally.weight < kLeastShare * heaviest) continue;
      out.push_back({code, tally.weight, tally.mentions});
      sum += tally.weight;
    }
    for (Country& country : out) country.weight /= sum;
    std::sort(out.begin(), out.end(), [](const Country& a, const Country& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.code < b.code;
    });
    return out;
  }

 private:
  void add(const Place& place, double weight, Span span) {
    const std::string& code = place.code == "GE" && georgia_is_american_ ? kAmerica : place.code;
    Tally& tally = tallies_[code];
    tally.weight += weight;
    if (!span.empty() && tally.mentions.size() < kMostMentions) tally.mentions.push_back(span);
  }

  // “India-Pakistan”, “US-led”, “anti-Russian”
  void count_parts(const Reading& reading, std::uint32_t i, bool is_title) {
    const std::string_view word = reading.word(i);
    if (word.size() < 4 || word.find('-') == std::string_view::npos) return;
    std::uint32_t begin = 0;
    while (begin < word.size()) {
      const auto end = static_cast<std::uint32_t>(std::min(word.find('-', begin), word.size()));
      if (end > begin) {
        const Place* place = gazetteer_.single(word.substr(begin, end - begin));
        const std::uint32_t at = reading.tokens[i].span.begin;
        if (place != nullptr && place->kind != PlaceKind::false_friend) {
          add(*place, weight_of(place->kind) * (is_title ? kTitleFactor : 1),
              is_title ? Span{} : Span{at + begin, at + end});
        }
      }
      begin = end + 1;
    }
  }

  // A person's name, an institution's, or a pronoun in a shouted headline.
  static bool is_other(const Reading& reading, const Gazetteer::Hit& hit) {
    const std::uint32_t i = hit.tokens.begin;
    const Token* previous = i > 0 ? &reading.tokens[i - 1] : nullptr;
    const Token* next = hit.tokens.end < reading.tokens.size() ? &reading.tokens[hit.tokens.end] : nullptr;
    const bool one_word = hit.tokens.size() == 1;
    const Token& token = reading.tokens[i];
    if (one_word && reading.word(i) == "US") return is_shouted(reading, i);
    const bool demonym = hit.place->kind == PlaceKind::demonym;
    // The language: “in Spanish”.
    if (demonym && previous != nullptr && is_folded(reading, i - 1, "in") && (next == nullptr || !next->word))
      return true;
    if (one_word && !demonym && previous != nullptr && is_given_name(*previous)) return true;
    if (one_word && previous != nullptr && previous->is(kMaleWord | kFemaleWord) && previous->capital &&
        !demonym)
      return true;
    if (one_word && token.is(kMaleName | kFemaleName) && next != nullptr && next->capital && next->word &&
        !next->is(kStarter | kBody | kPlaceName | kTitle | kRole | kCalendar)) {
      return true;
    }
    // “American Airlines”, “American Civil Liberties Union”
    return demonym && reading.word(i) == "American" && next != nullptr && next->capital && next->word &&
           !next->is(kTitle | kRole | kPlaceName | kNationality);
  }

  static bool is_given_name(const Token& token) {
    return token.capital && token.is(kMaleName | kFemaleName) && !token.is(kPlaceName | kStarter | kCalendar);
  }

  static bool is_shouted(const Reading& reading, std::uint32_t i) {
    const auto shouts = [&](std::uint32_t k) {
      const std::string_view word = reading.word(k);
      return word.size() > 3 &&
             std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    };
    return i > 0 && shouts(i - 1) && i + 1 < reading.tokens.size() && shouts(i + 1);
  }

  // The first words of the first paragraphs, in capitals or before a date or a dash.
  static bool is_dateline(const Reading& reading, Stretch tokens) {
    const std::uint32_t i = tokens.begin;
    bool starts = false;
    for (std::size_t p = 0; p < std::min<std::size_t>(reading.paragraphs.size(), 4); ++p) {
      starts |= reading.paragraphs[p].begin == i;
    }
    if (!starts || tokens.end >= reading.tokens.size()) return false;
    const std::string_view first = reading.word(i);
    const bool capitals = first.size() > 3 && std::all_of(first.begin(), first.end(),
                                                          [](char c) { return c >= 'A' && c <= 'Z'; });
    const std::string_view mark = reading.word(tokens.end);
    const bool dash = mark == "\u2014" || mark == "\u2013" || mark == "-" || mark == "(" || mark == "--";
    return dash || (capitals && (mark == "," || mark == ":"));
  }

  // Georgia the state, by its neighbours and cities, unless the Caucasus is spoken of.
  static bool speaks_of_american_georgia(const Reading& reading) {
    bool american = false;
    for (std::uint32_t i = 0; i < reading.tokens.size(); ++i) {
      if (!reading.tokens[i].capital) continue;
      const std::string_view word = reading.word(i);
      for (std::string_view caucasus :
           {"Tbilisi", "Abkhazia", "Ossetia", "Saakashvili", "Caucasus", "Kremlin", "Moscow"}) {
        if (word == caucasus) return false;
      }
      for (std::string_view state :
           {"Atlanta", "Ga", "Ga.", "Savannah", "Alabama", "Tennessee", "Florida", "Carolina", "Augusta",
            "Macon", "Ohio", "Texas", "Nevada", "Arizona", "Michigan", "Pennsylvania", "Wisconsin"}) {
        american = american || word == state;
      }
    }
    return american;
  }

  inline static const std::string kAmerica = "US";

  const Gazetteer& gazetteer_;
  std::map<std::string, Tally> tallies_;
  bool georgia_is_american_ = false;
};

}  // namespace

std::vector<Country> find_countries(const Article& article, const Reading& reading) {
  Counting counting(Gazetteer::instance());
  if (article.title) counting.count(read(*article.title, "en", Lexicon::english()), true);
  counting.count(reading, false);
  for (const std::string& code : article.countries) counting.declare(code);
  return counting.weighed(article.countries);
}

}  // namespace pressmark::annotation
