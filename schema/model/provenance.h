#pragma once
// Where an article was read from, and which wording of it this is.

#include <cstdint>
#include <optional>
#include <string>

namespace pressmark {

// The place in the input an article came from.
struct SourceLocation {
  std::string path;                     // as given or walked to; "-" is standard input
  std::optional<std::uint64_t> record;  // 1-based line or record within a file of many, else absent
  std::string sha256;  // 64 hex digits, of the bytes of this record (the file's for a file of one)
  std::optional<std::int64_t> modified = std::nullopt;  // of the file; seconds since 1970-01-01T00:00:00Z

  friend bool operator==(const SourceLocation&, const SourceLocation&) = default;
};

// One wording of an article. `id` is the SHA-256 of the UTF-8 bytes of its canonical text, so that anyone can
// recompute it with sha256sum.
struct Revision {
  std::string id;               // 64 hex digits
  std::int64_t first_seen = 0;  // seconds since 1970-01-01T00:00:00Z
  std::int64_t last_seen = 0;
  std::string extractor;  // version of the reader that made this text from the source

  friend bool operator==(const Revision&, const Revision&) = default;
};

}  // namespace pressmark
