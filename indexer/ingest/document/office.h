#pragma once
// DOCX and ODT: paragraphs, headings, lists and tables in the order of the text, title, author and date from
// the document's own properties. Left out are what was deleted, comments, notes, fields' codes, headers and
// footers. Told by their content; spreadsheets, slides and EPUB are refused by name.

#include <string_view>

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

// Whether a ZIP file that begins so may be such a document, and no folder of files.
bool begins_as_office(std::string_view head);

// False, with nothing done, where the bytes turn out to be a ZIP file of other things. `record.bytes` holds
// them all.
bool read_office(const SourceRecord& record, Intake& intake);

}  // namespace pressmark
