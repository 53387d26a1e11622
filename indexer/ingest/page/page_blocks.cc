#include "indexer/ingest/page/page_blocks.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/bylines.h"
#include "indexer/ingest/page/element_names.h"

namespace pressmark {
namespace {

constexpr std::array kNeverText = {
    GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,  GUMBO_TAG_NOSCRIPT, GUMBO_TAG_NAV,        GUMBO_TAG_FOOTER,
    GUMBO_TAG_BUTTON,   GUMBO_TAG_SELECT, GUMBO_TAG_TEXTAREA, GUMBO_TAG_IFRAME,     GUMBO_TAG_SVG,
    GUMBO_TAG_TEMPLATE, GUMBO_TAG_OBJECT, GUMBO_TAG_EMBED,    GUMBO_TAG_FIGCAPTION, GUMBO_TAG_HEAD,
    GUMBO_TAG_CANVAS,   GUMBO_TAG_AUDIO,  GUMBO_TAG_VIDEO,    GUMBO_TAG_TITLE,      GUMBO_TAG_MATH};

constexpr std::array kDoubtful = {GUMBO_TAG_ADDRESS, GUMBO_TAG_ASIDE, GUMBO_TAG_FORM, GUMBO_TAG_HEADER,
                                  GUMBO_TAG_MENU};

constexpr std::array kBlocks = {
    GUMBO_TAG_P,      GUMBO_TAG_DIV,        GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN,
    GUMBO_TAG_LI,     GUMBO_TAG_UL,         GUMBO_TAG_OL,      GUMBO_TAG_DL,      GUMBO_TAG_DT,
    GUMBO_TAG_DD,     GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_PRE,     GUMBO_TAG_H1,      GUMBO_TAG_H2,
    GUMBO_TAG_H3,     GUMBO_TAG_H4,         GUMBO_TAG_H5,      GUMBO_TAG_H6,      GUMBO_TAG_TABLE,
    GUMBO_TAG_TBODY,  GUMBO_TAG_TR,         GUMBO_TAG_TD,      GUMBO_TAG_TH,      GUMBO_TAG_FIGURE,
    GUMBO_TAG_HR,     GUMBO_TAG_BODY,       GUMBO_TAG_ADDRESS, GUMBO_TAG_CAPTION, GUMBO_TAG_THEAD,
    GUMBO_TAG_CENTER, GUMBO_TAG_DETAILS,    GUMBO_TAG_SUMMARY, GUMBO_TAG_FIELDSET};

// Elements whose text counts for what they stand in.
constexpr std::array kLeaves = {GUMBO_TAG_P,  GUMBO_TAG_PRE, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_LI,
                                GUMBO_TAG_H1, GUMBO_TAG_H2,  GUMBO_TAG_H3,         GUMBO_TAG_H4,
                                GUMBO_TAG_H5, GUMBO_TAG_H6,  GUMBO_TAG_TD,         GUMBO_TAG_DD};

template <typename T, std::size_t N>
bool is_one_of(const std::array<T, N>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

constexpr std::size_t kLongestCaption = 1000;  // bytes

// Whether a text below an element is long enough to be a sentence of an article, and no link.
bool holds_prose(const GumboNode* element) {
  constexpr std::size_t kSentence = 80;  // bytes
  constexpr std::size_t kMostNodes = 400;
  std::size_t nodes = 0;
  for (const auto* node = element; node != nullptr && ++nodes < kMostNodes;) {
    if (is_text(node) && trimmed(node->v.text.text).size() >= kSentence) return true;
    node = next_node(node, element, is_element(node, GUMBO_TAG_A) && node != element);
  }
  return false;
}

// Whether most words below a small element are links.
bool is_mostly_links(const GumboNode* element) {
  constexpr std::size_t kMostNodes = 400;
  constexpr double kMost = 0.6;
  std::size_t all = 0;
  std::size_t linked = 0;
  std::size_t nodes = 0;
  const GumboNode* link = nullptr;
  for (const auto* node = element; node != nullptr; node = next_node(node, element)) {
    if (++nodes > kMostNodes) return false;
    if (is_element(node, GUMBO_TAG_A)) link = node;
    if (!is_text(node)) continue;
    const auto size = trimmed(node->v.text.text).size();
    all += size;
    const auto* up = node->parent;
    while (link != nullptr && up != element && up != nullptr && up != link) up = up->parent;
    if (link != nullptr && up == link) linked += size;
  }
  return all > 0 && static_cast<double>(linked) >= kMost * static_cast<double>(all);
}

bool is_hidden(const GumboNode* element) {
  const auto* attributes = &element->v.element.attributes;
  if (gumbo_get_attribute(attributes, "hidden") != nullptr) return true;
  for (const auto name : split(attribute(element, "class"), ' '))
    if (name == "hidden" || name == "hide") return true;
  std::string style = ascii_lower(attribute(element, "style"));
  std::erase(style, ' ');
  return style.find("display:none") != std::string::npos;
}

bool has_outside_role(const GumboNode* element) {
  const auto role = ascii_lower(attribute(element, "role"));
  return role == "toolbar" || role == "tablist" || role == "alertdialog" || role == "status" ||
         role == "progressbar" || role == "slider" || role == "form" || role == "button" ||
         role == "navigation" || role == "banner" || role == "contentinfo" || role == "complementary" ||
         role == "search" || role == "dialog" || role == "alert" || role == "menu" || role == "menubar";
}

bool is_page_frame(GumboTag tag) {
  return tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN;
}

// No words of an article, whatever the page.
bool is_never_text(const GumboNode* element) {
  return is_one_of(kNeverText, element->v.element.tag) ||
         element->v.element.tag_namespace != GUMBO_NAMESPACE_HTML || is_of_archive(element);
}

// Seldom words of an article; but some sites put the whole page into a form, or into an element that calls
// itself a widget.
bool is_for_screen_readers(std::string_view name) {
  return name.find("visually-hidden") != std::string_view::npos ||
         name.find("sr-only") != std::string_view::npos ||
         name.find("screen-reader") != std::string_view::npos ||
         name.find("visuallyhidden") != std::string_view::npos;
}

// An inline element inside a paragraph, whatever it is called: a link of class "meta-person" is a name in a
// sentence.
bool is_in_a_sentence(const GumboNode* element) {
  if (is_one_of(kBlocks, element->v.element.tag)) return false;
  for (const auto* node = element->parent; node != nullptr && is_element(node); node = node->parent)
    if (is_one_of(kBlocks, node->v.element.tag))
      return is_element(node, GUMBO_TAG_P) || is_element(node, GUMBO_TAG_LI) ||
             is_element(node, GUMBO_TAG_BLOCKQUOTE);
  return false;
}

// An id that spells out a heading ("sharing-with-several-developers") is no name for what stands there.
bool is_slug(std::string_view id) {
  constexpr auto kWords = 4;
  return std::count_if(id.begin(), id.end(), [](char c) { return c == '-' || c == '_'; }) >= kWords - 1;
}

// A header below the article's own element holds its headline and standfirst, not the page's.
bool is_in_the_article(const GumboNode* element) {
  for (const auto* node = element; node != nullptr && is_element(node); node = node->parent) {
    if (is_element(node, GUMBO_TAG_ARTICLE) || is_element(node, GUMBO_TAG_MAIN)) return true;
    const auto name = ascii_lower(attribute(node, "class"));
    if (is_element(node, GUMBO_TAG_HEADER) &&
        (name.find("article") != std::string::npos || name.find("entry") != std::string::npos ||
         name.find("post") != std::string::npos || name.find("story") != std::string::npos))
      return true;
  }
  return false;
}

// What a site calls an element of its own making: "share-bar" of <share-bar class="…">.
std::string_view own_tag_name(const GumboNode* element) {
  auto tag = element->v.element.original_tag;
  gumbo_tag_from_original_text(&tag);
  return {tag.data == nullptr ? "" : tag.data, tag.length};
}

const char* doubt(const GumboNode* element) {
  const auto tag = element->v.element.tag;
  if (is_page_frame(tag)) return nullptr;
  if (is_one_of(kDoubtful, tag) && !(tag == GUMBO_TAG_HEADER && is_in_the_article(element))) return "element";
  if (tag == GUMBO_TAG_UNKNOWN && names_elsewhere(own_tag_name(element))) return "name";
  if (element->v.element.attributes.length == 0) return nullptr;
  if (is_hidden(element)) return "hidden";
  if (has_outside_role(element)) return "role";
  if (attribute(element, "itemprop") == "articleBody") return nullptr;
  const auto name = attribute(element, "class");
  if (is_for_screen_readers(name)) return "hidden";
  if (is_in_a_sentence(element)) return nullptr;
  if (names_elsewhere(name)) return "name";
  if (names_elsewhere(attribute(element, "data-testid"))) return "name";
  const auto id = attribute(element, "id");
  if (!is_slug(id) && names_elsewhere(id)) return "name";
  if (names_list(name) && is_mostly_links(element)) return "name and links";
  return nullptr;
}

// Bytes of words outside links below every element.
NodeSums word_bytes(const Dom& dom) {
  NodeSums bytes;
  for (const auto* node = dom.root(); node != nullptr;) {
    if (is_text(node)) bytes[node] = static_cast<double>(trimmed(node->v.text.text).size());
    const bool skip = is_element(node) && (is_never_text(node) || is_element(node, GUMBO_TAG_A));
    node = next_node(node, dom.root(), skip);
  }
  sum_upwards(dom.root(), bytes);
  return bytes;
}

BlockKind kind_of(const GumboNode* element) {
  if (is_heading(element)) return BlockKind::heading;
  for (const auto* node = element; node != nullptr && is_element(node); node = node->parent) {
    switch (node->v.element.tag) {
      case GUMBO_TAG_BLOCKQUOTE:
        return BlockKind::block_quotation;
      case GUMBO_TAG_LI:
      case GUMBO_TAG_DD:
      case GUMBO_TAG_DT:
        return BlockKind::list_item;
      case GUMBO_TAG_PRE:
        return BlockKind::preformatted;
      case GUMBO_TAG_TD:
      case GUMBO_TAG_TH:
        return BlockKind::table_row;
      case GUMBO_TAG_ARTICLE:
      case GUMBO_TAG_MAIN:
      case GUMBO_TAG_BODY:
        return BlockKind::paragraph;  // a layout around the article says nothing of its paragraphs
      default:
        break;
    }
  }
  return BlockKind::paragraph;
}

// Elements around what says it is the article: its own element, or the headline with prose behind it.
// Whatever such an element is called ("modal", "widget"), the article is in it.
std::unordered_set<const GumboNode*> around_the_article(const Dom& dom, const NodeSums& words) {
  constexpr double kFewest = 500;  // bytes of words
  constexpr std::size_t kMostMarked = 3;
  std::vector<const GumboNode*> marks;
  std::vector<const GumboNode*> headlines;
  for (const auto* node = dom.root(); node != nullptr; node = next_node(node, dom.root())) {
    if (!is_element(node)) continue;
    if (is_element(node, GUMBO_TAG_H1))
      headlines.push_back(node);
    else if (is_element(node, GUMBO_TAG_ARTICLE) || is_element(node, GUMBO_TAG_MAIN) ||
             (node->v.element.attributes.length > 0 && attribute(node, "itemprop") == "articleBody"))
      marks.push_back(node);
  }
  std::unordered_set<const GumboNode*> around;
  for (const auto* all : {&marks, &headlines}) {
    if (all->size() > kMostMarked) continue;
    for (const auto* mark : *all)
      for (const auto* node = mark; node != nullptr && is_element(node); node = node->parent)
        if (const auto it = words.find(node); it != words.end() && it->second >= kFewest) around.insert(node);
  }
  return around;
}

// Gathers text until a block begins or ends.
class Gatherer {
 public:
  Gatherer(const Dom& dom, const IngestOptions& options, RawArticle& raw, Leniency leniency = Leniency::none)
      : top_(dom.root()),
        leniency_(leniency),
        options_(options),
        raw_(raw),
        words_(word_bytes(dom)),
        article_(around_the_article(dom, words_)) {}

  void take_all() { takes_all_ = true; }

  PageText gather() {
    const auto* node = top_;
    const GumboNode* previous = nullptr;
    while (node != nullptr) {
      if (previous != nullptr) leave(previous, node);
      const bool skip = is_element(node) ? enter(node) : add_text(node);
      previous = node;
      node = next_node(node, top_, skip);
    }
    flush();
    return {std::move(blocks_), std::move(captions_), dropped_bytes_};
  }

 private:
  // Closes what lies between the last node and the next one in document order.
  void leave(const GumboNode* previous, const GumboNode* next) {
    const auto* parent = next->parent;
    for (const auto* node = previous; node != nullptr && node != parent; node = node->parent) close(node);
  }

  void close(const GumboNode* node) {
    if (!is_element(node)) return;
    if (is_element(node, GUMBO_TAG_A) && links_ > 0) --links_;
    if (!is_one_of(kBlocks, node->v.element.tag)) return;
    flush();
    block_ = enclosing_block(node->parent);
  }

  // True when what is below is none of the text.
  bool enter(const GumboNode* node) {
    const auto tag = node->v.element.tag;
    const bool is_block = is_one_of(kBlocks, tag);
    if (takes_all_) {
      if (is_never_text(node) && !is_element(node, GUMBO_TAG_FIGCAPTION)) return true;
    } else if (is_picture(node)) {
      flush();
      take_picture(node);
      return true;
    }
    const char* rule = takes_all_ || is_text_of_gallery(node) ? nullptr
                       : is_never_text(node)                  ? "element"
                                                              : doubt(node);
    if (rule != nullptr && (is_never_text(node) || !(holds_the_page(node) || is_forgiven(node, rule)))) {
      if (const auto it = words_.find(node); it != words_.end()) dropped_bytes_ += it->second;
      note_omission(node, rule);
      if (is_element(node, GUMBO_TAG_A)) ++links_;  // close() takes it off again
      return true;
    }
    if (tag == GUMBO_TAG_BR) {
      if (after_break_) flush();
      after_break_ = true;
      text_ += ' ';
    }
    if (tag == GUMBO_TAG_A) ++links_;
    if (is_block) {
      flush();
      block_ = node;
    }
    return false;
  }

  bool is_forgiven(const GumboNode* node, std::string_view rule) const {
    if (leniency_ == Leniency::none) return false;
    if (rule == "element") return !is_element(node, GUMBO_TAG_ASIDE) && holds_prose(node);
    return rule == "name" && names_wrapper(attribute(node, "class")) &&
           names_wrapper(attribute(node, "id")) && holds_prose(node);
  }

  bool is_text_of_gallery(const GumboNode* node) const {
    return leniency_ == Leniency::captions && is_element(node, GUMBO_TAG_FIGCAPTION) && holds_prose(node);
  }

  static bool is_caption(const GumboNode* node, std::string_view rule) {
    if (is_element(node, GUMBO_TAG_FIGCAPTION)) return true;
    if (rule != "name" || node->v.element.attributes.length == 0) return false;
    return names_caption(attribute(node, "class"));
  }

  void take_picture(const GumboNode* figure) {
    const GumboNode* caption = nullptr;
    for (const auto* node = figure; node != nullptr && caption == nullptr; node = next_node(node, figure))
      if (is_element(node, GUMBO_TAG_FIGCAPTION)) caption = node;
    if (caption == nullptr) caption = figure;
    add_caption(caption, canonical_line(text_content(caption, kLongestCaption)));
    note_omission_of(figure, "picture");
  }

  void add_caption(const GumboNode* node, std::string&& text) {
    if (!has_words(text)) return;
    captions_.push_back({node, std::move(text), blocks_.size()});
  }

  // A picture with its words, not a figure that is a table or a text.
  bool is_picture(const GumboNode* figure) const {
    constexpr double kLongest = 600;       // bytes
    constexpr double kLongestNamed = 200;  // where only a name says that it is one
    constexpr std::size_t kMostNodes = 200;
    if (!is_element(figure, GUMBO_TAG_FIGURE) && !is_named_picture(figure)) return false;
    const auto it = words_.find(figure);
    if (it == words_.end()) return false;
    if (leniency_ == Leniency::captions && holds_prose(figure)) return false;
    if (leniency_ != Leniency::none && !is_element(figure, GUMBO_TAG_FIGURE) && holds_prose(figure))
      return false;
    if (it->second > (is_element(figure, GUMBO_TAG_FIGURE) ? kLongest : kLongestNamed)) return false;
    std::size_t nodes = 0;
    for (const auto* node = figure; node != nullptr; node = next_node(node, figure))
      if (++nodes > kMostNodes || is_element(node, GUMBO_TAG_TABLE) || is_element(node, GUMBO_TAG_PRE) ||
          is_element(node, GUMBO_TAG_BLOCKQUOTE) || is_heading_element(node))
        return false;
    return true;
  }
  static bool is_named_picture(const GumboNode* element) {
    return element->v.element.attributes.length > 0 && !is_in_a_sentence(element) &&
           !is_page_frame(element->v.element.tag) && !is_heading(element) &&
           names_picture(attribute(element, "class"));
  }
  static bool is_heading_element(const GumboNode* node) { return is_element(node) && is_heading(node); }

  void note_omission(const GumboNode* node, const char* rule) {
    if (is_caption(node, rule)) add_caption(node, canonical_line(text_content(node, kLongestCaption)));
    note_omission_of(node, rule);
  }

  void note_omission_of(const GumboNode* node, const char* rule) {
    constexpr std::size_t kShown = 300;  // bytes
    if (!options_.explain || is_element(node, GUMBO_TAG_SCRIPT) || is_element(node, GUMBO_TAG_STYLE)) return;
    const auto words = canonical_line(text_content(node, kShown));
    if (words.empty()) return;
    std::string name("<");
    name += gumbo_normalized_tagname(node->v.element.tag);
    for (const auto* key : {"class", "id"})
      if (const auto value = attribute(node, key); !value.empty())
        name.append(" ").append(key).append("=").append(value.substr(0, 60));
    decide(options_, raw_, false, std::string(rule) + " " + name + ">", words);
  }

  bool add_text(const GumboNode* node) {
    if (!is_text(node)) return false;
    const std::string_view text = node->v.text.text;
    const auto words = trimmed(text);
    if (!words.empty()) after_break_ = false;
    if (links_ > 0) link_bytes_ += words.size();
    text_ += text;
    return false;
  }

  bool holds_the_page(const GumboNode* element) const {
    constexpr double kShare = 1.0 / 3;
    if (article_.contains(element)) return true;
    const auto at = [&](const GumboNode* node) {
      const auto it = words_.find(node);
      return it == words_.end() ? 0.0 : it->second;
    };
    return at(element) > at(top_) * kShare;
  }

  static const GumboNode* enclosing_block(const GumboNode* node) {
    while (node != nullptr && is_element(node) && !is_one_of(kBlocks, node->v.element.tag))
      node = node->parent;
    return node != nullptr && is_element(node) ? node : nullptr;
  }

  void flush() {
    auto text = canonical_line(text_);
    text_.clear();
    after_break_ = false;
    const auto link_bytes = std::exchange(link_bytes_, 0);
    if (text.empty() || block_ == nullptr) return;
    const bool is_leaf =
        is_one_of(kLeaves, block_->v.element.tag) && block_->parent != nullptr && is_element(block_->parent);
    blocks_.push_back(
        {block_, is_leaf ? block_->parent : block_, std::move(text), link_bytes, kind_of(block_)});
  }

  const GumboNode* top_;
  Leniency leniency_;
  double dropped_bytes_ = 0;
  const IngestOptions& options_;
  RawArticle& raw_;
  NodeSums words_;                                // bytes outside links below an element
  std::unordered_set<const GumboNode*> article_;  // elements around it
  const GumboNode* block_ = nullptr;
  std::string text_;
  std::size_t link_bytes_ = 0;
  std::size_t links_ = 0;  // open <a> elements
  bool after_break_ = false;
  bool takes_all_ = false;
  std::vector<PageBlock> blocks_;
  std::vector<PageCaption> captions_;
};

}  // namespace

PageText page_text(const Dom& dom, const IngestOptions& options, RawArticle& raw, Leniency leniency) {
  return Gatherer(dom, options, raw, leniency).gather();
}

std::vector<PageBlock> page_blocks(const Dom& dom, const IngestOptions& options, RawArticle& raw) {
  auto text = page_text(dom, options, raw);
  for (auto& caption : text.captions) raw.captions.push_back(std::move(caption.text));
  return std::move(text.blocks);
}

std::vector<PageBlock> all_blocks(const Dom& dom) {
  RawArticle nothing;
  const IngestOptions options;
  Gatherer gatherer(dom, options, nothing);
  gatherer.take_all();
  return std::move(gatherer.gather().blocks);
}

bool is_heading(const GumboNode* element) {
  return element->v.element.tag >= GUMBO_TAG_H1 && element->v.element.tag <= GUMBO_TAG_H6;
}

}  // namespace pressmark
