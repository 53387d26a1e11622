#pragma once
// HTML without a page around it, as feeds carry it: everything in it is the article, so that nothing has to
// be scored; navigation, scripts and share bars go all the same.

#include <optional>
#include <string>
#include <string_view>

#include "indexer/ingest/raw_article.h"

namespace pressmark {

// Adds the blocks and captions of `html` (decoded) to `raw`, without `raw.title` where it is repeated before
// the text. Gives the reason where it cannot be read: nested too deep, too many elements.
std::optional<std::string> add_html_fragment(const std::string& html, const IngestOptions& options,
                                             RawArticle& raw);

// The words of a title or name that may hold tags and entities ("AT&amp;T <b>gains</b>"), on one line.
std::string text_of_html(std::string_view html);

// Whether `text` has a tag or a character reference in it.
bool looks_like_html(std::string_view text);

// Removes "The post … appeared first on …", which WordPress puts under every item.
void drop_feed_footer(const IngestOptions& options, RawArticle& raw);

}  // namespace pressmark
