#include "searchd/search/position_tables.h"

#include <utility>

namespace pressmark {

PositionTables::PositionTables(std::uint32_t last, std::size_t most_bytes)
    : tables_(std::size_t{last} + 1), most_bytes_(most_bytes) {}

PositionTables::~PositionTables() {
  for (const auto& table : tables_) delete table.load(std::memory_order_acquire);
}

const std::string* PositionTables::find(std::uint32_t document) const {
  return document < tables_.size() ? tables_[document].load(std::memory_order_acquire) : nullptr;
}

const std::string* PositionTables::keep(std::uint32_t document, std::string& table) {
  if (document >= tables_.size()) return nullptr;
  const auto size = table.size() + sizeof(std::string);
  if (bytes_.fetch_add(size, std::memory_order_relaxed) + size > most_bytes_) {
    bytes_.fetch_sub(size, std::memory_order_relaxed);
    return nullptr;
  }
  auto kept = std::make_unique<const std::string>(table);  // a copy: without spare capacity
  const std::string* before = nullptr;
  if (tables_[document].compare_exchange_strong(before, kept.get(), std::memory_order_acq_rel))
    return kept.release();
  bytes_.fetch_sub(size, std::memory_order_relaxed);  // another thread was first
  return before;
}

}  // namespace pressmark
