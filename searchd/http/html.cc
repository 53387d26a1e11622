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
using Stack = std::array<Layer, 3>;

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

// A piece of a quotation. Its tags are written only in the paragraphs it stands in.
struct Piece {
  Span span;
  const Quotation* quotation = nullptr;
  bool first = false;  // carries the id
};

Span span_of(Span span) {
  return span;
}
Span span_of(const Piece& piece) {
  return piece.span;
}

// The pieces of all quotations, ordered. Annotation keeps them apart; a record that does not must not break
// the page.
std::vector<Piece> pieces_of(const std::vector<Quotation>& quotations) {
  std::vector<Piece> pieces;
  for (const auto& quotation : quotations)
    for (std::size_t i = 0; i < quotation.spans.size(); ++i)
      if (quotation.spans[i].begin < quotation.spans[i].end)
        pieces.push_back({quotation.spans[i], &quotation, i == 0});
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const auto& a, const auto& b) { return a.span < b.span; });
  std::uint32_t end = 0;
  const auto overlaps = [&](const Piece& piece) {
    if (piece.span.begin < end) return true;
    end = piece.span.end;
    return false;
  };
  std::vector<Piece> apart;
  for (const auto& piece : pieces)
    if (!overlaps(piece)) apart.push_back(piece);
  return apart;
}

// Calls `take(index, cut)` for what of `things` (ordered, apart) stands in the paragraph. `at` is where the
// paragraph before it left off.
template <typename Thing, typename Take>
void walk(const std::vector<Thing>& things, std::size_t& at, Span paragraph, const Take& take) {
  while (at < things.size() && span_of(things[at]).end <= paragraph.begin) ++at;
  for (std::size_t i = at; i < things.size() && span_of(things[i]).begin < paragraph.end; ++i)
    if (const auto cut = within(span_of(things[i]), paragraph)) take(i, *cut);
}

Stretch quotation_stretch(const Piece& piece, Span cut) {
  const auto& quotation = *piece.quotation;
  const std::string attributes = "class=\"said " + std::string(to_string(quotation.type)) + "\" title=\"" +
                                 escape_html(title_of(quotation)) + "\">";
  const std::string again = "<span " + attributes;
  const bool first = piece.first && cut.begin == piece.span.begin;
  return {cut, first ? "<span id=\"q-" + escape_html(quotation.id) + "\" " + attributes : again, again,
          "</span>"};
}

Stretch hit_stretch(std::size_t number, Span hit, Span cut) {
  const bool first = cut.begin == hit.begin;
  return {cut, first ? "<mark id=\"hit-" + std::to_string(number) + "\">" : "<mark>", "<mark>", "</mark>"};
}

// The stretch that covers the byte, walking `at` forward.
Stretch* covering(Layer& layer, std::size_t& at, std::uint32_t byte) {
  while (at < layer.size() && layer[at].span.end <= byte) ++at;
  return at < layer.size() && layer[at].span.begin <= byte ? &layer[at] : nullptr;
}

// One paragraph with its layers, each within the one before.
std::string woven(std::string_view text, Span paragraph, Stack& stack) {
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

}  // namespace

std::string escape_html(std::string_view text) {
  std::string html;
  html.reserve(text.size() + text.size() / 16);
  append_escaped(html, text);
  return html;
}

namespace {

void append_marked(std::string& html, std::string_view text, Span part, const std::vector<Span>& marks) {
  std::uint32_t done = part.begin;
  for (const auto& mark : marks) {
    const Span inside{std::max(mark.begin, done), std::min(mark.end, part.end)};
    if (inside.end <= inside.begin || mark.end > text.size()) continue;
    append_escaped(html, slice(text, {done, inside.begin}));
    html += "<mark>";
    append_escaped(html, slice(text, inside));
    html += "</mark>";
    done = inside.end;
  }
  append_escaped(html, slice(text, {done, part.end}));
}

}  // namespace

std::string marked(std::string_view text, const std::vector<Span>& marks, const std::vector<Span>& said) {
  std::string html;
  std::uint32_t done = 0;
  for (const auto& piece : said) {
    if (piece.begin < done || piece.end > text.size() || piece.empty()) continue;
    append_marked(html, text, {done, piece.begin}, marks);
    html += "<span class=\"quoted\">";
    append_marked(html, text, piece, marks);
    html += "</span>";
    done = piece.end;
  }
  append_marked(html, text, {done, static_cast<std::uint32_t>(text.size())}, marks);
  return html;
}

std::vector<std::string> layered(std::string_view text, const std::vector<Span>& paragraphs,
                                 const Layers& layers) {
  const auto pieces = layers.quotations != nullptr ? pieces_of(*layers.quotations) : std::vector<Piece>{};
  std::vector<std::string> html;
  html.reserve(paragraphs.size());
  std::size_t piece_at = 0;
  std::size_t hit_at = 0;
  for (const auto paragraph : paragraphs) {
    Stack stack{target_layer(layers, paragraph), Layer{}, Layer{}};
    walk(pieces, piece_at, paragraph,
         [&](std::size_t i, Span cut) { stack[1].push_back(quotation_stretch(pieces[i], cut)); });
    walk(layers.hits, hit_at, paragraph,
         [&](std::size_t i, Span cut) { stack[2].push_back(hit_stretch(i + 1, layers.hits[i], cut)); });
    html.push_back(woven(text, paragraph, stack));
  }
  return html;
}

}  // namespace pressmark::http
