#include "schema/text/shingles.h"

#include <gtest/gtest.h>

#include "tests/support/wire_stories.h"

namespace pressmark {
namespace {

using test::printed;
using test::story;

bool copies(const std::string& a, const std::string& b) {
  const ShingledText one(a);
  const ShingledText other(b);
  const bool found = is_copy(compare(one, other));
  EXPECT_EQ(found, is_copy(compare(other, one))) << "the other way round";
  return found;
}

std::string market_report(const std::string& date, const std::string& price, const std::string& volume) {
  return "Rubber prices in the harbour town closed on " + date + " at " + price +
         " crowns a tonne in moderate trading, brokers at the exchange said in their daily review of the "
         "market, "
         "which is issued at the end of each session. Turnover was " +
         volume +
         " lots, most of it for delivery in the third month from now, and no deals for nearby positions were "
         "reported by the members of the exchange during the whole of the afternoon session.";
}

TEST(Shingles, SettingMakesNoDifference) {
  EXPECT_EQ(sketch_of(ShingledText("The “old” harbour — it's 1,000 years old. " + printed(story(1, 60)))),
            sketch_of(ShingledText("The \"old\" harbour\n\nit’s 1000 years old. " + printed(story(1, 60)))));
}

TEST(Shingles, AReprintIsACopyHoweverItIsCutAndFramed) {
  const auto words = story(1, 400);
  const auto text = printed(words);
  EXPECT_TRUE(copies(text, text));
  EXPECT_TRUE(copies(text, printed({words.begin(), words.begin() + 230})));
  EXPECT_TRUE(copies(text, "HARBOUR TOWN (Agency) - " + text + "\n\nReporting by the agency's desk."));
  auto edited = words;
  for (std::size_t i = 40; i < edited.size(); i += 50) edited[i] = "otherwise";
  EXPECT_TRUE(copies(text, printed(edited)));
}

TEST(Shingles, AnotherStoryIsNone) {
  EXPECT_FALSE(copies(printed(story(1, 300)), printed(story(2, 300))));
  // A brief in a digest of several.
  const auto brief = printed(story(3, 80));
  EXPECT_FALSE(copies(brief, brief + "\n\n" + printed(story(4, 100)) + "\n\n" + printed(story(5, 100))));
}

TEST(Shingles, AFormFilledInAnewIsNoCopy) {
  const auto monday = market_report("7 April", "812.50", "1,341");
  EXPECT_TRUE(copies(monday, monday));
  EXPECT_FALSE(copies(monday, market_report("8 April", "812.50", "1,341")));
  EXPECT_FALSE(copies(monday, market_report("7 April", "815.00", "1,341")));
  EXPECT_FALSE(copies(monday, market_report("7 April", "812.50", "987")));
}

TEST(Shingles, FiguresAtTheEndCountToo) {
  const auto table = printed(story(1, 80));
  EXPECT_FALSE(copies(table + " Closing 5 69.35 69.25", table + " Closing 9 70.03"));
  EXPECT_TRUE(copies(table + " More to follow", table));
}

TEST(Shingles, CommonFurnitureBehindTwoStoriesMakesThemNoCopies) {
  const auto furniture = printed(story(9, 1200));
  EXPECT_FALSE(
      copies(printed(story(1, 300)) + "\n\n" + furniture, printed(story(2, 300)) + "\n\n" + furniture));
}

TEST(Shingles, OfShortTextsNothingIsSaid) {
  EXPECT_FALSE(sketch_of(ShingledText("Full story to follow.")));
  EXPECT_FALSE(sketch_of(ShingledText("")));
  std::string same;
  for (int i = 0; i < 1000; ++i) same += "buffalo ";
  EXPECT_FALSE(sketch_of(ShingledText(same)));
}

TEST(Shingles, ScriptsWithoutBlanksAreReadByCharacters) {
  std::string text;
  std::string other;
  for (int i = 0; i < 120; ++i) {
    const auto put = [](std::string& to, std::uint32_t c) {
      to += static_cast<char>(0xE0 | c >> 12);
      to += static_cast<char>(0x80 | (c >> 6 & 0x3F));
      to += static_cast<char>(0x80 | (c & 0x3F));
    };
    put(text, 0x4E00 + static_cast<std::uint32_t>(i * 37 % 5000));
    put(other, 0x4E00 + static_cast<std::uint32_t>(i * 41 % 5000));
  }
  ASSERT_TRUE(sketch_of(ShingledText(text)));
  EXPECT_TRUE(copies(text, text + "。"));
  EXPECT_FALSE(copies(text, other));
}

TEST(Shingles, SketchesAreReadAsTheyWereWritten) {
  const auto sketch = sketch_of(ShingledText(printed(story(1, 100))));
  ASSERT_TRUE(sketch);
  EXPECT_EQ(decode_sketch(encode(*sketch)), sketch);
  EXPECT_FALSE(decode_sketch(""));
  EXPECT_FALSE(decode_sketch(encode(*sketch) + "x"));
}

TEST(Shingles, AnyBytesAreRead) {
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes += static_cast<char>(i * 131 % 256);
  const ShingledText text(bytes);
  EXPECT_TRUE(is_copy(compare(text, text)) || text.shingles() == 0);
}

}  // namespace
}  // namespace pressmark
