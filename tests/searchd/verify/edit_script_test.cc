#include "searchd/verify/edit_script.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace pressmark {
namespace {

using Sequence = std::vector<std::uint32_t>;

Sequence random_sequence(std::mt19937& random, std::size_t most, std::uint32_t letters) {
  Sequence sequence(random() % (most + 1));
  for (auto& each : sequence) each = static_cast<std::uint32_t>(random() % letters);
  return sequence;
}

// Length of the longest common subsequence, by the textbook.
std::size_t common(const Sequence& a, const Sequence& b) {
  std::vector<std::vector<std::size_t>> best(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t k = 1; k <= b.size(); ++k)
      best[i][k] = a[i - 1] == b[k - 1] ? best[i - 1][k - 1] + 1 : std::max(best[i - 1][k], best[i][k - 1]);
  return best[a.size()][b.size()];
}

// Both covered in order without a gap, equal parts equal, kinds in turn. How much is equal.
std::size_t check(const Sequence& a, const Sequence& b, const std::vector<Edit>& script) {
  std::size_t in_a = 0;
  std::size_t in_b = 0;
  std::size_t equal = 0;
  for (std::size_t i = 0; i < script.size(); ++i) {
    const auto& edit = script[i];
    EXPECT_EQ(edit.a_begin, in_a);
    EXPECT_EQ(edit.b_begin, in_b);
    EXPECT_TRUE(edit.a_begin < edit.a_end || edit.b_begin < edit.b_end);
    if (i > 0) {
      EXPECT_NE(edit.equal, script[i - 1].equal);
    }
    in_a = edit.a_end;
    in_b = edit.b_end;
    if (!edit.equal) continue;
    equal += edit.a_end - edit.a_begin;
    EXPECT_EQ(
        Sequence(a.begin() + static_cast<long>(edit.a_begin), a.begin() + static_cast<long>(edit.a_end)),
        Sequence(b.begin() + static_cast<long>(edit.b_begin), b.begin() + static_cast<long>(edit.b_end)));
  }
  EXPECT_EQ(in_a, a.size());
  EXPECT_EQ(in_b, b.size());
  return equal;
}

TEST(EditScript, ItIsAShortestWayFromAnySequenceToAnyOther) {
  std::mt19937 random(1986);
  for (int round = 0; round < 2000; ++round) {
    const auto letters = static_cast<std::uint32_t>(1 + random() % 6);
    const auto a = random_sequence(random, 25, letters);
    const auto b = random_sequence(random, 25, letters);
    ASSERT_EQ(check(a, b, edit_script(a, b, 50)), common(a, b)) << "round " << round;
  }
}

TEST(EditScript, WhatTakesMoreEditsThanAreLookedForIsOneEdit) {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    const auto a = random_sequence(random, 40, 9);
    const auto b = random_sequence(random, 40, 9);
    const auto most = random() % 20;
    const auto script = edit_script(a, b, most);
    check(a, b, script);
    if (a.size() + b.size() - 2 * common(a, b) > most) {
      EXPECT_EQ(std::count_if(script.begin(), script.end(), [](const Edit& each) { return !each.equal; }), 1);
    }
  }
}

TEST(EditScript, NothingBecomesNothingWithoutAnEdit) {
  EXPECT_TRUE(edit_script({}, {}, 10).empty());
  EXPECT_EQ(edit_script({1, 2}, {}, 10), (std::vector<Edit>{{0, 2, 0, 0, false}}));
  EXPECT_EQ(edit_script({1, 2}, {1, 2}, 0), (std::vector<Edit>{{0, 2, 0, 2, true}}));
}

}  // namespace
}  // namespace pressmark
