#include "searchd/search/query_compiler.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "schema/index/document.h"
#include "schema/index/fields.h"
#include "schema/text/keys.h"
#include "schema/text/language.h"
#include "schema/text/regions.h"
#include "schema/text/speaker_authority.h"
#include "searchd/search/query_parser.h"

namespace pressmark {
namespace {

// What a headline and words side by side add to BM25 of the text; to be tuned with judgements.
// What stands in the headline, the words as one phrase, and neighbours of the question near each other count
// beside the words themselves (Metzler & Croft 2005, "A Markov random field model for term dependencies":
// full weight to words, a tenth or two to ordered and unordered pairs, these within 8 tokens). Headlines are
// short, and their length norm makes a word in one weigh several times what it weighs in the text: a quarter
// of that is enough (docs/benchmarks.md).
constexpr double kTitleWeight = 0.25;
constexpr double kPhraseWeight = 1.0;
constexpr double kPairWeight = 0.2;
constexpr std::uint32_t kPairWindow = 8;
constexpr std::size_t kMaxPairs = 16;
constexpr std::size_t kMaxSaid = 16;  // different said: parts of one question, each a search of its own
constexpr std::size_t kMaxMarkedTerms = 2'000;  // terms looked up in every hit to mark it
constexpr std::size_t kMaxPhraseWords = 4;      // a phrase of many words costs more than it tells

using Queries = std::vector<Xapian::Query>;

Xapian::Query everything() {
  return Xapian::Query(std::string());
}  // MatchAll is not safe between threads

// No document. Not Xapian's MatchNothing, which is the empty query: a filter that is empty filters nothing.
Xapian::Query nothing() {
  return Xapian::Query("X!");
}  // no term begins so

Xapian::Query combine(Xapian::Query::op op, const Queries& queries) {
  if (queries.empty()) return {};
  return queries.size() == 1 ? queries.front() : Xapian::Query(op, queries.begin(), queries.end());
}

Xapian::Query unweighted(const Xapian::Query& query) {
  return {Xapian::Query::OP_SCALE_WEIGHT, query, 0.0};
}

Xapian::Query boolean(std::string_view prefix, std::string_view value) {
  return Xapian::Query(std::string(prefix) + std::string(value));
}

Xapian::Query synonyms(const std::vector<std::string>& terms, std::string_view prefix) {
  Queries queries;
  for (const auto& term : terms) queries.emplace_back(std::string(prefix) + term);
  return combine(Xapian::Query::OP_SYNONYM, queries);
}

// Documents known by number beforehand, without weight.
class DocumentSet : public Xapian::PostingSource {
 public:
  explicit DocumentSet(std::vector<Xapian::docid> documents) : documents_(std::move(documents)) {}

  Xapian::doccount get_termfreq_min() const override {
    return static_cast<Xapian::doccount>(documents_.size());
  }
  Xapian::doccount get_termfreq_est() const override { return get_termfreq_min(); }
  Xapian::doccount get_termfreq_max() const override { return get_termfreq_min(); }
  void next(double) override { started_ ? void(++at_) : void(started_ = true); }
  void skip_to(Xapian::docid document, double) override {
    started_ = true;
    const auto from = documents_.begin() + static_cast<std::ptrdiff_t>(std::min(at_, documents_.size()));
    at_ = static_cast<std::size_t>(std::lower_bound(from, documents_.end(), document) - documents_.begin());
  }
  bool at_end() const override { return at_ >= documents_.size(); }
  Xapian::docid get_docid() const override { return documents_[at_]; }
  void init(const Xapian::Database&) override {
    at_ = 0;
    started_ = false;
  }
  DocumentSet* clone() const override {
    return new DocumentSet(documents_);
  }  // Xapian owns it through release()
  std::string get_description() const override { return "DocumentSet"; }

 private:
  std::vector<Xapian::docid> documents_;
  std::size_t at_ = 0;
  bool started_ = false;
};

// The numbers of all matches, without the cost of a ranked list.
class DocumentCollector : public Xapian::MatchSpy {
 public:
  void operator()(const Xapian::Document& document, double) override {
    documents.push_back(document.get_docid());
  }

