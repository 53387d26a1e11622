#include "indexer/ingest/page/main_text.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/dates.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/author_names.h"
#include "indexer/ingest/page/bylines.h"
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
constexpr double kProsePoints = 2;      // a block with more is a paragraph of somebody's text
constexpr double kHeadingLinked = 0.8;  // of a heading, above which it is another article's
constexpr double kMostLinked = 0.5;     // share of a block inside links, above which it is a list of links

std::size_t commas(std::string_view text) {
  auto count = static_cast<std::size_t>(std::count(text.begin(), text.end(), ','));
  for (const std::string_view comma : {"،", "、", "，"})
    for (auto at = text.find(comma); at != std::string_view::npos; at = text.find(comma, at + comma.size()))
      ++count;
  return count;
}

double points_of(const PageBlock& block) {
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

bool is_below(const GumboNode* node, const GumboNode* top) {
  while (node != nullptr && node != top) node = node->parent;
  return node == top;
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
    if (block.text.size() > kLongest && points_of(block) > 0)
      opening = std::string_view(block.text).substr(0, kOpening);
    if (block.text.size() <= kLongest && !is_heading(block.element) &&
        !stands_in_teaser(block.element, heading))
      take(day_within(block.text));
  }
  for (std::size_t i = 1; i <= std::min(kMostBefore, headline); ++i)
    if (const auto& block = blocks[headline - i];
        block.text.size() <= kLongest / 2 && !stands_in_teaser(block.element, heading))
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

// Captions from the headline to the end of the text; those of other articles stand behind it.
void take_captions(const std::vector<PageCaption>& captions, const std::vector<Candidate>& candidates,
                   const GumboNode* top, std::string_view heading, RawArticle& raw) {
  constexpr std::size_t kLead = 4;  // blocks between a picture and the text, where no headline is before it
  std::size_t first = candidates.size();
  std::size_t last = 0;
  std::size_t headline = candidates.size();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const auto& block = *candidates[i].block;
    if (first == candidates.size() && (block.text == heading || is_element(block.element, GUMBO_TAG_H1)))
      headline = i;
    if (candidates[i].dropped != nullptr) continue;
    first = std::min(first, i);
    last = i;
  }
  if (first == candidates.size()) return;
  const auto begin = std::min(headline, first > kLead ? first - kLead : 0);
  for (const auto& caption : captions)
    if (caption.before >= begin && caption.before <= last + (is_below(caption.element, top) ? 1 : 0) &&
        std::find(raw.captions.begin(), raw.captions.end(), caption.text) == raw.captions.end())
      raw.captions.push_back(caption.text);
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

// A byline set as a paragraph like any other, before the text or at its end. What is printed there says who
// wrote; what the page states may be who put it online, so that it gives way where it names others.
class PrintedByline {
 public:
  PrintedByline(std::vector<Candidate>& candidates, RawArticle& raw) : candidates_(candidates), raw_(raw) {
    first_ = candidates.size();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (candidates[i].dropped != nullptr) continue;
      first_ = std::min(first_, i);
      last_ = i;
    }
  }

  void infer() {
    constexpr std::size_t kBefore = 12;  // blocks
    constexpr std::size_t kInto = 6;
    constexpr std::size_t kBehind = 10;
    if (first_ == candidates_.size()) return;
    const auto begin = first_ > kBefore ? first_ - kBefore : 0;
    for (auto i = begin; i < std::min(first_ + kInto, candidates_.size()) && !found_; ++i)
      try_block(i, false);
    for (auto i = std::min(last_ + kBehind, candidates_.size() - 1) + 1; i > first_ && !found_; --i)
      try_block(i - 1, true);
    if (!found_ && is_open()) try_signature();
    if (!found_ && is_open()) try_portrait();
    if (!found_ && is_open()) try_source();
  }

  // "(Ann Smith)" behind the last sentence.
  void try_signature() {
    std::string_view text = candidates_[last_].block->text;
    constexpr std::string_view kMarks = "+ .";
    while (!text.empty() && kMarks.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
    const auto open = text.rfind('(');
    if (!text.ends_with(')') || open == std::string_view::npos) return;
    const auto before = trimmed(text.substr(0, open));
    if (!before.empty() && std::string_view(".!?\"").find(before.back()) == std::string_view::npos &&
        !before.ends_with("“") && !before.ends_with("”") && !before.ends_with("«"))
      return;
    auto names = author_names(text.substr(open + 1, text.size() - open - 2), raw_.outlet);
    if (are_full_names(names)) take(std::move(names));
  }

 private:
  void try_block(std::size_t i, bool is_foot) {
    constexpr std::size_t kLongest = 120;  // bytes
    auto& candidate = candidates_[i];
    const std::string_view text = candidate.block->text;
    if (text.size() > kLongest || !(is_foot ? labels_author(text) : opens_byline(text))) return;
    auto names = author_names(text, raw_.outlet);
    if (!are_full_names(names) || !gives_way(candidate, names)) return;
    take(std::move(names));
    if (candidate.dropped == nullptr) candidate.dropped = "byline";
  }

  // Whether no person is named so far.
  bool is_open() const { return raw_.authors.empty() || is_collective(raw_.authors.front(), raw_.outlet); }

  bool gives_way(const Candidate& candidate, const std::vector<std::string>& names) const {
    if (is_open()) return true;
    const bool is_repeated = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return std::find(raw_.authors.begin(), raw_.authors.end(), name) != raw_.authors.end();
    });
    return !is_repeated && candidate.dropped != kOutside;
  }

  // "Ann Smith is a reporter …" behind the text.
  void try_portrait() {
    constexpr std::size_t kBehind = 8;    // blocks
    constexpr std::size_t kLongest = 60;  // bytes before the verb
    constexpr std::size_t kClaim = 90;    // bytes behind it
    for (auto i = last_; i < std::min(last_ + kBehind, candidates_.size()); ++i) {
      const std::string_view text = candidates_[i].block->text;
      for (const std::string_view verb :
           {" ist ", " is ", " arbeitet ", " writes ", " works ", " est ", " es "}) {
        const auto at = text.substr(0, kLongest).find(verb);
        if (at == std::string_view::npos) continue;
        auto names = author_names(text.substr(0, at), raw_.outlet);
        if (are_full_names(names) && names.size() == 1 && names_writer(text.substr(at, kClaim)))
          return take(std::move(names));
      }
    }
  }

  static bool names_writer(std::string_view claim) {
    constexpr auto kWriters = std::to_array<std::string_view>(
        {"journalist", "redakteur", "autor", "reporter", "writer", "author", "editor", "columnist",
         "correspondent", "korrespondent", "kolumnist", "contributor", "blogger", "volontär", "auteur",
         "chroniqueur", "periodista"});
    const auto lower = ascii_lower(claim);
    return std::any_of(kWriters.begin(), kWriters.end(),
                       [&](std::string_view word) { return lower.find(word) != std::string::npos; });
  }

  // "Quelle: dpa" behind the text.
  void try_source() {
    constexpr std::size_t kBehind = 6;    // blocks
    constexpr std::size_t kLongest = 50;  // bytes
    constexpr auto kLabels =
        std::to_array<std::string_view>({"Quelle: ", "Source: ", "Source : ", "Fuente: ", "Fonte: ",
                                         "Źródło: ", "Bron: ", "Zdroj: ", "Kaynak: "});
    for (auto i = std::min(last_ + kBehind, candidates_.size()); i + kBehind > last_ && i > first_; --i) {
      const std::string_view text = candidates_[i - 1].block->text;
      if (text.size() > kLongest) continue;
      for (const auto label : kLabels)
        if (auto name = text.starts_with(label) ? collective_name(text.substr(label.size())) : std::nullopt)
          return take({*std::move(name)});
    }
  }

  void take(std::vector<std::string>&& names) {
    found_ = true;
    raw_.authors = std::move(names);
    if (std::find(raw_.inferred.begin(), raw_.inferred.end(), "authors") == raw_.inferred.end())
      raw_.inferred.emplace_back("authors");
  }

  std::vector<Candidate>& candidates_;
  RawArticle& raw_;
  std::size_t first_ = 0;
  std::size_t last_ = 0;
  bool found_ = false;
};

