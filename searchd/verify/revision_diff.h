#pragma once
// What an outlet changed between two wordings of an article: words, headline, date and authors, and above all
// its quotations.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searchd/search/searcher.h"
#include "searchd/verify/wording.h"

namespace pressmark {

// A run of both texts that is the same in both, or changed. A change that goes over the end of a paragraph is
// cut there.
struct DiffHunk {
  enum class Op : std::uint8_t { equal, replace, insert, erase } op = Op::equal;
  Span from;                            // BYTES of the older text, half open; empty of what came
  Span to;                              // BYTES of the newer
  std::vector<Difference> differences;  // what a change is about, each once; empty of what is equal

  friend bool operator==(const DiffHunk&, const DiffHunk&) = default;
};
std::string_view to_string(DiffHunk::Op op);  // "equal", "replace", "insert", "delete"

// Headline, date and the like, as printed.
struct FieldChange {
  std::string field;  // "title", "outlet", "date", "updated", "authors", "section", "url"
  std::string from;   // empty: there was none
  std::string to;

  friend bool operator==(const FieldChange&, const FieldChange&) = default;
};

// A quotation of one of the two that the other has not in these words.
struct QuotationChange {
  std::optional<std::size_t>
      from;                       // its number among the older revision's quotations; absent of one that came
  std::optional<std::size_t> to;  // among the newer's; absent of one that went
  std::vector<WordChange> changes;  // where both are there
  bool speaker_changed = false;     // the same words or nearly, given to somebody else
};

struct RevisionDiff {
  ArticleView from;
  ArticleView to;
  // The same captured bytes, read by another version of this program: no change of the outlet's.
  bool is_ours = false;
  // The rights of the outlet keep the words back: only the fields and the sums are there.
  bool is_withheld = false;
  std::vector<FieldChange> fields;
  std::vector<QuotationChange> quotations;  // in the order of the newer text, then what went
  std::vector<DiffHunk> hunks;              // cover both texts, in order
  std::uint64_t words_kept = 0;
  std::uint64_t words_removed = 0;
  std::uint64_t words_added = 0;

  bool is_empty() const;  // nothing changed that is compared
};

// Of two revisions of one article, each by the beginning of its id. Without `to` its current one (of a
// withdrawn article its last), without `from` the one before that. Throws Error{not_found} where there is no
// such article or revision, or only one wording; Error{usage} for an ambiguous beginning.
RevisionDiff diff_revisions(Searcher& searcher, std::string_view id, std::string_view from,
                            std::string_view to);

}  // namespace pressmark
