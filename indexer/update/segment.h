#pragma once
// A small index of its own, nobody's but one thread's: some hundred new articles, to be merged with others
// into a generation. Filling many small ones and merging them once costs half of filling a large one in
// steps, and leaves no free space behind.
//
// Nothing of it is durable: who dies before the merge does the articles again.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/update/tables.h"
#include "schema/index/document.h"
#include "schema/index/generation.h"

namespace pressmark {

class Segment {
 public:
  // Makes `directory`, which must not exist. Throws Error{io}.
  explicit Segment(const std::filesystem::path& directory);

  // An article of an id that is in no other segment and not in the index.
  void add(const ArticleDocuments& documents);
  // A revision that is not the article's current one.
  void add_text(const ArticleDocuments& documents);
  // The captured bytes of a source. The same ones in several segments are made one after the merge.
  void add_source(const std::vector<std::string>& article_ids, std::string_view sha256,
                  const std::string& bytes);

  // Writes what is still in memory. The last call.
  void finish();

 private:
  Generation place_;
  WritableTable articles_;
  WritableTable quotations_;
  WritableTable texts_;
};

}  // namespace pressmark