// Where neither the page nor its text names anybody: what it tells its counters, or the newsroom.
void fall_back_on(const PageStatements& stated, RawArticle& raw) {
  if (!raw.authors.empty()) return;
  std::vector<std::string> scripted;
  for (const auto& line : stated.scripted)
    for (auto& name : author_names(line, raw.outlet))
      if (std::find(scripted.begin(), scripted.end(), name) == scripted.end())
        scripted.push_back(std::move(name));
  // Several are those of other articles too.
  if (scripted.size() == 1 && is_full_name(scripted.front())) {
    raw.authors = std::move(scripted);
    raw.inferred.emplace_back("authors");
    return;
  }
  raw.authors = stated.collectives;
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

// Where rules leave nothing of a page, what it has is better than nothing: a page that is one form, one list
// of links, one comment.
void take_all(const Dom& dom, const IngestOptions& options, RawArticle& raw) {
  for (auto& block : all_blocks(dom)) {
    decide(options, raw, true, "all there is", block.text);
    raw.blocks.push_back({std::move(block.text), block.kind});
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

// The page's blocks with what becomes of each.
struct Choice {
  std::vector<Candidate> candidates;
  const GumboNode* top = nullptr;  // the element that holds the article

  std::size_t bytes() const {
    std::size_t sum = 0;
    for (const auto& candidate : candidates)
      if (candidate.dropped == nullptr) sum += candidate.block->text.size();
    return sum;
  }
};

const GumboNode* element_of_article(const Dom& dom, const std::vector<PageBlock>& blocks) {
  const auto scores = score_elements(blocks);
  const auto* top = best_element(scores, blocks);
  const Prose prose(dom, blocks);
  if (top != nullptr) top = widened(top, prose);
  if (const auto* marked = believable(marked_elements(dom), prose, dom, top)) top = marked;
  return top;
}

// Refers to `blocks`.
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
      candidate.dropped = "links";
    else if (block.text == heading || (!in_text && repeats(block.text, heading)))
      candidate.dropped = "the title again";
    else if (!in_text && (is_label(block) || is_element(block.element, GUMBO_TAG_H1)))
      candidate.dropped = "head of the page";
    else if (is_lone_line(block.text))
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
  drop_promotions(candidates);
  drop_leading_scraps(candidates);
  drop_trailing_headings(candidates);
  drop_trailing_scraps(candidates);
  drop_trailing_headings(candidates);
  return choice;
}

// The words of a page and which of them are its article.
struct Reading {
  PageText page;
  Choice choice;
};

Reading read_page(const Dom& dom, const IngestOptions& options, const std::string& heading, RawArticle& raw,
                  Leniency leniency) {
  Reading reading{page_text(dom, options, raw, leniency), {}};
  reading.choice = choose_blocks(dom, reading.page.blocks, heading);
  return reading;
}

// By the usual rules; where they leave little of a page and drop more, by milder ones that give much more.
Reading best_reading(const Dom& dom, const PageStatements& stated, const IngestOptions& options,
                     const std::string& heading, RawArticle& raw) {
  constexpr std::size_t kLittle = 1500;  // bytes
  constexpr std::size_t kMuchMore = 2;
  constexpr std::size_t kLeast = 400;  // bytes more
  constexpr double kManyTimes = 4;
  auto reading = read_page(dom, options, heading, raw, Leniency::none);
  for (const auto& [leniency, note] :
       {std::pair(Leniency::names, "much of the text stands in elements that are named like furniture"),
        std::pair(Leniency::captions, "much of the text stands below pictures")}) {
    const auto bytes = reading.choice.bytes();
    const bool drops_more = reading.page.dropped_bytes > static_cast<double>(bytes) * kManyTimes;
    double captions = 0;
    for (const auto& caption : reading.page.captions) captions += static_cast<double>(caption.text.size());
    if (leniency == Leniency::captions && captions < static_cast<double>(bytes)) continue;
    if (bytes >= kLittle && !drops_more) continue;
    if (stated.body && stated.body->size() > bytes * kMuchMore) continue;  // that stands in
    RawArticle unread;  // what is explained is the first reading
    auto milder = read_page(dom, {}, heading, unread, leniency);
    if (milder.choice.bytes() < bytes * kMuchMore || milder.choice.bytes() < bytes + kLeast) continue;
    reading = std::move(milder);
    raw.notes.emplace_back(note);
  }
  return reading;
}

// Pages that scripts unfold carry their text as markup in a script ("text/template"), and next to none
// outside.
void take_templates(const std::vector<std::string_view>& templates, const IngestOptions& options,
                    RawArticle& raw) {
  constexpr std::size_t kNextToNone = 250;  // bytes
  constexpr std::size_t kFewest = 500;      // bytes
  std::size_t bytes = 0;
  for (const auto& block : raw.blocks) bytes += block.text.size();
  std::string_view longest;
  for (const auto each : templates)
    if (each.size() > longest.size()) longest = each;
  if (bytes >= kNextToNone || longest.size() < kFewest || parse_hazard(longest)) return;
  const Dom dom(longest);
  RawArticle unread;
  const auto blocks = page_text(dom, {}, unread).blocks;
  auto choice = choose_blocks(dom, blocks, raw.title ? canonical_line(*raw.title) : std::string());
  if (choice.bytes() < kFewest) return;
  for (const auto& block : raw.blocks) decide(options, raw, false, "less than a template has", block.text);
  raw.blocks.clear();
  PrintedByline(choice.candidates, raw).infer();
  for (const auto& candidate : choice.candidates) {
    if (candidate.dropped != nullptr) continue;
    decide(options, raw, true, "template that a script unfolds", candidate.block->text);
    raw.blocks.push_back({candidate.block->text, candidate.block->kind});
  }
  raw.notes.emplace_back("the text stands in a template that a script unfolds");
}

}  // namespace

void read_main_text(const Dom& dom, const PageStatements& stated, const IngestOptions& options,
                    RawArticle& raw) {
  const auto heading = raw.title ? canonical_line(*raw.title) : std::string();
  auto [page, choice] = best_reading(dom, stated, options, heading, raw);
  infer_date(page.blocks, raw);
  auto& candidates = choice.candidates;
  take_captions(page.captions, candidates, choice.top, heading, raw);
  PrintedByline(candidates, raw).infer();
  fall_back_on(stated, raw);
  for (const auto& candidate : candidates) {
    const auto* rule = candidate.dropped;
    decide(options, raw, rule == nullptr, rule == nullptr ? "main text" : rule, candidate.block->text);
    if (rule == nullptr) raw.blocks.push_back({candidate.block->text, candidate.block->kind});
  }
  if (raw.blocks.empty()) take_all(dom, options, raw);
  take_templates(stated.templates, options, raw);
  drop_boilerplate(options, raw);
  take_scraped_lines(options, raw);
  take_linked_body(stated.body, options, raw);
}

}  // namespace pressmark
