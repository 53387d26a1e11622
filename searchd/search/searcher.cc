#include "searchd/search/searcher.h"

#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <unordered_map>

#include "schema/index/document.h"
#include "schema/index/fields.h"
#include "schema/index/quotation_place.h"
#include "schema/model/error.h"
#include "schema/text/keys.h"
#include "schema/text/language.h"
#include "schema/text/regions.h"
#include "schema/text/sha256.h"
#include "schema/text/utf8.h"
#include "searchd/search/columns.h"
#include "searchd/search/corrections.h"
#include "searchd/search/disclosure.h"
#include "searchd/search/expansion.h"
#include "searchd/search/explanation.h"
#include "searchd/search/facets.h"
#include "searchd/search/folding.h"
#include "searchd/search/name_index.h"
#include "searchd/search/names.h"
#include "searchd/search/nearest.h"
#include "searchd/search/occurrences.h"
#include "searchd/search/opened_article.h"
#include "searchd/search/passages.h"
#include "searchd/search/query_compiler.h"
#include "searchd/search/query_parser.h"
#include "searchd/search/quotation_order.h"
#include "searchd/search/relaxation.h"
#include "searchd/search/snapshot.h"
#include "searchd/search/speech.h"
#include "searchd/search/vocabulary.h"

namespace pressmark {
namespace {

constexpr std::size_t kMinRevisionPrefix = 8;
constexpr Xapian::doccount kCheckedWithoutFacets =
    10'000;  // matches looked at for a total when nobody asked for facets

// As many of the best are looked at again for what is too dear to look at in every match.
constexpr Xapian::doccount kRankedAgain = 50;

// Okapi BM25 as Robertson & Zaragoza (2009) write it: k1, b; query term frequency off; no document length
// floor.
Xapian::BM25Weight ranking_formula() {
  return {1.2, 0.0, 1.0, 0.75, 0.5};
}

class Stopwatch {
 public:
  double ms() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started_).count();
  }

 private:
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

std::uint32_t first_result(std::uint32_t page, std::uint32_t size) {
  if (page == 0 || size == 0 || size > kMaxPageSize)
    throw Error(ErrorKind::usage, "page counts from 1, and size is 1 to " + std::to_string(kMaxPageSize));
  const auto first = (std::uint64_t{page} - 1) * size;
  if (first + size > kMaxResultDepth)
    throw Error(ErrorKind::usage,
                "only the first " + std::to_string(kMaxResultDepth) + " results can be paged to",
                "narrow the question, or export the whole result set");
  return static_cast<std::uint32_t>(first);
}

Xapian::Query filtered(const Xapian::Query& query, const Xapian::Query& filter) {
  if (filter.empty()) return query;
  return {Xapian::Query::OP_FILTER, query, filter};
}

void order_by(Xapian::Enquire& enquire, SortOrder sort) {
  switch (sort) {
    case SortOrder::relevance:
      enquire.set_weighting_scheme(ranking_formula());
      enquire.set_sort_by_relevance_then_value(slot::kNewest, true);
      break;
    case SortOrder::newest:
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      enquire.set_sort_by_value(slot::kNewest, true);
      break;
    case SortOrder::oldest:
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      enquire.set_sort_by_value(slot::kOldest, false);
      break;
  }
}

std::string facet_country_id(std::string_view value) {
  const auto code = country_code(value);
  return code ? *code : std::string(value);
}
std::string facet_language_id(std::string_view value) {
  const auto code = language_code(value);
  return code ? *code : std::string(value);
}

}  // namespace

struct Searcher::Impl {
  Snapshot snapshot;
  std::shared_ptr<ColumnsCache> cache;
  std::shared_ptr<const Columns> columns;    // of `snapshot`, once asked for
  std::shared_ptr<const Clusters> clusters;  // the same
  std::shared_ptr<PositionTables> position_tables;
  std::shared_ptr<OpenedArticles> opened_articles;
  Expansion article_forms;
  Expansion quotation_forms;
  Occurrences occurrences;
  Analyzer analyzer;
  Analysis analysis;

  Disclosure disclosure;

  Impl(const std::filesystem::path& index, Disclosure told, std::shared_ptr<ColumnsCache> shared)
      : snapshot(index),
        cache(shared ? std::move(shared) : std::make_shared<ColumnsCache>()),
        disclosure(told) {
    // Whoever said a word wrote it too: the articles' words are those of the quotations.
    for (auto* forms : {&article_forms, &quotation_forms})
      forms->set_vocabulary([this] { return vocabulary(); });
  }

