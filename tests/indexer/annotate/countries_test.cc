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
  EXPECT_EQ(Annotated("Republicans won Georgia in the Senate race.").codes(), Strings{"US"});
  EXPECT_EQ(Annotated("Georgia and Armenia signed in Tbilisi.").codes().front(), "GE");
  EXPECT_EQ(Annotated("Georgia joined.").codes(), Strings{"GE"});
}

TEST(Countries, USIsACountryAndUsIsNot) {
  EXPECT_EQ(Annotated("The US waited.").codes(), Strings{"US"});
  EXPECT_TRUE(Annotated("They told us to wait.").codes().empty());
}

TEST(Countries, StatesCitiesAndBodiesCount) {
  EXPECT_EQ(Annotated("Voters in Ohio and Wisconsin waited.").codes(), Strings{"US"});
  EXPECT_EQ(Annotated("A court in Munich heard of a farm in Lower Saxony.").codes(), Strings{"DE"});
  EXPECT_EQ(Annotated("Troops moved through Khyber Pakhtunkhwa.").codes(), Strings{"PK"});
  EXPECT_EQ(Annotated("The company told the Securities and Exchange Commission.").codes(), Strings{"US"});
  EXPECT_EQ(Annotated("The Bundesbank waited.").codes(), Strings{"DE"});
}

TEST(Countries, ATownIsWhereTheStateBehindItIs) {
  EXPECT_EQ(Annotated("He was born in Paris, Texas.").codes(), Strings{"US"});
  EXPECT_EQ(Annotated("The plant in London, Ontario, closed.").codes(), Strings{"CA"});
  EXPECT_EQ(Annotated("A fair in Moscow, Idaho.").codes(), Strings{"US"});
  EXPECT_EQ(Annotated("The mayor of Lebanon, Pa., waited.").codes(), Strings{"US"});
  EXPECT_EQ(Annotated("A mill in New Britain, Conn., closed.").codes(), Strings{"US"});
  const Annotated a("The Kokomo, Ind., plant closed.");
  ASSERT_EQ(a.codes(), Strings{"US"});
  EXPECT_EQ(slice(a.text(), a.countries()[0].mentions.at(0)), "Kokomo, Ind.");
  EXPECT_EQ(Annotated("A school in Boise, ID closed.").codes(), Strings{"US"});
}

TEST(Countries, AListOfPlacesIsNoTownInAState) {
  EXPECT_EQ(Annotated("It has offices in Moscow, California and Tokyo.").codes(),
            (Strings{"JP", "RU", "US"}));
}

TEST(Countries, AbbreviatedStatesAreNoneWithoutATown) {
  EXPECT_TRUE(Annotated("He fell Ill. The Mass. began. They sang, Miss Smith too.").codes().empty());
}

TEST(Countries, DoubtfulTownsCountWhereSomethingIsInThem) {
  EXPECT_EQ(Annotated("Three men were held in Reading.").codes(), Strings{"GB"});
  EXPECT_TRUE(Annotated("Reading is good for you. Austin said so, and Nice people agreed.").codes().empty());
  EXPECT_EQ(Annotated("AUSTIN, Texas - Lawmakers met.").codes(), Strings{"US"});
}

TEST(Countries, CapitalLettersAreReadAsHeadlinesPrintThem) {
  EXPECT_EQ(Annotated("RAIN OVER NEW YORK").codes(), Strings{"US"});
  EXPECT_EQ(Annotated("ST. LOUIS, Oct 20 - Rain fell.").codes(), Strings{"US"});
  EXPECT_EQ(Annotated("JACKSON, MISS., May 20 - Rain fell.").codes(), Strings{"US"});
  EXPECT_EQ(Annotated("RIO DE JANEIRO (Agency) - Rain fell.").codes(), Strings{"BR"});
}

TEST(Countries, PeopleWithNamesOfPlacesAreNone) {
  EXPECT_TRUE(Annotated("Whitney Houston sang. Houston won.").codes().empty());
  EXPECT_TRUE(Annotated("The panel heard Jim Jordan. Jordan said no.").codes().empty());
  EXPECT_EQ(Annotated("Jim Jordan flew to Amman. Jordan waited.").codes(), Strings{"JO"});
  EXPECT_EQ(Annotated("Fire broke out in Central London.").codes(), Strings{"GB"});
}

TEST(Countries, MoneySaysLittleOfItsCountry) {
  const Annotated a("Peru borrowed 40 million Australian dollars and then 10 million Swiss francs.");
  EXPECT_EQ(a.codes(), Strings{"PE"});
}

