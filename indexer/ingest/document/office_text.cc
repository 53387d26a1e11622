#include "indexer/ingest/document/office_text.h"

#include <libxml/xmlreader.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/sizes.h"

namespace pressmark {
namespace {

using namespace std::string_view_literals;

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// Walks over a document, element by element.
class Walk {
 public:
  explicit Walk(std::string_view xml)
      : reader_(xmlReaderForMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                                   XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)) {
    if (!reader_) throw std::bad_alloc();
  }

  // False at the end, or where the document is broken: is_broken() tells.
  bool next() {
    const int got = passes_over_ ? xmlTextReaderNext(reader_.get()) : xmlTextReaderRead(reader_.get());
    passes_over_ = false;
    is_broken_ = got < 0;
    return got == 1;
  }
  bool is_broken() const { return is_broken_; }

  bool is_begin() const { return type() == XML_READER_TYPE_ELEMENT; }
  // An element without content has no end of its own.
  bool is_end() const {
    return type() == XML_READER_TYPE_END_ELEMENT ||
           (is_begin() && xmlTextReaderIsEmptyElement(reader_.get()) == 1);
  }
  bool is_text() const {
    return type() == XML_READER_TYPE_TEXT || type() == XML_READER_TYPE_CDATA ||
           type() == XML_READER_TYPE_SIGNIFICANT_WHITESPACE || type() == XML_READER_TYPE_WHITESPACE;
  }
  std::string_view name() const { return view(xmlTextReaderConstLocalName(reader_.get())); }
  std::string_view text() const { return view(xmlTextReaderConstValue(reader_.get())); }
  void pass_over() { passes_over_ = true; }

  // Of the element, whatever its prefix; empty where there is none.
  std::string attribute(std::string_view wanted) {
    std::string value;
    for (int more = xmlTextReaderMoveToFirstAttribute(reader_.get()); more == 1;
         more = xmlTextReaderMoveToNextAttribute(reader_.get()))
      if (name() == wanted) value = text();
    xmlTextReaderMoveToElement(reader_.get());
    return value;
  }

 private:
  struct Free {
    void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
  };

  int type() const { return xmlTextReaderNodeType(reader_.get()); }

  std::unique_ptr<xmlTextReader, Free> reader_;
  bool passes_over_ = false;
  bool is_broken_ = false;
};

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Gathers blocks; a row of a table is one block, its cells parted by " | ".
class Blocks {
 public:
  Blocks(const IngestOptions& options, OfficeText& out) : options_(options), out_(out) {}

  void begin(BlockKind kind) {
    end();
    kind_ = kind;
  }
  void become(BlockKind kind) { kind_ = kind; }
  void add(std::string_view text) {
    if (text_.size() + text.size() <= options_.limits.max_text_bytes) text_ += text;
  }
  void end() {
    if (rows_ > 0) {
      add(" ");
      return;
    }
    if (has_words(canonical_line(text_))) out_.blocks.push_back({text_, kind_, 0});
    text_.clear();
    kind_ = BlockKind::paragraph;
  }

  void begin_row() {
    if (rows_ == 0) end();
    ++rows_;
  }
  void end_cell() {
    if (!trimmed(text_).empty()) add(" | ");
  }
  void end_row() {
    if (rows_ > 0) --rows_;
    if (rows_ > 0) return;
    auto row = std::string(trimmed(text_));
    while (row.ends_with('|')) row = trimmed(std::string_view(row).substr(0, row.size() - 1));
    text_ = std::move(row);
    kind_ = BlockKind::table_row;
    end();
  }

 private:
  const IngestOptions& options_;
  OfficeText& out_;
  std::string text_;
  BlockKind kind_ = BlockKind::paragraph;
  int rows_ = 0;  // a table may stand in a cell
};

BlockKind kind_of_style(std::string_view style) {
  const auto lower = ascii_lower(style);
  if (lower.starts_with("heading") || lower == "title" || lower == "subtitle") return BlockKind::heading;
  if (lower.starts_with("list")) return BlockKind::list_item;
  if (lower.find("quot") != std::string::npos) return BlockKind::block_quotation;
  return BlockKind::paragraph;
}

}  // namespace

