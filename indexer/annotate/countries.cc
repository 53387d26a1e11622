#include "indexer/annotate/countries.h"

namespace pressmark::annotation {

std::vector<Country> find_countries(const Article& article, const Reading&) {
  std::vector<Country> out;
  for (const std::string& code : article.countries)
    out.push_back({code, 1.0 / static_cast<double>(article.countries.size()), {}});
  return out;
}

}  // namespace pressmark::annotation
