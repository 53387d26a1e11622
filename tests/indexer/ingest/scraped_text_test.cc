// Texts copied from web pages: what is the article's stays, what is the page's goes and is told.

#include <gtest/gtest.h>

#include "indexer/ingest/text/scraped_lines.h"
#include "tests/indexer/ingest/reading.h"

namespace pressmark {
namespace {

using test::read;

constexpr const char* kScraped =
    "Ferry line reopens after a year\n\n"
    "By Ines Calder\n\n"
    "Published: 12th June 2014 02:00 AM\n\n"
    "Harbour staff wave at the first ferry | Mock Photos Harbour staff wave at the first ferry | Mock "
    "Photos\n\n"
    "The ferry between the two towns sailed again on Thursday, a year after the pier had burnt down.\n\n"
    "Minister promises a second pier\n\n"
    "ferry line reopens after a year\n\n"
    "SOURCE: MOCK WIRE, PORT AUTHORITY\n\n"
    "Passengers said that they had missed it. Source: nobody could say who had lit the fire, she added.\n\n"
    "Minister promises a second pier\n\n"
    "This article is more than 2 years old\n\n"
    "The timetable is the old one.\n\n"
    "📣 The Sample Post is now on Telegram. Click here to join our channel and stay updated\n";

TEST(ScrapedText, KeepsTheArticleAndNothingElse) {
  const auto article = read("a.txt", kScraped).article();
  EXPECT_EQ(
      article.text,
      "The ferry between the two towns sailed again on Thursday, a year after the pier had burnt down.\n\n"
      "Passengers said that they had missed it. Source: nobody could say who had lit the fire, she added.\n\n"
      "The timetable is the old one.");
  EXPECT_EQ(article.title, "Ferry line reopens after a year");
  EXPECT_EQ(article.authors, (std::vector<std::string>{"Ines Calder"}));
  EXPECT_EQ(article.outlet, "The Sample Post");
  EXPECT_EQ(article.captions, (std::vector<std::string>{"Harbour staff wave at the first ferry | Mock Photos",
                                                        "SOURCE: MOCK WIRE, PORT AUTHORITY"}));
  EXPECT_EQ(article.inferred, (std::vector<std::string>{"authors", "date", "lang", "outlet", "title"}));
}

TEST(ScrapedText, SaysWhichRuleDroppedALine) {
  IngestOptions options;
  options.explain = true;
  const auto decisions = read("a.txt", kScraped, options).decisions;
  const auto rule_of = [&](std::string_view text) {
    for (const auto& decision : decisions)
      if (decision.text.starts_with(text) && !decision.kept) return decision.rule;
    return std::string();
  };
  EXPECT_EQ(rule_of("Minister promises"), "repeated line");
  EXPECT_EQ(rule_of("ferry line"), "the title again");
  EXPECT_EQ(rule_of("SOURCE"), "caption");
  EXPECT_EQ(rule_of("📣"), "notice");
}

TEST(ScrapedText, VerbatimKeepsEveryLine) {
  IngestOptions options;
  options.verbatim = true;
  const auto article =
      read("a.jsonl", R"({"text":"Share this\n\nA line.\n\nSOURCE: MOCK WIRE"})", options).article();
  EXPECT_EQ(article.text, "Share this\n\nA line.\n\nSOURCE: MOCK WIRE");
}

TEST(ScrapedText, SentencesThatRepeatStay) {
  const std::string text =
      "He said no.\n\nThey asked again.\n\nHe said no.\n\nThat was all he had to say on it.";
  EXPECT_EQ(read("a.txt", text).article().text, text);
}

TEST(OutletOfNotice, IsANameOrNothing) {
  EXPECT_EQ(outlet_of_notice("Stay up to date on all the latest news with The Sample Post App. Download now"),
            "The Sample Post");
  EXPECT_FALSE(outlet_of_notice("Follow us on Twitter"));
  EXPECT_FALSE(outlet_of_notice("our paper is now on Telegram"));
}

}  // namespace
}  // namespace pressmark
