#include "indexer/ingest/wire/feed.h"

#include <algorithm>
#include <set>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/identity.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/table/date_field.h"
#include "indexer/ingest/text/front_matter.h"
#include "indexer/ingest/text/plain_text.h"
#include "indexer/ingest/wire/html_fragment.h"
#include "indexer/ingest/wire/xml_blocks.h"
#include "indexer/ingest/wire/xml_source.h"

namespace pressmark {
namespace {

// Whose word an element is.
enum class Words : std::uint8_t { rss, atom, dublin_core, terms, content, media, feedburner, xhtml, other };

Words words_of(const xmlNode* element) {
  const auto name = vocabulary(element);
  const auto is = [&](std::string_view uri, std::string_view prefix) {
    return name == prefix || name.starts_with(uri);
  };
  if (name.empty() || is("http://purl.org/rss/1.0/modules/content", "content"))
    return name.empty() ? Words::rss : Words::content;
  if (name.starts_with("http://www.w3.org/2005/Atom") || name.starts_with("http://purl.org/atom/ns") ||
      name == "atom" || name == "a10")
    return Words::atom;
  if (is("http://purl.org/dc/elements/", "dc")) return Words::dublin_core;
  if (is("http://purl.org/dc/terms", "dcterms")) return Words::terms;
  if (is("http://search.yahoo.com/mrss", "media")) return Words::media;
  if (is("http://rssnamespace.org/feedburner", "feedburner")) return Words::feedburner;
  if (is("http://www.w3.org/1999/xhtml", "xhtml")) return Words::xhtml;
  const bool is_rss = name == "http://purl.org/rss/1.0/" || name.starts_with("http://my.netscape.com/") ||
                      name.starts_with("http://backend.userland.com/") ||
                      name.starts_with("http://purl.org/net/rss");
  return is_rss ? Words::rss : Words::other;
}

// An RSS element may stand in no namespace, an Atom one inside RSS in its own: the plain names of both.
bool is_core(const xmlNode* element) {
  const auto words = words_of(element);
  return words == Words::rss || words == Words::atom;
}

using Elements = std::vector<const xmlNode*>;

// What one element says below it, by name and vocabulary.
class Statements {
 public:
  explicit Statements(const xmlNode* element) : children_(child_elements(element)) {}

  const xmlNode* core(std::string_view name) const { return find(name, is_core); }
  const xmlNode* of(Words words, std::string_view name) const {
    return find(name, [&](const xmlNode* child) { return words_of(child) == words; });
  }
  Elements all(std::string_view name, const std::function<bool(const xmlNode*)>& test) const {
    Elements found;
    for (const auto* child : children_)
      if (is_named(child, name) && test(child)) found.push_back(child);
    return found;
  }
  Elements all_core(std::string_view name) const { return all(name, is_core); }

 private:
  const xmlNode* find(std::string_view name, const std::function<bool(const xmlNode*)>& test) const {
    const auto found = all(name, test);
    return found.empty() ? nullptr : found.front();
  }

