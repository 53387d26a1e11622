#include "indexer/ingest/page/page_metadata.h"

#include <algorithm>
#include <map>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/dates.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/json_ld.h"
#include "indexer/ingest/text/front_matter.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

// What was met on one walk over the page.
struct Found {
  std::multimap<std::string, std::string> meta;  // name, property or itemprop in lower case → content
  std::optional<std::string> canonical;
  std::optional<std::string> title_element;
  std::vector<std::string> headings;  // every h1
  std::optional<std::string> lang;
  std::vector<std::string> times;  // datetime of every time element
  std::vector<std::string> bylines;
  std::optional<LinkedArticle> linked;

  std::optional<std::string> first(std::initializer_list<const char*> names) const {
    for (const auto* name : names)
      if (const auto it = meta.find(name); it != meta.end() && !trimmed(it->second).empty())
        return it->second;
    return std::nullopt;
  }
};

constexpr std::size_t kMostNoted = 20;  // headings, bylines and times of one page

std::string words_of(const GumboNode* node) {
  return canonical_line(text_content(node));
}

void note_meta(const GumboNode* node, Found& found) {
  const auto content = attribute(node, "content");
  for (const auto* key : {"property", "name", "itemprop"})
    if (const auto name = attribute(node, key); !name.empty()) found.meta.emplace(ascii_lower(name), content);
}

void note_byline(const GumboNode* node, Found& found) {
  constexpr std::size_t kLongestByline = 120;  // bytes
  const auto rel = attribute(node, "rel");
  const auto itemprop = attribute(node, "itemprop");
  const auto name = ascii_lower(attribute(node, "class"));
  const bool is_byline = rel == "author" || itemprop == "author" || name == "byline" || name == "author" ||
                         name.find("byline-name") != std::string::npos ||
                         name.find("author-name") != std::string::npos ||
                         name.find("author_name") != std::string::npos;
  if (!is_byline || found.bylines.size() >= kMostNoted) return;
  auto words = words_of(node);
  if (!words.empty() && words.size() <= kLongestByline) found.bylines.push_back(std::move(words));
}

void note(const GumboNode* node, Found& found) {
  switch (node->v.element.tag) {
    case GUMBO_TAG_HTML:
      if (const auto lang = attribute(node, "lang"); !lang.empty()) found.lang = std::string(lang);
      break;
    case GUMBO_TAG_META:
      note_meta(node, found);
      break;
    case GUMBO_TAG_LINK:
      if (ascii_lower(attribute(node, "rel")) == "canonical" && !found.canonical)
        found.canonical = std::string(attribute(node, "href"));
      break;
    case GUMBO_TAG_TITLE:
      if (!found.title_element && node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML)
        found.title_element = words_of(node);
      break;
    case GUMBO_TAG_H1:
      if (found.headings.size() < kMostNoted) found.headings.push_back(words_of(node));
      break;
    case GUMBO_TAG_TIME:
      if (const auto time = attribute(node, "datetime"); !time.empty()) found.times.emplace_back(time);
      break;
    case GUMBO_TAG_SCRIPT:
      if (!found.linked && ascii_lower(attribute(node, "type")) == "application/ld+json")
        found.linked = linked_article(text_content(node));
      break;
    default:
      note_byline(node, found);
  }
}

// "The clock struck | Placeholder Post": the site's name goes, whether the page states it or a heading shows
// that what stands before the separator is the whole title.
std::string without_site(std::string title, const Found& found, const std::optional<std::string>& outlet) {
  for (const std::string_view separator : {" | ", " - ", " – ", " — ", " :: ", " » ", " · "}) {
    const auto at = title.rfind(separator);
    if (at == std::string::npos) continue;
    const auto head = title.substr(0, at);
    const auto tail = title.substr(at + separator.size());
    const bool is_heading =
        std::find(found.headings.begin(), found.headings.end(), head) != found.headings.end();
    if (is_heading || (outlet && ascii_lower(tail) == ascii_lower(*outlet))) return head;
  }
  return title;
}

std::optional<std::string> page_title(const Found& found, const std::optional<std::string>& outlet) {
  if (found.linked && found.linked->headline) return found.linked->headline;
  if (const auto title = found.first({"og:title", "twitter:title", "dc.title", "headline"}))
    return without_site(canonical_line(*title), found, outlet);
  if (found.title_element && !found.title_element->empty())
    return without_site(*found.title_element, found, outlet);
  if (!found.headings.empty() && !found.headings.front().empty()) return found.headings.front();
  return std::nullopt;
}

std::optional<Day> page_day(const Found& found, std::initializer_list<const char*> names) {
  for (const auto* name : names)
    if (const auto stated = found.first({name}))
      if (const auto day = stated_day(*stated)) return day;
  return std::nullopt;
}

bool is_name(std::string_view author) {
  return author.find("://") == std::string_view::npos && author.find('@') == std::string_view::npos;
}

// Names an element that people see gives; a line with digits holds a date or a count beside them.
std::vector<std::string> printed_authors(const Found& found) {
  for (const auto& byline : found.bylines)
    if (is_name(byline) && byline.find_first_of("0123456789") == std::string::npos)
      return byline_names(byline);
  return {};
}

std::vector<std::string> page_authors(const Found& found) {
  if (found.linked && !found.linked->authors.empty()) return found.linked->authors;
  for (const auto* name :
       {"author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl"}) {
    std::vector<std::string> authors;
    const auto [begin, end] = found.meta.equal_range(name);
    for (auto it = begin; it != end; ++it)
      if (is_name(it->second))
        for (auto& author : byline_names(it->second)) authors.push_back(std::move(author));
    if (!authors.empty()) return authors;
  }
  return printed_authors(found);
}

void settle_dates(const Found& found, RawArticle& raw) {
  if (found.linked) raw.date = found.linked->published;
  if (!raw.date)
    raw.date = page_day(found, {"article:published_time", "datepublished", "og:published_time", "pubdate",
                                "publishdate", "publish-date", "parsely-pub-date", "sailthru.date",
                                "dc.date.issued", "dc.date", "dcterms.created", "date"});
  if (!raw.date && !found.times.empty()) {
    raw.date = stated_day(found.times.front());
    if (raw.date) raw.inferred.emplace_back("date");  // the first time on the page need not be its own
  }
  if (found.linked) raw.updated = found.linked->modified;
  if (!raw.updated)
    raw.updated = page_day(found, {"article:modified_time", "datemodified", "og:updated_time", "lastmod"});
}

}  // namespace

void read_page_metadata(const Dom& dom, RawArticle& raw) {
  Found found;
  for (const auto* node = dom.root(); node != nullptr; node = next_node(node, dom.root()))
    if (is_element(node)) note(node, found);

  raw.outlet = found.first({"og:site_name"});
  if (!raw.outlet && found.linked) raw.outlet = found.linked->publisher;
  raw.title = page_title(found, raw.outlet);
  raw.url = found.canonical && !found.canonical->empty() ? found.canonical : found.first({"og:url"});
  if (!raw.url && found.linked) raw.url = found.linked->url;
  raw.id = found.first({"pressmark:id"});
  // An identifier of the site's own ("10482") tells articles apart only within the site.
  if (!raw.id && !raw.url && found.linked) raw.id = found.linked->identifier;
  raw.authors = page_authors(found);
  raw.lang = found.lang;
  if (!raw.lang && found.linked) raw.lang = found.linked->lang;
  if (!raw.lang) raw.lang = found.first({"og:locale", "content-language", "language"});
  settle_dates(found, raw);
}

}  // namespace pressmark
