#pragma once
// Text in, Query out, always: no text is an error. What cannot be read as an operator is read as words, and
// the query says so.
//
//   words              all must occur                 Mi-35 delivery
//   "exact phrase"     typographic marks too          “special military equipment”
//   AND OR NOT -w ( )  capitals; AND binds tighter    (Lavrov OR Kudashev) -wheat
//   NEAR/5             within 5 words, any order      helicopters NEAR/5 Pakistan
//   BEFORE/5           the same, in this order        contract BEFORE/5 helicopters
//   word*              beginning of a word            deliver*
//   =word              as printed, no other forms     =delivery
//   word~ word~1       a letter or two otherwise      helicoptr~
//   field:value        schema/index/fields.h          outlet:"Example Herald" date:2014-06..2015 said:"words"
//   relative dates     schema/model/day.h             date:7d date:last-month
//
// Full-width forms, typographic quotes, dashes and no-break spaces mean the same as the plain ones. A field
// group title:(a b) applies to each of its words. Unknown fields are words.

#include <string>
#include <string_view>

#include "searchd/search/query.h"

namespace pressmark {

// Never throws for any bytes; malformed UTF-8 is repaired, NUL and controls are blanks, the rest beyond the
// limits of query.h is cut and noted. Linear in the text. Relative dates are those of `today`.
Query parse_query(std::string_view text, Day today = current_day());

// Canonical form of a tree; parse_query(print(tree)).root == tree for every tree parse_query makes.
std::string print(const QueryNode& node);

}  // namespace pressmark
