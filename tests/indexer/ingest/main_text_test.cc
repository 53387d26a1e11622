// Which of a page's blocks are the article, by laws over small pages.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/indexer/ingest/reading.h"
#include "tests/support/cpu_time.h"

namespace pressmark {
namespace {

using test::read;
using Names = std::vector<std::string>;

// A sentence of prose, another for every number.
std::string sentence(int number) {
  return "In the " + std::to_string(number) +
         "th week the ferry sailed again, with both mayors on board, and with some two hundred people who "
         "had "
         "waited for it since the spring, as they told whoever asked them.";
}

std::string paragraphs_of(int first, int last) {
  std::string html;
  for (int i = first; i <= last; ++i) html += "<p>" + sentence(i) + "</p>";
  return html;
}

std::string text_of(int first, int last) {
  std::string text;
  for (int i = first; i <= last; ++i) text += (text.empty() ? "" : "\n\n") + sentence(i);
  return text;
}

Article article_of(const std::string& body, const std::string& head = "<title>The ferry sails</title>") {
  return read("a.html", "<!doctype html><html><head>" + head + "</head><body>" + body + "</body></html>")
      .article();
}

TEST(MainText, GoesOnBehindABoxOfRelatedArticles) {
  EXPECT_EQ(
      article_of("<div class=x><h1>The ferry sails</h1>" + paragraphs_of(1, 3) +
                 "<div><h3>Related</h3><p>Another ferry sank last year, and nobody noticed it.</p></div>" +
                 paragraphs_of(4, 6) + "</div>")
          .text,
      text_of(1, 6));
}

TEST(MainText, EndsWithTheClosingLineThatNothingOfItFollows) {
  EXPECT_EQ(
      article_of("<div><h1>The ferry sails</h1>" + paragraphs_of(1, 6) +
                 "<h2>Mehr zum Thema</h2><p>Another ferry sank last year.</p><p>And one sails on.</p></div>")
          .text,
      text_of(1, 6));
}

TEST(MainText, JoinsThePartsOfAnArticleThatAreSetAlike) {
  EXPECT_EQ(
      article_of("<main><div class='story-body-1 part'>" + paragraphs_of(1, 2) +
                 "</div><aside>Advertisement</aside><div class='story-body-2 part'>" + paragraphs_of(3, 9) +
                 "</div><div class=others>" + "<a href=/b>Another ferry, on another river</a></div></main>")
          .text,
      text_of(1, 9));
}

TEST(MainText, FindsTheArticleHoweverTheElementAroundItIsCalled) {
  std::string stream;
  for (int i = 20; i < 60; ++i)
    stream += "<li><h3><a href=/x>Another ferry</a></h3><p>" + sentence(i) + "</p></li>";
  EXPECT_EQ(article_of("<div class=modal-overlay><article><h1>The ferry sails</h1>" + paragraphs_of(1, 5) +
                       "</article></div><div><ul>" + stream + "</ul></div>")
                .text,
            text_of(1, 5));
}

TEST(MainText, IsNotLostToANameThatSpeaksAgainstIt) {
  // Without a headline that would tell, among comments that are longer.
  for (const auto* name :
       {"steady-paywall-container", "Ads", "article-share", "content modal", "post meta"}) {
    std::string comments;
    for (int i = 20; i < 40; ++i) comments += "<li class='comment'><p>" + sentence(i) + "</p></li>";
    const auto article =
        article_of("<div class='" + std::string(name) + "'><p>" + sentence(1) + "</p><p>" + sentence(2) +
                   "</p><p>" + sentence(3) + "</p></div><ol id='comments'>" + comments + "</ol>");
    EXPECT_EQ(article.text, text_of(1, 3)) << name;
    ASSERT_EQ(article.notes.size(), 1U) << name;
    EXPECT_NE(article.notes[0].find("named like furniture"), std::string::npos);
  }
}

TEST(MainText, LeavesOutWhatControlsAndCountersSay) {
  for (const std::string line : {"Play Video", "0:00 / 3:12", "Volume 90%", "1.2K Shares", "(7 Bewertungen)",
                                 "Mehr anzeigen", "Article continues below advertisement", "Facebook"})
    EXPECT_EQ(article_of("<div><h1>The ferry sails</h1>" + paragraphs_of(1, 3) + "<p>" + line + "</p>" +
                         paragraphs_of(4, 6) + "</div>")
                  .text,
              text_of(1, 6))
        << line;
}

TEST(MainText, KeepsTheSameWordsWhereTheyAreTheMatter) {
  for (const std::string line : {"Facebook", "Save", "12 comments"}) {
    EXPECT_EQ(article_of("<div><h1>The ferry sails</h1>" + paragraphs_of(1, 3) + "<h2>" + line + "</h2>" +
                         paragraphs_of(4, 6) + "</div>")
                  .text,
              text_of(1, 3) + "\n\n" + line + "\n\n" + text_of(4, 6))
        << line;
    EXPECT_NE(article_of("<div><h1>The ferry sails</h1>" + paragraphs_of(1, 3) + "<ul><li>" + line +
                         "</li><li>The rest</li></ul>" + paragraphs_of(4, 6) + "</div>")
                  .text.find(line),
              std::string::npos)
        << line;
  }
  EXPECT_NE(article_of("<div><h1>The ferry sails</h1>" + paragraphs_of(1, 3) +
                       "<p>Volume 90% higher than a year ago</p><p>12 likes it took him.</p>" +
                       paragraphs_of(4, 6) + "</div>")
                .text.find("Volume 90% higher than a year ago\n\n12 likes it took him."),
            std::string::npos);
}

TEST(MainText, LeavesOutAHeadingOverLinksAloneAndKeepsOneOverText) {
  const std::string links = "<a href=/a>Another ferry sank last year</a>";
  EXPECT_EQ(
      article_of("<div><h1>The ferry sails</h1>" + paragraphs_of(1, 3) + "<div><h3>Harbour notes</h3><p>" +
                 links + "</p></div>" + paragraphs_of(4, 6) + "</div>")
          .text,
      text_of(1, 6));
  EXPECT_EQ(article_of("<div><h1>The ferry sails</h1>" + paragraphs_of(1, 3) + "<h3>Harbour notes</h3><p>" +
                       links + "</p>" + paragraphs_of(4, 6) + "</div>")
                .text,
            text_of(1, 3) + "\n\nHarbour notes\n\n" + text_of(4, 6));
}

TEST(MainText, LeavesOutElementsOfASitesOwnMakingThatAreNamedLikeFurniture) {
  EXPECT_EQ(article_of("<div><h1>The ferry sails</h1>" + paragraphs_of(1, 3) +
                       "<share-bar><p>Tell your friends of it, they will thank you.</p></share-bar>" +
                       "<div data-testid=newsletter-box><p>All that the harbour writes, each day.</p></div>" +
                       "<sample-text>" + paragraphs_of(4, 6) + "</sample-text></div>")
                .text,
            text_of(1, 6));
}

TEST(MainText, IsReadFromTheTemplateThatAScriptUnfolds) {
  const auto article =
      article_of("<h1>The ferry sails</h1><div itemprop='articleBody'><script type='text/template'>" +
                 paragraphs_of(1, 4) + "</script></div><p>Contact</p>");
  EXPECT_EQ(article.text, text_of(1, 4));
  EXPECT_EQ(article.notes.size(), 1U);
  // A page that has a text needs none.
  const auto whole =
      article_of("<article>" + paragraphs_of(1, 3) + "</article><script type='text/template'>" +
                 paragraphs_of(5, 30) + "</script>");
  EXPECT_EQ(whole.text, text_of(1, 3));
  EXPECT_TRUE(whole.notes.empty());
}

TEST(MainText, TakesTheStandfirstFromBesideTheBody) {
  EXPECT_EQ(article_of("<div class=top><h1>The ferry sails</h1><p>" + sentence(1) +
                       "</p></div><div class=body>" + paragraphs_of(2, 6) + "</div>")
                .text,
            text_of(1, 6));
}

TEST(MainText, KeepsCaptionsOfItsOwnPicturesApart) {
  const auto article = article_of(
      "<div><article><h1>The ferry sails</h1><figure><img src=a><figcaption>The ferry at "
      "dawn</figcaption></figure>" +
      paragraphs_of(1, 4) + "<p class=image-caption>The pier, rebuilt</p>" + paragraphs_of(5, 6) +
      "</article><section><figure><img src=b><figcaption>Another ship</figcaption></figure><a "
      "href=/b>Another "
      "ship sails on another river</a><a href=/c>And one more</a></section><p>1</p><figure>Far "
      "away</figure></div>");
  EXPECT_EQ(article.text, text_of(1, 6));
  EXPECT_EQ(article.captions, (Names{"The ferry at dawn", "The pier, rebuilt"}));
}

TEST(MainText, ReadsABylineAndADaySetAsParagraphs) {
  const auto article = article_of(
      "<div><h1>The ferry sails</h1><p>By Ines Calder and Bo Chan</p><div><span>Stand: 5. "
      "Februar 2020</span></div>" +
      paragraphs_of(1, 6) + "</div>");
  EXPECT_EQ(article.text, text_of(1, 6));
  EXPECT_EQ(article.authors, (Names{"Ines Calder", "Bo Chan"}));
  EXPECT_EQ(article.date, (Day{2020, 2, 5}));
  EXPECT_EQ(article.inferred, (Names{"authors", "date", "lang"}));
}

TEST(MainText, LeavesSentencesThatBeginLikeBylines) {
  const auto article = article_of("<div><h1>The ferry sails</h1><p>By the evening nobody was left.</p>" +
                                  paragraphs_of(1, 6) + "</div>");
  EXPECT_EQ(article.authors, Names{});
}

TEST(MainText, IsTheBodyOfJsonLdWhereThePageHasNone) {
  const auto article =
      article_of("<div id=app></div><p>Loading</p>",
                 "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"articleBody\":\"" +
                     sentence(1) + "\\n\\n" + sentence(2) + "\"}</script>");
  EXPECT_EQ(article.text, text_of(1, 2));
}

TEST(MainText, IsNeverEmptyWhereThereAreWords) {
  for (const auto* body :
       {"words", "<table><tr><td>words</table>", "<h1>words</h1>words", "<ul><li>words</ul>",
        "<center><font>words", "<div class=comment>words</div>", "<form><p>words</form>"})
    EXPECT_NE(article_of(body, "").text.find("words"), std::string::npos) << body;
}

TEST(MainText, SaysOfEveryBlockWhatBecameOfIt) {
  IngestOptions options;
  options.explain = true;
  const auto reading =
      read("a.html",
           "<html><body><nav>Home</nav><article><h1>The ferry sails</h1>" + paragraphs_of(1, 4) +
               "<p>Lesen Sie auch: <a href=/b>Ein Schiff</a></p></article><div "
               "class=share-bar>Tweet</div></body></html>",
           options);
  const auto text = reading.article().text;
  std::size_t kept = 0;
  for (const auto& decision : reading.decisions) {
    EXPECT_FALSE(decision.rule.empty());
    EXPECT_EQ(decision.kept, text.find(decision.text) != std::string::npos) << decision.text;
    kept += decision.kept ? 1 : 0;
  }
  EXPECT_EQ(kept, 4U);
  EXPECT_GE(reading.decisions.size(), 8U);
}

TEST(PageMetadata, ResolvesAuthorsThatJsonLdRefersTo) {
  const auto article =
      article_of(paragraphs_of(1, 3),
                 "<script type=application/ld+json>{\"@graph\":[{\"@type\":\"Article\",\"headline\":\"The "
                 "ferry\",\"author\":{"
                 "\"@id\":\"#b\"}},{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Cy "
                 "Dee\"},{\"@type\":\"Person\",\"@id\":\"#b\","
                 "\"name\":\"Ines Calder\"}]}</script>");
  EXPECT_EQ(article.authors, Names{"Ines Calder"});
}

TEST(PageMetadata, TakesTheDayAnArticleWasMadeOnlyWhereNoOtherIsKnown) {
  const std::string made =
      R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"The ferry sails",)"
      R"("dateCreated":"2014-06-02","contributor":{"@type":"Person","name":"Ann Sample"}}</script>)";
  const auto alone = article_of("<h1>The ferry sails</h1>" + paragraphs_of(1, 3), made);
  EXPECT_EQ(alone.date, (Day{2014, 6, 2}));
  EXPECT_EQ(alone.authors, Names{"Ann Sample"});
  EXPECT_EQ(article_of("<h1>The ferry sails</h1><p>12 June 2014</p>" + paragraphs_of(1, 3), made).date,
            (Day{2014, 6, 12}));
}

TEST(PageMetadata, ReadsAHeadlineWithoutWhatIsSetAboveIt) {
  EXPECT_EQ(article_of("<h1><span class=kicker>On the river</span> <span>The ferry sails</span></h1>" +
                           paragraphs_of(1, 3),
                       "<title>The ferry sails - The Courier</title>")
                .title,
            "The ferry sails");
}

TEST(PageMetadata, ReadsEachByItsOwnElements) {
  const auto article = article_of(
      "<span class=byline><span class=a>Von</span><span class=b>Ines Calder</span><span class=a>Alle "
      "Artikel</span></span>" +
          paragraphs_of(1, 3),
      "<meta property=article:section content=River><meta property=article:published_time "
      "content=2014-06-12T10:00:00Z><meta property=article:modified_time content=2014-06-13T10:00:00Z>");
  EXPECT_EQ(article.section, "River");
  EXPECT_EQ(article.authors, Names{"Ines Calder"});
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
  EXPECT_EQ(article.updated, (Day{2014, 6, 13}));
}

// What costs more than its bytes in a careless reader. Each is some 2 MB; a quadratic walk would take
// minutes.
TEST(HostilePages, AreReadInTheTimeOtherPagesTake) {
  const auto times = [](std::size_t bytes, const std::string& once) {
    std::string many;
    while (many.size() < bytes) many += once;
    return many;
  };
  constexpr std::size_t kBytes = 2'000'000;
  const std::string prose = paragraphs_of(1, 30);
  const std::string pages[] = {
      "<p>" + times(kBytes * 5, "word, and ") + "</p>",
      prose + times(kBytes, "<div><p>Related</p><p>x</p></div>") + prose,
      prose + times(kBytes, "<h2>Related</h2>"),
      times(kBytes, "<article><p>a, b, c, d, e, f, g, h, i, j, k, l, m, n, o</p></article>"),
      times(kBytes, "<h1>a</h1><p class=byline>By <a href=/author/x>A</a>"),
      times(kBytes, "<div class=entry-content><p>12.06.2014 a</p></div>"),
      times(1000 * 8, "<figure>") + times(kBytes, "<img><i>a</i>") + "<h2>b</h2>",
      times(1000 * 18, "<div class=byline>") + times(kBytes, "<i class=a></i>"),
      times(1000 * 15, "<div class=card>") + times(kBytes, "<a href=b>c</a>"),
      times(1000 * 13, "<ul><li><div>") + times(kBytes, "<p>a</p>"),
      times(kBytes, "<b><p>a</div>"),
      times(kBytes, "<svg><p>"),
      times(kBytes, "<script><!-- <script>"),
      times(kBytes, "<a href='"),
      times(kBytes, "</p>"),
      times(kBytes, "<table><td>"),
      times(kBytes, "<!--"),
      times(kBytes, "&quot;&#x41;&nosuch;"),
      "<script type=application/ld+json>" + times(kBytes, "[{\"a\":") + "</script>",
      "<script type=application/ld+json>" + times(kBytes, "{\"@graph\":[") + "</script>" + prose,
      std::string(kBytes, '<'),
      std::string(kBytes, '\0'),
  };
  for (const auto& body : pages) {
    const test::CpuTime cost;
    const auto reading = read("a.html", "<html><body>" + body);
    EXPECT_EQ(reading.articles.size() + reading.rejections.size(), 1U);
    EXPECT_LT(cost.seconds(), 20 * test::kInstrumented) << body.substr(0, 60);
  }
}

}  // namespace
}  // namespace pressmark
