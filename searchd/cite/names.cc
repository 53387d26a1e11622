#include "searchd/cite/names.h"

#include <algorithm>
#include <array>
#include <vector>

#include "searchd/cite/words.h"

namespace pressmark {
namespace {

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Words that no person is called by; one of them makes the whole byline a body's name.
constexpr std::array<std::string_view, 50> kBodyWords{
    "agency",         "agencies",      "associated", "board",     "bureau",     "channel",   "correspondent",
    "correspondents", "desk",          "editor",     "editorial", "editors",    "embassy",   "government",
    "institute",      "international", "journal",    "magazine",  "media",      "ministry",  "monitoring",
    "network",        "news",          "newsroom",   "news-desk", "office",     "online",    "press",
    "radio",          "report",        "reporter",   "reporters", "service",    "services",  "staff",
    "team",           "television",    "times",      "trust",     "university", "web",       "wire",
    "wires",          "writer",        "writers",    "редакция",  "отдел",      "агентство", "служба",
    "новостей"};

// Particles that stand before a family name in lower case.
constexpr std::array<std::string_view, 26> kParticles{
    "af", "al", "bin", "bint", "da", "dal", "de", "del", "dela", "della", "den", "der", "des",
    "di", "do", "dos", "du",   "el", "ibn", "la", "le",  "ten",  "ter",   "van", "von", "zu"};

constexpr std::array<std::string_view, 10> kSuffixes{"jr",  "jr.", "sr",  "sr.",   "ii",
                                                     "iii", "iv",  "phd", "ph.d.", "md"};

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (is_blank(next_code_point(text, at))) {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
    } else {
      word.append(text.substr(begin, at - begin));
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::string joined(const std::vector<std::string>& words, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) out += (i == begin ? "" : " ") + words[i];
  return out;
}

// Latin, Greek, Cyrillic, Armenian, Georgian and the scripts of India: given name first, family name last.
bool family_name_is_last(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool known =
        c < 0x590 || (c >= 0x900 && c < 0xE00) || (c >= 0x10A0 && c < 0x1100) || (c >= 0x1E00 && c < 0x2070);
    if (!known) return false;
  }
  return true;
}

bool names_a_body(const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return is_one_of(ascii_lower(word), kBodyWords) ||
           word.find_first_of("0123456789@/&(|") != std::string::npos || word == "Отдел" ||
           word == "Редакция" || word == "Агентство" || word == "Служба" || word == "डेस्क";
  });
}

// Takes a suffix off the end: "King, Jr.", "King Jr."
std::string take_suffix(std::vector<std::string>& words) {
  if (words.size() < 2 || !is_one_of(ascii_lower(words.back()), kSuffixes)) return {};
  std::string suffix = std::move(words.back());
  words.pop_back();
  if (words.back().size() > 1 && words.back().back() == ',') words.back().pop_back();
  return suffix;
}

// "Smith, Jane": written family name first already.
bool is_inverted(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i].size() > 1 && words[i].back() == ',') return true;
  }
  return false;
}

PersonName from_inverted(std::vector<std::string> words, std::string suffix) {
  const auto comma =
      std::find_if(words.begin(), words.end(), [](const std::string& w) { return w.back() == ','; });
  const auto at = static_cast<std::size_t>(comma - words.begin());
  comma->pop_back();
  PersonName name;
  std::size_t family = 0;
  while (family < at && is_one_of(words[family], kParticles)) ++family;
  name.particle = joined(words, 0, family);
  name.family = joined(words, family, at + 1);
  name.given = joined(words, at + 1, words.size());
  name.suffix = std::move(suffix);
  return name;
}

}  // namespace

PersonName parse_name(std::string_view byline) {
  std::vector<std::string> words = split_words(one_line(byline));
  if (words.size() > 1 && (words[0] == "By" || words[0] == "by" || words[0] == "BY"))
    words.erase(words.begin());
  const std::string whole = joined(words, 0, words.size());
  if (words.size() < 2 || !family_name_is_last(whole) || names_a_body(words)) return {whole, {}, {}, {}, {}};
  std::string suffix = take_suffix(words);
  if (words.size() < 2) return {whole, {}, {}, {}, {}};
  const bool inverted = is_inverted(words);
  const auto commas = std::count(whole.begin(), whole.end(), ',');
  if (commas > (suffix.empty() ? 1 : 2) || words.back() == "," ||
      (commas == 1 && suffix.empty() && !inverted)) {
    return {whole, {}, {}, {}, {}};
  }
  if (inverted) return from_inverted(std::move(words), std::move(suffix));
  std::size_t family = words.size() - 1;
  while (family > 1 && is_one_of(words[family - 1], kParticles)) --family;
  std::size_t particle = family;
  family = words.size() - 1;
  return {{}, joined(words, 0, particle), joined(words, particle, family), words[family], std::move(suffix)};
}

std::string initials(std::string_view given) {
  std::string out;
  bool at_begin = true;
  for (std::size_t at = 0; at < given.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(given, at);
    if (is_blank(c) || c == '-' || c == 0x2010 || c == 0x2011) {
      if (!at_begin && c != ' ' && !is_blank(c)) out += '-';
      at_begin = true;
    } else if (at_begin && c != '.') {
      if (!out.empty() && out.back() != '-') out += ' ';
      out.append(given.substr(begin, at - begin));
      out += '.';
      at_begin = false;
    } else if (c == '.') {
      at_begin = true;  // "J.A."
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

}  // namespace pressmark
