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
constexpr std::size_t kContextTokens = 4;

struct Window {
  Span span;
  std::vector<Occurrence> occurrences;
  bool chosen = false;
};

Span occurrence_span(const Occurrence& occurrence, const TokenTable& tokens) {
  return {tokens.span(occurrence.first).begin, tokens.span(std::min(occurrence.last, tokens.size() - 1)).end};
}

class WindowFinder {
 public:
  WindowFinder(const TextRecord& record, const TokenTable& tokens, const std::vector<Occurrence>& occurrences)
      : record_(record), tokens_(tokens), occurrences_(occurrences), paragraphs_(paragraphs(record.text)) {}

  std::vector<Window> run() {
    std::size_t read = 0;
    std::size_t at = 0;
    for (const auto& paragraph : paragraphs_) {
      std::vector<Occurrence> inside;
      for (; at < occurrences_.size(); ++at) {
        const auto span = occurrence_span(occurrences_[at], tokens_);
        if (span.begin >= paragraph.end) break;
        if (paragraph.contains(span)) inside.push_back(occurrences_[at]);
      }
      if (inside.empty()) continue;
      if (++read > kMaxParagraphsRead) break;
      add_paragraph(paragraph, inside);
    }
    return std::move(windows_);
  }

  // The beginning of the text, for a hit without marks.
  Span beginning() const {
    if (paragraphs_.empty()) return {};
    const auto lines = sentences_of(paragraphs_.front());
    if (lines.empty()) return {};
    return bounded(extended(lines, 0), {lines.front().begin, lines.front().begin});
  }

 private:
  std::vector<Span> sentences_of(Span paragraph) const {
    auto lines = sentences(slice(record_.text, paragraph), record_.article.lang ? *record_.article.lang : "");
    for (auto& line : lines) {
      line.begin += paragraph.begin;
      line.end += paragraph.begin;
    }
    return lines;
  }

  void add_paragraph(Span paragraph, const std::vector<Occurrence>& inside) {
    const auto lines = sentences_of(paragraph);
    std::size_t at = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      Window window;
      for (; at < inside.size(); ++at) {
        const auto span = occurrence_span(inside[at], tokens_);
        if (span.begin >= lines[i].end) break;
        window.occurrences.push_back(inside[at]);
      }
      if (window.occurrences.empty()) continue;
      auto whole = extended(lines, i);
      const Span matched{occurrence_span(window.occurrences.front(), tokens_).begin,
                         occurrence_span(window.occurrences.back(), tokens_).end};
      whole.end = std::max(whole.end, matched.end);  // a phrase may run into the next sentence
      window.span = bounded(whole, matched);
      windows_.push_back(std::move(window));
    }
  }

  // A short sentence with the one behind it, or before it, where both fit.
  static Span extended(const std::vector<Span>& lines, std::size_t i) {
    Span span = lines[i];
    if (span.size() >= kShortSentenceBytes) return span;
    if (i + 1 < lines.size() && lines[i + 1].end - span.begin <= kMaxPassageBytes)
      span.end = lines[i + 1].end;
    else if (i > 0 && span.end - lines[i - 1].begin <= kMaxPassageBytes)
      span.begin = lines[i - 1].begin;
    return span;
  }

  // `whole`, or kMaxPassageBytes of it on token edges, with the first of `matched` in its first half. Where
  // no token ends within reach (a run of signs), it is cut between code points.
  Span bounded(Span whole, Span matched) const {
    if (whole.size() <= kMaxPassageBytes) return whole;
    constexpr std::uint32_t kLead = kMaxPassageBytes / 3;
    Span span = whole;
    if (matched.begin > whole.begin + kLead) {
      auto first = tokens_.first_ending_after(matched.begin - kLead);
      while (first < tokens_.size() && tokens_.span(first).begin < matched.begin - kLead) ++first;
      span.begin =
          first < tokens_.size() ? std::min(tokens_.span(first).begin, matched.begin) : matched.begin;
    }
    const auto limit = span.begin + static_cast<std::uint32_t>(kMaxPassageBytes);
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
  const std::vector<Occurrence>& occurrences_;
  std::vector<Span> paragraphs_;
  std::vector<Window> windows_;
};

