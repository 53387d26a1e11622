#include "searchd/verify/reports.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace pressmark {
namespace {

using Json = nlohmann::json;

std::vector<CheckedDraft> sample() {
  CheckedQuotation right;
  right.place = {4, 30};
  right.position = {1, 5};
  right.words = "We stay <here>";
  right.verdict = Verdict::verified;
  CheckedQuotation wrong = right;
  wrong.place = {40, 70};
  wrong.position = {3, 1};
  wrong.verdict = Verdict::altered;
  wrong.claim.speaker = "Anna & Berg";
  wrong.changes = {{WordChange::Op::equal, "We", "We", std::nullopt},
                   {WordChange::Op::replace, "stay", "go", Difference::word},
                   {WordChange::Op::erase, "", "not", Difference::negation}};
  FoundWords found;
  found.article.id = "a-1";
  found.article.outlet = "Example Herald";
  found.article.date = Day{2014, 6, 12};
  found.revision = std::string(64, 'a');
  found.place = {10, 20};
  found.text = "We go not";
  found.speaker = "Anna Berg";
  found.pinned = "a-1@aaaaaaaaaaaa#c10-20";
  wrong.found = found;
  Verification verification;
  verification.quotations = {right, wrong};
  verification.searched = {7, 2, {Day{2014, 1, 1}, Day{2015, 1, 1}}};
  return {{"draft \"1\".md", verification}};
}

TEST(Reports, JsonIsTheObjectOfTheInterface) {
  const auto json = Json::parse(write_report(sample(), ReportFormat::json));
  EXPECT_EQ(json.at("summary"), (Json{{"verified", 1}, {"altered", 1}}));
  EXPECT_EQ(json.at("searched"),
            (Json{{"articles", 7}, {"outlets", 2}, {"from", "2014-01-01"}, {"to", "2015-01-01"}}));
  ASSERT_EQ(json.at("quotations").size(), 2U);
  const auto& wrong = json.at("quotations").at(1);
  for (const char* name : {"start", "end", "text", "verdict", "claimed", "found", "diff"})
    EXPECT_TRUE(wrong.contains(name));
  EXPECT_EQ(wrong.at("claimed"), (Json{{"speaker", "Anna & Berg"}, {"outlet", nullptr}, {"date", nullptr}}));
  for (const char* name : {"id", "revision", "start", "end", "text", "speaker", "outlet", "date", "url"})
    EXPECT_TRUE(wrong.at("found").contains(name)) << name;
  EXPECT_EQ(wrong.at("diff").at(1),
            (Json{{"op", "replace"}, {"draft", "stay"}, {"source", "go"}, {"class", "word"}}));
  EXPECT_EQ(wrong.at("diff").at(2),
            (Json{{"op", "delete"}, {"draft", ""}, {"source", "not"}, {"class", "negation"}}));
  EXPECT_TRUE(json.at("quotations").at(0).at("found").is_null());
}

TEST(Reports, SarifPointsAtTheLinesOfWhatIsWrong) {
  const auto json = Json::parse(write_report(sample(), ReportFormat::sarif));
  EXPECT_EQ(json.at("version"), "2.1.0");
  const auto& results = json.at("runs").at(0).at("results");
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results.at(0).at("ruleId"), "altered");
  EXPECT_EQ(results.at(0).at("locations").at(0).at("physicalLocation").at("region").at("startLine"), 3);
}

TEST(Reports, MarkupIsEscaped) {
  for (const auto format : {ReportFormat::html, ReportFormat::junit}) {
    const auto report = write_report(sample(), format);
    EXPECT_EQ(report.find("<here>"), std::string::npos);
    EXPECT_NE(report.find("&lt;here&gt;"), std::string::npos);
  }
  EXPECT_NE(write_report(sample(), ReportFormat::junit).find("tests=\"2\" failures=\"1\""),
            std::string::npos);
}

TEST(Reports, TextTellsPlaceVerdictAndDifference) {
  const auto report = write_report(sample(), ReportFormat::text);
  EXPECT_NE(report.find("draft \"1\".md:3:1 altered"), std::string::npos) << report;
  EXPECT_NE(report.find("“stay”, the source has “go” (word)"), std::string::npos);
  EXPECT_NE(report.find("2 quotations: 1 verified, 1 altered"), std::string::npos);
  EXPECT_NE(report.find("searched 7 articles of 2 outlets, 2014-01-01 to 2015-01-01"), std::string::npos);
  ReportOptions only_wrong;
  only_wrong.only_wrong = true;
  EXPECT_EQ(write_report(sample(), ReportFormat::text, only_wrong).find(":1:5 verified"), std::string::npos);
}

}  // namespace
}  // namespace pressmark
