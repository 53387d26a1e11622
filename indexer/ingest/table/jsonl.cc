#include "indexer/ingest/table/jsonl.h"

#include <algorithm>
#include <array>

#include "indexer/ingest/detect.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/sizes.h"
#include "indexer/ingest/table/article_fields.h"
#include "indexer/ingest/table/cut.h"
#include "indexer/ingest/table/json_value.h"
#include "indexer/ingest/wire/json_feed.h"
#include "indexer/ingest/wire/ninjs.h"

namespace pressmark {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Where one JSON value ends: by its brackets and quotes alone, so that a broken one costs itself and not
// what follows.
class ValueScanner {
 public:
  bool done() const { return done_; }
  bool is_whole() const { return done_ || is_scalar_; }

  std::size_t operator()(std::string_view more) {
    for (std::size_t i = 0; i < more.size(); ++i) {
      const char c = more[i];
      if (in_string_) {
        i = in_string(more, i);
      } else if (is_scalar_) {
        if (c != ',' && c != ']' && c != '}' && kSpace.find(c) == std::string_view::npos) continue;
        done_ = true;
        return i;
      } else if (c == '"') {
        in_string_ = true;
      } else if (c == '{' || c == '[') {
        ++depth_;
      } else if (c == '}' || c == ']') {
        if (depth_ > 0) --depth_;
        done_ = depth_ == 0;
      } else if (depth_ == 0) {
        is_scalar_ = true;
      }
      if (done_) return i + 1;
    }
    return more.size();
  }

 private:
  // From `i` to the end of the string, or of what there is.
  std::size_t in_string(std::string_view more, std::size_t i) {
    for (; i < more.size(); ++i) {
      if (escaped_) {
        escaped_ = false;
        continue;
      }
      i = std::min(more.find_first_of("\"\\", i), more.size());
      if (i == more.size()) break;
      if (more[i] == '"') {
        in_string_ = false;
        done_ = depth_ == 0;
        break;
      }
      escaped_ = true;
    }
    return i;
  }

  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
  bool is_scalar_ = false;
  bool done_ = false;
};

bool is_whole_value(std::string_view text) {
  ValueScanner scanner;
  scanner(text);
  return scanner.done();
}

// `text` begins where the value does.
bool opens_feed(std::string_view text) {
  if (!text.starts_with('{')) return false;
  const auto version = text.find("jsonfeed.org/version");
  return version != std::string_view::npos && version < text.find("\"items\"") &&
         text.substr(0, version).find("\"version\"") != std::string_view::npos;
}

std::string_view without_space(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
  return text;
}

// Whether each line is a record: the first one is a whole object, or the second begins another.
bool is_by_lines(std::string_view head, std::string_view path) {
  const auto name = ascii_lower(path.substr(path.find_last_of('/') + 1));
  const bool named = name.ends_with(".jsonl") || name.ends_with(".ndjson");
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  head = without_space(head);
  if (head.starts_with('[')) {
    const auto inside = without_space(head.substr(1));
    return !inside.starts_with('{') && (named || !inside.starts_with(']'));
  }
  if (!head.starts_with('{') || opens_feed(head)) return !head.starts_with('{');
  auto rest = head;
  const auto first = take_line(rest);
  if (rest.empty() || is_whole_value(first)) return true;
  return without_space(rest).starts_with('{');
}

void read_object(const SourceRecord& record, const JsonFeed* feed, Intake& intake) {
  intake.guarded(record, [&] {
    auto parsed = parse_json(record.bytes);
    if (auto* reason = std::get_if<std::string>(&parsed)) return intake.reject(record, std::move(*reason));
    const auto& object = std::get<JsonValue>(parsed);
    if (!object.is_object()) return intake.reject(record, "not a JSON object");
    const auto& map = field_map(intake.options());
    try {
      if (feed != nullptr) return intake.take(feed->item(object, intake.options()), record);
      if (is_ninjs(object) && !has_text_field(object, map)) return read_ninjs(object, record, intake);
      if (is_json_feed(object))
        return intake.reject(record, "a JSON Feed among other records: it needs a file of its own");
      auto raw = read_article_fields(object, map, intake.options());
      if (record.number == 1)  // later ones may well lack a field
        for (auto& missing : missing_fields(object, map)) raw.notes.push_back(std::move(missing));
      return intake.take(std::move(raw), record);
    } catch (const WrongField& wrong) {
      return intake.reject(record, wrong.reason);
    }
  });
}

void read_lines(SourceReader& in, SourceRecord record, Intake& intake) {
  const auto most = intake.limits().max_record_bytes;
  for (std::uint64_t number = 1; intake.wants_more(); ++number) {
    record.offset = in.position();
    const auto line = in.next_line(most);
    if (!line) return;
    record.number = number;
    record.bytes = line->text;
    if (record.bytes.ends_with('\r')) record.bytes.remove_suffix(1);
    if (line->too_long)
      intake.reject(record, "the line is over the limit of " + readable_bytes(most));
    else if (!trimmed(record.bytes).empty())  // blank ones are no records
      read_object(record, nullptr, intake);
  }
}

// Walks the outline of a document, value by value.
class DocumentReader {
 public:
  DocumentReader(SourceReader& in, const SourceRecord& place, Intake& intake)
      : in_(in), record_(place), intake_(intake) {}