  Elements children_;
};

// The text of an element that may hold HTML in its characters, on one line.
std::optional<std::string> plain_words(const xmlNode* element) {
  const auto words = xml_words(element);
  if (!words) return std::nullopt;
  const auto type = xml_attribute(element, "type").value_or("");
  auto line = type == "text" ? canonical_line(*words) : text_of_html(*words);
  return line.empty() ? std::nullopt : std::optional(std::move(line));
}

// The page an item is about: Atom's rel="alternate" before an RSS link's text; never enclosures and replies.
std::optional<std::string> alternate_link(const Statements& said, const std::string& base) {
  std::optional<std::string> found;
  for (const auto* link : said.all_core("link")) {
    const auto href = xml_attribute(link, "href");
    const auto rel = xml_attribute(link, "rel").value_or("alternate");
    const auto type = xml_attribute(link, "type").value_or("text/html");
    const auto address = href ? std::string(trimmed(*href)) : xml_words(link).value_or("");
    if (address.empty() || rel != "alternate") continue;
    const bool is_page = type.find("html") != std::string::npos;
    if (!found || is_page) found = absolute_address(address, link, base);
    if (is_page) break;
  }
  return found;
}

// "ann@example.org (Ann Smith)", "Ann Smith <ann@example.org>", "Ann Smith"; no name in an address alone.
std::string name_in_author(std::string_view author) {
  author = trimmed(author);
  const auto open = author.find('(');
  const auto close = author.rfind(')');
  if (author.find('@') == std::string_view::npos) return std::string(author);
  if (open != std::string_view::npos && close != std::string_view::npos && open < close)
    return std::string(trimmed(author.substr(open + 1, close - open - 1)));
  const auto bracket = author.find('<');
  if (bracket != std::string_view::npos && bracket > 0)
    return std::string(trimmed(author.substr(0, bracket)));
  return {};
}

void add_author(std::vector<std::string>& authors, std::string_view byline) {
  for (auto& name : byline_names(byline)) authors.push_back(std::move(name));
}

std::vector<std::string> authors_of(const Statements& said) {
  std::vector<std::string> authors;
  for (const auto* creator : said.all("creator", [](const xmlNode* child) {
         return words_of(child) == Words::dublin_core || words_of(child) == Words::terms;
       }))
    if (const auto words = plain_words(creator)) add_author(authors, name_in_author(*words));
  if (!authors.empty()) return authors;
  for (const auto* author : said.all_core("author")) {
    const auto* name = child_named(author, "name");
    if (const auto words = plain_words(name)) authors.push_back(*words);
    if (name == nullptr)
      if (const auto words = plain_words(author)) add_author(authors, name_in_author(*words));
  }
  return authors;
}

// What is said of the whole feed.
struct Feed {
  std::optional<std::string> title;
  std::optional<std::string> publisher;
  std::optional<std::string> lang;
  std::string link;
  std::vector<std::string> authors;
};

Feed read_feed_head(const xmlNode* root, const SourceRecord& place) {
  Feed feed;
  feed.link = place.url.value_or("");
  if (root == nullptr) return feed;
  const auto* channel = child_named(root, "channel");
  const bool is_rss = channel != nullptr;
  if (channel == nullptr) channel = root;
  const Statements said(channel);
  feed.title = plain_words(said.core("title"));
  feed.publisher = plain_words(said.of(Words::dublin_core, "publisher"));
  feed.lang = xml_words(said.core("language"));
  if (!feed.lang) feed.lang = xml_words(said.of(Words::dublin_core, "language"));
  if (!feed.lang) feed.lang = xml_language(channel);
  if (const auto link = alternate_link(said, feed.link)) feed.link = *link;
  if (!is_rss) feed.authors = authors_of(said);
  return feed;
}

class ItemReader {
 public:
  ItemReader(const xmlNode* item, const Feed& feed, const IngestOptions& options)
      : item_(item), said_(item), feed_(feed), options_(options) {}

  // The reason where its text cannot be read.
  std::variant<RawArticle, std::string> read() {
    raw_.title = plain_words(said_.core("title"));
    if (!raw_.title) raw_.title = plain_words(said_.of(Words::dublin_core, "title"));
    set_address();
    set_authors();
    set_days();
    set_outlet();
    set_section();
    raw_.lang = xml_words(said_.of(Words::dublin_core, "language"));
    if (!raw_.lang) raw_.lang = xml_language(item_);
    if (!raw_.lang) raw_.lang = feed_.lang;
    const auto reason = read_text();
    if (reason) return *reason;
    return std::move(raw_);
  }

 private:
  void set_address() {
    const auto* guid = said_.core("guid");
    const auto* id = guid != nullptr ? guid : said_.core("id");
    const auto declared = xml_words(id);
    raw_.url = xml_words(said_.of(Words::feedburner, "origLink"));
    if (!raw_.url) raw_.url = alternate_link(said_, feed_.link);
    const bool is_permanent =
        guid == nullptr || ascii_lower(xml_attribute(guid, "isPermaLink").value_or("true")) != "false";
    if (!raw_.url && declared && is_permanent && web_address(*declared)) raw_.url = declared;
    if (!raw_.url) {
      const auto about = xml_attribute(item_, "about");
      if (about && web_address(*about)) raw_.url = about;
    }
    if (raw_.url && !web_address(*raw_.url)) raw_.url.reset();
    if (!raw_.url) raw_.id = declared;
  }

  void set_authors() {
    raw_.authors = authors_of(said_);
    const auto* source = said_.core("source");
    if (raw_.authors.empty() && source != nullptr) raw_.authors = authors_of(Statements(source));
    if (raw_.authors.empty()) raw_.authors = feed_.authors;
  }

  std::optional<Day> day(const xmlNode* element) {
    const auto words = xml_words(element);
    return words ? field_day(*words, local_name(element), raw_) : std::nullopt;
  }

  void set_days() {
    const xmlNode* published[] = {said_.core("pubDate"),
                                  said_.core("published"),
                                  said_.core("issued"),  // Atom 0.3
                                  said_.of(Words::dublin_core, "date"),
                                  said_.of(Words::terms, "issued"),
                                  said_.of(Words::terms, "created")};
    const xmlNode* updated[] = {said_.core("updated"), said_.core("modified"),
                                said_.of(Words::terms, "modified")};
    for (const auto* element : published)
      if (element != nullptr && !raw_.date) raw_.date = day(element);
    for (const auto* element : updated)
      if (element != nullptr && !raw_.updated) raw_.updated = day(element);
    // Atom asks for nothing but the last change.
    if (raw_.date || !raw_.updated) return;
    raw_.date = raw_.updated;
    raw_.inferred.emplace_back("date");
  }

