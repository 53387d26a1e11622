#include "indexer/ingest/page/page_metadata.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/dates.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/author_names.h"
#include "indexer/ingest/page/bylines.h"
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
  std::vector<const GumboNode*> heading_elements;
  std::vector<std::string> subheadings;  // h2 and h3
  std::vector<const GumboNode*> subheading_elements;
  std::optional<std::string> lang;
  std::vector<std::string> times;  // datetime of every time element
  Bylines bylines;
  std::vector<std::string> near_days;        // the few right behind the headline
  std::vector<std::string> shown_days;       // short texts with a day, the nearest behind the headline first
  std::vector<std::string> printed_dates;    // what stands where a date is shown
  std::vector<std::string> printed_times;    // words of time elements
  std::optional<std::string> scripted_date;  // "datePublished" in a script that is no JSON-LD
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

bool has_line_of(const std::vector<std::string>& lines, std::string_view line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

// The words of a headline without what is set above it ("Nach dem Urteil") or for screen readers only.
std::string headline_words(const GumboNode* heading) {
  constexpr auto kBeside = std::to_array<std::string_view>(
      {"kicker", "overline", "dachzeile", "topline", "roofline", "spitzmarke", "pretitle", "supertitle",
       "toptitle", "eyebrow", "vorzeile", "entry-section", "visuallyhidden", "visually-hidden", "sr-only",
       "screen-reader", "label--", "label-append"});
  std::string words;
  for (const auto* node = heading; node != nullptr;) {
    bool skip = false;
    if (is_element(node) && node != heading && node->v.element.attributes.length > 0) {
      const auto name = ascii_lower(attribute(node, "class"));
      skip = std::any_of(kBeside.begin(), kBeside.end(),
                         [&](std::string_view part) { return name.find(part) != std::string::npos; });
    }
    if (is_text(node)) words += node->v.text.text;
    if (is_element(node, GUMBO_TAG_BR)) words += ' ';
    node = next_node(node, heading, skip);
  }
  auto line = canonical_line(words);
  return line.empty() ? words_of(heading) : line;
}

// A heading that is the site's name on every page.
bool is_logo(const GumboNode* heading) {
  const auto name =
      ascii_lower(std::string(attribute(heading, "class")) + " " + std::string(attribute(heading, "id")));
  return name.find("logo") != std::string::npos || name.find("site-title") != std::string::npos ||
         name.find("sitename") != std::string::npos || name.find("site-name") != std::string::npos;
}

// Microdata of what is not the article: reviews and comments have authors and days of their own.
bool is_of_a_part(const GumboNode* node) {
  for (const auto* up = node->parent; up != nullptr && is_element(up); up = up->parent) {
    if (up->v.element.attributes.length == 0) continue;
    const auto itemprop = attribute(up, "itemprop");
    if (itemprop == "review" || itemprop == "comment") return true;
  }
  return false;
}

void note_meta(const GumboNode* node, Found& found) {
  const auto content = attribute(node, "content");
  for (const auto* key : {"property", "name", "itemprop"})
    if (const auto name = attribute(node, key); !name.empty() && !is_of_a_part(node))
      found.meta.emplace(ascii_lower(name), content);
}

void note_date(const GumboNode* node, const std::string& name, Found& found) {
  const auto itemprop = attribute(node, "itemprop");
  const bool is_date =
      itemprop == "datePublished" || itemprop == "dateCreated" ||
      contains_any(name, {"date", "datum", "fecha", "publish", "pubtime", "posted", "timestamp", "entry-meta",
                          "post-meta", "article-meta", "meta-info", "byline", "dateline", "meta",
                          "article__meta", "post-info", "postmeta", "author"});
  if (!is_date || contains_any(name, {"update", "modif", "comment", "event", "related", "copyright"})) return;
  if (itemprop == "dateModified" || found.printed_dates.size() >= kMostNoted) return;
  if (auto words = short_words(node); words && words->find_first_of("0123456789") != std::string::npos)
    found.printed_dates.push_back(*std::move(words));
}

// The value behind the first key that names the day of publication.
std::optional<std::string> scripted_date(std::string_view script) {
  constexpr std::size_t kLongest = 38;  // bytes
  for (const std::string_view key : {"datePublished\"", "publishedAt\"", "publish_date\"", "pubDate\"",
                                     "publicationDate\"", "published_at\"", "datePublished'"}) {
    const auto at = script.find(key);
    if (at == std::string_view::npos) continue;
    const auto value = script.substr(at + key.size(), kLongest);
    const auto open = value.find_first_of("\"'");
    if (open == std::string_view::npos || open > 4) continue;
    return std::string(value.substr(open + 1, value.find_first_of("\"'", open + 1) - open - 1));
  }
  return std::nullopt;
}

void note_scripts(const PageScripts& scripts, Found& found) {
  for (const auto script : scripts.linked) {
    auto linked = linked_article(script);
    // Of several the first that says when it was published.
    if (!linked) continue;
    if (!found.linked || (!found.linked->published && linked->published)) std::swap(found.linked, linked);
    if (linked && found.linked->authors.empty()) found.linked->authors = std::move(linked->authors);
  }
  for (const auto script : scripts.others)
    if (!found.scripted_date) found.scripted_date = scripted_date(script);
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
      if (found.headings.size() < kMostNoted && !is_logo(node)) {
        found.headings.push_back(headline_words(node));
        found.heading_elements.push_back(node);
      }
      break;
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
      if (found.subheadings.size() < kMostNoted && !is_logo(node)) {
        found.subheadings.push_back(headline_words(node));
        found.subheading_elements.push_back(node);
      }
      break;
    case GUMBO_TAG_TIME:
      if (const auto time = attribute(node, "datetime"); !time.empty() && found.times.size() < kMostNoted)
        found.times.emplace_back(time);
      if (auto words = short_words(node); words && found.printed_times.size() < kMostNoted)
        found.printed_times.push_back(*std::move(words));
      break;
    default: {
      if (node->v.element.attributes.length == 0) {
        note_byline(node, {}, !found.headings.empty(), found.bylines);
        break;
      }
      const auto content = attribute(node, "content");
      if (const auto itemprop = attribute(node, "itemprop");
          !itemprop.empty() && !content.empty() && !is_of_a_part(node))
        found.meta.emplace(ascii_lower(itemprop), content);
      auto name = ascii_lower(attribute(node, "class"));
      for (const auto* key : {"id", "data-testid"})
        if (const auto id = attribute(node, key); !id.empty()) name.append(" ").append(ascii_lower(id));
      if (name.size() > 300) break;
      note_byline(node, name, !found.headings.empty(), found.bylines);
      note_date(node, name, found);
    }
  }
}

