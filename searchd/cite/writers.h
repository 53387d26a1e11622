#pragma once
// The formats behind format_citations, one function each. Private to searchd/cite.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/cite/citation.h"
#include "searchd/cite/styles.h"

namespace pressmark {

// json.cc; `added` is empty or has for each citation the text of a JSON object whose members join its own
std::string write_json(std::span<const Citation> citations, CitationStyle style,
                       std::span<const std::string> added = {});
std::string write_jsonl(std::span<const Citation> citations, CitationStyle style);
std::string write_csl_json(std::span<const Citation> citations);

// csv.cc: RFC 4180 with a heading line; no cell is read as a formula by a spreadsheet.
std::string write_csv(std::span<const Citation> citations, CitationStyle style);

// blocks.cc: for people
// "Sergei Ivanov · Example Herald · 2014-09-30", the words, the reference, link and pinned citation. `number`
// is its place in the list, from 1; 0 for one that stands alone.
std::string text_block(const Citation& citation, std::size_t number, CitationStyle style, bool colours);
std::string text_heading(const Citation& citation, bool with_speaker);
// "  link   https://…": a line of a block.
std::string labelled(std::string_view label, std::string_view value, bool colours);
std::string write_text(std::span<const Citation> citations, CitationStyle style, bool colours);
std::string write_markdown(std::span<const Citation> citations, CitationStyle style);
std::string write_html(std::span<const Citation> citations, CitationStyle style);

// bibtex.cc, ris.cc
enum class BibTexDialect : std::uint8_t { bibtex, biblatex };
std::string write_bibtex(std::span<const Citation> citations, BibTexDialect dialect);
std::string write_ris(std::span<const Citation> citations);

// reference.cc: reference managers keep one entry for an article, however many of its passages are cited.
struct Reference {
  std::string key;                         // "example-herald-2014-09-30-russia-delivers-mi-35"
  const Citation* article = nullptr;       // its first citation
  std::vector<const Citation*> citations;  // all of them
};
// In the order of first citations. Keys are ASCII and come from outlet, date and title alone; where two
// articles would share one, all but the first by id end in digits of their own, so that keys never change
// with the order of results.
std::vector<Reference> references(std::span<const Citation> citations);

std::string pinned_note(const Citation& citation);  // "Pressmark st-…@9f2c41d07ab3#c120-188"
std::string words_note(const Citation& citation);   // "“words” (Denis Alipov)"; empty for a whole article

// Who speaks and how: "Denis Alipov", "Mike Pence, reported speech", "Anna Berg (inferred)"; empty when
// nobody is known.
std::string said_by(const Citation& citation);

// `words` on one line, in “ ” unless their own marks enclose all of them. “ ” and " within become ‘ ’, and a
// mark whose partner was cut away gets one behind an ellipsis. Words with marks of another kind (« » „ “ 「
// 」) stay as printed.
std::string in_marks(std::string_view words);

// The words of a citation in marks, with […] where they were cut out of a sentence.
std::string quoted_words(const Citation& citation);

}  // namespace pressmark
