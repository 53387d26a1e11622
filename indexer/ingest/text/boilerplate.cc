#include "indexer/ingest/text/boilerplate.h"

#include <algorithm>
#include <array>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/lines.h"

namespace pressmark {
namespace {

constexpr std::size_t kLongestNotice = 700;    // bytes
constexpr std::size_t kLongestMention = 200;   // bytes
constexpr std::size_t kLongestShareBar = 160;  // bytes

constexpr std::array<std::string_view, 19> kWholeLines = {
    "powered by",      "sponsored by", "advertisement", "advertisements",     "sponsored",
    "story continues", "share this",   "share",         "share this article", "share this story",
    "share via",       "read more",    "read also",     "continue reading",   "subscribe",
    "subscribe now",   "sign up",      "follow us",     "show comments"};

constexpr std::array<std::string_view, 24> kShareWords = {
    "facebook", "twitter",   "whatsapp",  "flipboard", "linkedin", "telegram", "pinterest", "reddit",
    "email",    "e-mail",    "mail",      "print",     "share",    "tweet",    "copy",      "link",
    "on",       "instagram", "messenger", "tumblr",    "pocket",   "via",      "save",      "pin"};
constexpr std::array<std::string_view, 8> kNetworks = {"facebook", "twitter",  "whatsapp",  "flipboard",
                                                       "linkedin", "telegram", "pinterest", "reddit"};

struct Notice {
  std::string_view begins;    // lower case; empty for anywhere
  std::string_view contains;  // lower case
};
constexpr std::array kNotices = {
    Notice{"stay up to date", "download now"},
    Notice{"stay updated", "download"},
    Notice{"download the", "app"},
    Notice{"get the news that matters", ""},
    Notice{"(get the news that matters", ""},
    Notice{"", "click here to join our channel"},
    Notice{"", "is now on telegram. click here"},
    Notice{"sign up for our", ""},
    Notice{"sign up to our", ""},
    Notice{"subscribe to our", ""},
    Notice{"follow us on", ""},
    Notice{"like us on facebook", ""},
    Notice{"join our whatsapp", ""},
    Notice{"join our telegram", ""},
    Notice{"disclaimer", "moderating your comments"},
    Notice{"the views expressed in comments", ""},
    Notice{"", "all rights reserved"},
};

std::string_view without_edge_marks(std::string_view text) {
  constexpr std::string_view kMarks = " .:|>-!<=*\t\n";
  while (!text.empty() && kMarks.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && kMarks.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

bool is_share_bar(std::string_view lower) {
  if (lower.size() > kLongestShareBar) return false;
  std::size_t networks = 0;
  std::string spaced(lower);
  for (char& c : spaced)
    if (c == '|' || c == ',' || c == '\n' || c == '\t' || c == '/') c = ' ';
  for (const auto word : split(spaced, ' ')) {
    if (std::find(kShareWords.begin(), kShareWords.end(), word) == kShareWords.end()) return false;
    networks += std::find(kNetworks.begin(), kNetworks.end(), word) != kNetworks.end() ? 1 : 0;
  }
  return networks > 0;
}

bool is_notice(std::string_view lower) {
  return std::any_of(kNotices.begin(), kNotices.end(), [&](const Notice& notice) {
    // Words from the middle of a paragraph tell only where little else stands in it.
    const auto limit = notice.begins.empty() ? kLongestMention : kLongestNotice;
    return lower.size() <= limit && lower.starts_with(notice.begins) &&
           lower.find(notice.contains) != std::string_view::npos;
  });
}

}  // namespace

const char* boilerplate_rule(std::string_view paragraph, bool at_foot) {
  if (paragraph.size() > kLongestNotice) return nullptr;
  const auto lower = ascii_lower(trimmed(paragraph));
  const auto words = without_edge_marks(lower);
  if (words.empty()) return nullptr;
  if (lower.find("google tag (gtag.js)") != std::string::npos && lower.size() < 40) return "left-over markup";
  if (std::find(kWholeLines.begin(), kWholeLines.end(), words) != kWholeLines.end()) return "stock line";
  if (words == "a+a" || words == "a+ a") return "text size buttons";
  if (is_share_bar(words)) return "share bar";
  if (at_foot && is_notice(lower)) return "notice";
  return nullptr;
}

void drop_boilerplate(const IngestOptions& options, RawArticle& raw) {
  if (options.verbatim) return;
  auto& blocks = raw.blocks;
  const auto is_kept = [&](bool at_foot) {
    return [&, at_foot](const RawBlock& block) {
      const char* rule = has_words(block.text) ? boilerplate_rule(block.text, at_foot) : "no words";
      if (rule != nullptr) decide(options, raw, false, rule, block.text);
      return rule == nullptr;
    };
  };
  blocks.erase(blocks.begin(), std::find_if(blocks.begin(), blocks.end(), is_kept(false)));
  blocks.erase(std::find_if(blocks.rbegin(), blocks.rend(), is_kept(true)).base(), blocks.end());
}

}  // namespace pressmark
