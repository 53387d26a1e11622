#include "indexer/ingest/page/page_metadata.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/identity.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/author_names.h"
#include "indexer/ingest/page/bylines.h"
#include "indexer/ingest/page/json_ld.h"
#include "indexer/ingest/page/page_dates.h"
#include "indexer/ingest/page/page_outlet.h"
#include "indexer/ingest/text/front_matter.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

// What was met on one walk over the page.
struct Found {
  PageMeta meta;
  std::optional<std::string> canonical;
  std::optional<std::string> title_element;
  std::vector<std::string> headings;  // every h1
  std::vector<const GumboNode*> heading_elements;
  std::vector<std::string> subheadings;  // h2 and h3
  std::vector<const GumboNode*> subheading_elements;
  std::optional<std::string> lang;
  Bylines bylines;
  PageDays days;
  bool is_archived = false;  // a web archive's capture
  std::optional<LinkedArticle> linked;

  std::optional<std::string> first(std::initializer_list<const char*> names) const {
    return first_of(meta, names);
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

void note_scripts(const PageScripts& scripts, Found& found) {
  for (const auto script : scripts.linked) {
    auto linked = linked_article(script);
    // Of several the first that says when it was published.
    if (!linked) continue;
    if (!found.linked || (!found.linked->published && linked->published)) std::swap(found.linked, linked);
    if (linked && found.linked->authors.empty()) found.linked->authors = std::move(linked->authors);
  }
  for (const auto script : scripts.others) note_script(script, found.days);
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
        found.days.title = found.bylines.title = *(found.title_element = words_of(node));
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
      note_time(node, found.days);
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
      note_date(node, name, found.days);
    }
  }
}

// "The clock struck | Placeholder Post": the site's name goes, whether the page states it or a heading shows
// that what stands before the separator is the whole title.
// "The Sample Post|Ferry reopens", "Sample Post: Ferry reopens".
std::string without_name(std::string title, std::string_view name) {
  if (name.empty() || title.size() <= name.size() || !title.starts_with(name)) return title;
  auto rest = trimmed(std::string_view(title).substr(name.size()));
  for (const std::string_view mark : {"|", "｜", "-", "–", "—", "»", ":", "•"})
    if (rest.starts_with(mark) && has_words(rest.substr(mark.size())))
      return std::string(trimmed(rest.substr(mark.size())));
  return title;
}

