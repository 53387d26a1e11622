#pragma once
#include <cstdint>
#include <string_view>

namespace pressmark {

// XXH3's 64-bit hash with its default secret: fast, the same on every machine, and no defence against who
// wants two texts to meet.
std::uint64_t xxh3_64(std::string_view bytes);

}  // namespace pressmark
