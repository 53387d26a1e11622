#include "indexer/update/disk_space.h"

#include <fmt/format.h>

#include <limits>
#include <system_error>

#include "schema/model/error.h"

namespace pressmark {

namespace {

// For what is written beside the tables, and by others meanwhile.
constexpr std::uint64_t kReserve = 4ULL << 20;

std::string megabytes(std::uint64_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

}  // namespace

std::uint64_t free_space(const std::filesystem::path& directory) {
  std::error_code failure;
  const auto space = std::filesystem::space(directory, failure);
  return failure ? std::numeric_limits<std::uint64_t>::max() : space.available;
}

void require_free_space(const std::filesystem::path& directory, std::uint64_t bytes) {
  const auto free = free_space(directory);
  const auto needed = bytes + kReserve;
  if (free >= needed) return;
  throw Error(ErrorKind::io,
              fmt::format("no room at {}: {} are needed, {} are free", directory.string(), megabytes(needed),
                          megabytes(free)),
              "make room on the disk and run the same command again; what was committed stands");
}

}  // namespace pressmark
