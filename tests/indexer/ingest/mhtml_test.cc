// Pages that browsers save with all they show in one MIME message.

#include <gtest/gtest.h>

#include <string>

#include "tests/indexer/ingest/packed.h"
#include "tests/indexer/ingest/reading.h"

namespace pressmark {
namespace {

using test::read;

const std::string kHead =
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/2014/gate\r\n"
    "Subject: The gate\r\nDate: Thu, 12 Jun 2014 10:00:00 +0530\r\nMIME-Version: 1.0\r\n";
const std::string kRelated =
    "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--b;1\"\r\n";
const std::string kPage =
    "<html><head><title>The gate</title></head><body><p>The gate caf=C3=A9 stood open on the long =\r\n"
    "wall, the town said.</p></body></html>";

std::string part(const std::string& content, const std::string& type = "text/html",
                 const std::string& coding = "quoted-printable", const std::string& more = "") {
  return "\r\n----b;1\r\nContent-Type: " + type + "\r\nContent-Transfer-Encoding: " + coding + "\r\n" + more +
         "\r\n" + content;
}

std::string message(const std::string& parts, const std::string& related = kRelated) {
  return kHead + related + "\r\n" + parts + "\r\n----b;1--\r\n";
}

TEST(Mhtml, ReadsThePageAndWhereItWas) {
  const auto bytes = message(part(kPage) + part("aVZCT1I=", "image/png", "base64"));
  const auto article = read("gate.mhtml", bytes).article();
  EXPECT_EQ(article.title, "The gate");
  EXPECT_EQ(article.text, "The gate café stood open on the long wall, the town said.");
  EXPECT_EQ(article.url, "https://a.example/2014/gate");
  EXPECT_EQ(article.captured, 1402547400);  // 2014-06-12T04:30:00Z
  EXPECT_EQ(article.date, std::nullopt);    // the day of saving is no day of publication
  EXPECT_EQ(article.source.path, "gate.mhtml");
}

TEST(Mhtml, IsToldByItsContent) {
  for (const auto* name : {"gate.mht", "gate.txt", "gate", "gate.html"})
    EXPECT_EQ(read(name, message(part(kPage))).article().title, "The gate") << name;
  EXPECT_EQ(read("a.zip", test::packed({{"gate.mhtml", message(part(kPage))}})).article().title, "The gate");
  EXPECT_EQ(read("a.mhtml", "<html><title>A page</title><p>The gate stood open all night.</p></html>")
                .article()
                .title,
            "A page");
}

TEST(Mhtml, ReadsBase64AndPlainPartsInTheirCharset) {
  const auto encoded =
      part("PHA+zO7x8iDh++sg7vLq8PvyIO3u9/z+LjwvcD4=", "text/html; charset=windows-1251", "base64");
  EXPECT_EQ(read("a.mht", message(encoded)).article().text.find("Мост был"), 0U);
  EXPECT_EQ(read("a.mht", message(part("<p>The gate stood at 1 = 1 open.</p>", "text/html", "8bit")))
                .article()
                .text,
            "The gate stood at 1 = 1 open.");
  // What is no code stays.
  EXPECT_EQ(read("a.mht", message(part("<p>The gate =stood=ZZ open.</p>"))).article().text,
            "The gate =stood=ZZ open.");
}

TEST(Mhtml, TakesThePartThatIsMeant) {
  const auto frame = [](const std::string& words, const std::string& more) {
    return part("<p>The gate stood " + words + ".</p>", "text/html", "7bit", more);
  };
  const auto parts = frame("first", "Content-ID: <1@x>\r\n") + frame("second", "Content-ID: <2@x>\r\n") +
                     frame("third", "Content-Location: https://a.example/2014/gate\r\n");
  EXPECT_EQ(read("a.mht", message(parts)).article().text, "The gate stood third.");
  const auto with_start = "Content-Type: multipart/related; start=\"<2@x>\"; boundary=\"--b;1\"\r\n";
  EXPECT_EQ(read("a.mht", message(parts, with_start)).article().text, "The gate stood second.");
  const auto inner =
      part("--in\r\nContent-Type: text/html\r\n\r\n<p>The gate stood inside.</p>\r\n--in--\r\n",
           "multipart/alternative; boundary=in", "7bit");
  EXPECT_EQ(read("a.mht", message(inner)).article().text, "The gate stood inside.");
}

TEST(Mhtml, RefusesWhatIsBrokenAndSaysWhere) {
  const auto refusal = [](const std::string& bytes) {
    const auto reading = read("a.mhtml", bytes);
    EXPECT_TRUE(reading.articles.empty());
    EXPECT_EQ(reading.bytes, bytes.size());
    return reading.rejections.size() == 1 ? reading.rejections.front() : Rejection{};
  };
  const auto whole = message(part(kPage));
  const auto torn = refusal(whole.substr(0, whole.find("wall")));
  EXPECT_EQ(torn.reason, "it is cut off inside of its page");
  EXPECT_EQ(torn.offset, whole.find("<html>"));
  EXPECT_EQ(refusal(message(part("aVZCT1I=", "image/png", "base64"))).reason,
            "none of its parts is text/html");
  EXPECT_EQ(refusal(message(part(kPage), "Content-Type: multipart/related\r\n")).reason,
            "its Content-Type states no boundary");
  EXPECT_EQ(refusal(message("")).reason, "none of its parts begins with \"----b;1\"");
  const auto dirty = message(part("PHA+zO7x8{}=", "text/html", "base64"));
  EXPECT_EQ(refusal(dirty).reason, "its page is no base64");
  EXPECT_EQ(refusal(dirty).offset, dirty.find('{'));
  EXPECT_EQ(refusal(message(part(kPage, "text/html", "x-uuencode"))).reason,
            "its page is in the transfer encoding \"x-uuencode\", which is not supported");
  EXPECT_EQ(refusal(message(part("\r\n"))).reason, "its page is empty");
}

TEST(Mhtml, GivesThePageOfAFileCutOffBehindIt) {
  const auto whole = message(part(kPage) + part("aVZCT1I=", "image/png", "base64"));
  const auto reading = read("a.mhtml", whole.substr(0, whole.find("VZCT")));
  EXPECT_EQ(reading.article().title, "The gate");
  ASSERT_EQ(reading.rejections.size(), 1U);
  EXPECT_EQ(reading.rejections[0].reason, "it is cut off behind its page");
  EXPECT_EQ(reading.rejections[0].offset, whole.find("VZCT"));
}

TEST(Mhtml, LetterIsNoSavedPage) {
  const auto letter =
      "From: a@a.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nThe gate is open.\r\n";
  EXPECT_NE(read("a.txt", letter).article().text.find("MIME-Version"), std::string::npos);
}

TEST(Mhtml, ABoundaryBeyondAllMeasureIsRefused) {
  const std::string dashes(60000, '-');
  const auto reading =
      read("a.mhtml", "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"" + dashes +
                          "\"\r\n\r\n--" + dashes + "\r\nContent-Type: text/html\r\n\r\n<p>x</p>");
  EXPECT_TRUE(reading.articles.empty());
  EXPECT_NE(reading.reason().find("boundary"), std::string::npos) << reading.reason();
}

}  // namespace
}  // namespace pressmark
