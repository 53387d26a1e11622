#pragma once
#include <cstdint>
#include <filesystem>

namespace pressmark {

// Bytes that can still be written below `directory`; absent knowledge counts as plenty.
std::uint64_t free_space(const std::filesystem::path& directory);

// Throws Error{io} that says how much is wanted and how much there is, unless `bytes` and a small reserve are
// free.
void require_free_space(const std::filesystem::path& directory, std::uint64_t bytes);

}  // namespace pressmark
