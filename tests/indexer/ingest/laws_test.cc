// What holds for every article, whatever it was read from.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "schema/text/keys.h"
#include "schema/text/sha256.h"
#include "schema/text/utf8.h"
#include "tests/indexer/ingest/reading.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

using test::read;
using test::read_file;
using test::Reading;

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

void expect_lawful(const Article& article) {
  EXPECT_TRUE(is_article_id(article.id)) << article.id;
  EXPECT_TRUE(is_valid_utf8(article.text));
  EXPECT_EQ(nfc(article.text), article.text);
  EXPECT_FALSE(article.text.empty());
  EXPECT_EQ(article.text.find("\n\n\n"), std::string::npos);
  EXPECT_EQ(article.text.find("  "), std::string::npos);
  EXPECT_EQ(article.text.find('\t'), std::string::npos);
  for (const auto span : paragraphs(article.text)) {
    const auto paragraph = slice(article.text, span);
    ASSERT_FALSE(paragraph.empty());
    EXPECT_FALSE(is_space(paragraph.front()));
    EXPECT_FALSE(is_space(paragraph.back()));
    EXPECT_EQ(paragraph.find('\n'), std::string_view::npos);
  }
  for (const auto& field : {article.title, article.outlet, article.url, article.declared_id})
    EXPECT_TRUE(is_valid_utf8(field.value_or("")));
  EXPECT_EQ(article.title.value_or("").find('\n'), std::string::npos);
  for (const auto& author : article.authors) EXPECT_TRUE(is_valid_utf8(author) && !author.empty());
  EXPECT_TRUE(std::is_sorted(article.inferred.begin(), article.inferred.end()));
  EXPECT_EQ(sha256_hex(article.source_bytes), article.source.sha256);
}

void expect_lawful(const Reading& reading, std::string_view bytes) {
  EXPECT_EQ(reading.bytes, bytes.size());
  for (const auto& article : reading.articles) expect_lawful(article);
  for (const auto& rejection : reading.rejections) EXPECT_FALSE(rejection.reason.empty());
}

