#include "searchd/http/site.h"
#include "searchd/http/query_string.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "schema/text/utf8.h"
#include "tests/searchd/http/running_site.h"

namespace pressmark::test {
namespace {

using nlohmann::json;

class SiteTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    running = new RunningSite(plain_articles());
    running->index().add({article("gone", "Withdrawn words", "These words were withdrawn.")});
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
  static inline RunningSite* running = nullptr;
};

constexpr const char* kBrowser = "text/html,application/xhtml+xml,*/*;q=0.8";

TEST_F(SiteTest, EveryErrorIsAProblemThatSaysWhatToDo) {
  for (const auto& [target, status] :
       std::vector<std::pair<std::string, int>>{{"/nothing", 404},
                                                {"/api/v1/nothing", 404},
                                                {"/a/none", 404},
                                                {"/a/%3Cscript%3E", 404},
                                                {"/a/mi-35@0000000000", 404},
                                                {"/a/mi-35@ab", 400},
                                                {"/a/mi-35@", 400},
                                                {"/a/mi-35?c=x", 400},
                                                {"/api/v1/articles/none", 404},
                                                {"/api/v1/search?size=1000", 400},
                                                {"/api/v1/quotations?page=0", 400},
                                                {"/api/v1/cite/mi-35?style=none", 400},
                                                {"/api/v1/cite/mi-35?format=none", 400},
                                                {"/api/v1/cite/mi-35?c=5000-6000", 404},
                                                {"/search?sort=x", 400}}) {
    const auto response = get(target);
    EXPECT_EQ(response.status, status) << target;
    EXPECT_EQ(response.content_type, "application/problem+json") << target;
    const auto problem = json::parse(response.body);
    EXPECT_EQ(problem["status"], status);
    EXPECT_EQ(problem["type"].get<std::string>().rfind("urn:pressmark:problem:", 0), 0U);
    EXPECT_FALSE(problem["title"].get<std::string>().empty());
    EXPECT_FALSE(problem["detail"].get<std::string>().empty());
  }
}

TEST_F(SiteTest, AnUnknownParameterIsAnErrorOfTheApiAndANoteOnThePage) {
  for (const auto* target : {"/api/v1/search?q=helicopters&outlets=x", "/api/v1/quotations?q=x&outlets=x",
                             "/api/v1/articles/mi-35?outlets=x", "/api/v1/cite/mi-35?outlets=x"}) {
    const auto response = get(target);
    EXPECT_EQ(response.status, 400) << target;
    const auto detail = json::parse(response.body)["detail"].get<std::string>();
    EXPECT_NE(detail.find("there is no parameter outlets"), std::string::npos) << detail;
  }
  const auto known = json::parse(get("/api/v1/search?q=x&outlets=x").body)["detail"].get<std::string>();
  EXPECT_NE(known.find("q, outlet, speaker"), std::string::npos) << known;
  const auto page = get("/search?q=helicopters&outlets=x", kBrowser);
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("the parameter outlets is not known here"), std::string::npos);
}

TEST_F(SiteTest, AWrongRevisionOfAnArticleLeadsToTheCurrentOne) {
  const auto detail = json::parse(get("/a/mi-35@0000000000").body)["detail"].get<std::string>();
  EXPECT_NE(detail.find("the current one is at /a/mi-35"), std::string::npos) << detail;
}

TEST_F(SiteTest, AReaderAtAWrongAddressIsNotSentToTheApi) {
  EXPECT_EQ(get("/nothing", kBrowser).body.find("/api/"), std::string::npos);
  EXPECT_NE(get("/nothing").body.find("/api/v1/search"), std::string::npos);
}

