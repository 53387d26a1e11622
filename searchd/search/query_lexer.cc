#include "searchd/search/query_lexer.h"

#include <algorithm>
#include <array>
#include <optional>

#include "schema/index/fields.h"
#include "schema/text/utf8.h"
#include "searchd/search/query.h"

namespace pressmark {
namespace {

struct Replacement {
  std::string_view from;
  std::string_view to;
};

// What people's keyboards and word processors make of plain characters. Full-width forms (U+FF01 to U+FF5E)
// are dealt with besides.
constexpr std::array kReplacements{
    Replacement{"\u201C", "\""}, Replacement{"\u201D", "\""}, Replacement{"\u201E", "\""},
    Replacement{"\u201F", "\""}, Replacement{"\u00AB", "\""}, Replacement{"\u00BB", "\""},
    Replacement{"\u2033", "\""}, Replacement{"\u300C", "\""}, Replacement{"\u300D", "\""},
    Replacement{"\u300E", "\""}, Replacement{"\u300F", "\""}, Replacement{"\u301D", "\""},
    Replacement{"\u301E", "\""}, Replacement{"\u301F", "\""}, Replacement{"\u2039", "\""},
    Replacement{"\u203A", "\""}, Replacement{"\u00A0", " "},  Replacement{"\u202F", " "},
    Replacement{"\u2007", " "},  Replacement{"\u2009", " "},  Replacement{"\u3000", " "},
    Replacement{"\u2028", " "},  Replacement{"\u2029", " "},  Replacement{"\u2010", "-"},
    Replacement{"\u2011", "-"},  Replacement{"\u2012", "-"},  Replacement{"\u2013", "-"},
    Replacement{"\u2212", "-"},  Replacement{"\uFE63", "-"},  Replacement{"\u2019", "'"},
    Replacement{"\u301C", "~"},  Replacement{"\uFEFF", ""},   Replacement{"\u200E", ""},
    Replacement{"\u200F", ""},   Replacement{"\u2066", ""},   Replacement{"\u2067", ""},
    Replacement{"\u2068", ""},   Replacement{"\u2069", ""},   Replacement{"\u202A", ""},
    Replacement{"\u202B", ""},   Replacement{"\u202C", ""},   Replacement{"\u202D", ""},
    Replacement{"\u202E", ""},
};

// The plain character of a full-width one that `text` begins with, or NUL.
char plain_of_full_width(std::string_view text) {
  constexpr unsigned char kFirst = 0xEF;  // U+FF01 is EF BC 81, U+FF40 is EF BD 80, U+FF5E is EF BD 9E
  if (text.size() < 3 || static_cast<unsigned char>(text[0]) != kFirst) return '\0';
  const auto second = static_cast<unsigned char>(text[1]);
  const auto third = static_cast<unsigned char>(text[2]);
  if (second == 0xBC && third >= 0x81) return static_cast<char>('!' + (third - 0x81));
  if (second == 0xBD && third <= 0x9E) return static_cast<char>('`' + (third - 0x80));
  return '\0';
}

std::string plain_characters(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    if (byte < 0x80U) {
      result += byte < 0x20U || byte == 0x7FU ? ' ' : text.front();
      text.remove_prefix(1);
      continue;
    }
    const auto* found = std::find_if(kReplacements.begin(), kReplacements.end(),
                                     [&](const Replacement& r) { return text.starts_with(r.from); });
    if (const char plain = plain_of_full_width(text)) {
      result += plain;
      text.remove_prefix(3);
    } else if (found != kReplacements.end()) {
      result += found->to;
      text.remove_prefix(found->from.size());
    } else {
      result += text.front();
      text.remove_prefix(1);
    }
  }
  return result;
}

std::string read_text(std::string_view bytes, std::size_t most, std::vector<std::string>& notes) {
  if (bytes.size() > most) {
    auto limit = most;
    while (limit > 0 && (static_cast<unsigned char>(bytes[limit]) & 0xC0U) == 0x80U) --limit;
    bytes = bytes.substr(0, limit);
    notes.emplace_back("the query was cut to " + std::to_string(limit) + " bytes");
  }
  if (is_valid_utf8(bytes)) return plain_characters(nfc(bytes));
  notes.emplace_back("bytes that are not UTF-8 were replaced");
  return plain_characters(nfc(decode(bytes, "utf-8").text));
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

// `name` or `name`/n, n from 1 to kMaxNearWindow.
std::optional<std::uint32_t> window_of(std::string_view name, std::string_view word) {
  constexpr std::uint32_t kDefaultWindow = 10;
  constexpr std::size_t kMostDigits = 4;
  if (!word.starts_with(name)) return std::nullopt;
  word.remove_prefix(name.size());
  if (word.empty()) return kDefaultWindow;
  if (word.front() != '/' || word.size() == 1 || word.size() > kMostDigits + 1) return std::nullopt;
  word.remove_prefix(1);
  std::uint32_t value = 0;
  for (char c : word) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return std::clamp(value, std::uint32_t{1}, kMaxNearWindow);
}

class Lexer {
 public:
  explicit Lexer(std::string_view text, Lexemes& out) : text_(text), out_(out) {}

  void run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ') {
        ++at_;
      } else if (c == '(' || c == ')') {
        add(c == '(' ? LexemeKind::open : LexemeKind::close, std::string(1, c));
        ++at_;
      } else if (c == '"') {
        quoted();
      } else if (c == '-' && starts_operand()) {
        add(LexemeKind::minus, "-");
        ++at_;
      } else {
        word();
      }
    }
    add(LexemeKind::end, {});
  }

 private:
  void add(LexemeKind kind, std::string text, std::uint32_t window = 0) {
    out_.items.push_back({kind, std::move(text), window});
  }

  // A minus excludes where it begins a piece and something follows it directly.
  bool starts_operand() const {
    const bool begins = at_ == 0 || text_[at_ - 1] == ' ' || text_[at_ - 1] == '(' || text_[at_ - 1] == ')';
    return begins && at_ + 1 < text_.size() && text_[at_ + 1] != ' ' && text_[at_ + 1] != ')' &&
           text_[at_ + 1] != '-';
  }

  void quoted() {
    const auto close = text_.find('"', at_ + 1);
    if (close == std::string_view::npos) {
      out_.notes.emplace_back("a quotation mark without its partner was left out");
      ++at_;
      return;
    }
    add(LexemeKind::quoted, std::string(text_.substr(at_ + 1, close - at_ - 1)));
    at_ = close + 1;
  }

  void word() {
    const auto end = std::min(text_.find_first_of(" ()\"", at_), text_.size());
    const auto piece = text_.substr(at_, end - at_);
    if (const auto colon = piece.find(':'); colon != std::string_view::npos && colon > 0) {
      const auto name = lower(piece.substr(0, colon));
      if (find_field(name) != nullptr) {
        add(LexemeKind::field, name);
        at_ += colon + 1;
        return;
      }
    }
    at_ = end;
    if (piece == "AND") return add(LexemeKind::and_, "AND");
    if (piece == "OR") return add(LexemeKind::or_, "OR");
    if (piece == "NOT") return add(LexemeKind::not_, "NOT");
    if (const auto window = window_of("NEAR", piece))
      return add(LexemeKind::near, std::string(piece), *window);
    if (const auto window = window_of("BEFORE", piece))
      return add(LexemeKind::before, std::string(piece), *window);
    add(LexemeKind::word, std::string(piece));
  }

  std::string_view text_;
  Lexemes& out_;
  std::size_t at_ = 0;
};

}  // namespace

Lexemes lex_query(std::string_view text, std::size_t most) {
  Lexemes lexemes;
  lexemes.text = read_text(text, most, lexemes.notes);
  Lexer(lexemes.text, lexemes).run();
  return lexemes;
}

}  // namespace pressmark