  std::vector<Xapian::docid> documents;
};

bool is_language(std::string_view code) {
  return code == kUnknown || code.size() <= 3;
}

std::string country_id(std::string_view value) {
  if (value == kUnknown) return std::string(value);
  const auto code = country_code(value);
  return code ? *code : std::string(value.substr(0, 64));
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

// "english" → "en", by the names facets show.
std::optional<std::string> language_named(std::string_view name) {
  static const std::map<std::string, std::string> codes = [] {
    std::map<std::string, std::string> all;
    for (char a = 'a'; a <= 'z'; ++a) {
      for (char b = 'a'; b <= 'z'; ++b) {
        const std::string code{a, b};
        if (language_code(code) == code) all.try_emplace(lower_case(language_name(code)), code);
      }
    }
    return all;
  }();
  const auto found = codes.find(lower_case(name));
  return found == codes.end() ? std::nullopt : std::optional(found->second);
}

std::string language_id(std::string_view value) {
  if (value == kUnknown) return std::string(value);
  if (value.size() > 3 && value.size() <= 64)
    if (const auto named = language_named(value)) return *named;
  const auto code = language_code(value);
  return code ? *code : std::string(value.substr(0, is_language(value) ? value.size() : 64));
}

// Dates as terms: whole years, whole months, and days at the ends.
class DateTerms {
 public:
  explicit DateTerms(Day from, Day to) : from_(from), to_(to) {}

  Queries run() {
    auto at = from_;
    while (at <= to_) {
      const Day year_end{at.year, 12, 31};
      const Day month_end{at.year, at.month, last_day_of_month(at.year, at.month)};
      if (at.month == 1 && at.day == 1 && year_end <= to_) {
        add(prefix::kYear, at, 4);
        at = next(year_end);
      } else if (at.day == 1 && month_end <= to_) {
        add(prefix::kMonth, at, 6);
        at = next(month_end);
      } else {
        add(prefix::kDay, at, 8);
        at = next(at);
      }
      if (at.year > 9998) break;
    }
    return std::move(queries_);
  }

 private:
  static Day next(const Day& day) { return day_from_number(day_number(day) + 1); }
  void add(std::string_view prefix, const Day& day, std::size_t digits) {
    auto text = to_string(day);
    std::erase(text, '-');
    queries_.push_back(boolean(prefix, text.substr(0, digits)));
  }

  Day from_;
  Day to_;
  Queries queries_;
};

// The positive words of a question, for title and phrase evidence.
void collect_words(const QueryNode& node, std::vector<const QueryNode*>& words) {
  switch (node.kind) {
    case QueryKind::words:
    case QueryKind::phrase:
    case QueryKind::exact:
      words.push_back(&node);
      break;
    case QueryKind::all:
    case QueryKind::any:
    case QueryKind::near:
      for (const auto& child : node.children) collect_words(child, words);
      break;
    default:
      break;
  }
}

}  // namespace

Xapian::Query documents(std::vector<Xapian::docid> numbers) {
  return Xapian::Query((new DocumentSet(std::move(numbers)))->release());
}

QueryCompiler::QueryCompiler(Snapshot& snapshot, Expansion& expansion, Expansion& quotation_expansion,
                             Table table, std::shared_ptr<PositionTables> positions)
    : snapshot_(snapshot),
      expansion_(expansion),
      quotation_expansion_(quotation_expansion),
      table_(table),
      arrangements_(std::move(positions)) {}

Xapian::Database& QueryCompiler::table() {
  return table_ == Table::articles ? snapshot_.articles() : snapshot_.quotations();
}

CompiledQuery QueryCompiler::compile(const QueryNode& root, const Filters& filters) {
  CompiledQuery compiled;
  out_ = &compiled;
  filters_ = &filters;
  marked_terms_ = 0;
  compiled.match = compile_node(root, Context{});
  compiled.ranked = compiled.match;
  if (table_ == Table::articles) add_evidence(root);
  out_ = nullptr;
  return compiled;
}

Xapian::Query QueryCompiler::compile_node(const QueryNode& node, const Context& context) {
  switch (node.kind) {
    case QueryKind::everything:
      return everything();
    case QueryKind::words:
    case QueryKind::phrase:
    case QueryKind::exact:
    case QueryKind::prefix:
    case QueryKind::fuzzy: {
      const auto piece = piece_of(node);
      add_patterns(piece, context);
      auto query = piece_query(piece, context.prefix);
      auto forms = piece.compounds;
      for (const auto& place : piece.places) forms.insert(forms.end(), place.begin(), place.end());
      add_part(node, context, query, std::move(forms));
      return query;
    }
    case QueryKind::near:
      return compile_near(node, context);
    case QueryKind::all:
      return compile_all(node, context);
    case QueryKind::any: {
      Queries children;
      for (const auto& child : node.children) children.push_back(compile_node(child, context));
      return combine(Xapian::Query::OP_OR, children);
    }
    case QueryKind::negation: {
      auto inside = context;
      inside.negated = true;
      return {Xapian::Query::OP_AND_NOT, everything(), compile_node(node.children.front(), inside)};
    }
    case QueryKind::field:
      return compile_field(node, context);
  }
  return {};
}

Xapian::Query QueryCompiler::compile_all(const QueryNode& node, const Context& context) {
  auto inside = context;
  for (const auto& child : node.children)
    if (child.kind == QueryKind::field && child.field == "speaker") inside.speakers.push_back(&child);
  Queries wanted;
  Queries unwanted;
  for (const auto& child : node.children) {
    if (child.kind == QueryKind::negation) {
      auto negated = inside;
      negated.negated = true;
      unwanted.push_back(compile_node(child.children.front(), negated));
    } else {
      wanted.push_back(compile_node(child, inside));
    }
  }
  auto query = wanted.empty() ? everything() : combine(Xapian::Query::OP_AND, wanted);
  if (unwanted.empty()) return query;
  return {Xapian::Query::OP_AND_NOT, query, combine(Xapian::Query::OP_OR, unwanted)};
}

Xapian::Query QueryCompiler::compile_near(const QueryNode& node, const Context& context) {
  Arrangement near;
  near.kind = node.ordered ? Arrangement::Kind::ordered : Arrangement::Kind::near;
  near.window = node.window + 1;
  near.prefix = context.prefix;
  Pattern pattern;
  pattern.kind = node.ordered ? Pattern::Kind::ordered : Pattern::Kind::near;
  pattern.window = node.window;
  for (const auto& child : node.children) {
    const auto piece = piece_of(child);
    if (piece.places.empty()) continue;
    // A piece of several words is near where it begins.
    std::vector<std::string> phrase;
    auto words = piece.compounds;
    if (piece.places.size() > 1)
      for (const auto& place : piece.places) phrase.push_back(place.front());
    else
      words.insert(words.end(), piece.places.front().begin(), piece.places.front().end());
    pattern.weight += pattern_weight(piece.places.front());
    for (const auto* all : {&words, &phrase}) marked_terms_ += all->size();
    near.places.push_back(std::move(words));
    near.phrases.push_back(std::move(phrase));
  }
  if (near.places.empty()) return nothing();
  pattern.places = near.places;
  pattern.phrases = near.phrases;
  pattern.in_text = context.prefix.empty();
  pattern.in_quotations = context.in_quotations;
  pattern.part = static_cast<std::uint32_t>(out_->parts.size());
  if (!context.negated && marked_terms_ <= kMaxMarkedTerms) out_->patterns.push_back(std::move(pattern));
  auto query = arranged(near, arrangements_);
  std::vector<std::string> forms;
  for (const auto* words : {&near.places, &near.phrases})
    for (const auto& place : *words) forms.insert(forms.end(), place.begin(), place.end());
  add_part(node, context, query, std::move(forms));
  return query;
}

Xapian::Query QueryCompiler::compile_field(const QueryNode& node, const Context& context) {
  if (node.field == "title") {
    if (table_ == Table::quotations) return nothing();
    auto inside = context;
    inside.prefix = prefix::kTitle;
    return compile_node(node.children.front(), inside);
  }
  if (node.field == "said") {
    // Within the quotations themselves every word is said.
    if (table_ == Table::quotations) return compile_node(node.children.front(), context);
    return compile_said(node.children.front(), context);
  }
  if (node.field == "speaker" && !context.negated) out_->speakers.push_back(node.text);
  auto query = unweighted(compile_value(node));
  add_part(node, context, query, {});
  return query;
}

void QueryCompiler::add_part(const QueryNode& node, const Context& context, const Xapian::Query& query,
                             std::vector<std::string> forms) {
  if (!explains_) return;
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  const std::string field = context.prefix == prefix::kTitle ? "title:" : "";
  out_->parts.push_back({field + print(node), query, std::move(forms), context.prefix, context.negated,
                         node.kind != QueryKind::field && !context.negated, table_ == Table::quotations});
}

// Words and speaker are found in one quotation; the answer is its article.
Xapian::Query QueryCompiler::compile_said(const QueryNode& child, const Context& context) {
  QueryCompiler inner(snapshot_, quotation_expansion_, quotation_expansion_, Table::quotations);
  inner.explain(explains_);
  auto compiled = inner.compile(child, *filters_);
  const auto parts = static_cast<std::uint32_t>(out_->parts.size());
  for (auto& part : compiled.parts) {
    part.text.insert(0, "said:");
    part.excluded = part.excluded || context.negated;
    part.weighs = false;  // said: is a condition
    out_->parts.push_back(std::move(part));
  }
  for (auto& pattern : compiled.patterns) {
    pattern.part += parts;
    pattern.in_quotations = true;
    pattern.in_title = false;
    if (!context.negated) out_->patterns.push_back(std::move(pattern));
  }
  Queries bound{compiled.match};
  auto key = print(child);
  for (const auto* speaker : context.speakers) {
    bound.push_back(compile_value(*speaker));
    key += '\n' + print(*speaker);
  }
  Filters speakers;
  speakers.speaker = filters_->speaker;
  if (const auto filter = compile_filters(speakers); !filter.empty()) {
    bound.push_back(filter);
    for (const auto& value : filters_->speaker.any_of) key += "\n+" + value;
    for (const auto& value : filters_->speaker.none_of) key += "\n-" + value;
  }
  auto found = said_.find(key);
  if (found == said_.end()) {
    if (said_.size() >= kMaxSaid) {
      out_->notes.push_back("only the first " + std::to_string(kMaxSaid) + " parts with said: were taken");
      return nothing();
    }
    found = said_.emplace(key, articles_of(combine(Xapian::Query::OP_AND, bound))).first;
  }
  return unweighted(documents(found->second));
}

// The articles that the matching quotations stand in, in order.
std::vector<Xapian::docid> QueryCompiler::articles_of(const Xapian::Query& quotations) {
  DocumentCollector matching;
  Xapian::Enquire enquire(snapshot_.quotations());
  enquire.set_query(unweighted(quotations));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.add_matchspy(&matching);
  enquire.get_mset(0, 0, snapshot_.quotations().get_doccount());
  std::sort(matching.documents.begin(), matching.documents.end());

  // Quotations of an article are mostly neighbours: an id is looked up when it changes.
  std::vector<Xapian::docid> articles;
  auto value = snapshot_.quotations().valuestream_begin(slot::kArticle);
  const auto end = snapshot_.quotations().valuestream_end(slot::kArticle);
  std::string last;
  for (const auto document : matching.documents) {
    value.skip_to(document);
    if (value == end) break;
    if (value.get_docid() != document || *value == last) continue;
    last = *value;
    const auto posting = snapshot_.articles().postlist_begin(id_term(last));
    if (posting != snapshot_.articles().postlist_end(id_term(last))) articles.push_back(*posting);
  }
  std::sort(articles.begin(), articles.end());
  articles.erase(std::unique(articles.begin(), articles.end()), articles.end());
  return articles;
}

// The id of the whole name, or all words of it among the words of the names.
Xapian::Query QueryCompiler::compile_named(std::string_view exact_prefix, const std::string& id,
                                           std::string_view word_prefix, std::string_view value) {
  Queries alternatives{boolean(exact_prefix, id)};
  if (value == kUnknown) return alternatives.front();
  analyzer_.analyze(value, analysis_);
  Queries words;
  for (const auto& token : analysis_.tokens) words.push_back(boolean(word_prefix, analysis_.term(token)));
  if (!words.empty()) alternatives.push_back(combine(Xapian::Query::OP_AND, words));
  return combine(Xapian::Query::OP_OR, alternatives);
}

// Beside id and words whoever the name stands for in another spelling or script.
Xapian::Query QueryCompiler::compile_speaker(std::string_view value) {
  Queries alternatives{compile_named(prefix::kSpeaker, speaker_id(value), prefix::kSpeakerWord, value)};
  if (value != kUnknown)
    for (const auto& id : speaker_ids(value)) alternatives.push_back(boolean(prefix::kSpeaker, id));
  return combine(Xapian::Query::OP_OR, alternatives);
}

Xapian::Query QueryCompiler::compile_value(const QueryNode& node) {
  const std::string_view value = node.text;
  if (node.field == "outlet")
    return compile_named(prefix::kOutlet, outlet_id(value), prefix::kOutletWord, value);
  if (node.field == "speaker") return compile_speaker(value);
  if (node.field == "author") return compile_named(prefix::kAuthor, slug(value), prefix::kAuthorWord, value);
  if (node.field == "country") return boolean(prefix::kCountry, country_id(value));
  if (node.field == "lang") return boolean(prefix::kLanguage, language_id(value));
  if (node.field == "id")
    return Xapian::Query(table_ == Table::articles ? id_term(value) : article_term(value));
  if (node.field == "date") return compile_dates(node.range);
  // url: the address itself, or everything of a host.
  Queries alternatives{Xapian::Query(url_term(value))};
  auto host = url_host(value.find("://") == std::string_view::npos ? "http://" + std::string(value)
                                                                   : std::string(value));
  const bool bare = value.find("://") == std::string_view::npos && value.find('/') == std::string_view::npos;
  if (bare && !host.empty() && host.size() <= 200) alternatives.push_back(boolean(prefix::kHost, host));
  return combine(Xapian::Query::OP_OR, alternatives);
}

Xapian::Query QueryCompiler::compile_dates(const DayRange& range) {
  // Open ends reach to the first and last year the index holds.
  auto years = table().allterms_begin(std::string(prefix::kYear));
  const auto end = table().allterms_end(std::string(prefix::kYear));
  std::optional<Day> first;
  std::optional<Day> last;
  for (; years != end; ++years) {
    const auto period = parse_day_range((*years).substr(1));
    if (!period) continue;
    if (!first) first = period->from;
    last = period->to;
  }
  if (!first) return nothing();
  const auto from = range.from ? std::max(*range.from, *first) : *first;
  const auto to = range.to ? std::min(*range.to, *last) : *last;
  const auto terms = DateTerms(from, to).run();
  return terms.empty() ? nothing() : combine(Xapian::Query::OP_OR, terms);
}

Xapian::Query QueryCompiler::selection(const Selection& selected, std::string_view prefix,
                                       std::string (*to_id)(std::string_view)) {
  const auto terms = [&](const std::vector<std::string>& values) {
    Queries queries;
    for (const auto& value : values)
      queries.push_back(boolean(prefix, value == kUnknown ? value : to_id(value)));
    return queries;
  };
  const auto wanted = combine(Xapian::Query::OP_OR, terms(selected.any_of));
  const auto unwanted = combine(Xapian::Query::OP_OR, terms(selected.none_of));
  if (unwanted.empty()) return wanted;
  return {Xapian::Query::OP_AND_NOT, wanted.empty() ? everything() : wanted, unwanted};
}

Xapian::Query QueryCompiler::compile_filters(const Filters& filters, Dimension left_out) {
  Queries queries;
  const auto add = [&](Dimension dimension, const Xapian::Query& query) {
    if (dimension != left_out && !query.empty()) queries.push_back(query);
  };
  add(Dimension::outlet, selection(filters.outlet, prefix::kOutlet, outlet_id));
  add(Dimension::speaker, selection(filters.speaker, prefix::kSpeaker, speaker_id));
  add(Dimension::country, selection(filters.country, prefix::kCountry, country_id));
  add(Dimension::lang, selection(filters.lang, prefix::kLanguage, language_id));
  if (!filters.dates.empty() && left_out != Dimension::date) queries.push_back(compile_dates(filters.dates));
  return combine(Xapian::Query::OP_AND, queries);
}

QueryCompiler::Piece QueryCompiler::piece_of(const QueryNode& node) {
  switch (node.kind) {
    case QueryKind::words:
      return words_piece(node.text);
    case QueryKind::prefix:
      return prefix_piece(node);
    case QueryKind::fuzzy:
      return fuzzy_piece(node);
    default:
      return phrase_piece(node.text);
  }
}

QueryCompiler::Piece QueryCompiler::prefix_piece(const QueryNode& node) {
  analyzer_.analyze(node.text, analysis_);
  std::string beginning;
  for (const auto& token : analysis_.tokens) beginning += analysis_.term(token);
  Piece piece;
  if (beginning.empty()) return piece;
  bool cut = false;
  piece.places.push_back(expansion_.beginning_with(table(), beginning, cut));
  if (cut)
    out_->notes.push_back("“" + node.text + "*” begins too many words; the most frequent ones were taken");
  if (piece.places.front().empty()) piece.places.front().push_back(beginning);
  return piece;
}

QueryCompiler::Piece QueryCompiler::fuzzy_piece(const QueryNode& node) {
  const auto word = analyzer_.fold(node.text);
  Piece piece;
  if (word.empty()) return piece;
  bool cut = false;
  piece.places.push_back(expansion_.similar_to(word, node.edits, cut));
  if (cut)
    out_->notes.push_back("“" + print(node) +
                          "” is like too many words; the nearest and most frequent were taken");
  return piece;
}

QueryCompiler::Piece QueryCompiler::words_piece(std::string_view text) {
  // "Mi 35" was typed for Mi-35 (the parser decided so).
  std::string joined(text);
  std::replace(joined.begin(), joined.end(), ' ', '-');
  analyzer_.analyze(joined, analysis_);
  Piece piece;
  if (analysis_.tokens.empty()) return piece;
  if (analysis_.tokens.size() > 1) {
    piece = phrase_piece(joined);
    for (const auto& alias : analysis_.aliases)
      if (alias.token == 0 && alias.width == analysis_.tokens.size() && !analysis_.tokens.front().ideographic)
        piece.compounds.emplace_back(analysis_.term(alias));
    // The plural of a name is the name: "Mi-35s" asks for mi35. The shorter alias is the one without the s.
    if (piece.compounds.size() == 2 && piece.compounds.front() == piece.compounds.back() + 's')
      piece.compounds.erase(piece.compounds.begin());
    else if (piece.compounds.size() > 1)
      piece.compounds.resize(1);
    return piece;
  }
  const std::string term(analysis_.term(analysis_.tokens.front()));
  auto forms = expansion_.forms(table(), term);
  const bool acronym = term.front() >= 'A' && term.front() <= 'Z';
  if (!acronym)
    for (const auto& alias : analysis_.aliases)
      if (const auto plain = analysis_.term(alias); plain.front() < 'A' || plain.front() > 'Z')
        forms.emplace_back(plain);
  piece.places.push_back(std::move(forms));
  return piece;
}

// Printed forms, side by side. Leaves the analysis of `text` in analysis_.
QueryCompiler::Piece QueryCompiler::phrase_piece(std::string_view text) {
  analyzer_.analyze(text, analysis_);
  Piece piece;
  std::size_t alias = 0;
  for (std::size_t i = 0; i < analysis_.tokens.size(); ++i) {
    const auto& token = analysis_.tokens[i];
    std::string term(analysis_.term(token));
    for (; alias < analysis_.aliases.size() && analysis_.aliases[alias].token <= i; ++alias) {
      const auto& candidate = analysis_.aliases[alias];
      if (candidate.token != i) continue;
      const auto other = analysis_.term(candidate);
      const bool bigram = token.ideographic && candidate.width == 2;
      const bool singular =
          i > 0 && analysis_.tokens[i - 1].joined_to_next && term == std::string(other) + 's';
      if (bigram || singular) term = other;
    }
    piece.places.push_back({std::move(term)});
  }
  return piece;
}

Xapian::Query QueryCompiler::piece_query(const Piece& piece, std::string_view prefix) {
  if (piece.places.empty()) return nothing();
  if (piece.places.size() > 1)
    return arranged({Arrangement::Kind::phrase, piece.places, 0, prefix, piece.compounds}, arrangements_);
  auto words = piece.compounds;
  words.insert(words.end(), piece.places.front().begin(), piece.places.front().end());
  return synonyms(words, prefix);
}

void QueryCompiler::add_patterns(const Piece& piece, const Context& context) {
  if (context.negated || piece.places.empty()) return;
  for (const auto& place : piece.places) marked_terms_ += place.size();
  if (marked_terms_ > kMaxMarkedTerms) return;  // found all the same
  Pattern pattern;
  pattern.in_text = context.prefix.empty();
  pattern.in_quotations = context.in_quotations;
  pattern.part = static_cast<std::uint32_t>(out_->parts.size());
  if (!piece.compounds.empty()) {
    pattern.places = {piece.compounds};
    pattern.weight = pattern_weight(piece.compounds);
    out_->patterns.push_back(pattern);
  }
  pattern.places = piece.places;
  pattern.weight = 0;
  for (const auto& place : piece.places) pattern.weight += pattern_weight(place);
  out_->patterns.push_back(std::move(pattern));
}

// Rare words tell more about a passage (the idf part of BM25, never negative).
double QueryCompiler::pattern_weight(const std::vector<std::string>& alternatives) {
  Xapian::doccount frequency = 0;
  for (const auto& term : alternatives) frequency = std::max(frequency, table().get_termfreq(term));
  const double all = table().get_doccount();
  return std::log(1.0 + (all - frequency + 0.5) / (frequency + 0.5));
}

void QueryCompiler::add_evidence(const QueryNode& root) {
  std::vector<const QueryNode*> words;
  collect_words(root, words);
  if (words.empty()) return;
  std::vector<Piece> pieces;
  for (const auto* word : words) pieces.push_back(piece_of(*word));
  Queries titles;
  Arrangement sequence;
  for (const auto& piece : pieces) {
    titles.push_back(piece_query(piece, prefix::kTitle));
    for (const auto& place : piece.places) sequence.places.push_back({place.front()});
  }
  Queries evidence{{Xapian::Query::OP_SCALE_WEIGHT, combine(Xapian::Query::OP_OR, titles), kTitleWeight}};
  if (pieces.size() > 1 && !sequence.places.empty() && sequence.places.size() <= kMaxPhraseWords)
    evidence.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, arranged(sequence, arrangements_), kPhraseWeight);
  out_->ranked = {Xapian::Query::OP_AND_MAYBE, out_->match, combine(Xapian::Query::OP_OR, evidence)};
  if (const auto pairs = near_pairs(pieces); !pairs.empty())
    out_->pairs = {Xapian::Query::OP_SCALE_WEIGHT, pairs, kPairWeight};
}

// Words that stand side by side in the question, near each other.
Xapian::Query QueryCompiler::near_pairs(const std::vector<Piece>& pieces) {
  Queries pairs;
  for (std::size_t i = 1; i < pieces.size() && pairs.size() < kMaxPairs; ++i) {
    const auto& left = pieces[i - 1].places;
    const auto& right = pieces[i].places;
    if (left.size() != 1 || right.size() != 1) continue;
    pairs.push_back(arranged({Arrangement::Kind::near, {left.front(), right.front()}, kPairWindow, {}, {}},
                             arrangements_));
  }
  return combine(Xapian::Query::OP_OR, pairs);
}

}  // namespace pressmark