  // Whose article it is: of another feed's where an aggregator says so.
  void set_outlet() {
    raw_.outlet = plain_words(said_.of(Words::dublin_core, "publisher"));
    if (const auto* source = said_.core("source"); source != nullptr && !raw_.outlet) {
      const auto* title = child_named(source, "title");
      raw_.outlet = plain_words(title != nullptr ? title : source);
    }
    if (!raw_.outlet) raw_.outlet = feed_.publisher;
    if (raw_.outlet || !feed_.title) return;
    raw_.outlet = feed_.title;
    raw_.inferred.emplace_back("outlet");
  }

  void set_section() {
    std::set<std::string> names;
    for (const auto* category : said_.all_core("category")) {
      auto name = xml_attribute(category, "label");
      if (!name) name = xml_attribute(category, "term");
      if (!name) name = plain_words(category);
      if (name && !trimmed(*name).empty()) names.insert(canonical_line(*name));
    }
    if (names.size() == 1) raw_.section = *names.begin();
  }

  std::optional<std::string> read_text() {
    if (auto reason = add_html(said_.of(Words::content, "encoded"))) return reason;
    if (raw_.blocks.empty())
      if (auto reason = add_atom(said_.core("content"))) return reason;
    if (raw_.blocks.empty())
      if (const auto* body = said_.of(Words::xhtml, "body")) add_xml_blocks(body, options_, raw_);
    if (!raw_.blocks.empty()) {
      raw_.is_summary = is_cut_off();
      add_media_caption();
      return std::nullopt;
    }
    raw_.is_summary = true;
    if (auto reason = add_html(said_.core("description"))) return reason;
    if (raw_.blocks.empty())
      if (auto reason = add_atom(said_.core("summary"))) return reason;
    if (raw_.blocks.empty())
      if (auto reason = add_html(said_.of(Words::dublin_core, "description"))) return reason;
    if (raw_.blocks.empty()) return add_html(media_description());
    add_media_caption();
    return std::nullopt;
  }

  // Plain text keeps its blank lines as edges of paragraphs; elements inside are XHTML.
  std::optional<std::string> add_html(const xmlNode* element) {
    if (element == nullptr) return std::nullopt;
    if (!child_elements(element).empty()) {
      add_xml_blocks(element, options_, raw_);
      return std::nullopt;
    }
    const auto text = xml_text(element);
    if (looks_like_html(text)) return add_html_fragment(text, options_, raw_);
    add_plain(text);
    return std::nullopt;
  }

  void add_plain(const std::string& text) {
    if (trimmed(text).empty()) return;
    const auto title = raw_.title;
    read_plain_text(text, Markup::none, options_, raw_);
    if (raw_.title == title) return;
    raw_.title = title;  // an item without a title has none: its first line is text
    std::erase(raw_.inferred, "title");
  }

  std::optional<std::string> add_atom(const xmlNode* element) {
    if (element == nullptr || xml_attribute(element, "src")) return std::nullopt;
    const auto type = ascii_lower(xml_attribute(element, "type").value_or("text"));
    if (type == "xhtml" || type == "application/xhtml+xml") {
      add_xml_blocks(element, options_, raw_);
    } else if (type == "html" || type == "text/html") {
      return add_html(element);
    } else if (type == "text" || type.starts_with("text/")) {
      if (child_elements(element).empty())
        add_plain(xml_text(element));
      else
        add_xml_blocks(element, options_, raw_);
    }
    return std::nullopt;
  }

  const xmlNode* media_description() const {
    if (const auto* description = said_.of(Words::media, "description")) return description;
    for (const char* holder : {"group", "content"})
      if (const auto* description = child_named(said_.of(Words::media, holder), "description"))
        return description;
    return nullptr;
  }

  void add_media_caption() {
    if (const auto words = plain_words(media_description())) raw_.captions.push_back(*words);
  }

  // "… […]": the feed keeps the rest to itself.
  bool is_cut_off() const {
    const auto line = canonical_line(raw_.blocks.back().text);
    return line.ends_with("[…]") || line.ends_with("[...]") || line.ends_with("[..]");
  }

  const xmlNode* item_;
  Statements said_;
  const Feed& feed_;
  const IngestOptions& options_;
  RawArticle raw_;
};

}  // namespace

void read_feed(SourceReader& in, const SourceRecord& place, Intake& intake) {
  Feed feed;
  XmlSourceReader reader;
  reader.head = [&](const xmlNode* root) {
    feed = read_feed_head(root, place);
    return true;
  };
  reader.record = [&](const xmlNode* element, const SourceRecord& record) {
    auto read = ItemReader(element, feed, intake.options()).read();
    if (auto* reason = std::get_if<std::string>(&read)) return intake.reject(record, std::move(*reason));
    return intake.take(std::move(std::get<RawArticle>(read)), record);
  };
  reader.nothing = "a feed without items";
  // Atom entries may hold others inside their content; RSS items never do.
  read_xml_records(in, place, intake, {{"item", "entry"}, 2, true}, reader);
}

}  // namespace pressmark
