#pragma once
// The speaker log carried into the index, and the speakers an index has.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/update/index_writer.h"
#include "indexer/update/speaker_log.h"

namespace pressmark {

struct CorrectionCounts {
  std::uint64_t articles = 0;    // looked through
  std::uint64_t quotations = 0;  // that have another speaker now
};

// Corrects what the entries of the log that are not applied yet touch, commits, and notes how far the log is
// applied. Safe to be cut off anywhere: the note is written last, and doing it again changes nothing that is
// right. Writes nothing where nothing is to be done.
CorrectionCounts apply_corrections(IndexWriter& writer);

struct ListedSpeaker {
  std::string id;
  std::string name;  // canonical
  std::uint64_t articles = 0;
  std::uint64_t quotations = 0;
};

// The speakers of the index whose id or name has all of `words` as parts, case aside, in any script the name
// is typed in; all when there are none. Most articles first, then by id. Reads beside a writer. Throws
// Error{no_index, io}.
std::vector<ListedSpeaker> list_speakers(const std::filesystem::path& index,
                                         const std::vector<std::string>& words);

}  // namespace pressmark
