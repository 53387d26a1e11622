#include "indexer/ingest/page/article_blocks.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "indexer/ingest/dates.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/article_element.h"
#include "indexer/ingest/page/closing_lines.h"
#include "indexer/ingest/text/scraped_lines.h"

namespace pressmark {
namespace {

constexpr double kProsePoints = 2;  // a block with more is a paragraph of somebody's text
constexpr const char* kLinks = "links";
constexpr double kHeadingLinked = 0.8;  // of a heading, above which it is another article's

bool is_label(const PageBlock& block) {
  constexpr std::size_t kLongestLabel = 60;  // bytes
  if (block.text.size() > kLongestLabel) return false;
  if (starts_with_word(block.text, "by")) return true;
  return !block.text.ends_with('.') &&
         (date_line(block.text).has_value() || day_within(block.text).has_value());
}

// The headline behind a trail of sections ("Home Climate …") or before the site's name.
bool repeats(std::string_view text, std::string_view heading) {
  constexpr std::size_t kFewest = 20;  // bytes
  constexpr std::size_t kMost = 40;    // bytes beside it
  return heading.size() >= kFewest && text.size() <= heading.size() + kMost &&
         (text.ends_with(heading) || text.starts_with(heading));
}

constexpr double kStandfirstPoints = 1.5;

std::size_t heading_level(const PageBlock& block) {
  return is_heading(block.element) ? block.element->v.element.tag - GUMBO_TAG_H1 + 1 : 7;
}

// The block behind the last one of the box that `candidates[i]` opens; i + 1 where it opens none.
std::size_t box_end(const std::vector<Candidate>& candidates, std::size_t i, const GumboNode* top) {
  const auto end_of = [&](const GumboNode* box) {
    auto end = i + 1;
    while (end < candidates.size() && is_below(candidates[end].block->element, box)) ++end;
    return end;
  };
  auto end = i + 1;
  for (const auto* box = parent_element(candidates[i].block->element); box != nullptr && box != top;
       box = parent_element(box)) {
    if (i > 0 && is_below(candidates[i - 1].block->element, box)) break;
    end = end_of(box);
  }
  return end;
}

// What a closing line opens: the box it stands in; where it stands among the paragraphs, all up to the next
// heading of its rank, and to the end where little prose is left.
void drop_closing_sections(std::vector<Candidate>& candidates, const GumboNode* top) {
  constexpr double kLittle = 0.25;      // share of the prose that may stand behind a heading
  constexpr double kVeryLittle = 0.12;  // and behind a line that is none
  double total = 0;
  for (const auto& candidate : candidates) total += candidate.dropped == nullptr ? candidate.points : 0;
  std::vector<double> behind(candidates.size() + 1);  // prose from each block on
  for (auto i = candidates.size(); i > 0; --i) {
    const auto& candidate = candidates[i - 1];
    const bool is_prose = candidate.dropped == nullptr && candidate.points > kProsePoints;
    behind[i - 1] = behind[i] + (is_prose ? candidate.points : 0);
  }
  double before = 0;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    auto& candidate = candidates[i];
    if (candidate.dropped != nullptr) continue;
    before += candidate.points;
    if (!is_closing_line(candidate.block->text)) continue;
    const auto level = heading_level(*candidate.block);
    const auto box = box_end(candidates, i, top);
    double in_box = 0;
    for (auto j = i; j < box; ++j) in_box += candidates[j].dropped == nullptr ? candidates[j].points : 0;
    const bool is_box = box > i + 1 && in_box <= total * kLittle;
    const bool ends_with_box = is_box && behind[box] > 0;
    const bool is_near_end = !ends_with_box && total - before <= total * (level < 7 ? kLittle : kVeryLittle);
    candidate.dropped = "closing line";
    for (auto j = i + 1; j < candidates.size(); ++j) {
      auto& next = candidates[j];
      if (is_box && j < box) {
        if (next.dropped == nullptr) next.dropped = "behind a closing line";
        continue;
      }
      if (ends_with_box) break;
      const bool ends = is_heading(next.block->element) && heading_level(*next.block) <= level;
      const bool is_prose = next.points > kProsePoints;
      if (!is_near_end && (ends || level == 7 || is_prose)) break;
      if (next.dropped == nullptr) next.dropped = "behind a closing line";
    }
  }
}

// An element as the page's style knows it: "story-body-2" and "story-body-1" are set alike.
std::string style_of(const GumboNode* element) {
  std::string style(gumbo_normalized_tagname(element->v.element.tag));
  for (const char c : attribute(element, "class"))
    if (c < '0' || c > '9') style += c;
  return style;
}

// Parts of the article beside its main part: elements set like it, below the same parent.
void take_parts(std::vector<Candidate>& candidates, const GumboNode* top) {
  if (top == nullptr || top->parent == nullptr || attribute(top, "class").empty()) return;
  const auto style = style_of(top);
  std::unordered_map<const GumboNode*, bool> alike;  // children of the parent
  for (auto& candidate : candidates) {
    if (candidate.dropped != kOutside || candidate.points <= kProsePoints) continue;
    const auto* child = candidate.block->element;
    while (child != nullptr && child->parent != top->parent) child = child->parent;
    if (child == nullptr || !is_element(child)) continue;
    const auto [it, is_new] = alike.try_emplace(child, false);
    if (is_new) it->second = style_of(child) == style;
    if (it->second && candidate.block->link_share() <= kMostLinked) candidate.dropped = nullptr;
  }
}

// Prose between the headline and the main text is the article's own, though it stand in an element beside it.
void take_standfirst(std::vector<Candidate>& candidates, std::string_view heading) {
  constexpr std::size_t kMost = 4;
  constexpr std::size_t kFurthest = 40;  // blocks
  std::size_t begin = candidates.size();
  std::size_t end = candidates.size();
  for (std::size_t i = 0; i < candidates.size() && end == candidates.size(); ++i) {
    const auto& block = *candidates[i].block;
    const bool is_headline =
        is_heading(block.element) && (is_element(block.element, GUMBO_TAG_H1) || block.text == heading ||
                                      repeats(block.text, heading) || repeats(heading, block.text));
    if (is_headline && candidates[i].dropped == kOutside) begin = i + 1;
    if (candidates[i].dropped == nullptr && candidates[i].points > 0) end = i;
  }
  if (begin >= end || end == candidates.size() || end - begin > kFurthest) return;
  std::size_t taken = 0;
  for (auto i = begin; i < end && taken < kMost; ++i) {
    auto& candidate = candidates[i];
    const auto& text = candidate.block->text;
    const bool is_sentence = text.ends_with('.') || text.ends_with('?') || text.ends_with('!');
    const bool is_prose = (candidate.points > kStandfirstPoints || (candidate.points > 1 && is_sentence)) &&
                          candidate.block->link_share() < kMostLinked / 2 && !is_closing_line(text) &&
                          !is_label(*candidate.block);
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

bool ends_like_a_sentence(std::string_view text) {
  constexpr auto kEnds =
      std::to_array<std::string_view>({".", "!", "?", "…", ":",  ";",  "\"", "'",  "”", "“", "»",
                                       "«", "’", ")", "]", "。", "！", "？", "」", "؟", "۔", "।"});
  return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return text.ends_with(end); });
}

// Names, labels and teasers at the end that no sentence follows.
void drop_trailing_scraps(std::vector<Candidate>& candidates) {
  constexpr std::size_t kLongestScrap = 60;  // bytes
  constexpr double kFewestPoints = 10;       // of a text that is more than scraps
  constexpr std::size_t kMostScraps = 4;
  double total = 0;
  for (const auto& candidate : candidates) total += candidate.dropped == nullptr ? candidate.points : 0;
  if (total < kFewestPoints) return;
  std::size_t taken = 0;
  for (auto it = candidates.rbegin(); it != candidates.rend() && taken < kMostScraps; ++it) {
    if (it->dropped != nullptr) continue;
    const auto& block = *it->block;
    if (block.kind != BlockKind::paragraph || block.text.size() > kLongestScrap ||
        ends_like_a_sentence(block.text))
      return;
    it->dropped = "scrap behind the text";
    ++taken;
  }
}

// Sections, times and the like before the first sentence.
void drop_leading_scraps(std::vector<Candidate>& candidates) {
  constexpr std::size_t kLongestScrap = 40;  // bytes
  constexpr double kFewestPoints = 10;       // of a text that is more than scraps
  constexpr std::size_t kMostScraps = 4;
  double total = 0;
  for (const auto& candidate : candidates) total += candidate.dropped == nullptr ? candidate.points : 0;
  if (total < kFewestPoints) return;
  std::size_t taken = 0;
  for (auto& candidate : candidates) {
    if (candidate.dropped != nullptr) continue;
    const auto& block = *candidate.block;
    if (block.kind != BlockKind::paragraph || block.text.size() > kLongestScrap ||
        ends_like_a_sentence(block.text) || taken == kMostScraps)
      return;
    candidate.dropped = "scrap before the text";
    ++taken;
  }
}

// What only a paragraph of the page's own furniture says; in a heading, a list or a table it may be the
// matter.
bool is_furniture(const PageBlock& block) {
  return block.kind == BlockKind::paragraph &&
         (is_control_line(block.text) || is_counter_line(block.text) || is_player_line(block.text));
}

// What stands under a linked headline in a box of its own is another article's, too.
void drop_teasers(std::vector<Candidate>& candidates, const GumboNode* top) {
  constexpr std::size_t kMostBlocks = 3;
  constexpr double kLittle = 0.08;  // share of the prose
  double total = 0;
  for (const auto& candidate : candidates) total += candidate.dropped == nullptr ? candidate.points : 0;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const auto& block = *candidates[i].block;
    if (!is_heading(block.element) || block.link_share() <= kHeadingLinked) continue;
    if (candidates[i].dropped == nullptr || candidates[i].dropped == kOutside) continue;
    const auto end = box_end(candidates, i, top);
    if (end - i > kMostBlocks) continue;
    double in_box = 0;
    for (auto j = i; j < end; ++j) in_box += candidates[j].dropped == nullptr ? candidates[j].points : 0;
    for (auto j = i + 1; j < end && in_box <= total * kLittle; ++j)
      if (candidates[j].dropped == nullptr) candidates[j].dropped = "under another headline";
  }
}

