#include "searchd/search/passages.h"

#include <algorithm>
#include <optional>
#include <set>

#include "schema/text/sentences.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

constexpr std::size_t kMaxParagraphsRead = 64;   // paragraphs with matches that are looked at
constexpr std::size_t kShortSentenceBytes = 90;  // a shorter one takes its neighbour along
constexpr double kRepeatedPattern = 0.25;        // what a pattern counts that a chosen passage already shows
constexpr double kWantedSpeaker = 2.0;           // what a window counts that shows a speaker asked for
constexpr std::size_t kContextTokens = 4;

struct Window {
  Span span;
  std::vector<Occurrence> occurrences;
  bool chosen = false;
  bool wanted = false;  // shows what a wanted speaker said
};

class WindowFinder {
 public:
  // `longest`: of a passage, in bytes.
  WindowFinder(const TextRecord& record, const TokenTable& tokens, std::uint32_t longest)
      : record_(record),
        tokens_(tokens),
        longest_(longest),
        paragraphs_(paragraphs(record.text)),
        sentences_(paragraphs_.size()) {}

  // A window for every sentence with an occurrence.
  std::vector<Window> around(const std::vector<Occurrence>& occurrences) {
    std::vector<Window> windows;
    std::size_t read = 0;
    std::size_t at = 0;
    for (std::size_t number = 0; number < paragraphs_.size(); ++number) {
      const Span paragraph = paragraphs_[number];
      std::vector<Occurrence> inside;
      for (; at < occurrences.size(); ++at) {
        const auto span = token_span(occurrences[at], tokens_);
        if (span.begin >= paragraph.end) break;
        if (paragraph.contains(span)) inside.push_back(occurrences[at]);
      }
      if (inside.empty()) continue;
      if (++read > kMaxParagraphsRead) break;
      add_paragraph(number, inside, windows);
    }
    return windows;
  }

  // A window for each of the first few of `quotations`, those between marks before reported speech.
  std::vector<Window> of(std::vector<const Quotation*> quotations) {
    std::stable_partition(quotations.begin(), quotations.end(), [](const Quotation* quotation) {
      return quotation->type != QuotationType::indirect;
    });
    std::vector<Window> windows;
    for (const auto* quotation : quotations) {
      if (windows.size() == kMaxPassages) break;
      const Span first{quotation->span.begin, quotation->spans.front().end};
      const Span sentence = sentence_at(first.begin);
      Window window;
      window.span =
          bounded({std::min(sentence.begin, first.begin), std::max(sentence.end, first.end)}, first);
      windows.push_back(std::move(window));
    }
    std::sort(windows.begin(), windows.end(),
              [](const Window& a, const Window& b) { return a.span < b.span; });
    return windows;
  }

  // The beginning of the text, for a hit without marks.
  Span beginning() {
    if (paragraphs_.empty()) return {};
    const auto& lines = sentences_of(0);
    if (lines.empty()) return {};
    return bounded(extended(lines, 0), {lines.front().begin, lines.front().begin});
  }

  // `span` with the rest of the sentences at its edges where that isn't too long.
  Span with_whole_sentences(Span span) {
    const auto most = 2 * longest_;
    if (const Span first = sentence_at(span.begin);
        !first.empty() && span.end - std::min(first.begin, span.begin) <= most)
      span.begin = std::min(span.begin, first.begin);
    if (const Span last = sentence_at(span.end - 1);
        !last.empty() && std::max(last.end, span.end) - span.begin <= most)
      span.end = std::max(span.end, last.end);
    return span;
  }

  bool begins_within_sentence(Span span) { return sentence_at(span.begin).begin < span.begin; }
  bool ends_within_sentence(Span span) { return !span.empty() && sentence_at(span.end - 1).end > span.end; }

