#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pressmark {

// English name of an ISO 3166-1 alpha-2 code ("PK" → "Pakistan"); the code itself when ICU has none.
std::string country_name(std::string_view code);

// Codes and names of all countries in a language ("fr": {"PK", "Pakistan"}, …). ICU falls back on English for
// a language it does not know.
std::vector<std::pair<std::string, std::string>> country_names(std::string_view lang);

// Upper-case alpha-2 code of a code in any case, or of a country's English name; absent when it is neither.
// Thread-safe.
std::optional<std::string> country_code(std::string_view name);

}  // namespace pressmark
