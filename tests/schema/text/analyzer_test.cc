#include "schema/text/analyzer.h"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "schema/text/stemmer.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

struct Analysed {
  Analysis analysis;
  std::vector<std::string> terms;                              // of the tokens
  std::vector<std::string> printed;                            // their spans
  std::vector<std::pair<std::uint32_t, std::string>> aliases;  // token, term
};

Analysed analyse(std::string_view text) {
  Analysed result;
  Analyzer analyzer;
  analyzer.analyze(text, result.analysis);
  for (const auto& token : result.analysis.tokens) {
    result.terms.emplace_back(result.analysis.term(token));
    result.printed.emplace_back(slice(text, token.span));
  }
  for (const auto& alias : result.analysis.aliases)
    result.aliases.emplace_back(alias.token, std::string(result.analysis.term(alias)));
  return result;
}

std::set<std::string> all_terms(std::string_view text) {
  const auto analysed = analyse(text);
  std::set<std::string> terms(analysed.terms.begin(), analysed.terms.end());
  for (const auto& [token, term] : analysed.aliases) terms.insert(term);
  return terms;
}

using Terms = std::vector<std::string>;

TEST(Analyzer, EverySpellingOfAModelNameSharesATermAndItsTokens) {
  for (const char* text :
       {"Mi-35", "Mi35", "MI-35s", "Mi\u201135", "Mi\u201135s", "Mi\u201335", "ＭＩ－３５", "mi-35"}) {
    EXPECT_TRUE(all_terms(text).contains("mi35")) << text;
    EXPECT_TRUE(all_terms(text).contains("mi")) << text;
    EXPECT_TRUE(all_terms(text).contains("35")) << text;
    EXPECT_EQ(analyse(text).terms.size(), 2U) << text;
  }
  EXPECT_EQ(analyse("Mi 35").terms, (Terms{"mi", "35"}));
}

TEST(Analyzer, AVariantKeepsItsLetterAndIsFoundByTheModelAlone) {
  const auto terms = all_terms("F-16C");
  EXPECT_TRUE(terms.contains("f16"));
  EXPECT_TRUE(terms.contains("f16c"));
  EXPECT_FALSE(all_terms("F-16").contains("f16c"));
}

TEST(Analyzer, AliasesStandAtTheFirstTokenTheyCover) {
  const auto analysed = analyse("the S-400 system");
  ASSERT_EQ(analysed.analysis.aliases.size(), 1U);
  const auto& alias = analysed.analysis.aliases.front();
  EXPECT_EQ(analysed.analysis.term(alias), "s400");
  EXPECT_EQ(alias.token, 1U);
  EXPECT_EQ(alias.width, 2U);
}

TEST(Analyzer, AcronymsStayApartFromTheWordTheyFoldTo) {
  EXPECT_FALSE(all_terms("U.S. forces").contains("us"));
  EXPECT_TRUE(all_terms("U.S. forces").contains("XUUS"));
  EXPECT_TRUE(all_terms("the US forces").contains("XUUS"));
  EXPECT_FALSE(all_terms("the US forces").contains("us"));
  EXPECT_TRUE(all_terms("he told us so").contains("us"));
  EXPECT_FALSE(all_terms("he told us so").contains("XUUS"));
  EXPECT_TRUE(all_terms("N.A.T.O.").contains("nato"));
  EXPECT_TRUE(all_terms("NATO").contains("nato"));
}

TEST(Analyzer, AmongCapitalsUsIsBoth) {
  const auto terms = all_terms("MINISTER TELLS US NOTHING");
  EXPECT_TRUE(terms.contains("us"));
  EXPECT_TRUE(terms.contains("XUUS"));
}

TEST(Analyzer, ApostrophesDoNotMatter) {
  for (const char* text : {"O'Brien", "O’Brien", "OBrien", "O'Brien's", "O’Brien’s"})
    EXPECT_EQ(analyse(text).terms, Terms{"obrien"}) << text;
  EXPECT_EQ(analyse("Russia’s").printed, Terms{"Russia"});
  EXPECT_EQ(analyse("the diplomats’ remarks").terms, (Terms{"the", "diplomats", "remarks"}));
  EXPECT_TRUE(all_terms("d’Ivoire").contains("ivoire"));
}

