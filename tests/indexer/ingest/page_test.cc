// What a page says of itself, and what of it is the article.

#include <gtest/gtest.h>

#include <string>

#include "indexer/ingest/page/author_names.h"
#include "indexer/ingest/page/closing_lines.h"
#include "indexer/ingest/page/dom.h"
#include "tests/indexer/ingest/reading.h"

namespace pressmark {
namespace {

using test::read;
using Names = std::vector<std::string>;

constexpr const char* kProse =
    "<p>The ferry between the two towns sailed again on Thursday, a year after the pier had burnt down, and "
    "both "
    "mayors were on board, as were some two hundred people who had waited for it since the spring.</p>"
    "<p>Passengers said that they had missed it; the way by road takes an hour, they said, and the bus runs "
    "twice a "
    "day at most, in winter not at all, whatever the timetable says.</p>";

std::string page(const std::string& head, const std::string& body) {
  return "<!doctype html><html><head>" + head + "</head><body>" + body + "</body></html>";
}

TEST(AuthorNames, AreNamesWithoutWhatStandsAroundThem) {
  EXPECT_EQ(author_names("By Ines Calder", {}), (Names{"Ines Calder"}));
  EXPECT_EQ(author_names("Von Jana Muster und Per Probe | 12. Juni 2014", {}),
            (Names{"Jana Muster", "Per Probe"}));
  EXPECT_EQ(author_names("Ines Calder, PhD", {}), (Names{"Ines Calder"}));
  EXPECT_EQ(author_names("Ines Calder, Bo Chan and Cy Dee", {}), (Names{"Ines Calder", "Bo Chan", "Cy Dee"}));
  EXPECT_EQ(author_names("Calder, Ines", {}), (Names{"Ines Calder"}));
  EXPECT_EQ(author_names("Written by: Ines Calder - Harbour Correspondent", {}), (Names{"Ines Calder"}));
}

TEST(AuthorNames, KeepWhatStandsInBracketsWithinThem) {
  EXPECT_EQ(author_names("Ines (I.C.) Calder", {}), (Names{"Ines (I.C.) Calder"}));
  EXPECT_EQ(author_names("Ines Calder (text)", {}), (Names{"Ines Calder"}));
  EXPECT_EQ(author_names("Calder, Ines de", {}), (Names{"Ines de Calder"}));
}

TEST(AuthorNames, LeaveOutWhatSomebodyDoes) {
  EXPECT_EQ(author_names("Posted by Ines Calder, Harbour Engineer", {}), (Names{"Ines Calder"}));
  EXPECT_EQ(author_names("Last Updated: January 7, 2025", {}), Names{});
}

TEST(AuthorNames, AreNoneWhereNobodyIsNamed) {
  for (const auto* line : {"admin", "No Author", "ines@herald.example", "https://herald.example/ines",
                           "12. Juni 2014", "By", "Posted on", "herald.example", ""})
    EXPECT_EQ(author_names(line, {}), Names{}) << line;
  EXPECT_EQ(author_names("The Sample Post", "The Sample Post"), Names{});
}

TEST(AuthorNames, GoOnWithoutWhatSomebodyIs) {
  EXPECT_EQ(author_names("Ines Calder Staff Writer", {}), (Names{"Ines Calder"}));
  EXPECT_EQ(author_names("By Ines Calder And Bo Chan For The Sample Post", {}),
            (Names{"Ines Calder", "Bo Chan"}));
  EXPECT_EQ(author_names("Ein Kommentar von Jana Muster", {}), (Names{"Jana Muster"}));
  EXPECT_EQ(author_names("von Jana Muster Foto: © Bildstelle", {}), (Names{"Jana Muster"}));
  EXPECT_EQ(author_names("Sample Press GmbH & Co. KG", {}), Names{});  // nor half of it
}

TEST(AuthorNames, AreFullWherePersonsAreCalledSo) {
  for (const auto* name : {"Ines Calder", "Jana von Muster", "J. R. Probe", "Łucja Wzór"})
    EXPECT_TRUE(is_full_name(name)) << name;
  for (const auto* name : {"Ines", "the way", "Alle Artikel", "Sign In", "12. Juni", "Über Ines"})
    EXPECT_FALSE(is_full_name(name)) << name;
  EXPECT_TRUE(is_collective("Sample News Staff", {}));
  EXPECT_TRUE(is_collective("Sample Post Online", "Sample Post"));
  EXPECT_FALSE(is_collective("Ines Calder", "Ines Calder's garden"));
}

std::string linked(const std::string& article) {
  return "<script type='application/ld+json'>" + article + "</script>";
}

TEST(Authors, ArePersonsPrintedWhereOnlyTheOutletIsStated) {
  const auto article =
      read("a.html", page(linked("{\"@type\":\"NewsArticle\",\"headline\":\"Ferry reopens\",\"author\":"
                                 "{\"@type\":\"Person\",\"name\":\"Sample News Staff\"}}"),
                          std::string("<main><h1>Ferry reopens</h1><p>By <a class='author' href='/x'>Ines "
                                      "Calder</a></p>") +
                              kProse + "</main>"))
          .article();
  EXPECT_EQ(article.authors, (Names{"Ines Calder"}));
}

TEST(Authors, AreTheNewsroomWhereNobodyElseIsNamed) {
  const auto article = read("a.html", page("<meta name='author' content='Redaktion'>",
                                           std::string("<main><h1>Ferry reopens</h1>") + kProse + "</main>"))
                           .article();
  EXPECT_EQ(article.authors, (Names{"Redaktion"}));
  const auto nobody = read("b.html", page("<meta name='author' content='admin'>",
                                          std::string("<main><h1>Ferry reopens</h1>") + kProse + "</main>"))
                          .article();
  EXPECT_EQ(nobody.authors, Names{});
}

TEST(Authors, ArePrintedWithoutAMarkBesideTheHeadline) {
  for (const auto* line : {"<div>By <a>Ines Calder</a> | <b>June 12, 2014</b></div>",
                           "<div><span class=x>| Von </span><span class=y>Ines Calder</span></div>",
                           "<div>12.06.2014 - Ines Calder</div>"}) {
    const auto article = read("a.html", page("", std::string("<div><h1>Ferry reopens after a year</h1>") +
                                                     line + "<div>" + kProse + "</div></div>"))
                             .article();
    EXPECT_EQ(article.authors, (Names{"Ines Calder"})) << line;
    EXPECT_TRUE(std::find(article.inferred.begin(), article.inferred.end(), "authors") !=
                article.inferred.end());
  }
}

TEST(Authors, StandInParagraphsOfTheText) {
  for (const auto* line :
       {"<p>Autorin: Ines Calder, Projektleiterin in Musterstadt.</p>", "<p>Text: Ines Calder</p>",
        "<p>The last ferry leaves at nine. (Ines Calder)</p>", "<p>Von Ines Calder</p>"}) {
    const auto article =
        read("a.html", page("<meta name='author' content='Musterverlag GmbH'>",
                            std::string("<main><h1>Ferry reopens</h1>") + kProse + line + "</main>"))
            .article();
    EXPECT_EQ(article.authors, (Names{"Ines Calder"})) << line;
  }
}

TEST(Authors, AreMarkedInManyWays) {
  for (const auto* line :
       {"<a rel='author nofollow' href='/x'>Ines Calder</a>", "<a property='schema:author'>Ines Calder</a>",
        "<p>Article by <a class=writtenby>Ines Calder</a></p>",
        "<div class=box><p>Zum Autor:</p><p>Ines Calder</p></div>",
        "<a class=x href='https://herald.example/members/7'>Ines Calder</a>"}) {
    const auto article = read("a.html", page("", std::string("<main><h1>Ferry reopens</h1>") + kProse + line +
                                                     kProse + "</main>"))
                             .article();
    EXPECT_EQ(article.authors, (Names{"Ines Calder"})) << line;
  }
}

TEST(Authors, StandBehindTheTextAsPortraitOrSource) {
  const auto with = [](const char* line) {
    return read("a.html",
                page("", std::string("<main><h1>Ferry reopens</h1>") + kProse + kProse + line + "</main>"))
        .article()
        .authors;
  };
  EXPECT_EQ(with("<p>Ines Calder is a reporter at the Sample Post and lives in Sampleton.</p>"),
            (Names{"Ines Calder"}));
  EXPECT_EQ(with("<p>Ines Calder is the minister who had the pier built in the spring of that year.</p>"),
            Names{});
  EXPECT_EQ(with("<p>Quelle: Musterdienst</p>"), (Names{"Musterdienst"}));
}

TEST(Authors, AreReadFromTheAddressOfTheirPageAtLast) {
  const auto article =
      read("a.html",
           page("<meta property='article:author' content='https://herald.example/author/ines-calder/'>",
                std::string("<main><h1>Ferry reopens</h1>") + kProse + "</main>"))
          .article();
  EXPECT_EQ(article.authors, (Names{"Ines Calder"}));
}

TEST(Authors, AreThePersonOfAGraphWhoseArticleNamesNone) {
  const auto article =
      read("a.html", page(linked("{\"@graph\":[{\"@type\":\"WebPage\",\"name\":\"Ferry reopens\"},"
                                 "{\"@type\":\"Person\",\"name\":\"Ines Calder\"}]}"),
                          std::string("<main><h1>Ferry reopens</h1>") + kProse + "</main>"))
          .article();
  EXPECT_EQ(article.authors, (Names{"Ines Calder"}));
}

TEST(Authors, AreNotThoseOfCommentsAndReviews) {
  const auto article =
      read("a.html", page("", std::string("<main><h1>Ferry reopens</h1>") + kProse +
                                  "</main><div itemprop=review><meta itemprop=author content='Bo Chan'></div>"
                                  "<div id=comments><h1></h1><p class=posted-by>Cy Dee</p></div>"))
          .article();
  EXPECT_EQ(article.authors, Names{});
}

TEST(Authors, AreReadFromMicrodataThatShowsNone) {
  const auto article =
      read("a.html", page("", std::string("<main><h1>Ferry reopens</h1><div itemprop=author "
                                          "itemscope><meta itemprop=name content='Ines Calder'>"
                                          "</div>") +
                                  kProse + "</main>"))
          .article();
  EXPECT_EQ(article.authors, (Names{"Ines Calder"}));
}

TEST(Authors, AreTakenFromScriptsThatNameOne) {
  const auto with = [](const char* script) {
    return read("a.html", page(std::string("<script>") + script + "</script>",
                               std::string("<main><h1>Ferry reopens</h1>") + kProse + "</main>"))
        .article()
        .authors;
  };
  EXPECT_EQ(with("dataLayer.push({\"pageAuthor\": \"Ines Calder\"})"), (Names{"Ines Calder"}));
  EXPECT_EQ(with("x=[{\"author\":\"Ines Calder\"},{\"author\":\"Bo Chan\"}]"), Names{});
}

TEST(Page, KeepsANameInASentenceWhateverItsLinkIsCalled) {
  const std::string body =
      std::string("<article>") + kProse +
      "<p>The minister <a class='meta-per related' href='/p'>Ines Calder</a> was <span class='share "
      "social'>on board</span> too, and said that the second ferry would follow within the year.</p>"
      "</article>";
  const auto article = read("a.html", page("", body)).article();
  EXPECT_NE(article.text.find("The minister Ines Calder was on board too"), std::string::npos)
      << article.text;
}

TEST(Page, EndsWhereOtherArticlesBegin) {
  const std::string body =
      std::string("<div><h1>Ferry line reopens after a year</h1>") + kProse +
      "<h3>Mehr zum Thema</h3><p>Der andere Artikel ist ein anderer, und er ist kurz.</p>"
      "<p>Subscribe to our newsletter and never miss a ferry again.</p></div>";
  const auto article = read("a.html", page("", body)).article();
  EXPECT_TRUE(article.text.ends_with("whatever the timetable says.")) << article.text;
}

TEST(Page, LeavesOutWhatIsSaidOfPicturesAndAskedOfReaders) {
  for (const auto* line :
       {"<div class='image-box'><div class=text>The pier before the fire</div></div>",
        "<p>Foto: The pier Bildstelle</p>", "<div class=factbox><p>The pier before the fire: facts</p></div>",
        "<p>Never miss the latest of the pier, sign up to our list</p>",
        "<div><h3><a href='/x'>Mayor steps down</a></h3><p>The pier is not why.</p></div>"}) {
    const auto article = read("a.html", page("", std::string("<main><h1>Ferry reopens</h1>") + kProse + line +
                                                     kProse + kProse + "</main>"))
                             .article();
    EXPECT_EQ(article.text.find("The pier"), std::string::npos) << line;
    EXPECT_EQ(article.text.find("the pier, sign"), std::string::npos) << line;
  }
}

TEST(Page, BeginsWithItsFirstSentence) {
  const auto article =
      read("a.html", page("", std::string("<main><h1>Ferry reopens</h1><div>Harbour news</div><div>"
                                          "3 min read</div>") +
                                  kProse + kProse + "</main>"))
          .article();
  EXPECT_TRUE(article.text.starts_with("The ferry between")) << article.text;
}

TEST(Page, TakesTheHeadlineAsPrintedAndTheDayAsShown) {
  const auto article =
      read("a.html",
           page("<title>Ferry reopens | The Sample Post</title><meta property='og:site_name' content='The "
                "Sample Post'><meta property='og:title' content='Why this ferry &amp;amp; its pier matter'>",
                std::string("<main><h1>Ferry &amp; pier reopen after a year</h1><p class='postmeta'>Von Jana "
                            "Muster, 12. Juni 2014</p>") +
                    kProse + "</main>"))
          .article();
  EXPECT_EQ(article.title, "Ferry & pier reopen after a year");
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
  EXPECT_TRUE(std::find(article.inferred.begin(), article.inferred.end(), "date") != article.inferred.end());
}

TEST(Page, ReadsBrokenJsonLdWhereItCanBeReadOneWay) {
  const auto article =
      read("a.html", page("<script type='application/ld+json'>//<![CDATA[\n{\"@type\":\"NewsArticle\","
                          "\"headline\":\"Ferry\nreopens\",\"datePublished\":\"2014-06-12\",\"author\":"
                          "[{\"@type\":\"Person\",\"name\":\"Ines Calder\"},],};\n//]]></script>",
                          std::string("<main>") + kProse + "</main>"))
          .article();
  EXPECT_EQ(article.title, "Ferry reopens");
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
  EXPECT_EQ(article.authors, (Names{"Ines Calder"}));
}

TEST(Page, KeepsBlocksAsWhatTheyAreAndCaptionsApart) {
  const auto article =
      read("a.html", page("", std::string("<article>") + kProse +
                                  "<h2>What the mayors promise</h2><ul><li>A second ferry within the "
                                  "year</li></ul><blockquote><p>We have waited long enough for "
                                  "it.</p></blockquote><figure><img src=x><figcaption>The ferry at "
                                  "dawn</figcaption></figure>" +
                                  kProse + "</article>"))
          .article();
  ASSERT_EQ(article.blocks.size(), paragraphs(article.text).size());
  EXPECT_EQ(article.blocks.at(2).kind, BlockKind::heading);
  EXPECT_EQ(article.blocks.at(3).kind, BlockKind::list_item);
  EXPECT_EQ(article.blocks.at(4).kind, BlockKind::block_quotation);
  EXPECT_EQ(article.captions, (Names{"The ferry at dawn"}));
}

TEST(Titles, AreHeadlinesAndNotSites) {
  const auto title_of = [](const std::string& head, const std::string& headings) {
    return read("a.html", page(head, "<main>" + headings + kProse + "</main>")).article().title;
  };
  // A kicker set inside the headline.
  EXPECT_EQ(title_of("<meta property='og:title' content='Ferry reopens after a year'>",
                     "<h1>Harbour Ferry reopens after a year</h1>"),
            "Ferry reopens after a year");
  // The great heading is the site's.
  EXPECT_EQ(title_of("<title>sampleblog » Number two: the pier</title>",
                     "<h1>sampleblog</h1><h2>Number two: the pier</h2><h2>Archive</h2>"),
            "Number two: the pier");
  // Search engines are told something else.
  EXPECT_EQ(title_of("<title>Crossings: prices, times | Sample</title>",
                     "<h1>Why the ferry reopens after a year</h1>"),
            "Why the ferry reopens after a year");
  // The site's name before the headline, without spaces.
  EXPECT_EQ(title_of("<meta property='og:site_name' content='Sample News'><title>Sample News|Ferry "
                     "reopens</title>",
                     ""),
            "Ferry reopens");
  // Few words of a long title head a part.
  EXPECT_EQ(
      title_of("<meta property='og:title' content='The end of the world may be most beautiful at Sampleton'>",
               "<h1>Wherever, whenever</h1><h1>\"Downtown\" Sampleton</h1>"),
      "The end of the world may be most beautiful at Sampleton");
}

TEST(Dates, AreThoseOfReadersWhereThePageStatesUtc) {
  const auto with = [](const char* stated, const char* printed) {
    return read("a.html",
                page(std::string("<meta property='article:published_time' content='") + stated + "'>",
                     std::string("<main><h1>Ferry reopens</h1><span>") + printed + "</span>" + kProse +
                         "</main>"))
        .article()
        .date;
  };
  EXPECT_EQ(with("2014-06-13T02:30:00Z", "June 12, 2014"), (Day{2014, 6, 12}));
  EXPECT_EQ(with("2014-06-13T02:30:00Z", "June 13, 2014"), (Day{2014, 6, 13}));
  EXPECT_EQ(with("2014-06-13T14:30:00Z", "June 12, 2014"), (Day{2014, 6, 13}));
  EXPECT_EQ(with("2014-06-13T02:30:00+02:00", "June 12, 2014"), (Day{2014, 6, 13}));
}

TEST(Dates, StandRightBehindTheHeadline) {
  const auto article =
      read("a.html", page("", std::string("<main><h1>Ferry reopens</h1><span>12. Juni 2014</span>") + kProse +
                                  "</main><div><time datetime='2014-06-20'>20. Juni 2014</time></div>"))
          .article();
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
}

TEST(AuthorNames, AreNoneOfMenusNoticesFirmsAndAccounts) {
  for (const auto* line :
       {"Sign In", "Follow Author", "Theme: Harbour by Probe", "Copyright Muster Verlag GmbH",
        "Muster GmbH & Co. KG", "Super User", "wordpressadmin", "Edit with Live CSS", "Zitat von Hafenfreund",
        "Foto: Jana Muster", "Quote from Ines Calder", "Read more", "Log out", "Probe Media Inc."}) {
    EXPECT_EQ(author_names(line, {}), Names{}) << line;
    EXPECT_EQ(collective_name(line), std::nullopt) << line;
  }
  EXPECT_EQ(collective_name("Redaktion"), "Redaktion");
  EXPECT_EQ(collective_name("Staff reports"), "Staff reports");
}

TEST(AuthorNames, AreWithoutTheirLabelAndDecoded) {
  for (const auto* line :
       {"Eingestellt von Jana Muster", "Interview: Jana Muster", "Text: Jana Muster", "Von\u00a0Jana Muster",
        "Por Jana Muster", "Autor*in: Jana Muster", "Text: Von Jana Muster", "Von&nbsp;Jana Muster"})
    EXPECT_EQ(author_names(line, {}), (Names{"Jana Muster"})) << line;
  EXPECT_EQ(author_names("In&eacute;s Calder", {}), (Names{"Inés Calder"}));
  EXPECT_EQ(collective_name("Redacci&oacute;n"), "Redacción");
}

TEST(Authors, AreNotThoseOfOtherArticlesOnThePage) {
  const auto teaser = [](const std::string& name) {
    return "<div class='card'><h3><a href='/x'>Another matter</a></h3><span class='author'>" + name +
           "</span></div>";
  };
  const auto with_own =
      page("<title>Ferry sails again</title>",
           teaser("Bo Chan") + "<h1>Ferry sails again</h1><p class='author'>Ines Calder</p>" + kProse +
               teaser("Cy Dee"));
  EXPECT_EQ(read("a.html", with_own).article().authors, (Names{"Ines Calder"}));
}

TEST(Dates, AreNotThoseOfTeasersAndComments) {
  const auto teaser =
      "<div class='box'><h3><a href='/x'>Another matter</a></h3><time datetime='2011-01-02'>2 January "
      "2011</time></div>";
  const auto comment =
      "<div class='comments'><p class='date'>3 March 2012</p><time datetime='2012-03-03'>3 March"
      "</time></div>";
  const auto bare =
      page("<title>Ferry sails again</title>",
           std::string(teaser) +
               "<div><p>Harbour</p><p>Town</p><p>"
               "Sea</p><p>Air</p><p>a</p><p>b</p><p>c</p><p>d</p><p>e</p></div><h1>Ferry sails again</h1>" +
               kProse + kProse + kProse + comment);
  EXPECT_EQ(read("a.html", bare).article().date, std::nullopt);
  const auto own = page(
      "<title>Ferry sails again</title>",
      teaser + std::string("<h1>Ferry sails again</h1><time datetime='2014-06-12'>12 June</time>") + kProse);
  EXPECT_EQ(read("a.html", own).article().date, (Day{2014, 6, 12}));
}

TEST(Dates, OfPublicationAndOfChangeAreKeptApart) {
  const auto article =
      read("a.html",
           page("<title>Ferry sails again</title>",
                "<h1>Ferry sails again</h1><time class='updated' datetime='2014-06-20'>20 June</time>"
                "<time class='published' datetime='2014-06-12'>12 June</time>" +
                    std::string(kProse)))
          .article();
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
  EXPECT_EQ(article.updated, (Day{2014, 6, 20}));
}

TEST(Titles, AreTheHeadlineWhereTheSiteOrAKickerIsTheGreatHeading) {
  const auto title = [](const std::string& head, const std::string& body) {
    return read("a.html", page(head, body + kProse)).article().title;
  };
  EXPECT_EQ(title("<title>Ferry sails again | The Sample Post</title>",
                  "<h1>The Sample Post</h1><h1 class='entry'>Ferry sails again</h1>"),
            "Ferry sails again");
  EXPECT_EQ(title("<title>Ferry sails again - Harbour: the pier</title>",
                  "<h1 class='strap'>Harbour: the pier</h1><h2>Ferry sails again</h2>"),
            "Ferry sails again");
  const std::string at = "<link rel='canonical' href='https://www.samplepost.example/2/ferry'>";
  EXPECT_EQ(title(at + "<title>Ferry sails again | Sample Post</title>", ""), "Ferry sails again");
  EXPECT_EQ(title(at + "<meta property='article:section' content='Politics'>"
                       "<title>Politics | Ferry sails again | Sample Post</title>",
                  ""),
            "Ferry sails again");
  // Without evidence nothing goes.
  EXPECT_EQ(title("<title>Ferry sails again | Or so they say</title>", ""),
            "Ferry sails again | Or so they say");
}

TEST(Outlets, AreNamesRatherThanAddresses) {
  const auto outlet = [](const std::string& head) {
    return read("a.html",
                page("<link rel='canonical' href='https://www.sample-post.example/ferry'>" + head, kProse))
        .article();
  };
  EXPECT_EQ(outlet("<title>Ferry sails | The Sample Post</title>").outlet, "The Sample Post");
  EXPECT_EQ(outlet("<title>Ferry sails | The Sample Post</title>").inferred.back(), "outlet");
  EXPECT_EQ(outlet("<meta property='og:site_name' content='http://www.sample-post.example/'>"
                   "<meta name='application-name' content='Sample Post'>")
                .outlet,
            "Sample Post");
  EXPECT_EQ(outlet("<meta property='og:site_name' content='www.sample-post.example'>").outlet,
            "sample-post.example");
  EXPECT_EQ(outlet("<title>Ferry sails | Harbour News</title>").outlet, "sample-post.example");
}

TEST(Captures, AreOfTheSiteTheyCaptured) {
  const auto capture = page(
      "<title>Ferry sails again</title><link rel='canonical' "
      "href='https://web.archive.org/web/20120214101010/"
      "http://herald.example/town/ferry'><meta property='og:site_name' content='Internet Archive'>",
      "<div id='wm-ipp-base'><time datetime='2012-02-14'>14 Feb 2012</time><h1>Wayback Machine</h1></div>"
      "<h1>Ferry sails again</h1>" +
          std::string(kProse));
  const auto article = read("a.html", capture).article();
  EXPECT_EQ(article.url, "http://herald.example/town/ferry");
  EXPECT_EQ(article.outlet, "herald.example");
  EXPECT_EQ(article.title, "Ferry sails again");
  EXPECT_EQ(article.date, std::nullopt);
  EXPECT_EQ(article.text.find("Wayback"), std::string::npos);
}

TEST(ClosingLine, IsShortAndNoSentence) {
  for (const auto* line :
       {"Related", "Mehr zum Thema:", "Über den Autor", "Leia também", "Читайте также", "Comments (12)"})
    EXPECT_TRUE(is_closing_line(line)) << line;
  for (const auto* line : {"Related parties were told to leave.", "Commentators were surprised",
                           "The comments came late", "Relatedness of languages"})
    EXPECT_FALSE(is_closing_line(line)) << line;
}

}  // namespace
}  // namespace pressmark