  std::shared_ptr<const Vocabulary> vocabulary() {
    return cache->words().get(snapshot.id(), snapshot.articles());
  }

  const Columns& facet_columns() {
    if (!columns) columns = cache->get(snapshot.id(), snapshot.articles());
    return *columns;
  }

  const Clusters& known_clusters() {
    if (!clusters) clusters = cache->clusters().get(snapshot.id(), snapshot.articles());
    return *clusters;
  }

  // What is folded for a question; null where nothing is.
  const Clusters* folded(const Question& question) {
    if (!question.fold) return nullptr;
    const auto& known = known_clusters();
    return known.empty() ? nullptr : &known;
  }

  // Of one article: not worth loading all of them for.
  std::vector<Xapian::docid> cluster_with(Xapian::docid document) {
    if (!clusters) clusters = cache->clusters().known(snapshot.id());
    if (!clusters) return cluster_of(snapshot.articles(), document);
    const auto number = clusters->of(document);
    return number == 0 ? std::vector<Xapian::docid>{} : clusters->members[number];
  }

  const std::shared_ptr<PositionTables>& kept_positions() {
    if (!position_tables) position_tables = cache->positions(snapshot.id(), snapshot.articles());
    return position_tables;
  }

  OpenedArticles& opened() {
    if (!opened_articles) opened_articles = cache->opened(snapshot.id());
    return *opened_articles;
  }

  QueryCompiler compiler(QueryCompiler::Table table) {
    if (table == QueryCompiler::Table::quotations) return {snapshot, quotation_forms, quotation_forms, table};
    return {snapshot, article_forms, quotation_forms, table, kept_positions()};
  }

  bool any_match(QueryCompiler& compiler, const QueryNode& root);
  static QueryNode as_asked(const Question& question, Answer& answer);
  std::optional<QueryNode> relaxed(const Question& question, Answer& answer);
  void find(const Question& question, const QueryNode& root, Answer& answer);
  void rank_and_count(const Question& question, QueryCompiler& compiler, const QueryNode& root,
                      const CompiledQuery& compiled, Answer& answer);
  void count_apart(const Question& question, QueryCompiler& compiler, const QueryNode& root,
                   const Xapian::Query& match, const Counted& shared, Counts& counts);
  void rank(const Question& question, const CompiledQuery& compiled, const Xapian::Query& filter,
            Answer& answer, MatchCounter* counter);
  std::vector<Ranked> ranked(const Question& question, const Xapian::Query& pairs, Xapian::Enquire& enquire,
                             Answer& answer, MatchCounter* counter);
  void rank_again(std::vector<Ranked>& best, const Xapian::Query& pairs);
  Copies copies_of(const std::vector<Xapian::docid>& members, std::string_view id);
  Hit make_hit(const Question& question, const CompiledQuery& compiled, WantedSpeakers& speakers,
               Xapian::docid number, double score);
  std::vector<Span> highlight(const std::vector<Pattern>& patterns, std::string_view text, bool title);
  std::optional<TextRecord> text(std::string_view id, std::string_view revision);
  std::vector<TextRecord> revisions(std::string_view id);
  void advise(const Question& question, Answer& answer);
  std::uint64_t results_of(Question question);
  Answer search(const Question& question);
  QuotationAnswer search_quotations(const QuotationQuestion& question);
  std::optional<QuotationHit> quotation_hit(const Xapian::Document& document,
                                            const std::vector<Pattern>* patterns = nullptr);
  const Quotation* quotation_of(const Xapian::Document& document, std::uint32_t ordinal,
                                const std::vector<Quotation>& quotations);
  std::optional<ArticleView> article(std::string_view id, std::string_view revision);
  Holdings holdings();
};

Searcher::Searcher(const std::filesystem::path& index, Disclosure disclosure,
                   std::shared_ptr<ColumnsCache> columns)
    : impl_(std::make_unique<Impl>(index, disclosure, std::move(columns))) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

bool Searcher::refresh() {
  const auto before = impl_->snapshot.generation();
  if (!impl_->snapshot.refresh()) return false;
  impl_->columns.reset();
  impl_->clusters.reset();
  impl_->position_tables.reset();
  impl_->opened_articles.reset();
  impl_->article_forms.clear();
  impl_->quotation_forms.clear();
  return impl_->snapshot.generation() != before;
}

std::string Searcher::generation() const {
  return impl_->snapshot.id();
}

