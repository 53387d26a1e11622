#pragma once
// Files as bytes, within bounds.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace pressmark {

// One open file or standard input, read once from front to back. Movable, one thread.
class SourceReader {
 public:
  // "-" is standard input. Throws Error{no_input} or Error{io} when it cannot be opened or is no file.
  explicit SourceReader(const std::string& path);
  ~SourceReader();
  SourceReader(const SourceReader&) = delete;
  SourceReader& operator=(const SourceReader&) = delete;

  // Size where the file has one, 0 for a pipe.
  std::uint64_t size() const { return size_; }

  // Up to `most` bytes from the front, without using them up.
  std::string_view peek(std::size_t most);

  // Everything that is left; absent when that is more than `most` bytes.
  std::optional<std::string> read_all(std::uint64_t most);

  struct Line {
    std::string_view text;    // without its line end; valid until the next call; empty when it was too long
    std::uint64_t bytes = 0;  // it took, line end included
    bool too_long = false;
  };
  // The next line; absent at the end. One over `most` bytes is passed over without being kept.
  std::optional<Line> next_line(std::uint64_t most);

 private:
  bool fill();  // reads more behind what is buffered; false at the end
  void compact();

  int file_ = -1;
  std::uint64_t size_ = 0;
  std::string path_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of what is not used up yet
  std::size_t end_ = 0;
};

// Absolute and with links followed; the path itself where that cannot be told.
std::string resolved_path(const std::string& path);

}  // namespace pressmark
