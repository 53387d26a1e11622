#include "searchd/cite/words.h"

#include <algorithm>

namespace pressmark {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool in(char32_t c, char32_t first, char32_t last) {
  return first <= c && c <= last;
}

// Letters, digits, combining marks and joiners; everything beyond ASCII that is not known punctuation.
bool is_word_character(char32_t c) {
  if (c < 0x80) return in(c, '0', '9') || in(c, 'A', 'Z') || in(c, 'a', 'z') || c == '_';
  if (in(c, 0x80, 0xBF)) return c == 0xAA || c == 0xAD || c == 0xB5 || c == 0xBA;
  if (in(c, 0x2000, 0x206F)) return in(c, 0x200B, 0x200F) || in(c, 0x2060, 0x206F);
  if (in(c, 0x2E00, 0x2E7F) || in(c, 0x3000, 0x3004) || in(c, 0x3008, 0x3020)) return false;
  if (in(c, 0xFF01, 0xFF0F) || in(c, 0xFF1A, 0xFF20) || in(c, 0xFE10, 0xFE19) || in(c, 0xFE30, 0xFE6F))
    return false;
  switch (c) {
    case 0xD7:   // multiplication sign
    case 0xF7:   // division sign
    case 0x60C:  // Arabic comma
    case 0x61B:  // Arabic semicolon
    case 0x61F:  // Arabic question mark
    case 0x66A:  // Arabic per cent
    case 0x6D4:  // Arabic full stop
    case 0x964:  // danda
    case 0x965:  // double danda
    case kReplacement:
      return false;
    default:
      return true;
  }
}

// Marks that TR29 lets stand inside a word or a number.
bool is_mid_mark(char32_t c) {
  switch (c) {
    case '.':
    case ',':
    case ':':
    case ';':
    case '\'':
    case 0xB7:
    case 0x2018:
    case 0x2019:
    case 0x2024:
    case 0x2027:
    case 0x66B:
    case 0x66C:
      return true;
    default:
      return false;
  }
}

// The plain character for one of many shapes; 0 leaves it out.
char32_t plain_shape(char32_t c) {
  if (is_blank(c)) return ' ';
  if (in(c, 0x2010, 0x2015)) return '-';
  switch (c) {
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0xAB:
    case 0xBB:
    case 0x2033:
    case 0xFF02:
      return '"';
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2039:
    case 0x203A:
    case 0x2032:
    case 0x60:
    case 0xB4:
    case 0x2BC:
    case 0xFF07:
      return '\'';
    case 0x2212:
    case 0xFE58:
    case 0xFE63:
    case 0xFF0D:
      return '-';
    case 0xAD:
    case 0x200B:
    case 0x2060:
    case 0xFEFF:
      return 0;
    default:
      return c;
  }
}

// Simple lower case of Latin-1, Greek and Cyrillic letters: enough to tell whether a browser, which ignores
// case, would find words twice.
char32_t lower(char32_t c) {
  if (in(c, 'A', 'Z') || (in(c, 0xC0, 0xDE) && c != 0xD7) || in(c, 0x410, 0x42F) || in(c, 0x391, 0x3A9))
    return c + 0x20;
  if (in(c, 0x400, 0x40F)) return c + 0x50;
  return c;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) -> char32_t {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const char32_t lead = byte(at);
  const auto tail = [&](std::size_t i) { return (byte(at + i) & 0xC0U) == 0x80U; };
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  if (in(lead, 0xC2, 0xDF) && tail(1)) {
    const char32_t c = ((lead & 0x1FU) << 6U) | (byte(at + 1) & 0x3FU);
    at += 2;
    return c;
  }
  if (in(lead, 0xE0, 0xEF) && tail(1) && tail(2)) {
    const char32_t c = ((lead & 0xFU) << 12U) | ((byte(at + 1) & 0x3FU) << 6U) | (byte(at + 2) & 0x3FU);
    at += 3;
    return c;
  }
  if (in(lead, 0xF0, 0xF4) && tail(1) && tail(2) && tail(3)) {
    const char32_t c = ((lead & 0x7U) << 18U) | ((byte(at + 1) & 0x3FU) << 12U) |
                       ((byte(at + 2) & 0x3FU) << 6U) | (byte(at + 3) & 0x3FU);
    at += 4;
    return c;
  }
  ++at;
  return kReplacement;
}

char32_t code_point_before(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) --begin;
  return next_code_point(text, begin);
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | (c >> 6U));
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | (c >> 12U));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | (c >> 18U));
    put(0x80U | ((c >> 12U) & 0x3FU));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