TEST(Countries, TheDatelineCounts) {
  EXPECT_EQ(Annotated("MOSCOW, June 5 (Agency) - India waited.").codes().front(), "RU");
  EXPECT_EQ(Annotated("ROCHESTER, N.Y. \u2014 India waited.").codes().front(), "US");
  EXPECT_EQ(Annotated("KARACHI: India waited.").codes().front(), "PK");
  EXPECT_EQ(Annotated("Lahore, June 5 (Agency) \u2013 India waited.").codes().front(), "PK");
}

TEST(Countries, TheDatelineIsNoSentence) {
  // Both count alike: the dash belongs to the sentence.
  const Annotated a("Italy met Spain - again.");
  ASSERT_EQ(a.codes(), (Strings{"ES", "IT"}));
  EXPECT_DOUBLE_EQ(a.countries()[0].weight, a.countries()[1].weight);
}

TEST(Countries, TheLeadCountsMore) {
  std::string text = "India waited.";
  for (int k = 0; k < 20; ++k) text += " Nothing at all happened.";
  EXPECT_EQ(Annotated(text + " Peru waited.").codes(), (Strings{"IN", "PE"}));
  EXPECT_EQ(Annotated(text + " Peru waited.").countries()[0].weight, 2.0 / 3);
}

Strings codes(const char* lang, const char* text) {
  return Annotated(text, {}, "", lang).codes();
}

TEST(Countries, OtherLanguagesHaveTheirOwnNames) {
  EXPECT_EQ(codes("ru", "Переговоры с Пакистаном прошли в Нью-Дели."), (Strings{"PK", "IN"}));
  EXPECT_EQ(codes("ru", "Министр обороны Саудовской Аравии подал в отставку."), Strings{"SA"});
  EXPECT_EQ(codes("ru", "В Кремле российским журналистам не ответили."), Strings{"RU"});
  EXPECT_EQ(codes("uk", "Польща підтримала українських фермерів."), (Strings{"PL", "UA"}));
  EXPECT_EQ(codes("ur", "ماسکو میں پاکستان اور روس کے حکام کی ملاقات ہوئی۔"), (Strings{"RU", "PK"}));
  EXPECT_EQ(codes("hi", "रूसी मंत्री ने भारत का दौरा किया।"), (Strings{"IN", "RU"}));
  EXPECT_EQ(codes("ar", "وصل الوفد إلى باكستان قادما من القاهرة."), (Strings{"PK", "EG"}));
  EXPECT_EQ(codes("de", "Der pakistanische Minister flog nach Russland."), (Strings{"RU", "PK"}));
  EXPECT_EQ(codes("fr", "Le ministre français part en Inde."), (Strings{"IN", "FR"}));
  EXPECT_EQ(codes("es", "El ministro viajó a Alemania."), Strings{"DE"});
  EXPECT_EQ(codes("ja", "大臣はパキスタンを訪れた。"), Strings{"PK"});
}

TEST(Countries, WordsOfOtherLanguagesAreWrittenTogether) {
  EXPECT_EQ(codes("ar", "وبالهند وللصين"), (Strings{"CN", "IN"}));
  EXPECT_EQ(codes("fr", "La fin de l’Inde d’autrefois."), Strings{"IN"});
  EXPECT_TRUE(codes("ja", "マリアは歌った。").empty());
}

TEST(Countries, OtherLanguagesHaveFalseFriendsToo) {
  EXPECT_TRUE(codes("ru", "Кроме того, суда вышли в Индийский океан.").empty());
  EXPECT_TRUE(codes("ru", "Индивидуальный подход и дубовый стол.").empty());
  EXPECT_TRUE(codes("fr", "La réunion de Dominique et Maurice a duré.").empty());
  EXPECT_TRUE(codes("ar", "الوضع المالي في المحيط الهندي").empty());
  EXPECT_TRUE(codes("de", "Reading ist Polish, sagte er.").empty());
}

TEST(Countries, MentionsInOtherLanguagesAreTheEvidence) {
  const Annotated a("В Индии и Пакистане ждали.", {}, "", "ru");
  ASSERT_EQ(a.codes(), (Strings{"IN", "PK"}));
  EXPECT_EQ(slice(a.text(), a.countries()[0].mentions.at(0)), "Индии");
}

TEST(Countries, NamesSpeltAlikeCountOnce) {
  const Annotated a("Pakistan wartet, Indien wartet.", {}, "", "de");
  ASSERT_EQ(a.codes(), (Strings{"IN", "PK"}));
  EXPECT_EQ(a.countries()[1].mentions.size(), 1U);
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