// Short texts with a day in them around the headline, wherever they stand: most sites set the day of
// publication right behind it, some before it.
std::vector<std::string> days_around(const GumboNode* top, const GumboNode* headline, std::size_t most_behind,
                                     std::size_t most_before) {
  constexpr std::size_t kLongest = 100;  // bytes
  std::vector<std::string> behind;
  std::vector<std::string> before;
  const auto has_day = [](std::string_view text) {
    return text.size() <= kLongest && text.find_first_of("0123456789") != std::string_view::npos;
  };
  std::size_t texts = 0;
  for (const auto* node = headline; node != nullptr && texts < most_behind; node = next_node(node, top)) {
    if (node->type != GUMBO_NODE_TEXT) continue;
    ++texts;
    if (auto line = canonical_line(node->v.text.text); has_day(line)) behind.push_back(std::move(line));
  }
  // The texts before it, from the last few elements around: a walk backwards.
  texts = 0;
  const auto* node = headline;
  while (node != nullptr && node != top && texts < most_before) {
    const auto* parent = node->parent;
    if (parent == nullptr || !is_element(parent)) break;
    for (auto i = node->index_within_parent; i > 0 && texts < most_before; --i) {
      const auto* sibling = static_cast<const GumboNode*>(parent->v.element.children.data[i - 1]);
      std::size_t nodes = 0;
      for (const auto* each = sibling; each != nullptr && texts < most_before && ++nodes < 40;
           each = next_node(each, sibling)) {
        if (each->type != GUMBO_NODE_TEXT) continue;
        ++texts;
        if (auto line = canonical_line(each->v.text.text); has_day(line)) before.push_back(std::move(line));
      }
    }
    node = parent;
  }
  std::move(before.begin(), before.end(), std::back_inserter(behind));
  return behind;
}

// "The clock struck | Placeholder Post": the site's name goes, whether the page states it or a heading shows
// that what stands before the separator is the whole title.
constexpr auto kTitleSeparators =
    std::to_array<std::string_view>({" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "});