TEST_F(SiteTest, BrowsersGetAPageThatKeepsWhatWasTyped) {
  const auto response = get("/search?q=Mi-35%20%3Cb%3E&size=0", kBrowser);
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.content_type, "text/html; charset=utf-8");
  EXPECT_NE(response.body.find("value=\"Mi-35 &lt;b&gt;\""), std::string::npos);
  EXPECT_EQ(get("/api/v1/nothing", kBrowser).content_type, "application/problem+json")
      << "the API speaks JSON to everybody";
}

TEST_F(SiteTest, TooManyParametersAreToldWithTheLimit) {
  std::string query = "?q=helicopters";
  for (int i = 0; i < 1000; ++i) query += "&a";
  for (const auto* path :
       {"/search", "/a/mi-35", "/api/v1/search", "/api/v1/quotations", "/api/v1/cite/mi-35"})
    for (const auto* accept : {"*/*", kBrowser}) {
      const auto response = get(path + query, accept);
      EXPECT_EQ(response.status, 400) << path;
      EXPECT_NE(response.body.find("at most 1000"), std::string::npos) << path;
    }
}

TEST_F(SiteTest, OtherMethodsAreRefused) {
  http::Request request;
  request.method = "DELETE";
  request.target = "/api/v1/search";
  const auto response = running->site().answer(request);
  EXPECT_EQ(response.status, 405);
  EXPECT_NE(std::find(response.headers.begin(), response.headers.end(),
                      std::pair<std::string, std::string>("Allow", "GET, HEAD")),
            response.headers.end());
}

TEST_F(SiteTest, EveryAddressAnswers) {
  for (const auto* target : {"/",
                             "/search",
                             "/search?q=helicopters",
                             "/?q=helicopters",
                             "/a/mi-35",
                             "/a/mi-35?q=helicopters",
                             "/api/v1/search?q=x",
                             "/api/v1/articles/mi-35",
                             "/api/v1/quotations",
                             "/api/v1/cite/mi-35",
                             "/healthz",
                             "/readyz",
                             "/robots.txt",
                             "/opensearch.xml",
                             "/verify",
                             "/metrics",
                             "/feed.atom",
                             "/feed.atom?q=helicopters",
                             "/feed.json?q=helicopters&outlet=example-herald",
                             "/favicon.ico",
                             "/static/style.css"})
    EXPECT_EQ(get(target).status, 200) << target;
}

TEST_F(SiteTest, ADraftIsVerifiedInEveryForm) {
  http::Request request;
  request.method = "POST";
  request.content_type = "text/markdown; charset=utf-8";
  request.body = "“Nobody ever said *these words* here,” he said.";
  request.target = "/api/v1/verify";
  const auto verified = json::parse(running->site().answer(request).body);
  ASSERT_EQ(verified["quotations"].size(), 1U);
  EXPECT_EQ(verified["quotations"][0]["verdict"], "not-found");
  for (const auto* format : {"text", "json", "sarif", "junit", "html"}) {
    request.target = std::string("/api/v1/verify?format=") + format;
    EXPECT_EQ(running->site().answer(request).status, 200) << format;
  }
  for (const auto* bad : {"?format=endnote", "?as=pdf", "?draft=x", "?as=docx"}) {
    request.target = std::string("/api/v1/verify") + bad;
    EXPECT_EQ(running->site().answer(request).status, 400) << bad;
  }
  request.method = "GET";
  EXPECT_EQ(running->site().answer(request).status, 405);
}

TEST_F(SiteTest, ADraftTypedIntoThePageComesBackWithItsVerdicts) {
  http::Request request;
  request.method = "POST";
  request.target = "/verify";
  request.accept = kBrowser;
  request.content_type = "application/x-www-form-urlencoded";
  request.body = "draft=%E2%80%9CNobody+ever+said+%3Cb%3Ethese%3C%2Fb%3E+words%2C%E2%80%9D+he+said.&as=text";
  const auto page = running->site().answer(request);
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("not found here"), std::string::npos);
  EXPECT_NE(page.body.find("&lt;b&gt;these&lt;/b&gt;"), std::string::npos);
  EXPECT_EQ(page.body.find("<b>these"), std::string::npos);
  request.body = "draft=nothing+quoted";
  EXPECT_NE(running->site().answer(request).body.find("No quotation was found"), std::string::npos);
}

