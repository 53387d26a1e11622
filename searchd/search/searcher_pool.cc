#include "searchd/search/searcher_pool.h"

#include <chrono>

#include "searchd/search/columns.h"

namespace pressmark {

SearcherPool::SearcherPool(std::filesystem::path index, std::size_t capacity, Disclosure disclosure)
    : index_(std::move(index)),
      disclosure_(disclosure),
      columns_(std::make_shared<ColumnsCache>()),
      capacity_(capacity) {
  idle_.reserve(capacity_);  // so that giving back never allocates
  idle_.push_back(std::make_unique<Searcher>(index_, disclosure_, columns_));
}

std::unique_ptr<Searcher> SearcherPool::take() {
  constexpr std::chrono::seconds kPatience{2};
  std::unique_lock lock(mutex_);
  const bool got = free_.wait_for(lock, kPatience, [&] { return !idle_.empty() || leased_ < capacity_; });
  if (!got) throw Error(ErrorKind::busy, "every searcher is in use", "try again in a moment");
  if (!idle_.empty()) {
    auto searcher = std::move(idle_.back());
    idle_.pop_back();
    ++leased_;
    return searcher;
  }
  ++leased_;
  lock.unlock();
  try {
    return std::make_unique<Searcher>(index_, disclosure_, columns_);
  } catch (...) {
    lock.lock();
    --leased_;
    free_.notify_one();
    throw;
  }
}

void SearcherPool::drop_idle() {
  std::vector<std::unique_ptr<Searcher>> dropped;
  dropped.reserve(capacity_);
  {
    const std::lock_guard lock(mutex_);
    dropped.swap(idle_);  // what is swapped in has room for all, too: giving back never allocates
  }
}

void SearcherPool::give_back(std::unique_ptr<Searcher> searcher) noexcept {
  {
    const std::lock_guard lock(mutex_);
    --leased_;
    idle_.push_back(std::move(searcher));
  }
  free_.notify_one();
}

}  // namespace pressmark
