#pragma once
// JSON-LD of schema.org, as news sites embed it: one object, an array, or a @graph of them.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/day.h"

namespace pressmark {

struct LinkedArticle {
  std::optional<std::string> identifier;
  std::optional<std::string> url;
  std::optional<std::string> headline;
  std::optional<std::string> publisher;
  std::optional<std::string> section;
  std::optional<std::string> lang;
  std::optional<std::string> body;  // plain text, or HTML as some sites have it
  std::optional<Day> published;
  std::optional<std::string> published_at;  // as the page spells it
  std::optional<Day> created;               // or put online, where that is not said
  std::optional<Day> modified;
  std::vector<std::string> authors;
  std::vector<std::string> organizations;  // named where authors are
};

// The first object in `script` that is an article of some kind; absent where there is none, or no JSON.
std::optional<LinkedArticle> linked_article(std::string_view script);

}  // namespace pressmark
