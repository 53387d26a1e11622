#pragma once
// What a text copied from a web page carries between its paragraphs: captions and credits of pictures,
// headlines of other articles, notices.
//
// Only lines that some rule knows go, and each rule says why; captions are kept apart, nothing else is. A
// line that might be the article's stays. What a notice tells of the outlet ("The Example is now on
// Telegram") becomes its name, inferred, where the source states none.

#include <optional>
#include <string>
#include <string_view>

#include "indexer/ingest/raw_article.h"

namespace pressmark {

// Takes such lines out of `raw.blocks`. `raw.title` is known by now.
void take_scraped_lines(const IngestOptions& options, RawArticle& raw);

// The outlet a notice names itself for: "Stay up to date … with The Example App. Download now".
std::optional<std::string> outlet_of_notice(std::string_view line);

}  // namespace pressmark
