#pragma once
// The addresses of articles and passages, in one place.

#include <optional>
#include <string>
#include <string_view>

#include "schema/index/record.h"
#include "schema/model/span.h"
#include "searchd/search/results.h"

namespace pressmark::http {

std::string revision_prefix(std::string_view revision);  // as many digits as a pinned citation shows
std::string pinned_path(std::string_view id, std::string_view revision);            // /a/ID@REV
std::string permalink(std::string_view id, std::string_view revision, Span place);  // /a/ID@REV#cA-B
std::string fragment_of(Span place);                                                // cA-B

// The page of an article, opened from a result: its hits marked, and a passage (code points) scrolled to.
std::string article_url(const ArticleRecord& article, std::string_view query, std::optional<Span> place);

// The publisher's page, opened at the passage; absent when the article has no address or not one a browser
// opens.
std::optional<std::string> source_url(const ArticleRecord& article, const Passage& passage);

// http and https only: an address comes from the article's own markup and may be "javascript:…".
bool is_web_url(std::string_view url);

// `target` if it is an address of this server and nothing else, else "/": browsers read "//host" and
// "/\\host" as another server, and skip controls on the way there.
std::string own_address(std::string_view target);

}  // namespace pressmark::http
