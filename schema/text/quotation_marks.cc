#include "schema/text/quotation_marks.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <unordered_set>

#include "schema/model/article.h"

namespace pressmark {
namespace {

enum class Shape : std::uint8_t {
  straight,            // " and ''
  left,                // “ ‟ `` ‘‘
  right,               // ” and ’’
  low,                 // „
  left_angle,          // «
  right_angle,         // »
  corner_open,         // 「 『
  corner_close,        // 」 』
  single_straight,     // '
  single_left,         // ‘ ‚
  single_right,        // ’
  single_left_angle,   // ‹
  single_right_angle,  // ›
};

bool is_single(Shape shape) {
  return shape >= Shape::single_straight;
}
bool is_corner(Shape shape) {
  return shape == Shape::corner_open || shape == Shape::corner_close;
}

enum class Role : std::uint8_t { open, close, either, neither };

struct Mark {
  Span span;
  Shape shape = Shape::straight;
  Role role = Role::neither;
  bool after_stop = false;   // directly behind . , ! ? …
  bool after_s = false;      // directly behind an s: may be a plural's apostrophe
  bool free = false;         // space, dash or stop behind it: opens nothing
  bool behind_word = false;  // directly behind a word or a stop
};

struct Spelling {
  std::string_view bytes;
  Shape shape;
};

// Longer spellings first.
constexpr std::array kSpellings{
    Spelling{"\u2018\u2018", Shape::left},
    Spelling{"\u2019\u2019", Shape::right},
    Spelling{"``", Shape::left},
    Spelling{"''", Shape::straight},
    Spelling{"\"", Shape::straight},
    Spelling{"\u201c", Shape::left},
    Spelling{"\u201f", Shape::left},
    Spelling{"\u201d", Shape::right},
    Spelling{"\u201e", Shape::low},
    Spelling{"\u00ab", Shape::left_angle},
    Spelling{"\u00bb", Shape::right_angle},
    Spelling{"\u300c", Shape::corner_open},
    Spelling{"\u300e", Shape::corner_open},
    Spelling{"\u300d", Shape::corner_close},
    Spelling{"\u300f", Shape::corner_close},
    Spelling{"\u2018", Shape::single_left},
    Spelling{"\u201a", Shape::single_left},
    Spelling{"\u2019", Shape::single_right},
    Spelling{"\u2039", Shape::single_left_angle},
    Spelling{"\u203a", Shape::single_right_angle},
    Spelling{"'", Shape::single_straight},
};

// Bytes that may start one of the spellings: all others are skipped with one look.
constexpr bool may_start_mark(unsigned char c) {
  return c == '"' || c == '\'' || c == '`' || c == 0xc2 || c == 0xe2 || c == 0xe3;
}

const Spelling* mark_at(std::string_view rest) {
  if (!may_start_mark(static_cast<unsigned char>(rest[0]))) return nullptr;
  for (const Spelling& spelling : kSpellings) {
    if (rest.substr(0, spelling.bytes.size()) == spelling.bytes) return &spelling;
  }
  return nullptr;
}

bool is_ascii_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// True for U+2000 to U+200B, U+00A0, U+3000 at the start of `rest`.
bool starts_with_wide_space(std::string_view rest) {
  if (rest.substr(0, 2) == "\u00a0" || rest.substr(0, 3) == "\u3000") return true;
  return rest.size() >= 3 && rest[0] == '\xe2' && rest[1] == '\x80' &&
         ((static_cast<unsigned char>(rest[2]) >= 0x80 && static_cast<unsigned char>(rest[2]) <= 0x8b) ||
          rest[2] == '\xaf');
}

bool starts_with_dash(std::string_view rest) {
  return rest.substr(0, 1) == "-" || rest.substr(0, 3) == "\u2013" || rest.substr(0, 3) == "\u2014" ||
         rest.substr(0, 3) == "\u2015";
}

std::string_view last_code_point(std::string_view before) {
  std::size_t at = before.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(before[at]) & 0xc0) == 0x80) --at;
  return before.substr(at);
}

enum class Neighbour : std::uint8_t { space, dash, opens, stop, quote, letter };

