#pragma once
#include <filesystem>
#include <string_view>

namespace pressmark {

// Makes or replaces a file; its content is on the disk when this returns, its name only after sync_directory.
// Throws Error{io}.
void write_durably(const std::filesystem::path& path, std::string_view content);

// What is named in a directory is named there after a loss of power, too; where the file system lets one ask.
void sync_directory(const std::filesystem::path& directory);

}  // namespace pressmark
