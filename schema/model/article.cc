#include "schema/model/article.h"

namespace pressmark {

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
