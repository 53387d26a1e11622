#include "searchd/cite/locate.h"

#include <gtest/gtest.h>

#include <random>

#include "schema/model/error.h"
#include "schema/text/utf8.h"
#include "searchd/cite/words.h"
#include "tests/searchd/cite/sample.h"

namespace pressmark {
namespace {

std::vector<std::string> found(std::string_view text, std::string_view words) {
  std::vector<std::string> out;
  for (const Span span : exact_occurrences(text, words)) out.emplace_back(slice(text, span));
  return out;
}

TEST(ExactOccurrences, LookPastTypographyButNotPastCaseOrWords) {
  const std::string text = "“It’s four Mi‑35s,” he said… It's\nfour Mi-35s.";
  EXPECT_EQ(found(text, "It's four Mi-35s"),
            (std::vector<std::string>{"It’s four Mi‑35s", "It's\nfour Mi-35s"}));
  EXPECT_EQ(found(text, "\"It's four Mi-35s,\" he said..."),
            (std::vector<std::string>{"“It’s four Mi‑35s,” he said…"}));
  EXPECT_TRUE(found(text, "it's four").empty());
  EXPECT_TRUE(found(text, "").empty());
  EXPECT_TRUE(found(text, " \n").empty());
}

TEST(ExactOccurrences, FindEverySliceOfAnyText) {
  std::mt19937 random(7);
  for (int i = 0; i < 300; ++i) {
    const std::string text = decode(test::hostile_text(random, 30), "utf-8").text;
    const CodePoints points(text);
    std::uniform_int_distribution<std::uint32_t> at(0, points.count());
    Span place{at(random), at(random)};
    if (place.begin > place.end) std::swap(place.begin, place.end);
    const Span bytes = points.to_bytes(place);
    const Span words = whole_words(text, bytes);
    if (words.empty() || one_line(slice(text, words)).empty()) continue;
    if (exact_occurrences(text, slice(text, words)).empty()) {
      // Only what folds to nothing (soft hyphens, zero-width spaces) is not found.
      EXPECT_TRUE(fold_typography(slice(text, words)).text.find_first_not_of(' ') == std::string::npos)
          << text;
    }
  }
}

ArticleView view(std::string text) {
  ArticleView article;
  article.record.article.id = "eh-1";
  article.record.text = std::move(text);
  return article;
}

TEST(PassageAt, GivesTheWordsTheirSpeakerAndTheirSurroundings) {
  ArticleView article = view("Новости. “It is four,” said Qasim.\n\nIt is four again, she said.");
  Quotation quotation;
  quotation.id = "q1";
  const auto begin = static_cast<std::uint32_t>(article.record.text.find("“It"));
  quotation.spans = {{begin, begin + 17}};
  quotation.span = quotation.spans.front();
  quotation.speaker = Speaker{"farida-qasim", "Farida Qasim", "", {}};
  article.record.quotations = {quotation};
  const Passage passage = passage_at(article, {10, 20});
  EXPECT_EQ(passage.text, "It is four");
  EXPECT_EQ(passage.speaker_name, "Farida Qasim");
  EXPECT_FALSE(passage.unique);
  EXPECT_EQ(passage.after, ",” said Qasim.");
  EXPECT_EQ(passage.before, "Новости. “");
  const Passage later = passage_at(article, {36, 46});
  EXPECT_EQ(later.text, "It is four");
  EXPECT_FALSE(later.speaker_name);
  EXPECT_EQ(later.before, "");
}

TEST(PassageAt, OfReportedSpeechNamesItsSpeakerOnlyWithinIt) {
  ArticleView article = view("Prices rose. The deal was signed, Qasim said. It rained.");
  Quotation quotation;
  quotation.type = QuotationType::indirect;
  quotation.span = {13, 45};
  quotation.spans = {{13, 32}};
  quotation.speaker = Speaker{"farida-qasim", "Farida Qasim", "", {}};
  article.record.quotations = {quotation};
  EXPECT_EQ(passage_at(article, {13, 45}).speaker_name, "Farida Qasim");
  EXPECT_FALSE(passage_at(article, {0, 45}).speaker_name);
  EXPECT_FALSE(passage_at(article, {46, 55}).speaker_name);
}

TEST(PassageAt, RefusesAPlaceBeyondTheText) {
  const ArticleView article = view("Новости");
  EXPECT_EQ(passage_at(article, {0, 7}).text, "Новости");
  EXPECT_THROW(passage_at(article, {0, 8}), Error);
  EXPECT_THROW(passage_at(article, {3, 3}), Error);
  EXPECT_THROW(passage_at(article, {4000000000U, 4000000001U}), Error);
}

TEST(OneLine, LeavesNoLineEndsAndNoControlCharacters) {
  EXPECT_EQ(one_line("  a\n\n b\t\x1B[31mc\x07 \u0085"), "a b [31mc");
  EXPECT_EQ(one_line("10\u00A0000"), "10\u00A0000");
}

}  // namespace
}  // namespace pressmark
