#pragma once
// What of a page the parser needs to see, and what a script holds.
//
// gumbo spends its time by the byte and by the element, and most bytes of a news page are scripts, styles,
// pictures and the attributes of inline marks: none of them words. They are left out before the parse, so
// that a page costs what its text costs. The tree that comes out has the same words in the same blocks.
//
// It also makes the parser safe: formatting elements, which gumbo opens again in every paragraph after them,
// never reach it, and what would still be too deep or too much is told before it is tried.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

struct ParserFeed {
  std::string html;
  std::vector<std::string_view> linked;  // contents of application/ld+json scripts; inside the page
  std::vector<std::string_view>
      templates;                          // of text/template and text/html scripts: markup that others unfold
  std::vector<std::string_view> scripts;  // of all others
  // Why the parser should not see it: "nested deeper than 1200 elements". `html` is then incomplete.
  std::optional<std::string> hazard;
};

// One pass over the bytes of `page`, which must outlive the views.
ParserFeed parser_feed(std::string_view page);

}  // namespace pressmark
