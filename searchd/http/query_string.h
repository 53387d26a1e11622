#pragma once
// Query strings and percent-encoding, both ways. Decoding takes any bytes: what is no valid escape stands for
// itself, and what is no UTF-8 afterwards is repaired, so that no request can put malformed text into the
// program.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pressmark::http {

using QueryString = std::vector<std::pair<std::string, std::string>>;  // decoded, in the order given

// "%41" → "A", and '+' → ' ' where `plus_is_space`. The bytes are valid UTF-8 afterwards (U+FFFD for what was
// not).
std::string percent_decode(std::string_view text, bool plus_is_space);

// Everything but RFC 3986's unreserved characters is escaped; space becomes "%20".
std::string percent_encode(std::string_view text);

// Names without '=' have an empty value. Throws Error{usage} past kMaxParameters: a search with half of its
// filters would be another search.
inline constexpr std::size_t kMaxParameters = 1000;
QueryString parse_query_string(std::string_view query);

// The first kMaxParameters of any number, for what must not fail.
QueryString first_parameters(std::string_view query);

// "a=1&b=2", without a leading '?'.
std::string print_query_string(const QueryString& parameters);

}  // namespace pressmark::http
