#include "indexer/annotate/countries.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "indexer/annotate/gazetteer.h"
#include "indexer/annotate/names_abroad.h"

namespace pressmark::annotation {
namespace {

// A country stays when it weighs at least this share of the heaviest one: below, it was mentioned in passing.
constexpr double kLeastShare = 0.25;
constexpr double kTitleFactor = 3;  // a mention in the title counts this often
constexpr double kLeadFactor = 2;   // and one in the lead, where news says what it is about
constexpr std::uint32_t kLeadTokens = 60;
constexpr double kMoneyFactor = 0.25;       // “10 million Australian dollars” says little of Australia
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
    case PlaceKind::region:
    case PlaceKind::abbreviation:
      return 0.6;
    case PlaceKind::city:
    case PlaceKind::doubtful_city:
      return 0.5;
    case PlaceKind::false_friend:
      return 0;
  }
  return 0;
}

template <std::size_t kSize>
bool is_one_of(std::string_view word, const std::array<std::string_view, kSize>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Countries and cities whose names people bear, as given names or surnames.
constexpr std::array<std::string_view, 40> kBorne{
    "Jordan",     "Chad",       "Georgia",  "Israel",  "Ireland",   "England",   "Holland",  "Cuba",
    "France",     "Kenya",      "Paris",    "Houston", "Dallas",    "Phoenix",   "Florence", "Virginia",
    "Cleveland",  "Montana",    "Brooklyn", "London",  "Berlin",    "Milan",     "Lima",     "Santiago",
    "Washington", "Wellington", "Sydney",   "Orlando", "Melbourne", "Salisbury", "Denver",   "Memphis",
    "Boston",     "Carolina",   "Trenton",  "Reno",    "Rhodes",    "Bristol",   "Raleigh",  "Savannah"};

// Words before a name that part a country or a town: “Central London”.
constexpr std::array<std::string_view, 30> kPartOf{
    "north",     "south",     "east",     "west",         "central",  "northern", "southern",  "eastern",
    "western",   "greater",   "downtown", "inner",        "outer",    "upper",    "lower",     "old",
    "new",       "mainland",  "occupied", "metropolitan", "metro",    "suburban", "northeast", "northwest",
    "southeast", "southwest", "modern",   "ancient",      "post-war", "midtown"};

constexpr std::array<std::string_view, 34> kMoney{
    "dollar", "dollars", "dlr",    "dlrs",   "franc",   "francs", "pound",  "pounds", "peso",
    "pesos",  "rupee",   "rupees", "krona",  "kronor",  "krone",  "kroner", "crown",  "crowns",
    "lira",   "lire",    "yen",    "yuan",   "won",     "dinar",  "dinars", "rial",   "riyal",
    "riyals", "ruble",   "rubles", "rouble", "roubles", "marks",  "dirhams"};

// Georgia is the state where American politics is spoken of, and the country where its neighbours are.
constexpr std::array<std::string_view, 12> kAmericanPolitics{
    "Republican", "Republicans", "Democrat", "Democrats", "Democratic", "GOP",
    "Senate",     "Trump",       "Biden",    "Obama",     "NFL",        "Confederate"};
constexpr std::array<std::string_view, 6> kCaucasus{"Caucasus",     "Saakashvili",   "Ivanishvili",
                                                    "Shevardnadze", "Zourabichvili", "NATO"};

// One place where a country is named, or something in it.
struct Sighting {
  const Place* place = nullptr;
  double weight = 0;
  Span span;             // empty in the title
  bool located = false;  // “in Jordan”
};

// What one country weighs.
struct Tally {
  double weight = 0;
  std::vector<Span> mentions;
};

// The sightings of one text, a title or a body.
class Watching {
 public:
  Watching(const Gazetteer& gazetteer, const Reading& reading, bool is_title, bool english)
      : gazetteer_(gazetteer), reading_(reading), is_title_(is_title), english_(english) {}

  // What was found in the words of another language; their tokens are used up.
  void note(const std::vector<NamesAbroad::Hit>& hits) {
    for (const NamesAbroad::Hit& hit : hits) {
      sightings.push_back({hit.place, weight_of(hit.place->kind) * prominence(hit.token),
                           is_title_ ? Span{} : hit.span, true});
      taken_.push_back(hit.span);
    }
  }

  void run() {
    for (std::size_t p = 0; p < reading_.paragraphs.size(); ++p) {
      paragraph_ = reading_.paragraphs[p];
      headline_ = is_title_ || is_headline(paragraph_);
      dateline_ = is_title_ || p >= kDatelineParagraphs ? Stretch{} : dateline_of(paragraph_);
      dated_.clear();
      for (std::uint32_t i = paragraph_.begin; i < paragraph_.end;) i = step(i);
    }
  }

  std::vector<Sighting> sightings;
  std::set<std::string> people;  // words of the gazetteer that were a person's name here
  std::uint32_t american = 0;    // words of American politics
  std::uint32_t caucasian = 0;   // words of the Caucasus

 private:
  static constexpr std::size_t kDatelineParagraphs = 4;
  static constexpr std::uint32_t kLongestDateline = 24;  // tokens

  // Reads on at `i`: the first token behind what was read.
  std::uint32_t step(std::uint32_t i) {
    const Token& token = reading_.tokens[i];
    if (!token.word) return i + 1;
    // Every phrase begins with a capital; compounds may not: “anti-Russian”.
    if (!token.capital) {
      count_parts(i);
      return i + 1;
    }
    if (is_taken(token.span)) return i + 1;
    const auto hit = gazetteer_.at(reading_, i);
    if (hit && !english_ && !is_the_same_abroad(hit->place->kind)) return i + 1;
    if (!hit) {
      if (const auto end = step_unknown_town(i)) return *end;
      count_parts(i);
      note_politics(i);
      return i + 1;
    }
    return count(*hit);
  }

  // A place, together with the state behind it: “Paris, Texas” is none of France's, “Dallas, Texas” is one
  // mention.
  std::uint32_t count(const Gazetteer::Hit& hit) {
    const auto region = region_behind(hit.tokens);
    if (region && within(hit, *region)) {
      add(*region->place, {hit.tokens.begin, region->tokens.end}, 1, true);
      return region->tokens.end;
    }
    if (hit.place->kind == PlaceKind::false_friend) {
      note_person(*hit.place);
      return hit.tokens.end;
    }
    const bool located = is_located(hit.tokens.begin);
    if (is_person(hit)) {
      people.insert(std::string(hit.place->words.front()));
    } else if (!is_other(hit) && (hit.place->kind != PlaceKind::doubtful_city || located ||
                                  dateline_.contains(hit.tokens.begin))) {
      add(*hit.place, hit.tokens, is_money(hit) ? kMoneyFactor : 1, located);
    }
    return hit.tokens.end;
  }

  // “Denzel Washington”, “Hurricane Florence”
  void note_person(const Place& phrase) {
    const std::vector<std::string>& words = phrase.words;
    if (words.size() == 2 && is_one_of(words.back(), kBorne) && !is_one_of(folded(words.front()), kPartOf))
      people.insert(words.back());
  }

  // Tokens come in order, and so do the spans.
  bool is_taken(Span span) {
    while (next_taken_ < taken_.size() && taken_[next_taken_].end <= span.begin) ++next_taken_;
    return next_taken_ < taken_.size() && taken_[next_taken_].overlaps(span);
  }

  // Names of places travel, “Polish” and “Reading” don't.
  static bool is_the_same_abroad(PlaceKind kind) {
    return kind == PlaceKind::name || kind == PlaceKind::capital || kind == PlaceKind::city ||
           kind == PlaceKind::metonym || kind == PlaceKind::false_friend;
  }

  // “Kokomo, Ind.”: a town nobody listed, in a state that is known.
  std::optional<std::uint32_t> step_unknown_town(std::uint32_t i) {
    const auto region = region_behind({i, i + 1});
    if (!region || region->place->kind != PlaceKind::abbreviation) return std::nullopt;
    add(*region->place, {i, region->tokens.end}, 1, true);
    return region->tokens.end;
  }

  // The state or province behind a place and a comma.
  std::optional<Gazetteer::Hit> region_behind(Stretch place) const {
    if (!english_ || place.end + 1 >= reading_.tokens.size() || !reading_.is_mark(place.end, ','))
      return std::nullopt;
    if (!reading_.tokens[place.end + 1].capital) return std::nullopt;
    return gazetteer_.region_at(reading_, place.end + 1);
  }

  // Whether a place may be a town of the state behind it, rather than its neighbour in a list.
  bool within(const Gazetteer::Hit& hit, const Gazetteer::Hit& region) const {
    const bool abbreviated = region.place->kind == PlaceKind::abbreviation;
    switch (hit.place->kind) {
      case PlaceKind::city:
      case PlaceKind::doubtful_city:
      case PlaceKind::capital:
        return abbreviated || !is_list(region.tokens.end);
      case PlaceKind::name:
      case PlaceKind::false_friend:
        return abbreviated;
      case PlaceKind::region:
        return abbreviated && hit.place->code != region.place->code;
      default:
        return false;
    }
  }

  // “Moscow, California and Tokyo”: a list goes on behind its second member.
  bool is_list(std::uint32_t next) const {
    return next < reading_.tokens.size() && reading_.tokens[next].is(kCoordinator);
  }

  void add(const Place& place, Stretch tokens, double factor, bool located) {
    double weight = weight_of(place.kind) * factor * prominence(tokens.begin);
    if (dateline_.contains(tokens.begin) && dated_.insert(place.code).second) weight += kDatelineWeight;
    sightings.push_back({&place, weight, is_title_ ? Span{} : reading_.span(tokens), located});
  }

  double prominence(std::uint32_t i) const {
    return is_title_ ? kTitleFactor : i < kLeadTokens ? kLeadFactor : 1;
  }

  // “India-Pakistan”, “US-led”, “anti-Russian”
  void count_parts(std::uint32_t i) {
    const std::string_view word = reading_.word(i);
    if (word.size() < 4 || word.find('-') == std::string_view::npos) return;
    std::uint32_t begin = 0;
    while (begin < word.size()) {
      const auto end = static_cast<std::uint32_t>(std::min(word.find('-', begin), word.size()));
      const Place* place = end > begin ? gazetteer_.single(word.substr(begin, end - begin)) : nullptr;
      if (place != nullptr && weight_of(place->kind) > 0 && place->kind != PlaceKind::abbreviation &&
          place->kind != PlaceKind::doubtful_city) {
        const std::uint32_t at = reading_.tokens[i].span.begin;
        sightings.push_back({place, weight_of(place->kind) * prominence(i),
                             is_title_ ? Span{} : Span{at + begin, at + end}, false});
      }
      begin = end + 1;
    }
  }

  void note_politics(std::uint32_t i) {
    const std::string_view word = reading_.word(i);
    if (is_one_of(word, kAmericanPolitics)) ++american;
    if (is_one_of(word, kCaucasus)) ++caucasian;
  }

  // Behind a preposition of place.
  bool is_located(std::uint32_t i) const {
    if (i == paragraph_.begin) return false;
    const std::string_view before = reading_.word(i - 1);
    for (std::string_view preposition : {"in", "near", "outside", "around", "across", "throughout"}) {
      if (equals_folded(before, preposition)) return true;
    }
    return false;
  }

  bool is_money(const Gazetteer::Hit& hit) const {
    if (hit.place->kind != PlaceKind::name && hit.place->kind != PlaceKind::demonym) return false;
    return hit.tokens.end < reading_.tokens.size() &&
           is_one_of(folded(reading_.word(hit.tokens.end)), kMoney);
  }

  // “Michael Jordan”, “Mrs Jordan”, “Jordan Peele”
  bool is_person(const Gazetteer::Hit& hit) const {
    if (hit.tokens.size() != 1 || hit.place->kind == PlaceKind::demonym) return false;
    const std::uint32_t i = hit.tokens.begin;
    const Token* previous = i > paragraph_.begin ? &reading_.tokens[i - 1] : nullptr;
    const Token* next = hit.tokens.end < reading_.tokens.size() ? &reading_.tokens[hit.tokens.end] : nullptr;
    if (previous != nullptr && is_given_name(*previous)) return true;
    if (previous != nullptr && previous->is(kMaleWord | kFemaleWord) && previous->capital) return true;
    if (reading_.tokens[i].is(kMaleName | kFemaleName) && next != nullptr && next->capital && next->word &&
        !next->is(kStarter | kBody | kPlaceName | kTitle | kRole | kCalendar)) {
      return true;
    }
    // A given name nobody listed: “Whitney Houston”. Every word of a headline may begin with a capital.
    if (headline_ || previous == nullptr || !previous->capital || !previous->word || previous->classes != 0)
      return false;
    const std::string before = folded(reading_.word(i - 1));
    return is_one_of(hit.place->words.front(), kBorne) && !is_one_of(before, kPartOf) &&
           gazetteer_.single(reading_.word(i - 1)) == nullptr && before.find('-') == std::string::npos;
  }

  // An institution, a language, or a pronoun in a shouted headline.
  bool is_other(const Gazetteer::Hit& hit) const {
    const std::uint32_t i = hit.tokens.begin;
    const Token* next = hit.tokens.end < reading_.tokens.size() ? &reading_.tokens[hit.tokens.end] : nullptr;
    if (hit.tokens.size() == 1 && reading_.word(i) == "US") return is_shouted(i);
    if (hit.place->kind != PlaceKind::demonym) return false;
    // The language: “in Spanish”.
    if (i > 0 && is_folded(i - 1, "in") && (next == nullptr || !next->word)) return true;
    // “American Airlines”, “American Civil Liberties Union”
    return reading_.word(i) == "American" && next != nullptr && next->capital && next->word &&
           !next->is(kTitle | kRole | kPlaceName | kNationality);
  }

  bool is_folded(std::uint32_t i, std::string_view word) const {
    return equals_folded(reading_.word(i), word);
  }

  static bool is_given_name(const Token& token) {
    return token.capital && token.is(kMaleName | kFemaleName) && !token.is(kPlaceName | kStarter | kCalendar);
  }

  bool is_shouted(std::uint32_t i) const {
    const auto shouts = [&](std::uint32_t k) {
      return reading_.word(k).size() > 3 && is_in_capitals(reading_.word(k));
    };
    return i > 0 && shouts(i - 1) && i + 1 < reading_.tokens.size() && shouts(i + 1);
  }

  // A line most of whose longer words begin with a capital.
  bool is_headline(Stretch paragraph) const {
    if (paragraph.size() > 40) return false;
    std::uint32_t longer = 0;
    std::uint32_t capitals = 0;
    for (std::uint32_t i = paragraph.begin; i < paragraph.end; ++i) {
      if (!reading_.tokens[i].word || reading_.tokens[i].span.size() < 4) continue;
      ++longer;
      capitals += reading_.tokens[i].capital ? 1 : 0;
    }
    return longer >= 3 && capitals * 10 >= longer * 7 && !reading_.is_mark(paragraph.end - 1, '.');
  }

  // The words before the dash, the agency in brackets or the colon with which a report begins: “MOSCOW, June
  // 5 (Agency) -”, “ROCHESTER, N.Y. —”, “KARACHI:”. They name nothing but places, people of the agency and
  // the day.
  Stretch dateline_of(Stretch paragraph) const {
    const std::uint32_t limit = std::min(paragraph.end, paragraph.begin + kLongestDateline);
    if (paragraph.empty() || !reading_.tokens[paragraph.begin].capital) return {};
    const bool shouted =
        is_in_capitals(reading_.word(paragraph.begin)) && reading_.word(paragraph.begin).size() > 2;
    bool dated = false;
    bool placed = false;  // a town, not only a country: “Italy – France 1:0”
    for (std::uint32_t i = paragraph.begin; i < limit;) {
      const Token& token = reading_.tokens[i];
      const Stretch before{paragraph.begin, i};
      if (!token.word) {
        const std::string_view mark = reading_.word(i);
        if (mark == "-" || mark == "\u2013" || mark == "\u2014" || mark == "(")
          return shouted || dated || placed ? before : Stretch{};
        if (mark == ":") return shouted || (placed && before.size() <= 3) ? before : Stretch{};
        if (mark != "," && mark != "." && mark != "/") return {};
        ++i;
        continue;
      }
      if (const auto hit = token.capital ? gazetteer_.at(reading_, i) : std::nullopt) {
        placed |= hit->place->kind == PlaceKind::capital || hit->place->kind == PlaceKind::city ||
                  hit->place->kind == PlaceKind::doubtful_city;
        i = hit->tokens.end;
        continue;
      }
      dated |= token.is(kCalendar);
      const bool number = reading_.text[token.span.begin] >= '0' && reading_.text[token.span.begin] <= '9';
      if (!token.capital && !number && !token.is(kParticle | kPreposition)) return {};
      ++i;
    }
    return {};
  }

  const Gazetteer& gazetteer_;
  const Reading& reading_;
  bool is_title_ = false;
  bool english_ = true;
  std::vector<Span> taken_;  // by names of another language, in order
  std::size_t next_taken_ = 0;
  Stretch paragraph_;
  bool headline_ = false;
  Stretch dateline_;
  std::set<std::string> dated_;  // countries that got the weight of this dateline
};

// What was seen in title and body, and what it comes to.
class Counting {
 public:
  void take(const Watching& watching) {
    sightings_.insert(sightings_.end(), watching.sightings.begin(), watching.sightings.end());
    people_.insert(watching.people.begin(), watching.people.end());
    american_ += watching.american;
    caucasian_ += watching.caucasian;
  }

  void declare(const std::string& code) { tallies_[code].weight += kDeclaredWeight; }

  std::vector<Country> weighed(const std::vector<std::string>& declared) {
    tally();
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
  void tally() {
    const bool state = speaks_of_american_georgia();
    for (const Sighting& sighting : sightings_) {
      if (!people_.contains(sighting.place->words.front())) spoken_of_otherwise_.insert(sighting.place->code);
    }
    for (const Sighting& sighting : sightings_) {
      if (is_the_person(sighting)) continue;
      Tally& tally = tallies_[sighting.place->code == "GE" && state ? kAmerica : sighting.place->code];
      tally.weight += sighting.weight;
      if (!sighting.span.empty() && tally.mentions.size() < kMostMentions)
        tally.mentions.push_back(sighting.span);
    }
  }

  // “Jordan said”, where somebody of that name was spoken of and nothing else speaks of the country.
  bool is_the_person(const Sighting& sighting) const {
    const std::string& word = sighting.place->words.front();
    if (sighting.located || sighting.place->words.size() > 1 || !people_.contains(word)) return false;
    return !spoken_of_otherwise_.contains(sighting.place->code);
  }

  // Georgia the state, among other states and cities or American politics, unless the Caucasus weighs more.
  bool speaks_of_american_georgia() const {
    std::uint32_t american = american_;
    std::uint32_t caucasian = caucasian_;
    for (const Sighting& sighting : sightings_) {
      const Place& place = *sighting.place;
      if (place.code == "US" && place.kind != PlaceKind::name && place.kind != PlaceKind::demonym &&
          place.kind != PlaceKind::capital)
        ++american;
      if (place.code == "GE" ? place.words.front() != "Georgia"
                             : place.code == "RU" || place.code == "AM" || place.code == "AZ")
        ++caucasian;
    }
    return american > caucasian;
  }

  inline static const std::string kAmerica = "US";

  std::vector<Sighting> sightings_;
  std::set<std::string> people_;
  std::set<std::string> spoken_of_otherwise_;  // countries of which more was seen than a name people bear
  std::map<std::string, Tally> tallies_;
  std::uint32_t american_ = 0;
  std::uint32_t caucasian_ = 0;
};

// Names of the article's language, and in other languages the English ones they don't explain: many are spelt
// alike.
void take(Counting& counting, const Reading& reading, const std::string& lang, bool is_title) {
  Watching watching(Gazetteer::instance(), reading, is_title, lang == "en");
  if (lang != "en") watching.note(NamesAbroad::of(lang).find(reading.text));
  watching.run();
  counting.take(watching);
}

}  // namespace

std::vector<Country> find_countries(const Article& article, const Reading& reading) {
  Counting counting;
  const std::string lang = article.lang.value_or("en");
  if (article.title) {
    const Reading title = read(*article.title, lang, Lexicon::english());
    take(counting, title, lang, true);
  }
  take(counting, reading, lang, false);
  for (const std::string& code : article.countries) counting.declare(code);
  return counting.weighed(article.countries);
}

}  // namespace pressmark::annotation
