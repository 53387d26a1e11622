// JSON as people keep it: lines, documents, and what must cost no more than itself.

#include <gtest/gtest.h>

#include "tests/indexer/ingest/reading.h"

namespace pressmark {
namespace {

using test::read;

TEST(JsonDocument, OneObjectOrAnArrayOfThemIsRead) {
  EXPECT_EQ(
      read("a.json", "{\n  \"title\": \"The gate\",\n  \"text\": \"It was open.\"\n}\n").article().title,
      "The gate");
  EXPECT_EQ(read("a.json", "\xEF\xBB\xBF{\"text\": \"It was open.\"}").article().text, "It was open.");
  const std::string array =
      "[\n  {\"text\": \"One.\"},\n  {\"text\": 2},\n  {\n   \"text\": \"Thr]ee.\"\n  }\n]\n";
  const auto reading = read("articles", array);
  ASSERT_EQ(reading.articles.size(), 2U);
  EXPECT_EQ(reading.articles[1].source.record, 3U);
  EXPECT_EQ(reading.articles[1].source_bytes, "{\n   \"text\": \"Thr]ee.\"\n  }");
  ASSERT_EQ(reading.rejections.size(), 1U);
  EXPECT_EQ(reading.rejections[0].offset, array.find("{\"text\": 2"));
  const auto stream = read("a.json", "{\n\"text\": \"One.\"\n}\n{\n\"text\": \"Two.\"\n}\n");
  EXPECT_EQ(stream.articles.size(), 2U);
}

TEST(JsonDocument, SaysWhereItBreaksOffAndLosesNoEarlierRecord) {
  const std::string array = "[{\"text\": \"One \\\" [ word.\"},\n{\"text\": \"Two words.\"}]";
  const auto first = array.find("},") + 1;
  const auto second = array.find("}]") + 1;
  for (std::size_t size = array.find(':'); size <= array.size(); ++size) {
    const auto reading = read("a.json", array.substr(0, size));
    EXPECT_EQ(reading.articles.size(), size < first ? 0U : size < second ? 1U : 2U) << size;
    EXPECT_EQ(reading.rejections.size(), size < array.size() ? 1U : 0U) << size;
  }
}

TEST(JsonLines, ADateMayBeANumberOfSecondsOrMilliseconds) {
  const auto date = [](const std::string& value) {
    return read("a.jsonl", "{\"text\":\"It was open.\",\"date\":" + value + "}").article().date;
  };
  EXPECT_EQ(date("1402531200"), (Day{2014, 6, 12}));
  EXPECT_EQ(date("1402531200.5"), (Day{2014, 6, 12}));
  EXPECT_EQ(date("1402531200000"), (Day{2014, 6, 12}));
  EXPECT_EQ(date("\"1402531200\""), (Day{2014, 6, 12}));
  EXPECT_EQ(date("20140612"), (Day{2014, 6, 12}));
  for (const char* none :
       {"2020", "-1402531200", "0", "1e300", "\"yesterday\"", "\"2020-02-31\"", "\"2020-05\""})
    EXPECT_EQ(date(none), std::nullopt) << none;
  const auto noted =
      read("a.jsonl", R"({"text":"It was open.","date":"yesterday","updated":2020})").article();
  EXPECT_EQ(noted.notes, (std::vector<std::string>{"date \"yesterday\" cannot be read",
                                                   "updated \"2020\" cannot be read"}));
}

TEST(JsonLines, WhatWouldCostTooMuchIsRefusedAndTheRestGoesOn) {
  const std::string good = "{\"text\":\"One.\"}\n";
  const auto second = [&](const std::string& line) {
    const auto reading = read("a.jsonl", good + line + "\n" + good);
    EXPECT_EQ(reading.articles.size(), 2U);
    return reading.reason();
  };
  EXPECT_EQ(second("{\"text\":\"A.\",\"x\":" + std::string(1000, '[') + std::string(1000, ']') + "}"),
            "nested deeper than 200 levels");
  EXPECT_EQ(second("{\"x\":" + std::string(30'000'000, '[')), "nested deeper than 200 levels");
  std::string wide = "{\"text\":\"A.\",\"x\":[0";
  for (int i = 0; i < 600'000; ++i) wide += ",0";
  EXPECT_EQ(second(wide + "]}"), "more than 500000 values in one record");
  EXPECT_EQ(second("{\"text\":\"\\ud800 A.\"}"), "not Unicode text: half a surrogate pair");
  EXPECT_TRUE(second("{\"text\":\"A" + std::string(1, '\0') + "B.\"}").starts_with("not valid JSON"));
  EXPECT_EQ(second("{\"text\":\"" + std::string(100'000'000, 'a') + "\"}"),
            "the line is over the limit of 32 MiB");
  EXPECT_EQ(read("a.jsonl", "{\"text\":\"A\\u0000B.\"}").article().text, "AB.");
}

}  // namespace
}  // namespace pressmark
