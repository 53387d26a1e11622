#pragma once
// Tables of positions (schema/index, position_table.h) that phrases have read, kept in memory for one
// snapshot: of frequent words every article has to be looked at, and reading a table from the disk's cache
// takes ten times as long as looking. Thread-safe. Private to searchd/search.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace pressmark {

class PositionTables {
 public:
  // For documents 1 to `last`. Keeps no more than `most_bytes` (a quarter of the text is enough for all).
  explicit PositionTables(std::uint32_t last, std::size_t most_bytes = kMostBytes);
  ~PositionTables();
  PositionTables(const PositionTables&) = delete;
  PositionTables& operator=(const PositionTables&) = delete;

  // Null when it is not kept. Valid as long as this lives.
  const std::string* find(std::uint32_t document) const;
  // Keeps `table` of a document and gives it back as kept; null, and `table` as it was, when there is no
  // room.
  const std::string* keep(std::uint32_t document, std::string& table);

  static constexpr std::size_t kMostBytes = std::size_t{128} << 20U;

 private:
  std::vector<std::atomic<const std::string*>> tables_;
  std::atomic<std::size_t> bytes_ = 0;
  std::size_t most_bytes_;
};

}  // namespace pressmark
