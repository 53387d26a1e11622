#pragma once
// Bytes from front to back, within bounds: files, memory, and what containers unpack.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace pressmark {

// Where bytes come from. One thread.
class ByteStream {
 public:
  ByteStream() = default;
  virtual ~ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  // Up to `most` bytes, at least one; 0 at the end. Throws Error when they cannot be read.
  virtual std::size_t read(char* to, std::size_t most) = 0;

  // All its bytes, where the stream can be read from any place (a file, memory); absent where it only runs
  // on.
  virtual std::optional<std::uint64_t> seekable_size() const { return std::nullopt; }
  // The next read begins `position` bytes from the front. Only where seekable_size() is present.
  virtual void seek(std::uint64_t /*position*/) {}
};

class FileStream : public ByteStream {
 public:
  // "-" is standard input. Throws Error{no_input} when it cannot be opened or is no file.
  explicit FileStream(const std::string& path);
  ~FileStream() override;

  std::size_t read(char* to, std::size_t most) override;
  std::optional<std::uint64_t> seekable_size() const override;
  void seek(std::uint64_t position) override;

  std::uint64_t size() const { return size_; }          // 0 for a pipe
  std::uint64_t position() const { return position_; }  // where the last read ended
  // Seconds since 1970-01-01T00:00:00Z; absent for a pipe.
  std::optional<std::int64_t> modified() const { return modified_; }

 private:
  int file_ = -1;
  std::uint64_t size_ = 0;
  std::uint64_t position_ = 0;
  std::optional<std::int64_t> modified_;
};

// Refers to the bytes, does not keep them.
class MemoryStream : public ByteStream {
 public:
  explicit MemoryStream(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(char* to, std::size_t most) override;
  std::optional<std::uint64_t> seekable_size() const override { return bytes_.size(); }
  void seek(std::uint64_t position) override;
  std::uint64_t position() const { return position_; }

 private:
  std::string_view bytes_;
  std::uint64_t position_ = 0;
};

// Reads a stream piece by piece, keeping no more of it than is asked for.
class SourceReader {
 public:
  explicit SourceReader(ByteStream& stream) : stream_(stream) {}

  // Bytes used up so far.
  std::uint64_t position() const { return position_; }

  // Up to `most` bytes from the front, without using them up; valid until the next call. Where the stream
  // cannot be read on, what could be read of it: the error is thrown to whoever asks for what is behind that.
  std::string_view peek(std::size_t most);
  // Uses up what was peeked at; `size` is at most what the last peek gave.
  void skip(std::size_t size);

  std::optional<std::uint64_t> seekable_size() const { return stream_.seekable_size(); }
  // Goes to `position`; only where seekable_size() is present. Costs nothing among the bytes that are held.
  void seek(std::uint64_t position);

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

  ByteStream& stream_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of what is not used up yet
  std::size_t end_ = 0;
  std::uint64_t position_ = 0;
  std::exception_ptr failure_;  // of the stream, met while peeking
};

// Absolute and with links followed; the path itself where that cannot be told.
std::string resolved_path(const std::string& path);

}  // namespace pressmark
