#pragma once
// CSV and TSV (RFC 4180): a header row that names the fields as FieldMap does, then one article a row.
//
// The delimiter is the comma, semicolon or tab that makes most of the header; the charset, what decode()
// finds in the head. A field in quotes may hold delimiters, line ends and doubled quotes. A row with another
// number of fields than the header, with a quote that is not closed, or over the bound for one record, is a
// Rejection of that row. Rows are numbered with the header as 1. Memory: one row.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

void read_csv(SourceReader& in, const SourceRecord& place, Intake& intake);

// Whether the first line of `head`, decoded, is a header: a text and at least one more of the usual names.
bool has_csv_header(std::string_view head);

}  // namespace pressmark