// Greedy: each time the window that shows most of what no chosen one shows yet.
std::vector<Window> choose(std::vector<Window> windows, const std::vector<Pattern>& patterns) {
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
void merge(std::vector<Window>& windows) {
  std::vector<Window> result;
  for (auto& window : windows) {
    if (!result.empty()) {
      auto& last = result.back();
      const bool overlaps = window.span.begin < last.span.end;
      const bool follows =
          window.span.begin <= last.span.end + 1 && window.span.end - last.span.begin <= kMaxPassageBytes;
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

const Quotation* quotation_at(const std::vector<Quotation>& quotations, Span place) {
  for (const auto& quotation : quotations)
    for (const auto& piece : quotation.spans)
      if (piece.overlaps(place)) return &quotation;
  return nullptr;
}

bool is_said(const Quotation& quotation, Span place) {
  return quotation.type == QuotationType::direct &&
         std::any_of(quotation.spans.begin(), quotation.spans.end(),
                     [&](Span piece) { return piece.contains(place); });
}

// The direct quotation every match stands in, else the one of the first match in any.
const Quotation* quotation_of(const std::vector<Quotation>& quotations, const std::vector<Span>& matches) {
  for (const auto& quotation : quotations) {
    if (std::all_of(matches.begin(), matches.end(), [&](Span match) { return is_said(quotation, match); }))
      return &quotation;
  }
  for (const auto& match : matches)
    if (const Quotation* found = quotation_at(quotations, match)) return found;
  return nullptr;
}

// A quotation that the edge of a passage would cut in two is shown whole where it isn't too long.
Span with_whole_quotations(Span span, const std::vector<Quotation>& quotations) {
  constexpr std::uint32_t kMostBytes = 2 * kMaxPassageBytes;
  for (const auto& quotation : quotations) {
    if (quotation.type != QuotationType::direct) continue;
    for (const auto& piece : quotation.spans) {
      if (!piece.overlaps(span) || span.contains(piece)) continue;
      const Span whole{std::min(span.begin, piece.begin), std::max(span.end, piece.end)};
      if (whole.size() <= kMostBytes) span = whole;
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
    if (!occurrence_span(occurrence, tokens).overlaps(span)) continue;
    occurrence.last = std::min(occurrence.last, tokens.size() - 1);
    while (occurrence.first < occurrence.last && tokens.span(occurrence.first).begin < span.begin)
      ++occurrence.first;
    while (occurrence.first < occurrence.last && tokens.span(occurrence.last).end > span.end)
      --occurrence.last;
    if (span.contains(occurrence_span(occurrence, tokens))) inside.push_back(occurrence);
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
  if (!passage.match_bytes.empty()) attribute(passage, record.quotations, code_points);
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
                                   const std::vector<Occurrence>& occurrences) {
  WindowFinder finder(record, tokens, occurrences);
  auto windows = choose(finder.run(), patterns);
  for (auto& window : windows) window.span = with_whole_quotations(window.span, record.quotations);
  merge(windows);
  const CodePoints code_points(record.text);
  std::vector<Passage> passages;
  if (windows.empty()) {
    if (const auto span = finder.beginning(); !span.empty())
      passages.push_back(make_passage(record, tokens, code_points, span, {}));
    return passages;
  }
  // Everything that matches within a window is marked, whichever sentence brought it in.
  for (const auto& window : windows)
    passages.push_back(make_passage(record, tokens, code_points, window.span, occurrences));
  return passages;
}

void attribute(Passage& passage, const std::vector<Quotation>& quotations, const CodePoints& points) {
  passage.quotation_id.reset();
  passage.speaker_name.reset();
  passage.speech = Speech::none;
  passage.said_bytes.clear();
  passage.speaker_inferred = false;
  const Quotation* found = nullptr;
  if (!passage.match_bytes.empty()) {
    found = quotation_of(quotations, passage.match_bytes);
  } else {
    for (const auto& quotation : quotations) {
      const bool indirect = quotation.type == QuotationType::indirect;
      const bool touched = std::any_of(quotation.spans.begin(), quotation.spans.end(),
                                       [&](Span piece) { return piece.overlaps(passage.bytes); });
      if (indirect ? quotation.span.contains(passage.bytes) : touched) {
        found = &quotation;
        break;
      }
    }
  }
  if (found == nullptr) return;
  passage.quotation_id = found->id;
  passage.quotation_type = found->type;
  passage.quotation_place = points.from_bytes(found->span);
  passage.speaker_inferred = found->step == "inherited";
  if (found->speaker) passage.speaker_name = found->speaker->name;
  if (found->type != QuotationType::direct) {
    passage.speech = Speech::reported;
    return;
  }
  // “A,” she said. “B.” are two quotations of one speaker.
  const auto same_speaker = [&](const Quotation& other) {
    return &other == found || (other.type == QuotationType::direct && other.speaker && found->speaker &&
                               other.speaker->name == found->speaker->name);
  };
  std::uint32_t said = 0;
  for (const auto& quotation : quotations) {
    if (!same_speaker(quotation)) continue;
    for (const auto& piece : quotation.spans) {
      const Span inside{std::max(piece.begin, passage.bytes.begin), std::min(piece.end, passage.bytes.end)};
      if (inside.end <= inside.begin) continue;
      passage.said_bytes.push_back(inside);
      said += inside.size();
    }
  }
  std::sort(passage.said_bytes.begin(), passage.said_bytes.end());
  const auto own_words = [&](Span match) {
    return std::any_of(quotations.begin(), quotations.end(),
                       [&](const Quotation& each) { return same_speaker(each) && is_said(each, match); });
  };
  const auto& matches = passage.match_bytes;
  const bool own = matches.empty() ? said * 2 >= passage.bytes.size()
                                   : std::all_of(matches.begin(), matches.end(), own_words);
  passage.speech = own ? Speech::said : Speech::partly;
}

std::vector<Occurrence> within_quotations(std::vector<Occurrence> occurrences,
                                          const std::vector<Pattern>& patterns,
                                          const std::vector<Quotation>& quotations,
                                          const TokenTable& tokens) {
  std::erase_if(occurrences, [&](const Occurrence& occurrence) {
    return patterns[occurrence.pattern].in_quotations &&
           quotation_at(quotations, occurrence_span(occurrence, tokens)) == nullptr;
  });
  return occurrences;
}

}  // namespace pressmark
