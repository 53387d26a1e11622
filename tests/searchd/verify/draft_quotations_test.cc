#include "searchd/verify/draft_quotations.h"

#include <gtest/gtest.h>

#include "schema/text/utf8.h"

namespace pressmark {
namespace {

std::vector<DraftQuotation> read(const std::string& text, DraftFormat format = DraftFormat::markdown) {
  DraftReader reader({"Example Herald", "Harbour Gazette", "NPR"});
  return reader.quotations(read_draft(text, format));
}

std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> found;
  for (const auto& quotation : read(text)) found.push_back(quotation.words);
  return found;
}

using Words = std::vector<std::string>;

TEST(DraftQuotations, AreWhatStandsBetweenMarksOfAnyKind) {
  EXPECT_EQ(words("He said “we stay here”."), Words{"we stay here"});
  EXPECT_EQ(words("He said \"we stay here\"."), Words{"we stay here"});
  EXPECT_EQ(words("Er sagte: „Wir bleiben alle hier“."), Words{"Wir bleiben alle hier"});
  EXPECT_EQ(words("Il dit « nous restons tous ici »."), Words{"nous restons tous ici"});
  EXPECT_EQ(words("He said ‘we all stay here’, and “she said ‘no’ to all of us”."),
            (Words{"we all stay here", "she said ‘no’ to all of us"}));
  EXPECT_EQ(words("`“not this one”` and “this one here”."), Words{"this one here"});
}

TEST(DraftQuotations, AOneOrTwoWordsThatNobodySaidAreNone) {
  EXPECT_EQ(words("The “gate” of “Old Quay” is a ‘must see thing’."), Words{});
  EXPECT_EQ(words("“Shameful,” said Anna Berg."), Words{"Shameful,"});
}

TEST(DraftQuotations, RunOverParagraphsAndBlocks) {
  EXPECT_EQ(words("“We stay here.\n\n“All of us stay,” said Anna Berg."),
            Words{"We stay here.\n\nAll of us stay,"});
  EXPECT_EQ(words("As she put it:\n\n> We stay here.\n\nThat was all."), Words{"We stay here."});
  EXPECT_EQ(words("> “We stay here,” she said.\n\nEnd."), Words{"We stay here,"});
}

TEST(DraftQuotations, ClaimWhatTheirSentencesSay) {
  const auto claim = [](const std::string& text) { return read(text).at(0).claim; };
  EXPECT_EQ(claim("“We stay here until winter,” Anna Berg told the Example Herald on 12 June 2014.").speaker,
            "Anna Berg");
  EXPECT_EQ(claim("“We stay here until winter,” Anna Berg told the Example Herald on 12 June 2014.").outlet,
            "Example Herald");
  EXPECT_EQ(claim("“We stay here until winter,” Anna Berg told the Example Herald on 12 June 2014.").date,
            (Day{2014, 6, 12}));
  EXPECT_FALSE(claim("“We stay here until winter,” Anna Berg said on 12 June 2014.").date_is_of_publication);
  const auto reference =
      claim("“We stay here until winter,” said Anna Berg. (Harbour Gazette, June 3rd, 2015)");
  EXPECT_EQ(reference.outlet, "Harbour Gazette");
  EXPECT_EQ(reference.date, (Day{2015, 6, 3}));
  EXPECT_TRUE(reference.date_is_of_publication);
  const auto block = claim("> We stay here until winter.\n\n— Anna Berg, Example Herald, 2014-06-12\n\nEnd.");
  EXPECT_EQ(block.speaker, "Anna Berg");
  EXPECT_EQ(block.outlet, "Example Herald");
  EXPECT_TRUE(block.date_is_of_publication);
  // What another sentence says, or the quotation itself, is no claim.
  const auto other =
      claim("The Example Herald closed in May. “The Harbour Gazette of 12 June 2014 lied,” said Anna Berg.");
  EXPECT_FALSE(other.outlet);
  EXPECT_FALSE(other.date);
  EXPECT_FALSE(claim("“We stay here until winter,” officials said.").speaker);
  EXPECT_EQ(claim("“We stay here until winter,” she wrote in [a letter](https://a.example/1).").url,
            "https://a.example/1");
}

TEST(DraftQuotations, DaysAreThoseStatedInFull) {
  const auto days = [](std::string_view text) {
    std::vector<std::string> found;
    for (const auto& stated : stated_days(text)) found.push_back(to_string(stated.day));
    return found;
  };
  EXPECT_EQ(days("On 12 June 2014, June 13th, 2014 and 2014-06-14; Sept 1 2015."),
            (Words{"2014-06-12", "2014-06-13", "2014-06-14", "2015-09-01"}));
  EXPECT_EQ(days("In June 2014, on 31 June 2014, 12/06/2014, May 2014 5 people"), Words{});
}

}  // namespace
}  // namespace pressmark
