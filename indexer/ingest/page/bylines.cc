#include "indexer/ingest/page/bylines.h"

#include <algorithm>
#include <array>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/dates.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/author_names.h"

namespace pressmark {
namespace {

constexpr std::size_t kMostNoted = 20;       // bylines of one page
constexpr std::size_t kLongestByline = 120;  // bytes

void keep(std::vector<std::string>& lines, std::string&& line) {
  if (lines.size() < kMostNoted && std::find(lines.begin(), lines.end(), line) == lines.end())
    lines.push_back(std::move(line));
}

// Whether the next piece of a byline goes on with this one.
bool joins_names(std::string_view words) {
  constexpr auto kJoining =
      std::to_array<std::string_view>({"and", "und", "et", "y", "e", "i", "&", ",", ";", "by", "von", "par",
                                       "por", "di", "door", "av", "af"});
  const auto lower = ascii_lower(words);
  return words.ends_with(',') || words.starts_with(',') || words.starts_with("& ") ||
         lower.ends_with(" and") || lower.starts_with("and ") || lower.ends_with(" by") ||
         lower.ends_with(" von") || lower.ends_with(" par") || lower.ends_with(':') ||
         std::find(kJoining.begin(), kJoining.end(), lower) != kJoining.end();
}

// An element of a name the parser does not know.
bool gumbo_tag_is(const GumboNode* node, std::string_view lower) {
  if (node->v.element.tag != GUMBO_TAG_UNKNOWN) return false;
  auto piece = node->v.element.original_tag;
  gumbo_tag_from_original_text(&piece);
  return ascii_lower({piece.data, piece.length}) == lower;
}

// Whether an element is one of many: comments, teasers, menus. The names around it say so.
bool stands_elsewhere(const GumboNode* element) {
  constexpr int kFurthest = 12;  // elements around
  int up = 0;
  for (const auto* node = element->parent; node != nullptr && is_element(node) && up < kFurthest;
       node = node->parent, ++up) {
    const auto tag = node->v.element.tag;
    if (tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_FOOTER) return !is_element(node->parent, GUMBO_TAG_ARTICLE);
    if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) return false;
    if (node->v.element.attributes.length == 0) continue;
    const auto name =
        ascii_lower(std::string(attribute(node, "class")) + " " + std::string(attribute(node, "id")));
    if (contains_any(name, {"related", "recommend", "teaser", "popular", "trending", "most-read", "mostread",
                            "carousel", "widget"}))
      return true;
  }
  return false;
}

// The name of an author whom microdata states without showing him.
std::string_view hidden_name(const GumboNode* element) {
  constexpr std::size_t kMostNodes = 20;
  std::size_t nodes = 0;
  for (const auto* node = element; node != nullptr && ++nodes < kMostNodes; node = next_node(node, element))
    if (is_element(node, GUMBO_TAG_META) && attribute(node, "itemprop") == "name")
      return attribute(node, "content");
  return {};
}

// By microdata, RDFa or the link's relation.
bool is_marked(const GumboNode* element) {
  if (element->v.element.attributes.length == 0) return false;
  for (const auto* key : {"rel", "itemprop", "property"})
    for (const auto word : split(attribute(element, key), ' '))
      if (word == "author" || word == "creator" || word.ends_with(":author") || word.ends_with(":creator") ||
          word == "sioc:has_creator")
        return true;
  return false;
}

std::string_view without_marks(std::string_view line) {
  constexpr std::string_view kMarks = "|-/* ";
  while (!line.empty() && kMarks.find(line.front()) != std::string_view::npos) line.remove_prefix(1);
  for (const std::string_view mark : {"–", "—", "•", "·", "©"})
    if (line.starts_with(mark)) return without_marks(line.substr(mark.size()));
  return line;
}

// "12.06.2014 - Ann Smith", "Ann Smith | June 12, 2014". A comma would set a place before a day.
std::string_view name_beside_day(std::string_view line) {
  for (const std::string_view mark : {" - ", " | ", " – ", " · ", " • "}) {
    const auto at = line.find(mark);
    if (at == std::string_view::npos) continue;
    const auto before = trimmed(line.substr(0, at));
    const auto behind = trimmed(line.substr(at + mark.size()));
    if (is_full_name(behind) && day_within(before, true)) return behind;
    if (is_full_name(before) && day_within(behind, true)) return before;
  }
  return {};
}

// Takes texts as they follow one another and keeps those that are bylines.
class BylineReader {
 public:
  void take(std::string_view text) {
    const auto line = without_marks(text);
    if (line.empty()) return;
    const auto whole = opening_.empty() ? std::string(line) : opening_ + " " + std::string(line);
    opening_.clear();
    if (is_byline_opening(line)) {
      opening_ = line;
      return;
    }
    if (whole.size() > kLongestByline) return;
    if (opens_byline(whole))
      keep(lines_, std::string(whole));
    else if (const auto name = name_beside_day(line); !name.empty())
      keep(lines_, std::string(name));
  }
  std::vector<std::string> lines() && { return std::move(lines_); }