Answer Searcher::search(const Question& question) {
  return reading([&] { return impl_->search(question); });
}
QuotationAnswer Searcher::search_quotations(const QuotationQuestion& question) {
  return reading([&] { return impl_->search_quotations(question); });
}
std::optional<ArticleView> Searcher::article(std::string_view id, std::string_view revision) {
  return reading([&] { return impl_->article(id, revision); });
}
std::optional<Takedown> Searcher::takedown(std::string_view id) {
  if (!is_article_id(id)) return std::nullopt;
  return reading([&]() -> std::optional<Takedown> {
    const auto bytes = impl_->snapshot.articles().get_metadata(takedown_key(id));
    if (bytes.empty()) return std::nullopt;
    return decode_takedown(bytes);
  });
}
std::vector<std::string> Searcher::nearest(std::string_view words, std::size_t most) {
  return reading([&] {
    return nearest_articles(impl_->snapshot, impl_->analyzer, words, most, impl_->kept_positions());
  });
}
std::optional<QuotationHit> Searcher::quotation(std::string_view id) {
  return reading([&]() -> std::optional<QuotationHit> {
    auto& quotations = impl_->snapshot.quotations();
    const auto posting = quotations.postlist_begin(id_term(id));
    if (posting == quotations.postlist_end(id_term(id))) return std::nullopt;
    return impl_->quotation_hit(quotations.get_document(*posting));
  });
}
std::optional<std::string> Searcher::source(const ArticleView& article) {
  const auto& sha256 = article.record.article.source.sha256;
  if (article.rights != Rights::full || sha256.empty()) return std::nullopt;
  return reading([&]() -> std::optional<std::string> {
    auto& texts = impl_->snapshot.texts();
    const auto posting = texts.postlist_begin(source_term(sha256));
    if (posting == texts.postlist_end(source_term(sha256))) return std::nullopt;
    auto bytes = texts.get_document(*posting).get_data();
    if (sha256_hex(bytes) != sha256)
      throw Error(ErrorKind::io, "the stored source of " + article.record.article.id + " is damaged",
                  "indexer check tells more");
    return bytes;
  });
}
std::vector<bool> Searcher::copies_among(const std::vector<std::string>& ids) {
  return reading([&] {
    auto& articles = impl_->snapshot.articles();
    const auto& clusters = impl_->known_clusters();
    std::set<std::uint32_t> seen;
    std::vector<bool> copies;
    for (const auto& id : ids) {
      const auto row = articles.postlist_begin(id_term(id));
      const auto cluster = row == articles.postlist_end(id_term(id)) ? 0 : clusters.of(*row);
      copies.push_back(cluster != 0 && !seen.insert(cluster).second);
    }
    return copies;
  });
}
std::vector<QuotationHit> Searcher::nearest_quotations(std::string_view words, std::size_t most) {
  return reading([&] {
    std::vector<QuotationHit> hits;
    for (const auto& document : pressmark::nearest_quotations(impl_->snapshot, impl_->analyzer, words, most))
      if (auto hit = impl_->quotation_hit(document)) hits.push_back(std::move(*hit));
    return hits;
  });
}
std::vector<Suggestion> Searcher::suggest(std::string_view query, std::size_t most) {
  return reading([&] {
    impl_->facet_columns();
    const auto names = impl_->cache->names().get(impl_->columns);
    return suggestions(*names, impl_->article_forms, impl_->snapshot.articles(), impl_->analyzer, query,
                       most);
  });
}
std::vector<std::string> Searcher::outlets() {
  return reading([&] {
    std::vector<std::string> labels;
    const auto& values = impl_->facet_columns().outlet.values;
    for (std::size_t i = 1; i < values.size(); ++i) labels.push_back(values[i].label);  // 0 is "unknown"
    return labels;
  });
}
Holdings Searcher::holdings() {
  return reading([&] { return impl_->holdings(); });
}

std::vector<Span> Searcher::highlight(std::string_view query, std::string_view text) {
  return reading([&] {
    const Filters none;
    auto compiler = impl_->compiler(QueryCompiler::Table::articles);
    const auto compiled = compiler.compile(parse_query(query).root, none);
    return impl_->highlight(compiled.patterns, text, false);
  });
}