// "The Sample Post|Ferry reopens", "Sample Post: Ferry reopens".
std::string without_name(std::string title, std::string_view name) {
  if (name.empty() || title.size() <= name.size() || !title.starts_with(name)) return title;
  auto rest = trimmed(std::string_view(title).substr(name.size()));
  for (const std::string_view mark : {"|", "｜", "-", "–", "—", "»", ":", "•"})
    if (rest.starts_with(mark) && has_words(rest.substr(mark.size())))
      return std::string(trimmed(rest.substr(mark.size())));
  return title;
}

std::string without_site(std::string title, const Found& found, const std::optional<std::string>& outlet) {
  for (const auto separator : kTitleSeparators) {
    const auto at = title.rfind(separator);
    if (at == std::string::npos) continue;
    const auto head = title.substr(0, at);
    const auto tail = title.substr(at + separator.size());
    const bool is_heading =
        std::find(found.headings.begin(), found.headings.end(), head) != found.headings.end();
    if (is_heading && has_line_of(found.subheadings, tail)) return tail;
    if (is_heading || (outlet && ascii_lower(tail) == ascii_lower(*outlet))) return head;
  }
  return outlet ? without_name(std::move(title), *outlet) : title;
}

// Some sites escape what they put into JSON and attributes twice: "Olive &#038; Herb".
std::string unescaped(const std::string& text) {
  if (text.find('&') == std::string::npos) return text;
  const Dom dom("<title>" + text + "</title>");
  for (const auto* node = dom.root(); node != nullptr; node = next_node(node, dom.root()))
    if (is_element(node, GUMBO_TAG_TITLE)) return words_of(node);
  return text;
}

// Share of the words of the shorter one that both have.
double likeness(std::string_view one, std::string_view other) {
  const auto words = [](std::string_view text) {
    std::set<std::string> found;
    for (const auto word : split(text, ' ')) found.insert(ascii_lower(word));
    return found;
  };
  const auto a = words(one);
  const auto b = words(other);
  if (a.empty() || b.empty()) return 0;
  const auto common =
      std::count_if(a.begin(), a.end(), [&](const std::string& word) { return b.contains(word); });
  return static_cast<double>(common) / static_cast<double>(std::min(a.size(), b.size()));
}

// The headline as it is printed over the text is the article's; what a page tells search engines and networks
// is often another. A heading that has little in common with them is the site's.
std::optional<std::string> printed_title(const Found& found, const std::vector<std::string>& stated) {
  constexpr double kAlike = 0.4;
  const std::string* best = nullptr;
  double best_likeness = 0;
  for (const auto& heading : found.headings) {
    if (heading.empty() || heading.size() > 300) continue;
    for (const auto& title : stated) {
      const auto alike = likeness(heading, title);
      const auto words = split(heading, ' ').size();
      if (alike <= best_likeness || (words < 2 && heading != title)) continue;
      // A few words of a long title are the heading of a part, unless they stand in it.
      if (2 * words < split(title, ' ').size() && alike < 1) continue;
      best = &heading;
      best_likeness = alike;
    }
  }
  return best != nullptr && best_likeness >= kAlike ? std::optional(*best) : std::nullopt;
}

// "The Sample Post » Harbour » Ferry reopens" where a lesser heading says "Ferry reopens": the great one is
// the site's.
std::optional<std::string> lesser_title(const Found& found, const std::vector<std::string>& stated) {
  constexpr std::size_t kLongestSite = 4;  // words
  constexpr std::size_t kFewest = 3;
  constexpr double kAlike = 0.6;
  for (const auto& title : stated)
    for (const auto& heading : found.subheadings) {
      if (heading.empty() || title.size() < heading.size()) continue;
      if (heading == title) return heading;
      const auto stands_in = [&](std::string_view separator) {
        if (title.ends_with(std::string(separator) + heading)) return true;
        return title.starts_with(heading + std::string(separator)) &&
               split(title.substr(heading.size() + separator.size()), ' ').size() <= kLongestSite;
      };
      if (std::any_of(kTitleSeparators.begin(), kTitleSeparators.end(), stands_in)) return heading;
    }
  const bool has_great = std::any_of(found.headings.begin(), found.headings.end(),
                                     [](const std::string& heading) { return !heading.empty(); });
  for (const auto& title : stated)
    for (const auto& heading : found.subheadings)
      if (!has_great && split(heading, ' ').size() >= kFewest && likeness(heading, title) >= kAlike)
        return heading;
  return std::nullopt;
}

