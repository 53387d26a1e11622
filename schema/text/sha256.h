#pragma once
#include <string>
#include <string_view>

namespace pressmark {

// 64 lower-case hex digits. A revision id is this over the canonical text.
std::string sha256_hex(std::string_view bytes);

}  // namespace pressmark
