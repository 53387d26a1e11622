#pragma once
// A date as a field of a record states it: in words, or as the seconds or milliseconds since 1970 that
// databases keep.

#include <optional>
#include <string_view>

#include "indexer/ingest/raw_article.h"
#include "schema/model/day.h"

namespace pressmark {

// The day `value` states: what stated_day reads, or a number of seconds (from 100,000,000 on: 1973) or
// milliseconds (from 100,000,000,000 on) since 1970-01-01T00:00:00Z, by its magnitude. Others (2020) are no
// date. A value that cannot be read is noted in `raw`: date "yesterday" cannot be read.
//
// 12/06/2014 can be read two ways: `day_first` decides, and without it the day is noted as ambiguous.
std::optional<Day> field_day(std::string_view value, std::string_view field, RawArticle& raw,
                             std::optional<bool> day_first = std::nullopt);

}  // namespace pressmark
