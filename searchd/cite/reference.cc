#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "schema/text/keys.h"
#include "schema/text/sha256.h"
#include "searchd/cite/words.h"
#include "searchd/cite/writers.h"

namespace pressmark {
namespace {

constexpr std::size_t kOutletBytes = 32;
constexpr std::size_t kTitleBytes = 40;
constexpr std::size_t kSuffixDigits = 6;

// Whole words of a slug, at most `limit` bytes.
std::string short_slug(std::string_view text, std::size_t limit) {
  std::string words = slug(text, 120);
  if (words.size() <= limit) return words;
  const auto cut = words.rfind('-', limit);
  words.resize(cut == std::string::npos || cut == 0 ? limit : cut);
  return words;
}

std::string base_key(const Citation& citation) {
  std::string key = citation.outlet ? short_slug(*citation.outlet, kOutletBytes) : "article";
  key += "-" + (citation.date ? to_string(*citation.date) : std::string("nd"));
  return key + "-" + short_slug(citation.title ? *citation.title : citation.id, kTitleBytes);
}

std::string identity(const Citation& citation) {
  return citation.id + "@" + citation.revision;
}

}  // namespace

std::vector<Reference> references(std::span<const Citation> citations) {
  std::vector<Reference> out;
  std::map<std::string, std::size_t> places;
  for (const Citation& citation : citations) {
    const auto [at, is_new] = places.emplace(identity(citation), out.size());
    if (is_new) out.push_back({base_key(citation), &citation, {}});
    out[at->second].citations.push_back(&citation);
  }
  std::set<std::string> taken;
  for (const auto& [name, place] : places) {  // by id, not in the order of results
    std::string& key = out[place].key;
    if (!taken.insert(key).second) key += "-" + sha256_hex(name).substr(0, kSuffixDigits);
  }
  return out;
}

std::string pinned_note(const Citation& citation) {
  return "Pressmark " + citation.pinned;
}

std::string words_note(const Citation& citation) {
  if (!citation.place) return {};
  std::string note = in_marks(citation.text);
  if (citation.speaker) note += " (" + one_line(*citation.speaker) + ")";
  return note;
}

std::string in_marks(std::string_view words) {
  constexpr std::array<std::string_view, 8> kMarks{"\"",     "\u201C", "\u201D", "\u201E",
                                                   "\u00AB", "\u00BB", "\u300C", "\u300D"};
  std::string line = one_line(words);
  const bool marked = std::any_of(kMarks.begin(), kMarks.end(), [&](std::string_view mark) {
    return line.find(mark) != std::string::npos;
  });
  return marked || line.empty() ? line : "\u201C" + line + "\u201D";
}

}  // namespace pressmark
