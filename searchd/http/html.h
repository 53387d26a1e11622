#pragma once
// Text into HTML: cut first, then escape the pieces, so that no mark can stand inside an escaped character.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/annotation.h"
#include "schema/model/span.h"

namespace pressmark::http {

std::string escape_html(
    std::string_view text);  // for element content and quoted attributes; controls become U+FFFD

// `text` with <mark> around each span, and <span class="quoted"> around what is `said`, which cuts marks that
// cross its edges. Spans are bytes of `text`, ordered, not overlapping.
std::string marked(std::string_view text, const std::vector<Span>& marks, const std::vector<Span>& said = {});

// What is shown upon a canonical text: three layers, each within the one before where they cross.
//
//   <span class="target" id="c120-188">…<span class="said direct" id="q-ID">…<mark
//   id="hit-3">…</mark></span></span>
struct Layers {
  std::vector<Span> hits;  // bytes, ordered, not overlapping
  const std::vector<Quotation>* quotations = nullptr;
  std::optional<Span> target;  // bytes
  std::string target_id;       // "c120-188"
};

// Each paragraph of it. `paragraphs` are bytes of `text`, ordered, not overlapping: all layers are walked
// once, side by side with them, so that a long article costs what it is long. Hits are numbered through the
// text.
std::vector<std::string> layered(std::string_view text, const std::vector<Span>& paragraphs,
                                 const Layers& layers);

}  // namespace pressmark::http
