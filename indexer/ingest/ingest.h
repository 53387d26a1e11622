#pragma once
// Bytes in, articles and rejections out. Formats are told by content before name.
//
//   path → source (walk, read) → detect → text/ | page/ | table/ | wire/ | document/ → finish → Article or
//                                       ↘ container/ (WARC, gzip, ZIP, tar): every entry again ↗   Rejection
//
// finish: canonical text, outlet, identity, language; what the source does not state is inferred and said so.
//
// No state: any number of threads may read at once, each with its own sink.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/article.h"

namespace pressmark {

class FieldMap;
class Outlets;

// Version of the readers; stored with every revision. Raise it when any source would give another text.
inline constexpr std::string_view kExtractorVersion = "2";

// Bounds on every input; what is over them is rejected with the bound in the reason.
struct IngestLimits {
  std::uint64_t max_file_bytes = 4ULL << 30;     // a file of many records (JSON Lines) is read line by line
  std::uint64_t max_record_bytes = 32ULL << 20;  // one article's source
  std::uint64_t max_text_bytes = 16ULL << 20;    // one article's canonical text
  // Of one compressed file or archive, all levels of it together: what comes out may be this many bytes, and
  // beyond kSmallExpansion no more than this many times what went in.
  std::uint64_t max_expanded_bytes = 64ULL << 30;
  std::uint64_t max_expansion = 200;
  std::uint64_t max_entries = 1'000'000;  // of one archive
  int max_depth = 3;                      // archives inside archives
  double pdf_seconds = 20;                // processor time for one PDF
  std::uint64_t pdf_memory_bytes = 1ULL << 30;
};

// What a reader did with a stretch of a source, and by which rule: what `inspect --explain` shows.
struct Decision {
  bool kept = false;
  std::string rule;  // "share bar", "navigation element", "most prose"
  std::string text;  // its first words
};

struct IngestOptions {
  IngestLimits limits;
  bool explain = false;                    // hand on decisions
  bool verbatim = false;                   // keep text fields as they are: no line is boilerplate
  std::shared_ptr<const FieldMap> fields;  // names of fields in JSON Lines and CSV; none: the usual ones
  std::shared_ptr<const Outlets> outlets;  // none: the table this program comes with
};

// Receives what ingest finds, in a deterministic order. Returning false stops the reading. `article` and
// `rejection` must be there, the others may be empty.
struct IngestSink {
  std::function<bool(Article&&)> article;
  std::function<bool(Rejection&&)> rejection;
  std::function<bool(Retraction&&)> retraction;
  std::function<void(std::uint64_t bytes)> progress;       // bytes of the file finished since the last call
  std::function<void(std::vector<Decision>&&)> decisions;  // of the article or rejection that comes next
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
void ingest_file(const std::string& path, const IngestOptions& options, const IngestSink& sink);

// The same for bytes in memory, as if they were the file `path` (which tells the fallback id and the format
// where content does not).
void ingest_bytes(const std::string& path, std::string_view bytes, const IngestOptions& options,
                  const IngestSink& sink);

}  // namespace pressmark
