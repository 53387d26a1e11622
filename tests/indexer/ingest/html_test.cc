#include "indexer/ingest/page/html.h"

#include <gtest/gtest.h>

#include <chrono>

#include "indexer/ingest/page/dom.h"
#include "tests/indexer/ingest/reading.h"

namespace pressmark {
namespace {

using test::read;
using Names = std::vector<std::string>;

const std::string kFirst =
    "The ferry crossed the river in the morning, and came back in the evening, as ferries do.";
const std::string kSecond =
    "Nobody on the quay could say why it had gone, or with whom on board, or what it had cost.";

std::string page(const std::string& head, const std::string& body) {
  return "<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\">" + head + "</head><body>" +
         body + "</body></html>";
}

std::string article_body() {
  return "<p>" + kFirst + "</p><p>" + kSecond + "</p>";
}

TEST(Html, GivesTheArticleWithoutWhatStandsAroundIt) {
  const auto article =
      read("a.html",
           page("<title>The ferry</title>",
                "<header><a href=/>Home</a></header><nav><ul><li>News</li></ul></nav><main><article><h1>The "
                "ferry</h1>"
                "<p class=byline>By Ann Smith</p><time datetime=2014-06-12>12 June 2014</time>" +
                    article_body() +
                    "<aside><p>Sign up for our letter, it is free, short, and never "
                    "late.</p></aside><figure><figcaption>A "
                    "ferry, pictured from the quay.</figcaption></figure></article><div "
                    "class=share>Tweet</div></main>"
                    "<form><p>Search</p></form><footer><p>Terms</p></footer><script>var "
                    "x;</script><style>p{}</style>"))
          .article();
  EXPECT_EQ(article.text, kFirst + "\n\n" + kSecond);
  EXPECT_EQ(article.title, "The ferry");
  EXPECT_EQ(article.authors, Names{"Ann Smith"});
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
  EXPECT_EQ(article.lang, "en");
  EXPECT_EQ(article.inferred, Names{"date"});
}

TEST(Html, FindsTheDensestContainerWhereNoneIsMarked) {
  const auto article =
      read("a.html",
           page("", "<div><a href=/1>One, two, three, and a long line of links</a></div><div><div>" +
                        article_body() + "</div></div>"))
          .article();
  EXPECT_EQ(article.text, kFirst + "\n\n" + kSecond);
}

TEST(Html, KeepsItemsHeadingsAndQuotesOfTheText) {
  const auto article =
      read("a.html", page("", "<article>" + article_body() +
                                  "<h2>Why</h2><ul><li>Rain</li><li>Snow</li></ul><blockquote>“It "
                                  "leaks.”</blockquote></article>"))
          .article();
  EXPECT_EQ(article.text, kFirst + "\n\n" + kSecond + "\n\nWhy\n\nRain\n\nSnow\n\n“It leaks.”");
}

TEST(Html, DecodesEntitiesAndBreaksParagraphsAtDoubleBreaks) {
  const auto article = read("a.html", page("",
                                           "<article>Fish &amp; chips &mdash; "
                                           "&#8220;good&#8221;<br><br>Second&nbsp;one<br>still</article>"))
                           .article();
  EXPECT_EQ(article.text, "Fish & chips — “good”\n\nSecond\u00A0one still");
}

TEST(Html, SetsInlineElementsWithoutASpace) {
  EXPECT_EQ(read("a.html", page("", "<p>un<b>believ</b>able, <i>really</i>.</p>")).article().text,
            "unbelievable, really.");
}

TEST(Html, PrefersJsonLdForWhatThePageStates) {
  const auto article =
      read(
          "a.html",
          page("<title>The ferry | The Courier</title><meta property=og:site_name content='The Courier'>"
               "<meta property=og:title content='Other'><link rel=canonical href='https://a.example/ferry'>"
               "<script "
               "type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebPage\"},{\"@type\":[\"NewsArticle\"],"
               "\"headline\":\"The "
               "ferry\",\"datePublished\":\"2014-06-12T10:00:00+05:30\",\"dateModified\":\"2014-06-13\","
               "\"author\":[{\"@type\":\"Person\",\"name\":\"Ann Smith\"},{\"name\":\"Bo "
               "Chan\"}],\"identifier\":\"10482\"}]}</script>",
               "<article>" + article_body() + "</article>"))
          .article();
  EXPECT_EQ(article.title, "The ferry");
  EXPECT_EQ(article.outlet, "The Courier");
  EXPECT_EQ(article.url, "https://a.example/ferry");
  EXPECT_EQ(article.id, "a-example-ferry");
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
  EXPECT_EQ(article.updated, (Day{2014, 6, 13}));
  EXPECT_EQ(article.authors, (Names{"Ann Smith", "Bo Chan"}));
  EXPECT_TRUE(article.inferred.empty());
}

TEST(Html, TakesTheSiteOffTheTitle) {
  EXPECT_EQ(
      read("a.html",
           page("<title>The ferry | The Courier</title><meta property=og:site_name content='The Courier'>",
                article_body()))
          .article()
          .title,
      "The ferry");
  EXPECT_EQ(read("a.html", page("<title>Ferries - a history</title>", article_body())).article().title,
            "Ferries - a history");
}

TEST(Html, ReadsTheCharsetThatThePageNames) {
  std::string bytes =
      "<html><head><meta http-equiv='Content-Type' content='text/html; "
      "charset=windows-1251'></head><body><p>";
  EXPECT_EQ(read("a.html", bytes + "\xCC\xEE\xF1\xF2</p>").article().text, "Мост");
  EXPECT_EQ(declared_charset("<meta charset = \"KOI8-R\">"), "KOI8-R");
  EXPECT_EQ(declared_charset("<p>no charset here"), "");
}

TEST(Html, RejectsPagesThatWouldTakeForever) {
  std::string deep = "<html><body>";
  for (int i = 0; i < 200'000; ++i) deep += "<div>";
  EXPECT_EQ(read("a.html", deep + kFirst).reason(), "nested deeper than 1200 elements");
  std::string wide = "<html><body><p ";
  for (int i = 0; i < 100'000; ++i) wide.append("a").append(std::to_string(i)).append("=x ");
  EXPECT_EQ(read("a.html", wide + ">" + kFirst).reason(), "an element with more than 500 attributes");
}

TEST(Html, ReadsAThousandOpenElementsAndManyUnclosedParagraphs) {
  std::string deep = "<html><body>";
  for (int i = 0; i < 1000; ++i) deep += "<div>";
  EXPECT_EQ(read("a.html", deep + kFirst).article().text, kFirst);
  std::string flat = "<html><body>";
  for (int i = 0; i < 20'000; ++i) flat += "<p>Words, words, words.";
  EXPECT_EQ(paragraphs(read("a.html", flat).article().text).size(), 20'000U);
}

}  // namespace
}  // namespace pressmark
