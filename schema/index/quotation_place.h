#pragma once
// What a document of `quotations` keeps of its quotation beside terms: where it stands. All else is read from
// the text it stands in, in `texts`: words and speaker kept twice were a quarter of the index.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/model/day.h"

namespace pressmark {

struct QuotationPlace {
  std::optional<Day> date;     // of the article; years 0 to 9999
  std::uint32_t ordinal = 0;   // among the quotations of the revision, from 0
  std::string revision_start;  // the first 16 hex digits of the revision it was read from

  friend bool operator==(const QuotationPlace&, const QuotationPlace&) = default;
};

inline constexpr std::size_t kRevisionStart = 16;  // hex digits

// 16 bytes: date as YYYYMMDD (0 undated), ordinal, revision; big-endian, so that they sort by date.
std::string encode(const QuotationPlace& place);
// Throws Error{io} for anything else.
QuotationPlace decode_quotation_place(std::string_view bytes);

}  // namespace pressmark
