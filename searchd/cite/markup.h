#pragma once
// Text with italics and links, written plain, in Markdown or in HTML.

#include <string>
#include <string_view>

#include "searchd/cite/styles.h"

namespace pressmark {

std::string escaped_html(std::string_view text);
std::string escaped_markdown(std::string_view text);
bool is_web_address(std::string_view url);  // begins with http:// or https://: safe to follow

// Grows from left to right; everything given is escaped.
class MarkedText {
 public:
  explicit MarkedText(Markup markup) : markup_(markup) {}

  MarkedText& text(std::string_view words);
  MarkedText& italics(std::string_view words);
  MarkedText& link(std::string_view url);
  MarkedText& separate(std::string_view gap);  // unless nothing stands before
  std::string take() { return std::move(out_); }

 private:
  Markup markup_;
  std::string out_;
};

}  // namespace pressmark
