// What an answer says of itself, in JSON and on the page: how it was read, what would find more, why.

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "searchd/http/query_string.h"
#include "tests/searchd/http/running_site.h"

namespace pressmark::test {
namespace {

using nlohmann::json;

class SearchHelpTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { running = new RunningSite(plain_articles()); }
  static void TearDownTestSuite() { delete running; }

  static std::string get(const std::string& target) {
    http::Request request;
    request.method = "GET";
    request.target = target;
    request.host = "localhost";
    const auto response = running->site().answer(request);
    EXPECT_EQ(response.status, 200) << target;
    return response.body;
  }
  static json search(const std::string& query, const std::string& rest = {}) {
    return json::parse(get("/api/v1/search?q=" + http::percent_encode(query) + rest));
  }
  static std::string page(const std::string& query, const std::string& rest = {}) {
    return get("/search?q=" + http::percent_encode(query) + rest);
  }

  static RunningSite* running;
};

RunningSite* SearchHelpTest::running = nullptr;

TEST_F(SearchHelpTest, AMisspeltQuestionIsOfferedWithWhatItFinds) {
  const auto query = search("helicoptrs discusssed")["query"];
  EXPECT_EQ(query["suggestion"], "helicopters discussed");
  EXPECT_EQ(
      query["alternatives"][0],
      (json{{"change", "spelling"}, {"text", "helicopters discussed"}, {"dropped", nullptr}, {"total", 1}}));
  EXPECT_NE(page("helicoptrs").find("Did you mean <a href=\"/search?q=helicopters\">"), std::string::npos);
  const auto known = search("helicopters")["query"];
  EXPECT_EQ(known["suggestion"], nullptr);
  EXPECT_TRUE(known["alternatives"].empty());
}

TEST_F(SearchHelpTest, WhereNotAllWordsAreFoundEachIsLeftOutInTurn) {
  const auto answer = search("wheat xylophone");
  EXPECT_EQ(
      answer["query"]["alternatives"],
      json::array({{{"change", "without part"}, {"text", "wheat"}, {"dropped", "xylophone"}, {"total", 1}}}));
  const auto shown = page("wheat xylophone");
  EXPECT_NE(shown.find("without “xylophone”"), std::string::npos);
  EXPECT_NE(shown.find("(1 article)"), std::string::npos);
  const auto filtered = search("wheat", "&outlet=nobody")["query"]["alternatives"];
  EXPECT_EQ(filtered[0]["change"], "without filters");
  EXPECT_EQ(filtered[0]["total"], 1);
}

TEST_F(SearchHelpTest, TheExplanationCountsWhatIsLookedFor) {
  const auto answer = search("delivered -wheat outlet:herald", "&explain=1");
  const auto& parts = answer["explain"]["parts"];
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[0]["text"], "delivered");
  EXPECT_EQ(parts[0]["total"], 1);
  EXPECT_EQ(parts[0]["excluded"], false);
  std::vector<std::string> forms;
  for (const auto& form : parts[0]["forms"]) forms.push_back(form["form"]);
  EXPECT_EQ(forms, (std::vector<std::string>{"delivered", "delivers"}));
  EXPECT_NEAR(parts[0]["weight"].get<double>(), std::log((3 - 1 + 0.5) / (1 + 0.5) * 0.5 + 1), 0.001);
  EXPECT_EQ(parts[1]["text"], "outlet:herald");
  EXPECT_EQ(parts[1]["weight"], 0);
  EXPECT_EQ(parts[2]["text"], "wheat");
  EXPECT_EQ(parts[2]["excluded"], true);
  EXPECT_EQ(answer["hits"][0]["occurrences"], (json{1, 0, 0}));
  EXPECT_FALSE(search("delivered")["hits"][0].contains("occurrences"));
  EXPECT_NE(page("delivered", "&explain=1").find("delivered 1, delivers 1"), std::string::npos);
}

// The count of a part is what the part finds as a question of its own.
TEST_F(SearchHelpTest, APartFindsAloneWhatTheExplanationSays) {
  for (const auto* query :
       {"helicopters", "helicopter*", "helicoptrs~2", "=helicopters", "\"no helicopters\"",
        "ship NEAR/5 wheat", "title:wheat", "Mi-35", "outlet:wire", "date:2014"}) {
    const auto answer = search(query, "&explain=1&match=all&fold=0");
    ASSERT_EQ(answer["explain"]["parts"].size(), 1U) << query;
    EXPECT_EQ(answer["explain"]["parts"][0]["total"], answer["total"]["value"]) << query;
    EXPECT_EQ(answer["explain"]["parts"][0]["text"], answer["query"]["read_as"]) << query;
    EXPECT_GT(answer["total"]["value"], 0) << query;
  }
}

}  // namespace
}  // namespace pressmark::test
