// RSS, Atom and JSON Feed.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/indexer/ingest/reading.h"

namespace pressmark {
namespace {

using test::read;
using Names = std::vector<std::string>;

constexpr const char* kRss = R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>Example Herald – World</title>
    <link>https://herald.example/world/</link>
    <atom:link href="https://herald.example/world/rss.xml" rel="self" type="application/rss+xml"/>
    <language>en-GB</language>
    <item>
      <title>The gate &amp;amp; the bridge</title>
      <link>gate.html</link>
      <guid isPermaLink="false">1001</guid>
      <dc:creator>By Ann Smith and Bo Chan</dc:creator>
      <pubDate>Thu, 12 Jun 2014 10:00:00 +0530</pubDate>
      <category>World</category>
      <description>The gate is open.</description>
      <content:encoded><![CDATA[<p>The gate was open&nbsp;all day.</p><ul><li>It shut at night.</li></ul><script>x()</script>
        <figure><img src="g.jpg"><figcaption>The gate.</figcaption></figure>
        <p>The post <a href="x">The gate</a> appeared first on <a href="y">Herald</a>.</p>]]></content:encoded>
    </item>
    <item>
      <title>The bridge</title>
      <guid isPermaLink="false">tag:herald.example,2014:2</guid>
      <author>chan@herald.example (Bo Chan)</author>
      <pubDate>yesterday</pubDate>
      <category>World</category><category>Bridges</category>
      <description>The bridge &lt;b&gt;fell&lt;/b&gt; at noon, caf&eacute;s say; Smith & Co. built it.</description>
    </item>
  </channel>
</rss>
)";

TEST(Rss, TakesTheFullContentAndElseASummary) {
  const auto reading = read("a.xml", kRss);
  ASSERT_EQ(reading.articles.size(), 2U) << reading.reason();
  EXPECT_TRUE(reading.rejections.empty());
  const auto& gate = reading.articles[0];
  EXPECT_EQ(gate.title, "The gate & the bridge");
  EXPECT_EQ(gate.url, "https://herald.example/world/gate.html");
  EXPECT_FALSE(gate.declared_id);
  EXPECT_EQ(gate.outlet, "Example Herald – World");
  EXPECT_EQ(gate.inferred, Names{"outlet"});
  EXPECT_EQ(gate.authors, (Names{"Ann Smith", "Bo Chan"}));
  EXPECT_EQ(gate.date, (Day{2014, 6, 12}));
  EXPECT_EQ(gate.lang, "en");
  EXPECT_EQ(gate.section, "World");
  EXPECT_EQ(gate.text, "The gate was open\u00A0all day.\n\nIt shut at night.");
  EXPECT_EQ(gate.blocks.at(1).kind, BlockKind::list_item);
  EXPECT_EQ(gate.captions, Names{"The gate."});
  EXPECT_FALSE(gate.is_summary);
  EXPECT_EQ(gate.source.record, 1U);
  EXPECT_TRUE(gate.source_bytes.starts_with("<item>") && gate.source_bytes.ends_with("</item>"));

  const auto& bridge = reading.articles[1];
  EXPECT_TRUE(bridge.is_summary);
  EXPECT_EQ(bridge.text, "The bridge fell at noon, cafés say; Smith & Co. built it.");
  EXPECT_EQ(bridge.declared_id, "tag:herald.example,2014:2");
  EXPECT_EQ(bridge.authors, Names{"Bo Chan"});
  EXPECT_FALSE(bridge.section);
  EXPECT_FALSE(bridge.date);
}

TEST(Rss, OneBrokenItemCostsItselfAlone) {
  std::string feed = kRss;
  const std::string broken =
      "    <item>\n      <title>Broken</title>\n      <description><p>x</description>\n    </item>\n";
  const auto at = feed.find("    <item>");
  feed.insert(at, broken);
  const auto reading = read("a.xml", feed);
  EXPECT_EQ(reading.articles.size(), 2U);
  EXPECT_EQ(reading.articles.front().source.record, 2U);
  ASSERT_EQ(reading.rejections.size(), 1U);
  const auto& rejection = reading.rejections.front();
  EXPECT_EQ(rejection.record, 1U);
  EXPECT_EQ(rejection.offset, at + 4);
  const auto line = std::count(feed.begin(), feed.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 3;
  EXPECT_NE(rejection.reason.find("at line " + std::to_string(line)), std::string::npos) << rejection.reason;
}

TEST(Rss, AnItemThatIsNotClosedEndsWhereTheNextBegins) {
  std::string feed = kRss;
  feed.erase(feed.find("</item>"), 7);
  const auto reading = read("a.xml", feed);
  EXPECT_EQ(reading.articles.size(), 1U);
  EXPECT_EQ(reading.articles.at(0).title, "The bridge");
  EXPECT_NE(reading.reason().find("is not closed"), std::string::npos);
}

// Where it breaks off, earlier items are read and the break is said.
TEST(Feed, SaysWhereItBreaksOffAndLosesNoEarlierItem) {
  const std::string feed = kRss;
  const auto first = feed.find("</item>") + 7;
  const auto second = feed.find("</item>", first) + 7;
  const auto end = feed.find("</rss>") + 6;
  for (std::size_t size = feed.find("<rss") + 5; size <= feed.size(); ++size) {
    const auto reading = read("a.xml", feed.substr(0, size));
    EXPECT_EQ(reading.articles.size(), size < first ? 0U : size < second ? 1U : 2U) << size;
    EXPECT_EQ(reading.rejections.size(), size < end ? 1U : 0U) << size;
    if (size < end) {
      EXPECT_NE(reading.rejections.at(0).reason.find("breaks off"), std::string::npos)
          << reading.rejections.at(0).reason;
    }
    EXPECT_EQ(reading.bytes, size);
  }
}

TEST(Feed, RefusesEntitiesOfItsOwnAndKnowsThoseOfHtml) {
  const std::string item =
      "<channel><title>A</title><item><title>&lol;</title><description>&lol; "
      "&nbsp;x</description></item></channel></rss>";
  const auto bomb = read(
      "a.xml",
      "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY lol \"&a;&a;&a;\">]><rss>" + item);
  EXPECT_TRUE(bomb.articles.empty());
  EXPECT_EQ(bomb.reason(), "declares entities of its own, which are not expanded");
  const auto outside =
      read("a.xml",
           "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY lol SYSTEM \"file:///etc/passwd\">]><rss>" + item);
  EXPECT_EQ(outside.reason(), "declares entities of its own, which are not expanded");
  const auto old =
      read("a.xml",
           "<?xml version=\"1.0\"?><!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" "
           "\"http://my.netscape.com/rss-0.91.dtd\" [<!ENTITY nbsp \"&#160;\">]><rss>" +
               item);
  EXPECT_EQ(old.article().text, "&lol; x");  // what nobody knows stands for itself
}

TEST(Feed, ReadsRss10AndCharsets) {
  const std::string feed =
      "<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
      "<channel "
      "rdf:about=\"https://a.example/\"><title>A</title><link>https://a.example/</link><items><rdf:Seq/></"
      "items></channel>"
      "<item "
      "rdf:about=\"https://a.example/1\"><title>\xCC\xEE\xF1\xF2</title><dc:date>2014-06-12</"
      "dc:date><dc:language>ru</dc:language>"
      "<description>\xCC\xEE\xF1\xF2 \xE7\xE0\xEA\xF0\xFB\xF2.</description></item></rdf:RDF>";
  const auto article = read("a.rdf", feed).article();
  EXPECT_EQ(article.title, "Мост");
  EXPECT_EQ(article.text, "Мост закрыт.");
  EXPECT_EQ(article.url, "https://a.example/1");
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));

