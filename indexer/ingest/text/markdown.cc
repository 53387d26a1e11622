#include "indexer/ingest/text/markdown.h"

#include <algorithm>

#include "indexer/ingest/lines.h"

namespace pressmark {
namespace {

constexpr std::size_t kLongestLink = 2000;  // bytes of words or address; bounds the search for the other end

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

std::string_view without_quote_marks(std::string_view line) {
  auto content = trimmed(line);
  while (content.starts_with("> ") || content == ">") content = trimmed(content.substr(1));
  return content;
}

// "## Words ##" as "Words"; "#hashtag" is no heading.
std::string_view heading(std::string_view line) {
  const auto level = std::min(line.find_first_not_of('#'), line.size());
  if (level == 0 || level > 6 || level == line.size() || line[level] != ' ') return {};
  line = trimmed(line.substr(level));
  while (line.ends_with('#')) line.remove_suffix(1);
  return trimmed(line);
}

bool is_list_item(std::string_view line) {
  return line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ");
}

bool is_rule(std::string_view line) {
  const char mark = line.empty() ? ' ' : line.front();
  return line.size() >= 3 && (mark == '-' || mark == '*' || mark == '_' || mark == '=') &&
         std::all_of(line.begin(), line.end(), [&](char c) { return c == mark || c == ' '; });
}

// "[words](address)" at the start of `text`: its words and its size.
struct Link {
  std::string_view words;
  std::size_t size = 0;
};
Link link_at(std::string_view text) {
  const auto middle = text.substr(0, kLongestLink).find("](");
  if (middle == std::string_view::npos || text.substr(1, middle - 1).find('[') != std::string_view::npos)
    return {};
  const auto end = text.substr(middle, kLongestLink).find(')');
  if (end == std::string_view::npos) return {};
  return {text.substr(1, middle - 1), middle + end + 1};
}

// The size of an emphasised stretch with its marks, 0 where `text` opens none that closes on this line.
std::size_t emphasis_size(std::string_view text, std::string_view mark) {
  if (!text.starts_with(mark) || text.size() <= 2 * mark.size() || is_space(text[mark.size()])) return 0;
  const auto end = text.substr(0, kLongestLink).find(mark, mark.size());
  if (end == std::string_view::npos || end == mark.size() || is_space(text[end - 1])) return 0;
  return end + mark.size();
}

std::string inline_words(std::string_view line, int depth);

// Appends the words of whatever mark-up starts at `rest` and returns its size; 0 when there is none.
std::size_t take_marked(std::string_view rest, bool at_word_start, int depth, std::string& words) {
  if (rest.starts_with("!["))
    return link_at(rest.substr(1)).size + (link_at(rest.substr(1)).size > 0 ? 1 : 0);
  if (rest.starts_with('[')) {
    const auto link = link_at(rest);
    if (link.size > 0) words += inline_words(link.words, depth + 1);
    return link.size;
  }
  for (const std::string_view mark : {"**", "__", "*", "_", "`"}) {
    if (mark.front() == '_' && !at_word_start) continue;  // snake_case
    const auto size = emphasis_size(rest, mark);
    if (size == 0) continue;
    words += inline_words(rest.substr(mark.size(), size - 2 * mark.size()), depth + 1);
    return size;
  }
  return 0;
}

std::string inline_words(std::string_view line, int depth) {
  constexpr int kDeepest = 4;
  if (depth > kDeepest || line.find_first_of("*_`[") == std::string_view::npos) return std::string(line);
  std::string words;
  for (std::size_t i = 0; i < line.size();) {
    const bool is_mark = std::string_view("*_`[!").find(line[i]) != std::string_view::npos;
    const bool at_word_start = i == 0 || is_space(line[i - 1]) || line[i - 1] == '(';
    const auto size = is_mark ? take_marked(line.substr(i), at_word_start, depth, words) : 0;
    if (size == 0) words += line[i];
    i += std::max<std::size_t>(size, 1);
  }
  return words;
}

}  // namespace

std::string without_markdown(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const auto line = without_quote_marks(take_line(text));
    const auto title = heading(line);
    if (is_rule(line)) {
      result += '\n';
    } else if (!title.empty()) {
      result.append("\n").append(inline_words(title, 0)).append("\n\n");
    } else if (is_list_item(line)) {
      result.append("\n").append(inline_words(trimmed(line.substr(2)), 0)).append("\n");
    } else {
      result.append(inline_words(line, 0)).append("\n");
    }
  }
  return result;
}

}  // namespace pressmark
