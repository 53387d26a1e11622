#include "searchd/http/json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "schema/text/sha256.h"
#include "schema/text/utf8.h"
#include "tests/searchd/http/running_site.h"
#include "tests/support/wire_stories.h"

namespace pressmark::test {
namespace {

using nlohmann::json;

class JsonTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto articles = plain_articles();
    auto wide =
        article("wide", "Wide",
                "\xF0\x9F\x9A\x81 \xD0\xA0\xD0\xBE\xD1\x81\xD1\x81\xD0\xB8\xD1\x8F: caf\xC3\xA9 "
                "gunships.\n\n\xE2\x80\x9CGunships \xF0\x9F\x9A\x81 fly,\xE2\x80\x9D said Ann Smith.");
    wide.outlet = "Wide Outlet";
    articles.push_back(wide);
    running = new RunningSite(articles);
  }
  static void TearDownTestSuite() {
    delete running;
    running = nullptr;
  }
  static json get(const std::string& target) {
    http::Request request;
    request.target = target;
    const auto response = running->site().answer(request);
    EXPECT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(response.content_type, "application/json; charset=utf-8");
    return json::parse(response.body);
  }
  static inline RunningSite* running = nullptr;
};

std::string cut(const std::string& text, const json& begin, const json& end) {
  const CodePoints points(text);
  const auto bytes = points.to_bytes({begin.get<std::uint32_t>(), end.get<std::uint32_t>()});
  return text.substr(bytes.begin, bytes.size());
}

TEST_F(JsonTest, ASearchHasThePublishedShape) {
  const auto answer = get("/api/v1/search?q=helicopters");
  EXPECT_EQ(answer["query"]["text"], "helicopters");
  EXPECT_TRUE(answer["query"]["read_as"].is_string());
  EXPECT_TRUE(answer["query"].contains("suggestion"));
  EXPECT_EQ(answer["total"], (json{{"value", 3}, {"relation", "eq"}, {"articles", 3}}));
  EXPECT_EQ(answer["page"], 1);
  EXPECT_EQ(answer["size"], 10);
  EXPECT_TRUE(answer["took_ms"].is_number());
  EXPECT_TRUE(answer["generation"].is_string());
  EXPECT_EQ(answer["partial"], false);
  for (const auto& hit : answer["hits"]) {
    for (const auto* name : {"id", "revision", "title", "outlet", "date", "authors", "url", "lang",
                             "countries", "speakers", "score", "passages", "duplicate_of", "copies"})
      EXPECT_TRUE(hit.contains(name)) << name;
    for (const auto& passage : hit["passages"])
      for (const auto* name : {"text", "start", "end", "matches", "source_url", "permalink", "quotation"})
        EXPECT_TRUE(passage.contains(name)) << name;
  }
  for (const auto* name : {"outlet", "speaker", "country", "lang", "date"})
    EXPECT_TRUE(answer["facets"].contains(name)) << name;
  EXPECT_TRUE(answer["facets_exact"].get<bool>());
}

TEST(FoldingJson, CopiesAreFoldedUnlessAskedForOneByOne) {
  auto wire = test::article("wire", "Wire", test::printed(test::story(1, 120)) + " Helicopters.");
  wire.date = Day{2014, 6, 12};
  wire.outlet = "Mock Wire";
  auto copy = test::article("copy", "Copy", wire.text + " Helicopters again.");
  copy.date = Day{2014, 6, 13};
  copy.outlet = "Harbour Gazette";
  const auto other = test::article("other", "Other", "Helicopters elsewhere.");
  const RunningSite site({wire, copy, other});
  const auto get = [&](const std::string& target) {
    http::Request request;
    request.target = target;
    return site.site().answer(request).body;
  };
  const auto folded = json::parse(get("/api/v1/search?q=helicopters&sort=newest"));
  EXPECT_EQ(folded["total"], (json{{"value", 2}, {"relation", "eq"}, {"articles", 3}}));
  ASSERT_EQ(folded["hits"].size(), 2U);
  EXPECT_EQ(folded["hits"][0]["id"], "copy");
  EXPECT_EQ(folded["hits"][0]["duplicate_of"], "wire");
  EXPECT_EQ(folded["hits"][0]["copies"], (json{{"count", 1}, {"ids", {"wire"}}}));
  EXPECT_EQ(folded["hits"][1]["duplicate_of"], nullptr);
  EXPECT_EQ(folded["hits"][1]["copies"]["count"], 0);

  const auto plain = json::parse(get("/api/v1/search?q=helicopters&sort=newest&fold=0"));
  EXPECT_EQ(plain["total"], (json{{"value", 3}, {"relation", "eq"}, {"articles", 3}}));
  EXPECT_EQ(plain["hits"].size(), 3U);

  EXPECT_EQ(json::parse(get("/api/v1/articles/copy"))["duplicate_of"], "wire");
  EXPECT_EQ(json::parse(get("/api/v1/articles/wire"))["duplicate_of"], nullptr);
  EXPECT_EQ(json::parse(get("/api/v1/articles/wire"))["copies"]["count"], 1);

  const auto exported = get("/api/v1/export?q=helicopters&format=jsonl");
  EXPECT_EQ(std::count(exported.begin(), exported.end(), '\n'), 3)
      << "an export leaves nothing out: " << exported;

  const auto page = get("/search?q=helicopters&sort=newest");
  EXPECT_NE(page.find("and 1 copy"), std::string::npos);
  EXPECT_NE(page.find("1 copy is folded into these"), std::string::npos);
  EXPECT_NE(page.find("first publication"), std::string::npos);
  EXPECT_NE(get("/search?q=helicopters&fold=0").find("Copies are shown one by one"), std::string::npos);
}