  std::string wide = "\xFF\xFE";
  for (const char c : std::string(kRss))
    if (static_cast<unsigned char>(c) < 0x80) wide.append({c, '\0'});
  EXPECT_EQ(read("a.xml", wide).articles.size(), 2U);
}

TEST(Atom, ReadsEveryKindOfContent) {
  const auto reading = read(
      "a.atom", R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://a.example/news/">
  <title>A News</title><link href="https://a.example/"/><author><name>Desk</name></author>
  <entry><title type="html">The &lt;i&gt;gate&lt;/i&gt;</title><id>tag:a.example,2014:1</id><link href="1" rel="alternate"/>
    <link rel="enclosure" href="x.mp3"/><published>2014-06-12T10:00:00Z</published><updated>2014-06-13T10:00:00Z</updated>
    <content type="html">&lt;p&gt;It was open.&lt;/p&gt;&lt;p&gt;It shut.&lt;/p&gt;</content></entry>
  <entry><title>B</title><id>tag:a.example,2014:2</id><author><name>Ann Smith</name></author><updated>2014-06-13T10:00:00Z</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><h2>Head</h2><p>It was <em>open</em>.<br/>Yes.</p>
    <blockquote><p>So it was.</p></blockquote><table><tr><td>a</td><td>b</td></tr></table></div></content></entry>
  <entry><title>C</title><id>tag:a.example,2014:3</id><content>It &lt; was open.

It shut.</content><source><title>Other Paper</title></source></entry>
  <entry><title>D</title><id>tag:a.example,2014:4</id><content src="https://a.example/4"/><summary>It was open.</summary></entry>
</feed>)");
  ASSERT_EQ(reading.articles.size(), 4U) << reading.reason();
  const auto& a = reading.articles;
  EXPECT_EQ(a[0].title, "The gate");
  EXPECT_EQ(a[0].url, "https://a.example/news/1");
  EXPECT_EQ(a[0].text, "It was open.\n\nIt shut.");
  EXPECT_EQ(a[0].date, (Day{2014, 6, 12}));
  EXPECT_EQ(a[0].updated, (Day{2014, 6, 13}));
  EXPECT_EQ(a[0].authors, Names{"Desk"});
  EXPECT_EQ(a[1].text, "Head\n\nIt was open. Yes.\n\nSo it was.\n\na b");
  EXPECT_EQ(a[1].blocks[0].kind, BlockKind::heading);
  EXPECT_EQ(a[1].blocks[2].kind, BlockKind::block_quotation);
  EXPECT_EQ(a[1].blocks[3].kind, BlockKind::table_row);
  EXPECT_EQ(a[1].authors, Names{"Ann Smith"});
  EXPECT_EQ(a[1].declared_id, "tag:a.example,2014:2");
  EXPECT_EQ(a[1].inferred, (Names{"date", "outlet"}));  // it states only when it was changed
  EXPECT_EQ(a[2].text, "It < was open.\n\nIt shut.");
  EXPECT_EQ(a[2].outlet, "Other Paper");
  EXPECT_TRUE(a[2].inferred.empty());
  EXPECT_TRUE(a[3].is_summary);
}

