#include "searchd/search/query_parser.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "schema/index/fields.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

std::string read_as(std::string_view text) {
  return parse_query(text).read_as;
}

TEST(QueryParser, WordsStandSideBySideAndOperatorsBindAsUsual) {
  EXPECT_EQ(read_as("Mi-35 delivery"), "Mi-35 AND delivery");
  EXPECT_EQ(read_as("a b OR c d"), "a AND b OR c AND d");
  EXPECT_EQ(read_as("(a OR b) c"), "(a OR b) AND c");
  EXPECT_EQ(read_as("helicopters -wheat"), "helicopters AND NOT wheat");
  EXPECT_EQ(read_as("NOT (a b)"), "NOT (a AND b)");
  EXPECT_EQ(read_as("-(-a)"), "a");
  EXPECT_EQ(read_as("a NEAR/5 b"), "a NEAR/5 b");
  EXPECT_EQ(read_as("a BEFORE/5 b"), "a BEFORE/5 b");
  EXPECT_EQ(read_as("a NEAR/5 b BEFORE/3 c"), "a NEAR/5 b AND b BEFORE/3 c");
  EXPECT_EQ(read_as("a BEFORE \"b c\" BEFORE/20 de*"), "a BEFORE/20 \"b c\" BEFORE/20 de*");
  EXPECT_EQ(read_as("deliver*"), "deliver*");
  EXPECT_EQ(read_as("=delivery"), "=delivery");
  EXPECT_EQ(read_as("title:(=delivery OR cat~)"), "title:(=delivery OR cat~1)");
}

TEST(QueryParser, TypographicFormsMeanThePlainOnes) {
  EXPECT_EQ(read_as("“special military equipment”"), "\"special military equipment\"");
  EXPECT_EQ(read_as("«военная техника»"), "\"военная техника\"");
  EXPECT_EQ(read_as("Mi\u201135\u00A0delivery"), "Mi-35 AND delivery");
  EXPECT_EQ(read_as("ｏｕｔｌｅｔ：x"), "outlet:x");
  EXPECT_EQ(read_as("ａｂ　ＯＲ　（ｂｃ＊　ＡＮＤ　－ｄ）"), "ab OR bc* AND NOT d");
  EXPECT_EQ(read_as("『red tape』"), "\"red tape\"");
  EXPECT_EQ(read_as("\u200Etitle:\u2067iraq\u2069"), "title:iraq");
  EXPECT_EQ(read_as("\u2212iraq helicopters"), "NOT iraq AND helicopters");
  EXPECT_EQ(read_as("O’Brien"), "O'Brien");
}

TEST(QueryParser, FieldsTakeWordsQuotedPiecesAndGroups) {
  EXPECT_EQ(read_as("outlet:\"Example Herald\""), "outlet:\"Example Herald\"");
  EXPECT_EQ(read_as("Speaker:Lavrov"), "speaker:Lavrov");
  EXPECT_EQ(read_as("title:(Mi-35 delivery)"), "title:(Mi-35 AND delivery)");
  EXPECT_EQ(read_as("country:(PK OR IN)"), "country:PK OR country:IN");
  EXPECT_EQ(read_as("said:“special military equipment”"), "said:\"special military equipment\"");
  EXPECT_EQ(read_as("date:2014-06..2015"), "date:2014-06..2015");
  EXPECT_EQ(read_as("-title:iraq"), "NOT title:iraq");
  EXPECT_EQ(read_as("outlet: herald"), "outlet:herald");
}

TEST(QueryParser, AModelNameTypedWithABlankIsOnePiece) {
  EXPECT_EQ(parse_query("Mi 35").root.kind, QueryKind::words);
  EXPECT_EQ(read_as("Mi 35 delivery"), "Mi 35 AND delivery");
  EXPECT_EQ(read_as("May 12"), "May AND 12");
  EXPECT_EQ(read_as("UN 2014"), "UN AND 2014");
  EXPECT_EQ(read_as("Mi AND 35"), "Mi AND 35");
}

TEST(QueryParser, WhatCannotBeReadIsSaidAndTheRestIsTaken) {
  for (const char* text : {"\"helicopters", "(helicopters", "helicopters)", "helicopters AND",
                           "OR helicopters", "helicopters NOT", "helicopters NEAR/3", "BEFORE helicopters",
                           "helicopters BEFORE/0", "helicopters ***", "-- helicopters"}) {
    const auto query = parse_query(text);
    EXPECT_EQ(query.read_as, "helicopters") << text;
    EXPECT_FALSE(query.notes.empty()) << text;
  }
  EXPECT_EQ(read_as("date:whenever"), "\"whenever\"");
  EXPECT_EQ(read_as("foo:bar"), "foo:bar");
  EXPECT_EQ(read_as("AND"), "\"AND\"");
  EXPECT_EQ(read_as("title:"), "title");
  EXPECT_EQ(read_as(""), "everything");
  EXPECT_EQ(read_as("  !?  "), "nothing");
}

TEST(QueryParser, EveryExampleOfTheFieldTableIsReadAsThatField) {
  for (const auto& field : kFields) {
    const auto query = parse_query(field.example);
    EXPECT_EQ(query.root.kind, QueryKind::field) << field.example;
    EXPECT_EQ(query.root.field, field.name);
    EXPECT_TRUE(query.notes.empty()) << field.example;
  }
}

TEST(QueryParser, LimitsAreKeptAndSaid) {
  const auto deep = parse_query(std::string(5000, '(') + "a");
  EXPECT_FALSE(deep.notes.empty());
  std::string many;
  for (int i = 0; i < 2000; ++i) many += "w ";
  const auto wide = parse_query(many);
  EXPECT_LE(wide.root.children.size(), kMaxQueryNodes);
  EXPECT_FALSE(wide.notes.empty());
}

