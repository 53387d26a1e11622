#include <algorithm>
#include <string>
#include <utility>

#include "schema/text/utf8.h"
#include "searchd/cite/commands.h"
#include "searchd/cite/locate.h"
#include "searchd/cite/words.h"

namespace pressmark {
namespace {

// A passage of the n-th hit that is its k-th best.
struct Found {
  std::size_t hit = 0;
  std::size_t rank = 0;
  std::optional<Passage> passage;  // absent: the article as a whole (the words stand in its headline only)
};

// At most `count`: every article gives its first passage before any gives a second, in the order of hits.
std::vector<Found> spread(std::vector<Found> found, std::size_t count) {
  std::stable_sort(found.begin(), found.end(),
                   [](const Found& a, const Found& b) { return a.rank < b.rank; });
  if (found.size() > count) found.resize(count);
  std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return std::pair(a.hit, a.rank) < std::pair(b.hit, b.rank);
  });
  return found;
}

// The sentence-long passage is found by words; with --exact it is exactly the words.
std::vector<Passage> exact_passages(const ArticleView& article, std::string_view words) {
  const std::string& text = article.record.text;
  const CodePoints points(text);
  std::vector<Passage> passages;
  for (const Span span : exact_occurrences(text, words)) {
    if (is_word_edge(text, span.begin) && is_word_edge(text, span.end)) {
      passages.push_back(passage_at(article, points.from_bytes(span)));
    }
  }
  return passages;
}

// Of reported speech the reporter's sentence around it is nobody's: reopened by its place, it names nobody
// either.
void leave_prose(Passage& passage) {
  if (passage.quotation_type != QuotationType::indirect || passage.quotation_place.contains(passage.place))
    return;
  passage.quotation_id.reset();
  passage.speaker_name.reset();
  passage.speech = Speech::none;
  passage.speaker_inferred = false;
}

std::string printed(const ArticleRecord& article) {
  return article.id + " (" + article.outlet.value_or("outlet unknown") + ", " +
         (article.date ? to_string(*article.date) : "undated") + ")";
}

// "a-1 has 3 copies: b-2 (Herald, 2014-06-12, the first publication), …"
std::string copies_note(const Hit& hit) {
  constexpr std::size_t kNamed = 5;
  const auto& copies = hit.copies;
  std::string note =
      hit.article.id + " has " + std::to_string(copies.count) + (copies.count == 1 ? " copy: " : " copies: ");
  for (std::size_t i = 0; i < std::min(kNamed, copies.shown.size()); ++i) {
    note += (i == 0 ? "" : ", ") + printed(copies.shown[i]);
    if (copies.shown[i].id == copies.first) note += ", the first publication";
  }
  if (copies.count > kNamed) note += ", …";
  return note;
}

std::string advice(const Alternative& alternative) {
  const auto found = std::to_string(alternative.found) + (alternative.found == 1 ? " article" : " articles");
  switch (alternative.kind) {
    case Alternative::Kind::spelling:
      return "did you mean: " + alternative.text + " (" + found + ")";
    case Alternative::Kind::without_filters:
      return "without the filters: " + found;
    case Alternative::Kind::without_part:
      break;
  }
  return "without “" + alternative.dropped + "”: " + found + " (" + alternative.text + ")";
}

class Finder {
 public:
  Finder(Searcher& searcher, const CiteOptions& options) : searcher_(searcher), options_(options) {}

  CiteOutcome run() {
    Question question;
    question.text = options_.exact ? as_phrase(options_.words) : options_.words;
    question.filters = options_.filters;
    question.sort = options_.sort;
    question.facets = false;
    question.whole_sentences = true;
    question.fold = !options_.exact && !options_.all_outlets;  // the very words may stand in a copy only
    question.size = options_.exact ? kMaxPageSize : std::min(options_.count, kMaxPageSize);
    for (;; ++question.page) {
      const Answer answer = searcher_.search(question);
      if (question.page == 1) {
        outcome_.notes = answer.query.notes;
        for (const auto& alternative : answer.alternatives) outcome_.notes.push_back(advice(alternative));
      }
      for (const Hit& hit : answer.hits) add(hit);
      const bool last = answer.hits.size() < question.size || articles_.size() >= options_.count ||
                        (question.page + 1) * question.size > kMaxResultDepth;
      if (last) break;
    }
    return finish();
  }

 private:
  void add(const Hit& hit) {
    if (articles_.size() >= options_.count) return;
    auto article = searcher_.article(hit.article.id, hit.article.revision);
    if (!article) throw SnapshotLost();
    std::vector<Passage> passages = options_.exact ? exact_passages(*article, options_.words) : hit.passages;
    const std::size_t number = articles_.size();
    if (hit.headline_only && !options_.exact) {
      found_.push_back({number, 0, std::nullopt});
    } else if (passages.empty()) {
      return;
    } else {
      for (std::size_t rank = 0; rank < passages.size(); ++rank) {
        leave_prose(passages[rank]);
        found_.push_back({number, rank, std::move(passages[rank])});
      }
    }
    if (hit.copies.count > 0) outcome_.notes.push_back(copies_note(hit));
    articles_.push_back(std::move(*article));
  }

  CiteOutcome finish() {
    std::vector<Citation> citations;
    for (const Found& found : spread(std::move(found_), options_.count)) {
      const Passage* const passage = found.passage ? &*found.passage : nullptr;
      citations.push_back(
          complete_citation(articles_[found.hit], passage, options_.accessed, options_.context));
    }
    outcome_.output = format_citations(citations, options_.format, options_.style, options_.colours);
    if (citations.empty()) {
      outcome_.status = kNothingFound;
      outcome_.notes.emplace_back("nothing found");
    }
    return std::move(outcome_);
  }

  Searcher& searcher_;
  const CiteOptions& options_;
  CiteOutcome outcome_;
  std::vector<ArticleView> articles_;
  std::vector<Found> found_;
};

}  // namespace

CiteOutcome find(Searcher& searcher, const CiteOptions& options) {
  return Finder(searcher, options).run();
}

std::string as_phrase(std::string_view words) {
  std::string phrase = fold_typography(words).text;
  std::replace(phrase.begin(), phrase.end(), '"', ' ');
  return "\"" + phrase + "\"";
}

bool has_exactly(std::string_view text, std::string_view words) {
  const std::vector<Span> spans = exact_occurrences(text, words);
  return std::any_of(spans.begin(), spans.end(), [&](Span span) {
    return is_word_edge(text, span.begin) && is_word_edge(text, span.end);
  });
}

Citation complete_citation(const ArticleView& article, const Passage* passage, Day accessed,
                           std::optional<std::uint32_t> context) {
  CitationOptions options;
  options.accessed = accessed;
  options.canonical_text = article.record.text;
  options.revision_digits = pinned_digits(article.record.revision.id, article.revisions);
  ArticleRecord record = article.record.article;
  record.revision = article.record.revision.id;
  auto citation = make_citation(record, passage, options);
  if (context && passage != nullptr && article.rights == Rights::full) {
    auto around = sentences_around(article.record.text, passage->bytes, record.lang.value_or(""), *context);
    citation.context = Context{std::move(around.before), std::move(around.after)};
  }
  return citation;
}

Citation quotation_citation(const ArticleView& article, const QuotationHit& hit, const CiteOptions& options) {
  if (article.rights == Rights::link || hit.record.text.empty())
    return complete_citation(article, nullptr, options.accessed);
  Passage passage = passage_at(article, hit.place);
  attribute(passage, {hit.record.quotation}, CodePoints(article.record.text));
  return complete_citation(article, &passage, options.accessed, options.context);
}

}  // namespace pressmark
