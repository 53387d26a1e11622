#pragma once
// A quotation asked for by its id, with every printing and wording of it.

#include <string_view>

#include "searchd/http/pages.h"
#include "searchd/search/searcher.h"

namespace pressmark::http {

// Throws Error{not_found}, also where the rights of the outlet leave the words with the publisher.
QuotationPageView require_quotation(Searcher& searcher, std::string_view id);

}  // namespace pressmark::http
