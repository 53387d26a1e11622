#include "indexer/ingest/page/main_text.h"

#include <algorithm>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/dates.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/closing_lines.h"
#include "indexer/ingest/page/page_blocks.h"
#include "indexer/ingest/text/boilerplate.h"
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
constexpr double kProsePoints = 2;   // a block with more is a paragraph of somebody's text
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
  if (starts_with_word(block.text, "by")) return true;
  return !block.text.ends_with('.') &&
         (date_line(block.text).has_value() || day_within(block.text).has_value());
}

// A day that stands by itself near the headline: behind it first, then before it, then where the text opens
// with it ("BERLIN, 12. Oktober 2021").
void infer_date(const std::vector<PageBlock>& blocks, RawArticle& raw) {
  constexpr std::size_t kLongest = 140;  // bytes
  constexpr std::size_t kOpening = 70;   // bytes
  constexpr std::size_t kMostBehind = 15;
  constexpr std::size_t kMostBefore = 6;
  if (raw.date) return;
  const auto heading = raw.title ? canonical_line(*raw.title) : std::string();
  const auto is_headline = [&](const PageBlock& block) {
    return block.text == heading || is_element(block.element, GUMBO_TAG_H1);
  };
  const auto headline =
      static_cast<std::size_t>(std::find_if(blocks.begin(), blocks.end(), is_headline) - blocks.begin());
  if (headline == blocks.size()) return;
  const auto take = [&](std::optional<Day> day) {
    if (!day || raw.date) return;
    raw.date = day;
    raw.inferred.emplace_back("date");
  };
  std::string_view opening;
  for (auto i = headline; i < blocks.size() && i < headline + kMostBehind && opening.empty(); ++i) {
    const auto& block = blocks[i];
    if (block.text.size() > kLongest && points(block) > 0)
      opening = std::string_view(block.text).substr(0, kOpening);
    if (block.text.size() <= kLongest && !is_heading(block.element)) take(day_within(block.text));
  }
  for (std::size_t i = 1; i <= std::min(kMostBefore, headline); ++i)
    if (const auto& block = blocks[headline - i]; block.text.size() <= kLongest / 2)
      take(day_within(block.text));
  take(day_within(opening));
}

// The headline behind a trail of sections ("Home Climate …") or before the site's name.
bool repeats(std::string_view text, std::string_view heading) {
  constexpr std::size_t kFewest = 20;  // bytes
  constexpr std::size_t kMost = 40;    // bytes beside it
  return heading.size() >= kFewest && text.size() <= heading.size() + kMost &&
         (text.ends_with(heading) || text.starts_with(heading));
}

constexpr const char* kOutside = "outside of the main text";
constexpr double kStandfirstPoints = 1.5;

// A block of the main text on its way into the article.
struct Candidate {
  const PageBlock* block = nullptr;
  double points = 0;
  const char* dropped = nullptr;  // the rule that takes it out
};

std::size_t heading_level(const PageBlock& block) {
  return is_heading(block.element) ? block.element->v.element.tag - GUMBO_TAG_H1 + 1 : 7;
}

// What a closing line opens: up to the next heading of its rank, and to the end where little prose is left.
void drop_closing_sections(std::vector<Candidate>& candidates) {
  constexpr double kLittle = 0.25;      // share of the prose that may stand behind a heading
  constexpr double kVeryLittle = 0.12;  // and behind a line that is none
  double total = 0;
  for (const auto& candidate : candidates) total += candidate.dropped == nullptr ? candidate.points : 0;
  double before = 0;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    auto& candidate = candidates[i];
    if (candidate.dropped != nullptr) continue;
    before += candidate.points;
    if (!is_closing_line(candidate.block->text)) continue;
    const auto level = heading_level(*candidate.block);
    const bool is_near_end = total - before <= total * (level < 7 ? kLittle : kVeryLittle);
    candidate.dropped = "closing line";
    for (auto j = i + 1; j < candidates.size(); ++j) {
      auto& next = candidates[j];
      const bool ends = is_heading(next.block->element) && heading_level(*next.block) <= level;
      const bool is_prose = next.points > kProsePoints;
      if (!is_near_end && (ends || level == 7 || is_prose)) break;
      if (next.dropped == nullptr) next.dropped = "behind a closing line";
    }
  }
}

// Prose between the headline and the main text is the article's own, though it stand in an element beside it.
void take_standfirst(std::vector<Candidate>& candidates, std::string_view heading) {
  constexpr std::size_t kMost = 4;
  std::size_t begin = candidates.size();
  std::size_t end = candidates.size();
  for (std::size_t i = 0; i < candidates.size() && end == candidates.size(); ++i) {
    const auto& block = *candidates[i].block;
    if (block.text == heading && is_heading(block.element)) begin = i + 1;
    if (candidates[i].dropped == nullptr && candidates[i].points > 0) end = i;
  }
  if (begin >= end || end == candidates.size() || end - begin > 40) return;
  std::size_t taken = 0;
  for (auto i = begin; i < end && taken < kMost; ++i) {
    auto& candidate = candidates[i];
    const bool is_prose = candidate.points > kStandfirstPoints && candidate.block->link_bytes == 0 &&
                          !is_closing_line(candidate.block->text);
    if (candidate.dropped != kOutside || !is_prose) continue;
    candidate.dropped = nullptr;
    ++taken;
  }
}

