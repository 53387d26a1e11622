#include <gtest/gtest.h>

#include "tests/indexer/annotate/annotated.h"

namespace pressmark {
namespace {

TEST(Speakers, ASurnameStandsForTheFullNameOfTheArticle) {
  const Annotated a(
      "Denis Alipov, Russia’s envoy to New Delhi, met the press.\n\nAlipov said the ties were strong.");
  ASSERT_EQ(a.quotations().size(), 1U);
  const Speaker& speaker = *a.quotations()[0].speaker;
  EXPECT_EQ(speaker.name, "Denis Alipov");
  EXPECT_EQ(speaker.role, "Russia’s envoy to New Delhi");
  EXPECT_EQ(slice(a.text(), speaker.span), "Alipov");
  EXPECT_EQ(a.quotations()[0].step, "name");
}

TEST(Speakers, TheFullNameMayComeLater) {
  EXPECT_EQ(Annotated("Alipov said the ties were strong.\n\nDenis Alipov is the ambassador.").speakers(),
            Strings{"Denis Alipov"});
}

TEST(Speakers, APronounFollowsItsGender) {
  const Annotated a("Anna Berg met John Carter in May. She said the dam was safe. He said it was not safe.");
  EXPECT_EQ(a.speakers(), (Strings{"Anna Berg", "John Carter"}));
  EXPECT_EQ(a.quotations()[0].step, "pronoun");
}

TEST(Speakers, APronounReachesOverAParagraph) {
  EXPECT_EQ(Annotated("Denis Alipov said the ties were strong.\n\n“We want more trade,” he said on Monday.")
                .speakers(),
            (Strings{"Denis Alipov", "Denis Alipov"}));
}

TEST(Speakers, ARoleStandsForWhoHoldsIt) {
  const Annotated a(
      "Foreign Minister Sergei Lavrov came to Islamabad.\n\n“This will be in all our interests,” the "
      "minister said.");
  EXPECT_EQ(a.speakers(), Strings{"Sergei Lavrov"});
  EXPECT_EQ(a.quotations()[0].step, "role");
}

TEST(Speakers, EnvoyAndAmbassadorAreOne) {
  EXPECT_EQ(Annotated("Ambassador Nikolay Kudashev arrived.\n\nMoscow’s envoy to New Delhi said that the "
                      "ties were strong.")
                .speakers(),
            Strings{"Nikolay Kudashev"});
}

TEST(Speakers, InstitutionsAndGroupsSpeakForThemselves) {
  const Annotated kremlin("The Kremlin said that talks would go on.");
  EXPECT_EQ(kremlin.speakers(), Strings{"Kremlin"});
  EXPECT_EQ(kremlin.quotations()[0].step, "described");
  EXPECT_EQ(Annotated("Russian diplomats insisted that the ties were strong.").speakers(),
            Strings{"Russian diplomats"});
  EXPECT_EQ(
      Annotated("New Delhi in the past alerted the community that the funds had been misused.").speakers(),
      Strings{"New Delhi"});
  EXPECT_EQ(Annotated("Norway in March 2019 said that the talks would go on.").speakers(), Strings{"Norway"});
}

TEST(Speakers, TheyAreTheGroupThatSpokeLast) {
  EXPECT_EQ(
      Annotated(
          "Two Russian diplomats said that the ties were strong. They also stressed that trade would grow.")
          .speakers(),
      (Strings{"Two Russian diplomats", "Two Russian diplomats"}));
}

TEST(Speakers, ASpokesmanIsNotTheOneHeSpeaksFor) {
  const Annotated a("John Carter is in Geneva. A spokesman for Carter said that talks would go on.");
  EXPECT_EQ(a.speakers(), Strings{"spokesman for Carter"});
}

TEST(Speakers, TwoPeopleMaySpeakTogether) {
  EXPECT_EQ(Annotated("Ambassador Nikolay Kudashev and Deputy Chief of Mission Roman Babushkin said that "
                      "trade would grow.")
                .speakers(),
            Strings{"Nikolay Kudashev and Roman Babushkin"});
}

TEST(Speakers, MrAndMrsOfOneNameAreToldApart) {
  const Annotated a(
      "John Carter met Anna Carter. Mrs. Carter said the dam was safe. Mr. Carter said the dam was old.");
  EXPECT_EQ(a.speakers(), (Strings{"Anna Carter", "John Carter"}));
}

TEST(Speakers, ANameIsNotReadOverTheEndOfAParagraph) {
  EXPECT_EQ(Annotated("By Anna\n\nBerg said that the dam was safe.").speakers(), Strings{"Berg"});
}

TEST(Speakers, TheSameNameGivesTheSameId) {
  const Annotated a("Anna Berg said the dam was safe. Berg said that it was new.");
  ASSERT_EQ(a.quotations().size(), 2U);
  EXPECT_EQ(a.quotations()[0].speaker->id, "anna-berg");
  EXPECT_EQ(a.quotations()[1].speaker->id, "anna-berg");
}

// What the article's speaker index is made from: described ones have no id.
Strings ids(const Annotated& annotated) {
  Strings out;
  for (const Quotation& quotation : annotated.quotations())
    out.push_back(quotation.speaker ? quotation.speaker->id : "none");
  return out;
}

TEST(Speakers, TheSentencesSubjectSpeaksAndNotTheNameNearestTheVerb) {
  EXPECT_EQ(
      Annotated("DeAnna Lorraine, a Republican candidate who polled below two percent in an open primary "
                "challenge to House Speaker Nancy Pelosi, D-Calif., claimed in a tweet that the vote was "
                "rigged.")
          .speakers(),
      Strings{"DeAnna Lorraine"});
  EXPECT_EQ(
      Annotated("Jim Miller, chief of staff to Gov. Bob Evans, D-Maine, said he would resign.").speakers(),
      Strings{"Jim Miller"});
}

TEST(Speakers, AnObjectOfBackingOrInvestigatingIsNoSpeaker) {
  EXPECT_EQ(
      Annotated("Mary Jones met Hillary Clinton. “It moved us all,” the chief strategist for one of the "
                "state's top elected Democrats backing Clinton said.")
          .speakers(),
      Strings{"chief strategist for one of the state's top elected Democrats backing Clinton"});
  EXPECT_EQ(
      Annotated(
          "Donald Trump won. The chairman of the committee investigating Trump said that it would go on.")
          .speakers(),
      Strings{"chairman of the committee investigating Trump"});
}

TEST(Speakers, TheNameBehindARoleSpeaks) {
  EXPECT_EQ(Annotated("Rostec's chief, Sergei Chemezov, says that deliveries would begin in May.").speakers(),
            Strings{"Sergei Chemezov"});
}

TEST(Speakers, ANameIsCutFreeOfWhatStandsBesideIt) {
  EXPECT_EQ(Annotated("House Minority Nancy Pelosi, D-Calif., said that it was late.").speakers(),
            Strings{"Nancy Pelosi"});
  EXPECT_EQ(Annotated("Senator John CornynGOP said that it was late.").speakers(), Strings{"John Cornyn"});
  EXPECT_EQ(Annotated("The report itself said that the plant was unsafe.").speakers(), Strings{"report"});
}

TEST(Speakers, WhoeverIsDescribedAndNotNamedIsNoEntryAmongTheSpeakers) {
  const Annotated a(
      "One-third said they would vote. Virtually no one said they would move. Some said that the deal was "
      "off. "
      "Client B said that he was paid. His firm said that it had no comment. The reports from both countries "
      "said that troops had moved.");
  EXPECT_EQ(a.speakers(), (Strings{"One-third", "Virtually no one", "Some", "Client B", "His firm",
                                   "reports from both countries"}));
  EXPECT_EQ(ids(a), Strings(6, ""));
  EXPECT_EQ(ids(Annotated("The Kremlin said that talks would go on.")), Strings{"kremlin"});
}

TEST(Speakers, TimesAndVerbsSpeakForNobody) {
  EXPECT_EQ(ids(Annotated("This week said the board, “we move on with it now.”")), Strings{"none"});
}

std::vector<std::string> speaker_ids_of(const Annotated& a) {
  std::vector<std::string> ids;
  for (const Quotation& quotation : a.quotations())
    ids.push_back(quotation.speaker ? quotation.speaker->id : "");
  return ids;
}

TEST(Speakers, SpellingsShareAnIdAndKeepTheirPrintedName) {
  const Annotated a("Russian Foreign Minister Sergey Lavrov said that talks would go on.");
  EXPECT_EQ(a.speakers(), Strings{"Sergey Lavrov"});
  EXPECT_EQ(speaker_ids_of(a), Strings{"sergei-lavrov"});
  EXPECT_EQ(a.quotations()[0].speaker->canonical, "Sergei Lavrov");
  EXPECT_EQ(speaker_ids_of(Annotated("Sergey Zaslavskiy said that talks would go on.")),
            speaker_ids_of(Annotated("Sergei Zaslavsky said that talks would go on.")));
}

TEST(Speakers, ANamesakeIsKeptApartByWhatTheTextTellsOfHim) {
  EXPECT_EQ(speaker_ids_of(Annotated("Prime Minister Imran Khan of Pakistan said that talks would go on.")),
            Strings{"imran-khan"});
  EXPECT_EQ(speaker_ids_of(Annotated("Imran Khan, a researcher from Canada, said that talks would go on.")),
            Strings{"imran-khan-ca"});
}

TEST(Speakers, WhoIsDescribedOnlyHasNoId) {
  for (const char* text :
       {"Russian officials said that talks would go on.", "A police spokesman said that talks would go on.",
        "A US embassy spokeswoman said that talks would go on.",
        "Several Indian companies said that talks would go on.",
        "The Prime Minister said that talks would go on.",
        "Two Pakistani diplomats said that talks would go on."}) {
    const Annotated a(text);
    ASSERT_EQ(a.quotations().size(), 1U) << text;
    EXPECT_EQ(speaker_ids_of(a), Strings{""}) << text;
    EXPECT_FALSE(a.speakers()[0].empty()) << text;
  }
  EXPECT_EQ(speaker_ids_of(Annotated("The Russian Foreign Ministry said that talks would go on.")),
            Strings{"russian-foreign-ministry"});
}

TEST(Speakers, APronounBehindSomebodyDescribedIsTheirs) {
  const Annotated a(
      "John Carter came to Geneva. A police spokesman said that the road was closed. He added that it would "
      "be open "
      "again on Monday.");
  EXPECT_EQ(a.speakers(), (Strings{"police spokesman", "police spokesman"}));
  EXPECT_EQ(speaker_ids_of(a), (Strings{"", ""}));
}

TEST(Speakers, AChainOfPronounsStaysWithWhomItBegan) {
  EXPECT_EQ(
      Annotated(
          "Anna Berg came to the dam. She walked along it with Mary Carter, and she waited there. She said "
          "that it was safe.")
          .speakers(),
      Strings{"Anna Berg"});
}

TEST(Speakers, WhoIsSpokenToOrOnlyOwnsIsNotMeantFirst) {
  EXPECT_EQ(
      Annotated(
          "John Carter came to Geneva on Monday. Speaking to Martin Smith of the radio, he said that talks "
          "would go on.")
          .speakers(),
      Strings{"John Carter"});
  EXPECT_EQ(
      Annotated(
          "Example Oceanography director Anna Berg said that the sea was warm. She added that it would be "
          "warmer.")
          .speakers(),
      (Strings{"Anna Berg", "Anna Berg"}));
}

TEST(Speakers, WhoIsThePhraseDirectlyInFront) {
  const auto speaker = [](const char* text) {
    const Annotated a(text);
    return a.quotations().empty() ? std::string("no quotation") : a.speakers().back();
  };
  EXPECT_EQ(
      speaker("Anna Berg met Tom Welling in May. She was praised by MPs who said that the plan was good."),
      "MPs");
  EXPECT_EQ(speaker("Anna Berg was joined by two engineers, who said that the bridge was safe."),
            "two engineers");
  EXPECT_EQ(speaker("The plan was praised by Anna Berg, who said that the dam was safe."), "Anna Berg");
}

TEST(Speakers, AnAdjectiveOrAnArticleIsNobody) {
  for (const char* text : {"Anna Berg spoke in May. The previous said that the dam was unsafe.",
                           "Anna Berg spoke in May. It stayed, saying that the dam was unsafe."}) {
    const Annotated a(text);
    for (const auto& speaker : a.speakers())
      for (const char* junk : {"a", "A", "stayed", "previous"}) EXPECT_NE(speaker, junk) << text;
  }
}

}  // namespace
}  // namespace pressmark
