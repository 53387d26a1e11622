#include "indexer/ingest/text/plain_text.h"

#include <algorithm>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/dates.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/text/boilerplate.h"
#include "indexer/ingest/text/front_matter.h"
#include "indexer/ingest/text/markdown.h"
#include "indexer/ingest/text/scraped_lines.h"

namespace pressmark {
namespace {

constexpr std::size_t kLongestTitle = 150;   // characters
constexpr std::size_t kLongParagraph = 200;  // bytes; the head of an article ends where one begins
constexpr std::size_t kParagraphsOfHead = 8;
constexpr std::size_t kWrapColumn = 100;      // characters; longer lines are not wrapped by hand
constexpr std::size_t kShortestWrapped = 45;  // characters; shorter ones are not full

using Block = std::vector<std::string_view>;  // lines that nothing parts

bool is_blank(std::string_view line) {
  return canonical_line(line).empty();
}

std::vector<Block> blocks(std::string_view text) {
  std::vector<Block> result;
  bool open = false;
  while (!text.empty()) {
    const auto line = take_line(text);
    const bool blank = trimmed(line).empty() || (line.size() < kShortestWrapped && is_blank(line));
    if (!blank && !open) result.emplace_back();
    if (!blank) result.back().push_back(line);
    open = !blank;
  }
  return result;
}

bool is_hard_wrapped(const std::vector<Block>& blocks) {
  constexpr std::size_t kFewest = 3;
  std::size_t followed = 0;
  std::size_t narrow = 0;
  std::size_t full = 0;
  for (const auto& block : blocks) {
    for (std::size_t i = 0; i + 1 < block.size(); ++i) {
      const auto width = count_characters(trimmed(block[i]));
      ++followed;
      narrow += width <= kWrapColumn ? 1 : 0;
      full += width >= kShortestWrapped && width <= kWrapColumn ? 1 : 0;
    }
  }
  return followed >= kFewest && narrow * 10 >= followed * 9 && full * 10 >= followed * 6;
}

struct Paragraph {
  std::string text;
  bool stands_alone = false;  // blank lines, or the edge of the text, on both sides
};

std::vector<Paragraph> paragraphs_of(std::string_view text, Markup markup) {
  const auto parts = blocks(text);
  const bool wrapped = markup == Markup::markdown || is_hard_wrapped(parts);
  std::vector<Paragraph> result;
  for (const auto& block : parts) {
    if (!wrapped) {
      for (const auto line : block) result.push_back({std::string(line), block.size() == 1});
      continue;
    }
    Paragraph paragraph{{}, block.size() == 1};
    for (const auto line : block) {
      if (!paragraph.text.empty()) paragraph.text += ' ';
      paragraph.text += line;
    }
    result.push_back(std::move(paragraph));
  }
  return result;
}

// "." and its kin in other scripts, behind closing quotation marks or not; "U.S." ends no sentence.
bool ends_like_sentence(std::string_view line) {
  line = trimmed(line);
  for (const std::string_view mark : {"”", "’", "\"", "'", "»", ")"})
    if (line.ends_with(mark)) line.remove_suffix(mark.size());
  for (const std::string_view mark : {"。", "।", "۔", ":", ";", ",", "…"})
    if (line.ends_with(mark)) return true;
  if (!line.ends_with('.')) return false;
  const bool initial = line.size() >= 3 && line[line.size() - 2] >= 'A' && line[line.size() - 2] <= 'Z' &&
                       (line[line.size() - 3] == '.' || line[line.size() - 3] == ' ');
  return !initial;
}

bool could_be_title(std::string_view line) {
  return count_characters(trimmed(line)) <= kLongestTitle && has_words(line) && !ends_like_sentence(line);
}

void take_title(std::vector<Paragraph>& paragraphs, RawArticle& raw) {
  if (raw.title || paragraphs.size() < 2) return;
  const auto& first = paragraphs.front();
  if (!first.stands_alone || !could_be_title(first.text)) return;
  raw.title = first.text;
  raw.inferred.emplace_back("title");
  paragraphs.erase(paragraphs.begin());
}

// "By Jane Smith", "By JANE SMITH and BO CHAN": two to eight words with capitals and nothing else.
bool is_byline(std::string_view line) {
  constexpr std::size_t kLongestByline = 80;  // bytes
  if (line.size() > kLongestByline || !starts_with_word(line, "by") || ends_like_sentence(line)) return false;
  const auto words = split(line.substr(2), ' ');
  if (words.size() < 2 || words.size() > 8) return false;
  return std::all_of(words.begin(), words.end(), [](std::string_view word) {
    const auto first = static_cast<unsigned char>(word.front());
    const bool is_name = (first >= 'A' && first <= 'Z') || first >= 0x80U;
    return is_name || word == "and" || word == "de" || word == "van" || word == "von" || word == "al";
  });
}

// Takes lines of the head that repeat the title or only date the article; stops at the first real paragraph.
void take_head_lines(std::vector<Paragraph>& paragraphs, RawArticle& raw) {
  const auto title = raw.title ? canonical_line(*raw.title) : std::string();
  std::size_t i = 0;
  for (std::size_t seen = 0; i < paragraphs.size() && seen < kParagraphsOfHead; ++seen) {
    const auto line = canonical_line(paragraphs[i].text);
    if (line.size() > kLongParagraph && line != title) break;
    bool taken = !title.empty() && line == title && paragraphs.size() > 1;
    if (const auto dates = date_line(line); dates && (!raw.date || dates->published == raw.date)) {
      taken = true;
      if (!raw.date && dates->published) raw.inferred.emplace_back("date");
      if (!raw.updated && dates->updated) raw.inferred.emplace_back("updated");
      if (!raw.date) raw.date = dates->published;
      if (!raw.updated) raw.updated = dates->updated;
    }
    if (!taken && raw.authors.empty() && is_byline(line)) {
      taken = true;
      raw.authors = byline_names(line);
      raw.inferred.emplace_back("authors");
    }
    if (taken)
      paragraphs.erase(paragraphs.begin() + static_cast<std::ptrdiff_t>(i));
    else
      ++i;
  }
}

void drop_leading_boilerplate(std::vector<Paragraph>& paragraphs, const IngestOptions& options,
                              RawArticle& raw) {
  const auto first = std::find_if(paragraphs.begin(), paragraphs.end(), [&](const Paragraph& paragraph) {
    const auto* rule = boilerplate_rule(paragraph.text, false);
    if (rule != nullptr) decide(options, raw, false, rule, paragraph.text);
    return rule == nullptr;
  });
  paragraphs.erase(paragraphs.begin(), first);
}

// A notice at the foot may name the outlet it is of.
void infer_outlet(RawArticle& raw) {
  if (raw.outlet) return;
  for (const auto& block : raw.blocks) {
    if (boilerplate_rule(block.text, true) == nullptr) continue;
    raw.outlet = outlet_of_notice(canonical_line(block.text));
    if (!raw.outlet) continue;
    raw.inferred.emplace_back("outlet");
    return;
  }
}

}  // namespace

void read_plain_text(std::string_view text, Markup markup, const IngestOptions& options, RawArticle& raw) {
  std::string unmarked;
  if (markup == Markup::markdown) {
    unmarked = without_markdown(text);
    text = unmarked;
  }
  auto paragraphs = paragraphs_of(text, markup);
  if (!options.verbatim) {
    drop_leading_boilerplate(paragraphs, options, raw);
    take_title(paragraphs, raw);
    take_head_lines(paragraphs, raw);
  }
  for (auto& paragraph : paragraphs) raw.blocks.push_back({std::move(paragraph.text)});
  if (options.verbatim) return;
  infer_outlet(raw);
  drop_boilerplate(options, raw);
  if (markup == Markup::none) take_scraped_lines(options, raw);
}

}  // namespace pressmark
