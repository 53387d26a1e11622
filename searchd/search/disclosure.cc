#include "searchd/search/disclosure.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "schema/text/sentences.h"
#include "searchd/search/passages.h"

namespace pressmark {
namespace {

constexpr std::size_t kSentencesAround = 2;
constexpr std::size_t kShareShown = 3;  // a third of the text

// At most `limit` bytes from the beginning, cut between words, else between code points.
Span shortened(std::string_view text, Span span, std::size_t limit) {
  if (span.size() <= limit) return span;
  auto end = span.begin + limit;
  const auto blank = text.rfind(' ', end);
  if (blank != std::string_view::npos && blank > span.begin + limit / 2)
    end = blank;
  else
    while (end > span.begin && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return {span.begin, static_cast<std::uint32_t>(end)};
}

std::vector<Span> cut_at_paragraphs(const std::vector<Span>& spans, std::string_view text) {
  std::vector<Span> pieces;
  auto at = spans.begin();
  for (const auto& paragraph : paragraphs(text)) {
    while (at != spans.end() && at->end <= paragraph.begin) ++at;
    for (auto each = at; each != spans.end() && each->begin < paragraph.end; ++each) {
      const Span piece{std::max(each->begin, paragraph.begin), std::min(each->end, paragraph.end)};
      if (!piece.empty()) pieces.push_back(piece);
    }
  }
  return pieces;
}

// Ordered, and one span of those that overlap or have only blanks between them.
std::vector<Span> joined(std::vector<Span> spans, std::string_view text) {
  std::sort(spans.begin(), spans.end());
  std::vector<Span> result;
  for (const auto& span : spans) {
    if (span.empty()) continue;
    if (!result.empty()) {
      auto& last = result.back();
      const auto next = text.find_first_not_of(" \n", last.end);
      if (span.begin <= last.end || next >= span.begin) {
        last.end = std::max(last.end, span.end);
        continue;
      }
    }
    result.push_back(span);
  }
  return result;
}

}  // namespace

std::vector<Span> excerpts(const TextRecord& record, const std::vector<Span>& hits,
                           std::optional<Span> place) {
  const std::string_view text = record.text;
  const auto lines = sentences(text, record.article.lang.value_or(""));
  std::vector<bool> wanted(lines.size(), false);
  std::size_t left = std::max(text.size() / kShareShown, kMaxPassageBytes);
  std::vector<Span> shown;
  if (place) {
    shown.push_back(*place);
    left -= std::min<std::size_t>(left, place->size());
  }
  const auto add = [&](std::size_t line) {
    if (wanted[line]) return true;
    if (lines[line].size() > left) return false;
    left -= lines[line].size();
    wanted[line] = true;
    shown.push_back(lines[line]);
    return true;
  };
  // The sentences with hits first: what stands around them must not use up what is left for the next hit.
  std::vector<std::size_t> hit_lines;
  std::size_t line = 0;
  for (const auto& hit : hits) {
    while (line < lines.size() && lines[line].end <= hit.begin) ++line;
    if (line == lines.size()) break;
    if (!hit_lines.empty() && hit_lines.back() == line) continue;
    if (!add(line)) continue;
    hit_lines.push_back(line);
  }
  for (std::size_t distance = 1; distance <= kSentencesAround; ++distance) {
    for (const auto around : hit_lines) {
      if (around + distance < lines.size()) add(around + distance);
      if (around >= distance) add(around - distance);
    }
  }
  if (shown.empty())
    for (std::size_t i = 0; i < lines.size() && i <= kSentencesAround && add(i); ++i) {
    }
  if (shown.empty() && !lines.empty()) shown.push_back(shortened(text, lines.front(), left));
  return cut_at_paragraphs(joined(std::move(shown), text), text);
}

void withhold(ArticleView& view) {
  auto& record = view.record;
  view.shown.clear();
  switch (view.rights) {
    case Rights::full:
      if (!record.text.empty()) view.shown = {{0, static_cast<std::uint32_t>(record.text.size())}};
      return;
    case Rights::excerpt:
      view.shown = excerpts(record, {}, std::nullopt);
      record.captions.clear();
      return;
    case Rights::link:
      break;
  }
  record.text.clear();
  record.tokens.clear();
  record.blocks.clear();
  record.captions.clear();
  record.quotations.clear();
  record.countries.clear();
}

void withhold(QuotationHit& hit) {
  if (hit.article.rights != Rights::link) return;
  hit.record.text.clear();
  hit.record.quotation.span = {};
  hit.record.quotation.spans.clear();
  hit.record.quotation.cue.reset();
  hit.place = {};
  hit.match_bytes.clear();
}

}  // namespace pressmark
