#include "schema/text/xxh3.h"

#include <xxhash.h>

namespace pressmark {

std::uint64_t xxh3_64(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace pressmark
