#include "schema/text/sentences.h"

#include <gtest/gtest.h>

#include <string>

namespace pressmark {
namespace {

std::vector<std::string> cut(std::string_view text, std::string_view lang = "en") {
  std::vector<std::string> out;
  for (const Span span : sentences(text, lang)) out.emplace_back(slice(text, span));
  return out;
}

using Strings = std::vector<std::string>;

TEST(Sentences, EndAtTheirStopsAndAreTrimmed) {
  EXPECT_EQ(cut(" One ends.  Two begins? Yes! "), (Strings{"One ends.", "Two begins?", "Yes!"}));
}

TEST(Sentences, NeverCrossAParagraph) {
  EXPECT_EQ(cut("A headline\n\nA text."), (Strings{"A headline", "A text."}));
}

TEST(Sentences, DoNotEndAtTitlesAndAbbreviations) {
  EXPECT_EQ(cut("Gen. Sharif met Mr. Putin."), Strings{"Gen. Sharif met Mr. Putin."});
  EXPECT_EQ(cut("The U.S. Army left."), Strings{"The U.S. Army left."});
  EXPECT_EQ(cut("It was signed by J. Smith in Sept. 2001."),
            Strings{"It was signed by J. Smith in Sept. 2001."});
}

TEST(Sentences, EndAtAnAbbreviationBeforeAWordThatStartsSentences) {
  EXPECT_EQ(cut("They left the U.S. The army stayed."), (Strings{"They left the U.S.", "The army stayed."}));
}

TEST(Sentences, GoOnInLowerCaseBehindAQuestion) {
  EXPECT_EQ(cut("“Is it?” he said."), Strings{"“Is it?” he said."});
}

TEST(Sentences, GoOnOverAWrappedLine) {
  EXPECT_EQ(cut("The line was\nwrapped here.\nA new one."),
            (Strings{"The line was\nwrapped here.", "A new one."}));
}

TEST(Sentences, OfOtherLanguagesAreFoundToo) {
  EXPECT_EQ(cut("Он пришёл. Она ушла.", "ru"), (Strings{"Он пришёл.", "Она ушла."}));
  EXPECT_EQ(cut("यह पहला है। यह दूसरा है।", "hi"), (Strings{"यह पहला है।", "यह दूसरा है।"}));
}

TEST(Sentences, OfAnUnknownLanguageTagFallBack) {
  EXPECT_EQ(cut("One. Two.", "zz").size(), 2U);
}

TEST(Sentences, OfNothingAreNone) {
  EXPECT_TRUE(cut("").empty());
  EXPECT_TRUE(cut(" \n\n ").empty());
}

}  // namespace
}  // namespace pressmark
