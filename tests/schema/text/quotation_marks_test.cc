#include "schema/text/quotation_marks.h"

#include <gtest/gtest.h>

#include <string>

namespace pressmark {
namespace {

using Strings = std::vector<std::string>;

Strings paired(std::string_view text) {
  Strings out;
  for (const MarkedRange& range : quotation_marks(text)) out.emplace_back(slice(text, range.span));
  return out;
}

TEST(QuotationMarks, PairInEveryStyle) {
  EXPECT_EQ(paired("a “b” c"), Strings{"“b”"});
  EXPECT_EQ(paired("a \"b\" c"), Strings{"\"b\""});
  EXPECT_EQ(paired("a «b» c"), Strings{"«b»"});
  EXPECT_EQ(paired("a « b » c"), Strings{"« b »"});
  EXPECT_EQ(paired("a »b« c"), Strings{"»b«"});
  EXPECT_EQ(paired("a „b“ c"), Strings{"„b“"});
  EXPECT_EQ(paired("a ``b'' c"), Strings{"``b''"});
  EXPECT_EQ(paired("a ''b'' c"), Strings{"''b''"});
  EXPECT_EQ(paired("a ‘b c’ d"), Strings{"‘b c’"});
  EXPECT_EQ(paired("a 'b c' d"), Strings{"'b c'"});
  EXPECT_EQ(paired("他说「b」了"), Strings{"「b」"});
}

TEST(QuotationMarks, LeaveInnerWordsWithoutMarks) {
  const std::string text = "a “b c” d";
  EXPECT_EQ(slice(text, quotation_marks(text)[0].inner), "b c");
}

TEST(QuotationMarks, TwoApostrophesCloseACurlyQuotation) {
  EXPECT_EQ(paired("the “Asian NATO’’. In"), Strings{"“Asian NATO’’"});
}

TEST(QuotationMarks, ApostrophesAreNone) {
  EXPECT_TRUE(paired("It's the workers' and Russia's; rock 'n' roll in the '90s").empty());
  EXPECT_TRUE(paired("It’s the workers’ and Russia’s").empty());
}

TEST(QuotationMarks, APossessiveWithinSingleMarksDoesNotCloseThem) {
  EXPECT_EQ(paired("‘The workers’ rights matter,’ he said."), Strings{"‘The workers’ rights matter,’"});
}

TEST(QuotationMarks, SingleMarksNestInDoubleOnes) {
  const std::string text = "“He told us ‘never again’ twice,” she said.";
  const auto ranges = quotation_marks(text);
  ASSERT_EQ(ranges.size(), 2U);
  EXPECT_EQ(ranges[0].depth, 0);
  EXPECT_EQ(ranges[1].depth, 1);
  EXPECT_TRUE(ranges[1].single);
}

TEST(QuotationMarks, InchesAreNone) {
  EXPECT_TRUE(paired("a 12\" record").empty());
}

TEST(QuotationMarks, ALostOpeningMarkIsInferredAtASentence) {
  const std::string text = "It's our partner. We face threats,\" he said. \"Truly.\"";
  const auto ranges = quotation_marks(text);
  ASSERT_EQ(ranges.size(), 2U);
  EXPECT_FALSE(ranges[0].opened);
  EXPECT_EQ(slice(text, ranges[0].span), "It's our partner. We face threats,\"");
  EXPECT_EQ(slice(text, ranges[1].span), "\"Truly.\"");
}

TEST(QuotationMarks, ALostClosingMarkEndsBeforeTheNextQuotation) {
  const auto ranges = quotation_marks("“We won. He left. “They lost,” she said.");
  ASSERT_EQ(ranges.size(), 2U);
  EXPECT_FALSE(ranges[0].closed);
  EXPECT_TRUE(ranges[1].closed);
}

TEST(QuotationMarks, AnOddCountDerailsOnlyItsOwnParagraph) {
  const std::string text = "A \"lost mark here.\n\nHe said \"this\" and \"that\".";
  const auto ranges = quotation_marks(text);
  ASSERT_EQ(ranges.size(), 3U);
  EXPECT_EQ(slice(text, ranges[1].span), "\"this\"");
  EXPECT_EQ(slice(text, ranges[2].span), "\"that\"");
}

TEST(QuotationMarks, AQuotationReopenedInTheNextParagraphContinues) {
  const auto ranges = quotation_marks("“It goes on.\n\n“It ends.”");
  ASSERT_EQ(ranges.size(), 2U);
  EXPECT_TRUE(ranges[0].continues);
  EXPECT_FALSE(ranges[0].closed);
  EXPECT_FALSE(ranges[1].continues);
}

TEST(QuotationMarks, RangesComeInOrderAndStayInTheText) {
  const std::string text = "”a” “b «c» ‘d\" 'e” 'f' „g“ h” ''i\n\n” « j “";
  std::uint32_t last = 0;
  for (const MarkedRange& range : quotation_marks(text)) {
    EXPECT_GE(range.span.begin, last);
    last = range.span.begin;
    EXPECT_LE(range.span.end, text.size());
    EXPECT_TRUE(range.span.contains(range.inner));
  }
}

}  // namespace
}  // namespace pressmark