TEST(JsonFeed, ReadsBothVersions) {
  const std::string feed = R"({
  "version": "https://jsonfeed.org/version/1.1",
  "title": "A News",
  "home_page_url": "https://a.example/",
  "language": "en",
  "authors": [{"name": "Desk"}],
  "items": [
    {"id": "1", "url": "https://a.example/1", "title": "The gate", "content_html": "<p>It was open.</p><p>It shut.</p>",
     "date_published": "2014-06-12T10:00:00Z", "date_modified": "2014-06-13T10:00:00Z", "tags": ["World"]},
    {"id": 2, "content_text": "It was } open [ \" all day.", "author": {"name": "Ann Smith"}, "language": "en-GB"},
    {"id": "https://a.example/3", "summary": "It was open.", "date_published": "2020-05"},
    {"id": "4", "content_text": 7},
    {"id": "5"}
  ],
  "expired": false
})";
  const auto reading = read("feed.json", feed);
  ASSERT_EQ(reading.articles.size(), 3U) << reading.reason();
  const auto& a = reading.articles;
  EXPECT_EQ(a[0].text, "It was open.\n\nIt shut.");
  EXPECT_EQ(a[0].outlet, "A News");
  EXPECT_EQ(a[0].section, "World");
  EXPECT_EQ(a[0].authors, Names{"Desk"});
  EXPECT_FALSE(a[0].declared_id);
  EXPECT_EQ(a[1].id, "2");
  EXPECT_EQ(a[1].authors, Names{"Ann Smith"});
  EXPECT_EQ(a[2].url, "https://a.example/3");
  EXPECT_TRUE(a[2].is_summary);
  EXPECT_FALSE(a[2].date);
  ASSERT_EQ(reading.rejections.size(), 2U);
  EXPECT_EQ(reading.rejections[0].record, 4U);
  EXPECT_EQ(reading.rejections[0].reason, "field \"content_text\" is not a string");
  EXPECT_EQ(feed.substr(*reading.rejections[0].offset, 9), "{\"id\": \"4");
  EXPECT_EQ(reading.rejections[1].reason, "no text");

  std::string one_line = feed;
  std::erase(one_line, '\n');
  EXPECT_EQ(read("feed.json", one_line).articles.size(), 3U);
}

