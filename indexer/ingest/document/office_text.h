#pragma once
// The XML inside DOCX and ODT. No document type is read, no entity expanded, nothing fetched.

#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/raw_article.h"

namespace pressmark {

struct OfficeText {
  std::vector<RawBlock> blocks;
  std::string problem;  // why it cannot be read; empty: it could
};
OfficeText read_docx(std::string_view xml, const IngestOptions& options);
OfficeText read_odt(std::string_view xml, const IngestOptions& options);

// As the document states them; empty where it does not.
struct OfficeProperties {
  std::string title;
  std::string author;
  std::string created;  // an ISO 8601 date-time
};
OfficeProperties read_properties(std::string_view xml);

}  // namespace pressmark