Answer Searcher::Impl::search(const Question& question) {
  const Stopwatch stopwatch;
  Answer answer;
  first_result(question.page, question.size);  // refused before any work is done
  answer.page = question.page;
  answer.size = question.size;
  answer.generation = snapshot.id();
  answer.query = parse_query(question.text, question.today);
  if (question.names) {
    auto named = with_speakers(answer.query.root, answer.query.notes);
    if (named != answer.query.root) {
      answer.query.root = std::move(named);
      answer.query.read_as = print(answer.query.root);
    }
  }
  answer.read_as = answer.query.read_as;
  if (is_nothing(answer.query.root)) {
    answer.took_ms = stopwatch.ms();
    return answer;
  }
  auto notes = answer.query.notes;
  find(question, as_asked(question, answer), answer);
  if (answer.total.value == 0) {
    std::swap(answer.query.notes, notes);  // of the tree as it was asked
    if (const auto root = relaxed(question, answer))
      find(question, *root, answer);
    else
      std::swap(answer.query.notes, notes);
  }
  advise(question, answer);
  answer.took_ms = stopwatch.ms();
  return answer;
}

// All the words, no more.
std::uint64_t Searcher::Impl::results_of(Question question) {
  question.page = 1;
  question.size = 1;
  question.match = MatchMode::all;
  question.facets = false;
  question.passages = false;
  question.advice = false;
  question.explain = false;
  return search(question).total.value;
}

void Searcher::Impl::advise(const Question& question, Answer& answer) {
  constexpr std::uint64_t kFew = 3;     // results: more are no sign of a slip
  constexpr std::size_t kTried = 6;     // spellings, each a search
  constexpr std::size_t kMaxParts = 8;  // of a question, tried one by one
  if (!question.advice || question.page != 1 || question.match == MatchMode::any) return;
  const bool none = answer.relaxed || answer.total.value == 0;
  if (!none && answer.total.value > kFew) return;
  const auto found_with_all = answer.relaxed ? 0 : answer.total.value;
  const auto offer = [&](Alternative::Kind kind, const Question& other, std::string dropped = {}) {
    const auto found = results_of(other);
    if (found <= found_with_all) return false;
    answer.alternatives.push_back({kind, other.text, std::move(dropped), found});
    return true;
  };

  const auto words = vocabulary();
  const auto articles_with = [&](std::string_view word) {
    std::uint32_t most = 0;
    for (const auto& form : article_forms.forms(snapshot.articles(), word))
      most = std::max(most, words->articles_with(form));
    return most;
  };
  auto other = question;
  for (auto& text : corrections(answer.query, *words, articles_with, kTried)) {
    other.text = std::move(text);
    if (!offer(Alternative::Kind::spelling, other)) continue;
    answer.suggestion = other.text;
    break;
  }
  if (!none) return;

  if (!question.filters.empty()) {
    other = question;
    other.filters = {};
    offer(Alternative::Kind::without_filters, other);
  }
  const auto& root = answer.query.root;
  if (root.kind != QueryKind::all || root.children.size() > kMaxParts) return;
  for (std::size_t dropped = 0; dropped < root.children.size(); ++dropped) {
    auto rest = root;
    rest.children.erase(rest.children.begin() + static_cast<std::ptrdiff_t>(dropped));
    other = question;
    other.text = print(rest.children.size() == 1 ? rest.children.front() : rest);
    offer(Alternative::Kind::without_part, other, print(root.children[dropped]));
  }
}

void Searcher::Impl::find(const Question& question, const QueryNode& root, Answer& answer) {
  auto query_compiler = compiler(QueryCompiler::Table::articles);
  query_compiler.explain(question.explain);
  const auto compiled = query_compiler.compile(root, question.filters);
  query_compiler.explain(false);
  answer.parts = explain(compiled.parts, snapshot);
  answer.query.notes.insert(answer.query.notes.end(), compiled.notes.begin(), compiled.notes.end());
  if (question.facets)
    rank_and_count(question, query_compiler, root, compiled, answer);
  else
    rank(question, compiled, query_compiler.compile_filters(question.filters), answer, nullptr);
}

bool Searcher::Impl::any_match(QueryCompiler& query_compiler, const QueryNode& root) {
  const Filters none;
  Xapian::Enquire enquire(snapshot.articles());
  enquire.set_query(query_compiler.compile(root, none).match);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  return !enquire.get_mset(0, 1).empty();
}

// The tree to look for first.
QueryNode Searcher::Impl::as_asked(const Question& question, Answer& answer) {
  const auto& root = answer.query.root;
  if (question.match != MatchMode::any) return root;
  auto any = any_word(root);
  if (any != root) answer.read_as = print(any);
  return any;
}

