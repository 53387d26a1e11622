#include "searchd/search/opened_article.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "schema/text/analyzer.h"
#include "searchd/search/occurrences.h"
#include "searchd/search/snapshot.h"
#include "tests/support/sample_index.h"

namespace pressmark::test {
namespace {

std::vector<Article> tricky_articles() {
  return {article("one", "US and us",
                  "The US sent US-made Mi-35s to us. Co-operation, O'Brien's U.S. unit said, is what “Mi35” "
                  "needs.\n\n"
                  "Naïve readers read: NATO, Nato, nato; polish Polish."),
          article("two", "Mi 35", "He sees her; she saw us. Москва, मास्को, 東京は and 3.5 per cent."),
          article("three", "Without", "A b c d e f g.")};
}

TEST(OpenedArticle, HasTheWordsItsTextHasAndNoOthers) {
  SampleIndex index;
  index.add(tricky_articles());
  Snapshot snapshot(index.path());
  Analyzer analyzer;
  std::set<std::string> words;
  for (const auto& each : tricky_articles()) {
    Analysis analysis;
    analyzer.analyze(each.text, analysis);
    for (const auto& token : analysis.tokens) words.emplace(analysis.term(token));
    for (const auto& alias : analysis.aliases) words.emplace(analysis.term(alias));
  }
  for (int n = 0; n < 2000; ++n) words.insert("w" + std::to_string(n));
  for (Xapian::docid number = 1; number <= snapshot.articles().get_lastdocid(); ++number) {
    const OpenedArticle opened(snapshot, number);
    Analysis analysis;
    analyzer.analyze(opened.text().text, analysis);
    const TokenTable tokens(analysis);
    const AnalysedPositions expected(analysis, tokens);
    for (const auto& word : words) {
      auto positions = opened.positions_of(word, snapshot.articles());
      std::erase_if(positions, [&](std::uint32_t position) { return !opened.tokens().token_at(position); });
      EXPECT_EQ(positions, expected(word)) << word << " in " << opened.row().id;
    }
  }
}

TEST(OpenedArticles, KeepsThoseAskedForLastUpToItsBound) {
  SampleIndex index;
  std::vector<Article> articles;
  for (int n = 0; n < 40; ++n)
    articles.push_back(
        article("a-" + std::to_string(n), "Story", "The committee met on day " + std::to_string(n) + "."));
  index.add(articles);
  Snapshot snapshot(index.path());
  const auto size = OpenedArticle(snapshot, 1).bytes();
  OpenedArticles kept(size * 10);
  EXPECT_EQ(kept.find(1), nullptr);
  const auto first = kept.open(snapshot, 1);
  for (Xapian::docid number = 2; number <= 40; ++number) {
    kept.open(snapshot, number);
    EXPECT_EQ(kept.open(snapshot, 1), first) << "asked for again and again";
  }
  std::size_t bytes = 0;
  for (Xapian::docid number = 1; number <= 40; ++number)
    if (const auto found = kept.find(number)) bytes += found->bytes();
  EXPECT_LE(bytes, size * 10);
  EXPECT_GE(bytes, size * 5);
  EXPECT_EQ(kept.find(2), nullptr);
  EXPECT_NE(kept.find(40), nullptr);
}

}  // namespace
}  // namespace pressmark::test
