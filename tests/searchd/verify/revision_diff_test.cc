#include "searchd/verify/revision_diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "schema/model/error.h"
#include "searchd/verify/diff.h"
#include "tests/support/sample_index.h"

namespace pressmark {
namespace {

using test::article;

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

class RevisionDiffTest : public ::testing::Test {
 protected:
  RevisionDiff between(const std::string& before, const std::string& after) {
    index_.add({article("mock", "A title", before)});
    index_.add({article("mock", "A title", after)});
    Searcher searcher(index_.path(), Disclosure::all);
    return diff_revisions(searcher, "mock", "", "");
  }
  static bool has(const RevisionDiff& diff, Difference difference) {
    return std::any_of(diff.hunks.begin(), diff.hunks.end(), [&](const DiffHunk& hunk) {
      return std::find(hunk.differences.begin(), hunk.differences.end(), difference) !=
             hunk.differences.end();
    });
  }

  test::SampleIndex index_;
};

// Whatever is edited: the hunks are both texts, cut, and what they call equal is.
TEST_F(RevisionDiffTest, HunksAreBothTextsInOrder) {
  std::mt19937 random(12);
  const std::vector<std::string> words{"the",     "minister", "said,", "“we",    "agree”", "on",
                                       "5,000",   "tonnes",   "–",     "Лавров", "會談",   "again.",
                                       "(twice)", "U.S.",     "Mi-35", "é́"};
  const auto paragraph = [&] {
    std::vector<std::string> some(1 + random() % 14);
    for (auto& each : some) each = words[random() % words.size()];
    return joined(some, " ");
  };
  std::vector<std::string> paragraphs;
  for (int i = 0; i < 8; ++i) paragraphs.push_back(paragraph());
  for (int round = 0; round < 15; ++round) {
    auto edited = paragraphs;
    for (auto edits = 1 + random() % 4; edits > 0; --edits) {
      const auto at = random() % edited.size();
      const auto place = edited.begin() + static_cast<std::ptrdiff_t>(at);
      switch (random() % 4) {
        case 0:
          edited.insert(place, paragraph());
          break;
        case 1:
          if (edited.size() > 1) edited.erase(place);
          break;
        case 2:
          *place += " " + words[random() % words.size()];
          break;
        default:
          *place = words[random() % words.size()] + " " + *place;
      }
    }
    index_.add({article("mock", "A title", joined(paragraphs, "\n\n"))});
    index_.add({article("mock", "A title", joined(edited, "\n\n"))});
    Searcher searcher(index_.path(), Disclosure::all);
    const auto diff = diff_revisions(searcher, "mock", sha256_hex(joined(paragraphs, "\n\n")),
                                     sha256_hex(joined(edited, "\n\n")));
    std::string before;
    std::string after;
    std::uint64_t changed = 0;
    for (const auto& hunk : diff.hunks) {
      const auto from = slice(diff.from.record.text, hunk.from);
      const auto to = slice(diff.to.record.text, hunk.to);
      before += from;
      after += to;
      EXPECT_EQ(hunk.op == DiffHunk::Op::equal, hunk.differences.empty());
      EXPECT_EQ(hunk.op == DiffHunk::Op::insert, from.empty());
      EXPECT_EQ(hunk.op == DiffHunk::Op::erase, to.empty());
      // Blanks at an end of a paragraph are no part of it.
      if (hunk.op == DiffHunk::Op::equal) {
        std::string a(from);
        std::string b(to);
        std::erase_if(a, [](char c) { return c == '\n' || c == ' '; });
        std::erase_if(b, [](char c) { return c == '\n' || c == ' '; });
        EXPECT_EQ(a, b);
      } else {
        ++changed;
      }
    }
    EXPECT_EQ(before, diff.from.record.text);
    EXPECT_EQ(after, diff.to.record.text);
    EXPECT_EQ(changed == 0, paragraphs == edited);
    paragraphs = std::move(edited);
  }
}

TEST_F(RevisionDiffTest, ANumberAndANegationAreTold) {
  const auto diff =
      between("They ordered forty helicopters and will sell them to anybody who asks for one.",
              "They ordered four helicopters and will not sell them to anybody who asks for one.");
  EXPECT_TRUE(has(diff, Difference::number));
  EXPECT_TRUE(has(diff, Difference::negation));
  EXPECT_EQ(diff.words_removed, 1U);
  EXPECT_EQ(diff.words_added, 2U);
}

TEST_F(RevisionDiffTest, AQuotationThatWasAlteredIsPairedWithItsOldWording) {
  const auto diff = between(
      "“We will sell the four cranes this winter,” said Anna Berg.\n\n“Nothing else is planned for the "
      "harbour,” said Omar Haddad.",
      "“We will not sell the four cranes this winter,” said Anna Berg.\n\n“The gulls are back on the pier "
      "again,” said Lena Okafor.");
  ASSERT_EQ(diff.quotations.size(), 3U);
  EXPECT_TRUE(diff.quotations[0].from && diff.quotations[0].to);
  EXPECT_TRUE(std::any_of(diff.quotations[0].changes.begin(), diff.quotations[0].changes.end(),
                          [](const WordChange& each) { return each.difference == Difference::negation; }));
  EXPECT_FALSE(diff.quotations[1].from) << "the gulls came";
  EXPECT_FALSE(diff.quotations[2].to) << "the harbour went";
}

TEST_F(RevisionDiffTest, TheSameWordsGivenToAnotherAreAChange) {
  const auto diff = between("“We will sell the four cranes this winter,” said Anna Berg.",
                            "“We will sell the four cranes this winter,” said Omar Haddad.");
  ASSERT_EQ(diff.quotations.size(), 1U);
  EXPECT_TRUE(diff.quotations[0].speaker_changed);
  EXPECT_TRUE(diff.quotations[0].changes.empty());
}

TEST_F(RevisionDiffTest, TheLastChangeIsToldUnlessRevisionsAreNamed) {
  const std::vector<std::string> texts{"One wording of it.", "Another wording of it.",
                                       "A third wording of it."};
  for (const auto& text : texts) index_.add({article("mock", "A title", text)});
  Searcher searcher(index_.path(), Disclosure::all);
  const auto last = diff_revisions(searcher, "mock", "", "");
  EXPECT_EQ(last.from.record.text, texts[1]);
  EXPECT_EQ(last.to.record.text, texts[2]);
  const auto first = diff_revisions(searcher, "mock", "", sha256_hex(texts[1]).substr(0, 8));
  EXPECT_EQ(first.from.record.text, texts[0]);
  const auto all = diff_revisions(searcher, "mock", sha256_hex(texts[0]).substr(0, 8), "");
  EXPECT_EQ(all.from.record.text, texts[0]);
  EXPECT_EQ(all.to.record.text, texts[2]);
  EXPECT_THROW(diff_revisions(searcher, "mock", "", sha256_hex(texts[0])), Error) << "the first wording";
  EXPECT_THROW(diff_revisions(searcher, "mock", "", "0123456789"), Error);
  EXPECT_THROW(diff_revisions(searcher, "nobody", "", ""), Error);
}

TEST_F(RevisionDiffTest, AWordingThatCameBackIsHeldAgainstTheOneInBetween) {
  for (const auto* text : {"One wording of it.", "Another wording of it.", "One wording of it."})
    index_.add({article("mock", "A title", text)});
  Searcher searcher(index_.path(), Disclosure::all);
  const auto diff = diff_revisions(searcher, "mock", "", "");
  EXPECT_EQ(diff.from.record.text, "Another wording of it.");
  EXPECT_EQ(diff.to.record.text, "One wording of it.");
}

TEST_F(RevisionDiffTest, AnotherReadingOfTheSameBytesIsNoChangeOfTheOutlets) {
  auto first = article("mock", "A title", "Menu. The words of it.");
  auto second = article("mock", "A title", "The words of it.");
  second.source.sha256 = first.source.sha256;
  index_.add({first});
  index_.add({second});
  Searcher searcher(index_.path(), Disclosure::all);
  EXPECT_TRUE(diff_revisions(searcher, "mock", "", "").is_ours);
}

TEST_F(RevisionDiffTest, WordsThatMayNotBeShownAreNotShownAsAChangeEither) {
  for (const auto* text : {"Words that nobody may show.", "Other words that nobody may show."}) {
    auto mine = article("mock", "A title", text);
    mine.rights = Rights::excerpt;
    index_.add({mine});
  }
  Searcher reader(index_.path(), Disclosure::by_rights);
  const auto diff = diff_revisions(reader, "mock", "", "");
  EXPECT_TRUE(diff.is_withheld);
  EXPECT_EQ(diff_json(diff).find("nobody may show"), std::string::npos);
  EXPECT_EQ(diff_text(diff, false).find("nobody may show"), std::string::npos);
}

// Linear where little changed, bounded where all did.
TEST_F(RevisionDiffTest, LongTextsAreComparedWithinBounds) {
  std::mt19937 random(3);
  std::vector<std::string> words(60000);
  for (auto& each : words) each = "word" + std::to_string(random() % 5000);
  auto other = words;
  std::shuffle(other.begin(), other.end(), random);
  const auto diff = between(joined(words, " "), joined(other, " "));
  EXPECT_GT(diff.words_removed, 50000U);
}

}  // namespace
}  // namespace pressmark
