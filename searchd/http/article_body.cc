#include "searchd/http/article_body.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/http/html.h"
#include "searchd/http/links.h"

namespace pressmark::http {
namespace {

// A stretch of one paragraph.
struct Piece {
  Span span;
  std::size_t paragraph = 0;  // from 0
  Block block;
  bool begins = true;  // with its paragraph
  bool ends = true;    // with its paragraph
};

std::vector<Piece> pieces_of(const TextRecord& record, const std::vector<Span>& shown) {
  std::vector<Piece> pieces;
  const auto whole = paragraphs(record.text);
  auto at = shown.begin();
  for (std::size_t i = 0; i < whole.size(); ++i) {
    while (at != shown.end() && at->end <= whole[i].begin) ++at;
    for (auto each = at; each != shown.end() && each->begin < whole[i].end; ++each) {
      Piece piece;
      piece.span = {std::max(each->begin, whole[i].begin), std::min(each->end, whole[i].end)};
      piece.paragraph = i;
      if (i < record.blocks.size()) piece.block = record.blocks[i];
      piece.begins = piece.span.begin == whole[i].begin;
      piece.ends = piece.span.end == whole[i].end;
      pieces.push_back(piece);
    }
  }
  return pieces;
}

std::string_view tag_of(BlockKind kind) {
  switch (kind) {
    case BlockKind::heading:
      return "h2";
    case BlockKind::list_item:
      return "li";
    case BlockKind::block_quotation:
      return "blockquote";
    case BlockKind::preformatted:
      return "pre";
    case BlockKind::paragraph:
    case BlockKind::table_row:
      return "p";
  }
  return "p";
}

std::string classes_of(const Piece& piece) {
  std::string classes(to_string(piece.block.kind));
  if (!piece.begins) classes += " cut-before";
  if (!piece.ends) classes += " cut-after";
  return classes;
}

}  // namespace

Data body_of(const ArticlePageView& view, const CodePoints& points) {
  const auto& record = view.article.record;
  Layers layers;
  layers.hits = view.hits;
  layers.quotations = &record.quotations;
  if (view.place) {
    layers.target = points.to_bytes(*view.place);
    layers.target_id = fragment_of(*view.place);
  }
  const auto pieces = pieces_of(record, view.shown);
  std::vector<Span> spans;
  spans.reserve(pieces.size());
  for (const auto& piece : pieces) spans.push_back(piece.span);
  const auto html = layered(record.text, spans, layers);

  auto blocks = list();
  std::uint32_t page = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto& piece = pieces[i];
    const bool item = piece.block.kind == BlockKind::list_item;
    const bool same_list = item && i > 0 && pieces[i - 1].block.kind == BlockKind::list_item &&
                           pieces[i - 1].block.page == piece.block.page;
    const bool goes_on = item && i + 1 < pieces.size() && pieces[i + 1].block.kind == BlockKind::list_item &&
                         pieces[i + 1].block.page == piece.block.page;
    const bool again = i > 0 && pieces[i - 1].paragraph == piece.paragraph;
    Data data;
    set_text(data, "page", piece.block.page != page ? std::to_string(piece.block.page) : std::string{});
    page = piece.block.page;
    set_flag(data, "opens_list", item && !same_list);
    set_flag(data, "closes_list", item && !goes_on);
    data.set("tag", std::string(tag_of(piece.block.kind)));
    data.set("classes", classes_of(piece));
    set_text(data, "number", again ? std::string{} : std::to_string(piece.paragraph + 1));
    data.set("start", std::to_string(points.from_byte(piece.span.begin)));
    data.set("html", html[i]);
    blocks.push_back(data);
  }
  return blocks;
}

}  // namespace pressmark::http
