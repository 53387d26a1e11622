#include "searchd/http/pages.h"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/searchd/http/running_site.h"
#include "tests/support/cpu_time.h"

namespace pressmark::test {
namespace {

using nlohmann::json;

std::string get(const RunningSite& running, const std::string& target) {
  http::Request request;
  request.target = target;
  request.accept = "text/html";
  const auto response = running.site().answer(request);
  EXPECT_EQ(response.status, 200) << target;
  return response.body;
}

// What an attacker would need: one of these as markup.
void expect_harmless(const std::string& page) {
  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_EQ(page.find("<img"), std::string::npos);
  EXPECT_EQ(page.find("<b>"), std::string::npos);
  EXPECT_EQ(page.find("<i>"), std::string::npos);
  EXPECT_EQ(page.find("<svg onload"), std::string::npos);
  EXPECT_EQ(page.find("href=\"javascript:"), std::string::npos);
  EXPECT_EQ(page.find(" style="), std::string::npos) << "the content security policy forbids it";
  // No attribute begins inside of a value: every quotation mark of the data is escaped.
  EXPECT_FALSE(std::regex_search(page, std::regex("<[^>\"]*(\"[^\"]*\"[^>\"]*)*\\sonmouseover=")));
}

TEST(PagesTest, HostileTextIsNeverMarkup) {
  const RunningSite running(hostile_articles());
  expect_harmless(get(running, "/"));
  expect_harmless(get(running, "/search?q=helicopters"));
  expect_harmless(get(running,
                      "/search?q=%3Cscript%3Ealert(1)%3C/"
                      "script%3E\"%20onmouseover=\"x&outlet=%22%3E%3Cscript%3E&not-lang=%3Cimg"));
  expect_harmless(get(running, "/a/evil-1?q=helicopters+script&c=0-20"));
  expect_harmless(get(running, "/a/evil-2?q=%22%3E%3Cscript%3E"));
}

// 4,000 paragraphs of one quotation each took three seconds.
TEST(PagesTest, AnArticleOfManyQuotationsIsSoonShown) {
  constexpr std::size_t kParagraphs = 4'000;
  ArticleView article;
  article.current = true;
  article.record.article.id = "long";
  article.record.article.revision = article.record.revision.id = std::string(64, 'a');
  auto& text = article.record.text;
  for (std::size_t i = 0; i < kParagraphs; ++i) {
    Quotation quotation;
    quotation.id = std::to_string(i);
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += "\"Nothing was decided,\" she said \xE2\x80\x93 again.\n\n";
    quotation.span = {begin, begin + 22};
    quotation.spans = {quotation.span};
    article.record.quotations.push_back(quotation);
  }
  const http::Assets assets;
  http::ArticlePageView view(article);
  view.shown = {{0, static_cast<std::uint32_t>(text.size())}};
  view.pinned = "long@aaaaaaaaaa";
  view.citations = {{"APA", "x"}};
  const test::CpuTime cost;
  const auto page = http::Pages(assets).article(view);
  EXPECT_LT(cost.seconds(), 1.5 * test::kInstrumented);
  EXPECT_NE(page.find("id=\"q-3999\""), std::string::npos);
}

TEST(PagesTest, TemplateSyntaxInTheDataIsText) {
  const RunningSite running(hostile_articles());
  EXPECT_NE(get(running, "/a/evil-1").find("{{text}} {{{text}}}"), std::string::npos);
}

TEST(PagesTest, DirectionAndLanguageStandOnTheTextsThemselves) {
  const RunningSite running(hostile_articles());
  const auto page = get(running, "/search?q=helicopters");
  EXPECT_NE(page.find("<h2 dir=\"auto\" lang=\"en\">"), std::string::npos);
  EXPECT_NE(page.find("<p class=\"words\" dir=\"auto\" lang=\"en\">"), std::string::npos);
}

// value → count, as the checkboxes show them.
std::map<std::string, std::string> checkboxes(const std::string& page, const std::string& name) {
  std::map<std::string, std::string> found;
  const std::regex row("name=\"" + name +
                       "\" value=\"([^\"]*)\"[^>]*><span class=\"label\">.*?<span class=\"count\"><span "
                       "class=\"vh\">, </span>([0-9,]+)");
  for (std::sregex_iterator match(page.begin(), page.end(), row), end; match != end; ++match)
    found[(*match)[1]] = (*match)[2];
  return found;
}

TEST(PagesTest, FacetsOfThePageAreThoseOfTheApi) {
  const RunningSite running(plain_articles());
  for (const std::string query : {"q=helicopters", "q=helicopters&outlet=mock-wire", "q=&lang=unknown",
                                  "q=helicopters&not-outlet=mock-wire"}) {
    const auto page = get(running, "/search?" + query);
    const auto facets = json::parse(get(running, "/api/v1/search?" + query))["facets"];
    for (const std::string name : {"outlet", "speaker", "country", "lang"}) {
      std::map<std::string, std::string> expected;
      for (const auto& value : facets[name])
        expected[value["value"]] = std::to_string(value["count"].get<int>());
      EXPECT_EQ(checkboxes(page, name), expected) << query << " " << name;
    }
  }
}

TEST(PagesTest, SelectedValuesAreCheckedAndCanBeTakenBack) {
  const RunningSite running(plain_articles());
  const auto page = get(running, "/search?q=helicopters&outlet=mock-wire&not-lang=en");
  EXPECT_TRUE(std::regex_search(page, std::regex("value=\"mock-wire\" form=\"search\" checked")));
  EXPECT_NE(page.find("<input type=\"hidden\" name=\"not-lang\" value=\"en\" form=\"search\">"),
            std::string::npos);
  EXPECT_NE(page.find("href=\"/search?q=helicopters&amp;not-lang=en\""), std::string::npos)
      << "the chip that removes the outlet";
  EXPECT_NE(page.find("href=\"/search?q=helicopters\">clear all"), std::string::npos);
}

TEST(PagesTest, ThePlaceOfAPassageIsAnElementOfItsPage) {
  const RunningSite running(plain_articles());
  const auto page = get(running, "/a/mi-35?q=helicopters&c=0-30");
  EXPECT_NE(page.find("<span class=\"target\" id=\"c0-30\">"), std::string::npos);
  EXPECT_NE(page.find("<mark id=\"hit-1\">"), std::string::npos);
  EXPECT_NE(page.find("title=\"Sergei Ivanov\""), std::string::npos) << "who said the quotation";
  EXPECT_NE(page.find("href=\"https://herald.example/mi-35#:~:text="), std::string::npos);
}

TEST(PagesTest, NothingFoundSaysWhatWouldBe) {
  const RunningSite running(plain_articles());
  const auto page = get(running, "/search?q=helicopters+zeppelin&match=all");
  EXPECT_NE(page.find("Nothing found"), std::string::npos);
  EXPECT_NE(page.find("without “zeppelin”"), std::string::npos);
  const auto beyond = get(running, "/search?q=helicopters&page=9");
  EXPECT_NE(beyond.find("There is no page 9"), std::string::npos);
}

TEST(PagesTest, AnEmptyIndexSaysHowToFillIt) {
  const RunningSite running(std::vector<Article>{});
  EXPECT_NE(get(running, "/").find("indexer add"), std::string::npos);
  EXPECT_NE(get(running, "/search?q=x").find("Nothing found"), std::string::npos);
}

TEST(PagesTest, AReferenceManagerFindsTheArticle) {
  const RunningSite running(plain_articles());
  const auto page = get(running, "/a/mi-35");
  for (const auto* tag : {"name=\"citation_title\" content=\"Russia delivers Mi-35 helicopters\"",
                          "name=\"citation_author\" content=\"Jane A. Smith\"",
                          "name=\"citation_publication_date\" content=\"2014-09-30\"",
                          "name=\"DC.publisher\" content=\"Example Herald\""})
    EXPECT_NE(page.find(tag), std::string::npos) << tag;
}

}  // namespace
}  // namespace pressmark::test
