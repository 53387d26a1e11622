#include "indexer/annotate/names_abroad.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <mutex>

#include "pressmark_embedded/country_tables.h"
#include "schema/text/regions.h"

namespace pressmark::annotation {
namespace {

constexpr std::size_t kLongestEnding = 5;  // code points
constexpr std::size_t kShortestStem = 2;

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string_view embedded_table() {
  for (const EmbeddedFile& file : embedded::country_tables()) {
    if (file.name.ends_with("countries_abroad.tsv")) return file.content;
  }
  return {};
}

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const auto end = std::min(text.find(mark), text.size());
    if (end > 0) out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// Fields of a line, empty ones too.
std::vector<std::string_view> fields(std::string_view line) {
  std::vector<std::string_view> out;
  for (std::size_t begin = 0; begin <= line.size();) {
    const auto end = std::min(line.find('\t', begin), line.size());
    out.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

// What the endings of a noun or adjective change into.
struct Declension {
  std::string_view ending;
  std::vector<std::string_view> forms;
};

const std::vector<Declension>& declensions(std::string_view lang) {
  static const std::vector<Declension> russian{
      {"ая", {"ая", "ой", "ую", "ою"}},         {"ые", {"ые", "ых", "ым", "ыми"}},
      {"ия", {"ия", "ии", "ию", "ией", "иею"}}, {"а", {"а", "ы", "и", "е", "у", "ой", "ою"}},
      {"я", {"я", "и", "е", "ю", "ей", "ею"}},  {"ы", {"ы", "", "ов", "ам", "ами", "ах"}},
      {"й", {"й", "я", "ю", "ем", "е"}},        {"ь", {"ь", "я", "ю", "ем", "е", "и", "ью"}},
  };
  static const std::vector<Declension> ukrainian{
      {"ія", {"ія", "ії", "ію", "ією"}},
      {"а", {"а", "и", "і", "у", "ою"}},
      {"й", {"й", "ю", "єм", "ї"}},
  };
  static const std::vector<Declension> none;
  return lang == "ru" ? russian : lang == "uk" ? ukrainian : none;
}

std::vector<std::string> inflected(std::string_view word, std::string_view lang) {
  static constexpr std::array<std::string_view, 7> kVowels{"о", "е", "и", "у", "э", "і", "ї"};
  const auto ends = [&](std::string_view ending) { return word.ends_with(ending); };
  if (lang == "de") return {std::string(word), std::string(word) + "s"};
  if (lang != "ru" && lang != "uk") return {std::string(word)};
  std::vector<std::string> out;
  for (const Declension& declension : declensions(lang)) {
    if (!ends(declension.ending) || code_points(word) <= code_points(declension.ending) + 1) continue;
    for (std::string_view form : declension.forms)
      out.push_back(std::string(word.substr(0, word.size() - declension.ending.size())).append(form));
    return out;
  }
  out.emplace_back(word);
  if (std::any_of(kVowels.begin(), kVowels.end(), ends)) return out;
  for (std::string_view ending : {"а", "у", "ом", "е", "і"}) out.push_back(std::string(word).append(ending));
  return out;
}

bool begins_with_vowel(std::string_view word) {
  for (std::string_view vowel : {"a", "e", "i", "o", "u", "h", "é", "î", "ô", "â"}) {
    if (word.starts_with(vowel)) return true;
  }
  return false;
}

// “L’Inde” is one word to the analyzer: linde.
std::vector<std::string> elided(std::string_view word, std::string_view lang) {
  std::vector<std::string> out{std::string(word)};
  if (!begins_with_vowel(word)) return out;
  if (lang == "fr") {
    for (std::string_view article : {"l", "d", "qu"}) out.push_back(std::string(article).append(word));
  } else if (lang == "it") {
    for (std::string_view article : {"l", "d", "dell", "nell", "all", "dall", "sull"})
      out.push_back(std::string(article).append(word));
  }
  return out;
}

constexpr std::string_view kArticle = "ال";

bool is_katakana(std::string_view text, std::size_t at) {
  const std::string_view c = text.substr(std::min(at, text.size()), 3);
  return c >= "ァ" && c <= "ー";
}

// Kana run on without spaces: マリ is Mali, but not in マリア.
bool stands_alone(std::string_view text, Span span) {
  const bool begins = span.begin >= 3 && is_katakana(text, span.begin) && is_katakana(text, span.begin - 3);
  const bool ends = span.end >= 3 && is_katakana(text, span.end - 3) && is_katakana(text, span.end);
  return !begins && !ends;
}

}  // namespace

const NamesAbroad& NamesAbroad::of(std::string_view lang) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<const NamesAbroad>, std::less<>> known;
  const std::lock_guard lock(mutex);
  auto found = known.find(lang);
  if (found == known.end()) {
    std::unique_ptr<const NamesAbroad> names(new NamesAbroad(std::string(lang)));
    found = known.emplace(std::string(lang), std::move(names)).first;
  }
  return *found->second;
}

NamesAbroad::NamesAbroad(std::string lang) : lang_(std::move(lang)) {
  load_table();
  load_names();
  for (Phrases* phrases : {&closed_, &open_}) {
    for (auto& [word, all] : *phrases) {
      std::stable_sort(all.begin(), all.end(),
                       [](const Phrase& a, const Phrase& b) { return a.words.size() > b.words.size(); });
    }
  }
}

void NamesAbroad::load_table() {
  for (std::string_view line : split(embedded_table(), '\n')) {
    const std::vector<std::string_view> row = fields(line);
    if (line[0] == '#' || row[0] != lang_) continue;
    static constexpr std::array kKinds{PlaceKind::name, PlaceKind::demonym, PlaceKind::capital,
                                       PlaceKind::city, PlaceKind::false_friend};
    for (std::size_t k = 0; k < kKinds.size() && k + 2 < row.size(); ++k) {
      for (std::string_view phrase : split(row[k + 2], ';')) {
        if (phrase[0] == '-') {
          not_names_.emplace_back(phrase.substr(1));
        } else {
          add({std::string(row[1]), kKinds[k], {}}, phrase);
        }
      }
    }
  }
}

void NamesAbroad::load_names() {
  // Jersey, Guernsey and Réunion are garments, pullovers and meetings.
  static constexpr std::array<std::string_view, 4> kMisleading{"JE", "GG", "IM", "RE"};
  for (const auto& [code, name] : country_names(lang_)) {
    if (std::find(kMisleading.begin(), kMisleading.end(), code) != kMisleading.end() ||
        std::find(not_names_.begin(), not_names_.end(), name) != not_names_.end())
      continue;
    // “Myanmar (Burma)”: two names.
    for (std::string_view part : split(name, '(')) {
      part = part.substr(0, part.find(')'));
      std::vector<std::string> phrases{""};
      for (std::string_view word : split(part, ' ')) {
        std::vector<std::string> longer;
        for (const std::string& phrase : phrases) {
          for (const std::string& form : inflected(word, lang_)) longer.push_back(phrase + form + ' ');
        }
        phrases = std::move(longer);
      }
      for (const std::string& phrase : phrases) add({code, PlaceKind::name, {}}, phrase);
    }
  }
}

void NamesAbroad::add(const Place& place, std::string_view phrase) {
  Analyzer analyzer;
  Analysis analysis;
  Phrase added{place, {}};
  for (std::string_view word : split(phrase, ' ')) {
    const bool open = word.ends_with('*');
    analyzer.analyze(word.substr(0, word.size() - (open ? 1 : 0)), analysis);
    for (const auto& token : analysis.tokens) {
      std::string_view term = analysis.term(token);
      if (lang_ == "ar" && term.starts_with(kArticle) && code_points(term) > 4)
        term.remove_prefix(kArticle.size());
      added.words.push_back({std::string(term), false});
    }
    if (!added.words.empty()) added.words.back().open = open;
  }
  if (added.words.empty() || code_points(added.words.front().term) + added.words.size() <= kShortestStem)
    return;
  for (const Word& word : added.words) added.place.words.push_back(word.term);
  for (const std::string& first : elided(added.words.front().term, lang_)) {
    added.words.front().term = first;
    (added.words.front().open ? open_ : closed_)[first].push_back(added);
  }
}

// A term as it stands and, in Arabic, without what is written together with it: and, in, for, the.
std::vector<std::string_view> NamesAbroad::readings(std::string_view term) const {
  std::vector<std::string_view> out{term};
  if (lang_ != "ar") return out;
  const auto strip = [&](std::initializer_list<std::string_view> prefixes) {
    for (std::size_t k = 0, n = out.size(); k < n; ++k) {
      for (std::string_view prefix : prefixes) {
        if (out[k].starts_with(prefix) && code_points(out[k]) > code_points(prefix) + kShortestStem)
          out.push_back(out[k].substr(prefix.size()));
      }
    }
  };
  strip({"و", "ف"});
  strip({"ب", "ل", "ك", "لل"});
  strip({kArticle});
  return out;
}

bool NamesAbroad::meets(std::string_view term, const Word& word) const {
  for (std::string_view reading : readings(term)) {
    if (reading == word.term) return true;
    if (word.open && reading.starts_with(word.term) &&
        code_points(reading.substr(word.term.size())) <= kLongestEnding)
      return true;
  }
  return false;
}

// How many tokens from `i` on the phrase takes up; 0: it is another one.
std::size_t NamesAbroad::length_at(const Analysis& text, std::size_t i, const Phrase& phrase) const {
  if (i + phrase.words.size() > text.tokens.size()) return 0;
  for (std::size_t k = 0; k < phrase.words.size(); ++k) {
    const auto& token = text.tokens[i + k];
    if (token.paragraph != text.tokens[i].paragraph || !meets(text.term(token), phrase.words[k])) return 0;
  }
  return phrase.words.size();
}

std::vector<NamesAbroad::Hit> NamesAbroad::find(std::string_view text) const {
  std::vector<Hit> out;
  Analyzer analyzer;
  Analysis analysis;
  analyzer.analyze(text, analysis);
  for (std::size_t i = 0; i < analysis.tokens.size();) {
    const Phrase* best = nullptr;
    std::size_t length = 0;
    const auto consider = [&](const std::vector<Phrase>& phrases) {
      for (const Phrase& phrase : phrases) {
        const std::size_t here = phrase.words.size() > length ? length_at(analysis, i, phrase) : 0;
        if (here > length) best = &phrase;
        length = std::max(length, here);
      }
    };
    for (std::string_view reading : readings(analysis.term(analysis.tokens[i]))) {
      if (const auto found = closed_.find(std::string(reading)); found != closed_.end())
        consider(found->second);
      // Stems are short, and so are the words they begin.
      std::size_t end = reading.size();
      for (std::size_t cut = 0; cut <= kLongestEnding && end > 0; ++cut) {
        if (const auto found = open_.find(std::string(reading.substr(0, end))); found != open_.end())
          consider(found->second);
        do --end;
        while (end > 0 && (reading[end] & 0xc0) == 0x80);
      }
    }
    if (best == nullptr) {
      ++i;
      continue;
    }
    const Span span{analysis.tokens[i].span.begin, analysis.tokens[i + length - 1].span.end};
    if (best->place.kind != PlaceKind::false_friend && stands_alone(text, span))
      out.push_back({&best->place, span, static_cast<std::uint32_t>(i)});
    i += length;
  }
  return out;
}

}  // namespace pressmark::annotation
