#pragma once
// The commands of `cite`: each asks an index and gives what is to be printed and the exit status. Failures
// are Error.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/model/day.h"
#include "searchd/cite/exports.h"
#include "searchd/proof/bundle.h"
#include "searchd/search/results.h"
#include "searchd/search/searcher.h"

namespace pressmark {

struct CiteOptions {
  std::string words;  // the query, the quotation or the pinned citation
  Filters filters;
  std::uint32_t count = 5;  // citations; quotations of different words for `quote`
  SortOrder sort = SortOrder::relevance;
  bool exact = false;
  Day accessed;
  CitationStyle style = CitationStyle::chicago;
  CitationFormat format = CitationFormat::text;
  bool colours = false;
  bool first = false;  // the earliest printing alone
  bool all_outlets =
      false;  // every printing with its whole reference: copies too, and instead of a line each
  // Sentences around the words to print with them, at most kMostContext; absent: as the command does by
  // itself.
  std::optional<std::uint32_t> context;
};

inline constexpr std::uint32_t kMostContext = 20;

struct CiteOutcome {
  std::string output;              // for standard output
  std::vector<std::string> notes;  // for standard error, a sentence each
  int status = 0;
  proof::Bundle files;  // to be written by whoever asked
};

inline constexpr int kNothingFound = 1;

CiteOutcome find(Searcher& searcher, const CiteOptions& options);
CiteOutcome show(Searcher& searcher, const CiteOptions& options);
// What a speaker said, newest first (with SortOrder::oldest oldest first); `words` is the name, in any
// spelling and script that `speaker:` takes, or the id.
CiteOutcome who(Searcher& searcher, const CiteOptions& options);
// The whole result set, an article each; `count` does not matter.
CiteOutcome export_results(Searcher& searcher, const CiteOptions& options);

// The bundle of proof of a citation (searchd/proof/contents.h) in `files`; `output` is the pinned citation.
// Throws Error{not_found} where the outlet's rights do not let the text be handed out.
CiteOutcome prove(Searcher& searcher, const CiteOptions& options);

// The article a pinned citation names, its stored text compared with its revision. Throws Error{not_found}
// that tells what there is none of, Error{io} for a damaged text.
ArticleView open_pinned(Searcher& searcher, const PinnedReference& reference);

// Every article that answers the question, in its order, as far as kMaxResultDepth: each with the first
// passage that does, or as a whole where the words stand in its headline only. Page, size, facets and
// passages are set here. `total` is how many there are.
std::vector<Citation> all_citations(Searcher& searcher, Question question, Day accessed, Total& total);

// The words as a phrase of the query language.
std::string as_phrase(std::string_view words);

// Whether a found wording has `words` in it, character for character but for typography, and whole.
bool has_exactly(std::string_view text, std::string_view words);

// With everything that the revision's text and its siblings can add: the link and the digits of the revision.
// `context` sentences around the passage come with it, where all of the text may be shown.
Citation complete_citation(const ArticleView& article, const Passage* passage, Day accessed,
                           std::optional<std::uint32_t> context = std::nullopt);
// Of a quotation's words; of the article as a whole where the outlet's rights keep them back.
Citation quotation_citation(const ArticleView& article, const QuotationHit& hit, const CiteOptions& options);

}  // namespace pressmark