// The tree to look for where no article has all the words, whatever the filters; absent where some has.
std::optional<QueryNode> Searcher::Impl::relaxed(const Question& question, Answer& answer) {
  const auto& root = answer.query.root;
  if (question.match != MatchMode::automatic || root.kind != QueryKind::all) return std::nullopt;
  auto query_compiler = compiler(QueryCompiler::Table::articles);
  const auto found = [&](const QueryNode& node) { return any_match(query_compiler, node); };
  if (found(root)) return std::nullopt;
  auto most = relax(root, found);
  if (!most) return std::nullopt;
  answer.read_as = most->read_as;
  answer.relaxed = true;
  answer.query.notes.emplace_back("no article has all the words; these have the most of them");
  return std::move(most->root);
}

// The pass that ranks sees every match once: it counts them, too.
void Searcher::Impl::rank_and_count(const Question& question, QueryCompiler& query_compiler,
                                    const QueryNode& root, const CompiledQuery& compiled, Answer& answer) {
  const auto& filters = question.filters;
  const auto& counted = facet_columns();
  const Counted shared{filters.outlet.empty(), filters.speaker.empty(), filters.country.empty(),
                       filters.lang.empty(), filters.dates.empty()};
  MatchCounter counter(counted, shared, folded(question));
  rank(question, compiled, query_compiler.compile_filters(filters), answer, &counter);
  auto counts = counter.take();
  answer.total = {counts.total, true, counts.articles};
  count_apart(question, query_compiler, root, compiled.match, shared, counts);
  answer.facets = {make_facet("outlet", counted.outlet, counts.outlet, filters.outlet, outlet_id),
                   make_facet("speaker", counted.speaker, counts.speaker, filters.speaker, speaker_id),
                   make_facet("country", counted.country, counts.country, filters.country, facet_country_id),
                   make_facet("lang", counted.lang, counts.lang, filters.lang, facet_language_id)};
  answer.dates = make_histogram(counts);
}

// A facet that has a selection of its own is counted without it: one more pass each.
void Searcher::Impl::count_apart(const Question& question, QueryCompiler& query_compiler,
                                 const QueryNode& root, const Xapian::Query& match, const Counted& shared,
                                 Counts& counts) {
  const auto& filters = question.filters;
  const auto& counted = facet_columns();
  auto& articles = snapshot.articles();
  const auto* const folding = folded(question);
  const auto without = [&](Dimension dimension, const Counted& only) {
    return count_matches(articles, filtered(match, query_compiler.compile_filters(filters, dimension)),
                         counted, only, folding);
  };
  if (!shared.outlet) counts.outlet = without(Dimension::outlet, {true, false, false, false, false}).outlet;
  if (!shared.speaker) {
    // said: is bound to the speakers asked for, so the question itself is read again without them.
    auto others = filters;
    others.speaker = {};
    const auto unbound =
        filtered(query_compiler.compile(root, others).match, query_compiler.compile_filters(others));
    counts.speaker =
        count_matches(articles, unbound, counted, {false, true, false, false, false}, folding).speaker;
  }
  if (!shared.country)
    counts.country = without(Dimension::country, {false, false, true, false, false}).country;
  if (!shared.lang) counts.lang = without(Dimension::lang, {false, false, false, true, false}).lang;
  if (!shared.dates) {
    auto dates = without(Dimension::date, {false, false, false, false, true});
    counts.days = std::move(dates.days);
    counts.days_of_copies = std::move(dates.days_of_copies);
    counts.undated = dates.undated;
  }
}

void Searcher::Impl::rank(const Question& question, const CompiledQuery& compiled,
                          const Xapian::Query& filter, Answer& answer, MatchCounter* counter) {
  Xapian::Enquire enquire(snapshot.articles());
  const bool by_relevance = question.sort == SortOrder::relevance;
  enquire.set_query(filtered(by_relevance ? compiled.ranked : compiled.match, filter));
  order_by(enquire, question.sort);
  const auto found =
      ranked(question, by_relevance ? compiled.pairs : Xapian::Query(), enquire, answer, counter);
  WantedSpeakers speakers;
  for (const auto& value : compiled.speakers) speakers.add(value);
  for (const auto& value : question.filters.speaker.any_of) speakers.add(value);
  for (const auto& [document, weight] : found)
    answer.hits.push_back(make_hit(question, compiled, speakers, document, by_relevance ? weight : 0));
}

