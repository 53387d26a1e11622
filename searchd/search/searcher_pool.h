#pragma once
// Searchers leased one request at a time: a Searcher is never shared, and is given back even when the request
// throws. Thread-safe.

#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "schema/model/error.h"
#include "searchd/search/searcher.h"

namespace pressmark {

class SearcherPool {
 public:
  // Opens one searcher at once (so that a missing index shows at start), the others when first needed.
  SearcherPool(std::filesystem::path index, std::size_t capacity,
               Disclosure disclosure = Disclosure::by_rights);

  // Runs `request(Searcher&)` with an exclusive, refreshed searcher, and again (three times in all) when its
  // snapshot was overwritten meanwhile. Nothing of a failed run may be kept: the request returns all it
  // found. Waits at most two seconds for a free searcher, then throws Error{busy}.
  template <typename Request>
  auto with(Request&& request) {
    constexpr int kAttempts = 3;
    std::string lost;  // the generation that was lost last
    for (int attempt = 1;; ++attempt) {
      const Lease lease(*this);
      try {
        if (lease.searcher().refresh()) drop_idle();
        return request(lease.searcher());
      } catch (const SnapshotLost&) {
        // Nothing changed since, and still something is missing: that is damage, not haste.
        if (lost == lease.searcher().generation())
          throw Error(ErrorKind::io, "the index is damaged: a text is missing",
                      "index the articles again into a new directory");
        lost = lease.searcher().generation();
        if (attempt == kAttempts)
          throw Error(ErrorKind::busy, "the index changes faster than it can be read",
                      "try again in a moment");
      }
    }
  }

 private:
  class Lease {
   public:
    explicit Lease(SearcherPool& pool) : pool_(pool), searcher_(pool.take()) {}
    ~Lease() { pool_.give_back(std::move(searcher_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Searcher& searcher() const { return *searcher_; }

   private:
    SearcherPool& pool_;
    std::unique_ptr<Searcher> searcher_;
  };

  std::unique_ptr<Searcher> take();
  void give_back(std::unique_ptr<Searcher> searcher) noexcept;
  // Lets go of the searchers nobody uses now, so that they do not hold a generation that was replaced.
  void drop_idle();

  std::filesystem::path index_;
  Disclosure disclosure_;
  std::shared_ptr<ColumnsCache> columns_;  // what facets count, loaded once a commit for all
  std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable free_;
  std::vector<std::unique_ptr<Searcher>> idle_;
  std::size_t leased_ = 0;
};

}  // namespace pressmark
