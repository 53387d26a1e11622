// JSON Lines, ids, and what a folder holds.

#include <gtest/gtest.h>

#include <filesystem>

#include "schema/model/error.h"
#include "schema/text/sha256.h"
#include "tests/indexer/ingest/reading.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

using test::read;
using test::read_file;
using Names = std::vector<std::string>;

TEST(JsonLines, ReadsEveryField) {
  const std::string line =
      R"({"id":"a1","url":"https://a.example/x","outlet":"The Courier","date":"2014-06-12T10:00:00Z","updated":"2014-06-13",)"
      R"("author":["Ann Smith","Bo Chan"],"title":"The gate","text":"It was open.\n\nIt shut.","lang":"en","country":"GB","mood":1})";
  const auto article = read("a.jsonl", line).article();
  EXPECT_EQ(article.id, "a1");
  EXPECT_EQ(article.url, "https://a.example/x");
  EXPECT_EQ(article.outlet, "The Courier");
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
  EXPECT_EQ(article.updated, (Day{2014, 6, 13}));
  EXPECT_EQ(article.authors, (Names{"Ann Smith", "Bo Chan"}));
  EXPECT_EQ(article.title, "The gate");
  EXPECT_EQ(article.lang, "en");
  EXPECT_EQ(article.countries, Names{"GB"});
  EXPECT_EQ(article.text, "It was open.\n\nIt shut.");
  EXPECT_TRUE(article.inferred.empty());
  EXPECT_EQ(article.source.record, 1U);
  EXPECT_EQ(article.source.sha256, sha256_hex(line));
  EXPECT_EQ(article.source_bytes, line);
}

TEST(JsonLines, TakesNullForAbsent) {
  const auto article =
      read("a.jsonl",
           R"({"id":null,"url":null,"date":null,"author":null,"title":null,"text":"It was open."})")
          .article();
  EXPECT_FALSE(article.url);
  EXPECT_FALSE(article.date);
  EXPECT_TRUE(article.authors.empty());
}

TEST(JsonLines, RejectsTheLineAndGoesOn) {
  const auto reading = read(
      "a.jsonl",
      "{\"text\":\"One.\"}\n{\"text\":\n[1]\n{\"text\":7}\n\n{\"text\":\"\xFF\"}\n{\"text\":\"Six.\"}\n");
  ASSERT_EQ(reading.articles.size(), 2U);
  EXPECT_EQ(reading.articles[1].source.record, 7U);
  ASSERT_EQ(reading.rejections.size(), 4U);
  EXPECT_EQ(reading.rejections[0].record, 2U);
  EXPECT_EQ(reading.rejections[1].reason, "not a JSON object");
  EXPECT_EQ(reading.rejections[2].reason, "field \"text\" is not a string");
  EXPECT_EQ(reading.rejections[3].reason, "not valid UTF-8");
}

TEST(JsonLines, ReadsAPageInsideARecord) {
  const auto article =
      read(
          "a.jsonl",
          R"({"id":"a1","title":"The gate","html":"<html lang='en'><title>Gate | A</title><nav>Home</nav><article><p>It was open all day, and shut at night.</p></article></html>"})")
          .article();
  EXPECT_EQ(article.title, "The gate");
  EXPECT_EQ(article.text, "It was open all day, and shut at night.");
}

