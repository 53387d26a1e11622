#include "searchd/cite/text_fragment.h"

#include <algorithm>
#include <optional>
#include <string>

#include "searchd/cite/words.h"

namespace pressmark {
namespace {

constexpr std::size_t kLongestTermCodePoints = 250;  // beyond it a range is surer and shorter
constexpr std::size_t kRangeWords = 4;
constexpr std::size_t kMostRangeWords = 10;
constexpr std::size_t kContextWords = 3;
constexpr std::size_t kMostContextWords = 6;

struct Directive {
  std::string prefix;
  std::string start;
  std::string end;
  std::string suffix;
};

std::uint32_t offset(std::size_t at) {
  return static_cast<std::uint32_t>(at);
}

// RFC 3986 unreserved characters stand for themselves, but for the hyphen, which is syntax here.
std::string percent_encoded(std::string_view words) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(words.size() * 2);
  for (const char c : words) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 0xFU];
    }
  }
  return out;
}

std::string print(const Directive& directive) {
  std::string out = "text=";
  if (!directive.prefix.empty()) out += percent_encoded(directive.prefix) + "-,";
  out += percent_encoded(directive.start);
  if (!directive.end.empty()) out += "," + percent_encoded(directive.end);
  if (!directive.suffix.empty()) out += ",-" + percent_encoded(directive.suffix);
  return out;
}

std::string with_directive(std::string_view url, const Directive& directive) {
  const auto hash = url.find('#');
  const auto old = hash == std::string_view::npos ? hash : url.find(":~:", hash);
  std::string out(url.substr(0, old));
  if (hash == std::string_view::npos) out += '#';
  return out + ":~:" + print(directive);
}

// The block (line of the canonical text) around a byte.
Span block_around(std::string_view text, std::uint32_t at) {
  const auto begin = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const auto end = text.find('\n', at);
  return {begin == std::string_view::npos ? 0 : offset(begin + 1),
          end == std::string_view::npos ? offset(text.size()) : offset(end)};
}

// Ideographs have no blanks between words; three of them count as one.
class WordCount {
 public:
  void add(char32_t c, bool was_blank) {
    if (is_ideographic(c)) {
      ++thirds_;
    } else if (was_blank && !is_blank(c)) {
      thirds_ += 3;
    }
  }
  bool reached(std::size_t words) const { return thirds_ >= words * 3; }

 private:
  std::size_t thirds_ = 0;
};

// The first `words` words of `within`, which begins at a word; all of it where it has no more.
Span first_words(std::string_view text, Span within, std::size_t words) {
  WordCount count;
  bool blank = false;
  for (std::size_t at = within.begin; at < within.end;) {
    const std::size_t here = at;
    const char32_t c = next_code_point(text, at);
    count.add(c, blank);
    blank = is_blank(c);
    if (count.reached(words) && here > within.begin && is_word_edge(text, here)) {
      return whole_words(text, {within.begin, offset(here)});
    }
  }
  return within;
}