TEST(QueryParser, WordsLikeItAreAskedForByHowManyLettersMayDiffer) {
  EXPECT_EQ(read_as("cat~"), "cat~1");
  EXPECT_EQ(read_as("helicoptr~"), "helicoptr~2");
  EXPECT_EQ(read_as("helicoptr~1 cat~2"), "helicoptr~1 AND cat~2");
  EXPECT_EQ(read_as("helicoptr～"), "helicoptr~2");
  for (const char* text : {"go~", "Mi-35~", "mi35~1", "拉夫~"}) {
    const auto query = parse_query(text);
    EXPECT_EQ(query.root.kind, QueryKind::words) << text;
    EXPECT_FALSE(query.notes.empty()) << text;
  }
  EXPECT_EQ(read_as("helicopters~3"), "helicopters~3");
  EXPECT_EQ(parse_query("helicopters~3").root.kind, QueryKind::words);
}

TEST(QueryParser, RelativeDatesAreReadAsTheDaysTheyAreToday) {
  const Day today{2026, 11, 23};
  const auto at = [&](const char* text) { return parse_query(text, today).read_as; };
  EXPECT_EQ(at("date:7d"), "date:2026-11-17..2026-11-23");
  EXPECT_EQ(at("date:last-month"), "date:2026-10-01..2026-10-31");
  EXPECT_EQ(at("date:\"last month\""), "date:2026-10-01..2026-10-31");
  EXPECT_EQ(at("date:2014..last-year"), "date:2014-01-01..2025-12-31");
  EXPECT_EQ(at("date:yesterday"), "date:2026-11-22");
  EXPECT_EQ(at("date:(today OR 2014)"), "date:2026-11-23 OR date:2014");
}

// print(parse(x)) is a fixed point, for anything people or programs may type.
TEST(QueryParser, PrintingIsStableForRandomQueries) {
  const std::vector<std::string> pieces{"a",
                                        "Mi-35",
                                        "Mi",
                                        "35",
                                        "35s",
                                        "S",
                                        "400",
                                        "O'Brien",
                                        "U.S.",
                                        "拉夫罗夫",
                                        "Лавров",
                                        "may",
                                        "AND",
                                        "OR",
                                        "NOT",
                                        "NEAR",
                                        "NEAR/3",
                                        "NEAR/",
                                        "-",
                                        "--",
                                        "(",
                                        ")",
                                        "\"",
                                        "“",
                                        "”",
                                        "title:",
                                        "said:",
                                        "outlet:",
                                        "country:",
                                        "date:",
                                        "2014-06..2015",
                                        "..",
                                        "*",
                                        "w*",
                                        "x:y",
                                        ":",
                                        "http://example.org/a?b=c#d",
                                        "…",
                                        "\u00A0",
                                        "＊",
                                        "（",
                                        "）",
                                        "&",
                                        "title:title:",
                                        "url:",
                                        "\\",
                                        "'",
                                        "a,b",
                                        "a:b*",
                                        "12",
                                        "id:x",
                                        "BEFORE/2",
                                        "BEFORE",
                                        "=",
                                        "=word",
                                        "=Mi-35",
                                        "word~",
                                        "word~1",
                                        "wo~2",
                                        "~",
                                        "~1",
                                        "=word~",
                                        "w*~",
                                        "７d",
                                        "7d",
                                        "last-month..",
                                        "～",
                                        "＝"};
  std::mt19937 random(17);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::size_t i = random() % 12; i > 0; --i) {
      text += pieces[random() % pieces.size()];
      if (random() % 3 != 0) text += ' ';
    }
    const auto query = parse_query(text);
    const auto printed = print(query.root);
    const auto again = parse_query(printed);
    ASSERT_EQ(print(again.root), printed) << text;
    ASSERT_EQ(again.root, query.root) << text << "\n" << printed;
  }
}

TEST(QueryParser, WhatIsReadOfAnOverlongQueryReadsAsItself) {
  const auto expect_stable = [](const std::string& text) {
    const auto query = parse_query(text);
    EXPECT_EQ(parse_query(print(query.root)).root, query.root) << text;
  };
  std::string words;
  while (words.size() < 5000) words += "ab c ";
  expect_stable(words);
  expect_stable(std::string(5000, 'a'));
  expect_stable(words + "\"" + words);
  std::mt19937 random(23);
  const std::string_view letters = "abc deZ -()\":*ORAND\n";
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (std::size_t i = 3000 + random() % 3000; i > 0; --i) text += letters[random() % letters.size()];
    expect_stable(text);
  }
}

TEST(QueryParser, AnyBytesAreAQuery) {
  std::mt19937 random(19);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes;
    for (std::size_t i = random() % 80; i > 0; --i) bytes += static_cast<char>(random());
    const auto query = parse_query(bytes);
    ASSERT_TRUE(is_valid_utf8(query.read_as));
    ASSERT_FALSE(query.read_as.empty());
  }
}

// Each article with all the words is looked at place by place: a chain of hundreds would keep a worker busy
// for minutes.
TEST(QueryParser, ANearTakesSoManyWordsAndSaysSo) {
  for (const std::string name : {"NEAR", "BEFORE"}) {
    std::string text = "w0";
    for (int n = 1; n < 200; ++n) text += " " + name + "/5 w" + std::to_string(n);
    const auto query = parse_query(text);
    ASSERT_EQ(query.root.kind, QueryKind::near);
    EXPECT_EQ(query.root.children.size(), kMaxNearOperands);
    ASSERT_FALSE(query.notes.empty());
    EXPECT_NE(query.notes.front().find(name), std::string::npos);
    EXPECT_EQ(parse_query(query.read_as).root, query.root);
  }
}

}  // namespace
}  // namespace pressmark