TEST(JsonFeed, SaysWhereItBreaksOffAndLosesNoEarlierItem) {
  const std::string feed =
      R"({"version":"https://jsonfeed.org/version/1","title":"A","items":[{"id":"1","content_text":"One [ word."},)"
      R"({"id":"2","content_text":"Two \" words."}]})";
  const auto first = feed.find("},") + 1;
  const auto second = feed.find("}]") + 1;
  for (std::size_t size = feed.find("\"title\""); size <= feed.size(); ++size) {
    const auto reading = read("a.json", feed.substr(0, size));
    const auto items = size < feed.find('[') + 1 ? 0U : size < first ? 0U : size < second ? 1U : 2U;
    EXPECT_EQ(reading.articles.size(), items) << feed.substr(0, size);
    EXPECT_EQ(reading.rejections.size(), size < feed.size() ? 1U : 0U) << feed.substr(0, size);
  }
}

TEST(Feed, AFeedOfManyItemsIsReadOneByOne) {
  std::string feed = "<rss><channel><title>A</title>\n";
  constexpr std::size_t kItems = 5000;
  for (std::size_t i = 0; i < kItems; ++i)
    feed += "<item><title>T</title><link>https://a.example/" + std::to_string(i) +
            "</link><description>Word " + std::to_string(i) + " of many.</description></item>\n";
  feed += "</channel></rss>";
  const auto reading = read("a.xml", feed);
  EXPECT_EQ(reading.articles.size(), kItems);
  EXPECT_EQ(reading.articles.back().source.record, kItems);

  IngestOptions options;
  options.limits.max_record_bytes = 1000;
  const auto at = feed.find("Word 7 ");
  feed.insert(at, std::string(100'000, 'x'));
  const auto bounded = read("a.xml", feed, options);
  EXPECT_EQ(bounded.articles.size(), kItems - 1);
  EXPECT_EQ(bounded.reason(), "the <item> is over the limit of 1000 bytes");
}

TEST(Records, AnyHeapOfMarksIsAnsweredWithArticlesOrReasons) {
  static const std::vector<std::string> pieces = {
      "<?xml version=\"1.0\" encoding=\"koi8-r\"?>",
      "<!DOCTYPE rss [",
      "<!ENTITY a \"b\">",
      "]>",
      "<rss>",
      "<channel>",
      "<item>",
      "<item/>",
      "</item>",
      "<entry xml:base='x'>",
      "</entry>",
      "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
      "</channel></rss>",
      "<title>",
      "</title>",
      "<description>words of a text</description>",
      "<![CDATA[",
      "]]>",
      "<!--",
      "-->",
      "&nbsp;",
      "&#0;",
      "&#xFFFFFFFFFF;",
      "& ",
      "<",
      ">",
      "\"",
      "'",
      "<x y=",
      "<newsItem guid=\"a\">",
      "</newsItem>",
      "<newsMessage>",
      "<itemSet>",
      "<contentSet><inlineXML><p>Words.</p></inlineXML></contentSet>",
      "<link href='../x' rel='alternate'/>",
      "xmlns:a=\"b\"",
      "a:b",
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      "\"items\"",
      "\"version\":\"https://jsonfeed.org/version/1\"",
      "\"uri\":\"a\"",
      "\"bodies\":[{",
      "\"value\":\"words\"",
      "\"text\":\"words\"",
      "\\ud800",
      "null",
      "1e999",
      "title,text\n",
      ";",
      "\t",
      "\n",
      "\r\n",
      "\xFF",
      "\xEF\xBB\xBF"};
  static const std::vector<std::string> openings = {
      "<rss><channel>", "<feed>", "<newsMessage>", "[{", "{\"version\":\"jsonfeed.org/version\",",
      "title,text\n",   ""};
  std::mt19937 random(44);
  for (int round = 0; round < 4000; ++round) {
    std::string bytes = openings[random() % openings.size()];
    for (auto n = random() % 80; n > 0; --n) bytes += pieces[random() % pieces.size()];
    for (const auto* path : {"a.xml", "a.json", "a.csv"}) {
      const auto reading = read(path, bytes);
      EXPECT_EQ(reading.bytes, bytes.size());
      for (const auto& article : reading.articles) EXPECT_FALSE(article.text.empty());
      for (const auto& rejection : reading.rejections) {
        EXPECT_FALSE(rejection.reason.empty());
        EXPECT_EQ(rejection.reason.find("could not be read"), std::string::npos) << rejection.reason << "\n"
                                                                                 << bytes;
      }
    }
  }
}

}  // namespace
}  // namespace pressmark
