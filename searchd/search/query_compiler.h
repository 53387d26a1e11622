#pragma once
// A query tree becomes what the engine is asked, and what is to be marked. Private to searchd/search.
//
// A word becomes a synonym of the forms the index holds; a joined piece ("Mi-35") its compound alias or the
// phrase of its tokens; a field of values boolean terms without weight; said: a set of articles found in the
// table of quotations.

#include <xapian.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/text/analyzer.h"
#include "searchd/search/arrangement.h"
#include "searchd/search/expansion.h"
#include "searchd/search/occurrences.h"
#include "searchd/search/query.h"
#include "searchd/search/results.h"
#include "searchd/search/snapshot.h"

namespace pressmark {

// Dimensions a filter can be left out for when that facet is counted.
enum class Dimension : std::uint8_t { none, outlet, speaker, country, lang, date };

// A part of the question, kept when it is to be explained.
struct CompiledPart {
  std::string text;                // in the query language
  Xapian::Query query;             // what it finds alone
  std::vector<std::string> forms;  // words without prefix
  std::string_view prefix;         // of the forms as terms
  bool excluded = false;
  bool weighs = true;
  bool in_quotations = false;  // counted in the table of quotations
};

struct CompiledQuery {
  Xapian::Query match;                // which documents, weighted by their words
  Xapian::Query ranked;               // the same documents, with title and phrase evidence
  std::vector<Pattern> patterns;      // what to mark; those under NOT are left out
  std::vector<std::string> speakers;  // the values of speaker:, those under NOT left out
  std::vector<std::string> notes;
  std::vector<CompiledPart> parts;  // with explain(true)
  // What counts beside, of documents that match: looks where words stand, and so is for the best of them
  // only.
  Xapian::Query pairs;
};

// Those documents, without weight. In ascending order.
Xapian::Query documents(std::vector<Xapian::docid> numbers);

class QueryCompiler {
 public:
  enum class Table : std::uint8_t { articles, quotations };

  // All must outlive the compiler. Every call may throw what Xapian throws.
  // `positions` are those of `table` kept in memory, or empty.
  QueryCompiler(Snapshot& snapshot, Expansion& expansion, Expansion& quotation_expansion, Table table,
                std::shared_ptr<PositionTables> positions = nullptr);

  // `filters` matter for said:, which is bound to the speakers asked for.
  CompiledQuery compile(const QueryNode& root, const Filters& filters);

  // Whether compile() keeps the parts.
  void explain(bool wanted) { explains_ = wanted; }

  // The filters as one boolean query; empty() when there are none besides `left_out`.
  Xapian::Query compile_filters(const Filters& filters, Dimension left_out = Dimension::none);

 private:
  // Alternatives at each place, and compounds that stand for all of them.
  struct Piece {
    std::vector<std::vector<std::string>> places;
    std::vector<std::string> compounds;
  };
  struct Context {
    std::string_view prefix;  // of the terms: empty, or the title's
    bool negated = false;
    bool in_quotations = false;
    std::vector<const QueryNode*> speakers;  // speaker: fields of the conjunction around
  };

  Xapian::Database& table();
  Xapian::Query compile_node(const QueryNode& node, const Context& context);
  Xapian::Query compile_all(const QueryNode& node, const Context& context);
  Xapian::Query compile_near(const QueryNode& node, const Context& context);
  Xapian::Query compile_field(const QueryNode& node, const Context& context);
  Xapian::Query compile_said(const QueryNode& child, const Context& context);
  std::vector<Xapian::docid> articles_of(const Xapian::Query& quotations);
  Xapian::Query compile_named(std::string_view exact_prefix, const std::string& id,
                              std::string_view word_prefix, std::string_view value);
  Xapian::Query compile_speaker(std::string_view value);
  Xapian::Query compile_value(const QueryNode& node);
  Xapian::Query compile_dates(const DayRange& range);
  Xapian::Query selection(const Selection& selected, std::string_view prefix,
                          std::string (*to_id)(std::string_view));

  Piece piece_of(const QueryNode& node);  // of words, phrase, exact, prefix, fuzzy
  Piece words_piece(std::string_view text);
  Piece phrase_piece(std::string_view text);
  Piece prefix_piece(const QueryNode& node);
  Piece fuzzy_piece(const QueryNode& node);
  Xapian::Query piece_query(const Piece& piece, std::string_view prefix);
  void add_patterns(const Piece& piece, const Context& context);
  double pattern_weight(const std::vector<std::string>& alternatives);
  void add_part(const QueryNode& node, const Context& context, const Xapian::Query& query,
                std::vector<std::string> forms);
  void add_evidence(const QueryNode& root);
  Xapian::Query near_pairs(const std::vector<Piece>& pieces);

  Snapshot& snapshot_;
  Expansion& expansion_;            // of this compiler's table
  Expansion& quotation_expansion_;  // for said:
  Table table_;
  const Filters* filters_ = nullptr;
  Analyzer analyzer_;
  Analysis analysis_;
  CompiledQuery* out_ = nullptr;
  bool explains_ = false;
  std::size_t marked_terms_ = 0;  // of the query being compiled
  ArrangementMemory arrangements_;
  // Articles by what is said in them: a question may ask the same many times, and is compiled several times.
  std::map<std::string, std::vector<Xapian::docid>> said_;
};

}  // namespace pressmark
