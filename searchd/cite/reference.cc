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
  std::string note = quoted_words(citation);
  if (citation.speaker) note += " (" + said_by(citation) + ")";
  return note;
}

std::string said_by(const Citation& citation) {
  if (!citation.speaker) return {};
  std::string out = one_line(*citation.speaker);
  if (citation.speech == Speech::reported) out += ", reported speech";
  if (citation.speech == Speech::partly) out += ", quoted in part";
  if (citation.speaker_inferred) out += " (inferred)";
  return out;
}

std::string quoted_words(const Citation& citation) {
  return in_marks((citation.cut_before ? "[\u2026] " : "") + citation.text +
                  (citation.cut_after ? " [\u2026]" : ""));
}

std::string in_marks(std::string_view words) {
  constexpr std::array<std::string_view, 5> kOtherMarks{"\u201E", "\u00AB", "\u00BB", "\u300C", "\u300D"};
  const std::string line = one_line(words);
  const auto has = [&](std::string_view mark) { return line.find(mark) != std::string::npos; };
  if (line.empty() || std::any_of(kOtherMarks.begin(), kOtherMarks.end(), has)) return line;
  // Marks within the marks are single ones; those that enclose everything stay as they are.
  std::string inner;
  std::size_t opened = 0;
  std::size_t marks = 0;
  bool closed_at_end = false;
  for (std::size_t at = 0; at < line.size();) {
    const std::string_view rest = std::string_view(line).substr(at);
    const bool straight = rest[0] == '"';
    const bool left = rest.starts_with("\u201C") || (straight && opened == 0);
    const bool right = rest.starts_with("\u201D") || (straight && opened > 0);
    const std::size_t length = straight || !(left || right) ? 1 : 3;
    if (left || right) ++marks;
    if (left) ++opened;
    if (right && opened > 0) --opened;
    closed_at_end = right && at + length == line.size();
    if (left || right) {
      inner += left ? "\u2018" : "\u2019";
    } else {
      inner += line[at];
    }
    at += length;
  }
  const bool opened_at_begin = line.starts_with("\u201C") || line[0] == '"';
  if (marks == 2 && opened_at_begin && closed_at_end) return line;
  // Words cut out of a longer quotation.
  if (opened > 0) inner += " \u2026\u2019";
  return "\u201C" + inner + "\u201D";
}

}  // namespace pressmark
