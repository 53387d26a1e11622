#include "searchd/cite/citation.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <string>

#include "schema/model/error.h"
#include "schema/text/keys.h"
#include "searchd/cite/markup.h"
#include "searchd/cite/text_fragment.h"
#include "searchd/cite/words.h"

namespace pressmark {
namespace {

constexpr std::size_t kSha256Digits = 64;

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

[[noreturn]] void refuse(std::string_view text, const std::string& why) {
  throw Error(ErrorKind::usage, "\"" + std::string(text) + "\" is no citation: " + why,
              "write ID, ID@REV or ID@REV#cA-B, as in st-2015-08-22@9f2c41d07ab3#c120-188");
}

// "c120-188" as code points.
Span parse_place(std::string_view text, std::string_view place) {
  Span span;
  const char* const end = place.data() + place.size();
  if (place.empty() || place.front() != 'c')
    refuse(text, "behind # stands cA-B, the characters from A up to B");
  const auto first = std::from_chars(place.data() + 1, end, span.begin);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') {
    refuse(text, "behind # stands cA-B, the characters from A up to B");
  }
  const auto second = std::from_chars(first.ptr + 1, end, span.end);
  if (second.ec != std::errc() || second.ptr != end) {
    refuse(text, "behind # stands cA-B, the characters from A up to B");
  }
  if (span.begin >= span.end) refuse(text, "its range is empty");
  return span;
}

std::string parse_revision(std::string_view text, std::string_view digits) {
  std::string revision(digits);
  for (char& c : revision) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  }
  if (!std::all_of(revision.begin(), revision.end(), is_hex)) {
    refuse(text, "a revision is written in the digits 0-9 and a-f");
  }
  if (revision.size() < kMinPinnedDigits || revision.size() > kSha256Digits) {
    refuse(text, "a revision has 8 to 64 digits");
  }
  return revision;
}

}  // namespace

Citation make_citation(const ArticleRecord& article, const Passage* passage, const CitationOptions& options) {
  Citation citation;
  citation.id = article.id;
  citation.revision = article.revision;
  citation.title = article.title;
  if (!article.title) citation.first_words = first_words(options.canonical_text);
  citation.outlet = article.outlet;
  citation.authors = article.authors;
  citation.date = article.date;
  citation.updated = article.updated;
  citation.lang = article.lang;
  citation.url = article.url;
  citation.accessed = options.accessed;
  if (passage != nullptr) {
    citation.place = passage->place;
    citation.text = passage->text;
    citation.cut_before = passage->cut_before;
    citation.cut_after = passage->cut_after;
    citation.speaker = passage->speaker_name;
    citation.speech = passage->speech;
    citation.speaker_inferred = passage->speaker_inferred;
    if (passage->quotation_id) {
      citation.quotation_type = passage->quotation_type;
      citation.quotation_place = passage->quotation_place;
    }
  }
  if (article.url && is_web_address(*article.url)) {
    citation.source_url = passage == nullptr ? *article.url
                          : options.canonical_text.empty()
                              ? text_fragment_url(*article.url, *passage)
                              : text_fragment_url(*article.url, options.canonical_text, passage->bytes);
  }
  citation.pinned = print_pinned(
      {article.id, article.revision.substr(0, std::max(options.revision_digits, kMinPinnedDigits)),
       citation.place});
  return citation;
}

std::string title_or_description(const Citation& citation) {
  if (citation.title) return one_line(*citation.title);
  if (citation.first_words.empty()) return {};
  std::string words = one_line(citation.first_words);
  for (const std::string_view mark : {"\u201C", "\u201D", "\""}) {
    for (auto at = words.find(mark); at != std::string::npos; at = words.find(mark))
      words.erase(at, mark.size());
  }
  return "[Untitled article beginning \u2018" + words + "\u2019]";
}

PinnedReference parse_pinned(std::string_view text) {
  PinnedReference reference;
  std::string_view rest = text;
  if (const auto hash = rest.find('#'); hash != std::string_view::npos) {
    reference.place = parse_place(text, rest.substr(hash + 1));
    rest = rest.substr(0, hash);
  }
  if (const auto at = rest.find('@'); at != std::string_view::npos) {
    reference.revision = parse_revision(text, rest.substr(at + 1));
    rest = rest.substr(0, at);
  }
  if (!is_article_id(rest)) refuse(text, "an id has 1 to 120 letters, digits, dots, hyphens and underscores");
  reference.id = rest;
  return reference;
}

std::string print_pinned(const PinnedReference& reference) {
  std::string out = reference.id;
  if (reference.revision) out += "@" + *reference.revision;
  if (reference.place) {
    out += "#c" + std::to_string(reference.place->begin) + "-" + std::to_string(reference.place->end);
  }
  return out;
}

std::size_t pinned_digits(std::string_view revision, std::span<const Revision> revisions) {
  std::size_t digits = kPinnedDigits;
  for (const Revision& other : revisions) {
    if (other.id == revision) continue;
    const auto differ = std::mismatch(revision.begin(), revision.end(), other.id.begin(), other.id.end());
    digits = std::max(digits, static_cast<std::size_t>(differ.first - revision.begin()) + 1);
  }
  return std::min(digits, std::max(revision.size(), kPinnedDigits));
}

Day access_day() {
  std::time_t now = std::time(nullptr);
  std::tm parts{};
  const char* const epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (epoch != nullptr && *epoch != '\0') {
    const std::string_view digits(epoch);
    long long seconds = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || seconds < 0) {
      throw Error(ErrorKind::usage, "SOURCE_DATE_EPOCH is not a number of seconds",
                  "unset it or give --accessed");
    }
    now = static_cast<std::time_t>(seconds);
    gmtime_r(&now, &parts);
  } else {
    localtime_r(&now, &parts);
  }
  return {static_cast<std::int16_t>(parts.tm_year + 1900), static_cast<std::uint8_t>(parts.tm_mon + 1),
          static_cast<std::uint8_t>(parts.tm_mday)};
}

}  // namespace pressmark
