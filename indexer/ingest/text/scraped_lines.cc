#include "indexer/ingest/text/scraped_lines.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/lines.h"

namespace pressmark {
namespace {

constexpr std::size_t kLongestCredit = 120;   // bytes
constexpr std::size_t kLongestCaption = 600;  // bytes
constexpr std::size_t kLongestRepeat = 200;   // bytes
constexpr std::size_t kFewestWords = 3;       // of a line whose repetition tells anything

// How a credit begins, in lower case.
constexpr auto kCredits = std::to_array<std::string_view>({"source:",
                                                           "photo:",
                                                           "photos:",
                                                           "photo credit",
                                                           "photograph:",
                                                           "image:",
                                                           "image credit",
                                                           "image source",
                                                           "image copyright",
                                                           "picture:",
                                                           "picture credit",
                                                           "pic:",
                                                           "credit:",
                                                           "(photo",
                                                           "(file photo",
                                                           "(image",
                                                           "(pic",
                                                           "representational image",
                                                           "representative image",
                                                           "toggle caption",
                                                           "illustration:",
                                                           "getty images",
                                                           "photograph by",
                                                           "photo by",
                                                           "photo :",
                                                           "image by",
                                                           "foto:",
                                                           "fotos:",
                                                           "bild:",
                                                           "bilder:",
                                                           "bildquelle",
                                                           "bildnachweis",
                                                           "quelle:",
                                                           "crédit",
                                                           "crédits",
                                                           "imagen:",
                                                           "fuente:",
                                                           "fonte:",
                                                           "źródło:",
                                                           "fot.",
                                                           "фото:",
                                                           "Фото:",
                                                           "©"});
// How a caption begins.
constexpr std::array<std::string_view, 9> kCaptions = {"file - ",       "file -- ",      "file--",
                                                       "file photo",    "(file)",        "enlarge this image",
                                                       "image caption", "media caption", "video caption"};
constexpr std::array<std::string_view, 10> kStock = {"advertisement continue reading the main story",
                                                     "continue reading the main story",
                                                     "read more here",
                                                     "read the full story",
                                                     "story continues below",
                                                     "story continues below advertisement",
                                                     "article continues below",
                                                     "thanks for watching",
                                                     "click here to read more",
                                                     "also read"};

bool begins_with_any(std::string_view lower, const auto& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return lower.starts_with(beginning); });
}

bool ends_sentence(std::string_view line) {
  for (const std::string_view mark : {"”", "’", "\"", "'", "»", ")"})
    if (line.ends_with(mark)) line.remove_suffix(mark.size());
  for (const std::string_view mark : {".", "!", "?", "。", "।", "۔", "…", "؟", "：", ":"})
    if (line.ends_with(mark)) return true;
  return false;
}

// "Two ministers at talks | AP Two ministers at talks | AP": a picture's alternative text and its caption.
std::optional<std::string_view> doubled(std::string_view line) {
  if (line.size() < 20 || line.size() % 2 == 0) return std::nullopt;
  const auto half = line.size() / 2;
  if (line[half] != ' ' || line.substr(0, half) != line.substr(half + 1)) return std::nullopt;
  return line.substr(0, half);
}

// "This article is more than 2 years old".
bool tells_age(std::string_view lower) {
  return lower.starts_with("this article is more than") && lower.ends_with("old");
}

// "Some other page - Wikipedia": the title of a page, with its site.
bool is_page_title(std::string_view lower) {
  for (const std::string_view site :
       {"wikipedia", "youtube", "facebook", "twitter", "reddit", "quora", "linkedin"})
    for (const std::string_view separator : {" - ", " | ", " – ", " — "})
      if (lower.size() > site.size() + separator.size() && lower.ends_with(site) &&
          lower.substr(0, lower.size() - site.size()).ends_with(separator))
        return true;
  return false;
}

// Items and rows may say the same again.
bool is_row(const RawBlock& block) {
  return block.kind == BlockKind::list_item || block.kind == BlockKind::table_row ||
         block.kind == BlockKind::preformatted;
}

std::size_t count_words(std::string_view line) {
  return split(line, ' ').size();
}

using Counts = std::unordered_map<std::string, int>;

const char* rule_for(std::string_view lower, const std::string& title, const Counts& repeats) {
  if (lower.size() > kLongestRepeat || ends_sentence(lower)) return nullptr;
  const bool is_telling = count_words(lower) >= kFewestWords;
  if (!title.empty() && lower == title && is_telling) return "the title again";
  if (std::find(kStock.begin(), kStock.end(), lower) != kStock.end() || tells_age(lower)) return "stock line";
  if (lower.starts_with("just watched ")) return "video player";
  if (is_page_title(lower)) return "title of another page";
  const auto count = repeats.find(std::string(lower));
  if (count != repeats.end() && count->second > 1 && is_telling) return "repeated line";
  return nullptr;
}

