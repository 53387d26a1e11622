#include "indexer/update/bulk_load.h"

#include <algorithm>
#include <system_error>

#include "indexer/update/tables.h"

namespace pressmark {

BulkLoad::BulkLoad(IndexWriter& writer, const BulkLimits& limits, std::uint64_t expected_bytes)
    : writer_(writer), limits_(limits), held_(writer.articles()) {
  on_ = limits_.when == Bulk::always ||
        (limits_.when == Bulk::when_many && held_ == 0 && expected_bytes >= limits_.many_bytes);
}

void BulkLoad::count_created() {
  ++created_;
  if (limits_.when == Bulk::when_many && !off_for_good_ && created_ >= limits_.many_articles &&
      created_ >= held_ / 8)
    on_ = true;
}

void BulkLoad::turn_off() {
  on_ = false;
  off_for_good_ = true;
}

void BulkLoad::await(const std::string& id, const std::string& source) {
  if (awaited_.empty()) since_ = Clock::now();
  awaited_.insert(id);
  if (!source.empty() && (!sources_.insert(source).second || writer_.has_source(source)))
    shared_sources_.push_back(source);
}

void BulkLoad::add_segment(const std::filesystem::path& segment) {
  parts_.push_back(segment);
  if (++unfolded_ >= limits_.merge_segments) fold_segments();
}

// The last so many segments as one: what is merged at the end stays few, however long the run.
void BulkLoad::fold_segments() {
  const auto first = parts_.end() - static_cast<std::ptrdiff_t>(unfolded_);
  std::vector<Generation> small;
  for (auto it = first; it != parts_.end(); ++it) small.push_back({*it});
  const auto folded = writer_.new_segment();
  std::filesystem::create_directories(folded);
  merge_generations(small, {folded});
  std::error_code ignored;
  for (const auto& each : small) std::filesystem::remove_all(each.directory, ignored);
  parts_.erase(first, parts_.end());
  parts_.push_back(folded);
  unfolded_ = 0;
}

bool BulkLoad::is_due() const {
  if (awaited_.empty()) return false;
  const auto waited = Clock::now() - since_;
  return waited >= limits_.merge_after && waited >= 10 * last_merge_;
}

void BulkLoad::merge(const Notes& notes) {
  if (!parts_.empty()) {
    const auto begun = Clock::now();
    std::sort(shared_sources_.begin(), shared_sources_.end());
    shared_sources_.erase(std::unique(shared_sources_.begin(), shared_sources_.end()), shared_sources_.end());
    writer_.merge(parts_, shared_sources_, notes);
    last_merge_ = Clock::now() - begun;
    if (limits_.when == Bulk::when_many && created_ < std::max(limits_.many_articles, held_ / 8)) on_ = false;
    created_ = 0;
    held_ = writer_.articles();
  }
  parts_.clear();
  unfolded_ = 0;
  awaited_.clear();
  sources_.clear();
  shared_sources_.clear();
}

}  // namespace pressmark