// The results of the page, and the total where no `counter` counts it.
std::vector<Ranked> Searcher::Impl::ranked(const Question& question, const Xapian::Query& pairs,
                                           Xapian::Enquire& enquire, Answer& answer, MatchCounter* counter) {
  const auto first = first_result(question.page, question.size);
  const auto* const folding = folded(question);
  bool is_first = true;  // folding may ask again for more of the same
  const auto run = [&](Xapian::doccount from, Xapian::doccount wanted) {
    // Beyond those that are ranked again the order is as it was.
    const bool again = !pairs.empty() && from < kRankedAgain;
    const auto most = again ? std::max(from + wanted, kRankedAgain) : wanted;
    FoldingSpy spy(folding);
    enquire.clear_matchspies();
    if (counter == nullptr)
      enquire.add_matchspy(&spy);
    else if (is_first)
      enquire.add_matchspy(counter);
    const bool counts_all = counter != nullptr && is_first;
    is_first = false;
    const auto all = snapshot.articles().get_doccount();
    const auto found = enquire.get_mset(again ? 0 : from, most,
                                        counts_all ? all
                                        : counter  ? 0
                                                   : kCheckedWithoutFacets);
    const auto low = found.get_matches_lower_bound();
    const bool exact = low == found.get_matches_upper_bound();
    if (counter == nullptr)
      answer.total = {folding != nullptr ? spy.results() : low, exact,
                      folding != nullptr ? spy.articles() : low};
    std::vector<Ranked> ranks;
    for (auto it = found.begin(); it != found.end(); ++it) ranks.push_back({*it, it.get_weight()});
    enquire.clear_matchspies();
    if (!again) return ranks;
    rank_again(ranks, pairs);
    ranks.erase(ranks.begin(), ranks.begin() + std::min<std::ptrdiff_t>(from, std::ssize(ranks)));
    if (ranks.size() > wanted) ranks.resize(wanted);
    return ranks;
  };
  if (folding == nullptr) return run(first, question.size);
  return folded_ranks(*folding, first, question.size, [&](Xapian::doccount most) { return run(0, most); });
}

// The best of `best` with what their pairs count beside.
void Searcher::Impl::rank_again(std::vector<Ranked>& best, const Xapian::Query& pairs) {
  const auto end = best.begin() + std::min<std::ptrdiff_t>(kRankedAgain, std::ssize(best));
  std::vector<Xapian::docid> numbers;
  for (auto it = best.begin(); it != end; ++it) numbers.push_back(it->document);
  std::sort(numbers.begin(), numbers.end());
  const auto count = static_cast<Xapian::doccount>(numbers.size());
  Xapian::Enquire enquire(snapshot.articles());
  enquire.set_query({Xapian::Query::OP_FILTER, pairs, documents(std::move(numbers))});
  enquire.set_weighting_scheme(ranking_formula());
  std::unordered_map<Xapian::docid, double> beside;
  const auto found = enquire.get_mset(0, count);
  for (auto it = found.begin(); it != found.end(); ++it) beside[*it] = it.get_weight();
  for (auto it = best.begin(); it != end; ++it)
    if (const auto weight = beside.find(it->document); weight != beside.end()) it->weight += weight->second;
  std::stable_sort(best.begin(), end, [](const Ranked& a, const Ranked& b) { return a.weight > b.weight; });
}

Copies Searcher::Impl::copies_of(const std::vector<Xapian::docid>& members, std::string_view id) {
  Copies copies;
  if (members.empty()) return copies;
  copies.count = static_cast<std::uint32_t>(members.size() - 1);
  for (const auto member : members) {
    if (copies.shown.size() == kShownCopies) break;
    auto record = decode_article(snapshot.articles().get_document(member).get_data());
    if (copies.first.empty()) copies.first = record.id;
    if (record.id != id) copies.shown.push_back(std::move(record));
  }
  return copies;
}

