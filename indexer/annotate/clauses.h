#pragma once
// Noun phrases, verb groups and clauses read off word classes, without a parser: where the one who speaks
// begins and ends, where what is said does. Everything looks at a bounded number of tokens around its
// starting point.

#include <cstdint>

#include "indexer/annotate/reading.h"

namespace pressmark::annotation {

// Tokens one phrase or the way to it may span.
inline constexpr std::uint32_t kPhraseLimit = 28;

// The noun phrase that begins at `begin`, an apposition in commas included; empty when none does. Stays
// before `limit`.
Stretch noun_phrase_right(const Reading& reading, std::uint32_t begin, std::uint32_t limit);

// The subject that ends just before `verb`, a closed apposition skipped; empty when there is none behind
// `limit`.
Stretch subject_left(const Reading& reading, std::uint32_t verb, std::uint32_t limit);

// First token of the verb group that ends with the verb at `verb`: “has been quoted as saying” → “has”.
std::uint32_t verb_group_begin(const Reading& reading, std::uint32_t verb, std::uint32_t limit);

// The subject of the clause that begins at `begin`: its first noun phrase behind leading adjuncts; empty when
// none is found.
Stretch first_subject(const Reading& reading, std::uint32_t begin, std::uint32_t limit);

// Behind adverbs, dates and prepositional phrases that may stand between a verb of speech and what was said.
std::uint32_t skip_adjuncts(const Reading& reading, std::uint32_t begin, std::uint32_t limit);

// Whether a finite verb stands in the stretch behind its first token.
bool looks_like_clause(const Reading& reading, Stretch stretch);

// Without marks of punctuation and white space at its end; quotation marks stay.
Stretch without_stop(const Reading& reading, Stretch stretch);

bool is_comma(const Reading& reading, std::uint32_t i);
bool is_dash(const Reading& reading, std::uint32_t i);
bool is_folded(const Reading& reading, std::uint32_t i, std::string_view lower_case);

}  // namespace pressmark::annotation
