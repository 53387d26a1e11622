#pragma once
// Which articles of the index have lost their source: the file is gone, or it is there and tells of them no
// more. A file that is there and cannot be read, or whose part is refused, has not lost anything.

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/update/index_writer.h"
#include "indexer/update/source_files.h"

namespace pressmark {

struct Orphan {
  std::string id;
  std::string file;           // it came from; absolute
  bool file_is_gone = false;  // else the file tells of it no more
};

struct GoneArticles {
  std::vector<Orphan> orphans;     // by id; rows of the index whose source is gone
  std::vector<std::string> files;  // of the ledger, gone from below the root
  std::uint64_t kept = 0;          // articles that may be in what was refused of their file
  std::uint64_t under_root = 0;    // articles told of by files below the root, orphans among them
};

// A ledger that is not trusted may have forgotten what rows came from: looks at every row of the index. After
// all files of the run were settled.
void remember_rows(const IndexWriter& writer, SourceFiles& files);

// Below `root` (absolute, links followed), after all files below it were met and settled, and rows
// remembered.
GoneArticles gone_articles(const IndexWriter& writer, SourceFiles& files, const std::string& root);

}  // namespace pressmark
