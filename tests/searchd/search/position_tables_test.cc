#include "searchd/search/position_tables.h"

#include <gtest/gtest.h>

#include <thread>

namespace pressmark {
namespace {

TEST(PositionTables, KeepsWhatItIsGivenUpToItsBound) {
  PositionTables tables(3, 1000);
  EXPECT_EQ(tables.find(1), nullptr);
  std::string table(600, 'a');
  const auto* kept = tables.keep(1, table);
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(*kept, table);
  EXPECT_EQ(tables.find(1), kept);
  EXPECT_EQ(tables.keep(1, table), nullptr) << "it has no room for a second";
  std::string another(600, 'b');
  EXPECT_EQ(tables.keep(2, another), nullptr);
  EXPECT_EQ(another, std::string(600, 'b'));
  EXPECT_EQ(tables.find(2), nullptr);
  std::string small(100, 'c');
  EXPECT_NE(tables.keep(3, small), nullptr);
  EXPECT_EQ(tables.keep(4, small), nullptr) << "no document of the snapshot";
  EXPECT_EQ(tables.find(4), nullptr);
}

TEST(PositionTables, ThreadsGetTheSameOne) {
  constexpr std::uint32_t kDocuments = 2000;
  PositionTables tables(kDocuments);
  std::vector<std::vector<const std::string*>> seen(4);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : seen)
      threads.emplace_back([&tables, &mine] {
        for (std::uint32_t document = 1; document <= kDocuments; ++document) {
          auto table = std::to_string(document);
          const auto* found = tables.find(document);
          mine.push_back(found != nullptr ? found : tables.keep(document, table));
        }
      });
  }
  for (const auto& each : seen) EXPECT_EQ(each, seen.front());
  for (std::uint32_t document = 1; document <= kDocuments; ++document)
    ASSERT_EQ(*tables.find(document), std::to_string(document));
}

}  // namespace
}  // namespace pressmark