 private:
  std::string opening_;
  std::vector<std::string> lines_;
};

// The string behind a key of a script, from `at` on: `: "Ann Smith"`, `=["Ann Smith"]`, `','Ann Smith'`.
std::string_view value_behind(std::string_view script, std::size_t at) {
  constexpr std::size_t kLongest = 80;  // bytes
  constexpr std::size_t kFurthest = 6;  // bytes between key and value
  const auto rest = script.substr(at, kLongest + kFurthest);
  const auto open = rest.find_first_of("\"'");
  if (open == std::string_view::npos || open > kFurthest) return {};
  if (rest.substr(0, open).find_first_not_of(" \t\n:=[,") != std::string_view::npos) return {};
  const auto close = rest.find(rest[open], open + 1);
  return close == std::string_view::npos ? std::string_view() : rest.substr(open + 1, close - open - 1);
}

// A heading that is a link, or in one.
bool is_linked_heading(const GumboNode* node) {
  constexpr std::size_t kMostNodes = 12;
  if (!is_element(node) || node->v.element.tag < GUMBO_TAG_H2 || node->v.element.tag > GUMBO_TAG_H6)
    return false;
  if (node->parent != nullptr && is_element(node->parent, GUMBO_TAG_A)) return true;
  std::size_t nodes = 0;
  for (const auto* each = node; each != nullptr && ++nodes < kMostNodes; each = next_node(each, node))
    if (is_element(each, GUMBO_TAG_A)) return true;
  return false;
}

}  // namespace

bool is_in_discussion(const GumboNode* element) {
  constexpr int kFurthest = 12;  // elements around
  int up = 0;
  for (const auto* node = element->parent; node != nullptr && is_element(node) && up < kFurthest;
       node = node->parent, ++up) {
    if (is_element(node, GUMBO_TAG_BODY)) return false;
    if (node->v.element.attributes.length == 0) continue;
    const auto name =
        ascii_lower(std::string(attribute(node, "class")) + " " + std::string(attribute(node, "id")));
    if (contains_any(name, {"comment", "kommentar", "disqus", "discussion", "replies"}) &&
        !contains_any(name, {"comments-open", "comments-closed", "commentary"}))
      return true;
  }
  return false;
}

bool is_of_archive(const GumboNode* element) {
  if (element->v.element.attributes.length == 0) return false;
  const auto id = attribute(element, "id");
  return id.starts_with("wm-ipp") || id == "donato" || id == "wm-capinfo";
}

