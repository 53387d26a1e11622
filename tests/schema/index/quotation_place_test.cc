#include "schema/index/quotation_place.h"

#include <gtest/gtest.h>

#include "schema/model/error.h"

namespace pressmark {
namespace {

TEST(QuotationPlace, DecodingUndoesEncoding) {
  const QuotationPlace dated{Day{2014, 6, 12}, 70'000, "0123456789abcdef"};
  EXPECT_EQ(encode(dated).size(), 16U);
  EXPECT_EQ(decode_quotation_place(encode(dated)), dated);
  const QuotationPlace undated{std::nullopt, 0, "ffffffffffffffff"};
  EXPECT_EQ(decode_quotation_place(encode(undated)), undated);
}

TEST(QuotationPlace, SortsByDateThenByItsPlaceInTheText) {
  const std::string revision(kRevisionStart, 'f');
  EXPECT_LT(encode({Day{999, 12, 31}, 9, revision}), encode({Day{2014, 6, 12}, 0, revision}));
  EXPECT_LT(encode({Day{2014, 6, 12}, 255, revision}), encode({Day{2014, 6, 12}, 256, revision}));
  EXPECT_LT(encode({std::nullopt, 9, revision}), encode({Day{1, 1, 1}, 0, revision}));
}

TEST(QuotationPlace, OtherBytesAreRefused) {
  EXPECT_THROW(decode_quotation_place(""), Error);
  EXPECT_THROW(decode_quotation_place(std::string(17, '0')), Error);
  EXPECT_THROW(encode({std::nullopt, 0, "0123"}), Error);
}

}  // namespace
}  // namespace pressmark
