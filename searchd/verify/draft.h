#pragma once
// A draft as verification reads it: its prose without markup, and where every byte of that stands.
//
//   Markdown, plain text   `text` is the draft itself; the prose is part of it, places lead back to it
//   HTML, DOCX, ODT        `text` is the prose, its paragraphs joined by blank lines
//
// Nothing is changed: verification tells what is wrong and where, and leaves the writing to the writer.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/span.h"

namespace pressmark {

enum class DraftFormat : std::uint8_t { text, markdown, html, docx, odt };

// By content for office files and pages, else by the ending of the name: .md and .markdown are Markdown.
DraftFormat draft_format(std::string_view bytes, std::string_view path);
// "text", "markdown", "html", "docx", "odt"; absent for any other word.
std::optional<DraftFormat> draft_format_named(std::string_view name);

// Largest draft that is read.
inline constexpr std::size_t kMaxDraftBytes = std::size_t{16} << 20U;

struct DraftBlock {
  Span span;                        // bytes of Draft::prose
  bool is_block_quotation = false;  // a quotation by its layout
};

struct Draft {
  std::string text;                   // NFC UTF-8: what places in answers refer to
  std::string prose;                  // blocks joined by "\n\n"
  std::vector<std::uint32_t> places;  // for each byte of prose and its end, the byte of `text`
  std::vector<DraftBlock> blocks;     // in order
  // Hosts that links of the draft lead to, and the bytes of prose that are the link: a claim of where it
  // stood.
  struct Link {
    Span span;
    std::string url;
  };
  std::vector<Link> links;

  // Of a span of prose, the bytes of `text`.
  Span in_text(Span prose_span) const;
  // 1-based line and column (code points) of a byte of `text`.
  struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
  };
  Position position(std::uint32_t byte) const;
};

// Throws Error{bad_input} for a draft over kMaxDraftBytes, and for an office file that cannot be read.
Draft read_draft(std::string_view bytes, DraftFormat format);

// Of one format each. Private to searchd/verify.
Draft read_plain_draft(std::string text);
Draft read_markdown_draft(std::string text);
Draft read_html_draft(const std::string& text);
Draft read_office_draft(std::string_view bytes, DraftFormat format);

// Puts a draft together block by block. Private to searchd/verify.
class DraftBuilder {
 public:
  explicit DraftBuilder(std::string text) { draft_.text = std::move(text); }
  // For formats whose text is the prose.
  DraftBuilder() = default;

  // Begins a block; what the block before lacks is left out of it. Empty blocks do not count.
  void begin_block(bool is_block_quotation);
  // Words of the block; `place` is the byte of `text` each stands at, one after the other.
  void add(std::string_view words, std::uint32_t place);
  // One character of prose that stands for the bytes at `place`.
  void add_as(std::string_view character, std::uint32_t place);
  // Words where the text is the prose.
  void add(std::string_view words);
  void add_link(std::uint32_t prose_begin, std::string url);
  std::uint32_t prose_size() const { return static_cast<std::uint32_t>(draft_.prose.size()); }
  bool block_is_empty() const;

  Draft finish();

 private:
  void end_block();

  Draft draft_;
  bool is_own_text_ = true;
  bool in_block_ = false;
  std::uint32_t block_begin_ = 0;
  bool is_block_quotation_ = false;
};

}  // namespace pressmark
