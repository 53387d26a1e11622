#pragma once
// Where words stand in one document of the index, by its own table of them (schema/index, position_table.h).
// Private to searchd/search.

#include <xapian.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "schema/index/position_table.h"

namespace pressmark {

class DocumentPositions {
 public:
  // `document` is of `table`. Throws Error{io} when its table of positions is damaged.
  DocumentPositions(const Xapian::Database& table, const Xapian::Document& document);
  DocumentPositions(const DocumentPositions&) = delete;  // reads its own bytes
  DocumentPositions& operator=(const DocumentPositions&) = delete;

  // Ascending; empty when the document does not have the word. Valid as long as this is.
  const std::vector<std::uint32_t>& of(const std::string& word);

 private:
  bool has(const std::string& word) const;

  Xapian::Database table_;
  Xapian::docid number_;
  std::string bytes_;
  PositionTable positions_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> found_;
};

}  // namespace pressmark
