#include "searchd/cite/titles.h"

#include <gtest/gtest.h>

namespace pressmark {
namespace {

TEST(TitleCase, CapitalisesAllButSmallWords) {
  EXPECT_EQ(title_case("Russia delivers Mi-35 helicopters to Iraq"),
            "Russia Delivers Mi-35 Helicopters to Iraq");
  EXPECT_EQ(title_case("Arms deals in the Gulf"), "Arms Deals in the Gulf");
  EXPECT_EQ(title_case("what the embargo is for"), "What the Embargo Is For");
  EXPECT_EQ(title_case("a deal with long-term costs"), "A Deal with Long-Term Costs");
}

TEST(TitleCase, BeginsAnewBehindAColon) {
  EXPECT_EQ(title_case("Explainer: the end of an embargo"), "Explainer: The End of an Embargo");
}

TEST(TitleCase, LeavesWordsThatHaveACaseOfTheirOwn) {
  EXPECT_EQ(title_case("iPhone maker and NATO"), "iPhone Maker and NATO");
  EXPECT_EQ(title_case("Who paid for the Mi-35s?"), "Who Paid for the Mi-35s?");
  EXPECT_EQ(title_case("Monthly round-up"), "Monthly Round-up");
  EXPECT_EQ(title_case("a 35th time at example.org again"), "A 35th Time at example.org Again");
  EXPECT_EQ(title_case(""), "");
}

TEST(QuotedTitle, PutsTheStopInsideAndFlipsInnerMarks) {
  EXPECT_EQ(quoted_title("Deal signed", '.'), "“Deal signed.”");
  EXPECT_EQ(quoted_title("Deal signed", ','), "“Deal signed,”");
  EXPECT_EQ(quoted_title("Who paid?", '.'), "“Who paid?”");
  EXPECT_EQ(quoted_title("Made in the U.S.", '.'), "“Made in the U.S.”");
  EXPECT_EQ(quoted_title("Minister: “We are ready” to fly", '.'), "“Minister: ‘We are ready’ to fly.”");
  EXPECT_EQ(quoted_title("Minister: \"We are ready\"", '.'), "“Minister: ‘We are ready.’”");
  EXPECT_EQ(quoted_title("Minister: “Are we ready?”", '.'), "“Minister: ‘Are we ready?’”");
}

}  // namespace
}  // namespace pressmark
