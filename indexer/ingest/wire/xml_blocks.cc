#include "indexer/ingest/wire/xml_blocks.h"

#include <algorithm>
#include <array>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/text/boilerplate.h"
#include "indexer/ingest/wire/html_fragment.h"

namespace pressmark {
namespace {

constexpr std::array<std::string_view, 42> kBlocks = {
    "p",          "div", "section",      "article", "main",    "body",   "ul",    "ol",    "dl",
    "blockquote", "bq",  "block",        "pre",     "figure",  "table",  "tbody", "thead", "tfoot",
    "hr",         "fn",  "address",      "details", "summary", "center", "h1",    "h2",    "h3",
    "h4",         "h5",  "h6",           "hl1",     "hl2",     "li",     "dt",    "dd",    "tr",
    "td",         "th",  "body.content", "content", "media",   "caption"};

constexpr std::array<std::string_view, 24> kNeverText = {
    "head",  "body.head",      "script",          "style",          "nav",  "footer",   "button", "select",
    "form",  "noscript",       "iframe",          "object",         "svg",  "math",     "audio",  "video",
    "aside", "media-metadata", "media-reference", "media-producer", "note", "body.end", "title",  "template"};

bool is_one_of(const auto& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

BlockKind kind_of(std::string_view name, BlockKind around) {
  const bool is_heading = (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') ||
                          name == "hl1" || name == "hl2";
  if (is_heading) return BlockKind::heading;
  if (around == BlockKind::block_quotation || name == "blockquote" || name == "bq")
    return BlockKind::block_quotation;
  if (name == "li" || name == "dt" || name == "dd") return BlockKind::list_item;
  if (name == "pre") return BlockKind::preformatted;
  if (name == "tr") return BlockKind::table_row;
  return around;
}

// libxml2 lets no document nest deeper than 256 elements, so that this may call itself.
class Walker {
 public:
  explicit Walker(RawArticle& raw)
      : raw_(raw), title_(raw.title ? canonical_line(*raw.title) : std::string()) {}

  void walk(const xmlNode* element, BlockKind kind) {
    for (const auto* child = element->children; child != nullptr; child = child->next) {
      if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
        text_ += reinterpret_cast<const char*>(child->content);
      else if (is_xml_element(child))
        enter(child, kind);
    }
  }

  void flush(BlockKind kind) {
    auto line = canonical_line(text_);
    text_.clear();
    if (line.empty() || (at_head_ && line == title_)) return;
    at_head_ = false;
    raw_.blocks.push_back({std::move(line), kind});
  }

 private:
  void enter(const xmlNode* element, BlockKind around) {
    const auto name = ascii_lower(local_name(element));
    if (is_one_of(kNeverText, name)) return;
    if (name == "figcaption" || name == "media-caption") {
      raw_.captions.push_back(xml_text(element));
      return;
    }
    if (name == "br") text_ += '\n';
    // The cells of a row stay beside each other, and an item or quotation of one paragraph is one block.
    const bool is_cell = name == "td" || name == "th" || around == BlockKind::table_row;
    const auto kind = is_cell ? BlockKind::table_row : kind_of(name, around);
    if (is_cell) text_ += ' ';
    const bool is_block = !is_cell && is_one_of(kBlocks, name);
    if (is_block) flush(around);
    walk(element, kind);
    if (is_block) flush(kind);
    if (is_cell) text_ += ' ';
  }

  RawArticle& raw_;
  std::string title_;
  std::string text_;
  bool at_head_ = true;
};

}  // namespace

void add_xml_blocks(const xmlNode* element, const IngestOptions& options, RawArticle& raw) {
  Walker walker(raw);
  walker.walk(element, BlockKind::paragraph);
  walker.flush(BlockKind::paragraph);
  drop_feed_footer(options, raw);
  drop_boilerplate(options, raw);
}

}  // namespace pressmark
