#include "searchd/search/relaxation.h"

#include <algorithm>
#include <vector>

#include "searchd/search/query_parser.h"

namespace pressmark {
namespace {

constexpr std::size_t kMaxWordsTried = 8;  // 2^8 look-ups of about 0.1 ms at most

bool is_word(const QueryNode& node) {
  return node.kind == QueryKind::words || node.kind == QueryKind::phrase || node.kind == QueryKind::prefix ||
         node.kind == QueryKind::near || node.kind == QueryKind::any;
}

// The conjunction at the top: words that may be left out, and fields and exclusions that may not.
struct Conjunction {
  std::vector<QueryNode> words;
  std::vector<QueryNode> fixed;
};

Conjunction split(const QueryNode& root) {
  Conjunction parts;
  if (root.kind != QueryKind::all) return parts;
  for (const auto& child : root.children) (is_word(child) ? parts.words : parts.fixed).push_back(child);
  return parts;
}

QueryNode node_of(QueryKind kind, std::vector<QueryNode> children) {
  if (children.size() == 1) return std::move(children.front());
  QueryNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

QueryNode with_fixed(QueryNode words, const std::vector<QueryNode>& fixed) {
  if (fixed.empty()) return words;
  std::vector<QueryNode> children{std::move(words)};
  children.insert(children.end(), fixed.begin(), fixed.end());
  return node_of(QueryKind::all, std::move(children));
}

QueryNode subset(const std::vector<QueryNode>& words, std::uint32_t members) {
  std::vector<QueryNode> chosen;
  for (std::size_t i = 0; i < words.size(); ++i)
    if ((members >> i & 1U) != 0) chosen.push_back(words[i]);
  return node_of(QueryKind::all, std::move(chosen));
}

std::string describe(std::size_t least, const Conjunction& parts) {
  std::string result = std::to_string(least) + " of " + std::to_string(parts.words.size()) + ": (";
  for (std::size_t i = 0; i < parts.words.size(); ++i) result += (i > 0 ? ", " : "") + print(parts.words[i]);
  result += ')';
  for (const auto& node : parts.fixed) result += " AND " + print(node);
  return result;
}

}  // namespace

QueryNode any_word(const QueryNode& root) {
  auto parts = split(root);
  if (parts.words.size() < 2) return root;
  return with_fixed(node_of(QueryKind::any, std::move(parts.words)), parts.fixed);
}

std::optional<Relaxed> relax(const QueryNode& root, const std::function<bool(const QueryNode&)>& found) {
  const auto parts = split(root);
  const auto count = parts.words.size();
  if (count < 2) return std::nullopt;

  std::uint32_t known = 0;  // words that are found by themselves; the others are in no set that is found
  std::size_t known_count = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(count, 32); ++i) {
    if (!found(with_fixed(parts.words[i], parts.fixed))) continue;
    known |= 1U << i;
    ++known_count;
  }
  if (known_count == 0) return std::nullopt;
  if (known_count > kMaxWordsTried) {
    auto all_known = with_fixed(subset(parts.words, known), parts.fixed);
    if (known_count < count && found(all_known))
      return Relaxed{std::move(all_known), describe(known_count, parts)};
    return Relaxed{any_word(root), describe(1, parts)};
  }
  for (auto size = std::min(known_count, count - 1); size > 0; --size) {
    std::vector<QueryNode> sets;
    for (auto members = known; members != 0; members = (members - 1) & known) {
      if (static_cast<std::size_t>(__builtin_popcount(members)) != size) continue;
      auto candidate = subset(parts.words, members);
      if (size == 1 || found(with_fixed(candidate, parts.fixed))) sets.push_back(std::move(candidate));
    }
    if (!sets.empty())
      return Relaxed{with_fixed(node_of(QueryKind::any, std::move(sets)), parts.fixed),
                     describe(size, parts)};
  }
  return std::nullopt;
}

}  // namespace pressmark
