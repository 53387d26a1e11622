#pragma once
// The articles a quotation may come from, ready to be compared. Private to searchd/verify.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/text/quotation_marks.h"
#include "searchd/search/searcher.h"
#include "searchd/verify/wording.h"

namespace pressmark {

// How words stand in an article.
enum class Standing : std::uint8_t {
  prose,     // the reporter's own
  reported,  // the reporter's for what somebody said
  said,      // between quotation marks
};

// One wording of one article. Not to be moved: words refer to its text.
struct SourceText {
  ArticleView view;
  Words words;
  // Quotations that the reporter's words part in pieces, their own words alone.
  struct Joined {
    const Quotation* quotation = nullptr;
    Words words;
  };
  std::vector<Joined> joined;
  std::vector<MarkedRange> marks;

  struct Speech {
    Standing standing = Standing::prose;
    const Quotation* quotation = nullptr;  // that the place is in, where one is known
  };
  // Of bytes of the text.
  Speech speech(Span place) const;
};

class Sources {
 public:
  Sources(Searcher& searcher, Wordings& wordings) : searcher_(searcher), wordings_(wordings) {}

  // What may hold `words`, best first; `most` by quotations and by texts.
  std::vector<std::shared_ptr<const SourceText>> nearest(std::string_view words, std::size_t most);
  // Those whose quotations have exactly these words in order, of `speaker` where one is given.
  std::vector<std::shared_ptr<const SourceText>> saying(std::string_view words,
                                                        const std::optional<std::string>& speaker);
  // Those whose headline has these words in order.
  std::vector<std::shared_ptr<const SourceText>> headed(std::string_view words);
  // The earlier wordings of an article, newest first.
  std::vector<std::shared_ptr<const SourceText>> earlier(const SourceText& current);

 private:
  std::shared_ptr<const SourceText> load(const std::string& id, const std::string& revision);

  Searcher& searcher_;
  Wordings& wordings_;
  std::map<std::string, std::shared_ptr<const SourceText>> held_;  // by id@revision
};

}  // namespace pressmark
