#pragma once
// Plain text and Markdown: a title, then paragraphs between blank lines.
//
// - A line end inside a paragraph: where the text is hard-wrapped (most lines that another follows are
// between
//   45 and 100 characters long) it is a space; elsewhere every line is a paragraph of its own, as texts
//   copied from a browser have it.
// - The title is what the source states; else the first line, when it is short, stands alone, does not end
// like
//   a sentence and something follows (then "title" is among the inferred). A line that repeats the title
//   before the first long paragraph goes.
// - A line near the head that says only when the article appeared becomes its date, when none is stated.
// - A byline near the head ("By Jane Smith") becomes the authors, when none are stated; captions, credits and
//   lines that stand between the paragraphs of a scraped page go (scraped_lines.h).
// - Markdown marks (headings, emphasis, links, images, block quotes) go, their words stay.

#include <string_view>

#include "indexer/ingest/raw_article.h"

namespace pressmark {

enum class Markup : std::uint8_t { none, markdown };

// Fills `raw.paragraphs` and what of title and dates is still missing. `text` is valid UTF-8 whose
// lines end in "\n" or "\r\n".
void read_plain_text(std::string_view text, Markup markup, const IngestOptions& options, RawArticle& raw);

}  // namespace pressmark