// A kicker set inside the headline: "Harbour Ferry reopens after a year" of a page that states the rest.
std::string without_kicker(std::string heading, const std::vector<std::string>& stated) {
  constexpr std::size_t kShortest = 15;  // bytes
  for (const auto& title : stated)
    if (title.size() >= kShortest && heading.size() > title.size() && heading.ends_with(" " + title))
      return title;
  return heading;
}

// The only great heading of a page, where it is more than a name.
std::optional<std::string> only_heading(const Found& found, const std::optional<std::string>& outlet) {
  constexpr std::size_t kFewest = 4;  // words
  const std::string* only = nullptr;
  for (const auto& heading : found.headings) {
    if (heading.empty()) continue;
    if (only != nullptr) return std::nullopt;
    only = &heading;
  }
  if (only == nullptr || split(*only, ' ').size() < kFewest || (outlet && *only == *outlet))
    return std::nullopt;
  return *only;
}

std::optional<std::string> page_title(const Found& found, const std::optional<std::string>& outlet) {
  std::vector<std::string> stated;
  if (found.linked && found.linked->headline)
    stated.push_back(canonical_line(unescaped(*found.linked->headline)));
  if (const auto title =
          found.first({"og:title", "citation_title", "dc.title", "twitter:title", "headline", "title"}))
    stated.push_back(without_site(canonical_line(unescaped(*title)), found, outlet));
  if (found.title_element && !found.title_element->empty())
    stated.push_back(without_site(*found.title_element, found, outlet));
  std::erase(stated, std::string());
  if (auto printed = printed_title(found, stated)) return without_kicker(*std::move(printed), stated);
  if (auto printed = lesser_title(found, stated)) return printed;
  if (auto printed = only_heading(found, outlet)) return printed;
  // Where only the window's title is stated, the one heading of the page is nearer to the article.
  const bool is_stated =
      (found.linked && found.linked->headline) || found.first({"og:title", "citation_title"});
  if (!is_stated && found.headings.size() == 1 && !found.headings.front().empty())
    return found.headings.front();
  if (!stated.empty()) return stated.front();
  if (!found.headings.empty() && !found.headings.front().empty()) return found.headings.front();
  return std::nullopt;
}

std::optional<Day> page_day(const Found& found, std::initializer_list<const char*> names) {
  for (const auto* name : names)
    if (const auto stated = found.first({name}))
      if (const auto day = stated_day(*stated)) return day;
  return std::nullopt;
}

constexpr auto kAuthorNames = std::to_array<const char*>({"citation_author",
                                                          "author",
                                                          "authors",
                                                          "article:author",
                                                          "article:author_name",
                                                          "article.author",
                                                          "article_author",
                                                          "og:article:author",
                                                          "og:author",
                                                          "book:author",
                                                          "parsely-author",
                                                          "sailthru.author",
                                                          "dc.creator",
                                                          "dc:creator",
                                                          "dcterms.creator",
                                                          "dc.creator.aut",
                                                          "dcterms.creator.aut",
                                                          "dc.contributor",
                                                          "byl",
                                                          "cxenseparse:author",
                                                          "shareaholic:article_author_name",
                                                          "rbauthors",
                                                          "vr:author",
                                                          "author.name",
                                                          "author_name",
                                                          "authorname",
                                                          "creator",
                                                          "article:creator",
                                                          "news_author",
                                                          "lp:author",
                                                          "byline",
                                                          "twitter:creator"});

