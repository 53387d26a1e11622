// Plain text, Markdown and front matter.

#include <gtest/gtest.h>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/dates.h"
#include "indexer/ingest/text/front_matter.h"
#include "indexer/ingest/text/markdown.h"
#include "tests/indexer/ingest/reading.h"

namespace pressmark {
namespace {

using test::read;
using Names = std::vector<std::string>;

TEST(CanonicalLine, HasSingleSpacesAndNoneAtTheEnds) {
  EXPECT_EQ(canonical_line("  a \t b\r\n c\u2003d\u3000"), "a b c d");
  EXPECT_EQ(canonical_line("\u00A0 \u200B\u2003\uFEFF"), "");
}

TEST(CanonicalLine, KeepsANoBreakSpaceThatStandsAlone) {
  EXPECT_EQ(canonical_line("Mi\u00A035"), "Mi\u00A035");
  EXPECT_EQ(canonical_line("Mi \u00A035"), "Mi 35");
  EXPECT_EQ(canonical_line("\u00A0Mi\u00A0"), "Mi");
}

TEST(CanonicalLine, DropsControlCharactersAndSoftHyphensAndKeepsJoiners) {
  EXPECT_EQ(canonical_line("re\u00ADport\u0001\u0085\u007F x"), "report x");
  EXPECT_EQ(canonical_line("می\u200Cخواهد"), "می\u200Cخواهد");
}

TEST(CanonicalLine, ComposesWhatDroppingBroughtTogether) {
  EXPECT_EQ(canonical_line("e\u00AD\u0301"), "é");
}

TEST(HasWords, TellsATextFromARowOfMarks) {
  EXPECT_TRUE(has_words("* a *"));
  EXPECT_TRUE(has_words("橋"));
  EXPECT_TRUE(has_words("ह"));
  EXPECT_FALSE(has_words("* * *"));
  EXPECT_FALSE(has_words("— … “” • 🚢"));
}

TEST(PlainText, TakesAShortFirstLineForTheTitleAndSaysSo) {
  const auto article = read("a.txt", "A ferry leaves\n\nIt left at noon.\n\nIt came back.\n").article();
  EXPECT_EQ(article.title, "A ferry leaves");
  EXPECT_EQ(article.text, "It left at noon.\n\nIt came back.");
  EXPECT_EQ(article.inferred, Names{"title"});
}

TEST(PlainText, TakesNoSentenceForATitle) {
  const auto article = read("a.txt", "It left at noon.\n\nIt came back.\n").article();
  EXPECT_FALSE(article.title);
  EXPECT_EQ(article.text, "It left at noon.\n\nIt came back.");
  EXPECT_EQ(read("a.txt", "Envoy leaves the U.S.\n\nHe left.").article().title, "Envoy leaves the U.S.");
}

TEST(PlainText, TakesNoTitleFromALineThatIsAll) {
  EXPECT_FALSE(read("a.txt", "A ferry leaves").article().title);
  EXPECT_EQ(read("a.txt", "A ferry leaves").article().text, "A ferry leaves");
}

TEST(PlainText, JoinsHardWrappedLinesAndKeepsOthersApart) {
  const std::string wrapped =
      "The ferry crossed the river in the morning and came back\nin the evening, and nobody on the quay "
      "could say why\n"
      "it had gone there in the first place, or with whom on\nboard.\n";
  EXPECT_EQ(read("a.txt", wrapped).article().text.find('\n'), std::string::npos);
  EXPECT_EQ(read("a.txt", "One.\nTwo.\nThree.\nFour.\n").article().text, "One.\n\nTwo.\n\nThree.\n\nFour.");
}

TEST(PlainText, DropsALineThatRepeatsTheTitleAtTheHeadOnly) {
  const auto article =
      read("a.txt", "The gate\n\nThe gate\n\nIt was open.\n\n" + std::string(300, 'x') + "\n\nThe gate\n")
          .article();
  EXPECT_EQ(article.text, "It was open.\n\n" + std::string(300, 'x') + "\n\nThe gate");
}

TEST(PlainText, ReadsTheDayFromALineOfTheHead) {
  const auto article = read("a.txt",
                            "The gate\n\nPublished: 12th June 2014 02:00 AM  |   Last Updated: 13th June "
                            "2014 12:35 AM   |  A+A-\n\n"
                            "It was open.")
                           .article();
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
  EXPECT_EQ(article.updated, (Day{2014, 6, 13}));
  EXPECT_EQ(article.text, "It was open.");
  EXPECT_EQ(article.inferred, (Names{"date", "title", "updated"}));
}

TEST(PlainText, LeavesADayInASentenceAlone) {
  const auto article = read("a.txt", "The gate\n\nIt was opened on 12 June 2014.").article();
  EXPECT_FALSE(article.date);
  EXPECT_EQ(article.text, "It was opened on 12 June 2014.");
}

TEST(PlainText, DropsShareBarsAndAdvertsAtTheEdgesOnly) {
  const auto article =
      read("a.txt",
           "Powered by\nSponsored by\n\nThe gate\n\nIt was open. Follow us on Twitter, it said.\n\n"
           "Advertisement\n\nIt shut.\n\nFollow us on Twitter\n\nflipboard facebook twitter whatsapp")
          .article();
  EXPECT_EQ(article.text, "It was open. Follow us on Twitter, it said.\n\nAdvertisement\n\nIt shut.");
}

TEST(Markdown, LosesItsMarksAndKeepsItsWords) {
  const auto article = read("a.md",
                            "# The gate\n\nIt was **open** and *wide*, see [the note](http://a.example/).\n\n"
                            "> Quoted\n> words.\n\n- one\n- two\n\n![picture](x.png)\n")
                           .article();
  EXPECT_EQ(article.title, "The gate");
  EXPECT_EQ(article.text, "It was open and wide, see the note.\n\nQuoted words.\n\none\n\ntwo");
}

TEST(Markdown, LeavesMarksThatMarkNothing) {
  for (const std::string text :
       {"2 * 3 * 4", "snake_case_name", "a * b", "[not a link]", "#hashtag", "5 _ 6", "**", "[a](b"})
    EXPECT_EQ(without_markdown(text), text + "\n");
}

TEST(FrontMatter, StatesTheMetadata) {
  const auto article =
      read("a.txt",
           "---\nid: sc-1\nurl: https://a.example/x\ntitle: \"Gate: open\"\noutlet: 'The Courier'\n"
           "date: 2014-06-12\nauthor: Ann Smith and Bo Chan; C. Dee\nlang: en-GB\ncountry: gb\nmood: "
           "good\n---\n\nIt was open.\n")
          .article();
  EXPECT_EQ(article.id, "sc-1");
  EXPECT_EQ(article.url, "https://a.example/x");
  EXPECT_EQ(article.title, "Gate: open");
  EXPECT_EQ(article.outlet, "The Courier");
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
  EXPECT_EQ(article.authors, (Names{"Ann Smith", "Bo Chan", "C. Dee"}));
  EXPECT_EQ(article.lang, "en");
  EXPECT_EQ(article.countries, Names{"GB"});
  EXPECT_EQ(article.text, "It was open.");
  EXPECT_TRUE(article.inferred.empty());
}

TEST(FrontMatter, TakesRepeatedAndListedAuthors) {
  EXPECT_EQ(read("a.txt", "---\nauthor: Ann Smith\nauthor: Bo Chan\n---\nWords.").article().authors,
            (Names{"Ann Smith", "Bo Chan"}));
  EXPECT_EQ(read("a.txt", "---\nauthor:\n  - Ann Smith\n  - Bo Chan\n---\nWords.").article().authors,
            (Names{"Ann Smith", "Bo Chan"}));
  EXPECT_EQ(read("a.txt", "---\nauthors: [Ann Smith, Bo Chan]\n---\nWords.").article().authors,
            (Names{"Ann Smith", "Bo Chan"}));
}

TEST(FrontMatter, ThatNeverClosesIsText) {
  const auto article = read("a.txt", "---\nid: a1\ntitle: The gate\n\nIt was open.\n").article();
  EXPECT_NE(article.id, "a1");
  EXPECT_NE(article.text.find("id: a1"), std::string::npos);
  EXPECT_NE(article.text.find("It was open."), std::string::npos);
}

TEST(FrontMatter, IsNotATextBetweenTwoRules) {
  EXPECT_NE(read("a.txt", "---\nA line of verse\n---\nAnother one.\n").article().text.find("verse"),
            std::string::npos);
}

TEST(Byline, PartsNamesAndKeepsASurnameThatComesFirst) {
  EXPECT_EQ(byline_names("By Ann Smith and Bo Chan"), (Names{"Ann Smith", "Bo Chan"}));
  EXPECT_EQ(byline_names("Ann Smith, Bo Chan"), (Names{"Ann Smith", "Bo Chan"}));
  EXPECT_EQ(byline_names("Smith, Ann"), Names{"Smith, Ann"});
  EXPECT_EQ(byline_names("Byron Anderson"), Names{"Byron Anderson"});
  EXPECT_TRUE(byline_names(" ").empty());
}

TEST(StatedDay, ReadsWhatCanBeReadOneWay) {
  const Day day{2014, 6, 12};
  for (const char* text :
       {"2014-06-12", "2014-06-12T02:00:00Z", "2014-06-12T02:00:00+05:30", "2014-06-12 02:00", "2014/06/12",
        "20140612", "12 June 2014", "12th June 2014 02:00 AM", "June 12, 2014", "Jun. 12, 2014 2:00am",
        "Thursday, 12 June 2014", "Thu, 12 Jun 2014 10:00:00 GMT", "Thu, 12 Jun 2014 10:00:00 +0000",
        "  12-Jun-2014 ", "12.06.2014", "12.6.2014 10:00", "Thu, 12 Jun 2014 14:00:00 MSK"})
    EXPECT_EQ(stated_day(text), day) << text;
  EXPECT_EQ(stated_day("12/31/2020"), (Day{2020, 12, 31}));  // no month is 31
  EXPECT_EQ(stated_day("31/12/2020"), (Day{2020, 12, 31}));
  EXPECT_EQ(stated_day("05/05/2020"), (Day{2020, 5, 5}));
}

TEST(StatedDay, GuessesNothing) {
  for (const char* text : {"", "12/06/2014", "31.06.2014", "06.13.2014", "1.2.3", "2014-06", "June 2014",
                           "yesterday", "2014-02-30", "2014-13-01", "0000-00-00", "30 February 2014",
                           "opened on 12 June 2014", "2014-06-12 people came", "1402531200", "12 June"})
    EXPECT_EQ(stated_day(text), std::nullopt) << text;
}

TEST(DayInUrl, IsWhereOutletsPutIt) {
  EXPECT_EQ(day_in_url("https://a.example/world/2014/06/12/gate"), (Day{2014, 6, 12}));
  EXPECT_EQ(day_in_url("https://a.example/gate-2014-06-12.html"), (Day{2014, 6, 12}));
  EXPECT_EQ(day_in_url("https://a.example/gate-12014-06-12"), std::nullopt);
  EXPECT_EQ(day_in_url("https://a.example/2014/13/12/"), std::nullopt);
  EXPECT_EQ(day_in_url("https://a.example/2014/6/2/gate"), (Day{2014, 6, 2}));
  EXPECT_EQ(day_in_url("https://a.example/gate-2014-6-12"), (Day{2014, 6, 12}));
  EXPECT_EQ(day_in_url("https://a.example/2014/6/123456"), std::nullopt);
  EXPECT_EQ(day_in_url("https://a.example/2014/06-12/"), std::nullopt);
  EXPECT_EQ(day_in_url("https://a.example/2014/0/1/"), std::nullopt);
  EXPECT_EQ(day_in_url("https://a.example/2014/6"), std::nullopt);
  EXPECT_EQ(day_in_url("https://a.example/"), std::nullopt);
}

TEST(DayWithin, FindsTheDayInManyLanguages) {
  for (const auto* text :
       {"Von Jana Muster, 12. Juni 2014 um 10 Uhr", "Publicado em 12 de junho de 2014",
        "12 juin 2014 à 10h12", "Posted on June 12th, 2014 by admin", "Опубликовано 12 июня 2014 г.",
        "12 czerwca 2014", "12 Haziran 2014", "2014年6月12日 10:11", "Stand: 12.06.2014, 10:11",
        "Updated 2014-06-12T10:11", "Thu, Jun 12, 2014", "12 जून 2014", "12 يونيو 2014", "12. června 2014"})
    EXPECT_EQ(day_within(text), (Day{2014, 6, 12})) << text;
}

TEST(DayWithin, IsNoneWhereNoneOrTwoAreMeant) {
  for (const auto* text : {"06/12/2014", "Call 12 06 2014 99", "In 2014 he was 12", "12 angry men 2014",
                           "May 2014", "30 February 2014", "1.2.3"})
    EXPECT_FALSE(day_within(text)) << text;
  EXPECT_EQ(day_within("06/12/2014", true), (Day{2014, 12, 6}));
  EXPECT_EQ(day_within("06/12/2014", false), (Day{2014, 6, 12}));
}

}  // namespace
}  // namespace pressmark