bool is_blank(char32_t c) {
  return c == ' ' || in(c, 0x9, 0xD) || c == 0x85 || c == 0xA0 || c == 0x1680 || in(c, 0x2000, 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_ideographic(char32_t c) {
  return in(c, 0x3040, 0x30FF) || in(c, 0x3400, 0x4DBF) || in(c, 0x4E00, 0x9FFF) || in(c, 0xF900, 0xFAFF) ||
         in(c, 0x20000, 0x3FFFF);
}

bool is_word_edge(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size()) return true;
  if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) return false;
  const char32_t before = code_point_before(text, at);
  std::size_t behind = at;
  const char32_t after = next_code_point(text, behind);
  if (is_ideographic(before) || is_ideographic(after)) return true;
  if (is_word_character(before) && is_word_character(after)) return false;
  if (is_word_character(before) && is_mid_mark(after)) {
    return behind >= text.size() || !is_word_character(next_code_point(text, behind));
  }
  if (is_mid_mark(before) && is_word_character(after)) {
    std::size_t mark = at - 1;
    while (mark > 0 && (static_cast<unsigned char>(text[mark]) & 0xC0U) == 0x80U) --mark;
    return !is_word_character(code_point_before(text, mark));
  }
  return true;
}

Span whole_words(std::string_view text, Span span) {
  while (!span.empty()) {
    std::size_t at = span.begin;
    if (!is_blank(next_code_point(text, at)) && is_word_edge(text, span.begin)) break;
    span.begin = std::min(static_cast<std::uint32_t>(at), span.end);
  }
  while (!span.empty()) {
    const char32_t last = code_point_before(text, span.end);
    if (!is_blank(last) && is_word_edge(text, span.end)) break;
    do --span.end;
    while (span.end > span.begin && (static_cast<unsigned char>(text[span.end]) & 0xC0U) == 0x80U);
  }
  return span;
}

Folded fold_typography(std::string_view text, Case letters) {
  Folded folded;
  folded.text.reserve(text.size());
  folded.begins.reserve(text.size());
  folded.ends.reserve(text.size());
  std::string shape;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = static_cast<std::uint32_t>(at);
    char32_t c = plain_shape(next_code_point(text, at));
    const auto end = static_cast<std::uint32_t>(at);
    if (c == 0) continue;
    if (c == ' ' && !folded.text.empty() && folded.text.back() == ' ') {
      folded.ends.back() = end;
      continue;
    }
    if (letters == Case::folded) c = lower(c);
    shape.clear();
    if (c == 0x2026) {
      shape = "...";
    } else if (c == kReplacement) {
      shape.assign(text.substr(begin, end - begin));
    } else {
      append_utf8(shape, c);
    }
    folded.text += shape;
    folded.begins.insert(folded.begins.end(), shape.size(), begin);
    folded.ends.insert(folded.ends.end(), shape.size(), end);
  }
  return folded;
}

std::string one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    const bool line_end = c != 0xA0 && c != 0x202F && is_blank(c);
    if (line_end) {
      if (!line.empty() && line.back() != ' ') line += ' ';
    } else if (c < 0x20 || in(c, 0x7F, 0x9F)) {
      continue;
    } else if (c == kReplacement) {
      append_utf8(line, c);
    } else {
      line.append(text.substr(begin, at - begin));
    }
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

}  // namespace pressmark
