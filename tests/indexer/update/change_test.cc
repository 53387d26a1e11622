#include "indexer/update/change.h"

#include <gtest/gtest.h>

namespace pressmark {
namespace {

ArticleRecord stored() {
  ArticleRecord record;
  record.content_hash = "aa";
  record.fingerprint = "v1";
  record.source.sha256 = "source";
  return record;
}

TEST(Change, AnArticleTheIndexDoesNotHoldIsCreated) {
  EXPECT_EQ(compare(std::nullopt, {"aa", "v1", "source"}), Change::created);
}

TEST(Change, EqualContentAndFingerprintIsTheSameWhereverItLay) {
  EXPECT_EQ(compare(stored(), {"aa", "v1", "other"}), Change::same);
}

TEST(Change, EqualContentOfAnotherVersionIsStale) {
  EXPECT_EQ(compare(stored(), {"aa", "v2", "source"}), Change::stale);
}

TEST(Change, OtherContentOfTheSameSourceIsOurReadingNotTheOutletsEdit) {
  EXPECT_EQ(compare(stored(), {"bb", "v2", "source"}), Change::reread);
}

TEST(Change, OtherContentOfAnotherSourceIsRevised) {
  EXPECT_EQ(compare(stored(), {"bb", "v1", "other"}), Change::revised);
  EXPECT_EQ(compare(stored(), {"bb", "v1", ""}), Change::revised);
}

TEST(Change, EveryChangeHasAReason) {
  for (const auto change : {Change::created, Change::same, Change::stale, Change::reread, Change::revised}) {
    EXPECT_FALSE(to_string(change).empty());
    EXPECT_FALSE(reason(change).empty());
  }
}

}  // namespace
}  // namespace pressmark
