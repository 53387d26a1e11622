#pragma once
// Words in an order or near each other, as a condition on documents: phrases, NEAR, BEFORE, phrases of the
// headline.
//
// The engine finds the documents that have the words by its posting lists; a posting source then looks at
// each in turn, as the last of the conjunction, and reads where its words stand (schema/index,
// position_table.h): one read a document, however many words. Private to searchd/search.

#include <xapian.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/search/position_tables.h"

namespace pressmark {

struct Arrangement {
  enum class Kind : std::uint8_t {
    phrase,   // the places one behind the other
    near,     // a token for each place, all within `window` tokens, in any order
    ordered,  // the same, each place behind the one before it
  } kind = Kind::phrase;
  // Words without prefix at each place: of a phrase one, of the others alternatives.
  std::vector<std::vector<std::string>> places;
  std::uint32_t window = 0;                 // from the first token to the last, both included
  std::string_view prefix = {};             // of the terms: empty, or the title's
  std::vector<std::string> compounds = {};  // words that stand for the whole wherever they are
  // Of near and ordered, one for each place or none at all: beside the alternatives these words, one behind
  // the other; it stands where it begins.
  std::vector<std::vector<std::string>> phrases = {};
};

// Which documents were found to be arranged so, for all passes over one question. By docid: 0 not looked at,
// else an Outcome.
using ArrangedDocuments = std::shared_ptr<std::vector<std::uint8_t>>;

// Remembers outcomes by what was asked; for one snapshot of one table, whose positions `tables` keeps (may be
// empty).
class ArrangementMemory {
 public:
  explicit ArrangementMemory(std::shared_ptr<PositionTables> tables = nullptr) : tables_(std::move(tables)) {}

  const std::shared_ptr<PositionTables>& tables() const { return tables_; }
  // Empty when it remembers enough for one question.
  ArrangedDocuments of(const Arrangement& arrangement);

 private:
  static constexpr std::size_t kMost = 16;  // each a byte a document

  std::shared_ptr<PositionTables> tables_;
  std::map<std::string, ArrangedDocuments> outcomes_;
};

// Documents that have the words so arranged, weighted by the words alone as the engine weights a phrase; with
// compounds as synonyms of one word.
// Without places nothing (the empty query); with one just its words.
Xapian::Query arranged(const Arrangement& arrangement, ArrangementMemory& memory);

// Whether of sorted positions, one list a place, each place can have its own so that all lie within `window`.
bool are_near(std::uint32_t window, const std::vector<std::vector<std::uint32_t>>& places);
// The same with each behind that of the place before.
bool are_ordered(std::uint32_t window, const std::vector<std::vector<std::uint32_t>>& places);

}  // namespace pressmark
