#include "searchd/verify/draft_quotations.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "schema/model/article.h"
#include "schema/text/analyzer.h"
#include "schema/text/language.h"
#include "schema/text/quotation_marks.h"
#include "schema/text/sentences.h"
#include "searchd/cite/words.h"

namespace pressmark {
namespace {

constexpr std::size_t kFewestUnclaimedWords = 3;  // fewer that nobody is said to have said are scare quotes
constexpr std::size_t kFewestSingleWords = 4;     // between ‘ ’, which set off single words too
constexpr std::size_t kLongestReference = 200;    // bytes behind a quotation in which its source may be named

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

std::optional<int> month_number(std::string_view word) {
  constexpr std::size_t kShortest = 3;
  const auto name = lower_case(word);
  for (std::size_t i = 0; i < kMonths.size(); ++i)
    if (name == kMonths.at(i) || (name.size() == kShortest && kMonths.at(i).starts_with(name)) ||
        (name == "sept" && i == 8))
      return static_cast<int>(i) + 1;
  return std::nullopt;
}

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<int> day_of_month(std::string_view word) {
  for (const std::string_view ending : {"st", "nd", "rd", "th"})
    if (word.size() > ending.size() && word.ends_with(ending)) word.remove_suffix(ending.size());
  const auto value = word.size() <= 2 ? number(word) : std::nullopt;
  return value && *value >= 1 && *value <= 31 ? value : std::nullopt;
}

std::optional<Day> made(int year, int month, int day) {
  const Day result{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
                   static_cast<std::uint8_t>(day)};
  return is_valid(result) ? std::optional(result) : std::nullopt;
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::vector<Span> plain_words(std::string_view text) {
  std::vector<Span> words;
  for (std::uint32_t i = 0; i < text.size();) {
    if (!is_letter_or_digit(text[i])) {
      ++i;
      continue;
    }
    auto end = i;
    while (end < text.size() && is_letter_or_digit(text[end])) ++end;
    words.push_back({i, end});
    i = end;
  }
  return words;
}

// Blanks stand within « ».
std::string_view without_blanks(std::string_view words) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view blank : {" ", "\n", "\u00A0", "\u202F"}) {
      again = again || words.starts_with(blank) || words.ends_with(blank);
      if (words.starts_with(blank)) words.remove_prefix(blank.size());
      if (words.ends_with(blank)) words.remove_suffix(blank.size());
    }
  }
  return words;
}

// Words of a marked range: the marks that open it again in each paragraph are no words.
std::string joined_words(std::string_view prose, const std::vector<MarkedRange>& ranges) {
  std::string words;
  for (const auto& range : ranges) {
    if (!words.empty()) words += "\n\n";
    words += without_blanks(slice(prose, range.inner));
  }
  return words;
}

Span paragraph_around(const Draft& draft, Span place) {
  const auto found =
      std::partition_point(draft.blocks.begin(), draft.blocks.end(),
                           [&](const DraftBlock& block) { return block.span.end <= place.begin; });
  return found == draft.blocks.end() ? place : found->span;
}

std::string_view without_dashes(std::string_view line) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : {"\u2014", "\u2013", "-", " ", "\u00A0"})
      while (line.starts_with(mark)) {
        line.remove_prefix(mark.size());
        again = true;
      }
  }
  return line;
}

// "Ann Smith" of "— Ann Smith, Example Herald": two to five words with capitals, particles between.
std::optional<std::string> signed_name(std::string_view line) {
  line = without_dashes(line);
  const auto name = line.substr(0, line.find_first_of(",(;:.\n"));
  std::size_t words = 0;
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < name.size();) {
    const auto end = std::min(name.find(' ', at), name.size());
    if (end > at) {
      ++words;
      capitals += name[at] >= 'a' && name[at] <= 'z' ? 0 : 1;
    }
    at = end + 1;
  }
  if (words < 2 || words > 5 || capitals * 2 < words + 1) return std::nullopt;
  return std::string(name.substr(0, name.find_last_not_of(' ') + 1));
}

bool is_described(const Speaker& speaker) {
  return speaker.id.empty();
}

}  // namespace

std::vector<StatedDay> stated_days(std::string_view text) {
  std::vector<StatedDay> days;
  const auto words = plain_words(text);
  const auto word = [&](std::size_t i) { return slice(text, words[i]); };
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    std::optional<Day> day;
    const auto third = number(word(i + 2));
    const bool is_year = third && word(i + 2).size() == 4;
    if (const auto first = number(word(i)); first && word(i).size() == 4) {
      const auto second = number(word(i + 1));
      const bool dashes =
          words[i + 1].begin == words[i].end + 1 && words[i + 2].begin == words[i + 1].end + 1;
      if (second && third && dashes && text[words[i].end] == '-' && text[words[i + 1].end] == '-')
        day = made(*first, *second, *third);
    } else if (is_year) {
      if (const auto month = month_number(word(i + 1)))
        if (const auto of_month = day_of_month(word(i))) day = made(*third, *month, *of_month);
      if (const auto month = month_number(word(i)); month && !day)
        if (const auto of_month = day_of_month(word(i + 1))) day = made(*third, *month, *of_month);
    }
    if (!day) continue;
    days.push_back({{words[i].begin, words[i + 2].end}, *day});
    i += 2;
  }
  return days;
}

