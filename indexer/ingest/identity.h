#pragma once
// What an article is called, for good: the id it declares, else one made of its canonical URL, else one made
// of the file's name and place.

#include <optional>
#include <string>
#include <string_view>

#include "indexer/ingest/raw_article.h"

namespace pressmark {

struct Identity {
  std::string id;                          // [A-Za-z0-9._-]{1,120}
  std::optional<std::string> declared_id;  // where the declared one had to be slugged
};

Identity identify(const RawArticle& raw, const SourceRecord& record);

// The URL if it is an absolute http or https one in UTF-8, trimmed; others name nothing a reader could open.
std::optional<std::string> web_address(std::string_view url);

// What of a web address tells one article from another: "https://m.example.org/a/amp?utm_source=x&id=3#top" →
// "example.org/a?id=3". Two addresses with the same are one article's.
//
// Gone are: the scheme, the default port, credentials and the fragment; "www.", "m.", "mobile.", "amp." and
// the like before the host; "/amp", ".amp", "index.html" and slashes at the end of the path; parameters that
// trace where a reader came from, choose a print or mobile form, or are empty. Those left are sorted.
// Addresses at AMP caches and web archives stand for the page they hold.
std::string address_key(std::string_view url);

// The address of the page that a web archive holds at `url`: behind a moment of capture in the path, as all
// of them write it ("web.archive.org/web/20120214101010/http://herald.example/gate"). `url` itself where it
// is none.
std::string_view archived_address(std::string_view url);

}  // namespace pressmark
