#pragma once
// An article from the named fields of a record: a line of JSON Lines, a row of CSV.

#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/raw_article.h"
#include "indexer/ingest/table/field_map.h"
#include "indexer/ingest/table/json_value.h"

namespace pressmark {

// The map that is asked for, else the usual one.
const FieldMap& field_map(const IngestOptions& options);

// The first of the field's names that `object` has something under; null where there is none.
const JsonValue* find_field(const JsonValue& object, const FieldMap& map, Field field);

// Whether `object` has a text, page or summary under one of the names.
bool has_text_field(const JsonValue& object, const FieldMap& map);

// What a mapping file calls fields of ours and `object` has not, a clause each: no field "headline" for the
// title.
std::vector<std::string> missing_fields(const JsonValue& object, const FieldMap& map);

// Fields that are null or unknown are passed over; throws WrongField where one is of the wrong type, or no
// text is there. A date may be a number (field_day); authors and countries may be strings, arrays of strings,
// or objects with a name.
RawArticle read_article_fields(const JsonValue& object, const FieldMap& map, const IngestOptions& options);

}  // namespace pressmark
