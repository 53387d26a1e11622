#include "schema/text/keys.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "schema/text/sha256.h"

namespace pressmark {
namespace {

TEST(Slug, WritesEveryScriptInAsciiLetters) {
  EXPECT_EQ(slug("Sergey Lavrov"), "sergey-lavrov");
  EXPECT_EQ(slug("Лавров"), "lavrov");
  EXPECT_EQ(slug("Любовь"), "lubov");  // the soft sign leaves nothing behind
  EXPECT_EQ(slug("Übergröße"), "ubergrosse");
  EXPECT_EQ(slug("中国人民"), "zhong-guo-ren-min");
  EXPECT_FALSE(slug("देविका थोराट").empty());
}

TEST(Slug, IsTheSameForPrecomposedAndCombiningAccents) {
  EXPECT_EQ(slug("Beyonc\xC3\xA9"), slug("Beyonce\xCC\x81"));
}

TEST(Slug, MakesOneWordOfANameWithAnApostrophe) {
  EXPECT_EQ(slug("Maeve O'Brien"), "maeve-obrien");
  EXPECT_EQ(slug("Maeve O’Brien"), "maeve-obrien");
}

TEST(Slug, HasSingleHyphensBetweenWordsAndNoneAtTheEnds) {
  EXPECT_EQ(slug("  Gen.  Raheel -- Sharif! "), "gen-raheel-sharif");
}

TEST(Slug, NamesWhatCannotBeTransliteratedByItsHash) {
  EXPECT_EQ(slug("!!!"), std::string("x").append(sha256_hex("!!!"), 0, 8));
  EXPECT_EQ(slug(""), "xe3b0c442");
  EXPECT_NE(slug("☃"), slug("☂"));
}

TEST(Slug, KeepsItsLimitAndDoesNotEndInAHyphen) {
  EXPECT_EQ(slug("one two three", 8), "one-two");
  EXPECT_EQ(slug(std::string(500, 'x')).size(), 80U);
}

TEST(Slug, IsAlwaysAnArticleIdAndItsOwnSlug) {
  std::mt19937 random(1);
  const std::vector<std::string> pieces = {"a", "Z",  "7", " ", ".", "-",  "'", "’", "é",           "я",
                                           "ь", "中", "ا", "द", "ि", "\n", "🚢", "ß", "\xEF\xBC\xA1"};
  for (int round = 0; round < 500; ++round) {
    std::string name;
    for (auto n = random() % 20; n > 0; --n) name += pieces[random() % pieces.size()];
    const auto made = slug(name);
    EXPECT_TRUE(is_article_id(made)) << name;
    EXPECT_EQ(slug(made), made) << name;
  }
}

TEST(Slug, IsTheSameInEveryThread) {
  std::vector<std::string> made(4);
  std::vector<std::thread> threads;
  for (auto& slot : made) threads.emplace_back([&slot] { slot = slug("Владимир Путин"); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(std::set<std::string>(made.begin(), made.end()).size(), 1U);
}

TEST(SpeakerId, IsEmptyForNoName) {
  EXPECT_EQ(speaker_id(""), "");
  EXPECT_EQ(outlet_id(""), "");
  EXPECT_EQ(speaker_id("S. Thorat"), "s-thorat");
}

TEST(ArticleId, HasOnlyLettersDigitsAndThreeMarksAndAtMost120) {
  EXPECT_TRUE(is_article_id("sc-2014-06-12_embargo.v2"));
  EXPECT_TRUE(is_article_id(std::string(120, 'x')));
  EXPECT_FALSE(is_article_id(std::string(121, 'x')));
  EXPECT_FALSE(is_article_id(""));
  EXPECT_FALSE(is_article_id("a/b"));
  EXPECT_FALSE(is_article_id("a b"));
  EXPECT_FALSE(is_article_id("é"));
}

TEST(QuotationId, IsTheFirstHalfOfAHashThatAnyoneCanRecompute) {
  EXPECT_EQ(quotation_id("a1", "“It is small.”", 2), sha256_hex("a1\nit is small\n2").substr(0, 16));
}

TEST(QuotationId, DependsOnTheWordsAndNotOnHowTheyArePrinted) {
  const auto id = quotation_id("a1", "don't buy the Mi-35", 0);
  EXPECT_EQ(quotation_id("a1", "“Don’t buy  the Mi‑35…”", 0), id);
  EXPECT_NE(quotation_id("a1", "don't buy the Mi-36", 0), id);
  EXPECT_NE(quotation_id("a2", "don't buy the Mi-35", 0), id);
  EXPECT_NE(quotation_id("a1", "don't buy the Mi-35", 1), id);
}

TEST(QuotationId, KeepsVowelSignsApart) {
  EXPECT_NE(quotation_id("a", "कि", 0), quotation_id("a", "की", 0));
}

}  // namespace
}  // namespace pressmark
