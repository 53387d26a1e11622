#include <string>

#include "searchd/cite/commands.h"

namespace pressmark {

std::vector<Citation> all_citations(Searcher& searcher, Question question, Day accessed, Total& total) {
  question.facets = false;
  question.passages = true;
  question.whole_sentences = true;
  question.size = kMaxPageSize;
  question.fold = false;  // the whole result set: a copy was published too
  std::vector<Citation> citations;
  for (question.page = 1; question.page * question.size <= kMaxResultDepth; ++question.page) {
    // The first pass counts: without facets a total is a lower bound only.
    question.facets = question.page == 1;
    const Answer answer = searcher.search(question);
    if (question.page == 1) total = answer.total;
    for (const Hit& hit : answer.hits) {
      const auto article = searcher.article(hit.article.id, hit.article.revision);
      if (!article) throw SnapshotLost();
      const bool whole = hit.headline_only || hit.passages.empty();
      citations.push_back(complete_citation(*article, whole ? nullptr : &hit.passages.front(), accessed));
    }
    if (answer.hits.size() < question.size) break;
  }
  return citations;
}

CiteOutcome export_results(Searcher& searcher, const CiteOptions& options) {
  Question question;
  question.text = options.exact ? as_phrase(options.words) : options.words;
  question.filters = options.filters;
  question.sort = options.sort;
  Total total;
  const auto citations = all_citations(searcher, question, options.accessed, total);
  CiteOutcome outcome;
  outcome.output = format_citations(citations, options.format, options.style, options.colours);
  if (citations.empty()) {
    outcome.status = kNothingFound;
    outcome.notes.emplace_back("nothing found");
  } else if (total.value > citations.size()) {
    outcome.notes.push_back("the first " + std::to_string(citations.size()) + " of " +
                            std::to_string(total.value) +
                            " articles; narrow the search, by days for example, to get the others");
  }
  return outcome;
}

}  // namespace pressmark
