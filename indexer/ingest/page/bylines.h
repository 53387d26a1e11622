#pragma once
// Where a page names who wrote it: elements marked as bylines, links to pages about authors, "By …" beside
// the headline, and what scripts tell those who count readers.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/ingest/page/dom.h"

namespace pressmark {

enum class NameSays : std::uint8_t { nothing, byline, account };

// Lines as they stand there, in the order of the page; author_names() takes them apart.
struct Bylines {
  std::string title;                   // of the window, as far as it was met
  std::vector<std::string> marked;     // by rel, itemprop, class or id
  std::vector<std::string> elsewhere;  // the same among comments, navigation and teasers of other articles
  std::vector<std::string> accounts;   // where forums and blogs show who posted
  std::vector<std::string> linked;     // links to pages about somebody who writes, from the headline on
  std::vector<std::string> linked_before;           // and before it
  std::unordered_map<std::string, NameSays> names;  // what was made out of names of elements
};

// `name` is class, id and data-testid in lower case. Takes nodes in document order.
void note_byline(const GumboNode* node, std::string_view name, bool behind_headline, Bylines& bylines);

// What opens as bylines do in the texts around the headline, whatever element it stands in; the nearest
// behind it first.
std::vector<std::string> bylines_around(const GumboNode* top, const GumboNode* headline);

// Names behind labels that stand by themselves anywhere on the page: "Autor", "About the author".
std::vector<std::string> labelled_names(const GumboNode* top);

// "Ann Smith" of https://herald.example/authors/ann-smith/.
std::optional<std::string> name_in_address(std::string_view address);

// Values of "author" and the like in scripts that are no JSON-LD; nothing where they name several.
std::vector<std::string> scripted_authors(const std::vector<std::string_view>& scripts);

// Words of an element that are few enough to be a byline or a date, with " | " between what stands in
// elements of their own.
std::optional<std::string> short_words(const GumboNode* node);

// Whether an element is part of what readers wrote.
bool is_in_discussion(const GumboNode* element);
// The bar that web archives set above a capture, with moments and names of their own.
bool is_of_archive(const GumboNode* element);
// Whether what stands in an element belongs to a linked headline beside it, and to none of the page's own: a
// box that leads to another article. A headline that stands in `title` is the page's own, link or not.
bool stands_in_teaser(const GumboNode* element, std::string_view title);

bool contains_any(std::string_view text, std::initializer_list<std::string_view> parts);

}  // namespace pressmark