TEST(JsonLines, SurvivesArraysInArraysWithoutEnd) {
  const auto reading =
      read("a.jsonl", "{\"text\":" + std::string(1'000'000, '[') + "\n{\"x\":" + std::string(100'000, '[') +
                          std::string(100'000, ']') + ",\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n");
  EXPECT_EQ(reading.articles.size(), 1U);
  EXPECT_EQ(reading.rejections.size(), 2U);
}

TEST(Identity, IsTheDeclaredIdWhereThatIsOne) {
  EXPECT_EQ(read("a.jsonl", R"({"id":"A.b_c-1","url":"https://a.example/x","text":"One."})").article().id,
            "A.b_c-1");
  const auto article = read("a.jsonl", R"({"id":"Мост / 1","text":"One."})").article();
  EXPECT_EQ(article.id, "most-1");
  EXPECT_EQ(article.declared_id, "Мост / 1");
}

TEST(Identity, IsElseMadeOfTheAddress) {
  const auto id = [](const std::string& url) {
    return read("a.jsonl", "{\"url\":\"" + url + "\",\"text\":\"One.\"}").article().id;
  };
  EXPECT_EQ(id("https://www.a.example/World/the-gate"), "a-example-world-the-gate");
  EXPECT_EQ(id("http://a.example/World/the-gate?utm_source=x&utm_medium=y#top"), "a-example-world-the-gate");
  EXPECT_NE(id("https://a.example/x?id=1"), id("https://a.example/x?id=2"));
  EXPECT_LE(id("https://a.example/" + std::string(300, 'x')).size(), 120U);
  EXPECT_NE(id("https://a.example/" + std::string(300, 'x') + "1"),
            id("https://a.example/" + std::string(300, 'x') + "2"));
}

TEST(Identity, IsElseMadeOfThePlaceOfTheFile) {
  const test::TemporaryDirectory directory;
  const auto path = directory.write("gate.txt", "It was open.");
  const auto hash = sha256_hex(std::filesystem::canonical(path).string()).substr(0, 8);
  EXPECT_EQ(read_file(path).article().id, std::string("gate-").append(hash));
  const auto lines = directory.write(
      "gates.jsonl", "{\"text\":\"One.\"}\n{\"url\":\"https://a.example/\",\"text\":\"Two.\"}\n");
  const auto reading = read_file(lines);
  EXPECT_TRUE(reading.articles.at(0).id.ends_with("-1"));
  EXPECT_TRUE(reading.articles.at(1).id.ends_with("-2"));  // a front page is the address of no article
}

TEST(Address, IsHttpOrNone) {
  EXPECT_FALSE(read("a.jsonl", R"-({"url":"javascript:alert(1)","text":"One."})-").article().url);
  EXPECT_FALSE(read("a.jsonl", R"({"url":"not an address","text":"One."})").article().url);
}

TEST(Detect, NamesWhatItDoesNotRead) {
  EXPECT_EQ(read("a.txt", std::string(3000, '\0')).reason(), "not text: too many control characters");
  EXPECT_EQ(read("a.txt", "").reason(), "empty");
}

TEST(Detect, GoesByContentBeforeName) {
  EXPECT_EQ(read("a.txt", "<!DOCTYPE html><p>It was open all day.</p>").article().text,
            "It was open all day.");
  EXPECT_EQ(read("a.txt", R"({"id":"a1","text":"It was open."})").article().id, "a1");
  EXPECT_EQ(read("a.html", "It was open.").article().text, "It was open.");
}

TEST(ListSources, WalksAFolderInOrderAndLeavesHiddenFilesOut) {
  const test::TemporaryDirectory directory;
  for (const auto* name : {"b.txt", "a/z.txt", "a/b/c.txt", ".hidden.txt", ".git/x.txt", "a-1.txt"})
    directory.write(name, "x");
  Names found;
  for (const auto& source : list_sources(directory.path().string()))
    found.push_back(std::filesystem::relative(source.path, directory.path()).string());
  EXPECT_EQ(found, (Names{"a-1.txt", "a/b/c.txt", "a/z.txt", "b.txt"}));
}

TEST(ListSources, LeavesOutWhatABrowserSavesBesideAPage) {
  const test::TemporaryDirectory directory;
  for (const auto* name :
       {"Gate.html", "Gate_files/a.html", "Gate_files/b.txt", "Tor.htm", "Tor-Dateien/a.txt", "style.css",
        "run.js", "drawing.svg", "alone_files/a.txt", "Gate-1/a.txt"})
    directory.write(name, "x");
  Names found;
  for (const auto& source : list_sources(directory.path().string()))
    found.push_back(std::filesystem::relative(source.path, directory.path()).string());
  EXPECT_EQ(found, (Names{"Gate-1/a.txt", "Gate.html", "Tor.htm", "alone_files/a.txt"}));
  EXPECT_EQ(list_sources((directory / "run.js").string()).size(), 1U);  // given by name, it is read
}

TEST(ListSources, FollowsNoLinkBelowTheFolderAndEndsInALoop) {
  const test::TemporaryDirectory directory;
  const test::TemporaryDirectory outside;
  outside.write("secret.txt", "x");
  directory.write("a/b.txt", "x");
  std::filesystem::create_symlink(outside.path(), directory / "out");
  std::filesystem::create_symlink(outside / "secret.txt", directory / "secret.txt");
  std::filesystem::create_directory_symlink(directory.path(), directory / "a" / "loop");
  EXPECT_EQ(list_sources(directory.path().string()).size(), 1U);
  EXPECT_EQ(list_sources((directory / "out").string()).size(), 1U);  // given by name, it is followed
}

TEST(ListSources, ThrowsForWhatIsNotThere) {
  try {
    list_sources("/no/such/place");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::no_input);
  }
  EXPECT_EQ(list_sources("-").at(0).path, "-");
}

TEST(IngestFile, RejectsAFileThatCannotBeOpened) {
  EXPECT_EQ(read_file("/no/such/file.txt").reason(), "cannot be opened: No such file or directory");
  const test::TemporaryDirectory directory;
  EXPECT_EQ(read_file(directory.path().string()).reason(), "is a folder");
}

}  // namespace
}  // namespace pressmark
