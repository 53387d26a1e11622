// docs/index-format.md describes the terms and values of the index; schema/index/fields.h decides them.

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>

#include "schema/index/fields.h"

namespace pressmark {
namespace {

std::string read(const std::string& path) {
  std::ifstream in(std::string(PRESSMARK_SOURCE_DIR "/") + path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// All of `pattern`'s matches in `text`, first group to second.
std::map<std::string, std::string> pairs(const std::string& text, const std::string& pattern) {
  std::map<std::string, std::string> found;
  const std::regex regex(pattern);
  for (auto it = std::sregex_iterator(text.begin(), text.end(), regex); it != std::sregex_iterator(); ++it)
    EXPECT_TRUE(found.emplace((*it)[1].str(), (*it)[2].str()).second)
        << (*it)[1].str() << " stands there twice";
  return found;
}

// Between two headings, or from the first to the end.
std::string section(const std::string& prose, const std::string& heading) {
  const auto begin = prose.find("\n## " + heading + "\n");
  EXPECT_NE(begin, std::string::npos) << heading;
  if (begin == std::string::npos) return {};
  return prose.substr(begin, prose.find("\n## ", begin + 1) - begin);
}

// What a namespace of the header encloses.
std::string scope(const std::string& header, const std::string& name) {
  const auto begin = header.find("namespace " + name + " {");
  const auto end = header.find("}  // namespace " + name);
  EXPECT_LT(begin, end) << name;
  return begin < end ? header.substr(begin, end - begin) : std::string();
}

class FieldsProse : public ::testing::Test {
 protected:
  const std::string header_ = read("schema/index/fields.h");
  const std::string prose_ = read("docs/index-format.md");
};

TEST_F(FieldsProse, NamesEveryPrefixAndNoOther) {
  const auto in_code = pairs(scope(header_, "prefix"), R"re((k\w+)\s*=\s*"([^"]+)";)re");
  const auto in_prose = pairs(section(prose_, "Terms"), R"re(\n\| (k\w+) \| `([^`]+)` \|)re");
  EXPECT_GE(in_code.size(), 20U) << "the header is not read as it should be";
  EXPECT_EQ(in_code, in_prose);
}

TEST_F(FieldsProse, NamesEverySlotAndNoOther) {
  const auto in_code = pairs(scope(header_, "slot"), R"re((k\w+)\s*=\s*(\d+);)re");
  const auto in_prose = pairs(section(prose_, "Values"), R"re(\n\| (k\w+) \| (\d+) \|)re");
  EXPECT_GE(in_code.size(), 8U) << "the header is not read as it should be";
  EXPECT_EQ(in_code, in_prose);
}

TEST_F(FieldsProse, TellsTheFormatAndThePositionsAsTheyAre) {
  EXPECT_NE(prose_.find("This is format " + std::to_string(kIndexFormat) + "."), std::string::npos);
  EXPECT_NE(prose_.find("at " + std::to_string(kBodyPosition) + " + *i* + " + std::to_string(kParagraphGap) +
                        " *p*"),
            std::string::npos);
  EXPECT_NE(prose_.find("`NEAR` window (" + std::to_string(kMaxNearWindow) + ")"), std::string::npos);
}

TEST_F(FieldsProse, EveryQueryFieldUsesAPrefixOfTheTable) {
  const auto in_prose = pairs(section(prose_, "Terms"), R"re(\n\| (k\w+) \| `([^`]+)` \|)re");
  const auto is_there = [&](std::string_view prefix) {
    for (const auto& [name, value] : in_prose)
      if (value == prefix) return true;
    return false;
  };
  for (const auto& field : kFields) {
    EXPECT_TRUE(field.prefix.empty() || is_there(field.prefix)) << field.name;
    EXPECT_TRUE(field.words.empty() || is_there(field.words)) << field.name;
  }
}

}  // namespace
}  // namespace pressmark