Hit Searcher::Impl::make_hit(const Question& question, const CompiledQuery& compiled,
                             WantedSpeakers& speakers, Xapian::docid number, double score) {
  const auto& patterns = compiled.patterns;
  Hit hit;
  hit.score = score;
  auto opened = question.passages ? this->opened().open(snapshot, number) : this->opened().find(number);
  hit.article = opened ? opened->row() : decode_article(snapshot.articles().get_document(number).get_data());
  if (const auto cluster = known_clusters().of(number); cluster != 0)
    hit.copies = copies_of(known_clusters().members[cluster], hit.article.id);
  if (hit.article.title) hit.title_matches = highlight(patterns, *hit.article.title, true);
  const bool withheld = disclosure == Disclosure::by_rights && hit.article.rights == Rights::link;
  if (!question.passages || withheld) return hit;
  const auto& record = opened->text();
  const auto& tokens = opened->tokens();
  const auto positions = [&](const std::string& term) {
    return opened->positions_of(term, snapshot.articles());
  };
  auto found = occurrences.find(patterns, positions, tokens, record.text);
  found = within_quotations(std::move(found), patterns, record.quotations, tokens);
  if (question.explain) hit.occurrences = count_by_part(found, patterns, compiled.parts.size());
  if (!hit.article.title) hit.first_words = first_words(record.text);
  PassageWish wish{speakers.quotations(record.quotations), kMaxPassageBytes};
  if (question.whole_sentences) wish.longest_bytes = kMaxCitedBytes;
  hit.passages = pick_passages(record, tokens, patterns, found, wish);
  hit.headline_only = found.empty() && !hit.title_matches.empty();
  return hit;
}

std::vector<Span> Searcher::Impl::highlight(const std::vector<Pattern>& patterns, std::string_view text,
                                            bool title) {
  analyzer.analyze(text, analysis);
  const TokenTable tokens(analysis);
  const AnalysedPositions positions(analysis, tokens);
  std::vector<Pattern> wanted;
  for (auto pattern : patterns) {
    if (title) pattern.in_text = pattern.in_title;
    if (pattern.in_text) wanted.push_back(std::move(pattern));
  }
  return merged_spans(occurrences.find(wanted, positions, tokens, text), tokens);
}

std::optional<TextRecord> Searcher::Impl::text(std::string_view id, std::string_view revision) {
  const auto term = text_term(id, revision);
  auto& texts = snapshot.texts();
  const auto posting = texts.postlist_begin(term);
  if (posting == texts.postlist_end(term)) return std::nullopt;
  return decode_text(texts.get_document(*posting).get_data());
}

// Every revision of an article, newest first.
std::vector<TextRecord> Searcher::Impl::revisions(std::string_view id) {
  const auto term = article_term(id);
  auto& texts = snapshot.texts();
  std::vector<TextRecord> found;
  for (auto it = texts.postlist_begin(term); it != texts.postlist_end(term); ++it) {
    auto record = decode_text(texts.get_document(*it).get_data());
    if (record.article.id == id) found.push_back(std::move(record));
  }
  std::sort(found.begin(), found.end(), [](const TextRecord& a, const TextRecord& b) {
    if (a.revision.last_seen != b.revision.last_seen) return a.revision.last_seen > b.revision.last_seen;
    if (a.revision.first_seen != b.revision.first_seen) return a.revision.first_seen > b.revision.first_seen;
    return a.revision.id < b.revision.id;
  });
  return found;
}

std::optional<ArticleView> Searcher::Impl::article(std::string_view id, std::string_view revision) {
  if (!is_article_id(id)) return std::nullopt;
  if (!revision.empty() && revision.size() < kMinRevisionPrefix)
    throw Error(ErrorKind::usage, "a revision is named by at least 8 hexadecimal digits");
  auto all = revisions(id);
  if (all.empty()) return std::nullopt;

  ArticleView view;
  auto& articles = snapshot.articles();
  const auto row = articles.postlist_begin(id_term(id));
  std::string current;
  if (row != articles.postlist_end(id_term(id))) {
    const auto now = decode_article(articles.get_document(*row).get_data());
    current = now.revision;
    view.copies = copies_of(cluster_with(*row), id);
    // The newest revision's too: a writer commits texts before rows, and what it brings may allow less.
    view.rights = std::max(now.rights, all.front().article.rights);
  } else if (!articles.get_metadata(std::string(metadata::kTombstone) + std::string(id)).empty()) {
    view.withdrawn = true;
    for (const auto& record : all) view.rights = std::max(view.rights, record.article.rights);
  } else {
    return std::nullopt;  // being written: its row is not committed yet
  }
  if (disclosure == Disclosure::all) view.rights = Rights::full;

  const auto wanted = [&](const TextRecord& record) {
    if (!revision.empty()) return record.revision.id.starts_with(revision);
    return view.withdrawn || record.revision.id == current;
  };
  const auto found = std::find_if(all.begin(), all.end(), wanted);
  if (found == all.end()) return std::nullopt;
  if (!revision.empty() && std::count_if(all.begin(), all.end(), wanted) > 1)
    throw Error(ErrorKind::usage, "several revisions begin with " + std::string(revision),
                "give more of its digits");
  for (const auto& record : all) view.revisions.push_back(record.revision);
  view.current = found->revision.id == current;
  view.record = std::move(*found);
  withhold(view);
  return view;
}

