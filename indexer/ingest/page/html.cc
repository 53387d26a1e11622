#include "indexer/ingest/page/html.h"

#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/dom.h"
#include "indexer/ingest/page/main_text.h"
#include "indexer/ingest/page/page_metadata.h"

namespace pressmark {

std::string_view declared_charset(std::string_view bytes) {
  constexpr std::size_t kSniffed = 1024;  // as browsers do
  constexpr std::string_view kName = "charset";
  bytes = bytes.substr(0, kSniffed);
  const auto lower = ascii_lower(bytes);
  for (auto at = lower.find(kName); at != std::string::npos; at = lower.find(kName, at + 1)) {
    auto value = bytes.substr(at + kName.size());
    value = trimmed(value);
    if (!value.starts_with('=')) continue;
    value = trimmed(value.substr(1));
    if (value.starts_with('"') || value.starts_with('\'')) value.remove_prefix(1);
    const auto name = value.substr(0, value.find_first_of("\"'; />\t\r\n"));
    if (!name.empty()) return name;
  }
  return {};
}

std::variant<RawArticle, std::string> read_html(const std::string& text, const IngestOptions& options) {
  auto feed = parser_feed(text);
  if (feed.hazard) return *std::move(feed.hazard);
  const auto linked = std::move(feed.linked);
  const auto scripts = std::move(feed.scripts);
  const auto templates = std::move(feed.templates);
  const Dom dom(std::move(feed));
  RawArticle raw;
  const auto stated = read_page_metadata(dom, {linked, templates, scripts}, raw);
  read_main_text(dom, stated, options, raw);
  return raw;
}

}  // namespace pressmark
