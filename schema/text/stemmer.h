#pragma once
// Snowball stems behind a cache: calling Snowball for every token costs ten times the rest of the analysis.

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace pressmark {

// Not for sharing between threads. Stems of a language without a stemmer are the words themselves.
class Stemmer {
 public:
  explicit Stemmer(std::string_view lang);  // ISO 639-1; unknown and empty mean none
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;

  bool stems() const;  // false where there is no stemmer for the language

  // `word` is a folded token. The view lives until the next call.
  std::string_view stem(std::string_view word);

 private:
  struct Snowball;
  std::unique_ptr<Snowball> snowball_;
  std::unordered_map<std::string, std::string> cache_;  // emptied when it reaches 200,000 words
};

}  // namespace pressmark
