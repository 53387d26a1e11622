#pragma once
#include <cstdint>
#include <filesystem>
#include <string_view>

namespace pressmark {

// Makes or replaces a file; its content is on the disk when this returns, its name only after sync_directory.
// Throws Error{io}.
void write_durably(const std::filesystem::path& path, std::string_view content);

// What is named in a directory is named there after a loss of power, too; where the file system lets one ask.
void sync_directory(const std::filesystem::path& directory);

// A file that is written at its end, made if it is not there. Throws Error{io}.
class AppendedFile {
 public:
  explicit AppendedFile(std::filesystem::path path);
  ~AppendedFile();
  AppendedFile(const AppendedFile&) = delete;
  AppendedFile& operator=(const AppendedFile&) = delete;

  void cut(std::uint64_t size);  // what lies behind is gone
  void write(std::string_view bytes);
  void sync();  // what was written is on the disk

 private:
  std::filesystem::path path_;
  int fd_;
};

}  // namespace pressmark
