#include "searchd/cite/styles.h"

#include <algorithm>
#include <array>

#include "searchd/cite/style_entry.h"

namespace pressmark {
namespace {

constexpr std::array<std::string_view, 8> kNames{"chicago", "apa",  "mla",       "harvard",
                                                 "mhra",    "ieee", "vancouver", "wikipedia"};

}  // namespace

std::optional<CitationStyle> citation_style(std::string_view name) {
  const auto* const found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<CitationStyle>(found - kNames.begin());
}

std::string_view to_string(CitationStyle style) {
  return kNames.at(static_cast<std::size_t>(style));
}

std::span<const std::string_view> citation_style_names() {
  return kNames;
}

std::string formatted(const Citation& citation, CitationStyle style, Markup markup, std::size_t number) {
  const Entry entry = entry_of(citation);
  switch (style) {
    case CitationStyle::chicago:
      return chicago_entry(citation, entry, markup);
    case CitationStyle::apa:
      return apa_entry(citation, entry, markup);
    case CitationStyle::mla:
      return mla_entry(citation, entry, markup);
    case CitationStyle::harvard:
      return harvard_entry(citation, entry, markup);
    case CitationStyle::mhra:
      return mhra_entry(citation, entry, markup);
    case CitationStyle::ieee:
      return ieee_entry(citation, entry, markup, number);
    case CitationStyle::vancouver:
      return vancouver_entry(citation, entry, markup, number);
    case CitationStyle::wikipedia:
      return wikipedia_entry(citation, entry, markup);
  }
  return {};
}

}  // namespace pressmark
