#pragma once
// Bytes in, articles and rejections out. Formats are told by content before name.
//
//   path → source (walk, read) → detect → front_matter, plain_text, markdown | html, json_ld, main_text |
//   jsonl
//        → finish (canonical_text, identity, language) → Article or Rejection
//
// No state: any number of threads may read at once, each with its own sink.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/article.h"

namespace pressmark {

// Version of the readers; stored with every revision. Raise it when any source would give another text.
inline constexpr std::string_view kExtractorVersion = "1";

// Bounds on every input; what is over them is rejected with the bound in the reason.
struct IngestLimits {
  std::uint64_t max_file_bytes = 4ULL << 30;     // a file of many records (JSON Lines) is read line by line
  std::uint64_t max_record_bytes = 32ULL << 20;  // one article's source
  std::uint64_t max_text_bytes = 16ULL << 20;    // one article's canonical text
};

// Receives what ingest finds, in a deterministic order. Returning false stops the reading.
struct IngestSink {
  std::function<bool(Article&&)> article;
  std::function<bool(Rejection&&)> rejection;
  std::function<void(std::uint64_t bytes)>
      progress;  // source bytes finished since the last call; may be empty
};

// The files PATH names: itself, or for a folder every regular file below it in the order of their paths.
// Links below it are not followed (what they name inside the folder is found without them), hidden files and
// folders are left out, and a folder that cannot be opened is listed itself, so that reading it says why.
// Throws Error{no_input} when PATH does not exist.
struct SourceFile {
  std::string path;
  std::uint64_t bytes = 0;
};
std::vector<SourceFile> list_sources(const std::string& path);

// Reads one file ("-": JSON Lines on standard input). One bad record is a Rejection and the rest goes on; a
// file that cannot be read at all is one Rejection. Throws nothing for any content.
void ingest_file(const std::string& path, const IngestLimits& limits, const IngestSink& sink);

// The same for bytes in memory, as if they were the file `path` (which tells the fallback id and the format
// where content does not).
void ingest_bytes(const std::string& path, std::string_view bytes, const IngestLimits& limits,
                  const IngestSink& sink);

}  // namespace pressmark
