#pragma once
// A question put to an index and its answer, as plain values. Offsets are UTF-8 bytes; http/json and the
// programs' --json turn them into code points with `CodePoints` of the text at hand (Hit carries them already
// converted where no text is handed out).

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "schema/index/record.h"
#include "schema/model/annotation.h"
#include "schema/model/day.h"
#include "schema/model/span.h"
#include "searchd/search/query.h"

namespace pressmark {

class CodePoints;

enum class SortOrder : std::uint8_t { relevance, newest, oldest };
enum class MatchMode : std::uint8_t { automatic, all, any };

// How much of the words is told. An index always finds by all of them.
enum class Disclosure : std::uint8_t {
  by_rights,  // what the rights of each outlet allow: for readers of a server
  all,        // for the owner of the index, at their own machine
};

// Values wanted and not wanted of one facet: ids or exact labels, or "unknown".
struct Selection {
  std::vector<std::string> any_of;
  std::vector<std::string> none_of;

  bool empty() const { return any_of.empty() && none_of.empty(); }
  friend bool operator==(const Selection&, const Selection&) = default;
};

struct Filters {
  Selection outlet;
  Selection speaker;
  Selection country;
  Selection lang;
  DayRange dates;  // leaves undated articles out when not empty

  bool empty() const {
    return outlet.empty() && speaker.empty() && country.empty() && lang.empty() && dates.empty();
  }
  friend bool operator==(const Filters&, const Filters&) = default;
};

inline constexpr std::uint32_t kMaxPageSize = 100;
inline constexpr std::uint32_t kMaxResultDepth = 10'000;  // page × size

struct Question {
  std::string text;
  Day today = current_day();  // that relative dates count from
  Filters filters;
  SortOrder sort = SortOrder::relevance;
  MatchMode match = MatchMode::automatic;
  std::uint32_t page = 1;  // from 1
  std::uint32_t size = 10;
  bool facets = true;
  bool passages = true;
  bool fold = true;      // of articles that are each other's copies only the best one
  bool names = true;     // a name in another script finds the speaker too
  bool explain = false;  // fill Answer::parts and Hit::occurrences
  bool advice = true;    // where little or nothing is found: what would find more; a few searches
  // Passages to be cited: a sentence is whole up to some 2,000 bytes, where a list of results cuts sooner.
  bool whole_sentences = false;
};

// How a passage stands to the quotation its matches are in.
enum class Speech : std::uint8_t {
  none,      // in none
  said,      // the matched words are the speaker's own, between quotation marks
  partly,    // some of them are
  reported,  // the reporter's words for what somebody said: reported speech, with or without a quoted part
};
std::string_view to_string(Speech speech);  // "none", "said", "partly", "reported"

// A range of canonical text that answers the question.
struct Passage {
  std::string text;                         // the slice itself
  Span place;                               // CODE POINTS of the canonical text: what interfaces show
  Span bytes;                               // the same in bytes
  std::vector<Span> matches;                // CODE POINTS of the canonical text, ordered, never overlapping
  std::vector<Span> match_bytes;            // the same in bytes
  std::optional<std::string> quotation_id;  // the quotation the first match stands in
  std::optional<std::string> speaker_name;  // and its speaker
  Speech speech = Speech::none;
  QuotationType quotation_type = QuotationType::direct;  // of quotation_id
  Span quotation_place;  // CODE POINTS of the canonical text: the whole quotation
  std::vector<Span>
      said_bytes;  // BYTES of the canonical text, ordered: its pieces between marks, within `bytes`
  bool speaker_inferred = false;  // carried over from a quotation before, not named with this one
  // Words just before and after, up to the edge of their block, for text-fragment links where `unique` is
  // false.
  bool unique = true;       // the text occurs once in this revision
  bool cut_before = false;  // it begins within a sentence that is too long to be shown whole
  bool cut_after = false;   // it ends within one
  std::string before;       // a few words
  std::string after;
};

// Sets what a passage says about the quotation it stands in: the one its matches are in; where it has none,
// the one that makes up most of it.
void attribute(Passage& passage, const std::vector<Quotation>& quotations, const CodePoints& points);

// The other articles with the same text: reprints, wire copies, cut or edited a little.
struct Copies {
  std::uint32_t count = 0;  // of others in the index, whether they match or not; 0: it has none
  std::string first;        // id of the first publication of all, itself among them; by date, then id
  std::vector<ArticleRecord> shown;  // by date, then id; at most kShownCopies of them
};
inline constexpr std::size_t kShownCopies = 20;

// One part of a question, a word or phrase or value, and what was looked for on its account.
struct ExplainedPart {
  struct Form {
    std::string word;
    std::uint64_t articles = 0;  // of the index that have it; for said: quotations
  };
  std::string text;              // in the query language
  bool excluded = false;         // NOT
  std::uint64_t articles = 0;    // of the index that the part alone finds; for said: quotations
  double weight = 0;             // its rarity as BM25 weighs it, natural logarithm; 0 where it only filters
  std::vector<Form> forms;       // by articles, at most kShownForms; of a phrase its words
  std::uint64_t more_forms = 0;  // that are not shown
};
inline constexpr std::size_t kShownForms = 20;

struct Hit {
  ArticleRecord article;
  Copies copies;
  double score = 0;                 // 0 when sorted by date
  std::vector<Span> title_matches;  // BYTES of the title
  std::vector<Passage> passages;  // in reading order, at most 3; the first when nothing matched in the text;
                                  // none where the rights of the outlet allow a link only
  bool headline_only = false;     // nothing of the question stands in the text
  std::string first_words;        // of the text, where the article has no title and passages were asked for
  // How often each part of the question stands in the text; like Answer::parts, and empty where that is.
  std::vector<std::uint32_t> occurrences;
};

struct FacetValue {
  std::string value;  // id to filter with
  std::string label;
  std::uint64_t count = 0;
  bool selected = false;
  bool excluded = false;
};

struct Facet {
  std::string name;                // outlet, speaker, country, lang
  std::vector<FacetValue> values;  // count descending, then label; at most 50 and every selected one
  std::uint64_t more = 0;          // how many values were left out
};

enum class Granularity : std::uint8_t { year, month, week, day };
std::string_view to_string(Granularity granularity);

struct DateCount {
  std::string value;  // "2014", "2014-06", "2014-W23", "2014-06-12", "undated" last
  std::uint64_t count = 0;
  DayRange range;  // the days it stands for; empty for undated
};

struct Histogram {
  Granularity granularity = Granularity::year;
  std::vector<DateCount> bars;  // ascending; only those with articles
};

// The beginning of a text, some eight words of its first line: what stands for the title of an article
// without one.
std::string first_words(std::string_view text);

struct Total {
  std::uint64_t value = 0;     // results: copies folded, unless they were not to be
  bool exact = true;           // else "at least"
  std::uint64_t articles = 0;  // the same, copies and all
};

// A question like the one asked that finds more.
struct Alternative {
  enum class Kind : std::uint8_t {
    spelling,         // with words that articles have
    without_filters,  // the same words, in every outlet, at every time
    without_part,     // one word or part less
  } kind = Kind::spelling;
  std::string text;         // in the query language
  std::string dropped;      // of without_part: what is left out
  std::uint64_t found = 0;  // results; never 0
};
std::string_view to_string(Alternative::Kind kind);  // "spelling", "without filters", "without part"

struct Answer {
  Query query;
  std::string read_as;                    // query.read_as, plus what match=auto did
  bool relaxed = false;                   // no article has all the words: these have some of them
  std::optional<std::string> suggestion;  // the text of the first alternative that is a spelling
  // Where nothing is found, or not all the words: what would be. With few results spellings alone.
  std::vector<Alternative> alternatives;
  std::vector<ExplainedPart> parts;  // where the question asked for them
  Total total;
  std::uint32_t page = 1;
  std::uint32_t size = 10;
  double took_ms = 0;
  std::string generation;  // changes with every commit
  std::vector<Hit> hits;
  std::vector<Facet> facets;
  Histogram dates;
};

// One article at one revision, whole.
struct ArticleView {
  TextRecord record;
  bool current = true;              // this is the newest revision
  bool withdrawn = false;           // removed from search; only its pinned revisions are answered
  std::vector<Revision> revisions;  // newest first
  Copies copies;                    // of its newest revision; none of a withdrawn one
  // What may be shown of it: what is in force for the article today, whatever it was for this revision; of a
  // withdrawn one the strictest of all its revisions. With `link` the record comes without words: text,
  // tokens, blocks, captions and quotations are empty.
  Rights rights = Rights::full;
  std::vector<Span> shown;  // BYTES of record.text that may be shown: all, or with `excerpt` its beginning
};

// Longest passage that is shown because somebody asked for the place. CODE POINTS.
inline constexpr std::uint32_t kLongestExcerpt = 600;

// Of a text that may be shown in excerpts only: whole sentences around what was asked for, never so many that
// they replace the article. BYTES of `record.text`, ordered, disjoint, none over the edge of a paragraph:
// `place` (BYTES, of at most kLongestExcerpt code points), then the sentences around `hits` (BYTES, ordered)
// with two on either side, as long as all of it stays within a third of the text or one passage; the
// beginning where nothing else is asked for.
std::vector<Span> excerpts(const TextRecord& record, const std::vector<Span>& hits,
                           std::optional<Span> place);

struct QuotationQuestion {
  std::string text;  // same query language, inside quotations
  Day today = current_day();
  Filters filters;
  SortOrder sort = SortOrder::relevance;
  std::uint32_t page = 1;
  std::uint32_t size = 10;
};

struct QuotationHit {
  QuotationRecord record;  // without text and places where the outlet allows a link only
  ArticleRecord article;
  Span place;                     // CODE POINTS in the article's canonical text
  std::vector<Span> match_bytes;  // BYTES of record.text
  double score = 0;
};

struct QuotationAnswer {
  Query query;
  Total total;
  std::uint32_t page = 1;
  std::uint32_t size = 10;
  double took_ms = 0;
  std::string generation;
  std::vector<QuotationHit> hits;
};

// What the index holds, for first pages and `status`.
struct Holdings {
  std::uint64_t articles = 0;
  std::uint64_t quotations = 0;
  std::uint64_t outlets = 0;
  std::uint64_t speakers = 0;
  std::uint64_t undated = 0;
  DayRange dates;  // first and last
  std::string generation;
};

}  // namespace pressmark