TEST(Ingest, AnswersAnyBytesWithArticlesOrRejections) {
  std::mt19937 random(42);
  for (int round = 0; round < 300; ++round) {
    std::string bytes(random() % 5000, '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random());
    for (const auto* path : {"a.txt", "a.html", "a.md"}) {
      const auto reading = read(path, bytes);
      EXPECT_EQ(reading.articles.size() + reading.rejections.size(), 1U);
      expect_lawful(reading, bytes);
    }
    expect_lawful(read("a.jsonl", bytes), bytes);
  }
}

TEST(Ingest, AnswersAnyHeapOfMarkUp) {
  static const std::vector<std::string> pieces = {
      "---\n",
      "id: a\n",
      "author: [\n",
      "title: \"",
      "<p>",
      "</p>",
      "<div>",
      "<html>",
      "<script>",
      "</div>",
      "<article",
      " class='x'",
      ">",
      "<!--",
      "&amp;",
      "&#0;",
      "&#xD800;",
      "words of a text, ",
      "\n\n",
      "\n",
      "**",
      "[a](b",
      ")",
      "# ",
      "{\"text\": \"",
      "\"}",
      "\\ud800",
      "\\n",
      "é",
      "\xC3",
      "\u200B",
      "\u00A0",
      "\u0301",
      "<table><tr>",
      "<svg>",
      "<br><br>",
      "Published: 12 June 2014",
      "<meta charset=utf-16>",
      "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",",
      "\"author\":[",
      "]}",
      "</script>",
      "<title>",
      "<a href=x>",
      "</a>"};
  std::mt19937 random(43);
  for (int round = 0; round < 1500; ++round) {
    std::string bytes;
    for (auto n = random() % 120; n > 0; --n) bytes += pieces[random() % pieces.size()];
    for (const auto* path : {"a.txt", "a.html", "a.md", "a.jsonl"}) expect_lawful(read(path, bytes), bytes);
  }
}

TEST(Ingest, ReadsAFileAndItsBytesAlike) {
  const test::TemporaryDirectory directory;
  const std::string content = "{\"text\": \"One.\"}\n\n{\"text\": 2}\r\n{\"text\": \"Three.\"}";
  const auto path = directory.write("lines.jsonl", content);
  auto from_file = read_file(path);
  const auto from_bytes = read(path, content);
  for (auto& article : from_file.articles) article.source.modified.reset();  // only a file has that
  EXPECT_EQ(from_file.articles, from_bytes.articles);
  EXPECT_EQ(from_file.rejections, from_bytes.rejections);
  EXPECT_EQ(from_file.bytes, content.size());
  EXPECT_EQ(from_file.articles.size(), 2U);
}

TEST(Ingest, StopsWhenTheSinkWantsNoMore) {
  int seen = 0;
  IngestSink sink;
  sink.article = [&](Article&&) { return ++seen < 2; };
  sink.rejection = [](Rejection&&) { return true; };
  ingest_bytes("a.jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"c\"}\n", {}, sink);
  EXPECT_EQ(seen, 2);
}

TEST(Ingest, ThrowsOnWhatTheSinkThrowsAndTakesItForNoRejection) {
  IngestSink sink;
  sink.article = [](Article&&) -> bool { throw std::runtime_error("disk full"); };
  sink.rejection = [](Rejection&&) { return ADD_FAILURE(), true; };
  EXPECT_THROW(ingest_bytes("a.txt", "Some words.", {}, sink), std::runtime_error);
}

TEST(Ingest, NamesTheBoundThatAnInputIsOver) {
  const test::TemporaryDirectory directory;
  const std::string text(5000, 'a');
  IngestOptions options;
  auto& limits = options.limits;
  limits.max_record_bytes = 1000;
  EXPECT_EQ(read("a.txt", text, options).reason(), "over the limit of 1000 bytes for one article");
  EXPECT_EQ(read_file(directory.write("a.txt", text), options).reason(),
            "over the limit of 1000 bytes for one article");
  const auto lines = "{\"text\":\"" + text + "\"}\n{\"text\":\"Short.\"}\n";
  const auto reading = read_file(directory.write("a.jsonl", lines), options);
  EXPECT_EQ(reading.articles.size(), 1U);
  EXPECT_EQ(reading.articles.at(0).source.record, 2U);
  EXPECT_EQ(reading.bytes, lines.size());
  limits = {};
  limits.max_text_bytes = 1000;
  EXPECT_EQ(read("a.txt", text, options).reason(), "the text is over the limit of 1000 bytes");
  limits = {};
  limits.max_file_bytes = 1000;
  EXPECT_EQ(read_file(directory.write("b.txt", text), options).reason(),
            "the file is over the limit of 1000 bytes");
}

// --- corpus ---------------------------------------------------------------------------------------------

const std::filesystem::path kCorpus = std::filesystem::path(PRESSMARK_SOURCE_DIR) / "corpus";

TEST(SampleCorpus, IsReadToTheLastArticle) {
  Reading reading;
  for (const auto& source : list_sources((kCorpus / "sample").string()))
    ingest_file(source.path, {}, test::sink_into(reading));
  EXPECT_TRUE(reading.rejections.empty());
  EXPECT_EQ(reading.articles.size(), 64U);
  std::size_t without_head = 0;
  for (const auto& article : reading.articles) {
    expect_lawful(article);
    EXPECT_TRUE(article.title) << article.source.path;
    EXPECT_TRUE(article.lang) << article.source.path;
    EXPECT_FALSE(article.declared_id) << article.id;
    EXPECT_EQ(article.text.find("Sign up"), std::string::npos) << article.id;
    EXPECT_EQ(article.text.find("cookies"), std::string::npos) << article.id;
    EXPECT_NE(article.text.find("Pressmark"), std::string::npos)
        << article.id << ": the last paragraph is missing";
    if (article.outlet) continue;
    ++without_head;
    EXPECT_FALSE(article.date) << article.source.path;
  }
  EXPECT_EQ(without_head, 3U);
}

Reading malformed(const std::string& name) {
  return read_file((kCorpus / "malformed" / name).string());
}

TEST(MalformedCorpus, IsAnsweredAsItsReadmeSays) {
  EXPECT_EQ(malformed("truncated-line.jsonl").articles.size(), 3U);
  EXPECT_EQ(malformed("truncated-line.jsonl").rejections.at(0).record, 3U);
  EXPECT_EQ(malformed("wrong-types.jsonl").articles.size(), 1U);
  EXPECT_EQ(malformed("wrong-types.jsonl").rejections.size(), 9U);
  EXPECT_EQ(malformed("lone-surrogate.jsonl").articles.size(), 1U);
  EXPECT_EQ(malformed("lone-surrogate.jsonl").rejections.size(), 3U);
  const auto feed = malformed("cut-off.rss");
  EXPECT_EQ(feed.articles.size(), 2U);
  ASSERT_EQ(feed.rejections.size(), 2U);
  EXPECT_EQ(feed.rejections[0].record, 2U);
  EXPECT_EQ(feed.rejections[1].record, 4U);
  EXPECT_EQ(malformed("entity-bomb.rss").reason(), "declares entities of its own, which are not expanded");
  const auto rows = malformed("broken-rows.csv");
  ASSERT_EQ(rows.articles.size(), 2U);
  EXPECT_EQ(rows.articles[1].notes, std::vector<std::string>{"date \"soon\" cannot be read"});
  EXPECT_EQ(rows.rejections.size(), 2U);
  const auto items = malformed("canceled.ninjs.json");
  EXPECT_EQ(items.articles.size(), 1U);
  EXPECT_EQ(items.retractions.size(), 1U);
  EXPECT_EQ(items.rejections.size(), 3U);
  EXPECT_EQ(malformed("empty.txt").reason(), "empty");
  EXPECT_EQ(malformed("only-whitespace.md").reason(), "no text");
  EXPECT_EQ(malformed("front-matter-only.md").reason(), "no text");
  EXPECT_EQ(malformed("no-text.html").reason(), "no text");
  EXPECT_EQ(malformed("png-header.txt").reason(), "not text: a PNG image");

  const auto dates = malformed("bad-date.jsonl");
  EXPECT_EQ(dates.articles.size(), 6U);
  for (const auto& article : dates.articles) EXPECT_FALSE(article.date) << article.id;

  const auto ids = malformed("strange-id.jsonl");
  ASSERT_EQ(ids.articles.size(), 4U);
  EXPECT_EQ(ids.articles[0].id, "etc-passwd");
  EXPECT_EQ(ids.articles[0].declared_id, "../../etc/passwd");
  EXPECT_EQ(ids.articles[2].id.size(), 120U);
  EXPECT_FALSE(ids.articles[3].declared_id);

  EXPECT_NE(malformed("invalid-utf8.txt").article().text.find("café"), std::string::npos);
  EXPECT_EQ(malformed("invalid-utf8.txt").article().title, "The café by the ‘old’ quay");
  EXPECT_NE(malformed("nul-bytes.txt").article().text.find("in the middle of this sentence"),
            std::string::npos);
  EXPECT_NE(malformed("utf-16-no-bom.txt").article().text.find("The captain turned the map"),
            std::string::npos);
  EXPECT_NE(malformed("front-matter-not-closed.md").article().text.find("brought back by the evening train"),
            std::string::npos);
  EXPECT_NE(malformed("deep-unclosed.html").article().text.find("It was a bill."), std::string::npos);
  EXPECT_NE(malformed("wrong-charset.html").article().text.find("Мост"), std::string::npos);
  EXPECT_GT(malformed("very-long-line.txt").article().text.size(), 190'000U);
  EXPECT_NE(malformed("long-word.txt").article().text.find("parrot"), std::string::npos);

  const auto page = malformed("broken-json-ld.html").article();
  EXPECT_EQ(page.outlet, "Placeholder Post");
  EXPECT_EQ(page.title, "The clock that struck thirteen");
  EXPECT_EQ(page.date, (Day{2020, 2, 3}));
  EXPECT_EQ(malformed("html-named-txt.txt").article().text,
            "This page was saved with the wrong ending, and it is still a page.");
}

TEST(MalformedCorpus, ObeysTheLawsWhereItIsTaken) {
  for (const auto& source : list_sources((kCorpus / "malformed").string()))
    for (const auto& article : read_file(source.path).articles) expect_lawful(article);
}

// --- larger data ----------------------------------------------------------------------------------------

std::filesystem::path data_folder() {
  const char* given = std::getenv("PRESSMARK_DATA");
  return given != nullptr && *given != '\0' ? std::filesystem::path(given)
                                            : std::filesystem::path(PRESSMARK_SOURCE_DIR) / ".." / "shared";
}

TEST(SeedArticles, LoseTheirBoilerplateAndNotAWordOfTheArticle) {
  const auto seeds = data_folder() / "seeds";
  if (!std::filesystem::is_directory(seeds))
    GTEST_SKIP() << "no seed articles at " << seeds << " (PRESSMARK_DATA)";
  std::size_t dated = 0;
  for (const auto& source : list_sources(seeds.string())) {
    if (!source.path.ends_with(".txt")) continue;
    const auto article = read_file(source.path).article();
    expect_lawful(article);
    EXPECT_EQ(article.lang, "en");
    for (const char* left_over :
         {"gtag", "Powered by", "Sponsored by", "Telegram", "flipboard", "Download now", "Disclaimer"})
      EXPECT_EQ(article.text.find(left_over), std::string::npos) << source.path << ": " << left_over;
    dated += article.date ? 1 : 0;
  }
  EXPECT_EQ(dated, 2U);
}

}  // namespace
}  // namespace pressmark
