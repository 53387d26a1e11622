#include "indexer/ingest/document/office.h"

#include <array>
#include <map>
#include <set>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/container/archive_reader.h"
#include "indexer/ingest/dates.h"
#include "indexer/ingest/document/office_text.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/sizes.h"
#include "schema/model/error.h"

namespace pressmark {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kNameAt = 30;  // of the first entry, in a ZIP file

// Names of all entries, and the content of those that are read here.
struct Package {
  std::set<std::string> names;
  std::map<std::string, std::string> parts;

  const std::string& part(const std::string& name) const {
    static const std::string none;
    const auto it = parts.find(name);
    return it == parts.end() ? none : it->second;
  }
};

bool is_read(std::string_view name) {
  static constexpr std::array kRead = {"mimetype"sv, "word/document.xml"sv, "docProps/core.xml"sv,
                                       "content.xml"sv, "meta.xml"sv};
  return std::find(kRead.begin(), kRead.end(), name) != kRead.end();
}

Package unpack(const SourceRecord& record, Intake& intake) {
  MemoryStream memory(record.bytes);
  SourceReader reader(memory);
  ArchiveReader archive(reader, ArchiveReader::Kind::entries);
  Package package;
  while (const auto entry = archive.next()) {
    if (package.names.size() >= intake.limits().max_entries) break;
    package.names.insert(entry->name);
    if (!entry->is_file || entry->is_encrypted || !is_read(entry->name)) continue;
    UnpackedStream unpacked(archive, record, intake);
    SourceReader content(unpacked);
    auto bytes = content.read_all(intake.limits().max_record_bytes);
    if (!bytes)
      throw Error(
          ErrorKind::too_large,
          "over the limit of " + readable_bytes(intake.limits().max_record_bytes) + " for one article");
    package.parts[entry->name] = std::move(*bytes);
  }
  return package;
}

void state(const OfficeProperties& properties, RawArticle& raw) {
  if (has_words(properties.title)) raw.title = properties.title;
  if (has_words(properties.author)) raw.authors.push_back(properties.author);
  raw.date = stated_day(properties.created);
}

// A title set as the first line is the title, and no part of the text.
void take_title(RawArticle& raw) {
  if (raw.blocks.empty()) return;
  const auto first = canonical_line(raw.blocks.front().text);
  const bool is_titled = raw.title && canonical_line(*raw.title) == first;
  if (!is_titled && (raw.title || raw.blocks.front().kind != BlockKind::heading)) return;
  raw.title = first;
  raw.blocks.erase(raw.blocks.begin());
}

bool take_document(OfficeText&& text, const OfficeProperties& properties, const SourceRecord& record,
                   Intake& intake) {
  if (!text.problem.empty()) return intake.reject(record, std::move(text.problem));
  RawArticle raw;
  state(properties, raw);
  raw.blocks = std::move(text.blocks);
  take_title(raw);
  return intake.take(std::move(raw), record);
}

}  // namespace

bool begins_as_office(std::string_view head) {
  if (!head.starts_with("PK\x03\x04") || head.size() < kNameAt) return false;
  const auto name = head.substr(kNameAt);
  for (const auto begin : {"mimetype"sv, "[Content_Types].xml"sv, "_rels/"sv, "docProps/"sv,
                           "word/"sv, "customXml/"sv, "xl/"sv, "ppt/"sv})
    if (name.starts_with(begin)) return true;
  return false;
}

bool read_office(const SourceRecord& record, Intake& intake) {
  Package package;
  try {
    package = unpack(record, intake);
  } catch (const Error& error) {
    const bool is_large = error.kind() == ErrorKind::too_large;
    intake.reject(record,
                  is_large ? error.what() : std::string("the document is damaged (") + error.what() + ")");
    return true;
  }
  if (!intake.wants_more()) return true;
  const std::string_view type = trimmed(package.part("mimetype"));
  if (package.names.contains("word/document.xml")) {
    take_document(read_docx(package.part("word/document.xml"), intake.options()),
                  read_properties(package.part("docProps/core.xml")), record, intake);
  } else if (type.starts_with("application/vnd.oasis.opendocument.text")) {
    take_document(read_odt(package.part("content.xml"), intake.options()),
                  read_properties(package.part("meta.xml")), record, intake);
  } else if (type == "application/epub+zip") {
    intake.reject(record, "EPUB is not supported");
  } else if (package.names.contains("xl/workbook.xml") || package.names.contains("ppt/presentation.xml") ||
             type.starts_with("application/vnd.oasis.opendocument.")) {
    intake.reject(record, "spreadsheets, slides and drawings are not supported");
  } else {
    return false;
  }
  return true;
}

}  // namespace pressmark