// The same from the end.
Span last_words(std::string_view text, Span within, std::size_t words) {
  WordCount count;
  bool blank = false;
  for (std::size_t at = within.end; at > within.begin;) {
    const char32_t c = code_point_before(text, at);
    count.add(c, blank);
    blank = is_blank(c);
    if (count.reached(words) && at < within.end && is_word_edge(text, at)) {
      return whole_words(text, {offset(at), within.end});
    }
    do --at;
    while (at > within.begin && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
  }
  return within;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// How often a browser would find `words`: case and typography make no difference to it.
std::size_t times_found(std::string_view text, std::string_view words) {
  const Folded hay = fold_typography(text, Case::folded);
  const Folded needle = fold_typography(words, Case::folded);
  if (needle.text.empty()) return 0;
  std::size_t times = 0;
  for (auto at = hay.text.find(needle.text); at != std::string::npos; at = hay.text.find(needle.text, at + 1))
    ++times;
  return times;
}

// First and last words of a long passage, or of one over several blocks. The last words are made more until
// they stand once in the passage: the browser takes the first it meets.
std::optional<std::pair<Span, Span>> range_ends(std::string_view text, Span span) {
  const Span first_block = block_around(text, span.begin);
  const Span last_block = block_around(text, span.end);
  const Span head = whole_words(text, {span.begin, std::min(span.end, first_block.end)});
  const Span tail = whole_words(text, {std::max(span.begin, last_block.begin), span.end});
  if (head.empty() || tail.empty()) return std::nullopt;
  const Span start = first_words(text, head, kRangeWords);
  Span end = last_words(text, tail, kRangeWords);
  for (std::size_t words = kRangeWords + 1; words <= kMostRangeWords; ++words) {
    if (times_found(slice(text, {start.end, span.end}), slice(text, end)) <= 1) break;
    const Span longer = last_words(text, tail, words);
    if (longer.begin < start.end) break;
    end = longer;
  }
  if (end.begin < start.end) return std::nullopt;
  return std::pair{start, end};
}

// A directive for whole words at `span`, without context. Sets `found` to the words that must be unique.
Directive term_or_range(std::string_view text, Span span, std::string_view& found) {
  const auto words = slice(text, span);
  found = words;
  const bool several_blocks = words.find('\n') != std::string_view::npos;
  if (several_blocks || code_points(words) > kLongestTermCodePoints) {
    if (const auto ends = range_ends(text, span)) {
      found = slice(text, ends->first);
      return {{}, std::string(found), std::string(slice(text, ends->second)), {}};
    }
  }
  if (!several_blocks) return {{}, std::string(words), {}, {}};
  // Nothing but marks at one of the ends: the first block with words will do.
  const Span block = block_around(text, span.begin);
  found = slice(text, whole_words(text, {span.begin, std::min(span.end, block.end)}));
  return {{}, std::string(found), {}, {}};
}

// Words right before `at`, from the same block or, at its edge, from the one before; and right after.
Span words_before(std::string_view text, std::uint32_t at, std::size_t words) {
  const Span gap = whole_words(text, {0, at});
  if (gap.empty()) return gap;
  const Span block = block_around(text, gap.end);
  return last_words(text, whole_words(text, {block.begin, gap.end}), words);
}

Span words_after(std::string_view text, std::uint32_t at, std::size_t words) {
  const Span gap = whole_words(text, {at, offset(text.size())});
  if (gap.empty()) return gap;
  const Span block = block_around(text, gap.begin);
  return first_words(text, whole_words(text, {gap.begin, block.end}), words);
}

// As many words before as it takes to make the start unique; where there are none or they don't suffice,
// words after too.
void add_context(Directive& directive, std::string_view text, Span span, std::string_view found) {
  const auto start = offset(static_cast<std::size_t>(found.data() - text.data()));
  for (std::size_t words = kContextWords; words <= kMostContextWords; ++words) {
    const Span before = words_before(text, start, words);
    if (before.empty()) break;
    directive.prefix = slice(text, before);
    if (times_found(text, slice(text, {before.begin, offset(start + found.size())})) == 1) return;
  }
  directive.suffix = slice(text, words_after(text, span.end, kContextWords));
}

// The last words of one line, or its first ones; a passage tells its surroundings as plain strings.
std::string few_words(std::string_view line, bool last) {
  const Span all = whole_words(line, {0, offset(line.size())});
  if (all.empty()) return {};
  const Span block = block_around(line, last ? all.end : all.begin);
  const Span within = whole_words(line, {std::max(all.begin, block.begin), std::min(all.end, block.end)});
  return std::string(
      slice(line, last ? last_words(line, within, kContextWords) : first_words(line, within, kContextWords)));
}

}  // namespace

std::string text_fragment_url(std::string_view url, const Passage& passage) {
  const std::string_view text = passage.text;
  const Span span = whole_words(text, {0, offset(text.size())});
  if (span.empty()) return std::string(url);
  std::string_view found;
  Directive directive = term_or_range(text, span, found);
  if (!passage.unique) {
    directive.prefix = few_words(passage.before, true);
    directive.suffix = few_words(passage.after, false);
  }
  return with_directive(url, directive);
}

std::string text_fragment_url(std::string_view url, std::string_view canonical_text, Span span) {
  const Span words = whole_words(canonical_text, span);
  if (words.empty()) return std::string(url);
  std::string_view found;
  Directive directive = term_or_range(canonical_text, words, found);
  if (times_found(canonical_text, found) > 1) add_context(directive, canonical_text, words, found);
  return with_directive(url, directive);
}

}  // namespace pressmark
