#pragma once
// Memento (RFC 7089): an article's revisions as versions of the publisher's page, for programs that know web
// archives. Each revision's page is a memento, dated by when this index first saw the wording: not by when
// the outlet wrote it.

#include <cstdint>
#include <string>

#include "searchd/search/results.h"

namespace pressmark::http {

// "Thu, 12 Jun 2014 08:00:00 GMT"; empty for a time no calendar has.
std::string http_date(std::int64_t seconds_since_1970);

// The links of every revision, oldest first, as application/link-format (RFC 6690). `base_url` has no slash
// at its end.
std::string timemap(const ArticleView& article, const std::string& base_url);

// What the page of one revision carries in its header `Link`.
std::string memento_links(const ArticleView& article, const std::string& base_url);

}  // namespace pressmark::http