TEST(Analyzer, InvisibleCharactersDoNotMatter) {
  EXPECT_EQ(analyse("Paki\u00ADstan").terms, Terms{"pakistan"});
  EXPECT_EQ(analyse("Mi-35\u00A0helicopters").terms, (Terms{"mi", "35", "helicopters"}));
  EXPECT_EQ(analyse("می\u200Cخواهم").terms.size(), 1U);
}

TEST(Analyzer, HyphenatedWordsMeetTheirJoinedForm) {
  EXPECT_TRUE(all_terms("co-operation").contains("cooperation"));
  EXPECT_TRUE(all_terms("air-to-air").contains("airtoair"));
  EXPECT_EQ(analyse("Russia-Pakistan").terms, (Terms{"russia", "pakistan"}));
}

TEST(Analyzer, NumbersKeepTheirStopsAndLoseTheirCommas) {
  EXPECT_EQ(analyse("1,200.50 and 3.5").terms, (Terms{"1200.50", "and", "3.5"}));
  EXPECT_EQ(analyse("in 2014.").terms, (Terms{"in", "2014"}));
  EXPECT_EQ(analyse("۳۵").terms, Terms{"35"});
}

TEST(Analyzer, WordsRunTogetherByAScraperStillPart) {
  EXPECT_EQ(analyse("threat.The").terms, (Terms{"threat", "the"}));
  EXPECT_EQ(analyse("J.Smith").terms, (Terms{"j", "smith"}));
}

TEST(Analyzer, AccentsAreKeptWithAnAliasWithoutThem) {
  EXPECT_EQ(analyse("Côté").terms, Terms{"côté"});
  EXPECT_TRUE(all_terms("Côté").contains("cote"));
  EXPECT_TRUE(all_terms("ещё").contains("еще"));
  EXPECT_FALSE(all_terms("российский").contains("россиискии"));
}

TEST(Analyzer, IdeographsBecomeOneTokenEachWithBigrams) {
  const auto analysed = analyse("拉夫罗夫");
  EXPECT_EQ(analysed.terms, (Terms{"拉", "夫", "罗", "夫"}));
  const std::vector<std::pair<std::uint32_t, std::string>> bigrams{{0, "拉夫"}, {1, "夫罗"}, {2, "罗夫"}};
  EXPECT_EQ(analysed.aliases, bigrams);
}

TEST(Analyzer, ThaiIsPartedByDictionary) {
  EXPECT_EQ(analyse("ภาษาไทย").terms, (Terms{"ภาษา", "ไทย"}));
}

TEST(Analyzer, ParagraphsAreCountedByBlankLines) {
  const auto analysed = analyse("one two\n\nthree\nfour\n\n\n\nfive");
  std::vector<int> numbers;
  for (const auto& token : analysed.analysis.tokens) numbers.push_back(token.paragraph);
  EXPECT_EQ(numbers, (std::vector<int>{0, 0, 1, 1, 3}));
}

TEST(Analyzer, ALongTokenIsCutAlikeInTextsAndQueries) {
  const std::string token(5000, 'a');
  const auto analysed = analyse(token);
  ASSERT_EQ(analysed.terms.size(), 1U);
  EXPECT_EQ(analysed.terms.front().size(), kMaxTermBytes);
  EXPECT_EQ(analysed.printed.front(), token);
  std::string accented;
  for (int i = 0; i < 500; ++i) accented += "ж";
  EXPECT_TRUE(is_valid_utf8(analyse(accented).terms.front()));
}

// Words of plain prose, found by ICU's own iterator: the fast path must not disagree with it.
Terms icu_words(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> words(
      icu::BreakIterator::createWordInstance(icu::Locale("en"), status));
  UText wrapped = UTEXT_INITIALIZER;
  utext_openUTF8(&wrapped, text.data(), static_cast<std::int64_t>(text.size()), &status);
  words->setText(&wrapped, status);
  Terms result;
  auto from = words->first();
  for (auto to = words->next(); to != icu::BreakIterator::DONE; from = to, to = words->next())
    if (words->getRuleStatus() != UBRK_WORD_NONE)
      result.push_back(text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
  utext_close(&wrapped);
  return result;
}

TEST(Analyzer, ProseBreaksAsUnicodeSaysWhereWeDoNotDepartFromIt) {
  // Letters, marks and digits of many scripts, parted by blanks and sentence punctuation.
  const Terms vocabulary{"Moscow",   "delivery", "naïve", "Österreich", "Москва", "дела",
                         "ہندوستان", "भारत",     "हिन्दी", "لاوروف",     "Αθήνα",  "2014",
                         "don’t",    "can't",    "Ñandú", "ἀγαθός",     "עברית",  "தமிழ்"};
  const Terms marks{" ", ", ", ". ", "; ", "! ", " – ", " “", "” ", " (", ") ", "\n", " \u00A0"};
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) {
      text += vocabulary[random() % vocabulary.size()];
      text += marks[random() % marks.size()];
    }
    ASSERT_EQ(analyse(text).printed, icu_words(text)) << text;
  }
}

