#include "indexer/ingest/page/dom.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <unordered_map>

#include "indexer/ingest/lines.h"

namespace pressmark {
namespace {

constexpr std::size_t kDeepest = 1200;            // open elements; browsers flatten at 512
constexpr std::size_t kMostElements = 1'000'000;  // gumbo keeps some 200 bytes for each
constexpr std::size_t kMostAttributes = 500;      // of one element

constexpr std::array<std::string_view, 15> kVoid = {"area",  "base",   "br",    "col",  "embed",
                                                    "hr",    "img",    "input", "link", "meta",
                                                    "param", "source", "track", "wbr",  "!doctype"};
// Closed by whatever follows them, so that a page may leave thousands of them open.
constexpr std::array<std::string_view, 16> kSelfClosing = {
    "p",     "li",    "td",    "tr",       "th",   "dt",   "dd",   "option",
    "tbody", "thead", "tfoot", "optgroup", "html", "head", "body", "colgroup"};
constexpr std::array<std::string_view, 6> kRawText = {"script", "style", "textarea",
                                                      "title",  "xmp",   "iframe"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

struct Tag {
  std::string name;
  bool closes = false;
  bool empty = false;  // "/>"
  std::size_t attributes = 0;
  std::size_t end = 0;  // behind ">"
};

// The tag whose "<" stands at `i`. Attributes are counted by the white space before them, outside quotes.
Tag tag_at(std::string_view html, std::size_t i) {
  Tag tag;
  ++i;
  if (i < html.size() && html[i] == '/') {
    tag.closes = true;
    ++i;
  }
  const auto name = i;
  while (i < html.size() && !is_space(html[i]) && html[i] != '>' && html[i] != '/') ++i;
  tag.name = ascii_lower(html.substr(name, std::min<std::size_t>(i - name, 40)));
  char quote = 0;
  for (; i < html.size(); ++i) {
    const char c = html[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && html[i - 1] == '=') {
      quote = c;
    } else if (c == '>') {
      break;
    } else if ((is_space(html[i - 1]) || html[i - 1] == '/' || html[i - 1] == '"' || html[i - 1] == '\'') &&
               !is_space(c)) {
      ++tag.attributes;
    }
  }
  tag.empty = i < html.size() && html[i - 1] == '/';
  tag.end = std::min(i + 1, html.size());
  return tag;
}

// Behind the end tag of a raw text element; the end of the page where it has none.
std::size_t past_raw_text(std::string_view html, std::size_t from, std::string_view name) {
  for (auto i = html.find("</", from); i != std::string_view::npos; i = html.find("</", i + 2))
    if (starts_with_word(html.substr(i + 2, name.size() + 1), name)) return i;
  return html.size();
}

}  // namespace

std::optional<std::string> parse_hazard(std::string_view html) {
  std::unordered_map<std::string, std::size_t> open;
  std::size_t depth = 0;
  std::size_t elements = 0;
  std::size_t foreign = 0;  // open svg and math elements, in which "/>" closes
  for (auto i = html.find('<'); i != std::string_view::npos; i = html.find('<', i)) {
    if (html.substr(i).starts_with("<!--")) {
      const auto end = html.find("-->", i + 4);
      if (end == std::string_view::npos) break;
      i = end + 3;
      continue;
    }
    if (i + 1 >= html.size() || (!is_letter(html[i + 1]) && html[i + 1] != '/')) {
      ++i;
      continue;
    }
    const auto tag = tag_at(html, i);
    i = tag.end;
    if (tag.attributes > kMostAttributes)
      return "an element with more than " + std::to_string(kMostAttributes) + " attributes";
    if (is_one_of(kVoid, tag.name) || is_one_of(kSelfClosing, tag.name)) {
      elements += tag.closes ? 0 : 1;
    } else if (tag.closes) {
      auto& count = open[tag.name];
      if (count == 0) continue;
      --count;
      --depth;
      if (foreign > 0 && (tag.name == "svg" || tag.name == "math")) --foreign;
    } else {
      ++elements;
      if (tag.empty && foreign > 0) continue;
      if (foreign == 0 && is_one_of(kRawText, tag.name)) {
        i = past_raw_text(html, i, tag.name);
        continue;
      }
      ++open[tag.name];
      ++depth;
      if (tag.name == "svg" || tag.name == "math") ++foreign;
    }
    if (depth > kDeepest) return "nested deeper than " + std::to_string(kDeepest) + " elements";
    if (elements > kMostElements) return "more than " + std::to_string(kMostElements) + " elements";
  }
  return std::nullopt;
}

std::string without_dead_weight(std::string_view html,
                                const std::function<bool(std::string_view script)>& keeps) {
  std::string lean;
  lean.reserve(html.size() / 2);
  std::size_t copied = 0;
  const auto drop = [&](std::size_t begin, std::size_t end) {
    lean += html.substr(copied, begin - copied);
    copied = end;
  };
  for (auto i = html.find('<'); i != std::string_view::npos; i = html.find('<', i)) {
    if (html.substr(i).starts_with("<!--")) {
      const auto end = html.find("-->", i + 4);
      if (end == std::string_view::npos) break;
      // "<!-->" and conditional comments are for the parser to judge.
      const bool is_plain = html[i + 4] != '>' && html[i + 4] != '-' && html[i + 4] != '[';
      if (is_plain) drop(i, end + 3);
      i = end + 3;
      continue;
    }
    if (i + 1 >= html.size() || !is_letter(html[i + 1])) {
      ++i;
      continue;
    }
    const auto tag = tag_at(html, i);
    const auto opening = html.substr(i, tag.end - i);
    i = tag.end;
    if (tag.empty && tag.name == "svg") continue;
    const bool is_script = tag.name == "script";
    if (is_script || tag.name == "style" || tag.name == "textarea" || tag.name == "title" ||
        tag.name == "xmp" || tag.name == "iframe" || tag.name == "noscript") {
      if (tag.name == "noscript") continue;
      const auto end = past_raw_text(html, i, tag.name);
      if (end == html.size()) break;
      const auto content = html.substr(i, end - i);
      const bool is_data = is_script && ascii_lower(opening).find("ld+json") != std::string::npos;
      const bool is_doubtful =
          content.find("<!--") != std::string_view::npos && content.find("<script") != std::string_view::npos;
      const bool is_weight = tag.name == "style" || (is_script && !is_data && !keeps(content));
      if (is_weight && !is_doubtful) drop(i, end);
      i = end;
    } else if (tag.name == "svg") {
      const auto end = html.find("</svg", i);
      const auto content = html.substr(i, end == std::string_view::npos ? 0 : end - i);
      if (content.empty() || content.find("<svg") != std::string_view::npos ||
          content.find("<foreignObject") != std::string_view::npos ||
          content.find("<script") != std::string_view::npos || content.find("<!") != std::string_view::npos ||
          content.find('"') == std::string_view::npos)
        continue;
      drop(i, end);
      i = end;
    }
  }
  lean += html.substr(copied);
  return lean;
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

Dom::Dom(std::string_view html) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;  // a broken page has thousands, and nobody reads them
  options.allocator = allocate;
  options.deallocator = [](void*, void*) {};
  options.userdata = this;
  output_ = gumbo_parse_with_options(&options, html.data(), html.size());
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

}  // namespace pressmark
