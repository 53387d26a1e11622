#pragma once
// Spellings of one name brought together: what transliteration and taste make of it differs from paper to
// paper.

#include <string>
#include <string_view>

namespace pressmark {

// The name as an id whose spelling is settled: "Sergey Lavroff" and "Sergej Lavrov" → "sergei-lavrov". Given
// names follow corpus/given_names.tsv; surnames beside a Slavic given name the endings of transliteration.
// Words that no rule knows stay as slug() writes them, so that most names get their slug.
// name_key(name_key(x)) == name_key(x).
std::string name_key(std::string_view name);

// Letters of a script other than Latin as names are compared by: case, vowel points, Arabic and Persian forms
// of one letter, nuktas and ё do not tell names apart; one space between words. Empty where no letter is
// left.
std::string native_key(std::string_view name);

}  // namespace pressmark
