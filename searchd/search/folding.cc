#include "searchd/search/folding.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "schema/index/copy_keys.h"
#include "schema/index/fields.h"
#include "schema/text/shingles.h"

namespace pressmark {
namespace {

// Sets of wordings that hang together.
class Components {
 public:
  Wording of(Wording wording) {
    auto found = parents_.find(wording);
    if (found == parents_.end()) return wording;
    while (found->second != wording) {
      const auto above = parents_.at(found->second);
      found->second = above;
      wording = above;
      found = parents_.find(wording);
    }
    return wording;
  }

  void join(Wording a, Wording b) {
    parents_.try_emplace(a, a);
    parents_.try_emplace(b, b);
    parents_[of(a)] = of(b);
  }

 private:
  std::unordered_map<Wording, Wording> parents_;
};

Components read_components(const Xapian::Database& articles) {
  Components components;
  const std::string prefix(metadata::kCopyEdge);
  const auto end = articles.metadata_keys_end(prefix);
  for (auto it = articles.metadata_keys_begin(prefix); it != end; ++it)
    if (const auto edge = decode_edge(*it)) components.join(edge->first, edge->second);
  return components;
}

// By date and id, as the value for sorting has them.
void sort_by_publication(const Xapian::Database& articles, std::vector<Xapian::docid>& documents) {
  std::vector<std::pair<std::string, Xapian::docid>> keyed;
  for (const auto document : documents)
    keyed.emplace_back(articles.get_document(document, Xapian::DOC_ASSUME_VALID).get_value(slot::kOldest),
                       document);
  std::sort(keyed.begin(), keyed.end());
  std::transform(keyed.begin(), keyed.end(), documents.begin(), [](const auto& each) { return each.second; });
}

}  // namespace

Clusters load_clusters(const Xapian::Database& articles) {
  auto components = read_components(articles);
  std::vector<std::pair<Wording, Xapian::docid>> held;
  const auto end = articles.valuestream_end(slot::kSketch);
  for (auto it = articles.valuestream_begin(slot::kSketch); it != end; ++it)
    if (const auto sketch = decode_sketch(*it))
      held.emplace_back(components.of(sketch->wording), it.get_docid());
  std::sort(held.begin(), held.end());

  Clusters clusters;
  clusters.members.emplace_back();
  for (auto begin = held.begin(); begin != held.end();) {
    auto last = begin;
    while (last != held.end() && last->first == begin->first) ++last;
    if (last - begin > 1) {
      std::vector<Xapian::docid> members;
      for (auto it = begin; it != last; ++it) members.push_back(it->second);
      sort_by_publication(articles, members);
      clusters.members.push_back(std::move(members));
    }
    begin = last;
  }
  if (clusters.empty()) return clusters;
  clusters.numbers.assign(std::size_t{articles.get_lastdocid()} + 1, 0);
  for (std::uint32_t number = 1; number < clusters.members.size(); ++number)
    for (const auto document : clusters.members[number]) clusters.numbers[document] = number;
  return clusters;
}

std::vector<Xapian::docid> cluster_of(const Xapian::Database& articles, Xapian::docid document) {
  const auto sketch = decode_sketch(articles.get_document(document).get_value(slot::kSketch));
  if (!sketch) return {};
  std::set<Wording> met{sketch->wording};
  std::vector<Wording> open{sketch->wording};
  std::vector<Xapian::docid> members;
  while (!open.empty()) {
    const auto wording = open.back();
    open.pop_back();
    const auto term = wording_term(wording);
    members.insert(members.end(), articles.postlist_begin(term), articles.postlist_end(term));
    const auto key = edge_key(wording);
    for (auto it = articles.metadata_keys_begin(key); it != articles.metadata_keys_end(key); ++it)
      if (const auto other = wording_at_end(*it); met.insert(other).second) open.push_back(other);
  }
  if (members.size() < 2) return {};
  sort_by_publication(articles, members);
  return members;
}

std::shared_ptr<const Clusters> ClustersCache::get(const std::string& id, const Xapian::Database& articles) {
  const std::lock_guard lock(mutex_);
  if (!clusters_ || id_ != id) {
    clusters_ = std::make_shared<const Clusters>(load_clusters(articles));
    id_ = id;
  }
  return clusters_;
}

std::shared_ptr<const Clusters> ClustersCache::known(const std::string& id) {
  const std::lock_guard lock(mutex_);
  return id_ == id ? clusters_ : nullptr;
}

void FoldingSpy::operator()(const Xapian::Document& document, double) {
  ++articles_;
  const auto cluster = clusters_ == nullptr ? 0 : clusters_->of(document.get_docid());
  if (cluster != 0) {
    seen_.resize(clusters_->members.size());
    if (seen_[cluster]) return;
    seen_[cluster] = true;
  }
  ++results_;
}

}  // namespace pressmark
