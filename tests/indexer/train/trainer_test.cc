// Learning from annotated news: from the same news the same model, and one that has learned something.

#include "indexer/train/trainer.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "indexer/train/examples.h"
#include "schema/model/error.h"

namespace pressmark::annotation {
namespace {

constexpr const char* kNews = PRESSMARK_SOURCE_DIR "/corpus/quotations/wikinews.jsonl";

std::vector<Example> some_examples() {
  std::ifstream file(kNews);
  std::vector<Example> examples;
  std::string line;
  for (int i = 0; i < 3 && std::getline(file, line); ++i)
    for (Example& example : read_examples(line)) examples.push_back(std::move(example));
  return examples;
}

TrainingOptions few_rounds() {
  TrainingOptions options;
  options.rounds = 6;
  options.mean_from = 4;
  return options;
}

TEST(Training, OnTheSameNewsGivesTheSameBytes) {
  const auto examples = some_examples();
  ASSERT_GT(examples.size(), 10U);
  const auto options = few_rounds();
  const std::string first = encode(train(examples, options));
  EXPECT_EQ(first, encode(train(some_examples(), options)));
  auto other = options;
  ++other.seed;
  EXPECT_NE(first, encode(train(examples, other)));
}

TEST(Training, TellsWhatItWasShown) {
  std::ifstream file(kNews);
  std::string line;
  ASSERT_TRUE(std::getline(file, line));
  const auto examples = read_examples(line);
  auto options = few_rounds();
  options.rounds = 12;
  const Labeller labeller(train(examples, options));
  std::size_t tokens = 0, right = 0, named = 0;
  for (const Example& example : examples) {
    const auto labels = labeller.label(example.features);
    ASSERT_EQ(labels.size(), example.labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
      ++tokens;
      right += labels[i] == example.labels[i] ? 1 : 0;
      named += example.labels[i] != Label::outside ? 1 : 0;
    }
  }
  // More than by calling everything outside, or everything content.
  ASSERT_GT(named, tokens / 4);
  EXPECT_GT(right, tokens * 19 / 20);
}

TEST(Training, WhatIsNoAnnotatedArticleIsRefused) {
  const auto kind_of = [](std::string_view line) {
    try {
      read_examples(line);
    } catch (const Error& error) {
      return error.kind();
    }
    return ErrorKind::internal;
  };
  EXPECT_EQ(kind_of("{"), ErrorKind::bad_input);
  EXPECT_EQ(kind_of("{\"quotes\": []}"), ErrorKind::bad_input);
  EXPECT_EQ(kind_of(R"({"text": "He said no.", "quotes": [{"spans": [[8, 99]]}]})"), ErrorKind::bad_input);
  EXPECT_EQ(kind_of(R"({"text": "He said no.", "quotes": [{"spans": [[8, 8]]}]})"), ErrorKind::bad_input);
  EXPECT_EQ(read_examples(R"({"text": "He said no.", "quotes": [{"spans": [[8, 10]]}]})").size(), 1U);
}

TEST(Training, OnNothingGivesAModelThatNamesNothing) {
  const Labeller labeller(train({}, few_rounds()));
  for (const auto& example : some_examples())
    for (const Label label : labeller.label(example.features)) EXPECT_EQ(label, Label::outside);
}

}  // namespace
}  // namespace pressmark::annotation
