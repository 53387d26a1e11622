#include <algorithm>
#include <string>

#include "searchd/cite/colours.h"
#include "searchd/cite/markup.h"
#include "searchd/cite/words.h"
#include "searchd/cite/writers.h"

namespace pressmark {
std::string text_heading(const Citation& citation, bool with_speaker) {
  std::string out;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) out += (out.empty() ? "" : " \u00B7 ") + part;
  };
  if (with_speaker && citation.speaker) add(said_by(citation));
  add(citation.outlet ? one_line(*citation.outlet) : "outlet unknown");
  add(citation.date ? to_string(*citation.date) : "undated");
  return out;
}

std::string labelled(std::string_view label, std::string_view value, bool colours) {
  constexpr std::size_t kWidth = 7;
  std::string padded(label);
  padded.resize(std::max(kWidth, padded.size() + 1), ' ');
  return "  " + Colours(colours).faint(padded) + one_line(value) + "\n";
}

std::string text_block(const Citation& citation, std::size_t number, CitationStyle style, bool colours) {
  std::string out;
  if (number > 0) out += std::to_string(number) + " ";
  out += Colours(colours).bold(text_heading(citation, true)) + "\n";
  if (citation.place) out += "  " + quoted_words(citation) + "\n";
  out += "  " + formatted(citation, style, Markup::plain, std::max<std::size_t>(number, 1)) + "\n";
  if (citation.source_url) out += labelled("link", *citation.source_url, colours);
  out += labelled("pinned", citation.pinned, colours);
  if (!citation.context) return out;
  if (!citation.context->before.empty()) out += labelled("before", citation.context->before, colours);
  if (!citation.context->after.empty()) out += labelled("after", citation.context->after, colours);
  return out;
}

std::string write_text(std::span<const Citation> citations, CitationStyle style, bool colours) {
  std::string out;
  std::size_t number = 0;
  for (const Citation& citation : citations) {
    if (number > 0) out += "\n";
    out += text_block(citation, ++number, style, colours);
  }
  return out;
}

std::string write_markdown(std::span<const Citation> citations, CitationStyle style) {
  std::string out;
  std::size_t number = 0;
  for (const Citation& citation : citations) {
    if (!out.empty()) out += "\n";
    if (citation.place) {
      out += "> " + escaped_markdown(quoted_words(citation));
      if (citation.speaker) out += " \u2014 " + escaped_markdown(said_by(citation));
      out += "\n\n";
    }
    out += formatted(citation, style, Markup::markdown, ++number);
    if (citation.place && citation.source_url) {
      // A fragment link is percent-encoded throughout; only the site's own part can hold what Markdown reads.
      out +=
          " ["
          "the words](" +
          MarkedText(Markup::markdown).link(*citation.source_url).take() + ")";
    }
    out += " `" + citation.pinned + "`\n";
  }
  return out;
}

std::string write_html(std::span<const Citation> citations, CitationStyle style) {
  std::string out;
  std::size_t number = 0;
  for (const Citation& citation : citations) {
    out += "<figure class=\"citation\">\n";
    if (citation.place) {
      out += "<blockquote";
      if (citation.source_url) out += " cite=\"" + escaped_html(*citation.source_url) + "\"";
      if (citation.lang) out += " lang=\"" + escaped_html(*citation.lang) + "\"";
      out += " dir=\"auto\"><p>" + escaped_html(quoted_words(citation)) + "</p></blockquote>\n";
    }
    out += "<figcaption>";
    if (citation.speaker) out += "<span class=\"speaker\">" + escaped_html(said_by(citation)) + "</span>. ";
    out += formatted(citation, style, Markup::html, ++number);
    if (citation.place && citation.source_url) {
      out +=
          " <a href=\"" + escaped_html(*citation.source_url) + "\" rel=\"noopener noreferrer\">the words</a>";
    }
    out += " <code>" + escaped_html(citation.pinned) + "</code></figcaption>\n</figure>\n";
  }
  return out;
}

}  // namespace pressmark
