#include "indexer/ingest/page/article_element.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "indexer/ingest/lines.h"
#include "indexer/ingest/text/scraped_lines.h"

namespace pressmark {
namespace {

// Readability's figures: a paragraph counts from 25 characters on, one point for itself, one for each comma
// and up to three for its length; half of it reaches the element around, a third the one around that.
constexpr std::size_t kShortestScored = 25;  // characters
constexpr double kCharactersForPoint = 100;
constexpr double kMostForLength = 3;
constexpr double kShareUp = 0.5;
constexpr double kShareTwoUp = 1.0 / 3;

std::size_t commas(std::string_view text) {
  auto count = static_cast<std::size_t>(std::count(text.begin(), text.end(), ','));
  for (const std::string_view comma : {"،", "、", "，"})
    for (auto at = text.find(comma); at != std::string_view::npos; at = text.find(comma, at + comma.size()))
      ++count;
  return count;
}

NodeSums score_elements(const std::vector<PageBlock>& blocks) {
  NodeSums scores;
  for (const auto& block : blocks) {
    const auto score = points_of(block);
    if (score <= 0) continue;
    const auto* up = parent_element(block.container);
    const auto* two_up = parent_element(up);
    scores[block.container] += score;
    if (up != nullptr) scores[up] += score * kShareUp;
    if (two_up != nullptr) scores[two_up] += score * kShareTwoUp;
  }
  return scores;
}

// What stands below every element, in one walk.
class Prose {
 public:
  Prose(const Dom& dom, const std::vector<PageBlock>& blocks) {
    for (const auto& block : blocks) {
      if (is_linked_heading(block)) linked_headings_[block.element] += 1;
      if (block.link_share() > kMostLinked) continue;
      bytes_[block.element] += static_cast<double>(block.text.size());
      points_[block.element] += points_of(block);
    }
    for (auto* sums : {&bytes_, &points_, &linked_headings_}) sum_upwards(dom.root(), *sums);
  }

  double bytes(const GumboNode* element) const { return at(bytes_, element); }
  double points(const GumboNode* element) const { return at(points_, element); }
  // Headlines of other articles.
  double linked_headings(const GumboNode* element) const { return at(linked_headings_, element); }

 private:
  static bool is_linked_heading(const PageBlock& block) {
    constexpr double kAlmostAll = 0.8;
    return is_heading(block.element) && block.link_share() >= kAlmostAll;
  }
  static double at(const NodeSums& sums, const GumboNode* element) {
    const auto it = sums.find(element);
    return it == sums.end() ? 0 : it->second;
  }

  NodeSums bytes_;
  NodeSums points_;
  NodeSums linked_headings_;
};

// Class names that sites of all kinds give to the element around the paragraphs of an article.
bool names_body(std::string_view name) {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"articlebody",        "articlecontent",  "articletext",   "articlemaincontent", "entrycontent",
       "postcontent",        "postbody",        "posttext",      "storybody",          "storycontent",
       "storytext",          "bodycopy",        "newstext",      "newscontent",        "contentbody",
       "articlebodycontent", "singlecontent",   "pagecontent",   "theiacontent",       "artikeltext",
       "artikelbody",        "articlebodytext", "fieldnamebody", "storybodytext",      "entrybody",
       "blogcontent"});
  for (const auto each : split(name, ' ')) {
    std::string letters;
    for (const char c : ascii_lower(each))
      if (c >= 'a' && c <= 'z') letters += c;
    if (std::find(kNames.begin(), kNames.end(), letters) != kNames.end()) return true;
  }
  return false;
}

// Elements that say they are the article, or its body.
struct Marked {
  std::vector<const GumboNode*> bodies;  // itemprop
  std::vector<const GumboNode*> named;   // by their class
  std::vector<const GumboNode*> articles;
};

Marked marked_elements(const Dom& dom) {
  Marked marked;
  for (const auto* node = dom.root(); node != nullptr; node = next_node(node, dom.root())) {
    if (!is_element(node)) continue;
    if (is_element(node, GUMBO_TAG_ARTICLE)) marked.articles.push_back(node);
    if (node->v.element.attributes.length == 0) continue;
    if (attribute(node, "itemprop") == "articleBody") marked.bodies.push_back(node);
    if (names_body(attribute(node, "class"))) marked.named.push_back(node);
  }
  return marked;
}

// The marked element to believe: one that holds enough of the prose, and is not one of a list.
const GumboNode* believable(const Marked& marked, const Prose& prose, const Dom& dom,
                            const GumboNode* scored) {
  constexpr double kFewestBytes = 250;
  constexpr double kShareOfScored = 0.4;
  constexpr double kShareOfPage = 0.5;
  const double best_scored = scored != nullptr ? prose.bytes(scored) : 0;
  if (marked.bodies.size() == 1 && prose.bytes(marked.bodies.front()) >= kFewestBytes)
    return marked.bodies.front();
  const GumboNode* article = nullptr;
  std::size_t articles = 0;
  for (const auto* each : marked.articles) {
    if (prose.bytes(each) < kFewestBytes) continue;
    ++articles;
    if (article == nullptr || prose.bytes(each) > prose.bytes(article)) article = each;
  }
  if (article != nullptr && prose.bytes(article) < prose.bytes(dom.root()) * kShareOfPage &&
      (articles > 1 || prose.bytes(article) < 2 * kFewestBytes))
    article = nullptr;
  if (marked.named.size() == 1) {
    const auto* named = marked.named.front();
    const auto least =
        std::max(kFewestBytes, kShareOfScored * (article != nullptr ? prose.bytes(article) : best_scored));
    if (prose.bytes(named) >= least && (article == nullptr || is_below(named, article))) return named;
  }
  return article;
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
// when it holds much more prose than the best one alone, and no headlines of others.
const GumboNode* widened(const GumboNode* best, const Prose& prose) {
  constexpr double kMuchMore = 1.4;
  constexpr double kMostHeadlines = 2;
  auto held = prose.points(best);
  const auto* top = best;
  for (const auto* up = parent_element(best); up != nullptr && !is_element(up, GUMBO_TAG_HTML);
       up = parent_element(up)) {
    if (prose.linked_headings(up) - prose.linked_headings(best) > kMostHeadlines) break;
    const auto more = prose.points(up);
    if (more < held * kMuchMore) continue;
    top = up;
    held = more;
  }
  return top;
}

}  // namespace

double points_of(const PageBlock& block) {
  const auto length = count_characters(block.text);
  if (length < kShortestScored || is_heading(block.element)) return 0;
  const double score = 1 + static_cast<double>(commas(block.text)) +
                       std::min(static_cast<double>(length) / kCharactersForPoint, kMostForLength);
  return score * (1 - std::min(1.0, block.link_share()));
}

const GumboNode* element_of_article(const Dom& dom, const std::vector<PageBlock>& blocks) {
  const auto scores = score_elements(blocks);
  const auto* top = best_element(scores, blocks);
  const Prose prose(dom, blocks);
  if (top != nullptr) top = widened(top, prose);
  if (const auto* marked = believable(marked_elements(dom), prose, dom, top)) top = marked;
  return top;
}

}  // namespace pressmark
