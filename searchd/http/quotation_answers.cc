#include "searchd/http/quotation_answers.h"

#include <utility>

#include "schema/model/error.h"

namespace pressmark::http {

QuotationPageView require_quotation(Searcher& searcher, std::string_view id) {
  auto asked = searcher.quotation(id);
  if (!asked)
    throw Error(ErrorKind::not_found, "there is no such quotation",
                "its article may have changed or been withdrawn; search for the words");
  if (asked->record.text.empty())
    throw Error(ErrorKind::not_found,
                "the words of " + asked->article.id + " are shown by its publisher only",
                "the article's page tells where that is");
  auto variants = find_variants(searcher, id);
  return {std::move(*asked), std::move(variants)};
}

}  // namespace pressmark::http
