#pragma once
// Bytes as text of 64 letters (RFC 4648, section 4), for what JSON cannot hold.

#include <optional>
#include <string>
#include <string_view>

namespace pressmark {

std::string base64(std::string_view bytes);
// Absent for what base64() never writes: other letters, blanks, a length that is no multiple of four.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace pressmark
