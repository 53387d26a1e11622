#include "searchd/http/html.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace pressmark::http {
namespace {

void append_escaped(std::string& html, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r')
          html += "\xEF\xBF\xBD";
        else
          html += c;
    }
  }
}

// One stretch of one layer within a paragraph.
struct Stretch {
  Span span;
  std::string open;   // the start tag of its first piece
  std::string again;  // the start tag of further pieces: an id may stand only once
  std::string_view close;
  bool opened = false;
};
using Layer = std::vector<Stretch>;  // ordered, not overlapping

std::string title_of(const Quotation& quotation) {
  std::string title = quotation.speaker ? quotation.speaker->name : "speaker unknown";
  if (quotation.speaker && !quotation.speaker->role.empty()) title += ", " + quotation.speaker->role;
  return title;
}

std::optional<Span> within(Span span, Span paragraph) {
  const Span cut{std::max(span.begin, paragraph.begin), std::min(span.end, paragraph.end)};
  if (cut.begin >= cut.end) return std::nullopt;
  return cut;
}

Layer target_layer(const Layers& layers, Span paragraph) {
  if (!layers.target) return {};
  const auto cut = within(*layers.target, paragraph);
  if (!cut) return {};
  const bool first = cut->begin == layers.target->begin;
  const std::string again = "<span class=\"target\">";
  return {{*cut, first ? "<span class=\"target\" id=\"" + escape_html(layers.target_id) + "\">" : again,
           again, "</span>"}};
}

Layer quotation_layer(const Layers& layers, Span paragraph) {
  Layer layer;
  if (layers.quotations == nullptr) return layer;
  for (const auto& quotation : *layers.quotations) {
    const std::string attributes = "class=\"said " + std::string(to_string(quotation.type)) + "\" title=\"" +
                                   escape_html(title_of(quotation)) + "\"";
    const std::string again = "<span " + attributes + ">";
    for (std::size_t i = 0; i < quotation.spans.size(); ++i) {
      const auto cut = within(quotation.spans[i], paragraph);
      if (!cut) continue;
      const bool first = i == 0 && cut->begin == quotation.spans[i].begin;
      layer.push_back({*cut,
                       first ? "<span id=\"q-" + escape_html(quotation.id) + "\" " + attributes + ">" : again,
                       again, "</span>"});
    }
  }
  std::stable_sort(layer.begin(), layer.end(), [](const auto& a, const auto& b) { return a.span < b.span; });
  // Annotation keeps them apart; a record that does not must not break the page.
  std::uint32_t end = 0;
  const auto overlaps = [&](const Stretch& stretch) {
    if (stretch.span.begin < end) return true;
    end = stretch.span.end;
    return false;
  };
  Layer apart;
  for (auto& stretch : layer)
    if (!overlaps(stretch)) apart.push_back(std::move(stretch));
  return apart;
}

Layer hit_layer(const Layers& layers, Span paragraph, std::size_t number) {
  Layer layer;
  for (const auto& hit : layers.hits)
    if (const auto cut = within(hit, paragraph))
      layer.push_back({*cut, "<mark id=\"hit-" + std::to_string(++number) + "\">", "<mark>", "</mark>"});
  return layer;
}

// The stretch that covers the byte, walking `at` forward.
Stretch* covering(Layer& layer, std::size_t& at, std::uint32_t byte) {
  while (at < layer.size() && layer[at].span.end <= byte) ++at;
  return at < layer.size() && layer[at].span.begin <= byte ? &layer[at] : nullptr;
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string html;
  html.reserve(text.size() + text.size() / 16);
  append_escaped(html, text);
  return html;
}

std::string marked(std::string_view text, const std::vector<Span>& marks) {
  std::string html;
  std::size_t done = 0;
  for (const auto& mark : marks) {
    if (mark.begin < done || mark.end > text.size() || mark.empty()) continue;
    append_escaped(html, text.substr(done, mark.begin - done));
    html += "<mark>";
    append_escaped(html, slice(text, mark));
    html += "</mark>";
    done = mark.end;
  }
  append_escaped(html, text.substr(done));
  return html;
}

std::string layered(std::string_view text, Span paragraph, const Layers& layers, std::size_t hits_before) {
  std::array<Layer, 3> stack{target_layer(layers, paragraph), quotation_layer(layers, paragraph),
                             hit_layer(layers, paragraph, hits_before)};
  std::vector<std::uint32_t> edges{paragraph.begin, paragraph.end};
  for (const auto& layer : stack)
    for (const auto& stretch : layer) edges.insert(edges.end(), {stretch.span.begin, stretch.span.end});
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());

  std::string html;
  std::array<Stretch*, 3> open{};
  std::array<std::size_t, 3> at{};
  const auto close_from = [&](std::size_t depth) {
    for (std::size_t i = stack.size(); i-- > depth;)
      if (open[i] != nullptr) html += std::exchange(open[i], nullptr)->close;
  };
  for (std::size_t edge = 0; edge + 1 < edges.size(); ++edge) {
    std::array<Stretch*, 3> wanted{};
    for (std::size_t i = 0; i < stack.size(); ++i) wanted[i] = covering(stack[i], at[i], edges[edge]);
    std::size_t same = 0;
    while (same < stack.size() && open[same] == wanted[same]) ++same;
    close_from(same);
    for (std::size_t i = same; i < stack.size(); ++i) {
      if (wanted[i] == nullptr) continue;
      open[i] = wanted[i];
      html += open[i]->opened ? open[i]->again : open[i]->open;
      open[i]->opened = true;
    }
    append_escaped(html, slice(text, {edges[edge], edges[edge + 1]}));
  }
  close_from(0);
  return html;
}

}  // namespace pressmark::http