Neighbour neighbour(std::string_view code_point, bool on_the_left) {
  const char c = code_point[0];
  if (is_ascii_space(c) || starts_with_wide_space(code_point)) return Neighbour::space;
  if (starts_with_dash(code_point)) return Neighbour::dash;
  if (c == '(' || c == '[' || c == '{' || c == '/' || c == '>')
    return on_the_left ? Neighbour::opens : Neighbour::letter;
  if (c == ')' || c == ']' || c == '}' || c == '.' || c == ',' || c == ';' || c == ':' || c == '!' ||
      c == '?' || c == '<' || code_point.substr(0, 3) == "\u2026") {
    return Neighbour::stop;
  }
  if (mark_at(code_point) != nullptr) return Neighbour::quote;
  return Neighbour::letter;
}

// 'em, 'til, '90s and their kind begin with an apostrophe, not with a quotation mark.
bool begins_with_apostrophe(std::string_view after) {
  static const std::unordered_set<std::string_view> words{"em",   "til",   "till", "cause", "n", "tis",
                                                          "twas", "round", "bout", "cuz",   "s", "t",
                                                          "d",    "ll",    "re",   "ve",    "m"};
  if (!after.empty() && is_digit(after[0])) return true;
  std::size_t end = 0;
  while (end < after.size() && end < 8 && (after[end] | 0x20) >= 'a' && (after[end] | 0x20) <= 'z') ++end;
  return words.contains(after.substr(0, end));
}

// What the mark may do, from the characters on both sides; the shape decides where they leave it open.
Role role_of(Shape shape, Neighbour left, Neighbour right, std::string_view after) {
  const bool free_left = left == Neighbour::space || left == Neighbour::dash || left == Neighbour::opens;
  const bool free_right = right == Neighbour::space || right == Neighbour::dash || right == Neighbour::stop;
  const bool open_side = free_left || left == Neighbour::quote;
  const bool close_side = free_right || right == Neighbour::quote;
  switch (shape) {
    case Shape::corner_open:
    case Shape::low:
      return Role::open;
    case Shape::corner_close:
      return Role::close;
    case Shape::left:
      return !open_side && free_right ? Role::close : Role::open;
    case Shape::right:
      return free_left && right == Neighbour::letter ? Role::either : Role::close;
    case Shape::left_angle:
    case Shape::single_left_angle:
      return !open_side && free_right ? Role::close : Role::open;
    case Shape::right_angle:
    case Shape::single_right_angle:
      return free_left && right == Neighbour::letter ? Role::open : Role::close;
    case Shape::straight:
      if (open_side && !close_side) return Role::open;
      if (close_side && !open_side) return Role::close;
      return Role::either;
    case Shape::single_left:
      if (right != Neighbour::letter && right != Neighbour::quote) return Role::neither;
      return open_side && !begins_with_apostrophe(after) ? Role::open : Role::neither;
    case Shape::single_right:
      return close_side && !free_left ? Role::close : Role::neither;
    case Shape::single_straight:
      if (open_side && right == Neighbour::letter && !begins_with_apostrophe(after)) return Role::open;
      return close_side && !free_left ? Role::close : Role::neither;
  }
  return Role::neither;
}

// Inches and seconds: 12" behind a digit.
bool is_unit(Shape shape, std::string_view before, bool quotation_is_open) {
  return shape == Shape::straight && !quotation_is_open && !before.empty() && is_digit(before.back());
}

std::vector<Mark> marks_of(std::string_view text, Span paragraph) {
  std::vector<Mark> marks;
  const std::string_view words = slice(text, paragraph);
  for (std::size_t at = 0; at < words.size();) {
    const Spelling* spelling = mark_at(words.substr(at));
    if (spelling == nullptr) {
      ++at;
      continue;
    }
    const std::size_t end = at + spelling->bytes.size();
    const std::string_view before = words.substr(0, at);
    const std::string_view after = words.substr(end);
    const Neighbour left = before.empty() ? Neighbour::space : neighbour(last_code_point(before), true);
    const Neighbour right = after.empty() ? Neighbour::space : neighbour(after.substr(0, 4), false);
    Mark mark;
    mark.span = {paragraph.begin + static_cast<std::uint32_t>(at),
                 paragraph.begin + static_cast<std::uint32_t>(end)};
    mark.shape = spelling->shape;
    mark.role = role_of(mark.shape, left, right, after);
    mark.after_stop = left == Neighbour::stop;
    mark.after_s = !before.empty() && before.back() == 's';
    mark.free = right == Neighbour::space || right == Neighbour::dash || right == Neighbour::stop;
    mark.behind_word = left == Neighbour::letter || left == Neighbour::stop;
    if (mark.role != Role::neither) marks.push_back(mark);
    at = end;
  }
  return marks;
}

