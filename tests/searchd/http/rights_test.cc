// What an outlet's rights do not allow to be shown is on no route, in no format and at no revision.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "schema/text/utf8.h"
#include "searchd/cite/exports.h"
#include "tests/searchd/http/running_site.h"

namespace pressmark::test {
namespace {

using nlohmann::json;

constexpr const char* kBrowser = "text/html,application/xhtml+xml,*/*;q=0.8";

// Every sentence has a word of its own: zebra0x, zebra1x … Nothing else in any answer contains "zebra".
std::string long_text(int sentences) {
  std::string text;
  for (int i = 0; i < sentences; ++i) {
    text += i == 0 ? "" : i % 4 == 0 ? "\n\n" : " ";
    text +=
        "The harbour zebra" + std::to_string(i) + "x was measured again by the people of the port office.";
  }
  return text + "\n\n\"We counted zebraquoted cranes,\" said Ann Invented, the harbour master.";
}

Article licensed(std::string id, Rights rights, std::string text) {
  auto made = article(std::move(id), "A harbour is measured", std::move(text));
  made.outlet = "Mock " + std::string(to_string(rights));
  made.url = "https://mock.example/" + made.id;
  made.captions = {"A picture of zebracaption"};
  made.rights = rights;
  return made;
}

class RightsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    running = new RunningSite({licensed("free", Rights::full, long_text(24)),
                               licensed("some", Rights::excerpt, long_text(24)),
                               licensed("none", Rights::link, long_text(24)),
                               licensed("once-free", Rights::full, "The harbour was zebraearlier once."),
                               licensed("gone", Rights::link, "The harbour was zebragone once.")});
    running->index().add({licensed("once-free", Rights::link, "The harbour is zebralater now.")});
    running->index().withdraw("gone");
  }
  static void TearDownTestSuite() {
    delete running;
    running = nullptr;
  }
  static http::Response get(const std::string& target, const std::string& accept = "*/*") {
    http::Request request;
    request.target = target;
    request.accept = accept;
    request.host = "localhost:8080";
    return running->site().answer(request);
  }
  static json get_json(const std::string& target) { return json::parse(get(target).body); }

  // Every address that could tell words of `reference`.
  static std::vector<std::string> routes(const std::string& reference) {
    std::vector<std::string> all{"/search?q=harbour&size=100",
                                 "/api/v1/search?q=harbour&size=100&explain=1",
                                 "/search?q=%22the+harbour%22&size=100",
                                 "/api/v1/quotations?q=cranes",
                                 "/api/v1/quotations?q=counted&size=100",
                                 "/search?q=said:cranes",
                                 "/api/v1/search?q=said:cranes"};
    for (const char* options : {"", "?q=harbour", "?c=0-40", "?q=harbour&c=4-30", "?c=0-5000"})
      all.push_back("/a/" + reference + options);
    all.push_back("/api/v1/articles/" + reference);
    all.push_back("/api/v1/articles/" + reference + "/revisions");
    for (const auto format : citation_format_names())
      for (const char* place : {"", "&c=0-40", "&c=0-5000"})
        all.push_back("/api/v1/cite/" + reference + "?format=" + std::string(format) + place);
    all.push_back("/api/v1/cite/" + reference + "?c=0-40");
    return all;
  }
  static std::string revision_of(const std::string& id, std::size_t age) {
    return get_json("/api/v1/articles/" + id + "/revisions")["revisions"][age]["id"].get<std::string>();
  }
  static inline RunningSite* running = nullptr;
};

// Of an article: what stands between its own answer's marks, so that other articles of the same words do not
// count.
std::vector<json> hits_of(const json& answer, const std::string& id) {
  std::vector<json> found;
  for (const auto& hit : answer["hits"])
    if (hit.value("id", "") == id || (hit.contains("article") && hit["article"]["id"] == id))
      found.push_back(hit);
  return found;
}

TEST_F(RightsTest, ALinkOnlyArticleTellsNoWordOnAnyRoute) {
  const std::vector<std::string> references{"none",
                                            "none@" + revision_of("none", 0).substr(0, 12),
                                            "once-free",
                                            "once-free@" + revision_of("once-free", 0).substr(0, 12),
                                            "once-free@" + revision_of("once-free", 1).substr(0, 12),
                                            "gone"};
  for (const auto& reference : references) {
    const auto id = reference.substr(0, reference.find('@'));
    for (const auto& route : routes(reference)) {
      for (const auto* accept : {"*/*", kBrowser}) {
        const auto response = get(route, accept);
        EXPECT_LT(response.status, 500) << route;
        // The result list holds other outlets' words too: there the words of those outlets are left out.
        if (route.find("/a/") == 0 || route.find("/api/v1/articles/") == 0 ||
            route.find("/api/v1/cite/") == 0) {
          EXPECT_EQ(response.body.find("zebra"), std::string::npos) << route << "\n" << response.body;
        } else if (route.find("/api/") == 0) {
          for (const auto& hit : hits_of(json::parse(response.body), id))
            EXPECT_EQ(hit.dump().find("zebra"), std::string::npos) << route << "\n" << hit.dump(1);
        }
      }
    }
  }
}

