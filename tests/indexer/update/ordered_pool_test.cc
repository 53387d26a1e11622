#include "indexer/update/ordered_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>

namespace pressmark {
namespace {

using Pool = OrderedPool<int, int>;

TEST(OrderedPool, ResultsComeInTheOrderOfTheInputsHoweverLongEachTakes) {
  Pool pool(4, [] {
    return [](int&& n) {
      std::this_thread::sleep_for(std::chrono::microseconds(n % 3 == 0 ? 500 : 10));
      return n * n;
    };
  });
  for (int n = 0; n < 200; ++n) pool.push(int(n));
  EXPECT_EQ(pool.size(), 200U);
  for (int n = 0; n < 200; ++n) EXPECT_EQ(pool.pop(), n * n);
  EXPECT_EQ(pool.size(), 0U);
  EXPECT_FALSE(pool.is_ready());
}

TEST(OrderedPool, WhatTheWorkThrowsIsThrownInItsTurn) {
  Pool pool(2, [] {
    return [](int&& n) {
      if (n == 1) throw std::runtime_error("one");
      return n;
    };
  });
  for (int n = 0; n < 3; ++n) pool.push(int(n));
  EXPECT_EQ(pool.pop(), 0);
  EXPECT_THROW(pool.pop(), std::runtime_error);
  EXPECT_EQ(pool.pop(), 2);
}

TEST(OrderedPool, EachWorkerHasScratchOfItsOwn) {
  std::atomic<int> made{0};
  Pool pool(3, [&made] {
    ++made;
    return [count = 0](int&& n) mutable { return n + 0 * ++count; };
  });
  for (int n = 0; n < 50; ++n) pool.push(int(n));
  for (int n = 0; n < 50; ++n) EXPECT_EQ(pool.pop(), n);
  EXPECT_LE(made, 3);
}

TEST(OrderedPool, GoesAwayWithWorkUndone) {
  std::atomic<int> done{0};
  {
    Pool pool(1, [&done] {
      return [&done](int&& n) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        ++done;
        return n;
      };
    });
    for (int n = 0; n < 1000; ++n) pool.push(int(n));
  }
  EXPECT_LT(done, 1000);
}

}  // namespace
}  // namespace pressmark
