#pragma once
// An XML source as a stream of records in UTF-8: what readers of feeds and of NewsML-G2 share.

#include <functional>
#include <optional>
#include <string>

#include "indexer/ingest/intake.h"
#include "indexer/ingest/wire/xml.h"
#include "indexer/ingest/wire/xml_records.h"

namespace pressmark {

// How records are told apart: see XmlRecords.
struct XmlRecordKind {
  std::vector<std::string_view> names;
  std::size_t most_around = 2;
  bool restarts = false;
};

struct XmlSourceReader {
  // Called once, before the first record or where there is none, with the root and what stands before the
  // first record; null where that cannot be parsed (which has been said). False ends the reading.
  std::function<bool(const xmlNode* root)> head;
  // Called for each record; `record` has its bytes, number, offset.
  std::function<bool(const xmlNode* element, const SourceRecord& record)> record;
  std::string nothing;  // the reason where there is no record: "a feed without items"
};

// Broken records, ones over the bound, entity declarations and a source that ends too early become
// rejections. Records are numbered from 1 where they stand inside a root.
void read_xml_records(SourceReader& in, const SourceRecord& place, Intake& intake, const XmlRecordKind& kind,
                      const XmlSourceReader& reader);

}  // namespace pressmark
