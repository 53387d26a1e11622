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

// The URL if it is an absolute http or https one, trimmed; others name nothing a reader could open.
std::optional<std::string> web_address(std::string_view url);

}  // namespace pressmark
