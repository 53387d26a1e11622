#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory>

#include "searchd/verify/draft.h"

namespace pressmark {
namespace {

constexpr unsigned kDeepest = 1000;  // elements in one another; what is deeper is left out

bool is_in(std::initializer_list<GumboTag> tags, GumboTag tag) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool is_unread(GumboTag tag) {
  return is_in({GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_TEMPLATE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_CODE,
                GUMBO_TAG_PRE, GUMBO_TAG_KBD, GUMBO_TAG_SAMP, GUMBO_TAG_HEAD, GUMBO_TAG_SVG,
                GUMBO_TAG_TEXTAREA, GUMBO_TAG_SELECT, GUMBO_TAG_NAV, GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT,
                GUMBO_TAG_VIDEO, GUMBO_TAG_AUDIO, GUMBO_TAG_DEL},
               tag);
}

bool is_inline(GumboTag tag) {
  return is_in(
      {GUMBO_TAG_A,    GUMBO_TAG_ABBR,   GUMBO_TAG_ACRONYM, GUMBO_TAG_B,   GUMBO_TAG_BDI,  GUMBO_TAG_BDO,
       GUMBO_TAG_BIG,  GUMBO_TAG_CITE,   GUMBO_TAG_DATA,    GUMBO_TAG_DFN, GUMBO_TAG_EM,   GUMBO_TAG_FONT,
       GUMBO_TAG_I,    GUMBO_TAG_INS,    GUMBO_TAG_MARK,    GUMBO_TAG_Q,   GUMBO_TAG_S,    GUMBO_TAG_SMALL,
       GUMBO_TAG_SPAN, GUMBO_TAG_STRONG, GUMBO_TAG_SUB,     GUMBO_TAG_SUP, GUMBO_TAG_TIME, GUMBO_TAG_TT,
       GUMBO_TAG_U,    GUMBO_TAG_VAR,    GUMBO_TAG_WBR,     GUMBO_TAG_IMG},
      tag);
}

class PageReader {
 public:
  Draft read(const std::string& text) {
    const auto destroy = [](GumboOutput* output) { gumbo_destroy_output(&kGumboDefaultOptions, output); };
    const std::unique_ptr<GumboOutput, decltype(destroy)> page(
        gumbo_parse_with_options(&kGumboDefaultOptions, text.data(), text.size()), destroy);
    draft_.begin_block(false);
    visit(page->root, 0);
    return draft_.finish();
  }

 private:
  void visit(const GumboNode* node, unsigned depth) {
    if (depth > kDeepest) return;
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
        node->type == GUMBO_NODE_CDATA)
      return add(node->v.text.text);
    if (node->type != GUMBO_NODE_ELEMENT) return;
    const auto tag = node->v.element.tag;
    if (is_unread(tag)) return;
    if (tag == GUMBO_TAG_BR) return add(" ");
    const bool is_block = !is_inline(tag);
    const bool is_quotation = tag == GUMBO_TAG_BLOCKQUOTE;
    quote_depth_ += is_quotation ? 1 : 0;
    if (is_block) draft_.begin_block(quote_depth_ > 0);
    const auto begin = draft_.prose_size();
    if (tag == GUMBO_TAG_Q) add("\u201C");
    for (unsigned i = 0; i < node->v.element.children.length; ++i)
      visit(static_cast<const GumboNode*>(node->v.element.children.data[i]), depth + 1);
    if (tag == GUMBO_TAG_Q) add("\u201D");
    if (tag == GUMBO_TAG_A)
      if (const auto* href = gumbo_get_attribute(&node->v.element.attributes, "href"); href != nullptr)
        if (draft_.prose_size() >= begin) draft_.add_link(begin, href->value);
    quote_depth_ -= is_quotation ? 1 : 0;
    if (is_block) draft_.begin_block(quote_depth_ > 0);
  }

  // White space as pages mean it: one blank.
  void add(std::string_view words) {
    for (const char c : words) {
      const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
      if (!blank) {
        draft_.add(std::string_view(&c, 1));
        was_blank_ = false;
      } else if (!was_blank_ && !draft_.block_is_empty()) {
        draft_.add(" ");
        was_blank_ = true;
      }
    }
  }

  DraftBuilder draft_;
  int quote_depth_ = 0;
  bool was_blank_ = true;
};

}  // namespace

Draft read_html_draft(const std::string& text) {
  return PageReader().read(text);
}

}  // namespace pressmark
