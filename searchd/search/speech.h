#pragma once
// Who is speaking where a question is answered. attribute(), which says it of a passage, is in results.h.
// Private to searchd/search.

#include <string>
#include <string_view>
#include <vector>

#include "schema/index/token_table.h"
#include "schema/model/annotation.h"
#include "schema/text/analyzer.h"
#include "searchd/search/occurrences.h"

namespace pressmark {

// The speakers a question asks for. Belongs to one thread.
class WantedSpeakers {
 public:
  // A name or id, as in speaker: and in the filter; "unknown" wants the quotations of nobody known.
  void add(std::string_view value);

  // Those of `all` that a wanted speaker said, in their order; none where no speaker is asked for.
  std::vector<const Quotation*> quotations(const std::vector<Quotation>& all);

 private:
  struct Wanted {
    std::vector<std::string> ids;    // any of them; an empty one is nobody known
    std::vector<std::string> words;  // sorted; all of them among those of the speaker's names will do
  };

  std::vector<std::string> words_of(std::string_view name);
  bool wants(const Quotation& quotation);

  std::vector<Wanted> wanted_;
  Analyzer analyzer_;
  Analysis analysis_;
};

// Occurrences that lie within quotations only, where their pattern asks for that.
std::vector<Occurrence> within_quotations(std::vector<Occurrence> occurrences,
                                          const std::vector<Pattern>& patterns,
                                          const std::vector<Quotation>& quotations, const TokenTable& tokens);

}  // namespace pressmark
