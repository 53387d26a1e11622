#pragma once
// A parsed page: gumbo's tree, walked without recursion.

#include <gumbo.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/ingest/page/parser_feed.h"

namespace pressmark {

// Why `html` would cost the parser more than a page may. Absent when it is fine. One pass over the bytes; an
// estimate from above.
std::optional<std::string> parse_hazard(std::string_view html);

// Owns the tree: of what parser_feed() leaves of a page, so without scripts, styles and inline marks that say
// nothing. The parser's many small pieces lie in a few large ones, which go at once: giving each back by
// itself costs as much as a sixth of the parsing.
class Dom {
 public:
  explicit Dom(std::string_view html) : Dom(parser_feed(html)) {}
  explicit Dom(ParserFeed&& feed);  // without a hazard
  Dom(const Dom&) = delete;
  Dom& operator=(const Dom&) = delete;

  const GumboNode* root() const { return output_->root; }

 private:
  static void* allocate(void* self, std::size_t size);

  std::string html_;  // the tree refers to it
  std::vector<std::unique_ptr<char[]>> pieces_;
  char* free_ = nullptr;  // what is left of the last piece
  std::size_t left_ = 0;
  GumboOutput* output_ = nullptr;
};

bool is_element(const GumboNode* node);
bool is_element(const GumboNode* node, GumboTag tag);
bool is_text(const GumboNode* node);  // characters, white space among them; no comments

// Empty when there is no such attribute.
std::string_view attribute(const GumboNode* element, const char* name);

// The next node of a walk in document order below `top`: the first child, or where `skip_children`, whatever
// follows. Null at the end.
const GumboNode* next_node(const GumboNode* node, const GumboNode* top, bool skip_children = false);

// The element around `node`; null at the top, or for null.
const GumboNode* parent_element(const GumboNode* node);

// Whether `node` is `top` or stands below it; of null only null is.
bool is_below(const GumboNode* node, const GumboNode* top);

// Adds what is noted for each node below `top` to every element around it, in one walk.
using NodeSums = std::unordered_map<const GumboNode*, double>;
void sum_upwards(const GumboNode* top, NodeSums& sums);

// All characters below `node`, as they are; no more than `most` bytes and the rest of the last text.
std::string text_content(const GumboNode* node, std::size_t most = static_cast<std::size_t>(-1));

// Some sites escape what they put into JSON and attributes twice: "Olive &#038; Herb". One line of it,
// canonical; unchanged where there is no reference.
std::string unescaped(const std::string& text);

}  // namespace pressmark