DraftReader::DraftReader(const std::vector<std::string>& outlets) : outlets_(outlets) {
  std::erase_if(outlets_, [](const std::string& name) { return name.size() < 3; });
  std::sort(outlets_.begin(), outlets_.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
}

std::vector<DraftQuotation> DraftReader::quotations(const Draft& draft) {
  Article article;
  article.id = "draft";
  article.text = draft.prose;
  article.lang = identify_language(draft.prose);
  const auto annotation = annotator_.annotate(article);
  const auto marks = quotation_marks(draft.prose);

  std::vector<DraftQuotation> found;
  Analyzer analyzer;
  Analysis analysis;
  const auto add = [&](Span place, std::string words, std::size_t fewest, bool is_claimed_only) {
    analyzer.analyze(words, analysis);
    if (analysis.tokens.empty()) return;
    DraftQuotation quotation{place, std::move(words), {}};
    quotation.claim = claim(draft, place, paragraph_around(draft, place), annotation);
    if (analysis.tokens.size() < fewest && (is_claimed_only || !quotation.claim.speaker)) return;
    found.push_back(std::move(quotation));
  };

  std::size_t next_block = 0;
  const auto add_blocks_before = [&](std::uint32_t place) {
    for (; next_block < draft.blocks.size() && draft.blocks[next_block].span.begin < place; ++next_block) {
      const auto& block = draft.blocks[next_block];
      const bool has_marks = std::any_of(marks.begin(), marks.end(), [&](const MarkedRange& range) {
        return block.span.contains(range.span) && range.depth == 0;
      });
      if (!block.is_block_quotation || has_marks) continue;
      // "— Ann Smith, Example Herald" below is who said it.
      const auto words = slice(draft.prose, block.span);
      if (words.starts_with("\u2014") || words.starts_with("\u2013") || words.starts_with("--")) continue;
      add(block.span, std::string(words), 1, false);
    }
  };
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i].depth != 0) continue;
    add_blocks_before(marks[i].span.begin);
    std::vector<MarkedRange> ranges{marks[i]};
    auto last = i;
    for (auto next = i + 1; next < marks.size() && ranges.back().continues; ++next) {
      if (marks[next].depth != 0) continue;
      ranges.push_back(marks[next]);
      last = next;
    }
    const Span place{ranges.front().span.begin, ranges.back().span.end};
    add(place, joined_words(draft.prose, ranges),
        marks[i].single ? kFewestSingleWords : kFewestUnclaimedWords, marks[i].single);
    i = last;
  }
  add_blocks_before(static_cast<std::uint32_t>(draft.prose.size()) + 1);
  std::sort(found.begin(), found.end(),
            [](const DraftQuotation& a, const DraftQuotation& b) { return a.prose < b.prose; });
  return found;
}

// What the sentences that hold the quotation say, and a reference right behind it.
Claim DraftReader::claim(const Draft& draft, Span quotation, Span paragraph,
                         const Annotation& annotation) const {
  Claim claim;
  const Quotation* closest = nullptr;
  for (const auto& each : annotation.quotations) {
    if (!std::any_of(each.spans.begin(), each.spans.end(),
                     [&](Span piece) { return piece.overlaps(quotation); }))
      continue;
    // Of reported speech around a few quoted words, and those words themselves, the tighter one.
    if (closest == nullptr || each.span.size() < closest->span.size()) closest = &each;
  }
  if (closest != nullptr && closest->speaker && !is_described(*closest->speaker) &&
      closest->step != "inherited") {
    claim.speaker = std::string(without_dashes(closest->speaker->name));
    claim.speaker_is_inferred = closest->step == "pronoun";
  }

  const auto prose = std::string_view(draft.prose);
  Span around{quotation.begin, quotation.end};
  for (auto line : sentences(slice(prose, paragraph), "")) {
    line.begin += paragraph.begin;
    line.end += paragraph.begin;
    if (line.overlaps(quotation))
      around = {std::min(around.begin, line.begin), std::max(around.end, line.end)};
  }
  // "(Example Herald, 12 June 2014)" or a line that begins with a dash.
  const auto behind = prose.substr(around.end, kLongestReference);
  const auto sign = behind.find_first_not_of(" \n");
  bool has_reference = false;
  if (sign != std::string_view::npos) {
    const auto rest = behind.substr(sign);
    const bool is_line = rest.starts_with("\u2014") || rest.starts_with("\u2013") || rest.starts_with("--");
    if (rest.starts_with("(") || rest.starts_with("[") || is_line) {
      const auto end = is_line ? rest.find('\n') : rest.find_first_of(")]");
      if (is_line && !claim.speaker) claim.speaker = signed_name(rest.substr(0, rest.find('\n')));
      around.end += static_cast<std::uint32_t>(sign + std::min(end, rest.size() - 1) + (is_line ? 0 : 1));
      around.end = std::min<std::uint32_t>(around.end, static_cast<std::uint32_t>(prose.size()));
      has_reference = true;
    }
  }
  const auto outside = [&](Span place) { return around.contains(place) && !place.overlaps(quotation); };

  const auto near = slice(prose, around);
  for (const auto& name : outlets_) {
    for (auto at = near.find(name); at != std::string_view::npos; at = near.find(name, at + 1)) {
      const Span place{around.begin + static_cast<std::uint32_t>(at),
                       around.begin + static_cast<std::uint32_t>(at + name.size())};
      if (!outside(place) || !is_word_edge(near, at) || !is_word_edge(near, at + name.size())) continue;
      claim.outlet = name;
      break;
    }
    if (claim.outlet) break;
  }
  for (const auto& stated : stated_days(near)) {
    const Span place{around.begin + stated.span.begin, around.begin + stated.span.end};
    if (!outside(place)) continue;
    claim.date = stated.day;
    const bool behind_it = place.begin >= quotation.end;
    claim.date_is_of_publication = claim.outlet.has_value() && has_reference && behind_it;
    break;
  }
  for (const auto& link : draft.links)
    if (link.span.overlaps(around) || link.span.begin == around.end) claim.url = link.url;
  if (claim.outlet && claim.speaker == claim.outlet) claim.speaker.reset();
  return claim;
}

}  // namespace pressmark
