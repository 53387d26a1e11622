// What is offered where a question finds nothing, held against what the offer finds.

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "searchd/search/searcher.h"
#include "tests/support/sample_index.h"

namespace pressmark {
namespace {

using test::article;

Answer ask(Searcher& searcher, const std::string& text, MatchMode match = MatchMode::automatic) {
  Question question;
  question.text = text;
  question.match = match;
  return searcher.search(question);
}

std::uint64_t total(Searcher& searcher, const std::string& text) {
  return ask(searcher, text, MatchMode::all).total.value;
}

class AdviceTest : public ::testing::Test {
 protected:
  AdviceTest() {
    std::vector<Article> articles;
    for (int i = 0; i < 80; ++i) {
      std::string text;
      for (int k = 0; k < 6; ++k) text += kWords[random_() % kWords.size()] + (k < 5 ? " " : ".");
      articles.push_back(article("a" + std::to_string(i), "Report", text));
      articles.back().outlet = i % 2 == 0 ? "Example Herald" : "Sample Courier";
    }
    index_.add(articles);
  }

  // One letter left out, doubled, changed or swapped with the next; never the first.
  std::string misspelt(std::string word) {
    const auto at = 1 + random_() % (word.size() - 2);
    switch (random_() % 4) {
      case 0:
        return word.erase(at, 1);
      case 1:
        return word.insert(at, 1, word[at]);
      case 2:
        word[at] = word[at] == 'q' ? 'j' : 'q';
        return word;
      default:
        std::swap(word[at], word[at + 1]);
        return word;
    }
  }

  inline static const std::vector<std::string> kWords{
      "helicopter", "embassy",   "harbour",  "pipeline", "parliament", "wheat",     "orchard",  "violin",
      "copper",     "submarine", "minister", "election", "railway",    "telescope", "mountain", "vaccine"};
  std::mt19937 random_{37};
  test::SampleIndex index_;
};

TEST_F(AdviceTest, AMisspeltWordIsOfferedAsItStandsInTheArticles) {
  Searcher searcher(index_.path());
  int tried = 0;
  for (int round = 0; round < 200; ++round) {
    const auto& first = kWords[random_() % kWords.size()];
    const auto& second = kWords[random_() % kWords.size()];
    const auto wrong = misspelt(first);
    const auto also_wrong = misspelt(second);
    // Some slips are found all the same, as other forms of the word.
    if (first == second || total(searcher, wrong) > 0 || total(searcher, also_wrong) > 0) continue;
    for (const auto& [typed, meant] : {std::pair(wrong, first),
                                       {second + " " + wrong, second + " " + first},
                                       {also_wrong + " " + wrong, second + " " + first}}) {
      const auto answer = ask(searcher, typed);
      if (total(searcher, meant) == 0) continue;
      ++tried;
      ASSERT_EQ(answer.suggestion, meant) << typed;
      ASSERT_EQ(answer.alternatives.front().found, total(searcher, meant));
    }
  }
  EXPECT_GT(tried, 300);
}

TEST_F(AdviceTest, WhatIsOfferedFindsAsManyAsIsSaidAndMoreThanWhatWasAsked) {
  Searcher searcher(index_.path());
  std::set<Alternative::Kind> kinds;
  for (int round = 0; round < 200; ++round) {
    Question question;
    for (std::size_t i = 1 + random_() % 4; i > 0; --i) {
      const auto& word = kWords[random_() % kWords.size()];
      question.text += (random_() % 3 == 0 ? misspelt(word) : word) + " ";
    }
    if (random_() % 3 == 0) question.filters.outlet.any_of = {"Example Herald"};
    if (random_() % 5 == 0) question.filters.dates.from = Day{2014, 1, 1};
    const auto answer = searcher.search(question);
    auto strict = question;
    strict.match = MatchMode::all;
    const auto asked = searcher.search(strict).total.value;
    if (asked > 3) {
      ASSERT_TRUE(answer.alternatives.empty()) << question.text;
    }
    for (const auto& alternative : answer.alternatives) {
      kinds.insert(alternative.kind);
      auto other = strict;
      other.text = alternative.text;
      if (alternative.kind == Alternative::Kind::without_filters) other.filters = {};
      ASSERT_EQ(searcher.search(other).total.value, alternative.found) << question.text;
      ASSERT_GT(alternative.found, asked) << question.text;
    }
  }
  EXPECT_EQ(kinds.size(), 3U);
}

TEST_F(AdviceTest, TheRestOfTheQuestionStaysAsItWasTyped) {
  Searcher searcher(index_.path());
  EXPECT_EQ(ask(searcher, "Helicoptr").suggestion, "Helicopter");
  EXPECT_EQ(ask(searcher, "HELICOPTR").suggestion, "HELICOPTER");
  EXPECT_EQ(ask(searcher, "heli copter").suggestion, "helicopter");
  EXPECT_EQ(ask(searcher, "helicoptr outlet:herald -zebra").suggestion, "helicopter outlet:herald -zebra");
  EXPECT_EQ(ask(searcher, "(helicoptr OR qqqqqqq)").suggestion, std::nullopt);
  EXPECT_EQ(ask(searcher, "violin -helicoptr").suggestion, std::nullopt);
  EXPECT_EQ(ask(searcher, "outlet:helicoptr").suggestion, std::nullopt);
  EXPECT_EQ(ask(searcher, "zebras").suggestion, std::nullopt);
  EXPECT_EQ(ask(searcher, "").suggestion, std::nullopt);
}

TEST(Advice, AWordPartedInTwoAndAQuotedOneAreOffered) {
  test::SampleIndex index;
  std::vector<Article> articles;
  for (int i = 0; i < 5; ++i)
    articles.push_back(
        article("a" + std::to_string(i), "T", "The press mark number " + std::to_string(i) + " stands."));
  index.add(articles);
  Searcher searcher(index.path());
  EXPECT_EQ(ask(searcher, "pressmark stands").suggestion, "press mark stands");
  EXPECT_EQ(ask(searcher, "\"the prees mark\"").suggestion, "\"the press mark\"");
}

}  // namespace
}  // namespace pressmark
