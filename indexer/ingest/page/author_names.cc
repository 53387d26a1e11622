#include "indexer/ingest/page/author_names.h"

#include <algorithm>
#include <array>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/lines.h"

namespace pressmark {
namespace {

constexpr std::size_t kLongestName = 60;  // bytes
constexpr std::size_t kMostWords = 6;

// What a byline may begin with, in lower case; the longer ones first.
constexpr auto kOpenings = std::to_array<std::string_view>({"article written by",
                                                            "written by",
                                                            "post author",
                                                            "posted by",
                                                            "published by",
                                                            "reported by",
                                                            "story by",
                                                            "words by",
                                                            "geschrieben von",
                                                            "veröffentlicht von",
                                                            "publiziert von",
                                                            "ein beitrag von",
                                                            "beitrag von",
                                                            "text von",
                                                            "erstellt von",
                                                            "verfasst von",
                                                            "interview von",
                                                            "publié par",
                                                            "écrit par",
                                                            "propos recueillis par",
                                                            "escrito por",
                                                            "publicado por",
                                                            "scritto da",
                                                            "napisał",
                                                            "blog beitrag von",
                                                            "auteur :",
                                                            "autor:",
                                                            "autorin:",
                                                            "author:",
                                                            "auteur:",
                                                            "autore:",
                                                            "авторы:",
                                                            "автор:",
                                                            "text:",
                                                            "by:",
                                                            "by",
                                                            "von",
                                                            "vom",
                                                            "par",
                                                            "por",
                                                            "di",
                                                            "door",
                                                            "af",
                                                            "av",
                                                            "przez"});

constexpr auto kNobody = std::to_array<std::string_view>({"by",
                                                          "von",
                                                          "posted on",
                                                          "veröffentlicht am",
                                                          "publiziert am",
                                                          "publié le",
                                                          "auteurs",
                                                          "authors",
                                                          "autoren",
                                                          "follow",
                                                          "post author",
                                                          "facebook",
                                                          "twitter",
                                                          "email",
                                                          "share",
                                                          "alle artikel",
                                                          "profile",
                                                          "stand",
                                                          "live",
                                                          "edit",
                                                          "no author",
                                                          "admin",
                                                          "administrator",
                                                          "unknown",
                                                          "none",
                                                          "null",
                                                          "author",
                                                          "autor",
                                                          "staff",
                                                          "guest author",
                                                          "redaktion",
                                                          "editor",
                                                          "anonymous",
                                                          "webmaster",
                                                          "user",
                                                          "undefined",
                                                          "redaktionsteam",
                                                          "news",
                                                          "online",
                                                          "contributor",
                                                          "n/a",
                                                          "gast",
                                                          "rédaction"});

constexpr std::array<std::string_view, 20> kTitlesBehind = {
    "phd", "ph.d.", "ph.d", "md",  "m.d.",  "rn", "jd", "j.d.", "esq", "esq.",
    "mba", "dds",   "dr.",  "msc", "m.sc.", "ba", "ma", "rd",   "ms",  "bsc"};

template <typename All>
bool is_one_of(const All& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::string_view without_opening(std::string_view line) {
  const auto lower = ascii_lower(line);
  for (const auto opening : kOpenings) {
    if (!lower.starts_with(opening)) continue;
    auto rest = line.substr(opening.size());
    const bool ends = opening.ends_with(':') || rest.starts_with(' ') || rest.starts_with(':');
    if (!ends) continue;
    rest = trimmed(rest);
    while (!rest.empty() && (rest.front() == ':' || rest.front() == '|')) rest = trimmed(rest.substr(1));
    if (!trimmed(rest).empty()) return without_opening(trimmed(rest));
  }
  return line;
}

// The line up to where something else than names begins.
std::string_view names_only(std::string_view line) {
  for (const std::string_view mark : {" | ", " - ", " – ", " — ", " • ", " · ", " / ", "(", "@", " on ",
                                      " am ", " at ", " in ", " vor ", " Stand ", " Alle Artikel"})
    line = line.substr(0, line.find(mark));
  const auto digit = line.find_first_of("0123456789");
  if (digit != std::string_view::npos && digit > 0 && line[digit - 1] == ' ') line = line.substr(0, digit);
  constexpr std::string_view kEdges = " ,;:|-*.";
  while (!line.empty() && kEdges.find(line.back()) != std::string_view::npos && !line.ends_with("Jr."))
    line.remove_suffix(1);
  while (!line.empty() && kEdges.find(line.front()) != std::string_view::npos) line.remove_prefix(1);
  for (const std::string_view mark : {" –", " —", " •", " ·"})
    if (line.ends_with(mark)) line.remove_suffix(mark.size());
  return trimmed(line);
}

std::vector<std::string_view> parts(std::string_view line) {
  std::vector<std::string_view> found;
  const auto next = [&]() -> std::pair<std::size_t, std::size_t> {
    std::pair<std::size_t, std::size_t> best{std::string_view::npos, 0};
    for (const std::string_view mark :
         {",", ";", " and ", " And ", " AND ", " und ", " et ", " y ", " e ", " & ", " i "})
      if (const auto at = line.find(mark); at < best.first) best = {at, mark.size()};
    return best;
  };
  while (true) {
    const auto [at, size] = next();
    found.push_back(trimmed(line.substr(0, at)));
    if (at == std::string_view::npos) return found;
    line.remove_prefix(at + size);
  }
}

bool begins_with_capital(std::string_view word) {
  const auto first = static_cast<unsigned char>(word.front());
  return (first >= 'A' && first <= 'Z') || first >= 0x80U;
}

bool could_be_name(std::string_view name) {
  if (name.empty() || name.size() > kLongestName || !has_words(name)) return false;
  if (name.find("://") != std::string_view::npos || name.find('@') != std::string_view::npos) return false;
  if (name.find("www.") != std::string_view::npos || is_one_of(kNobody, ascii_lower(name))) return false;
  if (name.find_first_of("0123456789") != std::string_view::npos && name.find(' ') != std::string_view::npos)
    return false;  // a date or a count; accounts may have digits
  const bool is_site = name.find(' ') == std::string_view::npos && name.find('.') != std::string_view::npos &&
                       std::none_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return !is_site && split(name, ' ').size() <= kMostWords;
}

std::string key(std::string_view name) {
  auto lower = ascii_lower(name);
  std::erase_if(lower, [](char c) { return c == ' ' || c == '.' || c == '-' || c == '\''; });
  return lower;
}

}  // namespace

bool opens_byline(std::string_view line) {
  return without_opening(line).size() < line.size();
}

bool labels_author(std::string_view line) {
  constexpr std::size_t kShortest = 8;  // of what is left out: "By" and "Von" begin sentences too
  const auto lower = ascii_lower(line);
  const auto opening = line.size() - without_opening(line).size();
  return opening >= kShortest || lower.starts_with("autor:") || lower.starts_with("text:") ||
         lower.starts_with("auteur :") || lower.starts_with("auteur:") || lower.starts_with("author:");
}

std::vector<std::string> author_names(std::string_view stated, const std::optional<std::string>& outlet) {
  const auto line = canonical_line(stated);
  if (line.find("://") != std::string::npos || line.find('@') != std::string::npos) return {};
  const auto names = names_only(without_opening(line));
  std::vector<std::string> found;
  const auto all = parts(names);
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto name = trimmed(without_opening(all[i]));
    if (!could_be_name(name) || is_one_of(kTitlesBehind, ascii_lower(name))) continue;
    if (outlet && key(name) == key(*outlet)) continue;
    // Behind the first comma: another full name, or what the one before it does for a living.
    const auto words = split(name, ' ');
    const bool is_full = words.size() >= 2 && std::all_of(words.begin(), words.end(), begins_with_capital);
    if (i > 0 && !is_full) {
      // "Smith, Ann" is one person.
      if (i == 1 && all.size() == 2 && words.size() == 1 && begins_with_capital(name) &&
          split(all[0], ' ').size() == 1 && names.find(',') != std::string_view::npos && !found.empty())
        found.back() = std::string(name) + " " + found.back();
      continue;
    }
    if (std::find(found.begin(), found.end(), name) == found.end()) found.emplace_back(name);
  }
  return found;
}

}  // namespace pressmark
