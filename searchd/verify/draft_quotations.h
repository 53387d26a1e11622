#pragma once
// What a draft quotes, and what it claims of each quotation: whose words they are, where and when they stood.
//
// Quotations are what stands between marks of any kind, over paragraphs too, and block quotations. Left out
// are one or two words that nobody is said to have said: scare quotes and titles.

#include <optional>
#include <string>
#include <vector>

#include "indexer/annotate/annotate.h"
#include "schema/model/day.h"
#include "searchd/verify/draft.h"

namespace pressmark {

struct Claim {
  std::optional<std::string> speaker;  // a name; described people ("officials") are none
  bool speaker_is_inferred = false;    // the draft says "he": who that is was inferred
  std::optional<std::string> outlet;   // as the index calls it
  std::optional<std::string> url;      // the draft links the words, or their sentence, there
  std::optional<Day> date;
  // The date stands with the outlet, as in a reference: it is the day of publication. Else it may be the day
  // of speaking.
  bool date_is_of_publication = false;

  friend bool operator==(const Claim&, const Claim&) = default;
};

struct DraftQuotation {
  Span prose;         // bytes of Draft::prose, marks included
  std::string words;  // without the outer marks; those that reopen a quotation in each paragraph left out
  Claim claim;
};

class DraftReader {
 public:
  // `outlets`: names to know a claim of an outlet by.
  explicit DraftReader(const std::vector<std::string>& outlets);

  // In order. Linear in the draft.
  std::vector<DraftQuotation> quotations(const Draft& draft);

 private:
  struct Names;
  Claim claim(const Draft& draft, Span quotation, Span paragraph, const Annotation& annotation) const;

  Annotator annotator_;
  std::vector<std::string> outlets_;  // longest first
};

// The days a text states in full: "12 June 2014", "June 12th, 2014", "2014-06-12", with where they stand.
struct StatedDay {
  Span span;
  Day day;
};
std::vector<StatedDay> stated_days(std::string_view text);

}  // namespace pressmark
