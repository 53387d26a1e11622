#pragma once
// In which order quotations are answered. Private to searchd/search.

#include <xapian.h>

#include "searchd/search/query.h"
#include "searchd/search/results.h"

namespace pressmark {

// By relevance the newer before the older; by date undated ones last. Of one article in the order of its
// text.
class QuotationOrder {
 public:
  explicit QuotationOrder(SortOrder sort) : by_(sort), key_(sort == SortOrder::oldest) {}

  // Must outlive the enquiry.
  void apply_to(Xapian::Enquire& enquire, const Xapian::Weight& formula);

 private:
  class Key : public Xapian::KeyMaker {
   public:
    explicit Key(bool oldest) : oldest_(oldest) {}
    std::string operator()(const Xapian::Document& document) const override;

   private:
    bool oldest_;
  };

  SortOrder by_;
  Key key_;
};

}  // namespace pressmark
