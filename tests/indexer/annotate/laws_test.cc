// What holds for every text, however broken.

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "indexer/annotate/annotate.h"
#include "schema/text/utf8.h"
#include "tests/support/cpu_time.h"

namespace pressmark {
namespace {

bool on_code_point(const std::string& text, std::uint32_t byte) {
  return byte == text.size() || (static_cast<unsigned char>(text[byte]) & 0xc0) != 0x80;
}

void expect_laws(const std::string& text, const Annotation& annotation) {
  const auto check = [&](Span span) {
    ASSERT_LE(span.begin, span.end);
    ASSERT_LE(span.end, text.size());
    EXPECT_TRUE(on_code_point(text, span.begin) && on_code_point(text, span.end)) << text;
  };
  std::uint32_t last = 0;
  for (const Quotation& quotation : annotation.quotations) {
    ASSERT_FALSE(quotation.spans.empty());
    EXPECT_EQ(quotation.span, (Span{quotation.spans.front().begin, quotation.spans.back().end}));
    EXPECT_GE(quotation.span.begin, last);
    last = quotation.span.begin;
    for (std::size_t i = 0; i < quotation.spans.size(); ++i) {
      check(quotation.spans[i]);
      EXPECT_FALSE(quotation.spans[i].empty());
      EXPECT_EQ(slice(text, quotation.spans[i]).find("\n\n"), std::string_view::npos) << text;
      EXPECT_TRUE(i == 0 || quotation.spans[i].begin >= quotation.spans[i - 1].end) << text;
    }
    if (quotation.speaker) {
      check(quotation.speaker->span);
      EXPECT_FALSE(quotation.speaker->name.empty());
    }
    if (quotation.cue) check(*quotation.cue);
    EXPECT_GE(quotation.confidence, 0);
    EXPECT_LE(quotation.confidence, 1);
  }
  for (const Country& country : annotation.countries) {
    for (const Span mention : country.mentions) check(mention);
  }
}

Annotation annotate(Annotator& annotator, const std::string& text, const char* lang) {
  Article article;
  article.id = "law";
  article.text = text;
  if (*lang != '\0') article.lang = lang;
  return annotator.annotate(article);
}

constexpr std::array kLanguages{"en", "",   "ru", "de", "fr", "es", "tr",
                                "ar", "ur", "hi", "ja", "zh", "nl", "pl"};

std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> pieces{
      "said",   " ",        "that",      ",",      ".",        "“",      "”",   "‘",    "’",      "\"",
      "'",      "''",       "``",        "«",      "»",        "„",      "he",  "They", "Alipov", "Denis",
      "the",    "minister", "according", "to",     "\n\n",     "\n",     "—",   ":",    ";",      "?",
      "!",      "told",     "adding",    "Россия", "印",       "сказал", "он",  "Нина", "Берг",   "dijo",
      "نے",     "کہا",      "قال",       "氏は",   "と述べた", "说：",   "。",  "،",    "sagte",  "🇺🇸",
      "é",      "who",      "and",       "'s",     "’s",       "(",      ")",   "Mr.",  "U.S.",   "-",
      "India-", "Georgia",  "\u00a0",    "\u2028", "\u200b",   "「",     "」",  "it",   "made",   "clear",
      "quoted", "as",       "saying",    "on",     "Monday",   "called", "him", "a",    "liar",   "went",
      "%",      "&",        "@x",        "3.5"};
  std::string text;
  const auto count = random() % 60;
  for (std::size_t i = 0; i < count; ++i) {
    text += pieces[random() % pieces.size()];
    if (random() % 3 != 0) text += ' ';
  }
  return text;
}

TEST(AnnotationLaws, HoldForRandomTexts) {
  Annotator annotator;
  std::mt19937 random(20240229);
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random_text(random);
    const Annotation annotation =
        annotate(annotator, text, kLanguages[static_cast<std::size_t>(i) % kLanguages.size()]);
    expect_laws(text, annotation);
    if (HasFatalFailure()) FAIL() << text;
  }
}

TEST(AnnotationLaws, HoldForRandomCodePoints) {
  Annotator annotator;
  std::mt19937 random(7);
  for (int i = 0; i < 3000; ++i) {
    std::string bytes;
    for (std::size_t n = random() % 80; n > 0; --n) bytes += static_cast<char>(random() % 256);
    const std::string text = decode(bytes, "utf-8").text;
    expect_laws(text, annotate(annotator, text, kLanguages[static_cast<std::size_t>(i) % kLanguages.size()]));
  }
}

TEST(AnnotationLaws, TheSameArticleGivesTheSameAnnotation) {
  Annotator first;
  Annotator second;
  const std::string text = "“We are ready,” Anna Berg of India said. She added that the dam was safe.";
  EXPECT_EQ(annotate(first, text, "en"), annotate(second, text, "en"));
  EXPECT_EQ(annotate(first, text, "en"), annotate(second, text, "en"));
}

TEST(AnnotationLaws, AnEmptyArticleHasNone) {
  Annotator annotator;
  EXPECT_EQ(annotate(annotator, "", ""), Annotation{});
  EXPECT_EQ(annotate(annotator, "\n\n\n\n", "en"), Annotation{});
}

double seconds_for(Annotator& annotator, const std::string& text, const char* lang = "en") {
  const test::CpuTime cost;
  annotate(annotator, text, lang);
  return cost.seconds();
}

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += piece;
  return out;
}

// Sixteen times the text may cost thirty-two times the time, not 256 times: generous, because the machine
// does other things.
TEST(AnnotationLaws, TheCostGrowsWithTheTextAndNotWithItsSquare) {
  Annotator annotator;
  for (std::string_view piece :
       {"he said, ", "“A b c, ” he said. ", "\"a ", "“a ", "” b. ", "‘a s’ ", "a, b, c, ", "Denis Orlov, ",
        "he said that “x” and ", "( he said; ", "said he said he ", "who said, adding that ", "- "}) {
    seconds_for(annotator, repeated(piece, 60'000));
    const double small = seconds_for(annotator, repeated(piece, 60'000));
    const double large = seconds_for(annotator, repeated(piece, 960'000));
    EXPECT_LT(large, 0.25 + small * 64) << piece;
  }
}

TEST(AnnotationLaws, TheCostGrowsWithTheTextInOtherLanguagesToo) {
  Annotator annotator;
  for (std::string_view piece : {"«Да, — сказал он. — Нет», ", "«a b», сказал Нина Берг. ", "« ",
                                 "「あ」と述べた。", "«a b c d e f.» "}) {
    for (const char* lang : {"ru", "ja", "nl"}) {
      seconds_for(annotator, repeated(piece, 60'000), lang);
      const double small = seconds_for(annotator, repeated(piece, 60'000), lang);
      const double large = seconds_for(annotator, repeated(piece, 960'000), lang);
      EXPECT_LT(large, 0.25 + small * 64) << piece << lang;
    }
  }
}

}  // namespace
}  // namespace pressmark
