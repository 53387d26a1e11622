#pragma once
// JSON Feed (jsonfeed.org), versions 1.0 and 1.1.

#include <optional>
#include <string>
#include <vector>

#include "indexer/ingest/raw_article.h"
#include "indexer/ingest/table/json_value.h"

namespace pressmark {

// Whether `object` is a feed, with its items in it.
bool is_json_feed(const JsonValue& object);

// What a feed states of all its items. Throws WrongField where a member is of the wrong type.
class JsonFeed {
 public:
  // `head` holds the members of the feed but its items.
  explicit JsonFeed(const JsonValue& head);

  // content_html, else content_text, else summary (the article is then a summary). The feed's title is the
  // outlet, inferred; its language and authors are those of items that state none. An item's id is its
  // declared id only where it has no address.
  RawArticle item(const JsonValue& item, const IngestOptions& options) const;

 private:
  std::optional<std::string> title_;
  std::optional<std::string> lang_;
  std::vector<std::string> authors_;
};

}  // namespace pressmark
