#pragma once
#include <string_view>

namespace pressmark {

// Whether a folded word is one of grammar only in English, German, French, Spanish or Russian ("the", "und",
// "de"): an article, preposition, conjunction, pronoun or auxiliary verb. Alone it says nothing of what a
// text is about. Nothing is left out of the index for it.
bool is_function_word(std::string_view word);

}  // namespace pressmark
