#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/searchd/http/running_site.h"
#include "tests/support/wire_stories.h"

namespace pressmark {
namespace {

using nlohmann::json;
using test::article;
using test::RunningSite;

Article printed(const std::string& id, Day day, const std::string& outlet, const std::string& text) {
  auto result = article(id, "Cranes", text);
  result.date = day;
  result.outlet = outlet;
  return result;
}

std::vector<Article> press() {
  const std::string said = "“We will not sell the four cranes to anybody this winter,” said Anna Berg.\n\n";
  const auto report = test::printed(test::story(1, 120));
  auto linked = printed("linked", {2014, 6, 20}, "Closed Courier", said + test::printed(test::story(3, 120)));
  linked.rights = Rights::link;
  return {printed("wire", {2014, 6, 12}, "Mock Wire", said + report),
          printed("copy", {2014, 6, 13}, "Harbour Gazette", said + report + " And so on."),
          printed("altered", {2014, 6, 15}, "Dummy <b>Dispatch</b>",
                  "“We will not sell the five cranes to anybody this winter,” said Anna Berg.\n\n" +
                      test::printed(test::story(2, 120))),
          printed("alone", {2014, 6, 18}, "Test Times",
                  "“We will buy the old lighthouse in spring,” said Omar Haddad."),
          linked};
}

class QuotationPageTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { running = new RunningSite(press()); }
  static void TearDownTestSuite() {
    delete running;
    running = nullptr;
  }

  static http::Response get(const std::string& target, const std::string& accept = "text/html") {
    http::Request request;
    request.target = target;
    request.accept = accept;
    return running->site().answer(request);
  }

  static std::string quotation_of(const std::string& id) {
    return json::parse(get("/api/v1/articles/" + id).body)["quotations"][0]["id"];
  }

  static inline RunningSite* running = nullptr;
};

TEST_F(QuotationPageTest, ShowsEveryWordingAndPrintingTheEarliestFirst) {
  const auto response = get("/q/" + quotation_of("copy"));
  ASSERT_EQ(response.status, 200);
  const auto& page = response.body;
  const auto at = [&](std::string_view words) {
    const auto found = page.find(words);
    EXPECT_NE(found, std::string::npos) << words;
    return found;
  };
  EXPECT_LT(at("Mock Wire"), at("Harbour Gazette"));
  EXPECT_LT(at("Harbour Gazette"), at("Dummy &lt;b&gt;Dispatch"));
  at("<strong>2 independent sources</strong> and 1 copy: 3 printings in 2 wordings");
  at("<del dir=\"auto\">four</del>");
  at("<ins dir=\"auto\">five</ins>");
  at("another number");
  at("<span class=\"tag\">copy</span>");
  EXPECT_EQ(page.find("<b>Dispatch"), std::string::npos);
  EXPECT_EQ(page.find("{{"), std::string::npos);
  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_EQ(page.find("Closed Courier"), std::string::npos) << "its words stay with the publisher";
}

TEST_F(QuotationPageTest, TheApiSaysTheSame) {
  const auto id = quotation_of("altered");
  const auto response = get("/api/v1/quotations/" + id);
  ASSERT_EQ(response.status, 200);
  const auto answer = json::parse(response.body);
  EXPECT_EQ(answer["quotation"]["id"], id);
  EXPECT_EQ(answer["printings"], 3);
  EXPECT_EQ(answer["independent"], 2);
  ASSERT_EQ(answer["wordings"].size(), 2U);
  const auto& first = answer["wordings"][0];
  EXPECT_EQ(first["asked"], false);
  EXPECT_EQ(first["changes"],
            (json::array({{{"op", "replace"}, {"asked", "five"}, {"this", "four"}, {"class", "number"}}})));
  ASSERT_EQ(first["printings"].size(), 2U);
  EXPECT_EQ(first["printings"][0]["article"]["id"], "wire");
  EXPECT_EQ(first["printings"][0]["copy"], false);
  EXPECT_EQ(first["printings"][1]["copy"], true);
  EXPECT_EQ(answer["wordings"][1]["asked"], true);
  EXPECT_TRUE(answer["wordings"][1]["changes"].empty());
}

TEST_F(QuotationPageTest, OneThatStandsAloneSaysSo) {
  EXPECT_NE(get("/q/" + quotation_of("alone")).body.find("No other article in this index prints these words"),
            std::string::npos);
}

TEST_F(QuotationPageTest, OneThatIsNotThereIsNotFound) {
  for (const auto* path : {"/q/0123456789abcdef", "/q/%00", "/q/..", "/api/v1/quotations/nothing"}) {
    EXPECT_EQ(get(path).status, 404) << path;
    EXPECT_EQ(get(path, "application/json").status, 404) << path;
  }
  EXPECT_EQ(get("/api/v1/quotations/" + quotation_of("wire") + "?x=1").status, 400);
}

TEST_F(QuotationPageTest, ArticlesLeadThereAndTellOfTheirCopies) {
  const auto page = get("/a/copy").body;
  EXPECT_NE(page.find("href=\"/q/" + quotation_of("copy") + "\""), std::string::npos);
  EXPECT_NE(page.find("1 other article has this text."), std::string::npos);
  EXPECT_NE(page.find("href=\"/a/wire\""), std::string::npos);
  EXPECT_NE(get("/a/wire").body.find("this is its first publication"), std::string::npos);
  EXPECT_EQ(get("/a/alone").body.find("this text"), std::string::npos);
}

}  // namespace
}  // namespace pressmark
