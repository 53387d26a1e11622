#include "searchd/verify/verify.h"

#include <gtest/gtest.h>

#include <random>

#include "schema/text/utf8.h"
#include "tests/support/sample_index.h"

namespace pressmark {
namespace {

using test::article;

// Invented people of an invented port, in two outlets.
class VerifyTest : public ::testing::Test {
 protected:
  VerifyTest() {
    auto council = article("council", "Council keeps the old gate",
                           "The council of the port met on Monday.\n\n"
                           "“We will not sell the four cranes to anybody this winter,” said Anna Berg, the "
                           "harbour master. “The town "
                           "needs every one of them, and it has needed them since 1962.”\n\n"
                           "Omar Haddad disagreed. “A crane that stands still for eleven months is a "
                           "monument,” he said, “and the town "
                           "has monuments enough already.”\n\n"
                           "Berg said that the ferry would be repaired before the storms of autumn.\n\n"
                           "The lighthouse keeper was paid twelve crowns a year for tending the lamp.");
    council.outlet = "Example Herald";
    council.date = Day{2014, 6, 12};
    council.url = "https://herald.example/council";
    auto reprint =
        article("reprint", "What the council said",
                "“A crane that stands still for eleven months is a monument,” said Omar Haddad on Monday.");
    reprint.outlet = "Harbour Gazette";
    reprint.date = Day{2014, 6, 14};
    auto yes = article("yes", "Votes", "“Yes, of course,” said Lena Holm. “Not today.”");
    yes.outlet = "Example Herald";
    auto other = article("other", "More votes", "“Yes, of course,” said Piet Maas. He left.");
    other.outlet = "Harbour Gazette";
    index_.add({council, reprint, yes, other});
  }

  CheckedQuotation only(const std::string& draft) {
    Searcher searcher(index_.path(), Disclosure::all);
    Verifier verifier(searcher);
    auto checked = verifier.verify(read_draft(draft, DraftFormat::markdown)).quotations;
    EXPECT_EQ(checked.size(), 1U) << draft;
    return checked.empty() ? CheckedQuotation{} : checked.front();
  }
  std::string verdict(const std::string& draft) { return std::string(to_string(only(draft).verdict)); }

