// IPTC ninjs.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/indexer/ingest/reading.h"

namespace pressmark {
namespace {

using test::read;
using test::read_file;
using Names = std::vector<std::string>;

TEST(Ninjs, ReadsTheFirstVersions) {
  const auto article = read("a.json", R"({
  "uri": "http://a.example/ninjs/1",
  "type": "text",
  "firstcreated": "2014-06-12T10:00:00Z",
  "versioncreated": "2014-06-13T10:00:00Z",
  "headline": "The gate",
  "byline": "By Ann Smith",
  "language": "en-GB",
  "copyrightholder": "A Wire",
  "body_text": "It was open. It shut.",
  "body_xhtml": "<h2>At noon</h2><p>It was open.</p><p>It shut.</p>",
  "associations": {"p1": {"uri": "http://a.example/p1", "type": "picture", "body_text": "Another text."}}
})")
                           .article();
  EXPECT_EQ(article.declared_id, "http://a.example/ninjs/1");
  EXPECT_EQ(article.title, "The gate");
  EXPECT_EQ(article.text, "At noon\n\nIt was open.\n\nIt shut.");
  EXPECT_EQ(article.blocks.front().kind, BlockKind::heading);
  EXPECT_EQ(article.outlet, "A Wire");
  EXPECT_EQ(article.authors, Names{"Ann Smith"});
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
  EXPECT_EQ(article.updated, (Day{2014, 6, 13}));
  EXPECT_EQ(article.url, "http://a.example/ninjs/1");
  EXPECT_EQ(article.inferred, Names{"url"});
}

TEST(Ninjs, ReadsTheLaterVersions) {
  const auto article =
      read("a.json",
           R"({"uri":"urn:a:1","versionCreated":"2014-06-13T10:00:00Z","contentCreated":"2014-06-12",
 "pubStatus":"usable","headlines":[{"role":"short","value":"Gate"},{"role":"main","value":"The gate"}],"by":"Ann Smith",
 "infoSources":[{"role":"x","name":"A Wire"}],"bodies":[{"role":"text","contentType":"text/plain","value":"It was open."}]})")
          .article();
  EXPECT_EQ(article.title, "The gate");
  EXPECT_EQ(article.outlet, "A Wire");
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
  EXPECT_EQ(article.text, "It was open.");
}

TEST(Ninjs, ACanceledItemIsARetraction) {
  const auto item = [](const std::string& status) {
    return read("a.json", R"({"uri":"a-1","pubstatus":")" + status + R"(","body_text":"It was open."})");
  };
  EXPECT_EQ(item("usable").article().id, "a-1");
  const auto canceled = item("canceled");
  EXPECT_TRUE(canceled.articles.empty() && canceled.rejections.empty());
  ASSERT_EQ(canceled.retractions.size(), 1U);
  EXPECT_EQ(canceled.retractions.front().id, "a-1");
  EXPECT_EQ(item("withheld").reason(), "withheld by its publisher");
  EXPECT_EQ(item("cancelled").reason(), "pubstatus \"cancelled\" is not known");
}

TEST(Ninjs, SaysWhyAnItemIsNoArticle) {
  EXPECT_EQ(read("a.json", R"({"uri":"a","type":"picture","description_text":"A gate."})").reason(),
            "no text: a picture item");
  EXPECT_EQ(read("a.json", R"({"uri":"a","type":"event","title":"A"})").reason(),
            "an event item, no article");
  EXPECT_EQ(read("a.json", R"({"uri":"a","type":"text"})").reason(), "no text");
  EXPECT_EQ(read("a.json", R"({"uri":7,"body_text":"A."})").reason(), "field \"uri\" is not a string");
  EXPECT_EQ(read("a.json", R"({"headline":"A","body_text":"A."})").reason(),
            "an item of ninjs without a \"uri\"");
  EXPECT_TRUE(read("a.json", R"({"uri":"a","description_text":"A gate."})").article().is_summary);
}

TEST(Ninjs, IsReadByLinesAndInArrays) {
  const std::string item = R"({"uri":"a","body_text":"It was open."})";
  EXPECT_EQ(read("a.jsonl", item + "\n" + item + "\n").articles.size(), 2U);
  EXPECT_EQ(read("a.json", "[\n" + item + ",\n" + item + "\n]\n").articles.size(), 2U);
}

// --- IPTC's own examples --------------------------------------------------------------------------------

TEST(NinjsExamples, AreReadWhereTheyHaveATextAndElseRefusedWithAReason) {
  const char* given = std::getenv("PRESSMARK_FORMATS");
  const std::filesystem::path folder =
      std::filesystem::path(given != nullptr ? given : "/var/tmp/fmt/formats") / "ninjs";
  if (!std::filesystem::is_directory(folder))
    GTEST_SKIP() << "no examples at " << folder << " (PRESSMARK_FORMATS)";
  for (const auto& source : list_sources(folder.string())) {
    const auto reading = read_file(source.path);
    EXPECT_GE(reading.articles.size() + reading.rejections.size() + reading.retractions.size(), 1U)
        << source.path;
    std::ifstream file(source.path);
    const std::string content((std::istreambuf_iterator<char>(file)), {});
    const bool has_body =
        content.find("\"body_") != std::string::npos || content.find("\"bodies\"") != std::string::npos;
    const bool fails = source.path.find("should_fail") != std::string::npos;
    const bool is_outline = content.find("...") != std::string::npos;  // an example of other members
    if (has_body && !is_outline && !fails && source.path.find("event") == std::string::npos &&
        source.path.find("press-conference") == std::string::npos) {
      EXPECT_EQ(reading.articles.size(), 1U) << source.path << ": " << reading.reason();
    }
    for (const auto& rejection : reading.rejections) EXPECT_FALSE(rejection.reason.empty());
  }
}

}  // namespace
}  // namespace pressmark