 private:
  const std::vector<Span>& sentences_of(std::size_t paragraph) {
    auto& lines = sentences_[paragraph];
    if (lines) return *lines;
    lines = sentences(slice(record_.text, paragraphs_[paragraph]), record_.article.lang.value_or(""));
    for (auto& line : *lines) {
      line.begin += paragraphs_[paragraph].begin;
      line.end += paragraphs_[paragraph].begin;
    }
    return *lines;
  }

  // The sentence that holds the byte at `place`; empty there where none does.
  Span sentence_at(std::uint32_t place) {
    const auto holding = [&](const std::vector<Span>& spans) {
      return std::partition_point(spans.begin(), spans.end(), [&](Span span) { return span.end <= place; });
    };
    const auto paragraph = holding(paragraphs_);
    if (paragraph == paragraphs_.end() || paragraph->begin > place) return {place, place};
    const auto& lines = sentences_of(static_cast<std::size_t>(paragraph - paragraphs_.begin()));
    const auto line = holding(lines);
    if (line == lines.end() || line->begin > place) return {place, place};
    return *line;
  }

  void add_paragraph(std::size_t number, const std::vector<Occurrence>& inside,
                     std::vector<Window>& windows) {
    const auto& lines = sentences_of(number);
    std::size_t at = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      Window window;
      for (; at < inside.size(); ++at) {
        const auto span = token_span(inside[at], tokens_);
        if (span.begin >= lines[i].end) break;
        window.occurrences.push_back(inside[at]);
      }
      if (window.occurrences.empty()) continue;
      auto whole = extended(lines, i);
      const Span matched{token_span(window.occurrences.front(), tokens_).begin,
                         token_span(window.occurrences.back(), tokens_).end};
      whole.end = std::max(whole.end, matched.end);  // a phrase may run into the next sentence
      window.span = bounded(whole, matched);
      windows.push_back(std::move(window));
    }
  }

  // A short sentence with the one behind it, or before it, where both fit.
  Span extended(const std::vector<Span>& lines, std::size_t i) const {
    Span span = lines[i];
    if (span.size() >= kShortSentenceBytes) return span;
    if (i + 1 < lines.size() && lines[i + 1].end - span.begin <= longest_)
      span.end = lines[i + 1].end;
    else if (i > 0 && span.end - lines[i - 1].begin <= longest_)
      span.begin = lines[i - 1].begin;
    return span;
  }

  // `whole`, or the longest allowed of it on token edges, with the first of `matched` in its first half.
  // Where no token ends within reach (a run of signs), it is cut between code points.
  Span bounded(Span whole, Span matched) const {
    if (whole.size() <= longest_) return whole;
    const std::uint32_t lead = longest_ / 3;
    Span span = whole;
    if (matched.begin > whole.begin + lead) {
      auto first = tokens_.first_ending_after(matched.begin - lead);
      while (first < tokens_.size() && tokens_.span(first).begin < matched.begin - lead) ++first;
      span.begin =
          first < tokens_.size() ? std::min(tokens_.span(first).begin, matched.begin) : matched.begin;
    }
    const auto limit = span.begin + longest_;
    if (limit >= whole.end) return span;
    const auto beyond = tokens_.first_ending_after(limit);
    const auto last_end = beyond > 0 ? tokens_.span(beyond - 1).end : 0;
    span.end = last_end > span.begin ? last_end : limit;
    while (span.end > span.begin && (static_cast<unsigned char>(record_.text[span.end]) & 0xC0U) == 0x80U)
      --span.end;
    return span;
  }

  const TextRecord& record_;
  const TokenTable& tokens_;
  std::uint32_t longest_;
  std::vector<Span> paragraphs_;
  std::vector<std::optional<std::vector<Span>>> sentences_;  // of each paragraph, once asked for
};

bool shows_one_of(Span span, const std::vector<const Quotation*>& quotations) {
  return std::any_of(quotations.begin(), quotations.end(), [&](const Quotation* quotation) {
    return std::any_of(quotation->spans.begin(), quotation->spans.end(),
                       [&](Span piece) { return piece.overlaps(span); });
  });
}