bool stands_in_teaser(const GumboNode* element, std::string_view title) {
  constexpr int kFurthest = 4;             // elements around
  constexpr std::size_t kMostNodes = 60;   // of a box
  constexpr std::size_t kMostBytes = 600;  // of its words; an article has more below its headline
  int up = 0;
  for (const auto* box = element->parent; box != nullptr && is_element(box) && up < kFurthest;
       box = box->parent, ++up) {
    std::size_t nodes = 0;
    std::size_t bytes = 0;
    bool is_linked = false;
    for (const auto* node = box; node != nullptr; node = next_node(node, box)) {
      if (++nodes > kMostNodes || is_element(node, GUMBO_TAG_H1)) return false;
      if (is_text(node)) bytes += trimmed(node->v.text.text).size();
      if (bytes > kMostBytes) return false;
      if (!is_linked_heading(node)) continue;
      is_linked = true;
      const auto words = canonical_line(text_content(node, kMostBytes));
      if (!words.empty() && title.find(words) != std::string_view::npos) return false;
    }
    if (is_linked) return true;
  }
  return false;
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

std::optional<std::string> short_words(const GumboNode* node) {
  constexpr std::size_t kLongest = 160;  // bytes
  constexpr std::size_t kMostNodes = 100;
  std::string words;
  std::string piece;
  bool joined = true;
  const auto end_piece = [&] {
    const auto line = canonical_line(piece);
    piece.clear();
    if (line.empty()) return;
    if (!words.empty()) words += joined || joins_names(line) ? " " : " | ";
    words += line;
    joined = joins_names(line);
  };
  std::size_t nodes = 0;
  const GumboNode* before = nullptr;
  for (const auto* each = node; each != nullptr; each = next_node(each, node)) {
    if (++nodes > kMostNodes || words.size() + piece.size() > 2 * kLongest) return std::nullopt;
    if (is_element(each) || (before != nullptr && each->parent != before->parent)) end_piece();
    if (is_text(each)) piece += each->v.text.text;
    before = each;
  }
  end_piece();
  return words.empty() || words.size() > kLongest ? std::nullopt : std::optional(std::move(words));
}

namespace {

NameSays said_by(std::string_view name) {
  if (contains_any(name,
                   {"byline",    "author",    "autor",      "auteur",     "redakteur",     "full-name",
                    "writer",    "verfasser", "screenname", "created-by", "createdby",     "posted-by",
                    "postedby",  "by-line",   "columnist",  "journalist", "reporter-name", "reporter_name",
                    "redaktor",  "redactor",  "skribent",   "forfatter",  "assinatura",    "written-by",
                    "writtenby", "story-by",  "article-by", "posted_by"}))
    return NameSays::byline;
  return contains_any(name, {"username", "user-name", "submitted", "vcard", "contributor", "expert-name",
                             "signature", "creator", "poster-name", "member-name"})
             ? NameSays::account
             : NameSays::nothing;
}

// Pages use few names many times.
NameSays what_says(std::string_view name, Bylines& bylines) {
  const auto [it, is_new] = bylines.names.try_emplace(std::string(name), NameSays::nothing);
  if (is_new) it->second = said_by(name);
  return it->second;
}

}  // namespace

void note_byline(const GumboNode* node, std::string_view name, bool behind_headline, Bylines& bylines) {
  const bool is_sure = is_marked(node);
  const auto said = is_sure || name.empty() ? NameSays::nothing : what_says(name, bylines);
  const bool is_byline =
      is_sure || said == NameSays::byline || gumbo_tag_is(node, "byline") || gumbo_tag_is(node, "author");
  const bool is_account = !is_byline && said == NameSays::account;
  if (!is_byline && !is_account) {
    if (!is_element(node, GUMBO_TAG_A) || attribute(node, "href").empty()) return;
    auto& links = behind_headline ? bylines.linked : bylines.linked_before;
    if (links.size() >= kMostNoted) return;
    if (auto words = short_words(node)) keep(links, *std::move(words));
    return;
  }
  if (contains_any(name, {"bio", "comment", "avatar", "image", "social", "related", "authoriz", "authorit"}))
    return;
  if (is_in_discussion(node)) return;
  auto& lines = is_account ? bylines.accounts
                : stands_in_teaser(node, bylines.title) || (!is_sure && stands_elsewhere(node))
                    ? bylines.elsewhere
                    : bylines.marked;
  if (lines.size() >= kMostNoted) return;
  if (auto words = short_words(node))
    keep(lines, *std::move(words));
  else if (const auto hidden = hidden_name(node); !hidden.empty())
    keep(lines, std::string(hidden));
}

std::vector<std::string> bylines_around(const GumboNode* top, const GumboNode* headline) {
  constexpr std::size_t kBehind = 40;   // texts
  constexpr std::size_t kBefore = 300;  // nodes
  constexpr std::size_t kProse = 250;   // bytes
  BylineReader reader;
  std::size_t texts = 0;
  std::size_t prose = 0;
  for (const auto* node = next_node(headline, top, true); node != nullptr && texts < kBehind && prose < 2;
       node = next_node(node, top)) {
    if (!is_text(node)) continue;
    const auto line = canonical_line(node->v.text.text);
    if (line.empty()) continue;
    ++texts;
    if (line.size() > kProse) ++prose;
    reader.take(line);
  }
  // What stands before it in the elements around.
  const auto* before = headline;
  for (int up = 0; up < 2 && before->parent != nullptr && is_element(before->parent); ++up)
    before = before->parent;
  std::size_t nodes = 0;
  reader.take(".");
  for (const auto* node = before; node != nullptr && node != headline && ++nodes < kBefore;
       node = next_node(node, top))
    if (is_text(node)) reader.take(canonical_line(node->v.text.text));
  return std::move(reader).lines();
}

std::vector<std::string> labelled_names(const GumboNode* top) {
  constexpr auto kLabels = std::to_array<std::string_view>({"autor",
                                                            "autorin",
                                                            "author",
                                                            "about the author",
                                                            "über den autor",
                                                            "über die autorin",
                                                            "zum autor",
                                                            "zur autorin",
                                                            "der autor",
                                                            "die autorin",
                                                            "the author",
                                                            "about author",
                                                            "geschrieben von",
                                                            "written by",
                                                            "verfasst von",
                                                            "posted by",
                                                            "auteur",
                                                            "autore",
                                                            "auteur(s)",
                                                            "author(s)",
                                                            "autor/in",
                                                            "autor(in)",
                                                            "sobre el autor",
                                                            "sobre la autora",
                                                            "sobre o autor",
                                                            "sobre a autora",
                                                            "à propos de l'auteur",
                                                            "l'auteur",
                                                            "l'autore",
                                                            "o autorze",
                                                            "autora",
                                                            "autores",
                                                            "autori",
                                                            "auteurs",
                                                            "redacteur",
                                                            "redactor",
                                                            "redaktor",
                                                            "skribent",
                                                            "reporter",
                                                            "yazar",
                                                            "yazan",
                                                            "автор",
                                                            "Автор",
                                                            "Автор статьи",
                                                            "Автор текста",
                                                            "Автори",
                                                            "Авторы",
                                                            "Текст",
                                                            "tekst",
                                                            "texte",
                                                            "texto",
                                                            "testo",
                                                            "door",
                                                            "di",
                                                            "von",
                                                            "by",
                                                            "par",
                                                            "por",
                                                            "text"});
  constexpr std::size_t kLongest = 40;  // bytes
  std::vector<std::string> names;
  bool is_behind = false;
  for (const auto* node = top; node != nullptr; node = next_node(node, top)) {
    if (node->type != GUMBO_NODE_TEXT) continue;
    const auto text = trimmed(node->v.text.text);
    if (text.empty() || text == ":") continue;
    if (is_behind && text.size() <= 2 * kLongest && !stands_elsewhere(node) && !is_in_discussion(node))
      keep(names, canonical_line(text));
    is_behind = false;
    if (text.size() > kLongest) continue;
    auto label = ascii_lower(text);
    while (!label.empty() && (label.back() == ':' || label.back() == ' ')) label.pop_back();
    if (label.starts_with("Ü")) label.replace(0, 2, "ü");
    is_behind = std::find(kLabels.begin(), kLabels.end(), label) != kLabels.end();
  }
  return names;
}

std::optional<std::string> name_in_address(std::string_view address) {
  for (const std::string_view folder :
       {"/author/", "/authors/", "/autor/", "/autoren/", "/auteur/", "/autori/", "/autores/", "/autore/",
        "/auteurs/", "/staff/", "/journalist/", "/journalists/", "/contributors/", "/contributor/",
        "/reporters/", "/writers/", "/columnists/"}) {
    const auto at = address.find(folder);
    if (at == std::string_view::npos) continue;
    auto slug = address.substr(at + folder.size());
    slug = slug.substr(0, slug.find_first_of("/?#"));
    std::string name;
    for (const auto word : split(slug, '-')) {
      if (word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") != std::string_view::npos) return std::nullopt;
      if (!name.empty()) name += ' ';
      name += static_cast<char>(word.front() - ('a' - 'A'));
      name += word.substr(1);
    }
    if (is_full_name(name)) return name;
  }
  return std::nullopt;
}

std::vector<std::string> scripted_authors(const std::vector<std::string_view>& scripts) {
  constexpr auto kKeys = std::to_array<std::string_view>(
      {"author", "authors", "authorname", "author_name", "pageauthor", "page_author", "articleauthor",
       "article_author", "contentauthor", "content_author", "postedby", "byline", "post_author", "postauthor",
       "articleauthors", "author_names", "authornames"});
  // What all of them have in them: scripts are most of a page, and are gone through once for each.
  constexpr auto kCores = std::to_array<std::string_view>({"uthor", "yline", "ostedBy"});
  const auto is_of_key = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  std::vector<std::string> found;
  for (const auto script : scripts)
    for (const auto core : kCores)
      for (auto at = script.find(core); at != std::string_view::npos; at = script.find(core, at + 1)) {
        auto begin = at;
        auto end = at + core.size();
        constexpr std::size_t kLongestKey = 20;
        while (begin > 0 && is_of_key(script[begin - 1]) && end - begin < kLongestKey) --begin;
        while (end < script.size() && is_of_key(script[end]) && end - begin < kLongestKey) ++end;
        const auto key = ascii_lower(script.substr(begin, end - begin));
        if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end() || end == script.size()) continue;
        const bool is_quoted = begin > 0 && script[begin - 1] == script[end];
        if (const auto value = value_behind(script, end + (is_quoted ? 1 : 0)); !value.empty())
          keep(found, canonical_line(value));
      }
  return found;
}

}  // namespace pressmark
