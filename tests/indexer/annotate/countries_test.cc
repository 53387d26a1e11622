#include <gtest/gtest.h>

#include <numeric>

#include "tests/indexer/annotate/annotated.h"

namespace pressmark {
namespace {

TEST(Countries, NamesDemonymsCapitalsAndMetonymsCount) {
  EXPECT_EQ(Annotated("Pakistan waited.").codes(), Strings{"PK"});
  EXPECT_EQ(Annotated("The Pakistani team waited.").codes(), Strings{"PK"});
  EXPECT_EQ(Annotated("Talks in Islamabad went on.").codes(), Strings{"PK"});
  EXPECT_EQ(Annotated("The Kremlin waited.").codes(), Strings{"RU"});
}

TEST(Countries, MentionsAreTheEvidence) {
  const Annotated a("Russia-Pakistan talks went on.");
  ASSERT_EQ(a.codes(), (Strings{"PK", "RU"}));
  EXPECT_EQ(slice(a.text(), a.countries()[0].mentions.at(0)), "Pakistan");
  EXPECT_EQ(slice(a.text(), a.countries()[1].mentions.at(0)), "Russia");
}

TEST(Countries, WeightsSumToOneAndDescend) {
  const Annotated a("India, India and Pakistan met. Indian and Nepali ministers came too.");
  double sum = 0;
  double last = 1;
  for (const Country& country : a.countries()) {
    sum += country.weight;
    EXPECT_LE(country.weight, last);
    last = country.weight;
  }
  EXPECT_NEAR(sum, 1, 1e-9);
  EXPECT_EQ(a.codes().front(), "IN");
}

TEST(Countries, WhatIsMentionedInPassingIsDropped) {
  EXPECT_EQ(Annotated("India India India India India India India. London.").codes(), Strings{"IN"});
}

TEST(Countries, FalseFriendsAreNone) {
  EXPECT_TRUE(Annotated("Ships crossed the Indian Ocean and the Arabian Sea.").codes().empty());
  EXPECT_TRUE(Annotated("Updates with The New Indian Express App.").codes().empty());
  EXPECT_TRUE(Annotated("He ate turkey from fine china.").codes().empty());
  EXPECT_TRUE(Annotated("Michael Jordan met Chad Smith.").codes().empty());
  EXPECT_EQ(Annotated("Snow fell over New England.").codes(), Strings{});
  EXPECT_TRUE(Annotated("American Airlines cancelled flights.").codes().empty());
}

TEST(Countries, NeighboursInNameAreToldApart) {
  EXPECT_EQ(Annotated("Niger closed its border.").codes(), Strings{"NE"});
  EXPECT_EQ(Annotated("Nigeria closed its border.").codes(), Strings{"NG"});
  EXPECT_EQ(Annotated("North Korea fired a missile.").codes(), Strings{"KP"});
  EXPECT_EQ(Annotated("South Korea waited.").codes(), Strings{"KR"});
  EXPECT_EQ(Annotated("The Democratic Republic of Congo voted.").codes(), Strings{"CD"});
  EXPECT_EQ(Annotated("Congo-Brazzaville voted.").codes(), Strings{"CG"});
}

TEST(Countries, GeorgiaIsAStateAmongStates) {
  EXPECT_EQ(Annotated("Voters in Georgia and Alabama queued; Atlanta was calm.").codes(), Strings{"US"});
  EXPECT_EQ(Annotated("Georgia and Armenia signed in Tbilisi.").codes().front(), "GE");
}

TEST(Countries, USIsACountryAndUsIsNot) {
  EXPECT_EQ(Annotated("The US waited.").codes(), Strings{"US"});
  EXPECT_TRUE(Annotated("They told us to wait.").codes().empty());
}

TEST(Countries, TheDatelineCounts) {
  EXPECT_EQ(Annotated("MOSCOW, June 5 (Agency) - India waited.").codes().front(), "RU");
}

TEST(Countries, TheTitleCounts) {
  EXPECT_EQ(Annotated("Talks went on. India waited.", {}, "Pakistan waits").codes().front(), "PK");
}

TEST(Countries, WhatTheSourceDeclaresIsKept) {
  const Annotated a("Nothing here names a place.", {"NP"});
  ASSERT_EQ(a.codes(), Strings{"NP"});
  EXPECT_TRUE(a.countries()[0].mentions.empty());
  EXPECT_DOUBLE_EQ(a.countries()[0].weight, 1);
}

}  // namespace
}  // namespace pressmark
