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
  generation_ = current_generation(index_);
  reading([&] {
    articles_ = Xapian::Database(generation_.articles());
    quotations_ = Xapian::Database(generation_.quotations());
    texts_ = Xapian::Database(generation_.texts());
  });
  name();
}

bool Snapshot::refresh() {
  if (written(index_) != current_written_) {
    const auto before = id_;
    open();
    return id_ != before;
  }
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
  id_ = fmt::format("{}.{}.{}", generation_.name(), articles_.get_uuid().substr(0, 8),
                    articles_.get_revision());
}

}  // namespace pressmark
