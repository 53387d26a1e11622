#include "searchd/cite/markup.h"

#include <algorithm>

namespace pressmark {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool begins_with(std::string_view url, std::string_view scheme) {
  return url.size() > scheme.size() &&
         std::equal(scheme.begin(), scheme.end(), url.begin(), [](char a, char b) { return a == lower(b); });
}

// Between < and > of a Markdown link, blanks and angle brackets would end the address.
std::string markdown_address(std::string_view url) {
  std::string out;
  for (const char c : url) {
    if (c == '<')
      out += "%3C";
    else if (c == '>')
      out += "%3E";
    else if (c == ' ')
      out += "%20";
    else if (c == '\\')
      out += "%5C";
    else if (static_cast<unsigned char>(c) >= 0x20U)
      out += c;
  }
  return out;
}

}  // namespace

bool is_web_address(std::string_view url) {
  return begins_with(url, "https://") || begins_with(url, "http://");
}

std::string escaped_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string escaped_markdown(std::string_view text) {
  constexpr std::string_view kSyntax = "\\`*_[]<>|~#";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
      continue;
    }
    if (kSyntax.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

MarkedText& MarkedText::text(std::string_view words) {
  out_ += markup_ == Markup::html       ? escaped_html(words)
          : markup_ == Markup::markdown ? escaped_markdown(words)
                                        : std::string(words);
  return *this;
}

MarkedText& MarkedText::italics(std::string_view words) {
  const std::string_view open = markup_ == Markup::html ? "<em>" : markup_ == Markup::markdown ? "*" : "";
  const std::string_view close = markup_ == Markup::html ? "</em>" : open;
  out_ += open;
  text(words);
  out_ += close;
  return *this;
}

MarkedText& MarkedText::link(std::string_view url) {
  if (markup_ == Markup::plain || !is_web_address(url)) return text(url);
  if (markup_ == Markup::html) {
    out_ += "<a href=\"" + escaped_html(url) + "\" rel=\"noopener noreferrer\">" + escaped_html(url) + "</a>";
  } else {
    out_ += "<" + markdown_address(url) + ">";
  }
  return *this;
}

MarkedText& MarkedText::separate(std::string_view gap) {
  if (!out_.empty()) out_ += gap;
  return *this;
}

}  // namespace pressmark
