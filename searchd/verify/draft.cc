#include "searchd/verify/draft.h"

#include <algorithm>
#include <utility>

#include "schema/model/error.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

bool begins_as_page(std::string_view bytes) {
  constexpr std::size_t kLookedAt = 1024;
  const auto first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos) return false;
  const auto head = lower_case(bytes.substr(first, kLookedAt));
  return head.starts_with("<!doctype html") || head.starts_with("<html") ||
         (head.starts_with("<?xml") && head.find("<html") != std::string::npos);
}

// A ZIP whose first entries are those of an office file; both formats name themselves near the beginning.
std::optional<DraftFormat> office_format(std::string_view bytes, std::string_view name) {
  if (!bytes.starts_with("PK\x03\x04")) return std::nullopt;
  constexpr std::size_t kLookedAt = 4096;
  const auto head = bytes.substr(0, kLookedAt);
  if (head.find("application/vnd.oasis.opendocument.text") != std::string_view::npos) return DraftFormat::odt;
  if (head.find("word/") != std::string_view::npos ||
      head.find("[Content_Types].xml") != std::string_view::npos)
    return DraftFormat::docx;
  return name.ends_with(".odt") ? DraftFormat::odt : DraftFormat::docx;
}

}  // namespace

std::optional<DraftFormat> draft_format_named(std::string_view name) {
  if (name == "text") return DraftFormat::text;
  if (name == "markdown") return DraftFormat::markdown;
  if (name == "html") return DraftFormat::html;
  if (name == "docx") return DraftFormat::docx;
  if (name == "odt") return DraftFormat::odt;
  return std::nullopt;
}

DraftFormat draft_format(std::string_view bytes, std::string_view path) {
  const auto name = lower_case(path.substr(path.find_last_of('/') + 1));
  if (const auto office = office_format(bytes, name)) return *office;
  if (begins_as_page(bytes) || name.ends_with(".html") || name.ends_with(".htm") || name.ends_with(".xhtml"))
    return DraftFormat::html;
  if (name.ends_with(".md") || name.ends_with(".markdown")) return DraftFormat::markdown;
  return DraftFormat::text;
}

Draft read_draft(std::string_view bytes, DraftFormat format) {
  if (bytes.size() > kMaxDraftBytes)
    throw Error(ErrorKind::bad_input, "the draft is over 16 MiB", "verify its parts one by one");
  switch (format) {
    case DraftFormat::text:
      return read_plain_draft(decode(bytes).text);
    case DraftFormat::markdown:
      return read_markdown_draft(decode(bytes).text);
    case DraftFormat::html:
      return read_html_draft(decode(bytes).text);
    case DraftFormat::docx:
    case DraftFormat::odt:
      break;
  }
  return read_office_draft(bytes, format);
}

Span Draft::in_text(Span prose_span) const {
  if (prose_span.empty()) return {places[prose_span.begin], places[prose_span.begin]};
  // The end is behind the last byte, not before what comes next: markup may stand between.
  const auto last = places[prose_span.end - 1];
  auto end = last + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return {places[prose_span.begin], end};
}

Draft::Position Draft::position(std::uint32_t byte) const {
  const auto upto = std::string_view(text).substr(0, byte);
  const auto line_begin = upto.rfind('\n') == std::string_view::npos ? 0 : upto.rfind('\n') + 1;
  const auto column = CodePoints(upto.substr(line_begin)).count();
  return {static_cast<std::uint32_t>(1 + std::count(upto.begin(), upto.end(), '\n')), column + 1};
}

// Paragraphs part at blank lines; the line ends within one are blanks. Lines behind ">" are a block
// quotation, as in mail.
Draft read_plain_draft(std::string text) {
  DraftBuilder draft(text);
  bool in_block = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    auto first = at;
    while (first < end && is_blank(text[first])) ++first;
    bool is_quoted = false;
    while (first < end && text[first] == '>') {
      is_quoted = true;
      ++first;
      while (first < end && is_blank(text[first])) ++first;
    }
    auto last = end;
    while (last > first && is_blank(text[last - 1])) --last;
    if (first == last) {
      in_block = false;
    } else {
      if (!in_block)
        draft.begin_block(is_quoted);
      else
        draft.add_as(" ", static_cast<std::uint32_t>(at == 0 ? 0 : at - 1));
      draft.add(std::string_view(text).substr(first, last - first), static_cast<std::uint32_t>(first));
      in_block = true;
    }
    at = end + 1;
  }
  return draft.finish();
}

bool DraftBuilder::block_is_empty() const {
  const auto words = std::string_view(draft_.prose).substr(block_begin_);
  return std::all_of(words.begin(), words.end(), is_blank);
}

void DraftBuilder::begin_block(bool is_block_quotation) {
  end_block();
  if (!draft_.blocks.empty()) {
    const auto place = draft_.places.back();
    draft_.prose += "\n\n";
    draft_.places.insert(draft_.places.end(), 2, place);
  }
  in_block_ = true;
  block_begin_ = prose_size();
  is_block_quotation_ = is_block_quotation;
}

void DraftBuilder::end_block() {
  if (!in_block_) return;
  in_block_ = false;
  auto first = block_begin_;
  while (first < prose_size() && is_blank(draft_.prose[first])) ++first;
  draft_.prose.erase(block_begin_, first - block_begin_);
  draft_.places.erase(draft_.places.begin() + block_begin_, draft_.places.begin() + first);
  while (prose_size() > block_begin_ && is_blank(draft_.prose.back())) {
    draft_.prose.pop_back();
    draft_.places.pop_back();
  }
  if (prose_size() > block_begin_) {
    draft_.blocks.push_back({{block_begin_, prose_size()}, is_block_quotation_});
    return;
  }
  // Nothing came: the blank line before it goes too.
  const auto kept = draft_.blocks.empty() ? 0 : draft_.blocks.back().span.end;
  draft_.prose.resize(kept);
  draft_.places.resize(kept);
}

void DraftBuilder::add(std::string_view words, std::uint32_t place) {
  is_own_text_ = false;
  draft_.prose += words;
  for (std::size_t i = 0; i < words.size(); ++i)
    draft_.places.push_back(place + static_cast<std::uint32_t>(i));
}

void DraftBuilder::add_as(std::string_view character, std::uint32_t place) {
  is_own_text_ = false;
  draft_.prose += character;
  draft_.places.insert(draft_.places.end(), character.size(), place);
}

void DraftBuilder::add(std::string_view words) {
  for (const char c : words) {
    draft_.places.push_back(prose_size());
    draft_.prose += c;
  }
}

void DraftBuilder::add_link(std::uint32_t prose_begin, std::string url) {
  draft_.links.push_back({{prose_begin, prose_size()}, std::move(url)});
}

Draft DraftBuilder::finish() {
  end_block();
  if (is_own_text_ && draft_.text.empty()) draft_.text = draft_.prose;
  draft_.places.push_back(
      static_cast<std::uint32_t>(is_own_text_ ? draft_.prose.size() : draft_.text.size()));
  return std::move(draft_);
}

}  // namespace pressmark
