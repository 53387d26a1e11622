#include "searchd/search/nearest.h"

#include <xapian.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "schema/index/fields.h"
#include "schema/index/record.h"
#include "searchd/search/arrangement.h"

namespace pressmark {
namespace {

constexpr std::size_t kMostTerms = 12;  // rarest of the wording that quotations are looked up by
constexpr std::size_t kRunLength = 3;   // words
constexpr std::size_t kMostRuns = 5;
constexpr std::size_t kMostWordsRead = 2'000;

using Terms = std::vector<std::string>;

Terms terms_of(Analyzer& analyzer, std::string_view words) {
  Analysis analysis;
  analyzer.analyze(words, analysis);
  Terms terms;
  for (const auto& token : analysis.tokens) {
    if (terms.size() == kMostWordsRead) break;
    terms.emplace_back(analysis.term(token));
  }
  return terms;
}

// The rarest of them that the table has.
Terms rarest(const Xapian::Database& table, const Terms& terms) {
  std::vector<std::pair<Xapian::doccount, std::string>> known;
  std::unordered_set<std::string> seen;
  for (const auto& term : terms) {
    if (!seen.insert(term).second) continue;
    if (const auto frequency = table.get_termfreq(term); frequency > 0) known.emplace_back(frequency, term);
  }
  std::sort(known.begin(), known.end());
  if (known.size() > kMostTerms) known.resize(kMostTerms);
  Terms chosen;
  for (auto& [frequency, term] : known) chosen.push_back(std::move(term));
  return chosen;
}

// Runs of words, each with the frequency of its rarest one: what bounds how often the run can stand.
std::vector<Xapian::Query> rarest_runs(const Xapian::Database& table, const Terms& terms,
                                       ArrangementMemory& memory) {
  std::vector<std::pair<Xapian::doccount, std::size_t>> runs;
  const auto length = std::min(kRunLength, terms.size());
  std::vector<Xapian::doccount> frequencies;
  for (const auto& term : terms) frequencies.push_back(table.get_termfreq(term));
  for (std::size_t i = 0; length > 0 && i + length <= terms.size(); ++i) {
    const auto begin = frequencies.begin() + static_cast<std::ptrdiff_t>(i);
    const auto least = *std::min_element(begin, begin + static_cast<std::ptrdiff_t>(length));
    if (least > 0) runs.emplace_back(least, i);
  }
  std::sort(runs.begin(), runs.end());
  if (runs.size() > kMostRuns) runs.resize(kMostRuns);
  std::vector<Xapian::Query> queries;
  for (const auto& [frequency, i] : runs) {
    Arrangement run;
    for (std::size_t k = 0; k < length; ++k) run.places.push_back({terms[i + k]});
    queries.push_back(arranged(run, memory));
  }
  return queries;
}

std::vector<Xapian::Document> best_of(const Xapian::Database& table, const Xapian::Query& query,
                                      std::size_t most) {
  std::vector<Xapian::Document> documents;
  if (query.empty()) return documents;
  Xapian::Enquire enquire(table);
  enquire.set_query(query);
  const auto found = enquire.get_mset(0, static_cast<Xapian::doccount>(most));
  for (auto it = found.begin(); it != found.end(); ++it) documents.push_back(it.get_document());
  return documents;
}

class Ids {
 public:
  void add(std::string id) {
    if (seen_.insert(id).second) ids_.push_back(std::move(id));
  }
  std::vector<std::string> take() { return std::move(ids_); }

 private:
  std::vector<std::string> ids_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

std::vector<Xapian::Document> nearest_quotations(Snapshot& snapshot, Analyzer& analyzer,
                                                 std::string_view words, std::size_t most) {
  auto& quotations = snapshot.quotations();
  const auto rare = rarest(quotations, terms_of(analyzer, words));
  return best_of(quotations, Xapian::Query(Xapian::Query::OP_OR, rare.begin(), rare.end()), most);
}

std::vector<std::string> nearest_articles(Snapshot& snapshot, Analyzer& analyzer, std::string_view words,
                                          std::size_t most, std::shared_ptr<PositionTables> positions) {
  Ids ids;
  for (const auto& document : nearest_quotations(snapshot, analyzer, words, most))
    ids.add(document.get_value(slot::kArticle));
  auto& articles = snapshot.articles();
  ArrangementMemory memory(std::move(positions));
  const auto runs = rarest_runs(articles, terms_of(analyzer, words), memory);
  for (const auto& document :
       best_of(articles, Xapian::Query(Xapian::Query::OP_OR, runs.begin(), runs.end()), most))
    ids.add(decode_article(document.get_data()).id);
  return ids.take();
}

}  // namespace pressmark
