#pragma once
// Words together with where they were printed: what every style, export and link is made from.
//
// Plain values. Places are CODE POINTS of the canonical text of one revision, as in every interface.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/index/record.h"
#include "schema/model/day.h"
#include "schema/model/provenance.h"
#include "schema/model/span.h"
#include "searchd/search/results.h"

namespace pressmark {

// What stands around the words, each on one line.
struct Context {
  std::string before;
  std::string after;

  friend bool operator==(const Context&, const Context&) = default;
};

struct Citation {
  std::string id;
  std::string revision;       // 64 hex digits
  std::optional<Span> place;  // absent: the whole article is cited
  std::string text;           // the words; empty when the whole article is cited
  bool cut_before = false;    // they begin within a sentence that was too long to be shown whole
  bool cut_after = false;     // they end within one
  std::optional<std::string> speaker;
  Speech speech = Speech::none;  // whether the words are the speaker's own
  bool speaker_inferred = false;
  std::optional<QuotationType> quotation_type;
  Span quotation_place;  // CODE POINTS; the whole quotation the words stand in
  std::optional<std::string> title;
  std::string first_words;  // of an article without a title
  std::optional<std::string> outlet;
  std::vector<std::string> authors;  // as printed: "Jane A. Smith", "Reuters"
  std::optional<Day> date;
  std::optional<Day> updated;
  std::optional<std::string> lang;
  std::optional<std::string> url;
  std::optional<std::string> source_url;  // text-fragment link to the words; absent where there is no url
  std::string pinned;                     // ID@REV#cA-B, or ID@REV
  Day accessed;                           // the day the reader looked
  std::optional<Context> context;         // where it was asked for

  friend bool operator==(const Citation&, const Citation&) = default;
};

// Digits of the revision in a pinned citation, where they tell the revisions of the article apart.
inline constexpr std::size_t kPinnedDigits = 12;
inline constexpr std::size_t kMinPinnedDigits = 8;

struct CitationOptions {
  Day accessed;
  std::size_t revision_digits = kPinnedDigits;  // pinned_digits()
  // Canonical text of the revision, where it is at hand: the link is then made from the text itself (whole
  // words, uniqueness, context over paragraph edges) instead of from what the Passage knows.
  std::string_view canonical_text = {};
};

// What stands for the title: “[Untitled article beginning ‘The cranes are…’]” where there is none; empty
// where not even the text is known.
std::string title_or_description(const Citation& citation);

// `passage` may be null: then the article as a whole is cited.
Citation make_citation(const ArticleRecord& article, const Passage* passage, const CitationOptions& options);

// The place a pinned citation names. `revision` and `place` are absent where it leaves them out.
struct PinnedReference {
  std::string id;
  std::optional<std::string> revision;  // 8 to 64 lower-case hex digits
  std::optional<Span> place;            // CODE POINTS, begin < end

  friend bool operator==(const PinnedReference&, const PinnedReference&) = default;
};

// "ID", "ID@REV", "ID#cA-B", "ID@REV#cA-B"; anything else throws Error{usage} that says what is wrong.
PinnedReference parse_pinned(std::string_view text);
std::string print_pinned(const PinnedReference& reference);

// kPinnedDigits, or as many more as it takes to tell `revision` from every other of `revisions`.
std::size_t pinned_digits(std::string_view revision, std::span<const Revision> revisions);

// Today in local time; the UTC day of $SOURCE_DATE_EPOCH where that is set, so that output can be reproduced.
Day access_day();

}  // namespace pressmark