// Where the sentence that begins at or behind `from` ends: behind its full stop, before `limit` at the
// latest.
std::uint32_t sentence_end(std::string_view text, std::uint32_t from, std::uint32_t limit) {
  for (std::uint32_t at = from; at < limit; ++at) {
    const char c = text[at];
    if ((c == '.' || c == '!' || c == '?') && (at + 1 == limit || is_ascii_space(text[at + 1])))
      return at + 1;
  }
  return limit;
}

std::uint32_t skip_space(std::string_view text, std::uint32_t from, std::uint32_t limit) {
  while (from < limit && is_ascii_space(text[from])) ++from;
  return from;
}

std::uint32_t back_over_space(std::string_view text, std::uint32_t from, std::uint32_t limit) {
  while (from > limit && is_ascii_space(text[from - 1])) --from;
  return from;
}

// Pairs the marks of one paragraph with a stack of those still open.
class Pairing {
 public:
  Pairing(std::string_view text, Span paragraph, std::vector<MarkedRange>& out)
      : text_(text),
        paragraph_(paragraph),
        out_(out),
        marks_(marks_of(text, paragraph)),
        first_(out.size()) {}

  void run() {
    find_later_single_closes();
    for (std::size_t i = 0; i < marks_.size(); ++i) take(i);
    leave_open();
    std::sort(out_.begin() + static_cast<std::ptrdiff_t>(first_), out_.end(),
              [](const auto& a, const auto& b) {
                return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
              });
  }

 private:
  struct Open {
    std::size_t mark;
    int depth;
  };

  // For each single closing mark: whether another follows before the next one opens. Decides about plurals'
  // apostrophes.
  void find_later_single_closes() {
    later_close_.assign(marks_.size(), false);
    bool later = false;
    for (std::size_t i = marks_.size(); i-- > 0;) {
      if (!is_single(marks_[i].shape)) continue;
      later_close_[i] = later;
      later = marks_[i].role == Role::close;
    }
  }

  void take(std::size_t i) {
    const Mark& mark = marks_[i];
    Role role = mark.role;
    if (role == Role::either) role = innermost(mark.shape) ? Role::close : Role::open;
    // “ closes „ even where a space was left between it and the last word, or another mark closes behind it.
    if (role == Role::open && mark.shape == Shape::left && (mark.free || mark.behind_word) &&
        !open_.empty() && marks_[open_.back().mark].shape == Shape::low)
      role = Role::close;
    if (role == Role::open) {
      open(i);
    } else if (is_single(mark.shape)) {
      close_single(i);
    } else {
      close_double(i);
    }
  }

  // Index + 1 into open_ of the innermost open mark that `shape` could close; 0 when there is none.
  std::size_t innermost(Shape shape) const {
    for (std::size_t k = open_.size(); k-- > 0;) {
      const Shape other = marks_[open_[k].mark].shape;
      if (is_single(other) == is_single(shape) && is_corner(other) == is_corner(shape)) return k + 1;
    }
    return 0;
  }

  void open(std::size_t i) {
    // The same mark opened again: the first one lost its end, unless single marks stand between.
    if (!is_single(marks_[i].shape) && !open_.empty() && marks_[open_.back().mark].shape == marks_[i].shape &&
        !is_corner(marks_[i].shape)) {
      lose_end(open_.back(), marks_[i].span.begin);
      open_.pop_back();
    } else if (is_single(marks_[i].shape) && !open_.empty() && is_single(marks_[open_.back().mark].shape)) {
      open_.pop_back();
    }
    // Deeper nesting is damage, not language; the limit keeps the search for a partner short.
    if (open_.size() >= 8) open_.erase(open_.begin());
    open_.push_back({i, static_cast<int>(open_.size())});
  }

  void close_single(std::size_t i) {
    if (open_.empty() || !is_single(marks_[open_.back().mark].shape)) return;
    if (!marks_[i].after_stop && marks_[i].after_s && later_close_[i]) return;
    emit(open_.back(), i);
    open_.pop_back();
  }

