#pragma once
// What of a run is in segments and waits for the merge: which articles, which parts, since when.
//
// For one thread; the segments themselves are written by others.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_set>
#include <vector>

#include "indexer/update/index_writer.h"
#include "indexer/update/pipeline.h"

namespace pressmark {

class BulkLoad {
 public:
  BulkLoad(IndexWriter& writer, const BulkLimits& limits, std::uint64_t expected_bytes);

  // Whether the next new article goes into a segment.
  bool is_on() const { return on_; }
  void count_created();  // an article the index did not hold: may turn it on
  void turn_off();       // for the rest of the run

  // An article that is on its way into a segment; `source` is the hash of its captured bytes, if they are
  // kept.
  void await(const std::string& id, const std::string& source);
  bool awaits(const std::string& id) const { return awaited_.contains(id); }

  std::filesystem::path new_segment() { return writer_.new_segment(); }
  void add_segment(const std::filesystem::path& segment);  // finished, in the order of the sources

  bool is_due() const;
  bool has_segments() const { return !parts_.empty(); }
  // Merges everything into a new generation, with these notes. Nothing may be on its way. Without segments
  // nothing happens.
  void merge(const Notes& notes = {});

 private:
  using Clock = std::chrono::steady_clock;

  void fold_segments();

  IndexWriter& writer_;
  const BulkLimits limits_;
  bool on_ = false;
  bool off_for_good_ = false;
  std::uint64_t held_ = 0;     // articles in the index when counting began
  std::uint64_t created_ = 0;  // since
  std::unordered_set<std::string> awaited_;
  std::unordered_set<std::string> sources_;  // hashes of captured bytes in segments
  std::vector<std::string> shared_sources_;  // met again
  std::vector<std::filesystem::path> parts_;
  std::size_t unfolded_ = 0;  // parts at the end that are segments as they were made
  Clock::time_point since_ = Clock::now();
  Clock::duration last_merge_{};
};

}  // namespace pressmark
