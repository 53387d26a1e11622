#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace pressmark {

// ISO 639-1 code of the language `text` is written in; absent when it is too short (under 60 letters) or the
// identification is not reliable. Thread-safe.
std::optional<std::string> identify_language(std::string_view text);

// "en-GB", "EN", "eng" → "en"; absent when it is no language tag ICU knows or has no two-letter code.
std::optional<std::string> language_code(std::string_view tag);

// English name of a language ("en" → "English"); the code itself when ICU has none.
std::string language_name(std::string_view code);

}  // namespace pressmark
