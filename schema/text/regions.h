#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace pressmark {

// English name of an ISO 3166-1 alpha-2 code ("PK" → "Pakistan"); the code itself when ICU has none.
std::string country_name(std::string_view code);

// Upper-case alpha-2 code of a code in any case, or of a country's English name; absent when it is neither.
// Thread-safe.
std::optional<std::string> country_code(std::string_view name);

}  // namespace pressmark
