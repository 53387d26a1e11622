// CommonMark through cmark, which knows where blocks stand but not where the characters of a paragraph do:
// those are found again in the lines of their block, in order.

#include <cmark.h>

#include <algorithm>
#include <memory>

#include "searchd/verify/draft.h"

namespace pressmark {
namespace {

// How far markup may stand between two characters of prose: a long address in a link.
constexpr std::size_t kReach = 4096;

struct NodeDeleter {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};

class MarkdownReader {
 public:
  explicit MarkdownReader(std::string text) : text_(std::move(text)), draft_(text_) {
    lines_.push_back(0);
    for (std::size_t i = 0; i < text_.size(); ++i)
      if (text_[i] == '\n') lines_.push_back(i + 1);
  }

  Draft read() {
    const std::unique_ptr<cmark_node, NodeDeleter> root(
        cmark_parse_document(text_.data(), text_.size(), CMARK_OPT_DEFAULT));
    cmark_iter* const iter = cmark_iter_new(root.get());
    for (auto event = cmark_iter_next(iter); event != CMARK_EVENT_DONE; event = cmark_iter_next(iter))
      take(cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
    cmark_iter_free(iter);
    return draft_.finish();
  }

 private:
  void take(cmark_node* node, bool enters) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_BLOCK_QUOTE:
        quote_depth_ += enters ? 1 : -1;
        break;
      case CMARK_NODE_PARAGRAPH:
      case CMARK_NODE_HEADING:
        if (enters) begin_block(node);
        break;
      case CMARK_NODE_TEXT:
        if (!in_image_) add(cmark_node_get_literal(node));
        break;
      case CMARK_NODE_SOFTBREAK:
      case CMARK_NODE_LINEBREAK:
        add_break();
        break;
      case CMARK_NODE_CODE:  // no words of a person
        if (enters) pass_over(cmark_node_get_literal(node));
        break;
      case CMARK_NODE_LINK:
        take_link(node, enters);
        break;
      case CMARK_NODE_IMAGE:
        in_image_ = enters;
        break;
      default:
        break;
    }
  }

  void begin_block(cmark_node* node) {
    draft_.begin_block(quote_depth_ > 0);
    const auto line = [&](int number) {
      return lines_[std::min(lines_.size() - 1, static_cast<std::size_t>(std::max(number, 1) - 1))];
    };
    at_ = line(cmark_node_get_start_line(node));
    const auto last = static_cast<std::size_t>(std::max(cmark_node_get_end_line(node), 1));
    end_ = last < lines_.size() ? lines_[last] : text_.size();
  }

  void add(const char* literal) {
    const std::string_view words(literal == nullptr ? "" : literal);
    if (words.empty()) return;
    const auto whole = std::string_view(text_).substr(0, std::min(end_, at_ + kReach)).find(words, at_);
    if (whole != std::string_view::npos) {
      draft_.add(words, static_cast<std::uint32_t>(whole));
      at_ = whole + words.size();
      return;
    }
    add_by_characters(words);
  }

  // Of words that do not stand in the source as they are: escapes, entities.
  void add_by_characters(std::string_view words) {
    for (std::size_t i = 0; i < words.size();) {
      auto size = std::size_t{1};
      while (i + size < words.size() && (static_cast<unsigned char>(words[i + size]) & 0xC0U) == 0x80U)
        ++size;
      const auto character = words.substr(i, size);
      const auto limit = std::min(end_, at_ + 8);
      const auto found = std::string_view(text_).substr(0, limit).find(character, at_);
      if (found != std::string_view::npos) {
        draft_.add(character, static_cast<std::uint32_t>(found));
        at_ = found + size;
      } else {
        add_entity(character);
      }
      i += size;
    }
  }

  // "&ldquo;": the character stands for all of it.
  void add_entity(std::string_view character) {
    const auto begin = std::min(text_.find('&', at_), end_);
    const auto close = std::min(text_.find(';', begin), end_);
    const bool is_entity = begin < end_ && close < end_ && close - begin < 40;
    draft_.add_as(character, static_cast<std::uint32_t>(std::min(is_entity ? begin : at_, text_.size())));
    if (is_entity) at_ = close + 1;
  }

  void add_break() {
    const auto line_end = std::min(text_.find('\n', at_), end_);
    draft_.add_as(" ", static_cast<std::uint32_t>(std::min(line_end, text_.size())));
    at_ = std::min(line_end + 1, text_.size());
  }

  void pass_over(const char* literal) {
    const std::string_view code(literal == nullptr ? "" : literal);
    const auto found = text_.find(code, at_);
    draft_.add_as(" ", static_cast<std::uint32_t>(std::min(at_, text_.size())));
    if (found != std::string::npos && found < end_) at_ = found + code.size();
  }

  void take_link(cmark_node* node, bool enters) {
    if (enters) {
      link_begin_ = draft_.prose_size();
      return;
    }
    const char* const url = cmark_node_get_url(node);
    if (url == nullptr) return;
    draft_.add_link(link_begin_, url);
    if (const auto found = text_.find(url, at_); found != std::string::npos && found < end_)
      at_ = found + std::string_view(url).size();
  }

  std::string text_;
  DraftBuilder draft_;
  std::vector<std::size_t> lines_;  // where each begins
  std::size_t at_ = 0;              // behind what has been found
  std::size_t end_ = 0;             // of the block
  int quote_depth_ = 0;
  std::uint32_t link_begin_ = 0;
  bool in_image_ = false;
};

}  // namespace

Draft read_markdown_draft(std::string text) {
  return MarkdownReader(std::move(text)).read();
}

}  // namespace pressmark