  void close_double(std::size_t i) {
    const std::size_t k = innermost(marks_[i].shape);
    if (k == 0) {
      if (!is_unit(marks_[i].shape, text_.substr(0, marks_[i].span.begin), false)) infer_beginning(i);
      return;
    }
    emit(open_[k - 1], i);
    open_.resize(k - 1);
  }

  void emit(const Open& open, std::size_t close) {
    const Mark& first = marks_[open.mark];
    const Mark& last = marks_[close];
    MarkedRange range;
    range.span = {first.span.begin, last.span.end};
    range.inner = {first.span.end, last.span.begin};
    range.single = is_single(first.shape);
    range.depth = open.depth;
    out_.push_back(range);
    if (open.depth == 0) settled_ = last.span.end;
  }

  // The closing mark is lost: the quotation ends with its first sentence, at `limit` at the latest.
  void lose_end(const Open& open, std::uint32_t limit) {
    const Mark& mark = marks_[open.mark];
    MarkedRange range;
    range.closed = false;
    range.depth = open.depth;
    const std::uint32_t end =
        back_over_space(text_, sentence_end(text_, mark.span.end, limit), mark.span.end);
    range.span = {mark.span.begin, end};
    range.inner = {mark.span.end, end};
    out_.push_back(range);
    if (open.depth == 0) settled_ = end;
  }

  // The opening mark is lost: the quotation begins with a sentence, behind what is already settled.
  void infer_beginning(std::size_t close) {
    const Mark& mark = marks_[close];
    std::uint32_t begin = settled_ > paragraph_.begin ? settled_ : paragraph_.begin;
    if (begin > paragraph_.begin) begin = sentence_end(text_, begin, mark.span.begin);
    begin = skip_space(text_, begin, mark.span.begin);
    settled_ = mark.span.end;
    if (begin >= mark.span.begin || !open_.empty()) return;
    MarkedRange range;
    range.opened = false;
    range.span = {begin, mark.span.end};
    range.inner = {begin, mark.span.begin};
    out_.push_back(range);
  }

  // Marks still open at the end of the paragraph: the quotation goes on in the next one, or its end is lost.
  void leave_open() {
    for (const Open& open : open_) {
      const Mark& mark = marks_[open.mark];
      if (is_single(mark.shape) && mark.span.begin != paragraph_.begin) continue;
      MarkedRange range;
      range.closed = false;
      range.single = is_single(mark.shape);
      range.depth = 0;
      // A fragment in lower case is a lost end within its sentence; whole sentences run to the end of the
      // paragraph.
      const char c = mark.span.end < paragraph_.end ? text_[mark.span.end] : ' ';
      const bool fragment = c >= 'a' && c <= 'z';
      std::uint32_t end = fragment ? sentence_end(text_, mark.span.end, paragraph_.end) : paragraph_.end;
      end = back_over_space(text_, end, mark.span.end);
      range.span = {mark.span.begin, end};
      range.inner = {mark.span.end, end};
      if (!range.inner.empty()) out_.push_back(range);
      break;
    }
  }

  std::string_view text_;
  Span paragraph_;
  std::vector<MarkedRange>& out_;
  std::vector<Mark> marks_;
  std::vector<bool> later_close_;
  std::vector<Open> open_;
  std::size_t first_;
  std::uint32_t settled_ = 0;  // everything before is paired or given up
};

bool begins_with_mark(std::string_view text, Span paragraph) {
  const std::uint32_t at = skip_space(text, paragraph.begin, paragraph.end);
  if (at >= paragraph.end) return false;
  const Spelling* spelling = mark_at(text.substr(at, paragraph.end - at));
  return spelling != nullptr;
}

}  // namespace

std::vector<MarkedRange> quotation_marks(std::string_view text) {
  std::vector<MarkedRange> ranges;
  const std::vector<Span> all = paragraphs(text);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::size_t first = ranges.size();
    Pairing(text, all[i], ranges).run();
    const bool reopened = i + 1 < all.size() && begins_with_mark(text, all[i + 1]);
    for (std::size_t k = first; reopened && k < ranges.size(); ++k) {
      MarkedRange& range = ranges[k];
      if (!range.closed && range.depth == 0 && range.span.end + 1 >= all[i].end) range.continues = true;
    }
  }
  return ranges;
}

}  // namespace pressmark
