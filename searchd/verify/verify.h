#pragma once
// Every quotation of a draft held against an index, with a verdict each.
//
//   draft ─ read_draft ─→ prose ─ DraftReader ─→ quotations and claims ─ Verifier ─→ verdicts
//
// Nothing is repaired: the exact wording of the source stands beside the draft's, for the writer to decide. A
// verdict says what this index knows; absence from it proves nothing.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/search/searcher.h"
#include "searchd/verify/draft_quotations.h"
#include "searchd/verify/wording.h"

namespace pressmark {

enum class Verdict : std::uint8_t {
  verified,         // the same words but for typography
  verified_elided,  // and the draft marks what it left out or put in brackets; all pieces in order, of one
                    // speaker
  altered,          // the source's words, some changed: see the differences
  spliced,          // pieces from different places joined without a mark
  misattributed,    // the words are there, said by somebody else
  misdated,         // words and speaker are there, not in that outlet or on that day
  paraphrase,       // what was said, in other words; or the reporter's own words
  ambiguous,        // several said so, and the draft doesn't tell who is meant
  not_found,        // not in this index
};
inline constexpr std::size_t kVerdicts = 9;
std::string_view to_string(Verdict verdict);  // "verified", "verified-elided", …, "not-found"
std::optional<Verdict> verdict_named(std::string_view name);

// Largest share of words that may differ in an altered quotation; beyond, it is another one.
inline constexpr double kMostDistance = 0.25;

// Where words of a draft were found.
struct FoundWords {
  ArticleRecord article;
  std::string revision;      // 64 hex digits
  bool current = true;       // false: only an earlier wording of the article has them
  bool in_headline = false;  // only the headline has them: no place
  Span place;                // CODE POINTS of the canonical text
  std::string text;          // the source's wording
  std::optional<std::string> speaker;
  bool is_said = false;  // between quotation marks there
  std::string pinned;    // ID@REV#cA-B
};

struct CheckedQuotation {
  Span place;  // CODE POINTS of Draft::text, marks included
  Draft::Position position;
  std::string words;  // as the draft has them, without the marks
  Claim claim;
  Verdict verdict = Verdict::not_found;
  std::optional<FoundWords> found;
  std::vector<WordChange> changes;  // from the source to the draft; empty where nothing differs
  std::uint32_t printings = 0;      // articles with these very words
  std::vector<std::string> notes;   // a clause each, for a person
};

struct Searched {
  std::uint64_t articles = 0;
  std::uint64_t outlets = 0;
  DayRange dates;
};

struct Verification {
  std::vector<CheckedQuotation> quotations;  // in the order of the draft
  Searched searched;

  std::map<Verdict, std::uint64_t> summary() const;
};

// 0 when every quotation is verified or verified-elided; 3 when the others are altered, spliced,
// misattributed or misdated; 1 when any is a paraphrase, ambiguous or not found.
int exit_status(const Verification& verification);

class Verifier {
 public:
  // Of one request: `searcher` must keep its snapshot.
  explicit Verifier(Searcher& searcher);
  ~Verifier();
  Verifier(const Verifier&) = delete;
  Verifier& operator=(const Verifier&) = delete;

  // Throws what the searcher throws; never for what a draft holds.
  Verification verify(const Draft& draft);

  // One quotation by itself, as if it stood alone in a draft.
  CheckedQuotation check(std::string_view words, const Claim& claim);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pressmark
