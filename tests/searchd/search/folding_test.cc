// Folding is a view of the same answer: whatever is folded can be worked out from the list without it.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "searchd/search/searcher.h"
#include "tests/support/sample_index.h"
#include "tests/support/wire_stories.h"

namespace pressmark {
namespace {

using test::printed;
using test::SampleIndex;
using test::story;

// Some stories that several outlets print, whole or cut, and as many that one prints.
std::vector<Article> press(std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<Article> articles;
  for (int i = 0; i < 60; ++i) {
    const bool is_wire = random() % 2 == 0;
    auto words =
        story(is_wire ? static_cast<std::uint32_t>(random() % 6) : 100 + static_cast<std::uint32_t>(i), 120);
    if (is_wire && random() % 3 == 0) words.resize(90);
    for (auto k = random() % 3; k > 0; --k) words.push_back("helicopters");
    auto made =
        test::article("a-" + std::to_string(i), "Story " + std::to_string(random() % 4), printed(words));
    made.outlet = "Outlet " + std::to_string(random() % 5);
    if (random() % 6 != 0)
      made.date = Day{2014, static_cast<std::uint8_t>(1 + random() % 3),
                      static_cast<std::uint8_t>(1 + random() % 28)};
    if (random() % 4 == 0) made.lang = "fr";
    articles.push_back(std::move(made));
  }
  return articles;
}

Question ask(std::string text, SortOrder sort = SortOrder::relevance) {
  Question question;
  question.text = std::move(text);
  question.sort = sort;
  question.size = kMaxPageSize;
  question.passages = false;
  return question;
}

std::vector<std::string> ids(const Answer& answer) {
  std::vector<std::string> found;
  for (const auto& hit : answer.hits) found.push_back(hit.article.id);
  return found;
}

// The list as it is to be folded: the first of each cluster, as the hits themselves tell them.
std::vector<std::string> folded_by_hand(const Answer& answer) {
  std::set<std::string> seen;
  std::vector<std::string> kept;
  for (const auto& hit : answer.hits)
    if (hit.copies.count == 0 || seen.insert(hit.copies.first).second) kept.push_back(hit.article.id);
  return kept;
}

class FoldingLaws : public ::testing::TestWithParam<std::uint32_t> {
 protected:
  FoldingLaws() {
    index_.add(press(GetParam()));
    searcher_.emplace(index_.path());
  }

  SampleIndex index_;
  std::optional<Searcher> searcher_;
};

TEST_P(FoldingLaws, OfEveryClusterTheBestIsKeptInItsPlace) {
  bool folded_any = false;
  for (const auto* text : {"", "helicopters", "title:story", "outlet:\"Outlet 1\""})
    for (const auto sort : {SortOrder::relevance, SortOrder::newest, SortOrder::oldest})
      for (const bool facets : {true, false}) {
        auto question = ask(text, sort);
        question.facets = facets;
        question.fold = false;
        const auto plain = searcher_->search(question);
        question.fold = true;
        const auto folded = searcher_->search(question);
        const auto expected = folded_by_hand(plain);
        EXPECT_EQ(ids(folded), expected);
        EXPECT_EQ(folded.total.value, expected.size());
        EXPECT_EQ(folded.total.articles, plain.hits.size());
        EXPECT_EQ(plain.total.value, plain.hits.size());
        folded_any = folded_any || expected.size() < plain.hits.size();
        std::vector<std::string> paged;
        question.size = 3;
        for (question.page = 1; paged.size() < expected.size() && question.page < 40; ++question.page)
          for (auto& id : ids(searcher_->search(question))) paged.push_back(std::move(id));
        EXPECT_EQ(paged, expected) << "page by page";
      }
  EXPECT_TRUE(folded_any);
}

TEST_P(FoldingLaws, EveryCountIsTheTotalBehindIt) {
  for (const auto* text : {"", "helicopters"}) {
    const auto answer = searcher_->search(ask(text));
    for (const auto& facet : answer.facets) {
      for (const auto& value : facet.values) {
        auto chosen = ask(text);
        auto& selection = facet.name == "outlet"    ? chosen.filters.outlet
                          : facet.name == "speaker" ? chosen.filters.speaker
                          : facet.name == "country" ? chosen.filters.country
                                                    : chosen.filters.lang;
        selection.any_of = {value.value};
        EXPECT_EQ(searcher_->search(chosen).total.value, value.count) << facet.name << " " << value.value;
      }
    }
    for (const auto& bar : answer.dates.bars) {
      if (bar.value == "undated") continue;
      auto chosen = ask(text);
      chosen.filters.dates = bar.range;
      EXPECT_EQ(searcher_->search(chosen).total.value, bar.count) << bar.value;
    }
  }
}

TEST_P(FoldingLaws, ClustersAreTheSameFromEverySide) {
  auto question = ask("");
  question.fold = false;
  for (const auto& hit : searcher_->search(question).hits) {
    const auto view = searcher_->article(hit.article.id);
    ASSERT_TRUE(view);
    EXPECT_EQ(view->copies.count, hit.copies.count);
    EXPECT_EQ(view->copies.first, hit.copies.first);
    ASSERT_EQ(hit.copies.shown.size(), std::min<std::size_t>(hit.copies.count, kShownCopies));
    for (const auto& copy : hit.copies.shown) {
      EXPECT_NE(copy.id, hit.article.id);
      EXPECT_EQ(searcher_->article(copy.id)->copies.first, hit.copies.first);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, FoldingLaws, ::testing::Values(1, 2, 3));

TEST(Folding, TheFirstPublicationIsKnownWhateverHappensToIt) {
  SampleIndex index;
  const auto text = printed(story(1, 120));
  auto wire = test::article("wire", "Wire", text);
  wire.date = Day{2014, 6, 12};
  auto copy = test::article("copy", "Copy", text + " Own words.");
  copy.date = Day{2014, 6, 13};
  const auto undated = test::article("a-undated", "Undated", text);
  index.add({copy, undated, wire});
  Searcher searcher(index.path());
  EXPECT_EQ(searcher.article("copy")->copies.first, "wire");
  EXPECT_EQ(searcher.article("wire")->copies.first, "wire");
  EXPECT_EQ(searcher.article("a-undated")->copies.count, 2U);

  index.withdraw("wire");
  searcher.refresh();
  EXPECT_EQ(searcher.article("a-undated")->copies.first, "copy") << "undated ones come last";
  EXPECT_EQ(searcher.article("wire")->copies.count, 0U);

  copy.text = printed(story(2, 120));
  copy.source.sha256 = sha256_hex(copy.text);
  index.add({copy});
  searcher.refresh();
  EXPECT_EQ(searcher.article("copy")->copies.count, 0U) << "it says something else now";
  EXPECT_EQ(searcher.article("a-undated")->copies.count, 0U);

  index.add({wire});
  searcher.refresh();
  EXPECT_EQ(searcher.article("a-undated")->copies.first, "wire");
}

}  // namespace
}  // namespace pressmark
