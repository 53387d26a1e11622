#include "indexer/update/table_thread.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace pressmark {
namespace {

TEST(TableThread, DoesTasksInTheirOrderAndFinishWaitsForThem) {
  std::vector<int> done;
  TableThread thread(2);
  for (int n = 0; n < 100; ++n) thread.run([&done, n] { done.push_back(n); });
  thread.finish();
  ASSERT_EQ(done.size(), 100U);
  for (int n = 0; n < 100; ++n) EXPECT_EQ(done[static_cast<std::size_t>(n)], n);
}

TEST(TableThread, AFailureEndsTheSeriesAndIsToldToTheGiver) {
  int after = 0;
  TableThread thread(8);
  thread.run([] { throw std::runtime_error("disk full"); });
  EXPECT_THROW(thread.finish(), std::runtime_error);
  EXPECT_THROW(thread.run([&after] { ++after; }), std::runtime_error);
  EXPECT_EQ(after, 0);
}

}  // namespace
}  // namespace pressmark
