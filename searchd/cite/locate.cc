#include "searchd/cite/locate.h"

#include <algorithm>

#include "schema/model/error.h"
#include "schema/text/sentences.h"
#include "schema/text/utf8.h"
#include "searchd/cite/words.h"

namespace pressmark {
namespace {

constexpr std::size_t kContextBytes = 80;

std::uint32_t char_begin(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  return static_cast<std::uint32_t>(at);
}

// From the line end before the span to the one behind it.
Span block_around(std::string_view text, Span span) {
  const auto begin = span.begin == 0 ? std::string_view::npos : text.rfind('\n', span.begin - 1);
  const auto end = text.find('\n', span.end);
  return {begin == std::string_view::npos ? 0 : static_cast<std::uint32_t>(begin + 1),
          static_cast<std::uint32_t>(std::min(end, text.size()))};
}

Span before_span(std::string_view text, Span span, std::size_t limit) {
  const auto from = char_begin(text, span.begin > limit ? span.begin - limit : 0);
  return whole_words(text, {from, span.begin});
}

Span after_span(std::string_view text, Span span, std::size_t limit) {
  const auto to = char_begin(text, std::min<std::size_t>(text.size(), span.end + limit));
  return whole_words(text, {span.end, to});
}

}  // namespace

Passage passage_at(const ArticleView& article, Span place) {
  const std::string& text = article.record.text;
  const CodePoints points(text);
  if (place.empty() || place.begin > place.end || place.end > points.count()) {
    throw Error(ErrorKind::not_found,
                "characters " + std::to_string(place.begin) + " to " + std::to_string(place.end) +
                    " are not in this revision of " + article.record.article.id + ", which has " +
                    std::to_string(points.count()) + " characters",
                "check the numbers behind #c");
  }
  Passage passage;
  passage.place = place;
  passage.bytes = points.to_bytes(place);
  passage.text = slice(text, passage.bytes);
  attribute(passage, article.record.quotations, points);
  passage.unique = exact_occurrences(text, passage.text).size() <= 1;
  const Span block = block_around(text, passage.bytes);
  const Span before = before_span(text, passage.bytes, kContextBytes);
  const Span after = after_span(text, passage.bytes, kContextBytes);
  passage.before = slice(text, {std::max(before.begin, block.begin), std::max(before.end, block.begin)});
  passage.after = slice(text, {std::min(after.begin, block.end), std::min(after.end, block.end)});
  return passage;
}

std::vector<Span> exact_occurrences(std::string_view text, std::string_view words) {
  std::string needle = fold_typography(words).text;
  const auto first = needle.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  needle = needle.substr(first, needle.find_last_not_of(' ') + 1 - first);
  const Folded hay = fold_typography(text);
  std::vector<Span> spans;
  for (auto at = hay.text.find(needle); at != std::string::npos;
       at = hay.text.find(needle, at + needle.size())) {
    spans.push_back({hay.begins[at], hay.ends[at + needle.size() - 1]});
  }
  return spans;
}

Surroundings surroundings(std::string_view text, Span span, std::size_t limit) {
  return {one_line(slice(text, before_span(text, span, limit))),
          one_line(slice(text, after_span(text, span, limit)))};
}

Surroundings sentences_around(std::string_view text, Span span, std::string_view lang, std::size_t count) {
  const auto all = sentences(text, lang);
  // The first sentence that ends behind the beginning of the span, and the first that begins at or behind its
  // end.
  std::size_t own = 0;
  while (own < all.size() && all[own].end <= span.begin) ++own;
  std::size_t next = own;
  while (next < all.size() && all[next].begin < span.end) ++next;
  Span before{span.begin, span.begin};
  const auto first = own - std::min(own, count);
  if (first < all.size()) before.begin = std::min(span.begin, all[first].begin);
  Span after{span.end, span.end};
  const auto last = std::min(all.size(), next + count);
  if (last > 0) after.end = std::max(span.end, all[last - 1].end);
  return {one_line(slice(text, before)), one_line(slice(text, after))};
}

}  // namespace pressmark