// Requests to the reader at either end of the text; in its midst somebody may be quoted with one.
void drop_promotions(std::vector<Candidate>& candidates) {
  constexpr std::size_t kAtBegin = 3;
  constexpr std::size_t kAtEnd = 5;
  std::vector<Candidate*> kept;
  for (auto& candidate : candidates)
    if (candidate.dropped == nullptr) kept.push_back(&candidate);
  for (std::size_t i = 0; i < kept.size(); ++i)
    if ((i < kAtBegin || i + kAtEnd >= kept.size()) && is_promotion(kept[i]->block->text))
      kept[i]->dropped = "request to the reader";
}

// Headings that nothing follows.
void drop_trailing_headings(std::vector<Candidate>& candidates) {
  constexpr std::size_t kLongestHeading = 100;  // bytes
  const bool has_text = std::any_of(candidates.begin(), candidates.end(), [](const Candidate& candidate) {
    return candidate.dropped == nullptr && !is_heading(candidate.block->element);
  });
  for (auto it = candidates.rbegin(); has_text && it != candidates.rend(); ++it) {
    if (it->dropped != nullptr) continue;
    const auto& text = it->block->text;
    if (!is_heading(it->block->element) || text.size() > kLongestHeading || text.ends_with('.')) return;
    it->dropped = "heading of nothing";
  }
}

// Pages that scripts build carry their text in JSON-LD alone.
void take_linked_body(const std::optional<std::string>& body, const IngestOptions& options, RawArticle& raw) {
  constexpr std::size_t kMuchMore = 2;
  constexpr std::size_t kFewest = 300;  // bytes
  if (!body || body->size() < kFewest) return;
  std::size_t bytes = 0;
  for (const auto& block : raw.blocks) bytes += block.text.size();
  if (bytes * kMuchMore >= body->size()) return;
  for (const auto& block : raw.blocks) decide(options, raw, false, "less than JSON-LD has", block.text);
  raw.blocks.clear();
  std::string_view rest = *body;
  while (!rest.empty()) {
    const auto line = take_line(rest);
    if (trimmed(line).empty()) continue;
    decide(options, raw, true, "articleBody of JSON-LD", line);
    raw.blocks.push_back({std::string(line)});
  }
  drop_boilerplate(options, raw);
}

}  // namespace

void read_main_text(const Dom& dom, const std::optional<std::string>& linked_body,
                    const IngestOptions& options, RawArticle& raw) {
  const auto blocks = page_blocks(dom, options, raw);
  infer_date(blocks, raw);
  const auto scores = score_elements(blocks);
  const auto* top = marked_element(dom, blocks);
  if (top == nullptr) {
    top = best_element(scores, blocks);
    if (top != nullptr) top = widened(top, dom, blocks);
  }
  const auto heading = raw.title ? canonical_line(*raw.title) : std::string();
  std::vector<Candidate> candidates;
  bool in_text = false;  // past the head, where title, byline and date are repeated
  for (const auto& block : blocks) {
    Candidate candidate{&block, points(block)};
    if (top != nullptr && !is_below(block.element, top))
      candidate.dropped = kOutside;
    else if (block.link_share() > kMostLinked && !is_heading(block.element))
      candidate.dropped = "links";
    else if (block.text == heading || (!in_text && repeats(block.text, heading)))
      candidate.dropped = "the title again";
    else if (!in_text && (is_label(block) || is_element(block.element, GUMBO_TAG_H1)))
      candidate.dropped = "head of the page";
    else if (is_lone_line(block.text))
      candidate.dropped = "furniture of the page";
    else if (is_pointer_line(block.text))
      candidate.dropped = "pointer to another article";
    in_text = in_text || (candidate.dropped == nullptr && candidate.points > 0);
    candidates.push_back(candidate);
  }
  take_standfirst(candidates, heading);
  drop_closing_sections(candidates);
  drop_promotions(candidates);
  drop_trailing_headings(candidates);
  for (const auto& candidate : candidates) {
    const auto* rule = candidate.dropped;
    decide(options, raw, rule == nullptr, rule == nullptr ? "main text" : rule, candidate.block->text);
    if (rule == nullptr) raw.blocks.push_back({candidate.block->text, candidate.block->kind});
  }
  drop_boilerplate(options, raw);
  take_scraped_lines(options, raw);
  take_linked_body(linked_body, options, raw);
}

}  // namespace pressmark
