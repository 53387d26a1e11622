#include "indexer/ingest/table/csv.h"

#include <algorithm>
#include <array>

#include "indexer/ingest/detect.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/sizes.h"
#include "indexer/ingest/table/article_fields.h"
#include "indexer/ingest/table/cut.h"
#include "indexer/ingest/table/utf16_stream.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

constexpr std::array kDelimiters = {',', ';', '\t'};

using Row = std::vector<std::string>;

// Where a row ends: at a line end outside quotes. A quote opens a field only at its beginning.
class RowScanner {
 public:
  explicit RowScanner(char delimiter) : delimiter_(delimiter) {}

  bool done() const { return done_; }
  bool in_quotes() const { return quoted_; }

  std::size_t operator()(std::string_view more) {
    for (std::size_t i = 0; i < more.size(); ++i) {
      const char c = more[i];
      if (quoted_) {
        i = std::min(more.find('"', i), more.size());
        if (i == more.size()) break;
        quoted_ = false;  // a doubled one opens it again
        was_quote_ = true;
        continue;
      }
      if (c == '"' && (at_beginning_ || was_quote_)) quoted_ = true;
      was_quote_ = false;
      at_beginning_ = c == delimiter_;
      if (c != '\n') continue;
      done_ = true;
      return i + 1;
    }
    return more.size();
  }

 private:
  char delimiter_;
  bool quoted_ = false;
  bool was_quote_ = false;  // just behind a closing quote
  bool at_beginning_ = true;
  bool done_ = false;
};

Row fields_of(std::string_view row, char delimiter) {
  if (row.ends_with('\n')) row.remove_suffix(1);
  if (row.ends_with('\r')) row.remove_suffix(1);
  Row fields(1);
  bool quoted = false;
  bool at_beginning = true;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const char c = row[i];
    if (quoted && c == '"' && i + 1 < row.size() && row[i + 1] == '"') {
      fields.back() += '"';
      ++i;
    } else if (quoted && c == '"') {
      quoted = false;
    } else if (!quoted && at_beginning && c == '"') {
      quoted = true;
      at_beginning = false;
    } else if (!quoted && c == delimiter) {
      fields.emplace_back();
      at_beginning = true;
    } else {
      fields.back() += c;
      at_beginning = false;
    }
  }
  return fields;
}

bool holds(const Row& header, const FieldMap& map, Field field) {
  return std::any_of(header.begin(), header.end(), [&](const std::string& name) {
    const auto& names = map.names(field);
    return std::find(names.begin(), names.end(), name) != names.end();
  });
}

bool holds_text(const Row& header, const FieldMap& map) {
  return holds(header, map, Field::text) || holds(header, map, Field::html) ||
         holds(header, map, Field::summary);
}

Row header_fields(std::string_view line, char delimiter) {
  auto fields = fields_of(line, delimiter);
  for (auto& field : fields) field = std::string(trimmed(field));
  return fields;
}

// Names of the usual map are known in any case; those of a mapping file are what it says.
Row read_header(std::string_view line, char delimiter, const FieldMap& map) {
  auto fields = header_fields(line, delimiter);
  for (auto& field : fields) {
    const auto lower = ascii_lower(field);
    for (std::size_t i = 0; i < kFields; ++i)
      if (holds({lower}, map, static_cast<Field>(i)) && !holds({field}, map, static_cast<Field>(i)))
        field = lower;
  }
  return fields;
}

char header_delimiter(std::string_view line, const FieldMap& map) {
  char best = ',';
  std::size_t most = 0;
  for (const char delimiter : kDelimiters) {
    const auto fields = read_header(line, delimiter, map);
    const auto worth = fields.size() + (holds_text(fields, map) ? line.size() : 0);
    if (worth <= most) continue;
    most = worth;
    best = delimiter;
  }
  return best;
}

std::string_view first_line(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  return take_line(head);
}

// One row of the file as the object a line of JSON Lines would be.
JsonValue object_of(const Row& header, Row&& row) {
  JsonValue object;
  object.kind = JsonValue::Kind::object;
  object.names = header;
  for (auto& field : row) {
    auto& value = object.items.emplace_back();
    value.kind = JsonValue::Kind::string;
    value.text = std::move(field);
  }
  return object;
}

