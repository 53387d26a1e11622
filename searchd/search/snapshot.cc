#include "searchd/search/snapshot.h"

#include <fmt/format.h>

#include <utility>

namespace pressmark {
namespace {

std::filesystem::file_time_type written(const std::filesystem::path& index) {
  std::error_code failure;
  const auto time = std::filesystem::last_write_time(index / "CURRENT", failure);
  return failure ? std::filesystem::file_time_type::min() : time;
}

}  // namespace

Snapshot::Snapshot(std::filesystem::path index) : index_(std::move(index)) {
  open();
}

void Snapshot::open() {
  current_written_ = written(index_);
  auto lease = GenerationLease::of_current(index_);
  reading([&] {
    articles_ = Xapian::Database(lease.generation().articles());
    quotations_ = Xapian::Database(lease.generation().quotations());
    texts_ = Xapian::Database(lease.generation().texts());
  });
  lease_ = std::move(lease);  // the one before ends only now that nothing of it is open
  name();
}

bool Snapshot::refresh() {
  if (written(index_) != current_written_) {
    const auto before = id_;
    open();
    return id_ != before;
  }
  try {
    return reopen();
  } catch (const Error&) {
    // Replaced and deleted between our look and this, where the file system knows no locks.
    if (written(index_) == current_written_) throw;
    open();
    return true;
  }
}

bool Snapshot::reopen() {
  return reading([&] {
    const bool changed = articles_.reopen();
    // These may be a commit ahead of the articles, never behind; a handle left alone for two commits could
    // not be read.
    quotations_.reopen();
    texts_.reopen();
    if (changed) name();
    return changed;
  });
}

void Snapshot::name() {
  id_ = fmt::format("{}.{}.{}", generation().name(), articles_.get_uuid().substr(0, 8),
                    articles_.get_revision());
}

}  // namespace pressmark
