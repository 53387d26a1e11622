#include "searchd/search/occurrences.h"

#include <algorithm>
#include <optional>

namespace pressmark {
namespace {

// A place of a pattern filled: which term stands there.
struct Fill {
  std::uint32_t position = 0;
  const std::string* term = nullptr;  // the last of them
  std::uint32_t more = 0;             // positions behind the first: of a phrase
};

std::vector<Fill> fills(const std::vector<std::string>& alternatives, const Positions& positions) {
  std::vector<Fill> result;
  for (const auto& term : alternatives)
    for (const auto position : positions(term)) result.push_back({position, &term});
  // The longest term first, so that of two aliases at one place the wider is taken.
  std::sort(result.begin(), result.end(), [](const Fill& a, const Fill& b) {
    return a.position != b.position ? a.position < b.position : a.term->size() > b.term->size();
  });
  return result;
}

// And where the words of `phrase` stand side by side.
void add_phrase(std::vector<Fill>& fills, const std::vector<std::string>& phrase,
                const Positions& positions) {
  if (phrase.empty()) return;
  auto starts = positions(phrase.front());
  for (std::uint32_t i = 1; i < phrase.size() && !starts.empty(); ++i) {
    const auto next = positions(phrase[i]);
    std::erase_if(starts, [&](std::uint32_t start) {
      return !std::binary_search(next.begin(), next.end(), start + i);
    });
  }
  for (const auto start : starts)
    fills.push_back({start, &phrase.back(), static_cast<std::uint32_t>(phrase.size() - 1)});
  std::stable_sort(fills.begin(), fills.end(),
                   [](const Fill& a, const Fill& b) { return a.position < b.position; });
}

// From `first` on the nearest of each place behind the one before; empty where one is missing within
// `window`.
std::vector<const Fill*> in_order(const Fill& first, const std::vector<std::vector<Fill>>& places,
                                  std::uint32_t window) {
  std::vector<const Fill*> found{&first};
  for (std::size_t k = 1; k < places.size(); ++k) {
    const auto next =
        std::upper_bound(places[k].begin(), places[k].end(), found.back()->position,
                         [](std::uint32_t wanted, const Fill& fill) { return wanted < fill.position; });
    if (next == places[k].end() || next->position - first.position > window) return {};
    found.push_back(&*next);
  }
  return found;
}

const Fill* at(const std::vector<Fill>& fills, std::uint32_t position) {
  const auto found =
      std::lower_bound(fills.begin(), fills.end(), position,
                       [](const Fill& fill, std::uint32_t wanted) { return fill.position < wanted; });
  return found != fills.end() && found->position == position ? &*found : nullptr;
}

// The fill nearest to `position` within `reach`, or none.
const Fill* nearest(const std::vector<Fill>& fills, std::uint32_t position, std::uint32_t reach) {
  const auto after =
      std::lower_bound(fills.begin(), fills.end(), position,
                       [](const Fill& fill, std::uint32_t wanted) { return fill.position < wanted; });
  const Fill* best = nullptr;
  const auto distance = [&](const Fill& fill) {
    return fill.position > position ? fill.position - position : position - fill.position;
  };
  if (after != fills.end() && distance(*after) <= reach) best = &*after;
  if (after != fills.begin() && distance(*(after - 1)) <= reach)
    if (best == nullptr || distance(*(after - 1)) < distance(*best)) best = &*(after - 1);
  return best;
}

}  // namespace

AnalysedPositions::AnalysedPositions(const Analysis& analysis, const TokenTable& tokens) {
  for (std::uint32_t i = 0; i < tokens.size(); ++i)
    positions_[std::string(analysis.term(analysis.tokens[i]))].push_back(tokens.position(i));
  for (const auto& alias : analysis.aliases)
    positions_[std::string(analysis.term(alias))].push_back(tokens.position(alias.token));
  for (auto& [term, list] : positions_) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
}

std::vector<std::uint32_t> AnalysedPositions::operator()(const std::string& term) const {
  const auto found = positions_.find(term);
  return found == positions_.end() ? std::vector<std::uint32_t>{} : found->second;
}

// How many tokens the term covers that stands at `token`: an alias may cover more than one, and the posting
// does not say.
std::uint32_t Occurrences::width(const std::string& term, std::uint32_t token, const TokenTable& tokens,
                                 std::string_view text) {
  constexpr std::uint32_t kWidest = 4;
  if (!tokens.joined_to_next(token)) return 1;
  auto last = token;
  while (last + 1 < tokens.size() && last + 1 - token < kWidest && tokens.joined_to_next(last)) ++last;
  analyzer_.analyze(slice(text, {tokens.span(token).begin, tokens.span(last).end}), analysis_);
  if (!analysis_.tokens.empty() && analysis_.term(analysis_.tokens.front()) == term) return 1;
  for (const auto& alias : analysis_.aliases)
    if (alias.token == 0 && analysis_.term(alias) == term) return alias.width;
  return 1;
}

std::vector<Occurrence> Occurrences::find(const std::vector<Pattern>& patterns, const Positions& positions,
                                          const TokenTable& tokens, std::string_view text) {
  std::vector<Occurrence> result;
  for (std::uint32_t p = 0; p < patterns.size(); ++p) {
    const auto& pattern = patterns[p];
    if (!pattern.in_text || pattern.places.empty()) continue;
    std::vector<std::vector<Fill>> places;
    for (std::size_t k = 0; k < pattern.places.size(); ++k) {
      places.push_back(fills(pattern.places[k], positions));
      if (k < pattern.phrases.size()) add_phrase(places.back(), pattern.phrases[k], positions);
    }
    const auto add = [&](const Fill& from, const Fill& to) {
      const auto first = tokens.token_at(from.position);
      const auto last = tokens.token_at(to.position + to.more);
      if (first && last) result.push_back({*first, *last + width(*to.term, *last, tokens, text) - 1, p});
    };
    for (const auto& first : places.front()) {
      if (pattern.kind == Pattern::Kind::phrase) {
        const Fill* last = &first;
        for (std::uint32_t k = 1; k < places.size() && last != nullptr; ++k)
          last = at(places[k], first.position + k);
        if (last != nullptr) add(first, *last);
        continue;
      }
      if (pattern.kind == Pattern::Kind::ordered) {
        for (const auto* fill : in_order(first, places, pattern.window)) add(*fill, *fill);
        continue;
      }
      // Each word near enough is marked by itself: what stands between was not asked for.
      std::vector<const Fill*> found{&first};
      for (std::size_t k = 1; k < places.size() && found.back() != nullptr; ++k)
        found.push_back(nearest(places[k], first.position, pattern.window));
      if (found.back() == nullptr) continue;
      for (const auto* fill : found) add(*fill, *fill);
    }
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

Span token_span(const Occurrence& occurrence, const TokenTable& tokens) {
  return {tokens.span(occurrence.first).begin, tokens.span(std::min(occurrence.last, tokens.size() - 1)).end};
}

std::vector<Span> merged_spans(const std::vector<Occurrence>& occurrences, const TokenTable& tokens) {
  std::vector<Span> spans;
  for (const auto& occurrence : occurrences) {
    const Span span = token_span(occurrence, tokens);
    if (!spans.empty() && span.begin <= spans.back().end)
      spans.back().end = std::max(spans.back().end, span.end);
    else
      spans.push_back(span);
  }
  return spans;
}

}  // namespace pressmark
