#include "indexer/ingest/page/main_text.h"

#include <algorithm>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/dates.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/page_blocks.h"
#include "indexer/ingest/text/boilerplate.h"

namespace pressmark {
namespace {

// Readability's figures: a paragraph counts from 25 characters on, one point for itself, one for each comma
// and up to three for its length; half of it reaches the element around, a third the one around that.
constexpr std::size_t kShortestScored = 25;  // characters
constexpr double kCharactersForPoint = 100;
constexpr double kMostForLength = 3;
constexpr double kShareUp = 0.5;
constexpr double kShareTwoUp = 1.0 / 3;
constexpr double kMostLinked = 0.5;  // share of a block inside links, above which it is a list of links

std::size_t commas(std::string_view text) {
  auto count = static_cast<std::size_t>(std::count(text.begin(), text.end(), ','));
  for (const std::string_view comma : {"،", "、", "，"})
    for (auto at = text.find(comma); at != std::string_view::npos; at = text.find(comma, at + comma.size()))
      ++count;
  return count;
}

double points(const PageBlock& block) {
  const auto length = count_characters(block.text);
  if (length < kShortestScored || is_heading(block.element)) return 0;
  const double score = 1 + static_cast<double>(commas(block.text)) +
                       std::min(static_cast<double>(length) / kCharactersForPoint, kMostForLength);
  return score * (1 - std::min(1.0, block.link_share()));
}

const GumboNode* parent_element(const GumboNode* node) {
  return node != nullptr && node->parent != nullptr && is_element(node->parent) ? node->parent : nullptr;
}

NodeSums score_elements(const std::vector<PageBlock>& blocks) {
  NodeSums scores;
  for (const auto& block : blocks) {
    const auto score = points(block);
    if (score <= 0) continue;
    const auto* up = parent_element(block.container);
    const auto* two_up = parent_element(up);
    scores[block.container] += score;
    if (up != nullptr) scores[up] += score * kShareUp;
    if (two_up != nullptr) scores[two_up] += score * kShareTwoUp;
  }
  return scores;
}

bool is_below(const GumboNode* node, const GumboNode* top) {
  while (node != nullptr && node != top) node = node->parent;
  return node == top;
}

std::size_t prose_bytes(const std::vector<PageBlock>& blocks, const GumboNode* top) {
  std::size_t bytes = 0;
  for (const auto& block : blocks)
    if (block.link_share() <= kMostLinked && is_below(block.element, top)) bytes += block.text.size();
  return bytes;
}

// The one element that says it is the article, when it holds enough of the page's prose to be believed.
const GumboNode* marked_element(const Dom& dom, const std::vector<PageBlock>& blocks) {
  constexpr std::size_t kFewestBytes = 250;
  constexpr std::size_t kMostMarked = 8;
  std::vector<const GumboNode*> bodies;
  std::vector<const GumboNode*> articles;
  for (const auto* node = dom.root(); node != nullptr; node = next_node(node, dom.root())) {
    if (!is_element(node)) continue;
    if (attribute(node, "itemprop") == "articleBody") bodies.push_back(node);
    if (is_element(node, GUMBO_TAG_ARTICLE)) articles.push_back(node);
  }
  const auto page = prose_bytes(blocks, dom.root());
  if (bodies.size() == 1 && prose_bytes(blocks, bodies.front()) >= kFewestBytes) return bodies.front();
  if (articles.empty() || articles.size() > kMostMarked) return nullptr;
  const auto bytes = [&](const GumboNode* node) { return prose_bytes(blocks, node); };
  const auto* best = *std::max_element(articles.begin(), articles.end(),
                                       [&](auto* a, auto* b) { return bytes(a) < bytes(b); });
  return bytes(best) * 2 >= page ? best : nullptr;
}

const GumboNode* best_element(const NodeSums& scores, const std::vector<PageBlock>& blocks) {
  const GumboNode* best = nullptr;
  double best_score = 0;
  for (const auto& block : blocks) {  // in document order, so that ties fall the same way every time
    const auto* node = block.container;
    for (int up = 0; node != nullptr && up < 3; ++up, node = parent_element(node)) {
      const auto it = scores.find(node);
      if (it == scores.end() || it->second <= best_score) continue;
      best = node;
      best_score = it->second;
    }
  }
  return best;
}

// A page may set the parts of one article in sections beside each other: the element around them is meant
// when it holds much more prose than the best one alone.
const GumboNode* widened(const GumboNode* best, const Dom& dom, const std::vector<PageBlock>& blocks) {
  constexpr double kMuchMore = 1.4;
  NodeSums prose;
  for (const auto& block : blocks) prose[block.element] += points(block);
  sum_upwards(dom.root(), prose);
  auto held = prose[best];
  const auto* top = best;
  for (const auto* up = parent_element(best); up != nullptr && !is_element(up, GUMBO_TAG_HTML);
       up = parent_element(up)) {
    const auto more = prose[up];
    if (more < held * kMuchMore) continue;
    top = up;
    held = more;
  }
  return top;
}

bool is_label(const PageBlock& block) {
  constexpr std::size_t kLongestLabel = 60;  // bytes
  if (block.text.size() > kLongestLabel) return false;
  return date_line(block.text).has_value() || starts_with_word(block.text, "by");
}

BlockKind block_kind(const GumboNode* element) {
  if (is_heading(element)) return BlockKind::heading;
  for (const auto* node = element; node != nullptr; node = parent_element(node)) {
    if (is_element(node, GUMBO_TAG_BLOCKQUOTE)) return BlockKind::block_quotation;
    if (is_element(node, GUMBO_TAG_LI) || is_element(node, GUMBO_TAG_DD) || is_element(node, GUMBO_TAG_DT))
      return BlockKind::list_item;
    if (is_element(node, GUMBO_TAG_PRE)) return BlockKind::preformatted;
    if (is_element(node, GUMBO_TAG_TD) || is_element(node, GUMBO_TAG_TH)) return BlockKind::table_row;
  }
  return BlockKind::paragraph;
}

}  // namespace

void read_main_text(const Dom& dom, const IngestOptions& options, RawArticle& raw) {
  const auto blocks = page_blocks(dom);
  const auto scores = score_elements(blocks);
  const auto* top = marked_element(dom, blocks);
  if (top == nullptr) {
    top = best_element(scores, blocks);
    if (top != nullptr) top = widened(top, dom, blocks);
  }
  const auto heading = raw.title ? canonical_line(*raw.title) : std::string();
  bool in_text = false;  // past the head, where title, byline and date are repeated
  for (const auto& block : blocks) {
    if (top != nullptr && !is_below(block.element, top)) continue;
    if (block.link_share() > kMostLinked && !is_heading(block.element)) continue;
    if (block.text == heading || (!in_text && (is_label(block) || is_element(block.element, GUMBO_TAG_H1))))
      continue;
    in_text = in_text || points(block) > 0;
    raw.blocks.push_back({block.text, block_kind(block.element)});
  }
  drop_boilerplate(options, raw);
}

}  // namespace pressmark