std::string without_site(std::string title, const Found& found, const std::optional<std::string>& outlet,
                         const std::optional<std::string>& url) {
  for (const auto separator : kTitleSeparators) {
    const auto at = title.rfind(separator);
    if (at == std::string::npos) continue;
    const auto head = title.substr(0, at);
    const auto tail = title.substr(at + separator.size());
    const bool is_heading =
        std::find(found.headings.begin(), found.headings.end(), head) != found.headings.end();
    if (is_heading && has_line_of(found.subheadings, tail)) return tail;
    const bool is_site = (outlet && ascii_lower(tail) == ascii_lower(*outlet)) || names_site(tail, url);
    if (is_heading || (is_site && has_words(head))) return head;
    // The site's name or the kicker may be set as the great heading, and the headline as a lesser one.
    if (has_line_of(found.headings, tail) &&
        (has_line_of(found.subheadings, head) || has_line_of(found.headings, head)))
      return head;
  }
  return outlet ? without_name(std::move(title), *outlet) : title;
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

// "Politics | Ferry reopens" of a page that says it is in its section "Politics".
std::string without_section(std::string title, const std::optional<std::string>& section) {
  if (!section || trimmed(*section).empty()) return title;
  const auto name = ascii_lower(canonical_line(*section));
  for (const auto separator : kTitleSeparators) {
    const auto first = title.find(separator);
    if (first == std::string::npos) continue;
    if (ascii_lower(std::string_view(title).substr(0, first)) == name)
      title.erase(0, first + separator.size());
    const auto last = title.rfind(separator);
    if (last != std::string::npos &&
        ascii_lower(std::string_view(title).substr(last + separator.size())) == name)
      title.erase(last);
  }
  return title;
}

// Where the title names a heading and, behind it, another: the other is the site's, or the kicker.
std::optional<std::string> heading_before_site(const Found& found) {
  std::vector<std::string> titles;
  if (found.title_element) titles.push_back(*found.title_element);
  if (const auto title = found.first({"og:title"})) titles.push_back(canonical_line(unescaped(*title)));
  for (const auto& title : titles)
    for (const auto separator : kTitleSeparators)
      if (const auto at = title.rfind(separator); at != std::string::npos) {
        const auto head = title.substr(0, at);
        const auto tail = title.substr(at + separator.size());
        const bool is_beside = has_line_of(found.headings, head) || has_line_of(found.subheadings, head);
        if (is_beside && has_line_of(found.headings, tail) && head != tail &&
            !(has_line_of(found.headings, head) && has_line_of(found.subheadings, tail)))
          return head;
      }
  return std::nullopt;
}

std::optional<std::string> page_title(const Found& found, const std::optional<std::string>& outlet,
                                      const std::optional<std::string>& url,
                                      const std::optional<std::string>& section) {
  const auto bare = [&](const std::string& title) {
    return without_section(without_site(canonical_line(unescaped(title)), found, outlet, url), section);
  };
  std::vector<std::string> stated;
  if (found.linked && found.linked->headline)
    stated.push_back(canonical_line(unescaped(*found.linked->headline)));
  if (const auto title =
          found.first({"og:title", "citation_title", "dc.title", "twitter:title", "headline", "title"}))
    stated.push_back(bare(*title));
  if (found.title_element && !found.title_element->empty()) stated.push_back(bare(*found.title_element));
  std::erase(stated, std::string());
  if (auto heading = heading_before_site(found)) return heading;
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

// Where the article is. A copy at a web archive stands for what it is a copy of, so that none of its own
// addresses is believed before one that tells it.
std::optional<std::string> page_address(const Found& found) {
  std::optional<std::string> url;
  if (found.canonical && !found.canonical->empty()) url = found.canonical;
  if (!url) url = found.first({"og:url"});
  if (!url && found.linked) url = found.linked->url;
  if (url) url = std::string(archived_address(trimmed(*url)));
  return url;
}

void settle_outlet(const Found& found, RawArticle& raw) {
  std::vector<std::string> stated;
  for (const auto* name : {"og:site_name", "citation_journal_title", "dc.publisher", "application-name"})
    if (auto value = found.first({name})) stated.push_back(unescaped(*value));
  if (found.linked && found.linked->publisher) stated.push_back(unescaped(*found.linked->publisher));
  std::vector<std::string> titles;
  if (found.title_element) titles.push_back(*found.title_element);
  if (const auto title = found.first({"og:title"})) titles.push_back(canonical_line(unescaped(*title)));
  auto outlet = page_outlet(stated, titles, raw.url, found.is_archived);
  if (outlet.name && outlet.is_inferred) raw.inferred.emplace_back("outlet");
  raw.outlet = std::move(outlet.name);
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
  for (const auto* node = dom.root(); node != nullptr;) {
    const bool is_archives = is_element(node) && is_of_archive(node);
    found.is_archived = found.is_archived || is_archives;
    if (is_element(node) && !is_archives) note(node, found);
    node = next_node(node, dom.root(), is_archives);
  }
  found.is_archived =
      found.is_archived || (found.canonical && archived_address(*found.canonical) != *found.canonical);

  raw.url = page_address(found);
  raw.section =
      found.first({"article:section", "parsely-section", "articlesection", "sailthru.section", "section"});
  if (!raw.section && found.linked) raw.section = found.linked->section;
  settle_outlet(found, raw);
  raw.title = page_title(found, raw.outlet, raw.url, raw.section);
  raw.id = found.first({"pressmark:id"});
  // An identifier of the site's own ("10482") tells articles apart only within the site.
  if (!raw.id && !raw.url && found.linked) raw.id = found.linked->identifier;
  raw.lang = found.lang;
  if (!raw.lang && found.linked) raw.lang = found.linked->lang;
  if (!raw.lang) raw.lang = found.first({"og:locale", "content-language", "language"});
  const auto* headline = headline_element(found, raw.title);
  if (headline != nullptr) note_days_around(dom.root(), headline, found.days);
  const AuthorChoice authors(found, raw.outlet);
  auto [names, is_inferred] = authors.choose(dom.root(), headline);
  if (is_inferred && !names.empty()) raw.inferred.emplace_back("authors");
  raw.authors = std::move(names);
  settle_dates(found.days, found.meta, found.linked, raw);
  PageStatements stated;
  if (found.linked) stated.body = found.linked->body;
  stated.templates = scripts.templates;
  if (raw.authors.empty()) {
    stated.collectives = authors.collectives();
    stated.scripted = scripted_authors(scripts.others);
  }
  return stated;
}

}  // namespace pressmark
