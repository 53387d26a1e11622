#include "searchd/cite/titles.h"

#include <algorithm>
#include <array>
#include <vector>

#include "searchd/cite/words.h"

namespace pressmark {
namespace {

constexpr std::array<std::string_view, 28> kSmallWords{
    "a",  "an",   "and", "as",   "at", "but", "by",   "down", "for", "from", "in",  "into", "nor",  "of",
    "on", "onto", "or",  "over", "so", "the", "till", "to",   "up",  "v",    "via", "vs",   "with", "yet"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80U;
}

struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Words as title case counts them: parted by blanks, hyphens, dashes and slashes.
std::vector<Piece> pieces_of(std::string_view title) {
  std::vector<Piece> pieces;
  Piece piece;
  bool open = false;
  for (std::size_t at = 0; at < title.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(title, at);
    const bool parts = is_blank(c) || c == '-' || c == '/' || (c >= 0x2010 && c <= 0x2015);
    if (!parts && !open) piece.begin = begin;
    if (parts && open) pieces.push_back({piece.begin, begin});
    open = !parts;
  }
  if (open) pieces.push_back({piece.begin, title.size()});
  return pieces;
}

std::string_view letters_of(std::string_view piece) {
  while (!piece.empty() && !is_letter(piece.front())) piece.remove_prefix(1);
  while (!piece.empty() && !is_letter(piece.back())) piece.remove_suffix(1);
  return piece;
}

// A new heading begins behind these: "Explainer: the embargo".
bool begins_anew(std::string_view title, Piece piece) {
  std::size_t at = piece.begin;
  while (at > 0 && title[at - 1] == ' ') --at;
  if (at == piece.begin && at > 0) return false;
  return at == 0 || title[at - 1] == ':' || title[at - 1] == '?' || title[at - 1] == '!';
}

bool has_capital(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// What flip_marks writes for a mark that closes a quotation.
constexpr std::string_view kClosing = "\u2019";

// “ ” and paired " become ‘ ’: what stands within double marks takes single ones.
std::string flip_marks(std::string_view title, bool& ends_quoted) {
  std::string out;
  bool open = false;
  ends_quoted = false;
  for (std::size_t at = 0; at < title.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(title, at);
    const bool opens = c == 0x201C || (c == '"' && !open);
    const bool closes = c == 0x201D || (c == '"' && open);
    ends_quoted = closes;
    if (opens) {
      out += "\u2018";
      open = true;
    } else if (closes) {
      out += "\u2019";
      open = false;
    } else {
      out.append(title.substr(begin, at - begin));
    }
  }
  return out;
}

}  // namespace

std::string title_case(std::string_view title) {
  std::string out(title);
  const std::vector<Piece> pieces = pieces_of(title);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::string_view piece = title.substr(pieces[i].begin, pieces[i].end - pieces[i].begin);
    const std::string_view word = letters_of(piece);
    if (word.empty() || has_capital(word) || word.front() < 'a' || word.front() > 'z') continue;
    // "35s", "5th": a word that begins with a digit is no word to capitalise.
    if (word.data() != piece.data() && word.data()[-1] >= '0' && word.data()[-1] <= '9') continue;
    const bool small = std::find(kSmallWords.begin(), kSmallWords.end(), word) != kSmallWords.end();
    if (small && i > 0 && i + 1 < pieces.size() && !begins_anew(title, pieces[i])) continue;
    if (small && i > 0 && title[pieces[i].begin - 1] == '-') continue;  // "Round-up", also at the end
    if (word.find('.') != std::string_view::npos) continue;             // a web address: "example.org"
    const auto at = static_cast<std::size_t>(word.data() - title.data());
    out[at] = static_cast<char>(out[at] - 'a' + 'A');
  }
  return out;
}

bool ends_a_sentence(std::string_view text) {
  const char32_t last = code_point_before(text, text.size());
  return last == '.' || last == '?' || last == '!' || last == 0x2026 || last == 0x3002 || last == 0xFF1F ||
         last == 0xFF01 || last == 0x61F || last == 0x6D4 || last == 0x964;
}

std::string quoted_title(std::string_view title, char terminal) {
  bool ends_quoted = false;
  std::string inner = flip_marks(title, ends_quoted);
  std::string closing;
  if (ends_quoted) {
    inner.resize(inner.size() - kClosing.size());
    closing = kClosing;
  }
  const bool full_stop = !inner.empty() && inner.back() == '.';
  const bool needs = terminal != 0 && (!ends_a_sentence(inner) || (terminal == ',' && full_stop));
  if (needs) inner += terminal;
  return "\u201C" + inner + closing + "\u201D";
}

std::string singly_quoted_title(std::string_view title) {
  std::string inner;
  bool open = false;
  for (const char c : title) {
    if (c != '"') {
      inner += c;
      continue;
    }
    inner += open ? "\u201D" : "\u201C";
    open = !open;
  }
  return "\u2018" + inner + "\u2019";
}

bool is_english(std::string_view lang, std::string_view title) {
  if (!lang.empty()) return lang.substr(0, 2) == "en";
  return std::all_of(title.begin(), title.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

}  // namespace pressmark
