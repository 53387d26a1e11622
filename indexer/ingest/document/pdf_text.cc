#include "indexer/ingest/document/pdf_text.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/lines.h"

namespace pressmark {
namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view kSoftHyphen = "\u00AD";

constexpr std::size_t kEdgeLines = 3;  // from the top and bottom of a page, where headers and footers stand

std::vector<Lines> split_pages(const std::vector<std::string>& pages) {
  std::vector<Lines> all;
  for (std::string_view page : pages) {
    Lines lines;
    while (!page.empty()) {
      const auto line = trimmed(take_line(page));
      lines.push_back(canonical_line(line));
      if (line.ends_with(kSoftHyphen)) lines.back() += kSoftHyphen;  // a mark of layout, and told here
    }
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    all.push_back(std::move(lines));
  }
  return all;
}

// A line with its numbers left out: what comes back on other pages under another number.
std::string shape(std::string_view line) {
  std::string shape;
  for (const char c : line) {
    if (c >= '0' && c <= '9') {
      if (!shape.ends_with('#')) shape += '#';
    } else {
      shape += c;
    }
  }
  return shape;
}

// Places of the lines at the edges of a page that are not empty.
std::set<std::size_t> edges(const Lines& lines) {
  std::vector<std::size_t> filled;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (!lines[i].empty()) filled.push_back(i);
  std::set<std::size_t> edges;
  for (std::size_t i = 0; i < std::min(kEdgeLines, filled.size()); ++i) {
    edges.insert(filled[i]);
    edges.insert(filled[filled.size() - 1 - i]);
  }
  return edges;
}

void drop_running_lines(std::vector<Lines>& pages, const IngestOptions& options, RawArticle& raw) {
  std::map<std::string, std::size_t> seen;  // on how many pages
  for (const auto& lines : pages) {
    std::set<std::string> shapes;
    for (const auto i : edges(lines)) shapes.insert(shape(lines[i]));
    for (const auto& one : shapes) ++seen[one];
  }
  const auto most = std::max<std::size_t>(2, pages.size() / 2 + 1);
  for (auto& lines : pages)
    for (const auto i : edges(lines))
      if (seen[shape(lines[i])] >= most) {
        decide(options, raw, false, has_words(lines[i]) ? "running header or footer" : "rule", lines[i]);
        lines[i].clear();
      }
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80U;
}

// Whether `text` begins with a small letter of the Latin, Greek or Cyrillic script.
bool begins_small(std::string_view text) {
  if (text.empty()) return false;
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80U) return first >= 'a' && first <= 'z';
  if (text.size() < 2) return false;
  const auto letter =
      static_cast<unsigned>((first & 0x1FU) << 6U) | (static_cast<unsigned char>(text[1]) & 0x3FU);
  if ((first & 0xE0U) != 0xC0U) return false;
  return (letter >= 0xDF && letter <= 0xFF && letter != 0xF7) || (letter >= 0x3AC && letter <= 0x3CE) ||
         (letter >= 0x430 && letter <= 0x45F);
}

std::string_view last_word(std::string_view text) {
  auto begin = text.size();
  while (begin > 0 && is_word_byte(text[begin - 1])) --begin;
  return text.substr(begin);
}

std::string_view first_word(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_word_byte(text[end])) ++end;
  return text.substr(0, end);
}

// Words as they stand within the lines, those at a hyphen left out; and pairs with a hyphen.
std::unordered_set<std::string> words_of(const std::vector<Lines>& pages) {
  std::unordered_set<std::string> words;
  for (const auto& lines : pages)
    for (const auto& line : lines)
      for (std::size_t begin = 0; begin < line.size();) {
        auto end = begin;
        while (end < line.size() && (is_word_byte(line[end]) || (line[end] == '-' && end > begin))) ++end;
        const bool is_half = end == line.size() && end > begin && line[end - 1] == '-';
        if (end > begin && !is_half) words.insert(ascii_lower(line.substr(begin, end - begin)));
        begin = std::max(end, begin + 1);
      }
  return words;
}

class Paragraphs {
 public:
  Paragraphs(const std::unordered_set<std::string>& words, RawArticle& raw) : words_(words), raw_(raw) {}

  void read(const std::vector<Lines>& pages) {
    for (std::size_t i = 0; i < pages.size(); ++i) read_page(pages[i], static_cast<std::uint32_t>(i + 1));
    end();
  }

 private:
  void read_page(const Lines& lines, std::uint32_t page) {
    // A sentence may run over to the next page; its paragraph is of the page it begins on.
    const bool goes_on = !text_.empty() && !ends_sentence() && !lines.empty();
    if (!goes_on) end();
    std::size_t longest = 0;
    for (const auto& line : lines) longest = std::max(longest, count_characters(line));
    bool is_first = true;
    for (const auto& line : lines) {
      if (line.empty()) {
        if (!is_first) end();
        continue;
      }
      if (is_first && goes_on && !begins_small(line)) end();
      is_first = false;
      if (text_.empty()) page_ = page;
      append(line);
      const bool is_short = count_characters(line) * 4 < longest * 3;
      if (is_short && ends_sentence()) end();
    }
  }

  bool ends_sentence() const {
    std::string_view text = text_;
    for (const auto* mark : {"\"", "'", ")", "”", "’", "»"})
      if (text.ends_with(mark)) text.remove_suffix(std::string_view(mark).size());
    for (const auto* mark : {".", "!", "?", "…", "।", "۔", "؟", ":", "。"})
      if (text.ends_with(mark)) return true;
    return false;
  }

  void append(std::string_view line) {
    for (const std::string_view hyphen : {"\u2010", "\u2011"})  // the same to a reader
      if (text_.ends_with(hyphen)) {
        text_.resize(text_.size() - hyphen.size());
        text_ += '-';
      }
    if (text_.ends_with(kSoftHyphen)) {
      text_.resize(text_.size() - kSoftHyphen.size());
    } else if (!text_.ends_with('-') || text_.size() < 2 || !is_word_byte(text_[text_.size() - 2])) {
      if (!text_.empty()) text_ += ' ';
    } else if (is_one_word(line)) {
      text_.pop_back();
    }
    text_ += line;
  }

  // Whether the word before the hyphen at the end of text_ and the one at the front of `line` are one.
  bool is_one_word(std::string_view line) const {
    const auto before = last_word(std::string_view(text_).substr(0, text_.size() - 1));
    const auto after = first_word(line);
    if (before.empty() || !begins_small(after)) return false;
    const auto left = ascii_lower(before);
    const auto right = ascii_lower(after);
    if (words_.contains(left + right)) return true;
    if (words_.contains(left + "-" + right)) return false;
    return !(words_.contains(left) && words_.contains(right));
  }

  void end() {
    if (!text_.empty()) raw_.blocks.push_back({std::move(text_), BlockKind::paragraph, page_});
    text_.clear();
  }

  const std::unordered_set<std::string>& words_;
  RawArticle& raw_;
  std::string text_;
  std::uint32_t page_ = 0;
};

}  // namespace

void read_pages(const std::vector<std::string>& pages, const IngestOptions& options, RawArticle& raw) {
  auto lines = split_pages(pages);
  if (lines.size() > 1) drop_running_lines(lines, options, raw);
  const auto words = words_of(lines);
  Paragraphs(words, raw).read(lines);
}

}  // namespace pressmark
