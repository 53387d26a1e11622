#pragma once
// Cuts a stream of XML into its records — the items of a feed — so that each can be parsed by itself: memory
// is that of one record, one that is broken costs itself alone, and each has its bytes, offset and line.
//
//   <rss …><channel><title>…</title>        head: what stands before the first record
//     <item>…</item>                        record, parsed between open_tags() and close_tags()
//     <item>…</item>
//   </channel></rss>
//
// It tells tags, comments, CDATA, processing instructions and the document type apart and believes in
// nothing else; what is between the tags is for the parser. The stream is in a charset that extends ASCII.
// Refers to the reader. One thread.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/source.h"

namespace pressmark {

// The marks of XML in a text that comes in pieces.
class XmlLexer {
 public:
  enum class Event : std::uint8_t { none, start_tag, end_tag };

  // Reads on up to the end of a tag; returns how many bytes it used. `event` tells whether there was one.
  std::size_t read(std::string_view more);
  Event event() const { return event_; }

  // Of the tag: without prefix; whether it is "<a/>"; its bytes (cut at 64 KiB) and how many there were.
  std::string_view name() const;
  bool is_empty() const { return event_ == Event::start_tag && before_end_ == '/'; }
  const std::string& tag() const { return tag_; }
  std::uint64_t tag_size() const { return tag_size_; }
  std::uint64_t tag_lines() const { return tag_lines_; }

  // Bytes of a tag that has begun and not ended.
  std::uint64_t pending() const { return state_ == State::text ? 0 : tag_size_; }
  bool in_markup() const { return state_ != State::text; }

  // What stands in "<!DOCTYPE … >", cut at 64 KiB.
  const std::string& document_type() const { return document_type_; }

 private:
  enum class State : std::uint8_t { text, opening, tag, section, document_type };

  void add(char c);
  void choose_section();
  bool ends_section(char c);
  void read_document_type(char c);
  Event close_tag();

  State state_ = State::text;
  Event event_ = Event::none;
  std::string tag_;
  std::uint64_t tag_size_ = 0;
  std::uint64_t tag_lines_ = 0;
  char before_end_ = 0;
  char quote_ = 0;
  std::string_view ending_;  // of a comment, section of CDATA or processing instruction
  std::size_t matched_ = 0;  // of `ending_`
  std::string document_type_;
  bool in_subset_ = false;
};

class XmlRecords {
 public:
  // `names` are those of records, without prefixes; `most_around` how many elements may be open around one.
  // With `restarts`, a record inside a record of the same name means that the first was not closed.
  XmlRecords(SourceReader& in, std::vector<std::string_view> names, std::size_t most_around, bool restarts,
             std::uint64_t most_bytes)
      : in_(in),
        names_(std::move(names)),
        most_around_(most_around),
        restarts_(restarts),
        most_bytes_(most_bytes) {}

  struct Record {
    std::string name;
    std::string_view bytes;  // valid until the next call; empty when too long
    std::uint64_t offset = 0;
    std::uint64_t line = 1;
    bool too_long = false;
    bool closed = true;
  };
  // Absent at the end.
  std::optional<Record> next();

  // From the root's tag to the first record, or to the end where there is none; empty when over 1 MiB.
  const std::string& head() const { return head_; }
  std::uint64_t head_line() const { return head_line_; }
  const std::string& document_type() const { return lexer_.document_type(); }
  // The elements around the record, outermost first: the name of the root, their tags, and what closes them.
  std::string root() const { return root_; }
  std::string open_tags() const;
  std::string close_tags() const;

  // At the end: why the stream is broken, if it is: "ends before </rss>".
  std::optional<std::string> fault() const;
  // There, or where the record begins that has no end.
  std::uint64_t offset() const { return in_record_ ? begin_offset_ : in_.position() + at_; }
  bool in_record() const { return in_record_; }

 private:
  struct Open {
    std::string name;
    std::string tag;
  };

  bool advance();
  void pass_over();
  std::optional<Record> enter();
  std::optional<Record> leave();
  Record finished(std::uint64_t end, bool closed);
  void begin_record();
  bool is_record(std::string_view name) const;

  SourceReader& in_;
  std::vector<std::string_view> names_;
  std::size_t most_around_;
  bool restarts_;
  std::uint64_t most_bytes_;

  XmlLexer lexer_;
  std::uint64_t at_ = 0;    // bytes read on from the reader's front
  std::uint64_t line_ = 1;  // there
  std::uint64_t used_ = 0;  // of them, that belong to the last record and may go
  std::vector<Open> open_;
  std::string root_;
  std::string head_;
  std::uint64_t head_line_ = 1;
  std::uint64_t head_begin_ = 0;  // in front of it is the prologue
  bool in_head_ = true;

  bool in_record_ = false;
  std::string record_name_;
  std::size_t nested_ = 0;  // elements of the record's name inside it
  std::uint64_t begin_ = 0;
  std::uint64_t begin_offset_ = 0;
  std::uint64_t begin_line_ = 1;
  bool too_long_ = false;
  std::string mismatch_;
};

// The charset an XML declaration names; empty where there is none.
std::string xml_charset(std::string_view head);

// Why a document type is refused: it declares entities that are not those of HTML, which could stand for
// anything and unfold to any size.
std::optional<std::string> entity_hazard(std::string_view document_type);

}  // namespace pressmark
