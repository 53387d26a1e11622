#include "indexer/ingest/wire/html_fragment.h"

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/dom.h"
#include "indexer/ingest/page/page_blocks.h"
#include "indexer/ingest/text/boilerplate.h"

namespace pressmark {
namespace {

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '#';
}

}  // namespace

std::optional<std::string> add_html_fragment(const std::string& html, const IngestOptions& options,
                                             RawArticle& raw) {
  if (auto hazard = parse_hazard(html)) return hazard;
  const Dom dom(html);
  const auto title = raw.title ? canonical_line(*raw.title) : std::string();
  bool at_head = true;
  for (auto& block : page_blocks(dom, options, raw)) {
    if (at_head && block.text == title) continue;
    at_head = false;
    raw.blocks.push_back({std::move(block.text), block.kind});
  }
  drop_feed_footer(options, raw);
  drop_boilerplate(options, raw);
  return std::nullopt;
}

std::string text_of_html(std::string_view html) {
  if (!looks_like_html(html) || parse_hazard(html)) return canonical_line(html);
  const std::string copy(html);
  return canonical_line(text_content(Dom(copy).root()));
}

bool looks_like_html(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char next = text[i + 1];
    if (text[i] == '<' && (is_name_byte(next) || next == '/' || next == '!') &&
        text.find('>', i) != std::string_view::npos)
      return true;
    if (text[i] != '&') continue;
    auto end = i + 1;
    while (end < text.size() && is_name_byte(text[end])) ++end;
    if (end > i + 1 && end < text.size() && text[end] == ';') return true;
  }
  return false;
}

void drop_feed_footer(const IngestOptions& options, RawArticle& raw) {
  if (options.verbatim || raw.blocks.size() < 2) return;
  const auto line = canonical_line(raw.blocks.back().text);
  if (!line.starts_with("The post ") || line.find(" appeared first on ") == std::string::npos) return;
  decide(options, raw, false, "feed footer", line);
  raw.blocks.pop_back();
}

}  // namespace pressmark
