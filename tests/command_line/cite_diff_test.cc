// `cite diff`: what the outlet changed, the same from an index and from a server.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/command_line/cited_index.h"

namespace pressmark {
namespace {

using nlohmann::json;
using test::CitedIndex;

class CiteDiffTest : public CitedIndex {};

TEST_F(CiteDiffTest, TheLastChangeIsPrintedForPeople) {
  const auto result = cite({"diff", "qd-harbour"});
  EXPECT_EQ(result.status, 0) << result.errors;
  EXPECT_NE(result.output.find("road stays [-closed,-] {+closed for repairs,+}"), std::string::npos)
      << result.output;
  EXPECT_EQ(result.output.find('\x1B'), std::string::npos) << "colours are for terminals";
}

TEST_F(CiteDiffTest, JsonHasThePlacesInBothTexts) {
  const auto diff = json::parse(cite({"diff", "qd-harbour", "--json"}).output);
  EXPECT_EQ(diff["schema"], 1);
  EXPECT_EQ(diff["by"], "outlet");
  ASSERT_EQ(diff["quotations"].size(), 1U) << "the words between marks stand as they were";
  EXPECT_EQ(diff["quotations"][0]["to"]["text"], "The harbour road stays closed for repairs");
  EXPECT_EQ(diff["hunks"][0]["from"][0], 0);
  const auto from = diff["from"]["id"].get<std::string>();
  const auto to = diff["to"]["id"].get<std::string>();
  const auto back =
      json::parse(cite({"diff", "qd-harbour", to.substr(0, 8), from.substr(0, 8), "--json"}).output);
  EXPECT_EQ(back["summary"]["added"], diff["summary"]["removed"]);
  EXPECT_EQ(back["summary"]["kept"], diff["summary"]["kept"]);
}

TEST_F(CiteDiffTest, AServerAnswersTheSameBytes) {
  const test::RunningServer server(index_path());
  for (const std::vector<std::string>& command : {std::vector<std::string>{"diff", "qd-harbour"},
                                                  {"diff", "qd-harbour", "--json"},
                                                  {"diff", "hg-harbour"},
                                                  {"diff", "nobody"}}) {
    auto there = command;
    there.insert(there.end(), {"--server", server.address()});
    const auto here = cite(command);
    const auto remote = cite(there);
    EXPECT_EQ(here.output, remote.output);
    EXPECT_EQ(here.status, remote.status);
  }
}

TEST_F(CiteDiffTest, WhatCannotBeComparedIsToldWithItsStatus) {
  EXPECT_EQ(cite({"diff"}).status, 2);
  EXPECT_EQ(cite({"diff", "a", "b", "c", "d"}).status, 2);
  EXPECT_EQ(cite({"diff", "qd-harbour", "--format", "bibtex"}).status, 2);
  EXPECT_EQ(cite({"diff", "qd-harbour", "12"}).status, 2);
  EXPECT_EQ(cite({"diff", "nobody"}).status, 1);
  const auto one = cite({"diff", "hg-harbour"});
  EXPECT_EQ(one.status, 1);
  EXPECT_NE(one.errors.find("one wording only"), std::string::npos) << one.errors;
}

}  // namespace
}  // namespace pressmark
