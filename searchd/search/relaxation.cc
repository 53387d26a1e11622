#include "searchd/search/relaxation.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "schema/text/function_words.h"
#include "searchd/search/query_parser.h"

namespace pressmark {
namespace {

constexpr std::size_t kMaxSubsetWords = 6;  // up to here every subset is tried: 2^6 look-ups
constexpr std::size_t kMaxWords = 32;       // beyond, words are not tried one by one

bool is_word(const QueryNode& node) {
  return node.kind == QueryKind::words || node.kind == QueryKind::phrase || node.kind == QueryKind::prefix ||
         node.kind == QueryKind::exact || node.kind == QueryKind::fuzzy || node.kind == QueryKind::near ||
         node.kind == QueryKind::any;
}

// "the" is one; "WHO" and "IT" in capitals are names.
bool is_grammar_only(const QueryNode& node) {
  if (node.kind != QueryKind::words) return false;
  std::string word = node.text;
  if (word.size() > 1 && word[1] >= 'A' && word[1] <= 'Z') return false;
  if (!word.empty() && word[0] >= 'A' && word[0] <= 'Z') word[0] = static_cast<char>(word[0] + ('a' - 'A'));
  return is_function_word(word);
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

using Members = std::vector<std::size_t>;  // indices of words, ascending

QueryNode subset(const std::vector<QueryNode>& words, const Members& members) {
  std::vector<QueryNode> chosen;
  for (const auto i : members) chosen.push_back(words[i]);
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

namespace {

// Every subset of `size` of `known`, in order.
std::vector<Members> subsets(const Members& known, std::size_t size) {
  std::vector<Members> result;
  for (std::uint32_t bits = 0; bits < (1U << known.size()); ++bits) {
    if (static_cast<std::size_t>(__builtin_popcount(bits)) != size) continue;
    Members members;
    for (std::size_t i = 0; i < known.size(); ++i)
      if ((bits >> i & 1U) != 0) members.push_back(known[i]);
    result.push_back(std::move(members));
  }
  return result;
}

}  // namespace

std::optional<Relaxed> relax(const QueryNode& root, const std::function<bool(const QueryNode&)>& found) {
  const auto parts = split(root);
  const auto count = parts.words.size();
  if (count < 2) return std::nullopt;
  if (count > kMaxWords) return Relaxed{any_word(root), describe(1, parts)};

  Members known;  // words that are found by themselves; the others are in no set that is found
  for (std::size_t i = 0; i < count; ++i)
    if (found(with_fixed(parts.words[i], parts.fixed))) known.push_back(i);
  if (known.empty()) return std::nullopt;
  // What is found by "the" alone was not asked for, unless nothing else was.
  const bool about_something = !std::all_of(parts.words.begin(), parts.words.end(), is_grammar_only);
  const auto says_nothing = [&](const Members& members) {
    return about_something && std::all_of(members.begin(), members.end(),
                                          [&](std::size_t i) { return is_grammar_only(parts.words[i]); });
  };
  if (says_nothing(known)) return std::nullopt;

  // Many words: the last known one is left out until the rest is found together.
  while (known.size() > kMaxSubsetWords) {
    auto candidate = with_fixed(subset(parts.words, known), parts.fixed);
    if (known.size() < count && found(candidate))
      return Relaxed{std::move(candidate), describe(known.size(), parts)};
    std::optional<Members> next;
    for (std::size_t leave = known.size(); leave-- > 0 && !next;) {
      auto fewer = known;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(leave));
      if (found(with_fixed(subset(parts.words, fewer), parts.fixed))) next = std::move(fewer);
    }
    if (next)
      return Relaxed{with_fixed(subset(parts.words, *next), parts.fixed), describe(next->size(), parts)};
    known.pop_back();
  }
  for (auto size = std::min(known.size(), count - 1); size > 0; --size) {
    std::vector<QueryNode> sets;
    for (const auto& members : subsets(known, size)) {
      if (says_nothing(members)) continue;
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