  test::SampleIndex index_;
};

TEST_F(VerifyTest, TheSameWordsAreVerifiedWhateverTheirTypography) {
  for (const char* draft :
       {"“We will not sell the four cranes to anybody this winter,” said Anna Berg.",
        "\"we will not sell the four cranes to anybody this winter.\" (Anna Berg)",
        "Anna Berg: “We will not *sell* the four cranes\nto anybody this winter”.",
        "> We will not sell the four cranes to anybody this winter",
        "Berg said “The town needs every one of them, and it has needed them since 1962.”"}) {
    const auto checked = only(draft);
    EXPECT_EQ(checked.verdict, Verdict::verified) << draft;
    EXPECT_TRUE(checked.changes.empty());
    ASSERT_TRUE(checked.found) << draft;
    EXPECT_EQ(checked.found->article.id, "council");
    EXPECT_EQ(checked.found->speaker, "Anna Berg");
  }
}

TEST_F(VerifyTest, WhatTheDraftPointsAtIsWhatStandsThere) {
  const std::string draft = "Ähm: “We will not sell the four cranes to anybody this winter,” said Anna Berg.";
  const auto checked = only(draft);
  const CodePoints points(draft);
  EXPECT_EQ(slice(draft, points.to_bytes(checked.place)),
            "“We will not sell the four cranes to anybody this winter,”");
  Searcher searcher(index_.path(), Disclosure::all);
  const auto view = searcher.article("council");
  const CodePoints source(view->record.text);
  EXPECT_EQ(slice(view->record.text, source.to_bytes(checked.found->place)), checked.found->text);
}

TEST_F(VerifyTest, PiecesPartedByTheReporterAreOneQuotation) {
  EXPECT_EQ(
      verdict("“A crane that stands still for eleven months is a monument, and the town has monuments enough "
              "already,” said Omar Haddad."),
      "verified");
}

TEST_F(VerifyTest, MarkedOmissionsAreInOrder) {
  EXPECT_EQ(verdict("“We will not sell … to anybody this winter,” said Anna Berg."), "verified-elided");
  EXPECT_EQ(verdict("“We will not sell [the machines] to anybody this winter,” said Anna Berg."),
            "verified-elided");
  EXPECT_EQ(verdict("“[T]he town needs every one of them,” said Anna Berg."), "verified");
  EXPECT_NE(verdict("“To anybody this winter … we will not sell the four cranes,” said Anna Berg."),
            "verified-elided");
  // Two speakers made one.
  EXPECT_NE(
      verdict(
          "“We will not sell the four cranes … and the town has monuments enough already,” said Anna Berg."),
      "verified-elided");
}

TEST_F(VerifyTest, AlterationsAreToldByTheirKind) {
  const auto kinds = [&](const std::string& draft) {
    const auto checked = only(draft);
    std::vector<std::string> told{std::string(to_string(checked.verdict))};
    for (const auto& change : checked.changes)
      if (change.difference) told.emplace_back(to_string(*change.difference));
    return told;
  };
  using Kinds = std::vector<std::string>;
  EXPECT_EQ(kinds("“We will not sell the five cranes to anybody this winter,” said Anna Berg."),
            (Kinds{"altered", "number"}));
  EXPECT_EQ(kinds("“We will sell the four cranes to anybody this winter,” said Anna Berg."),
            (Kinds{"altered", "negation"}));
  EXPECT_EQ(kinds("“We will not sell the four cranes to anyone this winter,” said Anna Berg."),
            (Kinds{"altered", "word"}));
  EXPECT_EQ(kinds("“A crane that stood still for eleven months is a monument,” said Omar Haddad."),
            (Kinds{"altered", "tense"}));
  EXPECT_EQ(kinds("“We will not sell the four Cranes to anybody this winter,” said Anna Berg."),
            (Kinds{"altered", "capitals"}));
}

TEST_F(VerifyTest, SplicesMisattributionsAndWrongOutlets) {
  EXPECT_EQ(
      verdict("“We will not sell the four cranes, the town has monuments enough already,” said Anna Berg."),
      "spliced");
  EXPECT_EQ(verdict("“We will not sell the four cranes to anybody this winter,” said Omar Haddad."),
            "misattributed");
  EXPECT_EQ(
      verdict(
          "“We will not sell the four cranes to anybody this winter,” Anna Berg told the Harbour Gazette."),
      "misdated");
  EXPECT_EQ(verdict("“We will not sell the four cranes to anybody this winter,” said Anna Berg (Example "
                    "Herald, 3 May 2013)."),
            "misdated");
  EXPECT_EQ(verdict("“We will not sell the four cranes to anybody this winter,” said Anna Berg (Example "
                    "Herald, 12 June "
                    "2014)."),
            "verified");
}

TEST_F(VerifyTest, OfSeveralOutletsTheOneThatAgreesElseTheEarliest) {
  const auto first = only("“A crane that stands still for eleven months is a monument,” said Omar Haddad.");
  EXPECT_EQ(first.found->article.id, "council");
  EXPECT_EQ(first.printings, 2U);
  const auto named = only(
      "“A crane that stands still for eleven months is a monument,” Omar Haddad told the Harbour Gazette.");
  EXPECT_EQ(named.verdict, Verdict::verified);
  EXPECT_EQ(named.found->article.id, "reprint");
}

TEST_F(VerifyTest, TheReportersWordsAreNoQuotation) {
  EXPECT_EQ(verdict("“The ferry would be repaired before the storms of autumn,” said Anna Berg."),
            "paraphrase");
  EXPECT_EQ(
      verdict(
          "“The lighthouse keeper was paid twelve crowns a year for tending the lamp,” said Omar Haddad."),
      "paraphrase");
  // Quoted as the article's own words they are.
  EXPECT_EQ(verdict("The Example Herald wrote: “The lighthouse keeper was paid twelve crowns a year for "
                    "tending the lamp.”"),
            "verified");
}

TEST_F(VerifyTest, ShortWordsOfSeveralPeopleAreAmbiguousUntilOneIsNamed) {
  EXPECT_EQ(verdict("“Yes, of course” is all one hears."), "ambiguous");
  EXPECT_EQ(verdict("“Yes, of course,” said Piet Maas."), "verified");
  EXPECT_EQ(only("“Yes, of course,” said Piet Maas.").found->article.id, "other");
}

TEST_F(VerifyTest, HeadlinesAndWhatIsNotThere) {
  const auto headline = only("The paper wrote “Council keeps the old gate”.");
  EXPECT_EQ(headline.verdict, Verdict::verified);
  EXPECT_TRUE(headline.found->in_headline);
  EXPECT_EQ(verdict("“Bananas shall be free on Sundays in the whole archipelago,” said Anna Berg."),
            "not-found");
}

TEST_F(VerifyTest, EarlierWordingsAreLookedAtToo) {
  auto changed = article(
      "council", "Council keeps the old gate",
      "The council of the port met on Monday.\n\n“We may sell one crane,” said Anna Berg, the harbour "
      "master. “The town needs every one of them, and it has needed them since 1962.”");
  index_.add({changed});
  const auto checked = only("“We will not sell the four cranes to anybody this winter,” said Anna Berg.");
  EXPECT_EQ(checked.verdict, Verdict::verified);
  EXPECT_FALSE(checked.found->current);
  EXPECT_FALSE(checked.notes.empty());
}

TEST_F(VerifyTest, TheExitStatusIsThatOfTheWorst) {
  const auto status = [](std::initializer_list<Verdict> verdicts) {
    Verification verification;
    for (const auto verdict : verdicts) {
      verification.quotations.emplace_back();
      verification.quotations.back().verdict = verdict;
    }
    return exit_status(verification);
  };
  EXPECT_EQ(status({}), 0);
  EXPECT_EQ(status({Verdict::verified, Verdict::verified_elided}), 0);
  for (const auto verdict : {Verdict::altered, Verdict::spliced, Verdict::misattributed, Verdict::misdated}) {
    EXPECT_EQ(status({Verdict::verified, verdict}), 3);
    EXPECT_EQ(status({verdict, Verdict::not_found}), 1);
  }
  for (const auto verdict : {Verdict::paraphrase, Verdict::ambiguous, Verdict::not_found})
    EXPECT_EQ(status({verdict}), 1);
}

// However a quotation is bent, a number or a negation that differs is never said to be verified.
TEST_F(VerifyTest, NoChangedNumberOrNegationIsEverVerified) {
  const std::vector<std::string> words{"We",     "will",    "not",   "sell",   "the", "four", "cranes",
                                       "to",     "anybody", "this",  "winter", "The", "town", "needs",
                                       "every",  "one",     "of",    "them",   "and", "it",   "has",
                                       "needed", "them",    "since", "1962"};
  std::mt19937 random(11);
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  Searcher searcher(index_.path(), Disclosure::all);
  Verifier verifier(searcher);
  for (int round = 0; round < 200; ++round) {
    auto draft = words;
    const auto first = below(3);
    const auto last = 6 + below(draft.size() - 6);
    switch (below(3)) {
      case 0:
        draft[5] = "forty";
        break;
      case 1:
        draft.erase(draft.begin() + 2);
        break;
      default:
        draft.insert(draft.begin() + 4, "never");
    }
    if (below(2) == 0) draft.insert(draft.begin() + 3, "…");
    std::string text;
    for (std::size_t i = first; i <= std::min(last, draft.size() - 1); ++i)
      text += (text.empty() ? "" : " ") + draft[i];
    // Cut before the change: nothing is changed then.
    Claim claim;
    if (below(2) == 0) claim.speaker = "Anna Berg";
    const auto verdict = verifier.check(text, claim).verdict;
    const bool has_change =
        text.find("forty") != std::string::npos || text.find("never") != std::string::npos ||
        (text.find("will sell") != std::string::npos || text.find("will … sell") != std::string::npos);
    if (!has_change) continue;
    // Marked as left out it may be gone: that is the draft's open word.
    if (text.find("will … sell") != std::string::npos) continue;
    EXPECT_NE(verdict, Verdict::verified) << text;
    EXPECT_NE(verdict, Verdict::verified_elided) << text;
  }
}

TEST_F(VerifyTest, NoDraftIsAnError) {
  Searcher searcher(index_.path(), Disclosure::all);
  Verifier verifier(searcher);
  for (const std::string& text :
       {std::string(), std::string("“"), std::string("“…” “[x]” “[” “]”"), std::string(3000, '"'),
        "“" + std::string(20000, 'a') + "”", std::string("“\xE2\x80\x8B words here now”")})
    for (const auto format : {DraftFormat::markdown, DraftFormat::text, DraftFormat::html})
      EXPECT_NO_THROW(verifier.verify(read_draft(text, format))) << text.substr(0, 40);
  std::string many;
  for (int i = 0; i < 2000; ++i) many += "we will not sell the four cranes " + std::to_string(i) + " ";
  EXPECT_NO_THROW(verifier.verify(read_draft("“" + many + "”", DraftFormat::text)));
}

}  // namespace
}  // namespace pressmark