TEST(Analyzer, LettersThatFoldToNothingAreNoTokens) {
  for (const char* text : {"\u0640", "\u3164", "\u115F\u1160", "\uFFA0", "\u0640-35", "a \u0640 b"})
    for (const auto& term : all_terms(text)) EXPECT_FALSE(term.empty()) << text;
  EXPECT_TRUE(analyse("\u0640").terms.empty());
  EXPECT_EQ(analyse("a \u0640 b").terms, (Terms{"a", "b"}));
}

TEST(Analyzer, InitialsWithoutEndAreReadOnce) {
  std::string text;
  for (int i = 0; i < 1'000'000; ++i) text += "A.";
  EXPECT_EQ(analyse(text + "bc").terms.size(),
            1'000'001U);  // minutes, were each letter to look at all that follow
}

TEST(Analyzer, AnyTextGivesOrderedSpansOnCodePointEdgesAndBoundedTerms) {
  std::mt19937 random(11);
  const std::vector<std::string> pieces{"a",  "B",  "9",    "-",      "’",      "'s",     ".",
                                        ",",  " ",  "\n\n", "\u00AD", "\u2011", "é",      "ж",
                                        "拉", "ー", "한",   "ไทย",    "\u0301", "\u200D", "U.S.",
                                        "ﬁ",  "𝟝",  "😀",    "ي",      "ـ",      "०",      "\uFFFD"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = 0; i < random() % 40; ++i) text += pieces[random() % pieces.size()];
    const auto analysed = analyse(text);
    std::uint32_t last = 0;
    for (const auto& token : analysed.analysis.tokens) {
      ASSERT_LT(token.span.begin, token.span.end) << text;
      ASSERT_LE(last, token.span.begin) << text;
      ASSERT_LE(token.span.end, text.size()) << text;
      ASSERT_TRUE(is_valid_utf8(slice(text, token.span))) << text;
      last = token.span.end;
    }
    for (const auto& term : analysed.terms) {
      ASSERT_FALSE(term.empty()) << text;
      ASSERT_TRUE(is_valid_utf8(term)) << text;
      ASSERT_LE(term.size(), kMaxTermBytes);
    }
    for (const auto& alias : analysed.analysis.aliases) {
      ASSERT_LE(alias.token + alias.width, analysed.analysis.tokens.size()) << text;
      ASSERT_FALSE(analysed.analysis.term(alias).empty());
    }
  }
}

TEST(Analyzer, NoFoldedTermBeginsLikeAPrefix) {
  for (const char* text : {"ABC", "Straße", "ÉTAT", "ΑΘΗΝΑ", "МОСКВА", "ǅ", "Ａ"})
    for (const auto& term : analyse(text).terms)
      EXPECT_FALSE(term.front() >= 'A' && term.front() <= 'Z') << term;
}

TEST(Analyzer, FoldingAWordIsTheTermItIsIndexedBy) {
  Analyzer analyzer;
  EXPECT_EQ(analyzer.fold("Лавров"), "лавров");
  EXPECT_EQ(analyzer.fold("..."), "");
}

TEST(Stemmer, StemsByLanguageAndLeavesOthersAlone) {
  Stemmer english("en");
  EXPECT_EQ(english.stem("deliveries"), english.stem("delivery"));
  Stemmer russian("ru");
  EXPECT_EQ(russian.stem("лаврова"), "лавров");
  Stemmer urdu("ur");
  EXPECT_FALSE(urdu.stems());
  EXPECT_EQ(urdu.stem("ہیں"), "ہیں");
}

}  // namespace
}  // namespace pressmark
