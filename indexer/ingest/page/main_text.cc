#include "indexer/ingest/page/main_text.h"

#include <algorithm>
#include <utility>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/dates.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/article_blocks.h"
#include "indexer/ingest/page/article_element.h"
#include "indexer/ingest/page/author_names.h"
#include "indexer/ingest/page/bylines.h"
#include "indexer/ingest/page/page_blocks.h"
#include "indexer/ingest/page/printed_byline.h"
#include "indexer/ingest/text/boilerplate.h"
#include "indexer/ingest/text/scraped_lines.h"

namespace pressmark {
namespace {

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
  infer_printed_authors(choice.candidates, raw);
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
  infer_printed_authors(candidates, raw);
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