  void read() {
    if (in_.peek(kByteOrderMark.size()) == kByteOrderMark) in_.skip(kByteOrderMark.size());
    while (intake_.wants_more()) {
      skip_space();
      const char c = next();
      if (c == '\0') return;
      bool goes_on = false;
      if (c == '[')
        goes_on = read_array(nullptr);
      else if (c == '{' && opens_feed(in_.peek(kHeadBytes)))
        goes_on = read_feed();
      else if (c == '{')
        goes_on = read_value(nullptr);
      else
        fail("neither an object nor an array");
      if (!goes_on) return;
    }
  }

 private:
  // '\0' at the end.
  char next() {
    const auto front = in_.peek(1);
    return front.empty() ? '\0' : front.front();
  }

  void skip_space() {
    while (true) {
      const auto window = in_.peek(kStep);
      const auto size = std::min(window.find_first_not_of(kSpace), window.size());
      in_.skip(size);
      if (size < window.size() || window.empty()) return;
    }
  }

  bool accept(char wanted) {
    skip_space();
    if (next() != wanted) return false;
    in_.skip(1);
    return true;
  }

  // False, having said why: nothing more can be made out.
  bool fail(const std::string& what) {
    auto record = record_;
    record.offset = in_.position();
    record.number = number_ + 1;
    record.bytes = {};
    intake_.reject(record, next() == '\0'
                               ? "the file ends in the middle, after record " + std::to_string(number_)
                               : "not valid JSON: " + what + " where a record should be");
    return false;
  }

  bool read_value(const JsonFeed* feed) {
    const auto most = intake_.limits().max_record_bytes;
    record_.number = ++number_;
    record_.offset = in_.position();
    ValueScanner scanner;
    const auto value = cut(in_, most, scanner);
    record_.bytes = value.bytes;
    if (value.too_long) {
      record_.bytes = {};
      intake_.reject(record_, "the record is over the limit of " + readable_bytes(most));
    } else if (!value.complete && !scanner.is_whole()) {
      intake_.reject(record_, "not valid JSON: the file ends in the middle of this record");
    } else {
      read_object(record_, feed, intake_);
    }
    return value.complete && intake_.wants_more();
  }

  bool read_array(const JsonFeed* feed) {
    in_.skip(1);
    if (accept(']')) return true;
    do {
      skip_space();
      const char c = next();
      if (c == '\0' || c == ',' || c == ']' || c == '}') return fail("a bracket or comma");
      if (!read_value(feed)) {
        if (intake_.wants_more() && next() == '\0') return false;  // said already
        return false;
      }
    } while (accept(','));
    if (accept(']')) return true;
    return fail("something else than a comma");
  }

  // The members before "items" say what the feed is; what stands behind them is passed over.
  bool read_feed() {
    std::string head = "{";
    bool has_items = false;
    in_.skip(1);
    if (accept('}')) return true;
    do {
      skip_space();
      if (next() != '"') return fail("no name of a member");
      const auto name = member();
      if (!name || !accept(':')) return fail("no member");
      skip_space();
      if (*name == "\"items\"" && next() == '[') {
        has_items = true;
        auto parsed = parse_json(head + "}");
        const auto* object = std::get_if<JsonValue>(&parsed);
        if (!read_items(object == nullptr ? JsonValue{} : *object)) return false;
        continue;
      }
      const auto value = member();
      if (!value) return fail("no value");
      if (has_items || head.size() + value->size() > kLargestHead) continue;
      head.append(head.size() > 1 ? "," : "").append(*name).append(":").append(*value);
    } while (accept(','));
    if (!accept('}')) return fail("something else than a comma");
    if (!has_items) intake_.reject(record_, "a JSON Feed without items");
    return true;
  }

  bool read_items(const JsonValue& head) {
    try {
      const JsonFeed feed(head);
      return read_array(&feed);
    } catch (const WrongField& wrong) {
      auto record = record_;
      record.number.reset();
      return intake_.reject(record, wrong.reason) && false;
    }
  }

  // A value that is kept apart from the records; absent at the end of the file, empty where it is too long.
  std::optional<std::string> member() {
    ValueScanner scanner;
    const auto value = cut(in_, kLargestHead, scanner);
    if (!value.complete) return std::nullopt;
    return value.too_long ? "null" : std::string(value.bytes);
  }

  static constexpr std::size_t kStep = std::size_t{64} << 10U;
  static constexpr std::size_t kLargestHead = std::size_t{1} << 20U;

  SourceReader& in_;
  SourceRecord record_;
  Intake& intake_;
  std::uint64_t number_ = 0;
};

}  // namespace

bool may_hold_articles(std::string_view head, const FieldMap& map) {
  const auto names = [&](std::string_view member) {
    return head.find('"' + std::string(member.substr(member.find_last_of('.') + 1)) + '"') !=
           std::string_view::npos;
  };
  for (const auto field : {Field::text, Field::html, Field::summary})
    if (std::any_of(map.names(field).begin(), map.names(field).end(), names)) return true;
  constexpr std::array<std::string_view, 8> kOthers = {"content_html", "content_text", "items",  "body_text",
                                                       "body_xhtml",   "body_html",    "bodies", "pubstatus"};
  return std::any_of(kOthers.begin(), kOthers.end(), names);
}

void read_json_lines(SourceReader& in, const SourceRecord& place, Intake& intake) {
  if (is_by_lines(in.peek(kHeadBytes), place.path))
    read_lines(in, place, intake);
  else
    DocumentReader(in, place, intake).read();
}

}  // namespace pressmark
