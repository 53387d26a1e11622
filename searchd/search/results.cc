#include "searchd/search/results.h"

#include <algorithm>

namespace pressmark {

std::string_view to_string(Speech speech) {
  switch (speech) {
    case Speech::none:
      return "none";
    case Speech::said:
      return "said";
    case Speech::partly:
      return "partly";
    case Speech::reported:
      return "reported";
  }
  return "none";
}

std::string_view to_string(Alternative::Kind kind) {
  switch (kind) {
    case Alternative::Kind::spelling:
      break;
    case Alternative::Kind::without_filters:
      return "without filters";
    case Alternative::Kind::without_part:
      return "without part";
  }
  return "spelling";
}

std::string_view to_string(Granularity granularity) {
  switch (granularity) {
    case Granularity::year:
      return "year";
    case Granularity::month:
      return "month";
    case Granularity::week:
      return "week";
    case Granularity::day:
      return "day";
  }
  return "year";
}

std::string first_words(std::string_view text) {
  constexpr std::size_t kWords = 8;
  constexpr std::size_t kBytes = 80;
  const auto begin = text.find_first_not_of(" \n");
  if (begin == std::string_view::npos) return {};
  const std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
  std::size_t end = 0;
  for (std::size_t words = 0; words < kWords && end < line.size(); ++words) {
    const std::size_t next = std::min(line.find(' ', end + (end > 0 ? 1 : 0)), line.size());
    if (next > kBytes && end > 0) break;
    end = next;
  }
  if (end > kBytes) {  // a script without spaces
    end = kBytes / 2;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
  }
  std::string out(line.substr(0, end));
  if (end < line.size() || begin + end < text.size()) out += "\u2026";
  return out;
}

}  // namespace pressmark
