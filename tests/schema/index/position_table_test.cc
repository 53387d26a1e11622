#include "schema/index/position_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "schema/index/fields.h"
#include "schema/index/token_table.h"
#include "schema/model/error.h"

namespace pressmark {
namespace {

using Places = std::map<std::string, std::set<std::uint32_t>>;

// By the book: what fields.h says of positions.
struct Expected {
  Places places;
  std::map<std::string, std::uint32_t> counts;

  void put(std::string_view term, std::uint32_t position) {
    places[std::string(term)].insert(position);
    ++counts[std::string(term)];
  }
  void add_title(const Analysis& title) {
    for (std::uint32_t i = 0; i < title.tokens.size() && i < kLastTitlePosition; ++i)
      put(title.term(title.tokens[i]), i + 1);
    for (const auto& alias : title.aliases)
      if (alias.token < kLastTitlePosition) put(title.term(alias), alias.token + 1);
  }
  void add_text(const Analysis& text) {
    const TokenTable tokens(text);
    for (std::uint32_t i = 0; i < tokens.size(); ++i) put(text.term(text.tokens[i]), tokens.position(i));
    for (const auto& alias : text.aliases) put(text.term(alias), tokens.position(alias.token));
  }
};

void expect_equal(const Expected& expected, const PositionTableBuilder& builder) {
  const auto bytes = builder.encode();
  const PositionTable table(bytes);
  std::vector<std::uint32_t> positions;
  for (const auto& [term, places] : expected.places) {
    table.find(term, positions);
    ASSERT_EQ(positions, std::vector<std::uint32_t>(places.begin(), places.end())) << term;
  }
  std::map<std::string, std::uint32_t> counts;
  for (const auto& word : builder.words()) counts[std::string(builder.term(word))] = word.count;
  ASSERT_EQ(counts, expected.counts);
}

std::string random_text(std::mt19937& random, std::size_t length) {
  const std::vector<std::string> pieces{"word",     "Mi-35s",   "a",     " ",    ", ",   "\n\n",
                                        "\n\n\n\n", "拉夫罗夫", "co-op", "café", "U.S.", "X ",
                                        "Лавров ",  " the ",    " of ",  "x-y"};
  std::string text;
  for (std::size_t i = 0; i < length; ++i) {
    text +=
        random() % 4 == 0 ? "n" + std::to_string(random() % length) + " " : pieces[random() % pieces.size()];
  }
  return text;
}

TEST(PositionTable, EveryWordIsFoundWhereItStandsAndNowhereElse) {
  std::mt19937 random(11);
  Analyzer analyzer;
  Analysis analysis;
  PositionTableBuilder builder;
  for (int round = 0; round < 400; ++round) {
    builder.clear();
    Expected expected;
    if (random() % 3 != 0) {
      analyzer.analyze(random_text(random, random() % 12), analysis);
      builder.add_title(analysis);
      expected.add_title(analysis);
    }
    analyzer.analyze(random_text(random, random() % (round % 10 == 0 ? 3000 : 80)), analysis);
    builder.add_text(analysis);
    expected.add_text(analysis);
    ASSERT_NO_FATAL_FAILURE(expect_equal(expected, builder)) << round;
  }
}

TEST(PositionTable, HeadlinesEndBeforeTheText) {
  Analyzer analyzer;
  Analysis analysis;
  std::string title;
  for (int i = 0; i < 5000; ++i) title += "w" + std::to_string(i % 26) + " x-y ";
  analyzer.analyze(title, analysis);
  PositionTableBuilder builder;
  Expected expected;
  EXPECT_EQ(builder.add_title(analysis), kLastTitlePosition);
  expected.add_title(analysis);
  analyzer.analyze("the text", analysis);
  builder.add_text(analysis);
  expected.add_text(analysis);
  expect_equal(expected, builder);
}

TEST(PositionTable, PiecesStandTogether) {
  Analyzer analyzer;
  Analysis analysis;
  PositionTableBuilder builder;
  analyzer.analyze("we do\n\nnot", analysis);
  builder.add_piece(analysis);
  analyzer.analyze("know we", analysis);
  builder.add_piece(analysis);
  const auto bytes = builder.encode();
  const PositionTable table(bytes);
  std::vector<std::uint32_t> positions;
  table.find("we", positions);
  EXPECT_EQ(positions, (std::vector<std::uint32_t>{kBodyPosition, kBodyPosition + 4}));
  table.find("know", positions);
  EXPECT_EQ(positions, (std::vector<std::uint32_t>{kBodyPosition + 3}));
}

TEST(PositionTable, NoWordsAreNoBytes) {
  EXPECT_EQ(PositionTableBuilder().encode(), "");
  const PositionTable table("");
  std::vector<std::uint32_t> positions{1};
  table.find("word", positions);
  EXPECT_TRUE(positions.empty());
}

// Numbers of 8 to 20 bits, all perfect.
TEST(PositionTable, HoldsManyWordsInLittleMoreThanTheirNumbers) {
  for (const std::size_t words : {1U, 2U, 200U, 210U, 500U, 60'000U, 600'000U}) {
    Analysis analysis;
    PositionTableBuilder builder;
    for (std::size_t i = 0; i < words; ++i) {
      const auto word = "w" + std::to_string(i);
      Token token;
      token.term_begin = static_cast<std::uint32_t>(analysis.arena.size());
      token.term_size = static_cast<std::uint16_t>(word.size());
      analysis.arena += word;
      analysis.tokens.push_back(token);
    }
    builder.add_text(analysis);
    const auto bytes = builder.encode();
    EXPECT_LT(bytes.size(), words * 3 + 16) << words;
    const PositionTable table(bytes);
    std::vector<std::uint32_t> positions;
    for (std::size_t i = 0; i < words; i += 1 + words / 500) {
      table.find("w" + std::to_string(i), positions);
      ASSERT_EQ(positions, (std::vector<std::uint32_t>{static_cast<std::uint32_t>(kBodyPosition + i)}));
    }
  }
}

TEST(PositionTable, DamagedBytesAreRefusedOrReadWithinThem) {
  std::mt19937 random(12);
  Analyzer analyzer;
  Analysis analysis;
  PositionTableBuilder builder;
  analyzer.analyze(random_text(random, 200), analysis);
  builder.add_text(analysis);
  const auto sound = builder.encode();
  std::vector<std::uint32_t> positions;
  for (int round = 0; round < 4000; ++round) {
    auto bytes = sound.substr(0, round % 2 == 0 ? sound.size() : random() % sound.size());
    for (int flips = 1 + static_cast<int>(random() % 3); flips > 0 && !bytes.empty(); --flips)
      bytes[random() % std::min<std::size_t>(bytes.size(), 40)] ^= static_cast<char>(1U << random() % 8);
    try {
      const PositionTable table(bytes);
      for (const auto& word : builder.words()) table.find(builder.term(word), positions);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::io);
    }
  }
}

}  // namespace
}  // namespace pressmark