class TableReader {
 public:
  TableReader(SourceReader& in, const SourceRecord& place, std::string charset, bool has_offsets,
              Intake& intake)
      : in_(in),
        record_(place),
        charset_(std::move(charset)),
        has_offsets_(has_offsets),
        intake_(intake),
        map_(field_map(intake.options())) {}

  void read() {
    while (intake_.wants_more() && !in_.peek(1).empty()) {
      if (has_offsets_) record_.offset = in_.position();
      const auto most = intake_.limits().max_record_bytes;
      if (header_.empty())
        delimiter_ = header_delimiter(decode(first_line(in_.peek(kHeadBytes)), charset_).text, map_);
      RowScanner scanner(delimiter_);
      const auto row = cut(in_, most, scanner);
      record_.number = ++number_;
      record_.bytes = row.bytes;
      if (row.too_long)
        intake_.reject(record_, "the row is over the limit of " + readable_bytes(most));
      else if (scanner.in_quotes())
        intake_.reject(record_, "a quoted field is not closed before the end of the file");
      else if (!trimmed(row.bytes).empty())
        read_row();
      if (header_.empty()) return;
    }
  }

 private:
  void read_row() {
    intake_.guarded(record_, [&] {
      const auto text = decode(record_.bytes, charset_).text;
      if (header_.empty()) return take_header(text);
      auto row = fields_of(text, delimiter_);
      if (row.size() != header_.size())
        return intake_.reject(record_, "the row has " + std::to_string(row.size()) + " fields, the header " +
                                           std::to_string(header_.size()));
      try {
        const auto object = object_of(header_, std::move(row));
        auto raw = read_article_fields(object, map_, intake_.options());
        for (auto& missing : missing_fields(object, map_)) raw.notes.push_back(std::move(missing));
        return intake_.take(std::move(raw), record_);
      } catch (const WrongField& wrong) {
        return intake_.reject(record_, wrong.reason);
      }
    });
  }

  bool take_header(std::string_view text) {
    constexpr std::size_t kShown = 100;  // bytes
    header_ = read_header(text, delimiter_, map_);
    if (holds_text(header_, map_)) return true;
    header_.clear();
    auto place = record_;
    place.number.reset();
    std::string shown(trimmed(text));
    if (shown.size() > kShown || !is_valid_utf8(shown)) shown = shown.substr(0, shown.find_first_of(",;\t"));
    return intake_.reject(
        place, "the first row names no column for the text (\"" + map_.names(Field::text).front() +
                   "\" or \"" + map_.names(Field::html).front() + "\"): a mapping file can say which it is");
  }

  SourceReader& in_;
  SourceRecord record_;
  std::string charset_;
  bool has_offsets_;
  Intake& intake_;
  const FieldMap& map_;
  char delimiter_ = ',';
  Row header_;
  std::uint64_t number_ = 0;
};

}  // namespace

bool has_csv_header(std::string_view head) {
  if (head.find('\n') == std::string_view::npos) return false;
  const auto& map = FieldMap::usual();
  const auto line = first_line(head);
  const auto header = read_header(line, header_delimiter(line, map), map);
  std::size_t known = 0;
  for (const auto& name : header)
    for (std::size_t i = 0; i < kFields; ++i) known += holds({name}, map, static_cast<Field>(i)) ? 1 : 0;
  return known > 1 && known * 2 > header.size() && holds_text(header, map);
}

void read_csv(SourceReader& in, const SourceRecord& place, Intake& intake) {
  const auto head = in.peek(kHeadBytes);
  if (const auto order = utf16_order(head)) {
    Utf16Stream utf8(in, *order);
    SourceReader reader(utf8);
    return TableReader(reader, place, "UTF-8", false, intake).read();
  }
  // A sequence that the edge of the head cuts is no sign of another charset.
  const auto whole = head.size() < kHeadBytes ? head : head.substr(0, head.find_last_of('\n'));
  auto charset = std::string(place.charset);
  if (charset.empty() && !is_valid_utf8(whole)) charset = decode(whole).charset;
  TableReader(in, place, charset, true, intake).read();
}

}  // namespace pressmark
