// What the operators find on an index, against what reading every article finds.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <sstream>

#include "searchd/search/searcher.h"
#include "tests/support/sample_index.h"

namespace pressmark {
namespace {

using test::article;
using Ids = std::set<std::string>;
using Words = std::vector<std::string>;

Ids found(Searcher& searcher, const std::string& text, const Day& today = {2026, 11, 23}) {
  Question question;
  question.text = text;
  question.today = today;
  question.size = 100;
  question.match = MatchMode::all;
  question.fold = false;
  Ids ids;
  for (const auto& hit : searcher.search(question).hits) ids.insert(hit.article.id);
  return ids;
}

Words words_of(const std::string& text) {
  std::istringstream stream(text);
  Words words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// Sixty articles of nine words that share no stem, so that every distance occurs.
class QueryLanguageTest : public ::testing::Test {
 protected:
  QueryLanguageTest() {
    std::vector<Article> articles;
    for (int i = 0; i < 60; ++i) {
      std::string text;
      for (std::size_t k = 4 + random_() % 20; k > 0; --k) text += word() + (k > 1 ? " " : "");
      texts_["a" + std::to_string(i)] = words_of(text);
      articles.push_back(article("a" + std::to_string(i), "Headline", text));
    }
    index_.add(articles);
  }

  std::string word() {
    static const Words all{"wheat",   "embassy", "river",  "harbour", "ticket",
                           "lantern", "copper",  "violin", "orchard"};
    return all[random_() % all.size()];
  }

  template <typename Holds>
  Ids reading(const Holds& holds) const {
    Ids ids;
    for (const auto& [id, words] : texts_)
      if (holds(words)) ids.insert(id);
    return ids;
  }

  std::mt19937 random_{31};
  test::SampleIndex index_;
  std::map<std::string, Words> texts_;
};

TEST_F(QueryLanguageTest, BeforeFindsWhatStandsInThatOrderWithinThatManyWords) {
  Searcher searcher(index_.path());
  std::size_t all = 0;
  for (int round = 0; round < 150; ++round) {
    const auto first = word();
    const auto second = word();
    const auto third = word();
    const std::size_t most = 1 + random_() % 6;
    const auto n = "/" + std::to_string(most) + " ";
    const auto two = reading([&](const Words& words) {
      for (std::size_t i = 0; i < words.size(); ++i)
        for (std::size_t k = i + 1; k < words.size() && k - i <= most; ++k)
          if (words[i] == first && words[k] == second) return true;
      return false;
    });
    ASSERT_EQ(found(searcher, first + " BEFORE" + n + second), two) << first << n << second;
    const auto three = reading([&](const Words& words) {
      for (std::size_t i = 0; i < words.size(); ++i)
        for (std::size_t k = i + 1; k < words.size(); ++k)
          for (std::size_t m = k + 1; m < words.size() && m - i <= most; ++m)
            if (words[i] == first && words[k] == second && words[m] == third) return true;
      return false;
    });
    ASSERT_EQ(found(searcher, first + " BEFORE" + n + second + " BEFORE" + n + third), three);
    const auto phrase = reading([&](const Words& words) {
      for (std::size_t i = 0; i + 1 < words.size(); ++i)
        for (std::size_t k = i + 1; k < words.size() && k - i <= most; ++k)
          if (words[i] == first && words[i + 1] == second && words[k] == third) return true;
      return false;
    });
    ASSERT_EQ(found(searcher, "\"" + first + " " + second + "\" BEFORE" + n + third), phrase);
    all += two.size() + three.size() + phrase.size();
  }
  EXPECT_GT(all, 1000U);
}

// A phrase beside NEAR is near where it stands, not where one of its words does.
TEST_F(QueryLanguageTest, NearTakesPhrasesWhole) {
  Searcher searcher(index_.path());
  for (int round = 0; round < 150; ++round) {
    const auto first = word();
    const auto second = word();
    auto third = word();
    while (third == first) third = word();
    const std::size_t most = 1 + random_() % 4;
    const auto expected = reading([&](const Words& words) {
      for (std::size_t i = 0; i + 1 < words.size(); ++i)
        for (std::size_t k = 0; k < words.size(); ++k)
          if (words[i] == first && words[i + 1] == second && words[k] == third &&
              (k > i ? k - i : i - k) <= most)
            return true;
      return false;
    });
    ASSERT_EQ(found(searcher, "\"" + first + " " + second + "\" NEAR/" + std::to_string(most) + " " + third),
              expected);
  }
}

TEST_F(QueryLanguageTest, WordsLikeItFindAndMarkWhatIsSpeltALittleOtherwise) {
  Searcher searcher(index_.path());
  const auto with = [&](const std::string& word) {
    return reading(
        [&](const Words& words) { return std::find(words.begin(), words.end(), word) != words.end(); });
  };
  EXPECT_EQ(found(searcher, "embasy~"), with("embassy"));
  EXPECT_EQ(found(searcher, "embasy~1"), with("embassy"));
  EXPECT_EQ(found(searcher, "ebmassy~1"), with("embassy"));
  EXPECT_EQ(found(searcher, "hrabuor~2"), with("harbour"));
  EXPECT_EQ(found(searcher, "hrabuor~1"), Ids{});
  EXPECT_EQ(found(searcher, "embasy"), Ids{});
  EXPECT_EQ(found(searcher, "wheat BEFORE/3 embasy~1"), found(searcher, "wheat BEFORE/3 embassy"));
  Question question;
  question.text = "embasy~";
  for (const auto& hit : searcher.search(question).hits) {
    ASSERT_FALSE(hit.passages.empty());
    for (const auto& passage : hit.passages)
      for (const auto& match : passage.match_bytes)
        EXPECT_EQ(passage.text.substr(match.begin - passage.bytes.begin, match.size()), "embassy");
  }
}

TEST(QueryLanguage, AnEqualsSignTakesTheWordAsItIsPrinted) {
  test::SampleIndex index;
  index.add({article("one", "A", "The delivery began."), article("many", "Deliveries", "Deliveries began."),
             article("cafe", "B", "The caf\u00E9 began.")});
  Searcher searcher(index.path());
  EXPECT_EQ(found(searcher, "delivery"), (Ids{"one", "many"}));
  EXPECT_EQ(found(searcher, "=delivery"), Ids{"one"});
  EXPECT_EQ(found(searcher, "=Deliveries"), Ids{"many"});
  EXPECT_EQ(found(searcher, "title:=delivery"), Ids{});
  EXPECT_EQ(found(searcher, "title:(=deliveries OR violin)"), Ids{"many"});
  EXPECT_EQ(found(searcher, "=caf\u00E9"), Ids{"cafe"});
  EXPECT_EQ(found(searcher, "began NEAR/2 =delivery"), Ids{"one"});
}

TEST(QueryLanguage, DatesSelectTheDaysTheyName) {
  test::SampleIndex index;
  std::vector<Article> articles;
  const auto first = day_number({2013, 11, 1});
  for (int i = 0; i < 90; ++i) {
    articles.push_back(article("d" + std::to_string(i), "Day", "News of the day."));
    articles.back().date = day_from_number(first + 13 * i);
  }
  articles.push_back(article("undated", "Day", "News of no day."));
  index.add(articles);
  Searcher searcher(index.path());
  const Day today{2016, 2, 29};
  for (const char* text : {"2014", "2014-06", "2014-06..2015", "..2014-02", "2015-12..", "today", "yesterday",
                           "7d", "6w", "3m", "1y", "this-week", "last-week", "this-month", "last-month",
                           "this-year", "last-year", "last-year..last-month", "2014-11-05"}) {
    const auto range = parse_day_range(text, today);
    ASSERT_TRUE(range) << text;
    Ids expected;
    for (const auto& each : articles)
      if (each.date && (!range->from || *range->from <= *each.date) &&
          (!range->to || *each.date <= *range->to))
        expected.insert(each.id);
    EXPECT_EQ(found(searcher, std::string("date:") + text, today), expected) << text;
  }
  EXPECT_EQ(found(searcher, "date:\u201Clast month\u201D", today), found(searcher, "date:2016-01"));
}

}  // namespace
}  // namespace pressmark
