#include "indexer/annotate/gazetteer.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "pressmark_embedded/country_tables.h"

namespace pressmark::annotation {
namespace {

std::string_view embedded_file(std::string_view name) {
  for (const EmbeddedFile& file : embedded::country_tables()) {
    if (file.name.substr(file.name.rfind('/') + 1) == name) return file.content;
  }
  return {};
}

std::string_view take_until(std::string_view& rest, char mark) {
  const auto end = rest.find(mark);
  const std::string_view field = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return field;
}

std::string straight(std::string_view word) {
  std::string out(word);
  const auto at = out.find("\u2019");
  if (at != std::string::npos) return out.substr(0, at) + "'" + straight(out.substr(at + 3));
  return out;
}

// The key of a phrase by its first word. Only ASCII letters are folded: “São” is not printed “SãO”.
std::string key_of(std::string_view word) {
  std::string out = straight(word);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

// “INDIA” in a headline is India, “NEW YORK” New York. A single word of three letters and less is looked up
// as it stands: “US”, and “us” in a headline, are two things.
bool meets(std::string_view word, const std::string& printed, bool phrase) {
  if (word == printed) return true;
  if ((word.size() > 3 || phrase) && is_in_capitals(word)) return equals_folded(word, key_of(printed));
  return word.find("\u2019") != std::string_view::npos && straight(word) == printed;
}

// The columns of a row of a table whose lines are neither empty nor comments.
template <typename Use>
void each_row(std::string_view table, Use use) {
  while (!table.empty()) {
    std::string_view line = take_until(table, '\n');
    if (!line.empty() && line[0] != '#') use(line);
  }
}

// Names of iso-codes that mean something else far more often, and those the table gives to another country.
bool is_misleading(std::string_view name) {
  static constexpr std::array kNames{"Jersey", "Congo", "Pitcairn", "Georgia and the South Sandwich Islands"};
  return name.find_first_of(",(") != std::string_view::npos ||
         std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

}  // namespace

const Gazetteer& Gazetteer::instance() {
  static const Gazetteer gazetteer;
  return gazetteer;
}

bool is_in_capitals(std::string_view word) {
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || c == '.' || c == '\''; });
}

// The first to claim a phrase keeps it, so false friends come last: “New Mexico” is a state, and none of
// Mexico's.
Gazetteer::Gazetteer() {
  load_names();
  load_countries();
  load_places();
  load_false_friends();
  for (auto& [word, places] : by_first_word_) {
    std::stable_sort(places.begin(), places.end(),
                     [](const Place& a, const Place& b) { return a.words.size() > b.words.size(); });
  }
}

void Gazetteer::load_names() {
  const auto table = nlohmann::json::parse(embedded_file("iso_3166-1.json"), nullptr, false);
  if (table.is_discarded()) return;
  for (const auto& country : table.value("3166-1", nlohmann::json::array())) {
    const std::string code = country.value("alpha_2", "");
    for (const char* field : {"name", "common_name", "official_name"}) {
      const std::string name = country.value(field, "");
      if (!name.empty() && !is_misleading(name)) add(code, PlaceKind::name, name);
    }
  }
}

void Gazetteer::load_countries() {
  each_row(embedded_file("countries.tsv"), [&](std::string_view line) {
    const std::string code(take_until(line, '\t'));
    for (const PlaceKind kind : {PlaceKind::name, PlaceKind::demonym, PlaceKind::capital, PlaceKind::metonym})
      add_all(code, kind, take_until(line, '\t'));
  });
}

void Gazetteer::load_places() {
  each_row(embedded_file("places.tsv"), [&](std::string_view line) {
    const std::string code(take_until(line, '\t'));
    for (const PlaceKind kind :
         {PlaceKind::region, PlaceKind::abbreviation, PlaceKind::city, PlaceKind::doubtful_city})
      add_all(code, kind, take_until(line, '\t'));
  });
}

void Gazetteer::load_false_friends() {
  each_row(embedded_file("countries.tsv"), [&](std::string_view line) {
    const std::string code(take_until(line, '\t'));
    for (int column = 0; column < 4; ++column) take_until(line, '\t');
    add_all(code, PlaceKind::false_friend, line);
  });
}

void Gazetteer::add_all(const std::string& code, PlaceKind kind, std::string_view phrases) {
  while (!phrases.empty()) {
    const std::string_view phrase = take_until(phrases, ';');
    if (!phrase.empty()) add(code, kind, phrase);
  }
}

// Phrases are cut into tokens as articles are, so that they meet.
void Gazetteer::add(const std::string& code, PlaceKind kind, std::string_view phrase) {
  // “St. Louis” is “St Louis” in British papers and “ST. LOUIS”, three tokens, in datelines.
  if (phrase.substr(0, 4) == "St. ") {
    add(code, kind, "St " + std::string(phrase.substr(4)));
    add(code, kind, "St . " + std::string(phrase.substr(4)));
    add(code, kind, "Saint " + std::string(phrase.substr(4)));
  }
  Place place{code, kind, {}};
  for (const Token& token : tokenize(phrase, Lexicon::english())) {
    place.words.push_back(straight(slice(phrase, token.span)));
  }
  if (place.words.empty()) return;
  std::vector<Place>& places = by_first_word_[key_of(place.words.front())];
  const bool known =
      std::any_of(places.begin(), places.end(), [&](const Place& p) { return p.words == place.words; });
  if (!known) places.push_back(std::move(place));
}

template <typename Accept>
std::optional<Gazetteer::Hit> Gazetteer::longest(const Reading& reading, std::uint32_t i,
                                                 Accept accept) const {
  const auto found = by_first_word_.find(key_of(reading.word(i)));
  if (found == by_first_word_.end()) return std::nullopt;
  for (const Place& place : found->second) {
    const auto count = static_cast<std::uint32_t>(place.words.size());
    if (i + count > reading.tokens.size() || !accept(place)) continue;
    bool equal = true;
    for (std::uint32_t k = 0; equal && k < count; ++k)
      equal = meets(reading.word(i + k), place.words[k], count > 1 || place.kind == PlaceKind::abbreviation);
    if (equal) return Hit{&place, {i, i + count}};
  }
  return std::nullopt;
}

std::optional<Gazetteer::Hit> Gazetteer::at(const Reading& reading, std::uint32_t i) const {
  return longest(reading, i, [](const Place& place) { return place.kind != PlaceKind::abbreviation; });
}

std::optional<Gazetteer::Hit> Gazetteer::region_at(const Reading& reading, std::uint32_t i) const {
  auto hit = longest(reading, i, [](const Place& place) {
    return place.kind == PlaceKind::region || place.kind == PlaceKind::abbreviation;
  });
  if (!hit || hit->place->kind == PlaceKind::region) return hit;
  // “Mass.”, “Miss” and “Ill” are words: without a dot they must at least end a phrase. Postal codes (“TX”)
  // need none, unless all is in capitals.
  const bool dot = hit->tokens.end < reading.tokens.size() && reading.is_mark(hit->tokens.end, '.');
  const bool last = hit->tokens.end >= reading.tokens.size() || !reading.tokens[hit->tokens.end].word;
  const bool postal = hit->place->words.front().size() == 2 && is_in_capitals(hit->place->words.front());
  if (postal ? is_in_capitals(reading.word(i - 2)) && !last : !last) return std::nullopt;
  if (dot && !postal) ++hit->tokens.end;
  return hit;
}

const Place* Gazetteer::single(std::string_view word) const {
  const auto found = by_first_word_.find(key_of(word));
  if (found == by_first_word_.end()) return nullptr;
  for (const Place& place : found->second) {
    if (place.words.size() == 1 && meets(word, place.words.front(), false)) return &place;
  }
  return nullptr;
}

}  // namespace pressmark::annotation