// "The minister at the talks | © Mock Photos", "Two men at a table, photo: Mock Photos", "Logo (Archiv)".
bool ends_with_credit(std::string_view line, std::string_view lower) {
  constexpr std::size_t kLongest = 250;  // bytes
  constexpr std::size_t kLongestName = 60;
  if (line.size() > kLongest || ends_sentence(line.substr(0, line.size() - (line.ends_with(')') ? 1 : 0))))
    return false;
  for (const std::string_view mark :
       {"photo:", "photo :", "foto:", "bild:", "picture:", "image:", "© ",
        "photo credit:", "credit:", "photo by ", "crédit", "/getty", "getty images"})
    if (const auto at = lower.rfind(mark); at != std::string_view::npos && lower.size() - at <= kLongestName)
      return true;
  return lower.ends_with("(archiv)") || lower.ends_with("(archivbild)") || lower.ends_with("(symbolbild)") ||
         lower.ends_with("(file photo)") || lower.ends_with("(archivfoto)") || lower.ends_with("/ap") ||
         lower.ends_with("/afp") || lower.ends_with("/reuters");
}

// The caption a line is, without its double.
std::optional<std::string> caption(const std::string& line, std::string_view lower) {
  if (line.size() > kLongestCaption) return std::nullopt;
  if (const auto once = doubled(line)) return std::string(*once);
  const bool is_credit =
      line.size() <= kLongestCredit && begins_with_any(lower, kCredits) && !ends_sentence(lower);
  if (is_credit || begins_with_any(lower, kCaptions) || ends_with_credit(line, lower)) return line;
  return std::nullopt;
}

bool is_capital(char c) {
  return (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) >= 0x80U);
}

// At most five words, each with a capital but for "of", "and", "the".
bool could_be_outlet(std::string_view name) {
  constexpr std::size_t kMostWords = 5;
  const auto words = split(name, ' ');
  return !words.empty() && words.size() <= kMostWords && name.size() <= 60 &&
         std::all_of(words.begin(), words.end(), [](std::string_view word) {
           return is_capital(word.front()) || word == "of" || word == "and" || word == "the";
         });
}

}  // namespace

std::optional<std::string> outlet_of_notice(std::string_view line) {
  struct Pattern {
    std::string_view before;  // empty: the line begins with the name
    std::string_view after;
  };
  constexpr std::array kPatterns = {
      Pattern{"", " is now on Telegram"},       Pattern{"", " is now on WhatsApp"},
      Pattern{" with ", " App. Download"},      Pattern{" with the ", " app"},
      Pattern{"matters from ", " on WhatsApp"}, Pattern{"Download the ", " app"},
      Pattern{"Follow ", " on Twitter"},        Pattern{"Follow ", " on WhatsApp"},
      Pattern{"Follow ", " on Facebook"},       Pattern{"Like ", " on Facebook"},
  };
  for (const auto& pattern : kPatterns) {
    const auto end = line.find(pattern.after);
    if (end == std::string_view::npos) continue;
    auto begin = line.substr(0, end).rfind(pattern.before);
    if (begin == std::string_view::npos) continue;
    if (pattern.before.empty()) {  // past a sign or two before the name
      begin = 0;
      while (begin < end && !(line[begin] >= 'A' && line[begin] <= 'Z')) ++begin;
    }
    auto name = trimmed(line.substr(begin + pattern.before.size(), end - begin - pattern.before.size()));
    if (could_be_outlet(name)) return std::string(name);
  }
  return std::nullopt;
}

void take_scraped_lines(const IngestOptions& options, RawArticle& raw) {
  const auto title = raw.title ? ascii_lower(canonical_line(*raw.title)) : std::string();
  Counts repeats;
  for (const auto& block : raw.blocks)
    if (block.text.size() <= kLongestRepeat) ++repeats[ascii_lower(canonical_line(block.text))];
  std::vector<RawBlock> kept;
  for (auto& block : raw.blocks) {
    if (block.text.size() > kLongestCaption) {
      kept.push_back(std::move(block));
      continue;
    }
    const auto line = canonical_line(block.text);
    const auto lower = ascii_lower(line);
    if (auto words = caption(line, lower)) {
      decide(options, raw, false, "caption", line);
      raw.captions.push_back(*std::move(words));
    } else if (const auto* rule = is_row(block) ? nullptr : rule_for(lower, title, repeats)) {
      decide(options, raw, false, rule, line);
    } else {
      kept.push_back(std::move(block));
    }
  }
  // A text of nothing but such lines is a text.
  if (std::any_of(kept.begin(), kept.end(), [](const RawBlock& block) { return has_words(block.text); }))
    raw.blocks = std::move(kept);
}

}  // namespace pressmark
