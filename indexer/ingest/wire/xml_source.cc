#include "indexer/ingest/wire/xml_source.h"

#include <algorithm>

#include "indexer/ingest/detect.h"
#include "indexer/ingest/sizes.h"
#include "indexer/ingest/table/utf16_stream.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

// The first element of that name in document order, `element` itself first.
const xmlNode* find_record(const xmlNode* element, std::string_view name) {
  while (element != nullptr) {
    if (is_named(element, name)) return element;
    const auto children = child_elements(element);
    element = children.empty() ? nullptr : children.back();
  }
  return nullptr;
}

class XmlSource {
 public:
  XmlSource(SourceReader& in, const SourceRecord& place, std::string charset, bool has_offsets,
            Intake& intake, const XmlRecordKind& kind, const XmlSourceReader& reader)
      : record_(place),
        charset_(std::move(charset)),
        has_offsets_(has_offsets),
        intake_(intake),
        reader_(reader),
        records_(in, kind.names, kind.most_around, kind.restarts, intake.limits().max_record_bytes) {}

  void read() {
    while (intake_.wants_more()) {
      const auto found = records_.next();
      if (!head_done_ && !read_head()) return;
      if (!found) break;
      read_record(*found);
    }
    if (intake_.wants_more()) finish();
  }

 private:
  bool read_head() {
    head_done_ = true;
    if (auto hazard = entity_hazard(records_.document_type())) {
      auto place = record_;
      intake_.reject(place, std::move(*hazard));
      return false;
    }
    if (records_.head().empty()) return reader_.head(nullptr);
    const auto text = with_plain_characters(decode(records_.head() + records_.close_tags(), charset_).text);
    const auto parsed = XmlDocument::parse(text, records_.head_line());
    const auto* document = std::get_if<XmlDocument>(&parsed);
    if (document != nullptr) return reader_.head(document->root());
    const auto& fault = std::get<XmlFault>(parsed);
    // A head that breaks off is what finish() speaks of.
    if (!records_.fault() || number_ > 0 || records_.in_record())
      intake_.reject(record_, "what stands before the first item cannot be read: " + fault.reason +
                                  ", at line " + std::to_string(fault.line));
    return reader_.head(nullptr) && intake_.wants_more();
  }

  void read_record(const XmlRecords::Record& found) {
    ++number_;
    if (records_.root() != found.name) record_.number = number_;
    if (has_offsets_) record_.offset = found.offset;
    record_.bytes = found.bytes;
    if (found.too_long) {
      intake_.reject(record_, "the <" + found.name + "> is over the limit of " +
                                  readable_bytes(intake_.limits().max_record_bytes));
      return;
    }
    if (!found.closed) {
      intake_.reject(record_,
                     "the <" + found.name + "> at line " + std::to_string(found.line) + " is not closed");
      return;
    }
    intake_.guarded(record_, [&] { return parse(found); });
  }

  bool parse(const XmlRecords::Record& found) {
    const auto open = records_.open_tags();
    const auto text = decode(open + std::string(found.bytes) + records_.close_tags(), charset_).text;
    const auto parsed = XmlDocument::parse(with_plain_characters(text), found.line);
    if (const auto* fault = std::get_if<XmlFault>(&parsed))
      return intake_.reject(
          record_, "not well-formed XML: " + fault->reason + ", at line " + std::to_string(fault->line));
    const auto* element = find_record(std::get<XmlDocument>(parsed).root(), found.name);
    if (element == nullptr) return intake_.reject(record_, "not well-formed XML");
    return reader_.record(element, record_);
  }

  void finish() {
    auto place = record_;
    place.bytes = {};
    place.number.reset();
    place.offset.reset();
    if (auto fault = records_.fault()) {
      if (records_.in_record()) place.number = number_ + 1;
      if (has_offsets_) place.offset = records_.offset();
      intake_.reject(place, "the file breaks off: it " + std::move(*fault));
    } else if (number_ == 0) {
      intake_.reject(place, reader_.nothing);
    }
  }

  SourceRecord record_;
  std::string charset_;
  bool has_offsets_;
  Intake& intake_;
  const XmlSourceReader& reader_;
  XmlRecords records_;
  std::uint64_t number_ = 0;
  bool head_done_ = false;
};

}  // namespace

void read_xml_records(SourceReader& in, const SourceRecord& place, Intake& intake, const XmlRecordKind& kind,
                      const XmlSourceReader& reader) {
  const auto head = in.peek(kHeadBytes);
  if (const auto order = utf16_order(head)) {
    Utf16Stream utf8(in, *order);
    SourceReader converted(utf8);
    return XmlSource(converted, place, "UTF-8", false, intake, kind, reader).read();
  }
  auto charset = std::string(place.charset);
  if (charset.empty()) charset = xml_charset(head);
  XmlSource(in, place, charset, true, intake, kind, reader).read();
}

}  // namespace pressmark
