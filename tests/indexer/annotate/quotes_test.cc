#include <gtest/gtest.h>

#include "tests/indexer/annotate/annotated.h"

namespace pressmark {
namespace {

TEST(Quotes, AQuotationBeforeItsCueKeepsItsMarks) {
  const Annotated a("“We stand ready to help,” Anna Berg said.");
  EXPECT_EQ(a.words(), Strings{"“We stand ready to help,”"});
  EXPECT_EQ(a.quotations()[0].type, QuotationType::direct);
  EXPECT_EQ(slice(a.text(), *a.quotations()[0].cue), "said");
}

TEST(Quotes, AnInvertedCueIsFollowedByItsSpeaker) {
  const Annotated a("The bridge will open in May, said Denis Orlov, the city's chief engineer.");
  EXPECT_EQ(a.words(), Strings{"The bridge will open in May"});
  EXPECT_EQ(a.speakers(), Strings{"Denis Orlov"});
  EXPECT_EQ(a.quotations()[0].type, QuotationType::indirect);
}

TEST(Quotes, AThatClauseIsReportedSpeechWithoutThat) {
  const Annotated a("Orlov said on Monday that the bridge would open in May.");
  EXPECT_EQ(a.words(), Strings{"the bridge would open in May"});
}

TEST(Quotes, ABareClauseIsReportedSpeech) {
  EXPECT_EQ(Annotated("Officials said the bridge had been closed.").words(),
            Strings{"the bridge had been closed"});
}

TEST(Quotes, AQuotedPartMakesReportedSpeechMixed) {
  const Annotated a("Orlov said the meeting was a “remarkable event” for the city.");
  EXPECT_EQ(a.words(), Strings{"the meeting was a “remarkable event” for the city"});
  EXPECT_EQ(a.quotations()[0].type, QuotationType::mixed);
}

TEST(Quotes, ASplitQuotationIsOne) {
  const Annotated a("“We tried,” Anna Berg said, “but nobody came.”");
  EXPECT_EQ(a.words(), Strings{"“We tried,” … “but nobody came.”"});
}

TEST(Quotes, AParentheticalCueSplitsReportedSpeech) {
  EXPECT_EQ(Annotated("The rare meeting, officials said, focused on the border.").words(),
            Strings{"The rare meeting … focused on the border"});
}

TEST(Quotes, AccordingToNamesTheSpeakerOnEitherSide) {
  const Annotated after("The dam is safe, according to Anna Berg.");
  EXPECT_EQ(after.words(), Strings{"The dam is safe"});
  EXPECT_EQ(after.speakers(), Strings{"Anna Berg"});
  EXPECT_EQ(Annotated("According to Anna Berg, the dam is safe.").words(), Strings{"the dam is safe"});
}

TEST(Quotes, TheOneSpokenToIsNotTheSpeaker) {
  const Annotated a("Anna Berg told reporters that the dam was safe.");
  EXPECT_EQ(a.words(), Strings{"the dam was safe"});
  EXPECT_EQ(a.speakers(), Strings{"Anna Berg"});
}

TEST(Quotes, AParticipleAddsASecondQuotation) {
  const Annotated a("Anna Berg said the dam was safe, adding that repairs would end in June.");
  EXPECT_EQ(a.words(), (Strings{"the dam was safe", "repairs would end in June"}));
  EXPECT_EQ(a.speakers(), (Strings{"Anna Berg", "Anna Berg"}));
}

TEST(Quotes, SomeoneMayBeQuotedAsSaying) {
  const Annotated a("“We are ready,” Lavrov has been quoted as saying.");
  EXPECT_EQ(a.speakers(), Strings{"Lavrov"});
  EXPECT_EQ(slice(a.text(), *a.quotations()[0].cue), "has been quoted as saying");
}

TEST(Quotes, AColonIntroducesATweet) {
  const Annotated a(
      "Nor will the claim by minister Shah Mahmood Qureshi in his tweet: “Both states share many views.”");
  EXPECT_EQ(a.words(), Strings{"“Both states share many views.”"});
  EXPECT_EQ(a.speakers(), Strings{"Shah Mahmood Qureshi"});
}

TEST(Quotes, AQuotationReopenedInTheNextParagraphIsOne) {
  const Annotated a("“The first part is long,” Anna Berg said. “It goes on.\n\n“And here it ends.”");
  ASSERT_EQ(a.quotations().size(), 1U);
  EXPECT_EQ(a.words()[0], "“The first part is long,” … “It goes on. … “And here it ends.”");
  EXPECT_EQ(a.speakers()[0], "Anna Berg");
}

TEST(Quotes, WhatGoesOnBehindItsCueIsOneQuotation) {
  const Annotated a("“We tried,” Anna Berg said. “Nobody came to the meeting.”");
  EXPECT_EQ(a.words(), Strings{"“We tried,” … “Nobody came to the meeting.”"});
  EXPECT_EQ(a.speakers(), Strings{"Anna Berg"});
}

TEST(Quotes, ALoneQuotationBelongsToTheLastSpeaker) {
  const Annotated a("“We tried,” Anna Berg said.\n\n“Nobody came to the meeting.”");
  ASSERT_EQ(a.quotations().size(), 2U);
  EXPECT_EQ(a.words()[1], "“Nobody came to the meeting.”");
  EXPECT_EQ(a.speakers()[1], "Anna Berg");
  EXPECT_EQ(a.quotations()[1].step, "inherited");
}

TEST(Quotes, ScareQuotesAreNoQuotations) {
  EXPECT_TRUE(Annotated("Even China, its “all weather friend”, kept silent.").words().empty());
  EXPECT_TRUE(Annotated("The tired talk of India’s “age old friend” goes on in Delhi.").words().empty());
  EXPECT_TRUE(Annotated("Russia pledged more ‘special’ equipment.").words().empty());
}

TEST(Quotes, WhoeverIsUrgedStandsInWhatIsUrged) {
  EXPECT_EQ(Annotated("Anna Berg urged residents to stay at home.").words(),
            Strings{"residents to stay at home"});
  EXPECT_EQ(Annotated("Anna Berg called on drivers not to use the bridge.").words(),
            Strings{"drivers not to use the bridge"});
}

TEST(Quotes, TwoThatEachHaveACueStayTwo) {
  const Annotated a(
      "Anna Berg said the dam was safe. “Nobody needs to leave the valley tonight,” Denis Orlov noted.");
  EXPECT_EQ(a.words(), (Strings{"the dam was safe", "“Nobody needs to leave the valley tonight,”"}));
  EXPECT_EQ(a.speakers(), (Strings{"Anna Berg", "Denis Orlov"}));
}

TEST(Quotes, WhatSomebodySaysItCanOfferIsNone) {
  EXPECT_TRUE(Annotated("China has been careful in what it says it can offer its “all weather friend”.")
                  .words()
                  .empty());
}

TEST(Quotes, TheNameOfAProgrammeIsNone) {
  EXPECT_EQ(Annotated("Anna Berg told “Fox and Friends” that the dam was safe.").words(),
            Strings{"the dam was safe"});
}

TEST(Quotes, ALostOpeningMarkIsInferred) {
  const Annotated a("It's our very valuable partner. Our countries face threats,\" said ambassador Dedov.");
  EXPECT_EQ(a.words(), Strings{"It's our very valuable partner. Our countries face threats,\""});
  EXPECT_EQ(a.speakers(), Strings{"Dedov"});
}

TEST(Quotes, ALostClosingMarkEndsWithTheText) {
  EXPECT_EQ(Annotated("Dedov did not rule it out, saying, \"We do not see obstacles in this matter.").words(),
            Strings{"\"We do not see obstacles in this matter."});
}

TEST(Quotes, AQuestionBeforeItsCueStaysInOneSentence) {
  EXPECT_EQ(Annotated("“Is it safe?” Anna Berg asked.").speakers(), Strings{"Anna Berg"});
}

TEST(Quotes, ToBeSaidIsNoCue) {
  EXPECT_TRUE(Annotated("There is something to be said for longevity.").words().empty());
}

TEST(Quotes, IdsSurviveEditsElsewhereAndTellRepetitionsApart) {
  const Annotated before("“We are ready for it,” Anna Berg said.");
  const Annotated after("A new first paragraph.\n\n“We are ready for it,” Anna Berg said.");
  EXPECT_EQ(before.quotations()[0].id, after.quotations()[0].id);
  const Annotated twice("“We are ready for it,” Anna Berg said.\n\n“We are ready for it,” John Carter said.");
  ASSERT_EQ(twice.quotations().size(), 2U);
  EXPECT_NE(twice.quotations()[0].id, twice.quotations()[1].id);
}

TEST(Quotes, ASurerQuotationHasTheHigherConfidence) {
  const Annotated a("“We are ready,” Anna Berg said. She said the dam was safe.");
  ASSERT_EQ(a.quotations().size(), 2U);
  EXPECT_GE(a.quotations()[0].confidence, 0.95);
  EXPECT_LT(a.quotations()[1].confidence, a.quotations()[0].confidence);
}

}  // namespace
}  // namespace pressmark
