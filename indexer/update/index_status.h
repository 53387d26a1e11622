#pragma once
// What an index holds, for a person who keeps it: read without the writer's lock, from the last commit.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/update/ledger.h"
#include "schema/index/revision_log.h"
#include "schema/model/article.h"

namespace pressmark {

struct IndexStatus {
  std::filesystem::path index;
  std::string generation;
  std::uint32_t format = 0;
  std::uint32_t analyzer = 0;
  std::string fingerprint;  // what this program would stamp an article with
  std::uint64_t articles = 0;
  std::uint64_t quotations = 0;
  std::uint64_t withdrawn = 0;  // tombstones
  std::uint64_t undated = 0;
  std::uint64_t without_annotation = 0;  // indexed with --no-annotate by this version
  std::uint64_t stale = 0;               // indexed by another version; `add` does them again
  std::string first_date;                // YYYY-MM-DD; empty if no article is dated
  std::string last_date;
  std::vector<std::pair<std::string, std::uint64_t>>
      languages;                     // code or "unknown", articles; most first, then code
  std::uint64_t articles_bytes = 0;  // disk use of each table
  std::uint64_t quotations_bytes = 0;
  std::uint64_t texts_bytes = 0;
  std::optional<RunNote> last_run;  // that changed anything
  std::optional<LoggedRun> logged;  // the last run of the log of revisions
};

// Throws Error{no_index, wrong_version, io}.
IndexStatus index_status(const std::filesystem::path& index);

// The inputs refused in the last run that changed anything or was refused others; at most kKeptRejections.
std::vector<Rejection> last_rejections(const std::filesystem::path& index);

}  // namespace pressmark
