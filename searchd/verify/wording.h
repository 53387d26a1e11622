#pragma once
// One wording held against another, word by word: what verification tells an alteration by.
//
//   draft    We will   deliver  forty helicopters      this year
//   source   We will not deliver four helicopters to you this year
//                    ^delete    ^replace             ^delete
//                    negation   number               dropped

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/model/span.h"
#include "schema/text/analyzer.h"
#include "schema/text/stemmer.h"

namespace pressmark {

// What a difference between two wordings is about. Numbers, negations and names are never minor.
enum class Difference : std::uint8_t {
  number,
  negation,
  name,
  tense,        // another form of the same word
  dropped,      // a word of the source is left out
  added,        // a word stands there that the source has not
  word,         // another word
  capitals,     // the same word, written otherwise: case or accents
  punctuation,  // the same words, other marks between them
};
std::string_view to_string(Difference difference);

struct WordChange {
  enum class Op : std::uint8_t { equal, replace, insert, erase } op = Op::equal;  // from source to draft
  std::string draft;                     // as printed; empty where the draft lacks it
  std::string source;                    // as printed; empty where the source lacks it
  std::optional<Difference> difference;  // absent of what is equal

  friend bool operator==(const WordChange&, const WordChange&) = default;
};
std::string_view to_string(WordChange::Op op);  // "equal", "replace", "insert", "delete"

// A text cut into words. Refers to `text`, which must outlive it.
struct Words {
  std::string_view text;
  std::vector<Span> spans;         // bytes of `text`
  std::vector<std::uint32_t> ids;  // equal for words that fold to the same term

  std::size_t size() const { return spans.size(); }
  std::string_view printed(std::size_t i) const {
    return text.substr(spans[i].begin, spans[i].end - spans[i].begin);
  }
};

// Where the words of a draft stand in a source, and how they differ.
struct Alignment {
  std::size_t first = 0;  // words of the source, half open
  std::size_t last = 0;
  std::size_t edits = 0;  // words replaced, dropped or added
  double distance = 0;    // edits over the words of the longer of the two; 0 to 1
  std::vector<WordChange> changes;
};

// Cuts and compares. Words of two texts can be compared when one Wordings made both. One thread.
class Wordings {
 public:
  explicit Wordings(std::string_view lang = "en");

  Words words(std::string_view text);

  // Words of `source` that stand within `spans` (ordered bytes of its text) alone, as if nothing stood
  // between.
  static Words within(const Words& source, const std::vector<Span>& spans);

  // Every place of the source where all words of the draft stand side by side, in order: index of the first.
  static std::vector<std::size_t> occurrences(const Words& draft, const Words& source, std::size_t from = 0);

  // The place that takes the fewest edits, at most `most_edits`; of several the first.
  std::optional<Alignment> align(const Words& draft, const Words& source, std::size_t most_edits);

  // What changes from words `first` to `last` of the source to the draft, given that they are the same words:
  // empty when they are the same characters but for typography (shape of marks, blanks, quotation marks), the
  // case of the first letter, and a comma, full stop or colon at the end.
  static std::vector<WordChange> surface_changes(const Words& draft, const Words& source, std::size_t first,
                                                 std::size_t last);

  bool is_negation(std::string_view printed);
  bool is_number(std::string_view printed);

 private:
  Alignment changes_of(const std::string& operations, const Words& draft, const Words& source,
                       std::size_t first, std::size_t last);
  Difference classify(const Words& draft, std::size_t d, const Words& source, std::size_t s);
  Difference classify_alone(const Words& words, std::size_t i, Difference otherwise);
  bool is_name(const Words& words, std::size_t i) const;
  void add_changes(const Words& draft, std::size_t d_begin, std::size_t d_end, const Words& source,
                   std::size_t s_begin, std::size_t s_end, Alignment& alignment);

  Analyzer analyzer_;
  Analysis analysis_;
  Stemmer stemmer_;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view term) const { return std::hash<std::string_view>{}(term); }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> ids_;
  std::vector<std::string> terms_;  // by id
};

// A text as wordings are compared: typography in one shape, quotation marks left out, no blanks around
// dashes.
std::string compared_form(std::string_view text);

}  // namespace pressmark