// Greedy: each time the window that shows most of what no chosen one shows yet; what a wanted speaker said
// counts more.
std::vector<Window> choose(std::vector<Window> windows, const std::vector<Pattern>& patterns,
                           const std::vector<const Quotation*>& wanted) {
  for (auto& window : windows) window.wanted = shows_one_of(window.span, wanted);
  std::set<std::uint32_t> shown;
  std::vector<Window> chosen;
  while (chosen.size() < kMaxPassages) {
    Window* best = nullptr;
    double best_gain = 0;
    for (auto& window : windows) {
      if (window.chosen) continue;
      std::set<std::uint32_t> seen;
      double gain = 0;
      for (const auto& occurrence : window.occurrences) {
        const bool again = !seen.insert(occurrence.pattern).second;
        const auto weight = patterns[occurrence.pattern].weight;
        gain += weight * (again ? 0.05 : shown.count(occurrence.pattern) > 0 ? kRepeatedPattern : 1.0);
      }
      if (window.wanted) gain *= kWantedSpeaker;
      if (best == nullptr || gain > best_gain + 1e-9) {
        best = &window;
        best_gain = gain;
      }
    }
    if (best == nullptr) break;
    best->chosen = true;
    for (const auto& occurrence : best->occurrences) shown.insert(occurrence.pattern);
    chosen.push_back(*best);
  }
  std::sort(chosen.begin(), chosen.end(), [](const Window& a, const Window& b) { return a.span < b.span; });
  return chosen;
}

// Neighbours that overlap, or follow each other and fit together, become one.
void merge(std::vector<Window>& windows, std::uint32_t longest) {
  std::vector<Window> result;
  for (auto& window : windows) {
    if (!result.empty()) {
      auto& last = result.back();
      const bool overlaps = window.span.begin < last.span.end;
      const bool follows =
          window.span.begin <= last.span.end + 1 && window.span.end - last.span.begin <= longest;
      if (overlaps || follows) {
        last.span.end = std::max(last.span.end, window.span.end);
        last.occurrences.insert(last.occurrences.end(), window.occurrences.begin(), window.occurrences.end());
        continue;
      }
    }
    result.push_back(std::move(window));
  }
  windows = std::move(result);
}

// A quotation that the edge of a passage would cut in two is shown whole where it isn't too long.
Span with_whole_quotations(Span span, const std::vector<Quotation>& quotations, std::uint32_t most) {
  for (const auto& quotation : quotations) {
    if (quotation.type != QuotationType::direct) continue;
    for (const auto& piece : quotation.spans) {
      if (!piece.overlaps(span) || span.contains(piece)) continue;
      const Span whole{std::min(span.begin, piece.begin), std::max(span.end, piece.end)};
      if (whole.size() <= most) span = whole;
    }
  }
  return span;
}

// A few whole words before `begin` and after `end`, never across a blank line.
std::string words_before(const TextRecord& record, const TokenTable& tokens, std::uint32_t begin) {
  const auto next = tokens.first_ending_after(begin == 0 ? 0 : begin - 1);
  auto end = next;
  while (end > 0 && tokens.span(end - 1).end > begin) --end;
  if (end == 0) return {};
  auto first = end - 1;
  const auto paragraph = tokens.paragraph(first);
  while (first > 0 && end - first < kContextTokens && tokens.paragraph(first - 1) == paragraph) --first;
  return std::string(slice(record.text, {tokens.span(first).begin, tokens.span(end - 1).end}));
}

std::string words_after(const TextRecord& record, const TokenTable& tokens, std::uint32_t end) {
  auto first = tokens.first_ending_after(end);
  while (first < tokens.size() && tokens.span(first).begin < end) ++first;
  if (first >= tokens.size()) return {};
  auto last = first;
  const auto paragraph = tokens.paragraph(first);
  while (last + 1 < tokens.size() && last + 1 - first < kContextTokens &&
         tokens.paragraph(last + 1) == paragraph)
    ++last;
  return std::string(slice(record.text, {tokens.span(first).begin, tokens.span(last).end}));
}

