#include "searchd/search/vocabulary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace pressmark {
namespace {

// Optimal string alignment by its definition, over bytes: the words below are ASCII or of one letter width.
std::uint32_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<std::uint32_t>> table(a.size() + 1, std::vector<std::uint32_t>(b.size() + 1));
  for (std::uint32_t i = 0; i <= a.size(); ++i) {
    for (std::uint32_t j = 0; j <= b.size(); ++j) {
      auto& here = table[i][j];
      if (i == 0 || j == 0) {
        here = i + j;
        continue;
      }
      here = std::min(
          {table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        here = std::min(here, table[i - 2][j - 2] + 1);
    }
  }
  return table[a.size()][b.size()];
}

std::string utf8(const std::u32string& letters) {
  std::string bytes;
  for (const auto letter : letters) {
    if (letter < 0x80) {
      bytes += static_cast<char>(letter);
    } else {
      bytes += static_cast<char>(0xC0U | letter >> 6U);
      bytes += static_cast<char>(0x80U | (letter & 0x3FU));
    }
  }
  return bytes;
}

class VocabularyTest : public ::testing::Test {
 protected:
  // Words of few letters of two scripts, so that many are near each other and share beginnings.
  std::u32string random_word() {
    const std::u32string letters = random_() % 2 == 0 ? U"abc" : U"\u0430\u0431\u0432\u044F";
    std::u32string word;
    for (std::size_t i = 1 + random_() % 8; i > 0; --i) word += letters[random_() % letters.size()];
    return word;
  }

  std::mt19937 random_{29};
  Xapian::WritableDatabase table_{"", Xapian::DB_BACKEND_INMEMORY};
};

TEST_F(VocabularyTest, SimilarWordsAreThoseThatComparingWithEveryWordFinds) {
  std::map<std::u32string, std::uint32_t> words;
  for (int i = 0; i < 400; ++i) {
    Xapian::Document document;
    for (const auto& word : {random_word(), random_word(), random_word()}) {
      if (document.termlist_count() > 0 && random_() % 5 == 0) continue;
      const auto before = document.termlist_count();
      document.add_term(utf8(word));
      if (document.termlist_count() > before) ++words[word];
    }
    document.add_term("Sabc");
    document.add_term("a1");
    document.add_term("\u62C9\u592B");
    table_.add_document(document);
  }
  const Vocabulary vocabulary(table_);
  EXPECT_EQ(vocabulary.size(), words.size());
  std::size_t all = 0;
  for (int round = 0; round < 300; ++round) {
    const auto wanted = random_word();
    for (const std::uint32_t edits : {0U, 1U, 2U}) {
      std::vector<SimilarWord> expected;
      for (const auto& [word, articles] : words)
        if (const auto edit = distance(wanted, word); edit <= edits)
          expected.push_back({utf8(word), articles, edit});
      std::sort(expected.begin(), expected.end(), [](const SimilarWord& a, const SimilarWord& b) {
        if (a.edits != b.edits) return a.edits < b.edits;
        return a.articles != b.articles ? a.articles > b.articles : a.word < b.word;
      });
      ASSERT_EQ(vocabulary.similar_to(utf8(wanted), edits), expected) << utf8(wanted);
      all += expected.size();
    }
    ASSERT_EQ(vocabulary.articles_with(utf8(wanted)), words.contains(wanted) ? words[wanted] : 0);
  }
  EXPECT_GT(all, 5000U);
}

TEST_F(VocabularyTest, AnyWordIsLikeSomeOrNone) {
  const Vocabulary empty(table_);
  EXPECT_TRUE(empty.similar_to("word", 2).empty());
  Xapian::Document document;
  document.add_term("word");
  document.add_term(std::string(120, 'x'));
  table_.add_document(document);
  const Vocabulary vocabulary(table_);
  EXPECT_TRUE(vocabulary.similar_to(std::string(120, 'x'), 2).empty());
  EXPECT_TRUE(vocabulary.similar_to("", 2).empty());
  EXPECT_EQ(vocabulary.similar_to("wrod", 1).size(), 1U);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (std::size_t i = random_() % 50; i > 0; --i) bytes += static_cast<char>(random_());
    EXPECT_LE(vocabulary.similar_to(bytes, 2).size(), 2U);
  }
}

}  // namespace
}  // namespace pressmark
