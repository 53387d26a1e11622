#pragma once
// From a word to the printed forms the index holds of it: those that share its stem, or its beginning, or are
// like it.
//
// The index has no stem postings: "delivery" becomes synonym(delivery, deliveries), found by walking the term
// list from the common beginning and stemming what is there. So forms have positions, phrases stay exact, and
// one index serves every language. Private to searchd/search; one for each searcher.

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/text/stemmer.h"
#include "searchd/search/vocabulary.h"

namespace pressmark {

class Expansion {
 public:
  // Forms of `word` (a folded token), the word itself first even when the index does not hold it. The stemmer
  // goes by the script, never by the filters: a facet's count must hold when it is clicked. Throws what
  // Xapian throws.
  const std::vector<std::string>& forms(Xapian::Database& articles, std::string_view word);

  // The most frequent terms that begin with `beginning`, at most `kMaxPrefixForms`; `cut` is set when there
  // are more.
  const std::vector<std::string>& beginning_with(Xapian::Database& articles, std::string_view beginning,
                                                 bool& cut);

  // The words at most `edits` letters away from `word`, the nearest and then the most frequent first, at most
  // `kMaxSimilarForms`; `cut` is set when there are more. Itself first even when the index does not hold it.
  std::vector<std::string> similar_to(std::string_view word, std::uint32_t edits, bool& cut) const;

  // Where similar_to finds words; asked when it is needed.
  using VocabularySource = std::function<std::shared_ptr<const Vocabulary>()>;
  void set_vocabulary(VocabularySource source) { vocabulary_ = std::move(source); }

  // Forgets what was found: another snapshot may hold other forms.
  void clear() {
    forms_.clear();
    beginnings_.clear();
  }

  static constexpr std::size_t kMaxStemForms = 40;
  static constexpr std::size_t kMaxPrefixForms = 200;
  static constexpr std::size_t kMaxSimilarForms = 100;
  static constexpr std::size_t kMaxTermsWalked =
      20'000;  // about 10 ms; "a*" over a million terms is cut, and says so

 private:
  std::vector<std::string> find_forms(Xapian::Database& articles, const std::string& word);
  Stemmer& stemmer(std::string_view lang);

  std::unordered_map<std::string, Stemmer> stemmers_;
  struct Beginnings {
    std::vector<std::string> terms;
    bool cut = false;
  };
  Beginnings find_beginnings(Xapian::Database& articles, const std::string& beginning);

  VocabularySource vocabulary_;
  std::unordered_map<std::string, std::vector<std::string>> forms_;
  std::unordered_map<std::string, Beginnings> beginnings_;
};

}  // namespace pressmark