// What the page tells programs of its authors, the most believed first: the lines of each place together.
std::vector<std::vector<std::string>> stated_authors(const Found& found) {
  std::vector<std::vector<std::string>> all;
  if (found.linked) {
    all.emplace_back();
    for (const auto& line : found.linked->authors) all.back().push_back(unescaped(line));
  }
  for (const auto* name : kAuthorNames) {
    std::vector<std::string> lines;
    const auto [begin, end] = found.meta.equal_range(name);
    for (auto it = begin; it != end; ++it) lines.push_back(unescaped(it->second));
    all.push_back(std::move(lines));
  }
  // Vocabularies of all kinds: "dc.author", "news:creator".
  for (const auto& [name, content] : found.meta) {
    const bool is_author =
        name.ends_with("author") || name.ends_with("creator") || name.ends_with("author_name");
    if (is_author && !contains_any(name, {"smartbanner", "app", "theme", "copyright"}))
      all.push_back({unescaped(content)});
  }
  // Previews of links say in pairs what a page would show beside its title.
  for (const auto* number : {"1", "2"}) {
    const auto label = found.first({(std::string("twitter:label") + number).c_str()});
    const auto data = found.first({(std::string("twitter:data") + number).c_str()});
    if (!label || !data) continue;
    const auto lower = ascii_lower(*label);
    if (contains_any(
            lower, {"written by", "verfasst von", "geschrieben von", "crit par", "escrito por", "scritto da",
                    "napisane przez", "geschreven door", "skriven av", "author", "autor"}))
      all.push_back({*data});
  }
  return all;
}

// Chooses among the places that name authors. A page may state its outlet or an agency to programs and print
// the name of a person, or a first name and print the whole one.
class AuthorChoice {
 public:
  AuthorChoice(const Found& found, const std::optional<std::string>& outlet)
      : found_(found), outlet_(outlet) {}

  // Names, and whether they are only inferred: from links, accounts and lines without a mark.
  std::pair<std::vector<std::string>, bool> choose(const GumboNode* top, const GumboNode* headline) const {
    auto named = stated();
    if (named.empty()) named = first_of(found_.bylines.marked);
    if (are_persons(named) || (!named.empty() && !is_improvable(named))) return {std::move(named), false};
    if (auto printed = person_of(found_.bylines.marked, named); !printed.empty())
      return {std::move(printed), false};
    if (headline != nullptr)
      if (auto printed = person_of(bylines_around(top, headline), named); !printed.empty())
        return {std::move(printed), true};
    if (!named.empty()) return {std::move(named), false};
    if (auto names = caller_of(found_.bylines.elsewhere); !names.empty()) return {std::move(names), true};
    for (const auto* lines : {&found_.bylines.linked, &found_.bylines.linked_before})
      if (auto names = person_of(*lines, {}); !names.empty()) return {std::move(names), true};
    if (auto names = person_of(labelled_names(top), {}); !names.empty()) return {std::move(names), true};
    if (auto names = caller_of(found_.bylines.accounts); !names.empty()) return {std::move(names), true};
    if (const auto page = found_.first({"article:author", "author"}))
      if (auto name = name_in_address(*page)) return {{*std::move(name)}, true};
    return {};
  }

  // Where no person is named: the newsroom or firm that stands there.
  std::vector<std::string> collectives() const {
    auto places = stated_authors(found_);
    places.push_back(found_.bylines.marked);
    if (found_.linked) places.insert(places.begin(), found_.linked->organizations);
    for (const auto& lines : places)
      for (const auto& line : lines)
        if (auto name = collective_name(line)) return {*std::move(name)};
    return {};
  }

 private:
  // The first place that names persons; where there is none, the first that names anybody.
  std::vector<std::string> stated() const {
    std::vector<std::string> first;
    for (const auto& lines : stated_authors(found_)) {
      auto names = names_of(lines);
      if (are_persons(names)) return names;
      if (first.empty()) first = std::move(names);
    }
    return first;
  }

  bool is_improvable(const std::vector<std::string>& names) const {
    return is_collective(names.front(), outlet_) || names.front().find(' ') == std::string::npos;
  }

  std::vector<std::string> names_of(const std::vector<std::string>& lines) const {
    std::vector<std::string> authors;
    for (const auto& line : lines)
      for (auto& name : author_names(line, outlet_))
        if (!has_line_of(authors, name)) authors.push_back(std::move(name));
    return authors;
  }

