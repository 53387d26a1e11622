#include "indexer/ingest/page/dom.h"

#include "indexer/ingest/canonical_text.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace pressmark {
std::optional<std::string> parse_hazard(std::string_view html) {
  return parser_feed(html).hazard;
}

void* Dom::allocate(void* self, std::size_t size) {
  constexpr std::size_t kPiece = std::size_t{256} << 10U;
  constexpr std::size_t kAlignment = alignof(std::max_align_t);
  auto& dom = *static_cast<Dom*>(self);
  size = (size + kAlignment - 1) / kAlignment * kAlignment;
  if (size > dom.left_) {
    const auto piece = std::max(size, kPiece);
    dom.pieces_.emplace_back(new char[piece]);
    dom.free_ = dom.pieces_.back().get();
    dom.left_ = piece;
  }
  char* const given = dom.free_;
  dom.free_ += size;
  dom.left_ -= size;
  return given;
}

Dom::Dom(ParserFeed&& feed) : html_(std::move(feed.html)) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;  // a broken page has thousands, and nobody reads them
  options.allocator = allocate;
  options.deallocator = [](void*, void*) {};
  options.userdata = this;
  output_ = gumbo_parse_with_options(&options, html_.data(), html_.size());
}

bool is_element(const GumboNode* node) {
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

bool is_element(const GumboNode* node, GumboTag tag) {
  return is_element(node) && node->v.element.tag == tag;
}

bool is_text(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
         node->type == GUMBO_NODE_CDATA;
}

std::string_view attribute(const GumboNode* element, const char* name) {
  const auto* found = gumbo_get_attribute(&element->v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

const GumboNode* next_node(const GumboNode* node, const GumboNode* top, bool skip_children) {
  if (!skip_children && is_element(node) && node->v.element.children.length > 0)
    return static_cast<const GumboNode*>(node->v.element.children.data[0]);
  while (node != top) {
    const auto* parent = node->parent;
    const auto& siblings =
        parent->type == GUMBO_NODE_DOCUMENT ? parent->v.document.children : parent->v.element.children;
    const auto next = node->index_within_parent + 1;
    if (next < siblings.length) return static_cast<const GumboNode*>(siblings.data[next]);
    node = parent;
  }
  return nullptr;
}

const GumboNode* parent_element(const GumboNode* node) {
  return node != nullptr && node->parent != nullptr && is_element(node->parent) ? node->parent : nullptr;
}

bool is_below(const GumboNode* node, const GumboNode* top) {
  while (node != nullptr && node != top) node = node->parent;
  return node == top;
}

void sum_upwards(const GumboNode* top, NodeSums& sums) {
  for (const auto* node = top; node != nullptr;) {
    const auto* next = next_node(node, top);
    // What lies between this node and the next is complete: its sum goes up to its parent.
    const auto* until = next != nullptr ? next->parent : top;
    for (const auto* done = node; done != until && done != top; done = done->parent)
      if (const auto it = sums.find(done); it != sums.end()) {
        const auto sum = it->second;  // the insertion below may move it
        sums[done->parent] += sum;
      }
    node = next;
  }
}

std::string text_content(const GumboNode* node, std::size_t most) {
  std::string text;
  for (const auto* each = node; each != nullptr && text.size() < most; each = next_node(each, node))
    if (is_text(each)) text += each->v.text.text;
  return text;
}

std::string unescaped(const std::string& text) {
  if (text.find('&') == std::string::npos) return text;
  const Dom dom("<title>" + text + "</title>");
  for (const auto* node = dom.root(); node != nullptr; node = next_node(node, dom.root()))
    if (is_element(node, GUMBO_TAG_TITLE)) return canonical_line(text_content(node));
  return text;
}

}  // namespace pressmark
