#pragma once
// Made-up stories, each of its own words, and what outlets make of them.

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace pressmark::test {

// A story of `words` words of a vocabulary of its own, in sentences and paragraphs. The same seed, the same
// story.
inline std::vector<std::string> story(std::uint32_t seed, std::size_t words) {
  std::mt19937 random(seed);
  std::vector<std::string> result;
  for (std::size_t i = 0; i < words; ++i) {
    std::string word;
    const std::size_t syllables = 1 + random() % 3;
    for (std::size_t k = 0; k < syllables; ++k) {
      word += "bdfgklmnprstvz"[random() % 14];
      word += "aeiou"[random() % 5];
    }
    result.push_back(word);
  }
  return result;
}

inline std::string printed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto word = words[i];
    if (i % 12 == 0) word[0] = static_cast<char>(word[0] - 'a' + 'A');
    text += word;
    if (i + 1 == words.size() || i % 12 == 11) text += '.';
    if (i + 1 < words.size()) text += i % 48 == 47 ? "\n\n" : " ";
  }
  return text;
}

}  // namespace pressmark::test
