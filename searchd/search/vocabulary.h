#pragma once
// Every word the articles have, with how many have it, held in memory: for words that are like one that was
// typed. Made once for a snapshot and shared; words with digits and those of scripts written without blanks
// are left out, since one sign more or less makes another thing of them. Private to searchd/search.

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

struct SimilarWord {
  std::string word;
  std::uint32_t articles = 0;  // that have it
  std::uint32_t edits = 0;     // letters put in, left out, changed, or swapped with the next

  friend bool operator==(const SimilarWord&, const SimilarWord&) = default;
};

class Vocabulary {
 public:
  // Some 0.1 s for 200,000 words. Throws what Xapian throws.
  explicit Vocabulary(Xapian::Database& articles);

  // The words at most `edits` letters away from `word` (folded), itself among them: fewest edits first, then
  // what more articles have, then by bytes. One pass over the words that walks no beginning twice and leaves
  // one that is too far with all words that share it: some 2 ms for 200,000 words.
  std::vector<SimilarWord> similar_to(std::string_view word, std::uint32_t edits) const;

  // 0 for a word it does not hold.
  std::uint32_t articles_with(std::string_view word) const;

  std::size_t size() const { return articles_.size(); }

  static constexpr std::size_t kMostWords = 4'000'000;  // about 100 MB; the rest is not offered
  static constexpr std::size_t kLongestLetters = 40;    // longer words are like none

 private:
  std::string_view word(std::size_t i) const {
    return std::string_view(letters_).substr(begins_[i], begins_[i + 1] - begins_[i]);
  }

  std::string letters_;                // of all words, by bytes
  std::vector<std::uint32_t> begins_;  // of each in letters_, and the end
  std::vector<std::uint8_t> shared_;   // letters (code points) each shares with the one before
  std::vector<std::uint32_t> articles_;
};

// Keeps that of the newest snapshot. Thread-safe.
class VocabularyCache {
 public:
  std::shared_ptr<const Vocabulary> get(const std::string& id, Xapian::Database& articles);

 private:
  std::mutex mutex_;
  std::string id_;
  std::shared_ptr<const Vocabulary> vocabulary_;
};

}  // namespace pressmark
