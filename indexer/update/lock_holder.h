#pragma once
#include <filesystem>
#include <optional>

#include <sys/types.h>

namespace pressmark {

// Another process that has `file` open, as far as /proc lets us see: who holds the engine's lock file. Its
// locks belong to open files, not processes, so that asking the kernel for the owner (F_GETLK) gives none.
std::optional<pid_t> process_holding(const std::filesystem::path& file);

}  // namespace pressmark
