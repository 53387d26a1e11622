#pragma once
// A news page: its main text, and what its head, JSON-LD and meta elements state.

#include <string>
#include <string_view>
#include <variant>

#include "indexer/ingest/raw_article.h"

namespace pressmark {

// The charset a page names for itself in its first kilobyte; empty when it names none.
std::string_view declared_charset(std::string_view bytes);

// `text` is decoded. Gives the reason where the page cannot be read: nested too deep, too many elements.
std::variant<RawArticle, std::string> read_html(const std::string& text, const IngestOptions& options);

}  // namespace pressmark
