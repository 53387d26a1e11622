#include "schema/model/article.h"

namespace pressmark {

std::string_view to_string(BlockKind kind) {
  switch (kind) {
    case BlockKind::paragraph:
      return "paragraph";
    case BlockKind::heading:
      return "heading";
    case BlockKind::list_item:
      return "list-item";
    case BlockKind::block_quotation:
      return "block-quotation";
    case BlockKind::preformatted:
      return "preformatted";
    case BlockKind::table_row:
      return "table-row";
  }
  return "";
}

std::string_view to_string(Rights rights) {
  switch (rights) {
    case Rights::full:
      return "full";
    case Rights::excerpt:
      return "excerpt";
    case Rights::link:
      return "link";
  }
  return "";
}

std::vector<Span> paragraphs(std::string_view text) {
  std::vector<Span> result;
  if (text.empty()) return result;
  std::size_t begin = 0;
  while (true) {
    const auto end = text.find("\n\n", begin);
    if (end == std::string_view::npos) break;
    result.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = end + 2;
  }
  result.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text.size())});
  return result;
}

}  // namespace pressmark