OfficeText read_docx(std::string_view xml, const IngestOptions& options) {
  OfficeText out;
  Blocks blocks(options, out);
  Walk walk(xml);
  bool is_words = false;  // inside an element that holds words; other text is codes of fields
  while (walk.next()) {
    const auto name = walk.name();
    if (walk.is_text()) {
      if (is_words) blocks.add(walk.text());
    } else if (walk.is_begin()) {
      // What was deleted or moved away, and the second telling of a drawing for old programs.
      if (is_one_of(name, {"del", "moveFrom", "Fallback", "instrText"})) {
        walk.pass_over();
        continue;
      }
      if (name == "p") blocks.begin(BlockKind::paragraph);
      if (name == "pStyle") blocks.become(kind_of_style(walk.attribute("val")));
      if (name == "numPr") blocks.become(BlockKind::list_item);
      if (is_one_of(name, {"tab", "br", "cr"})) blocks.add(" ");
      if (name == "noBreakHyphen") blocks.add("\u2011");
      if (name == "tr") blocks.begin_row();
      is_words = name == "t";
    }
    if (walk.is_end()) {
      if (name == "t") is_words = false;
      if (name == "p") blocks.end();
      if (name == "tc") blocks.end_cell();
      if (name == "tr") blocks.end_row();
    }
  }
  if (walk.is_broken()) out.problem = "the document is damaged (its XML is broken)";
  return out;
}

OfficeText read_odt(std::string_view xml, const IngestOptions& options) {
  OfficeText out;
  Blocks blocks(options, out);
  Walk walk(xml);
  int lists = 0;
  int paragraphs = 0;  // open ones; text outside of them is nobody's
  while (walk.next()) {
    const auto name = walk.name();
    if (walk.is_text()) {
      if (paragraphs > 0) blocks.add(walk.text());
    } else if (walk.is_begin()) {
      if (is_one_of(name, {"annotation", "note", "tracked-changes", "script", "desc", "title"})) {
        walk.pass_over();
        continue;
      }
      if (name == "p" || name == "h") {
        const auto style = kind_of_style(walk.attribute("style-name"));
        blocks.begin(name == "h" ? BlockKind::heading : lists > 0 ? BlockKind::list_item : style);
        ++paragraphs;
      }
      if (is_one_of(name, {"s", "tab", "line-break"})) blocks.add(" ");
      if (name == "list") ++lists;
      if (name == "table-row") blocks.begin_row();
    }
    if (walk.is_end()) {
      if (name == "p" || name == "h") {
        blocks.end();
        --paragraphs;
      }
      if (name == "list") --lists;
      if (name == "table-cell") blocks.end_cell();
      if (name == "table-row") blocks.end_row();
    }
  }
  if (walk.is_broken()) out.problem = "the document is damaged (its XML is broken)";
  return out;
}

OfficeProperties read_properties(std::string_view xml) {
  OfficeProperties properties;
  if (xml.empty()) return properties;
  std::string last_author;
  Walk walk(xml);
  std::string* field = nullptr;
  while (walk.next()) {
    if (walk.is_text() && field != nullptr) *field += walk.text();
    if (walk.is_begin()) {
      const auto name = walk.name();
      field = nullptr;
      if (name == "title") field = &properties.title;
      if (name == "creator") field = &last_author;
      if (name == "initial-creator") field = &properties.author;
      if (name == "created" || name == "creation-date") field = &properties.created;
    }
    if (walk.is_end()) field = nullptr;
  }
  if (properties.author.empty()) properties.author = last_author;  // ODT has both, DOCX only this
  return properties;
}

}  // namespace pressmark