// A text may be of a later commit than the quotations, and annotated anew: then its place says nothing, and
// what was left out is no quotation any more.
const Quotation* Searcher::Impl::quotation_of(const Xapian::Document& document, std::uint32_t ordinal,
                                              const std::vector<Quotation>& quotations) {
  const auto is_of = [&](const Quotation& quotation) {
    const auto named = snapshot.quotations().postlist_begin(id_term(quotation.id));
    return named != snapshot.quotations().postlist_end(id_term(quotation.id)) &&
           *named == document.get_docid();
  };
  if (ordinal < quotations.size() && is_of(quotations[ordinal])) return &quotations[ordinal];
  const auto found = std::find_if(quotations.begin(), quotations.end(), is_of);
  return found == quotations.end() ? nullptr : &*found;
}

// A writer that was killed may have left quotations of a wording that has no row: they are not shown.
std::optional<QuotationHit> Searcher::Impl::quotation_hit(const Xapian::Document& document,
                                                          const std::vector<Pattern>* patterns) {
  const auto place = decode_quotation_place(document.get_value(slot::kPlace));
  QuotationHit hit;
  hit.record.article_id = document.get_value(slot::kArticle);
  auto& articles = snapshot.articles();
  const auto row = articles.postlist_begin(id_term(hit.record.article_id));
  if (row == articles.postlist_end(id_term(hit.record.article_id))) return std::nullopt;
  hit.article = decode_article(articles.get_document(*row).get_data());
  if (!hit.article.revision.starts_with(place.revision_start)) return std::nullopt;
  hit.record.revision = hit.article.revision;
  auto record = text(hit.record.article_id, hit.record.revision);
  if (!record) throw SnapshotLost();
  const auto* quotation = quotation_of(document, place.ordinal, record->quotations);
  if (quotation == nullptr) return std::nullopt;
  hit.record.quotation = *quotation;
  hit.record.text = slice(record->text, quotation->span);
  hit.place = CodePoints(record->text).from_bytes(hit.record.quotation.span);
  if (patterns != nullptr) hit.match_bytes = highlight(*patterns, hit.record.text, false);
  if (disclosure == Disclosure::by_rights) withhold(hit);
  return hit;
}

QuotationAnswer Searcher::Impl::search_quotations(const QuotationQuestion& question) {
  const Stopwatch stopwatch;
  const auto first = first_result(question.page, question.size);
  QuotationAnswer answer;
  answer.page = question.page;
  answer.size = question.size;
  answer.generation = snapshot.id();
  answer.query = parse_query(question.text, question.today);
  auto query_compiler = compiler(QueryCompiler::Table::quotations);
  const auto compiled = query_compiler.compile(answer.query.root, question.filters);
  Xapian::Enquire enquire(snapshot.quotations());
  enquire.set_query(filtered(compiled.ranked, query_compiler.compile_filters(question.filters)));
  QuotationOrder order(question.sort);
  order.apply_to(enquire, ranking_formula());
  const auto found = enquire.get_mset(first, question.size, kCheckedWithoutFacets);
  answer.total = {found.get_matches_lower_bound(),
                  found.get_matches_lower_bound() == found.get_matches_upper_bound()};
  for (auto it = found.begin(); it != found.end(); ++it) {
    auto hit = quotation_hit(it.get_document(), &compiled.patterns);
    if (!hit) continue;
    hit->score = question.sort == SortOrder::relevance ? it.get_weight() : 0;
    answer.hits.push_back(std::move(*hit));
  }
  answer.took_ms = stopwatch.ms();
  return answer;
}

Holdings Searcher::Impl::holdings() {
  const auto& held = facet_columns();
  Holdings holdings;
  holdings.articles = snapshot.articles().get_doccount();
  holdings.quotations = snapshot.quotations().get_doccount();
  holdings.outlets = held.outlet.values.size() - 1;
  holdings.speakers = held.speaker.values.size() - 1;
  holdings.undated = snapshot.articles().get_termfreq(std::string(prefix::kUndated));
  std::optional<std::int32_t> first;
  std::optional<std::int32_t> last;
  for (const auto day : held.days) {
    if (day == Columns::kUndated) continue;
    if (!first || day < *first) first = day;
    if (!last || day > *last) last = day;
  }
  if (first) holdings.dates = {day_from_number(*first), day_from_number(*last)};
  holdings.generation = snapshot.id();
  return holdings;
}

}  // namespace pressmark
