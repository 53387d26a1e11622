// NewsML-G2.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "tests/indexer/ingest/reading.h"

namespace pressmark {
namespace {

using test::read;
using test::read_file;
using Names = std::vector<std::string>;

std::string item(const std::string& guid, const std::string& status, const std::string& content) {
  return R"(<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid=")" + guid +
         R"(" version="2" xml:lang="en-GB">
  <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:AWire"><name>A Wire</name></provider>
    <versionCreated>2014-06-13T10:00:00Z</versionCreated><firstCreated>2014-06-12T10:00:00Z</firstCreated>
    <pubStatus qcode="stat:)" +
         status + R"("/></itemMeta>
  <contentMeta><headline>The gate</headline><by>By Ann Smith</by><language tag="en"/><dateline>LONDON</dateline></contentMeta>
  <contentSet>)" +
         content + R"(</contentSet>
</newsItem>)";
}

const std::string kNitf =
    R"(<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>
  <body.head><hedline><hl1>The gate</hl1></hedline><byline>By Someone</byline></body.head>
  <body.content><p>It was <em>open</em>.</p><hl2>At night</hl2><p>It shut.</p>
  <media media-type="image"><media-caption>A gate.</media-caption></media></body.content></body></nitf></inlineXML>)";

TEST(NewsMl, ReadsAnItemWithNitf) {
  const auto article =
      read("a.xml", "<?xml version=\"1.0\"?>\n" + item("urn:a:1", "usable", kNitf)).article();
  EXPECT_EQ(article.declared_id, "urn:a:1");
  EXPECT_EQ(article.title, "The gate");
  EXPECT_EQ(article.authors, Names{"Ann Smith"});
  EXPECT_EQ(article.outlet, "A Wire");
  EXPECT_EQ(article.lang, "en");
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
  EXPECT_EQ(article.updated, (Day{2014, 6, 13}));
  EXPECT_EQ(article.text, "It was open.\n\nAt night\n\nIt shut.");
  EXPECT_EQ(article.blocks.at(1).kind, BlockKind::heading);
  EXPECT_EQ(article.captions, Names{"A gate."});
  EXPECT_TRUE(article.inferred.empty());
}

TEST(NewsMl, ReadsXhtmlAndPlainText) {
  EXPECT_EQ(read("a.xml", item("a", "usable",
                               "<inlineXML contenttype=\"application/xhtml+xml\"><html "
                               "xmlns=\"http://www.w3.org/1999/xhtml\"><head>"
                               "<title>T</title></head><body><p>It was open.</p></body></html></inlineXML>"))
                .article()
                .text,
            "It was open.");
  EXPECT_EQ(
      read("a.xml", item("a", "usable",
                         "<inlineData contenttype=\"text/plain\">It was open.\n\nIt shut.</inlineData>"))
          .article()
          .text,
      "It was open.\n\nIt shut.");
  EXPECT_EQ(read("a.xml", item("a", "usable", "<inlineXML><sports-content/></inlineXML>")).reason(),
            "no text: its XML is <sports-content>");
}

TEST(NewsMl, AMessageHoldsManyItemsAndSaysOfEachWhatItIs) {
  const auto message =
      "<newsMessage "
      "xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header><sent>2014</sent></header><itemSet>" +
      item("a-1", "usable", kNitf) + "<packageItem guid=\"p\"/>" + item("a-2", "canceled", kNitf) +
      "<conceptItem guid=\"c\"><concept><name>C</name></concept></conceptItem>" +
      item("a-3", "usable", kNitf) + "</itemSet></newsMessage>";
  const auto reading = read("a.xml", message);
  ASSERT_EQ(reading.articles.size(), 2U);
  EXPECT_EQ(reading.articles[1].id, "a-3");
  EXPECT_EQ(reading.articles[1].source.record, 5U);
  ASSERT_EQ(reading.retractions.size(), 1U);
  EXPECT_EQ(reading.retractions[0].id, "a-2");
  ASSERT_EQ(reading.rejections.size(), 2U);
  EXPECT_EQ(reading.rejections[0].reason, "a package item, no article");
  EXPECT_EQ(reading.rejections[1].reason, "a concept item, no article");

  const auto end = message.find("</newsMessage>") + 14;
  for (std::size_t size = message.find("<itemSet>"); size <= end; ++size) {
    const auto part = read("a.xml", message.substr(0, size));
    const auto first = message.find("</newsItem>") + 11;
    EXPECT_EQ(part.articles.size() > 0, size >= first) << size;
    if (size < end) {
      ASSERT_FALSE(part.rejections.empty()) << size;
      EXPECT_NE(part.rejections.back().reason.find("breaks off"), std::string::npos)
          << part.rejections.back().reason;
    }
  }
}

// --- IPTC's own examples --------------------------------------------------------------------------------

TEST(NewsMlExamples, AreReadWhereTheyHaveATextAndElseRefusedWithAReason) {
  const char* given = std::getenv("PRESSMARK_FORMATS");
  const std::filesystem::path folder =
      std::filesystem::path(given != nullptr ? given : "/var/tmp/fmt/formats") / "newsml-g2";
  if (!std::filesystem::is_directory(folder))
    GTEST_SKIP() << "no examples at " << folder << " (PRESSMARK_FORMATS)";
  std::size_t articles = 0;
  for (const auto& source : list_sources(folder.string())) {
    const auto reading = read_file(source.path);
    articles += reading.articles.size();
    EXPECT_GE(reading.articles.size() + reading.rejections.size(), 1U) << source.path;
    for (const auto& rejection : reading.rejections) EXPECT_FALSE(rejection.reason.empty());
  }
  EXPECT_GE(articles, 3U);
}

}  // namespace
}  // namespace pressmark