  bool are_persons(const std::vector<std::string>& names) const {
    return !names.empty() && std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return is_full_name(name) && !is_collective(name, outlet_);
    });
  }

  // Of what is printed the first place that holds a name: an outer element repeats the names of an inner one.
  std::vector<std::string> first_of(const std::vector<std::string>& lines) const {
    for (const auto& line : lines)
      if (auto names = author_names(line, outlet_); !names.empty()) return names;
    return {};
  }

  // The same for whole names and what somebody calls himself by one word.
  std::vector<std::string> caller_of(const std::vector<std::string>& lines) const {
    for (const auto& line : lines)
      if (auto names = author_names(line, outlet_);
          !names.empty() && (is_full_name(names.front()) || names.front().find(' ') == std::string::npos))
        return names;
    return {};
  }

  // The same for names of persons; where somebody is `stated` by one word, only names with that word.
  std::vector<std::string> person_of(const std::vector<std::string>& lines,
                                     const std::vector<std::string>& stated) const {
    const bool is_one_word = !stated.empty() && !is_collective(stated.front(), outlet_) &&
                             stated.front().find(' ') == std::string::npos;
    for (const auto& line : lines) {
      auto names = author_names(line, outlet_);
      if (!are_persons(names)) continue;
      if (!is_one_word || (" " + names.front() + " ").find(" " + stated.front() + " ") != std::string::npos)
        return names;
    }
    return {};
  }

  const Found& found_;
  const std::optional<std::string>& outlet_;
};

// Whether figures put the day before the month, where the page's language tells.
std::optional<bool> day_first(const std::optional<std::string>& lang) {
  if (!lang) return std::nullopt;
  const auto tag = ascii_lower(*lang);
  if (tag.starts_with("en-us") || tag.starts_with("en_us")) return false;
  if (tag.starts_with("en") && tag.size() == 2) return std::nullopt;
  return true;
}

std::optional<Day> printed_day(const std::vector<std::string>& lines, std::optional<bool> figures) {
  for (const auto& line : lines)
    if (const auto day = day_within(line, figures)) return day;
  return std::nullopt;
}

constexpr auto kPublicationNames = std::to_array<const char*>({"article:published_time",
                                                               "datepublished",
                                                               "og:published_time",
                                                               "citation_publication_date",
                                                               "pubdate",
                                                               "publishdate",
                                                               "publish-date",
                                                               "published_time",
                                                               "publish_date",
                                                               "parsely-pub-date",
                                                               "sailthru.date",
                                                               "dc.date.issued",
                                                               "dcterms.issued",
                                                               "dc.date",
                                                               "dcterms.created",
                                                               "dcterms.date",
                                                               "cxenseparse:recs:publishtime",
                                                               "og:article:published_time",
                                                               "date",
                                                               "created",
                                                               "rnews:datepublished",
                                                               "datecreated",
                                                               "citation_date"});

// A day somewhere states, and how.
struct StatedDay {
  Day day;
  std::string as;
};

std::optional<StatedDay> stated_publication(const Found& found) {
  if (found.linked && found.linked->published)
    return StatedDay{*found.linked->published, found.linked->published_at.value_or("")};
  for (const auto* name : kPublicationNames)
    if (const auto text = found.first({name}))
      if (const auto day = stated_day(*text)) return StatedDay{*day, *text};
  // Days spelt as readers read them.
  for (const auto* name : {"date", "dc.date"})
    if (const auto text = found.first({name}))
      if (const auto day = day_within(*text)) return StatedDay{*day, *text};
  return std::nullopt;
}

// The hour of "2022-05-04T00:53:29.274Z" and "…+00:00"; absent for other time zones and for days alone.
std::optional<int> utc_hour(std::string_view time) {
  constexpr std::size_t kHour = 11;      // where it stands
  constexpr std::size_t kShortest = 16;  // 2022-05-04T00:53
  time = trimmed(time);
  if (time.size() < kShortest || (time[10] != 'T' && time[10] != ' ') || time[13] != ':') return std::nullopt;
  if (!time.ends_with('Z') && !time.ends_with("+00:00") && !time.ends_with("+0000")) return std::nullopt;
  const char tens = time[kHour];
  const char ones = time[kHour + 1];
  if (tens < '0' || tens > '2' || ones < '0' || ones > '9') return std::nullopt;
  return (tens - '0') * 10 + (ones - '0');
}

// Times are stated in UTC by many sites whose readers live elsewhere: an article of the evening in Lima is
// stated for the day after. The day printed beside the headline is the one it appeared on.
Day local_day(const StatedDay& stated, const Found& found, std::optional<bool> figures) {
  constexpr int kNoon = 12;
  const auto hour = utc_hour(stated.as);
  if (!hour || *hour >= kNoon) return stated.day;
  const auto before = day_from_number(day_number(stated.day) - 1);
  // The first that is either of the two; others on the page are those of other articles.
  for (const auto* lines : {&found.near_days, &found.times, &found.printed_times, &found.printed_dates})
    for (const auto& line : *lines) {
      const auto day = day_within(line, figures);
      if (day == before || (day == stated.day && !utc_hour(line))) return *day;
    }
  return stated.day;
}

