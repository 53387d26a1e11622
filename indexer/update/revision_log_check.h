#pragma once
// Whether the log of revisions (revision_log.h) is whole and names the texts an index has.

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/update/revision_log_writer.h"

namespace pressmark {

struct RevisionLogState {
  std::uint64_t runs = 0;
  std::string head;  // of the last run
  std::vector<std::string> problems;
};

// `noted` is what the index says of its log; `wanted_head`, unless it is empty, must be that of one of the
// runs.
RevisionLogState check_revision_log(const std::filesystem::path& index, const Xapian::Database& texts,
                                    const NotedRun& noted, const std::string& wanted_head);

}  // namespace pressmark
