#include "schema/text/sentences.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "schema/model/article.h"

namespace pressmark {
namespace {

struct CloseBreaks {
  void operator()(UBreakIterator* breaks) const { ubrk_close(breaks); }
};
using Breaks = std::unique_ptr<UBreakIterator, CloseBreaks>;

// Opening an iterator loads rules; one a thread and language is kept.
UBreakIterator* sentence_breaks(std::string_view lang) {
  thread_local std::unordered_map<std::string, Breaks> kept;
  auto found = kept.find(std::string(lang));
  if (found == kept.end()) {
    UErrorCode status = U_ZERO_ERROR;
    const std::string locale = lang.empty() ? "en" : std::string(lang.substr(0, 2));
    Breaks breaks(ubrk_open(UBRK_SENTENCE, locale.c_str(), nullptr, 0, &status));
    if (U_FAILURE(status)) breaks.reset();
    found = kept.emplace(std::string(lang), std::move(breaks)).first;
  }
  return found->second.get();
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

// White space of the Latin range and U+00A0, at which ICU leaves sentences hanging.
Span trimmed(std::string_view text, Span span) {
  while (!span.empty()) {
    if (is_space(text[span.begin])) {
      ++span.begin;
    } else if (slice(text, span).substr(0, 2) == "\u00a0") {
      span.begin += 2;
    } else {
      break;
    }
  }
  while (!span.empty()) {
    if (is_space(text[span.end - 1])) {
      --span.end;
    } else if (span.size() >= 2 && text.substr(span.end - 2, 2) == "\u00a0") {
      span.end -= 2;
    } else {
      break;
    }
  }
  return span;
}

using Words = std::unordered_set<std::string_view>;

// Never the last word of a sentence: a name or a number follows.
bool precedes_name(std::string_view word) {
  static const Words words{"Mr",   "Mrs",  "Ms",   "Dr",  "Prof", "Rev",  "Hon",    "St",  "Ste",  "Sen",
                           "Sens", "Rep",  "Reps", "Gov", "Govs", "Gen",  "Lt",     "Col", "Capt", "Cmdr",
                           "Sgt",  "Maj",  "Brig", "Adm", "Pres", "Supt", "Insp",   "Det", "Cpl",  "Pvt",
                           "Fr",   "Msgr", "Sr",   "Amb", "Atty", "Dep",  "Messrs", "No",  "Nos",  "vs",
                           "v",    "cf",   "e.g",  "i.e", "Vol",  "pp",   "Fig",    "Art", "Op"};
  return words.contains(word);
}

// May end a sentence or not; what follows decides.
bool may_be_abbreviated(std::string_view word) {
  static const Words words{
      "Jr",   "Inc", "Corp", "Co",    "Ltd",  "Bros", "Jan",  "Feb",  "Mar",  "Apr",  "Jun",  "Jul",
      "Aug",  "Sep", "Sept", "Oct",   "Nov",  "Dec",  "Mon",  "Tue",  "Tues", "Wed",  "Thu",  "Thurs",
      "Fri",  "Sat", "Sun",  "Calif", "Fla",  "Mass", "Pa",   "Va",   "Wis",  "Ariz", "Mich", "Minn",
      "Conn", "Ala", "Ga",   "Ky",    "Tenn", "Tex",  "Colo", "Ill",  "Ind",  "Kan",  "La",   "Md",
      "Miss", "Mo",  "Mont", "Neb",   "Nev",  "Okla", "Ore",  "Wash", "Wyo",  "Ark",  "Del",  "approx",
      "est",  "Ave", "Blvd", "Rd",    "Mt",   "Ft",   "dept", "Dept", "Univ", "Assn", "Ph.D"};
  if (words.contains(word)) return true;
  // U.S, D.C, a.m, and single initials
  if (word.size() == 1) return word[0] >= 'A' && word[0] <= 'Z';
  return word.size() >= 3 && word.size() % 2 == 1 && word[1] == '.';
}

bool starts_sentences(std::string_view word) {
  static const Words words{
      "The",   "A",     "An",    "He",    "She",   "It",   "They",    "We",   "I",     "You",   "But",
      "And",   "In",    "On",    "At",    "For",   "If",   "When",    "This", "That",  "These", "Those",
      "There", "His",   "Her",   "Their", "Its",   "Our",  "My",      "As",   "So",    "To",    "With",
      "While", "After", "Since", "What",  "Who",   "How",  "Why",     "No",   "Not",   "Yes",   "Still",
      "Also",  "Then",  "Now",   "From",  "By",    "Such", "However", "One",  "Some",  "Many",  "Most",
      "Both",  "Even",  "Only",  "Last",  "Under", "Here", "Though",  "Once", "Before"};
  return words.contains(word);
}

std::string_view last_word(std::string_view piece) {
  const auto space = piece.find_last_of(" \n\t\"([");
  std::string_view word = space == std::string_view::npos ? piece : piece.substr(space + 1);
  for (std::string_view mark : {"\u201c", "\u2018", "\u00a0"}) {
    const auto at = word.rfind(mark);
    if (at != std::string_view::npos) word.remove_prefix(at + mark.size());
  }
  return word;
}

std::string_view first_word(std::string_view piece) {
  std::size_t end = 0;
  while (end < piece.size() && ((piece[end] | 0x20) >= 'a' && (piece[end] | 0x20) <= 'z')) ++end;
  return piece.substr(0, end);
}

// True when the break between two neighbouring pieces is none.
bool continues_over(std::string_view text, Span piece, Span next) {
  const std::string_view before = slice(text, piece);
  const std::string_view after = slice(text, next);
  // “Is it?” he said. A wrapped line.
  if (after[0] >= 'a' && after[0] <= 'z') return true;
  // A line that starts with a capital (a headline, a list) stays apart.
  if (text.substr(piece.end, next.begin - piece.end).find('\n') != std::string_view::npos) return false;
  if (before.back() != '.') return false;
  const std::string_view word = last_word(before.substr(0, before.size() - 1));
  if (precedes_name(word)) return true;
  return may_be_abbreviated(word) && !starts_sentences(first_word(after));
}

void add_paragraph(std::string_view text, Span paragraph, UBreakIterator* breaks, std::vector<Span>& out) {
  const std::size_t first = out.size();
  UErrorCode status = U_ZERO_ERROR;
  const std::string_view words = slice(text, paragraph);
  UText source = UTEXT_INITIALIZER;
  utext_openUTF8(&source, words.data(), static_cast<int64_t>(words.size()), &status);
  if (breaks != nullptr) ubrk_setUText(breaks, &source, &status);
  if (breaks == nullptr || U_FAILURE(status)) {
    utext_close(&source);
    const Span whole = trimmed(text, paragraph);
    if (!whole.empty()) out.push_back(whole);
    return;
  }
  std::uint32_t from = paragraph.begin;
  ubrk_first(breaks);
  for (int32_t at = ubrk_next(breaks); at != UBRK_DONE; at = ubrk_next(breaks)) {
    const std::uint32_t to = paragraph.begin + static_cast<std::uint32_t>(at);
    const Span piece = trimmed(text, {from, to});
    from = to;
    if (piece.empty()) continue;
    if (out.size() > first && continues_over(text, out.back(), piece)) {
      out.back().end = piece.end;
    } else {
      out.push_back(piece);
    }
  }
  utext_close(&source);
}

}  // namespace

std::vector<Span> sentences(std::string_view text, std::string_view lang) {
  std::vector<Span> out;
  UBreakIterator* breaks = sentence_breaks(lang);
  for (const Span paragraph : paragraphs(text)) add_paragraph(text, paragraph, breaks, out);
  return out;
}

}  // namespace pressmark