TEST_F(RightsTest, ALinkOnlyArticleIsFoundByItsWordsAndNamedWithItsAddress) {
  const auto found = get_json("/api/v1/search?q=zebra7x&outlet=Mock+link");
  ASSERT_EQ(found["total"]["value"], 1);
  const auto& hit = found["hits"][0];
  EXPECT_EQ(hit["id"], "none");
  EXPECT_EQ(hit["rights"], "link");
  EXPECT_EQ(hit["url"], "https://mock.example/none");
  EXPECT_TRUE(hit["passages"].empty());
  // The page repeats the word that was typed and none that stands beside it.
  const auto page = get("/search?q=zebra7x&outlet=Mock+link", kBrowser).body;
  EXPECT_NE(page.find("leave its text with the publisher"), std::string::npos);
  EXPECT_NE(page.find("https://mock.example/none"), std::string::npos);
  EXPECT_EQ(page.find("port office"), std::string::npos);
  const auto quotations = get_json("/api/v1/quotations?q=cranes&outlet=Mock+link");
  ASSERT_EQ(quotations["hits"].size(), 1U);
  EXPECT_TRUE(quotations["hits"][0]["text"].is_null());
  EXPECT_EQ(quotations["hits"][0]["speaker"]["name"], "Ann Invented");
}

TEST_F(RightsTest, AnExcerptArticleShowsPassagesAndQuotationsButNeverTheWhole) {
  const auto whole = CodePoints(long_text(24)).count();
  const auto record = get_json("/api/v1/articles/some");
  EXPECT_EQ(record["rights"], "excerpt");
  EXPECT_TRUE(record["text"].is_null());
  EXPECT_TRUE(record["captions"].empty());
  ASSERT_EQ(record["quotations"].size(), 1U);
  EXPECT_NE(record["quotations"][0]["text"].get<std::string>().find("zebraquoted"), std::string::npos);
  std::size_t shown = 0;
  for (const auto& excerpt : record["excerpts"]) {
    const auto text = excerpt["text"].get<std::string>();
    EXPECT_EQ(CodePoints(text).count(),
              excerpt["end"].get<std::size_t>() - excerpt["start"].get<std::size_t>());
    EXPECT_NE(long_text(24).find(text), std::string::npos);
    shown += CodePoints(text).count();
  }
  EXPECT_GT(shown, 0U);
  EXPECT_LE(shown, whole / 3);

  const auto sentences_on = [](const std::string& page) {
    int count = 0;
    for (int i = 0; i < 24; ++i)
      count += page.find("zebra" + std::to_string(i) + "x") != std::string::npos ? 1 : 0;
    return count;
  };
  for (const auto* options : {"", "?q=harbour", "?q=the", "?q=zebra20x", "?c=0-500", "?c=0-500&q=office"}) {
    const auto page = get(std::string("/a/some") + options, kBrowser).body;
    EXPECT_GE(sentences_on(page), 1) << options;
    EXPECT_LE(sentences_on(page), 9) << options;
    EXPECT_NE(page.find("allow excerpts only"), std::string::npos);
    EXPECT_EQ(page.find("zebracaption"), std::string::npos);
  }
  const auto around = get("/a/some?q=zebra20x", kBrowser).body;
  EXPECT_NE(around.find("zebra19x"), std::string::npos);
  EXPECT_NE(around.find("id=\"hit-1\""), std::string::npos);
  EXPECT_EQ(around.find("zebra3x"), std::string::npos);
}

TEST_F(RightsTest, OfAnExcerptArticleAPassageCanBeCitedAndNoLongerOne) {
  EXPECT_EQ(get("/api/v1/cite/some?c=4-60&format=json").status, 200);
  EXPECT_NE(get("/api/v1/cite/some?c=4-60&format=json").body.find("zebra0x"), std::string::npos);
  const auto refused = get("/api/v1/cite/some?c=0-601&format=json");
  EXPECT_EQ(refused.status, 404);
  EXPECT_NE(refused.body.find("at most 600"), std::string::npos) << refused.body;
  EXPECT_NE(get("/a/some?c=0-601", kBrowser).body.find("at most 600"), std::string::npos);
  EXPECT_EQ(get("/api/v1/cite/none?c=4-60&format=json").status, 404);
  EXPECT_EQ(get("/api/v1/cite/none?format=json").status, 200);
}

TEST_F(RightsTest, AFullArticleIsShownWhole) {
  const auto record = get_json("/api/v1/articles/free");
  EXPECT_EQ(record["text"], long_text(24));
  EXPECT_FALSE(record.contains("excerpts"));
  EXPECT_NE(get("/a/free", kBrowser).body.find("zebracaption"), std::string::npos);
}

TEST_F(RightsTest, TheOwnerOfTheIndexReadsEverything) {
  Searcher owner(running->index().path(), Disclosure::all);
  EXPECT_EQ(owner.article("none")->record.text, long_text(24));
  Question question;
  question.text = "zebra7x";
  for (const auto& hit : owner.search(question).hits) EXPECT_FALSE(hit.passages.empty()) << hit.article.id;
  Searcher visitor(running->index().path());
  EXPECT_TRUE(visitor.article("none")->record.text.empty());
}

}  // namespace
}  // namespace pressmark::test
