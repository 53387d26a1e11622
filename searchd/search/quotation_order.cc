#include "searchd/search/quotation_order.h"

#include <algorithm>

#include "schema/index/fields.h"

namespace pressmark {
namespace {

constexpr std::size_t kNumberBytes = 4;  // quotation_place.h

}  // namespace

void QuotationOrder::apply_to(Xapian::Enquire& enquire, const Xapian::Weight& formula) {
  if (by_ == SortOrder::relevance) {
    enquire.set_weighting_scheme(formula);
    enquire.set_sort_by_relevance_then_key(&key_, true);
    return;
  }
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_sort_by_key(&key_, by_ == SortOrder::newest);
}

// Greatest first is wanted where the newest is, so there the ordinal counts down.
std::string QuotationOrder::Key::operator()(const Xapian::Document& document) const {
  const auto place = document.get_value(slot::kPlace);
  auto date = place.substr(0, kNumberBytes);
  const auto ordinal_begin = std::min(place.size(), kNumberBytes);
  auto ordinal = place.substr(ordinal_begin, kNumberBytes);
  if (oldest_) {
    if (std::all_of(date.begin(), date.end(), [](char c) { return c == '\0'; }))
      date.assign(kNumberBytes, '\xFF');
  } else {
    for (char& c : ordinal) c = static_cast<char>(~c);
  }
  return date + document.get_value(slot::kArticle) + '\0' + ordinal;
}

}  // namespace pressmark