TEST_F(SiteTest, AFeedHasWhatTheSearchHasNewestFirst) {
  const auto found = json::parse(get("/api/v1/search?q=helicopters&sort=newest").body);
  const auto feed = json::parse(get("/feed.json?q=helicopters").body);
  ASSERT_EQ(feed["items"].size(), found["hits"].size());
  for (std::size_t i = 0; i < found["hits"].size(); ++i) {
    const auto id = feed["items"][i]["id"].get<std::string>();
    EXPECT_TRUE(id.ends_with("/a/" + found["hits"][i]["id"].get<std::string>())) << id;
  }
  const auto atom = get("/feed.atom?q=helicopters").body;
  EXPECT_EQ(std::count(atom.begin(), atom.end(), '\n') > 10, true);
  EXPECT_NE(atom.find("<feed xmlns=\"http://www.w3.org/2005/Atom\">"), std::string::npos);
  EXPECT_EQ(get("/feed.atom?colour=red").status, 400);
}

TEST_F(SiteTest, SuggestionsContinueWhatIsTyped) {
  const auto suggested = [](const std::string& typed) {
    return json::parse(get("/api/v1/suggest?q=" + typed).body)["suggestions"];
  };
  const auto words = suggested("heli");
  ASSERT_FALSE(words.empty());
  EXPECT_EQ(words[0]["kind"], "word");
  EXPECT_EQ(words[0]["query"], "helicopters");
  for (const auto& each : words) {
    const auto total = json::parse(
        get("/api/v1/search?match=all&q=" + http::percent_encode(each["query"].get<std::string>())).body);
    EXPECT_GE(total["total"]["value"], each["count"]) << each;  // a word finds its other forms too
  }
  const auto outlets = suggested("embargo+outlet:her");
  ASSERT_EQ(outlets.size(), 1U);
  EXPECT_EQ(outlets[0]["query"], "embargo outlet:\"Example Herald\"");
  EXPECT_TRUE(suggested("").empty());
  EXPECT_TRUE(suggested("zzzzqq").empty());
  const auto plug_in = json::parse(get("/api/v1/suggest?format=opensearch&q=heli").body);
  EXPECT_EQ(plug_in[0], "heli");
  EXPECT_EQ(plug_in[1][0], "helicopters");
  EXPECT_EQ(get("/api/v1/suggest?format=xml&q=a").status, 400);
}

TEST_F(SiteTest, MetricsCountWhatWasAnswered) {
  running->site().metrics().count({"GET", "/", 200, 10, 3.0});
  running->site().metrics().count({"GET", "/none", 404, 5, 2000.0});
  const auto text = get("/metrics").body;
  EXPECT_NE(text.find("pressmark_http_requests_total{status=\"2xx\"} 1\n"), std::string::npos) << text;
  EXPECT_NE(text.find("pressmark_http_requests_total{status=\"4xx\"} 1\n"), std::string::npos);
  EXPECT_NE(text.find("le=\"0.005\"} 1\n"), std::string::npos);
  EXPECT_NE(text.find("le=\"+Inf\"} 2\n"), std::string::npos);
}

TEST_F(SiteTest, ACommandThatIsNoneIsToldWithItsExitStatus) {
  http::Request request;
  request.method = "POST";
  request.target = "/api/v1/cite";
  for (const auto* body :
       {"", "[]", "{\"command\":\"dance\"}", "{\"n\":\"five\"}", "{\"words\":\"x\",\"n\":-1}",
        "{\"command\":\"verify\",\"drafts\":[{\"base64\":\"?\"}]}"}) {
    request.body = body;
    const auto response = running->site().answer(request);
    EXPECT_EQ(response.status, 400) << body;
    EXPECT_GT(json::parse(response.body)["exit"], 1) << body;
  }
  request.body = R"({"command":"find","words":"helicopters","format":"json"})";
  const auto found = json::parse(running->site().answer(request).body);
  EXPECT_EQ(found["status"], 0);
  EXPECT_FALSE(json::parse(found["output"].get<std::string>())["citations"].empty());
}

