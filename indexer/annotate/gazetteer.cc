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

// “INDIA” in a headline. Abbreviations of three letters and less are looked up as they stand.
std::string title_case(std::string_view word) {
  const bool shouted =
      word.size() > 3 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!shouted) return straight(word);
  std::string out(word);
  for (std::size_t i = 1; i < out.size(); ++i) out[i] = static_cast<char>(out[i] + 32);
  return out;
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

Gazetteer::Gazetteer() {
  load_names();
  load_table();
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

void Gazetteer::load_table() {
  std::string_view rest = embedded_file("countries.tsv");
  while (!rest.empty()) {
    std::string_view line = take_until(rest, '\n');
    if (line.empty() || line[0] == '#') continue;
    const std::string code(take_until(line, '\t'));
    for (const PlaceKind kind : {PlaceKind::name, PlaceKind::demonym, PlaceKind::capital, PlaceKind::metonym,
                                 PlaceKind::city, PlaceKind::false_friend}) {
      add_all(code, kind, take_until(line, '\t'));
    }
  }
}

void Gazetteer::add_all(const std::string& code, PlaceKind kind, std::string_view phrases) {
  while (!phrases.empty()) {
    const std::string_view phrase = take_until(phrases, ';');
    if (!phrase.empty()) add(code, kind, phrase);
  }
}

// Phrases are cut into tokens as articles are, so that they meet.
void Gazetteer::add(const std::string& code, PlaceKind kind, std::string_view phrase) {
  Place place{code, kind, {}};
  for (const Token& token : tokenize(phrase, Lexicon::english())) {
    place.words.push_back(straight(slice(phrase, token.span)));
  }
  if (place.words.empty()) return;
  std::vector<Place>& places = by_first_word_[place.words.front()];
  const bool known =
      std::any_of(places.begin(), places.end(), [&](const Place& p) { return p.words == place.words; });
  if (!known) places.push_back(std::move(place));
}

std::optional<Gazetteer::Hit> Gazetteer::at(const Reading& reading, std::uint32_t i) const {
  const auto found = by_first_word_.find(title_case(reading.word(i)));
  if (found == by_first_word_.end()) return std::nullopt;
  for (const Place& place : found->second) {
    const auto count = static_cast<std::uint32_t>(place.words.size());
    if (i + count > reading.tokens.size()) continue;
    bool equal = true;
    for (std::uint32_t k = 1; equal && k < count; ++k)
      equal = title_case(reading.word(i + k)) == place.words[k];
    if (equal) return Hit{&place, {i, i + count}};
  }
  return std::nullopt;
}

const Place* Gazetteer::single(std::string_view word) const {
  const auto found = by_first_word_.find(title_case(word));
  if (found == by_first_word_.end() || found->second.back().words.size() != 1) return nullptr;
  return &found->second.back();
}

}  // namespace pressmark::annotation
