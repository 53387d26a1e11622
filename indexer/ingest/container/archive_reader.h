#pragma once
// libarchive over a SourceReader: the entries of a ZIP or tar file, or the content of a compressed one.
// Nothing is ever written to disk.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

struct archive;
struct archive_entry;

namespace pressmark {

struct ArchiveEntry {
  std::string name;  // UTF-8, as the archive has it: it may be absolute or climb, and is no more than a name
  bool is_file = false;  // no folder, link or device
  bool is_encrypted = false;
  std::optional<std::int64_t> modified;  // seconds since 1970-01-01T00:00:00Z
};

// One thread. Refers to `in`, which stands at its beginning.
class ArchiveReader {
 public:
  enum class Kind { entries, compressed };
  // Throws Error{bad_input} for what libarchive cannot open.
  ArchiveReader(SourceReader& in, Kind kind);
  ~ArchiveReader();
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;

  // The next entry, passing over what is left of the one before; absent at the end. Throws Error{bad_input}
  // for damage behind which nothing can be read.
  std::optional<ArchiveEntry> next();
  // Of the entry; 0 at its end. Throws Error{bad_input} where it is damaged: the next one may be read still.
  std::size_t read(char* to, std::size_t most);

 private:
  static std::int64_t read_callback(archive* archive, void* self, const void** buffer);
  static std::int64_t seek_callback(archive* archive, void* self, std::int64_t offset, int whence);
  [[noreturn]] void fail();
  bool keeping_exceptions(const std::function<void()>& action);

  SourceReader& in_;
  std::size_t lent_ = 0;  // bytes at the front of `in_` that libarchive looks at
  archive* archive_ = nullptr;
  archive_entry* entry_ = nullptr;  // libarchive's own
  std::exception_ptr failure_;      // of `in_`: exceptions must not pass through C
};

// The entry an ArchiveReader stands at, counted by the intake; at its end once that allows no more.
class UnpackedStream : public ByteStream {
 public:
  UnpackedStream(ArchiveReader& archive, const SourceRecord& place, Intake& intake)
      : archive_(archive), place_(place), intake_(intake) {}
  std::size_t read(char* to, std::size_t most) override;

 private:
  ArchiveReader& archive_;
  const SourceRecord& place_;
  Intake& intake_;
  bool is_over_ = false;
};

}  // namespace pressmark