// The occurrences within `span`; of those that run over its edges the tokens inside.
std::vector<Occurrence> within(const std::vector<Occurrence>& occurrences, const TokenTable& tokens,
                               Span span) {
  std::vector<Occurrence> inside;
  for (auto occurrence : occurrences) {
    if (!token_span(occurrence, tokens).overlaps(span)) continue;
    occurrence.last = std::min(occurrence.last, tokens.size() - 1);
    while (occurrence.first < occurrence.last && tokens.span(occurrence.first).begin < span.begin)
      ++occurrence.first;
    while (occurrence.first < occurrence.last && tokens.span(occurrence.last).end > span.end)
      --occurrence.last;
    if (span.contains(token_span(occurrence, tokens))) inside.push_back(occurrence);
  }
  return inside;
}

Passage make_passage(const TextRecord& record, const TokenTable& tokens, const CodePoints& code_points,
                     Span span, const std::vector<Occurrence>& occurrences) {
  Passage passage;
  passage.text = slice(record.text, span);
  passage.bytes = span;
  passage.place = code_points.from_bytes(span);
  for (const auto& match : merged_spans(within(occurrences, tokens, span), tokens)) {
    passage.match_bytes.push_back(match);
    passage.matches.push_back(code_points.from_bytes(match));
  }
  const auto first = record.text.find(passage.text);
  passage.unique =
      first == std::string::npos || record.text.find(passage.text, first + 1) == std::string::npos;
  passage.before = words_before(record, tokens, span.begin);
  passage.after = words_after(record, tokens, span.end);
  return passage;
}

}  // namespace

std::vector<Passage> pick_passages(const TextRecord& record, const TokenTable& tokens,
                                   const std::vector<Pattern>& patterns,
                                   const std::vector<Occurrence>& occurrences, const PassageWish& wish) {
  const auto longest = static_cast<std::uint32_t>(wish.longest_bytes);
  WindowFinder finder(record, tokens, longest);
  auto windows = choose(finder.around(occurrences), patterns, wish.said);
  const bool heard =
      std::any_of(windows.begin(), windows.end(), [](const Window& each) { return each.wanted; });
  if (!heard && !wish.said.empty()) {
    // The words stand elsewhere, or only a speaker was asked for: what they said is shown all the same.
    auto said = finder.of(wish.said);
    const auto room = windows.size() < kMaxPassages ? kMaxPassages - windows.size() : 1;
    if (windows.size() == kMaxPassages) windows.pop_back();
    if (said.size() > room) said.resize(room);
    windows.insert(windows.end(), said.begin(), said.end());
    std::sort(windows.begin(), windows.end(),
              [](const Window& a, const Window& b) { return a.span < b.span; });
  }
  if (windows.empty()) {
    Window first;
    first.span = finder.beginning();
    if (!first.span.empty()) windows.push_back(first);
  }
  for (auto& window : windows)
    window.span =
        finder.with_whole_sentences(with_whole_quotations(window.span, record.quotations, 2 * longest));
  merge(windows, longest);

  const CodePoints code_points(record.text);
  std::vector<Passage> passages;
  for (const auto& window : windows) {
    // Everything that matches within a window is marked, whichever sentence brought it in.
    auto passage = make_passage(record, tokens, code_points, window.span, occurrences);
    passage.cut_before = finder.begins_within_sentence(window.span);
    passage.cut_after = finder.ends_within_sentence(window.span);
    if (!passage.match_bytes.empty()) {
      attribute(passage, record.quotations, code_points);
    } else {
      std::vector<Quotation> said;
      for (const auto* quotation : wish.said) said.push_back(*quotation);
      attribute(passage, said, code_points);
    }
    passages.push_back(std::move(passage));
  }
  return passages;
}

}  // namespace pressmark
