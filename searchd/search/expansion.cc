#include "searchd/search/expansion.h"

#include <algorithm>
#include <utility>

namespace pressmark {
namespace {

constexpr std::size_t kMinStemmedBytes = 3;  // "us", "go": too short to have forms worth a walk
constexpr std::size_t kMaxCachedWords = 20'000;
constexpr std::size_t kMaxCachedBeginnings = 500;

bool has_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The language whose stemmer serves words of this script.
std::string_view language_of_script(std::string_view word) {
  const auto lead = static_cast<unsigned char>(word.front());
  if (lead < 0x80U || lead == 0xC3U || lead == 0xC4U || lead == 0xC5U) return "en";  // Latin
  if (lead == 0xD0U || lead == 0xD1U) return "ru";                                   // Cyrillic
  return {};
}

// `text` without its last code point, but not shorter than `least` bytes.
std::string_view without_last(std::string_view text, std::size_t least) {
  auto size = text.size();
  do {
    if (size <= least) return text;
    --size;
  } while ((static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U);
  return text.substr(0, size);
}

std::string_view common_beginning(std::string_view a, std::string_view b) {
  auto size =
      static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  while (size > 0 && size < a.size() && (static_cast<unsigned char>(a[size]) & 0xC0U) == 0x80U) --size;
  return a.substr(0, size);
}

}  // namespace

Stemmer& Expansion::stemmer(std::string_view lang) {
  const std::string key(lang);
  const auto found = stemmers_.find(key);
  return found != stemmers_.end() ? found->second : stemmers_.emplace(key, Stemmer(lang)).first->second;
}

const std::vector<std::string>& Expansion::forms(Xapian::Database& articles, std::string_view word) {
  if (forms_.size() >= kMaxCachedWords) forms_.clear();
  auto [entry, added] = forms_.try_emplace(std::string(word));
  if (added) entry->second = find_forms(articles, entry->first);
  return entry->second;
}

std::vector<std::string> Expansion::find_forms(Xapian::Database& articles, const std::string& word) {
  std::vector<std::string> result{word};
  const bool acronym = word.front() >= 'A' && word.front() <= 'Z';  // behind its prefix
  if (word.size() < kMinStemmedBytes || acronym || has_digit(word)) return result;
  auto& stems = stemmer(language_of_script(word));
  if (!stems.stems()) return result;
  const std::string stem(stems.stem(word));
  // Suffixes change the stem's last letter at most (deliveri: delivery, deliveries).
  const std::string beginning(without_last(common_beginning(word, stem), kMinStemmedBytes));
  std::size_t walked = 0;
  for (auto term = articles.allterms_begin(beginning); term != articles.allterms_end(beginning); ++term) {
    if (++walked > kMaxTermsWalked || result.size() >= kMaxStemForms) break;
    const auto form = *term;
    if (form != word && !has_digit(form) && stems.stem(form) == stem) result.push_back(form);
  }
  return result;
}

const std::vector<std::string>& Expansion::beginning_with(Xapian::Database& articles,
                                                          std::string_view beginning, bool& cut) {
  if (beginnings_.size() >= kMaxCachedBeginnings) beginnings_.clear();
  auto [entry, added] = beginnings_.try_emplace(std::string(beginning));
  if (added) entry->second = find_beginnings(articles, entry->first);
  cut = entry->second.cut;
  return entry->second.terms;
}

Expansion::Beginnings Expansion::find_beginnings(Xapian::Database& articles, const std::string& prefix) {
  bool cut = false;
  std::vector<std::pair<Xapian::doccount, std::string>> found;
  std::size_t walked = 0;
  for (auto term = articles.allterms_begin(prefix); term != articles.allterms_end(prefix); ++term) {
    if (++walked > kMaxTermsWalked) {
      cut = true;
      break;
    }
    found.emplace_back(term.get_termfreq(), *term);
  }
  if (found.size() > kMaxPrefixForms) {
    cut = true;
    const auto middle = found.begin() + static_cast<std::ptrdiff_t>(kMaxPrefixForms);
    std::nth_element(found.begin(), middle, found.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    found.erase(middle, found.end());
  }
  std::vector<std::string> terms;
  terms.reserve(found.size());
  for (auto& [frequency, term] : found) terms.push_back(std::move(term));
  std::sort(terms.begin(), terms.end());
  return {std::move(terms), cut};
}

std::vector<std::string> Expansion::similar_to(std::string_view word, std::uint32_t edits, bool& cut) const {
  std::vector<std::string> words{std::string(word)};
  if (!vocabulary_) return words;
  for (const auto& similar : vocabulary_()->similar_to(word, edits)) {
    if (similar.word == word) continue;
    cut = words.size() == kMaxSimilarForms;
    if (cut) break;
    words.push_back(similar.word);
  }
  return words;
}

}  // namespace pressmark