TEST_F(SiteTest, AnExportHasAllThatASearchCounts) {
  const auto total = json::parse(get("/api/v1/search?q=helicopters&size=1").body)["total"]["value"];
  const auto response = get("/api/v1/export?q=helicopters&format=json");
  EXPECT_EQ(json::parse(response.body)["citations"].size(), total);
  EXPECT_NE(std::find(response.headers.begin(), response.headers.end(),
                      std::pair<std::string, std::string>("X-Total-Count", total.dump())),
            response.headers.end());
  EXPECT_EQ(get("/api/v1/export?q=helicopters").body.find("id,revision,"), 0U);
  EXPECT_EQ(get("/api/v1/export?q=helicopters&format=endnote").status, 400);
  EXPECT_EQ(get("/api/v1/export?q=helicopters&colour=red").status, 400);
}

TEST_F(SiteTest, CitationsComeInEveryFormatAndStyle) {
  for (const auto* format :
       {"text", "json", "jsonl", "csv", "markdown", "html", "csl-json", "bibtex", "biblatex", "ris"}) {
    const auto response = get(std::string("/api/v1/cite/mi-35?c=0-40&format=") + format);
    EXPECT_EQ(response.status, 200) << format;
    EXPECT_NE(response.body.find("Mi-35"), std::string::npos) << format;
  }
  for (const auto* style : {"chicago", "apa", "mla", "harvard", "mhra", "ieee", "vancouver", "wikipedia"})
    EXPECT_NE(get(std::string("/api/v1/cite/mi-35?style=") + style).body.find("Smith"), std::string::npos)
        << style;
}

TEST_F(SiteTest, AWithdrawnArticleIsNotFoundBySearchingButStaysReadable) {
  EXPECT_EQ(json::parse(get("/api/v1/search?q=withdrawn").body)["total"]["value"], 0);
  const auto page = get("/a/gone");
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("Withdrawn: this article"), std::string::npos);
  EXPECT_TRUE(json::parse(get("/api/v1/articles/gone").body)["withdrawn"].get<bool>());
}

TEST_F(SiteTest, WhatWasChangedIsAPageAndJson) {
  running->index().add(
      {article("changed", "Cranes <come>", "They sell forty cranes.\n\n“We sell all,” said Anna Berg.")});
  running->index().add(
      {article("changed", "Cranes <go>", "They sell four cranes.\n\n“We sell all,” said Anna Berg.")});
  const auto answer = json::parse(get("/api/v1/diff/changed").body);
  EXPECT_EQ(answer["summary"], json({{"removed", 1}, {"added", 1}, {"kept", 9}}));
  EXPECT_EQ(answer["fields"][0],
            json({{"field", "title"}, {"from", "Cranes <come>"}, {"to", "Cranes <go>"}}));
  const auto page = get("/diff/changed?from=" + answer["from"]["id"].get<std::string>().substr(0, 8) +
                        "&to=" + answer["to"]["id"].get<std::string>());
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("removed </span>forty "), std::string::npos) << page.body;
  EXPECT_NE(page.body.find("Cranes &lt;go&gt;"), std::string::npos);
  EXPECT_EQ(page.body.find("<go>"), std::string::npos);
  EXPECT_NE(get("/a/changed").body.find("/diff/changed?to="), std::string::npos);

  EXPECT_EQ(get("/api/v1/diff/nothing").status, 404);
  EXPECT_EQ(get("/api/v1/diff/changed?from=12").status, 400);
  EXPECT_EQ(get("/api/v1/diff/changed?since=yesterday").status, 400);
  running->index().add({article("once", "One", "One wording of it.")});
  const auto one = get("/diff/once");
  EXPECT_EQ(one.status, 404);
  EXPECT_NE(one.body.find("one wording only"), std::string::npos);
}

