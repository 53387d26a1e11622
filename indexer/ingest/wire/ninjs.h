#pragma once
// IPTC ninjs, versions 1.x to 3.x: an item of a news agency in JSON. Members are known in any case (1.x
// "versioncreated", 3.x "versionCreated").

#include "indexer/ingest/intake.h"
#include "indexer/ingest/table/json_value.h"

namespace pressmark {

// Whether `object` is an item of ninjs: it has a uri, or bodies and the like under the names ninjs gives
// them.
bool is_ninjs(const JsonValue& object);

// Hands on the article of `object`: its uri is the declared id, its copyright holder (else the first source
// of information) the outlet. HTML before plain text; without a body, a description makes a summary. An item
// that is canceled is a retraction; pictures, videos and the like without a body, events, plans, and what is
// withheld are rejections, as is a member of the wrong type (throws WrongField). Items it is associated with
// are left alone.
bool read_ninjs(const JsonValue& object, const SourceRecord& record, Intake& intake);

}  // namespace pressmark