// A heading over links alone is that list's, and not the article's:
// the next of the text is a heading of its rank, or stands outside of the box that it opens.
void drop_headings_of_links(std::vector<Candidate>& candidates, const GumboNode* top) {
  constexpr std::size_t kLongestHeading = 100;  // bytes
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const auto& block = *candidates[i].block;
    if (candidates[i].dropped != nullptr || !is_heading(block.element) ||
        block.text.size() > kLongestHeading || block.text.ends_with('.'))
      continue;
    auto next = i + 1;
    bool has_links = false;
    for (; next < candidates.size() && candidates[next].dropped != nullptr; ++next)
      has_links = has_links || candidates[next].dropped == kLinks;
    if (next == candidates.size() || !has_links) continue;
    const bool is_section = is_heading(candidates[next].block->element) &&
                            heading_level(*candidates[next].block) <= heading_level(block);
    if (is_section || box_end(candidates, i, top) == next) candidates[i].dropped = "heading of links";
    i = next - 1;
  }
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

}  // namespace

std::size_t Choice::bytes() const {
  std::size_t sum = 0;
  for (const auto& candidate : candidates)
    if (candidate.dropped == nullptr) sum += candidate.block->text.size();
  return sum;
}

Choice choose_blocks(const Dom& dom, const std::vector<PageBlock>& blocks, const std::string& heading) {
  Choice choice;
  choice.top = element_of_article(dom, blocks);
  const auto* top = choice.top;
  auto& candidates = choice.candidates;
  bool in_text = false;  // past the head, where title, byline and date are repeated
  for (const auto& block : blocks) {
    Candidate candidate{&block, points_of(block)};
    if (top != nullptr && !is_below(block.element, top))
      candidate.dropped = kOutside;
    else if (block.link_share() > (is_heading(block.element) ? kHeadingLinked : kMostLinked))
      candidate.dropped = kLinks;
    else if (block.text == heading || (!in_text && repeats(block.text, heading)))
      candidate.dropped = "the title again";
    else if (!in_text && (is_label(block) || is_element(block.element, GUMBO_TAG_H1)))
      candidate.dropped = "head of the page";
    else if (is_lone_line(block.text) || is_furniture(block))
      candidate.dropped = "furniture of the page";
    else if (is_pointer_line(block.text))
      candidate.dropped = "pointer to another article";
    else if (is_credit_line(block.text))
      candidate.dropped = "credit of a picture";
    else if (is_plain_promotion(block.text))
      candidate.dropped = "request to the reader";
    in_text = in_text || (candidate.dropped == nullptr && candidate.points > 0);
    candidates.push_back(candidate);
  }
  take_parts(candidates, top);
  take_standfirst(candidates, heading);
  drop_closing_sections(candidates, top);
  drop_teasers(candidates, top);
  drop_headings_of_links(candidates, top);
  drop_promotions(candidates);
  drop_leading_scraps(candidates);
  drop_trailing_headings(candidates);
  drop_trailing_scraps(candidates);
  drop_trailing_headings(candidates);
  return choice;
}

}  // namespace pressmark