TEST_F(SiteTest, AnErasedArticleIsGoneAndSaysWhy) {
  running->index().add({article("erased", "Erased words", "These words were erased.")});
  const auto revision = json::parse(get("/api/v1/articles/erased").body)["revision"].get<std::string>();
  running->index().purge("erased", "order of the court of <Mockham>");
  for (const std::string& reference : {std::string("erased"), "erased@" + revision}) {
    for (const std::string start : {"/api/v1/articles/", "/api/v1/cite/"}) {
      const auto answer = get(start + reference);
      EXPECT_EQ(answer.status, 410) << start << reference;
      EXPECT_NE(json::parse(answer.body)["detail"].get<std::string>().find("court of <Mockham>"),
                std::string::npos);
    }
    const auto page = get("/a/" + reference, "text/html");
    EXPECT_EQ(page.status, 410);
    EXPECT_NE(page.body.find("court of &lt;Mockham&gt;"), std::string::npos) << page.body;
  }
  running->index().add({article("erased", "Erased words", "These words are back.")});
  EXPECT_EQ(get("/a/erased").status, 200);
}

TEST_F(SiteTest, APlaceOutsideOfTheTextIsToldOnThePage) {
  const auto page = get("/a/mi-35?c=90000-90010");
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("not in this revision"), std::string::npos);
}

// Any bytes at all as a query: an answer, never a failure.
TEST_F(SiteTest, NoQueryIsAnError) {
  std::mt19937 random(2014);
  const std::vector<std::string> seeds{"\"",
                                       "AND",
                                       "OR",
                                       "NOT",
                                       "(",
                                       ")",
                                       "NEAR/",
                                       "*",
                                       ":",
                                       "title:",
                                       "date:",
                                       "said:\"",
                                       "-",
                                       "\xE2\x80\x9C",
                                       "\xEF\xBC\x82",
                                       "\xE2\x80\xAE",
                                       "outlet:",
                                       "NEAR/99999999999",
                                       "date:..",
                                       "a*",
                                       " "};
  constexpr int kRuns = 10'000;
  for (int i = 0; i < kRuns; ++i) {
    std::string query;
    for (auto n = 1 + random() % 24; n > 0; --n)
      query += random() % 2 == 0 ? seeds[random() % seeds.size()]
                                 : std::string(1, static_cast<char>(random() % 256));
    std::string encoded;
    for (const char c : query) {
      constexpr const char* kDigits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      encoded += std::string("%") + kDigits[byte >> 4U] + kDigits[byte & 15U];
    }
    const auto* target = i % 3 == 0   ? "/search?q="
                         : i % 3 == 1 ? "/api/v1/search?q="
                                      : "/api/v1/quotations?q=";
    const auto response = get(target + encoded);
    ASSERT_EQ(response.status, 200) << encoded << "\n" << response.body;
    ASSERT_TRUE(is_valid_utf8(response.body));
  }
  EXPECT_EQ(running->complaints, 0);
}

TEST_F(SiteTest, RawBytesInTheAddressAreNoFailureEither) {
  std::mt19937 random(35);
  for (int i = 0; i < 1'000; ++i) {
    std::string target = std::vector<std::string>{
        "/", "/search?", "/a/", "/api/v1/articles/", "/api/v1/cite/", "/static/"}[random() % 6];
    for (auto n = random() % 60; n > 0; --n) target += static_cast<char>(1 + random() % 255);
    const auto status = get(target, i % 2 == 0 ? kBrowser : "*/*").status;
    ASSERT_TRUE(status == 200 || status == 400 || status == 404) << status << " " << target;
  }
}

}  // namespace
}  // namespace pressmark::test