void settle_dates(const Found& found, RawArticle& raw) {
  constexpr std::size_t kDayAlone = 30;  // bytes
  const auto figures = day_first(raw.lang);
  if (const auto stated = stated_publication(found)) raw.date = local_day(*stated, found, figures);
  // What is not stated for programs may be printed; another article's date on the same page need not be its
  // own, so that what stands beside the headline comes first.
  const auto infer = [&](std::optional<Day> day) {
    if (raw.date || !day) return;
    raw.date = day;
    raw.inferred.emplace_back("date");
  };
  if (raw.url) infer(day_in_url(*raw.url));
  for (const auto& line : found.near_days)
    if (line.size() <= kDayAlone) infer(day_within(line, figures));
  if (!found.times.empty()) infer(stated_day(found.times.front()));
  infer(printed_day(found.printed_dates, figures));
  infer(printed_day(found.printed_times, figures));
  infer(printed_day(found.shown_days, figures));
  if (found.scripted_date) infer(stated_day(*found.scripted_date));
  if (found.linked) raw.updated = found.linked->modified;
  if (!raw.updated)
    raw.updated = page_day(found, {"article:modified_time", "datemodified", "og:updated_time", "lastmod",
                                   "last-modified", "dcterms.modified", "dc.date.modified"});
}

// The element that prints the title; else the first great heading.
const GumboNode* headline_element(const Found& found, const std::optional<std::string>& title) {
  if (title)
    for (const auto& [lines, elements] : {std::pair(&found.headings, &found.heading_elements),
                                          std::pair(&found.subheadings, &found.subheading_elements)})
      for (std::size_t i = 0; i < lines->size(); ++i)
        if ((*lines)[i] == *title) return (*elements)[i];
  return found.heading_elements.empty() ? nullptr : found.heading_elements.front();
}

}  // namespace

PageStatements read_page_metadata(const Dom& dom, const PageScripts& scripts, RawArticle& raw) {
  Found found;
  note_scripts(scripts, found);
  for (const auto* node = dom.root(); node != nullptr; node = next_node(node, dom.root()))
    if (is_element(node)) note(node, found);

  raw.outlet = found.first({"og:site_name", "citation_journal_title", "dc.publisher", "application-name"});
  if (!raw.outlet && found.linked) raw.outlet = found.linked->publisher;
  raw.title = page_title(found, raw.outlet);
  raw.url = found.canonical && !found.canonical->empty() ? found.canonical : found.first({"og:url"});
  if (!raw.url && found.linked) raw.url = found.linked->url;
  raw.id = found.first({"pressmark:id"});
  // An identifier of the site's own ("10482") tells articles apart only within the site.
  if (!raw.id && !raw.url && found.linked) raw.id = found.linked->identifier;
  raw.section =
      found.first({"article:section", "parsely-section", "articlesection", "sailthru.section", "section"});
  if (!raw.section && found.linked) raw.section = found.linked->section;
  raw.lang = found.lang;
  if (!raw.lang && found.linked) raw.lang = found.linked->lang;
  if (!raw.lang) raw.lang = found.first({"og:locale", "content-language", "language"});
  const auto* headline = headline_element(found, raw.title);
  if (headline != nullptr) {
    constexpr std::size_t kNear = 5;  // texts
    constexpr std::size_t kBehind = 25;
    constexpr std::size_t kBefore = 8;
    found.near_days = days_around(dom.root(), headline, kNear, 0);
    found.shown_days = days_around(dom.root(), headline, kBehind, kBefore);
  }
  const AuthorChoice authors(found, raw.outlet);
  auto [names, is_inferred] = authors.choose(dom.root(), headline);
  if (is_inferred && !names.empty()) raw.inferred.emplace_back("authors");
  raw.authors = std::move(names);
  settle_dates(found, raw);
  PageStatements stated;
  if (found.linked) stated.body = found.linked->body;
  if (raw.authors.empty()) {
    stated.collectives = authors.collectives();
    stated.scripted = scripted_authors(scripts.others);
  }
  return stated;
}

}  // namespace pressmark