TEST_F(JsonTest, FacetsCanBeLeftOut) {
  EXPECT_FALSE(get("/api/v1/search?q=helicopters&facets=0").contains("facets"));
  EXPECT_TRUE(get("/api/v1/search?q=helicopters&explain=1").contains("explain"));
}

TEST_F(JsonTest, OffsetsAreCodePointsOfTheCanonicalText) {
  const auto answer = get("/api/v1/search?q=gunships");
  ASSERT_EQ(answer["hits"].size(), 1U);
  const auto record = get("/api/v1/articles/wide");
  const std::string text = record["text"];
  ASSERT_FALSE(answer["hits"][0]["passages"].empty());
  for (const auto& passage : answer["hits"][0]["passages"]) {
    EXPECT_EQ(cut(text, passage["start"], passage["end"]), passage["text"]);
    ASSERT_FALSE(passage["matches"].empty());
    for (const auto& match : passage["matches"]) {
      const auto word = cut(text, match[0], match[1]);
      EXPECT_TRUE(word == "gunships" || word == "Gunships") << word;
    }
  }
}

TEST_F(JsonTest, ARecordIsWhole) {
  const auto record = get("/api/v1/articles/wide");
  for (const auto* name :
       {"id", "revision", "url", "title", "outlet", "date", "updated", "authors", "lang", "countries", "text",
        "inferred", "source", "quotations", "duplicate_of", "revisions"})
    EXPECT_TRUE(record.contains(name)) << name;
  EXPECT_EQ(record["revision"], sha256_hex(record["text"].get<std::string>()));
  ASSERT_EQ(record["quotations"].size(), 1U);
  const auto& quotation = record["quotations"][0];
  EXPECT_NE(cut(record["text"], quotation["spans"][0][0], quotation["spans"][0][1]).find("Gunships"),
            std::string::npos);
  EXPECT_EQ(cut(record["text"], quotation["speaker"]["start"], quotation["speaker"]["end"]), "Ann Smith");
}

TEST_F(JsonTest, APermalinkOpensThePassageItStandsBeside) {
  const auto passage = get("/api/v1/search?q=gunships")["hits"][0]["passages"][0];
  const std::string permalink = passage["permalink"];
  const auto hash = permalink.find('#');
  http::Request request;
  request.target = permalink.substr(0, hash) + "?c=" + permalink.substr(hash + 2);
  const auto page = running->site().answer(request);
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("id=\"" + permalink.substr(hash + 1) + "\""), std::string::npos);
}

TEST_F(JsonTest, QuotationsCarryTheirSpeakerAndArticle) {
  const auto answer = get("/api/v1/quotations?q=schedule");
  ASSERT_EQ(answer["total"]["value"], 1);
  EXPECT_EQ(answer["hits"][0]["speaker"]["name"], "Sergei Ivanov");
  EXPECT_EQ(answer["hits"][0]["article"]["id"], "mi-35");
  const std::string text = get("/api/v1/articles/mi-35")["text"];
  EXPECT_EQ(cut(text, answer["hits"][0]["start"], answer["hits"][0]["end"]), answer["hits"][0]["text"]);
}

TEST_F(JsonTest, RevisionsCanBeAskedForAlone) {
  const auto revisions = get("/api/v1/articles/wide/revisions");
  EXPECT_EQ(revisions["revisions"].size(), 1U);
}

}  // namespace
}  // namespace pressmark::test
