#pragma once
#include <cstdint>
#include <string>

namespace pressmark {

// "32 MiB", "1000 bytes": a bound as a rejection names it.
inline std::string readable_bytes(std::uint64_t bytes) {
  constexpr std::uint64_t kMebibyte = std::uint64_t{1} << 20U;
  constexpr std::uint64_t kGibibyte = std::uint64_t{1} << 30U;
  if (bytes >= kGibibyte && bytes % kGibibyte == 0) return std::to_string(bytes / kGibibyte) + " GiB";
  if (bytes >= kMebibyte && bytes % kMebibyte == 0) return std::to_string(bytes / kMebibyte) + " MiB";
  return std::to_string(bytes) + " bytes";
}

}  // namespace pressmark
