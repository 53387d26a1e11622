#pragma once
// Copies folded: of all articles that are each other's copies a list of results shows one. The graph of
// copies (schema/index/copy_keys.h) is the writer's; here it becomes clusters, in memory, once a commit.
// Private to searchd/search.

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace pressmark {

struct Clusters {
  // Number of the cluster of document d; 0 for one without copies. Documents beyond the end have none.
  std::vector<std::uint32_t> numbers;
  // By number from 1: at least two documents, the first published first (by date, then id; undated last).
  std::vector<std::vector<Xapian::docid>> members;

  std::uint32_t of(Xapian::docid document) const { return document < numbers.size() ? numbers[document] : 0; }
  bool empty() const { return members.size() < 2; }
};

Clusters load_clusters(const Xapian::Database& articles);

// The cluster of one document, without loading any other: empty when it has no copies.
std::vector<Xapian::docid> cluster_of(const Xapian::Database& articles, Xapian::docid document);

// Keeps the clusters of the newest snapshot. Thread-safe.
class ClustersCache {
 public:
  std::shared_ptr<const Clusters> get(const std::string& id, const Xapian::Database& articles);
  // The same if they are at hand, else null.
  std::shared_ptr<const Clusters> known(const std::string& id);

 private:
  std::mutex mutex_;
  std::string id_;
  std::shared_ptr<const Clusters> clusters_;
};

// Counts matches as a folded list shows them.
class FoldingSpy : public Xapian::MatchSpy {
 public:
  // Null: nothing is folded. Must outlive the spy.
  explicit FoldingSpy(const Clusters* clusters) : clusters_(clusters) {}

  void operator()(const Xapian::Document& document, double) override;

  std::uint64_t results() const { return results_; }
  std::uint64_t articles() const { return articles_; }

 private:
  const Clusters* clusters_;
  std::vector<bool> seen_;  // by number of the cluster
  std::uint64_t results_ = 0;
  std::uint64_t articles_ = 0;
};

// A result in its order.
struct Ranked {
  Xapian::docid document = 0;
  double weight = 0;
};

// The results from `first`, at most `size`, of which each cluster gives its best. `run(most)` gives the best
// articles, at most so many, unfolded.
template <typename Run>
std::vector<Ranked> folded_ranks(const Clusters& clusters, Xapian::doccount first, Xapian::doccount size,
                                 Run run) {
  constexpr Xapian::doccount kSpare = 20;
  for (Xapian::doccount most = first + size + kSpare;; most *= 4) {
    const std::vector<Ranked> ranked = run(most);
    std::vector<bool> seen(clusters.members.size());
    std::vector<Ranked> found;
    Xapian::doccount number = 0;
    for (const auto& each : ranked) {
      const auto cluster = clusters.of(each.document);
      if (cluster != 0) {
        if (seen[cluster]) continue;
        seen[cluster] = true;
      }
      if (number++ >= first) found.push_back(each);
      if (found.size() == size) return found;
    }
    if (ranked.size() < most) return found;
  }
}

}  // namespace pressmark
