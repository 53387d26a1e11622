// WARC and ARC: what is read of a crawl, and what is said of a broken one.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/indexer/ingest/packed.h"
#include "tests/indexer/ingest/reading.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

using test::gzipped;
using test::read;
using test::Reading;

std::string page(const std::string& words) {
  return "<!DOCTYPE html><html><head><title>The gate</title></head><body><article><p>" + words +
         " and it was open all day.</p></article></body></html>";
}

std::string http(const std::string& body, const std::string& fields = "Content-Type: text/html\r\n",
                 const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\n" + fields + "\r\n" + body;
}

std::string record(const std::string& type, const std::string& url, const std::string& block,
                   const std::string& fields = "Content-Type: application/http; msgtype=response\r\n",
                   const std::string& version = "1.0") {
  return "WARC/" + version + "\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url +
         "\r\nWARC-Date: 2014-06-12T10:00:00Z\r\n" + fields +
         "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

std::string response(const std::string& name, const std::string& block) {
  return record("response", "https://a.example/" + name, block);
}

std::vector<std::string> three_records() {
  return {response("one", http(page("The first gate stood here"))),
          response("two", http(page("The second gate stood here"))),
          response("three", http(page("The third gate stood here")))};
}

std::string joined(const std::vector<std::string>& pieces) {
  std::string all;
  for (const auto& piece : pieces) all += piece;
  return all;
}

TEST(Warc, ReadsAPageWithWhatTheRecordStates) {
  const auto info = record("warcinfo", "", "software: test\r\n", "Content-Type: application/warc-fields\r\n");
  const auto answer = response("2014/06/12/gate", http(page("The gate stood here")));
  const auto article = read("a.warc", info + answer).article();
  EXPECT_EQ(article.url, "https://a.example/2014/06/12/gate");
  EXPECT_EQ(article.captured, 1402567200);
  EXPECT_EQ(article.text, "The gate stood here and it was open all day.");
  EXPECT_EQ(article.source.path, "a.warc");
  EXPECT_EQ(article.source.record, 2U);
  EXPECT_EQ(article.source_bytes, page("The gate stood here"));
}

TEST(Warc, ReadsEveryVersion) {
  for (const auto* version : {"0.17", "0.18", "1.0", "1.1"}) {
    auto answer = record("response", "https://a.example/x", http(page("The gate stood here")),
                         "Content-Type: application/http;msgtype=response\r\n", version);
    EXPECT_EQ(read("a.warc", answer).articles.size(), 1U) << version;
  }
  EXPECT_EQ(read("a.warc", record("response", "https://a.example/x", "x", "", "2.0")).reason(),
            "WARC version \"2.0\" is not supported");
}

TEST(Warc, TakesAUrlInAngleBracketsOrWithSpaces) {
  EXPECT_EQ(
      read("a.warc", record("response", "<https://a.example/x>", http(page("The gate stood")))).article().url,
      "https://a.example/x");
  EXPECT_EQ(read("a.warc", record("response", "https://a.example/x y?z=a b", http(page("The gate stood"))))
                .article()
                .url,
            "https://a.example/x y?z=a b");
}

TEST(Warc, ReadsResourcesAndConversionsToText) {
  const auto resource =
      record("resource", "https://a.example/x", page("The gate stood here"), "Content-Type: text/html\r\n");
  EXPECT_EQ(read("a.warc", resource).article().title, "The gate");
  const auto text = record("conversion", "https://a.example/x", "The gate stood here and was open.",
                           "Content-Type: text/plain\r\n");
  EXPECT_EQ(read("a.warc", text).article().text, "The gate stood here and was open.");
}

TEST(Warc, PassesOverWhatIsNoArticle) {
  const auto crawl =
      record("request", "https://a.example/x", "GET / HTTP/1.1\r\n\r\n") +
      record("metadata", "https://a.example/x", "a: b\r\n") +
      record("revisit", "https://a.example/x", http("")) +
      response("missing",
               http(page("The page was not found here"), "Content-Type: text/html\r\n", "404 No")) +
      response("moved", http("", "Location: /x\r\n", "301 Moved")) +
      response("a.png", http("\x89PNG\r\n\x1A\n", "Content-Type: image/png\r\n")) +
      response("a.css", http("p { margin: 0 }", "Content-Type: text/css\r\n")) +
      response("robots.txt", http("User-agent: *\nDisallow: /", "Content-Type: text/plain\r\n")) +
      response("sitemap.xml", http("<?xml version='1.0'?><urlset/>", "Content-Type: text/xml\r\n")) +
      record("response", "dns:a.example", "20140612100000\na.example. 1 IN A 1.2.3.4\n",
             "Content-Type: text/dns\r\n") +
      record("resource", "metadata://gnu.org/wget", "some words", "Content-Type: text/plain\r\n");
  const auto reading = read("a.warc", crawl);
  EXPECT_TRUE(reading.articles.empty());
  ASSERT_EQ(reading.rejections.size(), 1U);
  EXPECT_EQ(reading.rejections.front().reason.find("holds no article: "), 0U);
  const auto log = record("metadata", "https://a.example/x", "a: b\r\n");
  EXPECT_TRUE(read("a.warc", log).rejections.empty());

  IngestOptions options;
  options.explain = true;
  const auto explained = read("a.warc", crawl + response("x", http(page("The gate stood here"))), options);
  const auto is_told = [&](const std::string& rule) {
    return std::any_of(explained.decisions.begin(), explained.decisions.end(),
                       [&](const Decision& decision) { return !decision.kept && decision.rule == rule; });
  };
  for (const auto* rule : {"request", "revisit", "status 404", "image/png"})
    EXPECT_TRUE(is_told(rule)) << rule;
}

TEST(Warc, SaysWhenAllOfItIsNoArticle) {
  const auto picture = response("a.png", http("png", "Content-Type: image/png\r\n"));
  const auto missing =
      response("gone", http(page("Not here"), "Content-Type: text/html\r\n", "404 Not Found"));
  const auto found = read("a.warc", picture + missing + picture);
  ASSERT_EQ(found.rejections.size(), 1U);
  EXPECT_EQ(found.rejections[0].reason, "holds no article: 3 passed over (2 image/png, 1 status 404)");
  EXPECT_TRUE(read("a.warc", picture + three_records()[0]).rejections.empty());
}

TEST(Warc, BelievesTheCharsetOfTheHttpHead) {
  const std::string cyrillic = "\xCC\xEE\xF1\xF2 \xE1\xFB\xEB \xEE\xF2\xEA\xF0\xFB\xF2";  // windows-1251
  const auto answer = response(
      "x", http("<html><p>" + cyrillic + ".</p>", "Content-Type: text/html; charset=\"windows-1251\"\r\n"));
  EXPECT_EQ(read("a.warc", answer).article().text, "Мост был открыт.");
}

TEST(Warc, UnpacksBodies) {
  const auto body = page("The gate stood here");
  const auto text = [](const std::string& block) {
    return read("a.warc", response("x", block)).article().text;
  };
  const std::string expected = "The gate stood here and it was open all day.";
  const auto html = std::string("Content-Type: text/html\r\n");
  const auto half = body.size() / 2;
  const auto chunk = [](const std::string& bytes) {
    char size[32];
    std::snprintf(size, sizeof size, "%zx;x=y\r\n", bytes.size());
    return size + bytes + "\r\n";
  };
  const auto chunks = chunk(body.substr(0, half)) + chunk(body.substr(half)) + "0\r\n\r\n";
  const auto zip = gzipped(body);
  const auto zip_chunks = chunk(zip.substr(0, 20)) + chunk(zip.substr(20)) + "0\r\n\r\n";
  // The same deflated stream with zlib's head, and raw: gzip without its ten bytes of head and eight of tail.
  const auto raw = zip.substr(10, zip.size() - 18);
  EXPECT_EQ(text(http(chunks, html + "Transfer-Encoding: chunked\r\n")), expected);
  EXPECT_EQ(text(http(zip, html + "Content-Encoding: gzip\r\n")), expected);
  EXPECT_EQ(text(http(zip_chunks, html + "Transfer-Encoding: chunked\r\ncontent-encoding: GZIP\r\n")),
            expected);
  EXPECT_EQ(text(http(raw, html + "Content-Encoding: deflate\r\n")), expected);
  // Unpacked by the crawler already, under the head that came with it.
  EXPECT_EQ(text(http(body, html + "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")), expected);
  EXPECT_EQ(text(http(body, html + "Content-Encoding: br\r\n")), expected);
}

TEST(Warc, SaysWhatIsWrongWithABody) {
  const auto reason = [](const std::string& block) {
    const auto reading =
        read("a.warc", response("x", block) + response("y", http(page("The next gate stood here"))));
    EXPECT_EQ(reading.articles.size(), 1U);
    EXPECT_EQ(reading.articles.at(0).source.record, 2U);
    EXPECT_EQ(reading.rejections.at(0).record, 1U);
    EXPECT_EQ(reading.rejections.at(0).offset, 0U);
    return reading.reason();
  };
  const auto html = std::string("Content-Type: text/html\r\n");
  const auto chunked = html + "Transfer-Encoding: chunked\r\n";
  EXPECT_EQ(reason(http("4\r\nabcd\r\nXYZ\r\n", chunked)), "wrong chunk at byte 9 of its body");
  EXPECT_EQ(reason(http("ff\r\nabcd", chunked)), "its last chunk lacks 251 bytes");
  const auto zip = gzipped(page("The gate stood here"));
  EXPECT_EQ(reason(http(zip.substr(0, 60), html + "Content-Encoding: gzip\r\n")),
            "its compressed body is cut off");
  EXPECT_EQ(reason(http("\x8B\x01\x02", html + "Content-Encoding: br\r\n")),
            "its body is in the coding \"br\", which is not supported");
  EXPECT_EQ(reason("GET / HTTP/1.1\r\n\r\n"), "it holds no HTTP response");
  EXPECT_EQ(reason("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"), "its HTTP head has no end");
}

TEST(Warc, GivesAFeedAPlaceOfItsOwn) {
  const auto lines = response("api?page=1", http("{\"text\":\"One gate.\"}\n{\"text\":\"Two gates.\"}\n",
                                                 "Content-Type: application/json\r\n")) +
                     response("api?page=2", http("{\"text\":\"Three gates.\"}\n{\"text\":\n[\n",
                                                 "Content-Type: application/json\r\n"));
  const auto reading = read("a.warc", lines);
  ASSERT_EQ(reading.articles.size(), 3U);
  EXPECT_EQ(reading.articles[1].source.path, "a.warc!/https://a.example/api?page=1");
  EXPECT_EQ(reading.articles[1].source.record, 2U);
  std::set<std::string> ids;
  for (const auto& article : reading.articles) ids.insert(article.id);
  EXPECT_EQ(ids.size(), 3U);
}

TEST(Warc, PassesOverWhatScriptsAskedFor) {
  const auto json = std::string("Content-Type: application/json\r\n");
  const auto crawl = response("a", http(page("The gate stood here"), "Content-Type: text/html\r\n")) +
                     response("api/menu", http("{\"entries\":[{\"label\":\"Home\"}]}", json)) +
                     response("api/weather", http("[{\"town\":\"Quay\",\"degrees\":21}]", json));
  const auto reading = read("a.warc", crawl);
  EXPECT_EQ(reading.articles.size(), 1U);
  EXPECT_TRUE(reading.rejections.empty()) << reading.reason();
}

TEST(Warc, GoesOnBehindABrokenRecord) {
  auto records = three_records();
  const auto whole = read("a.warc", joined(records));
  ASSERT_EQ(whole.articles.size(), 3U);
  const auto break_second = [&](const std::string& what, const std::string& with) {
    auto broken = records;
    const auto at = broken[1].find(what);
    broken[1].replace(at, what.size(), with);
    const auto reading = read("a.warc", joined(broken));
    EXPECT_EQ(reading.articles.size(), 2U) << with;
    EXPECT_EQ(reading.articles.at(1).url, "https://a.example/three") << with;
    EXPECT_EQ(reading.rejections.at(0).record, 2U) << with;
    EXPECT_EQ(reading.rejections.at(0).offset, records[0].size()) << with;
    return reading.reason();
  };
  const auto length = records[1].substr(records[1].find("Content-Length"));
  const auto stated = length.substr(0, length.find('\r'));
  EXPECT_EQ(break_second(stated, "Content-Length: x1"), "its Content-Length is \"x1\"");
  EXPECT_EQ(break_second(stated, "Content-Length: -1"), "its Content-Length is \"-1\"");
  EXPECT_EQ(break_second(stated, "X-Length: 7"), "its head states no Content-Length");
  EXPECT_EQ(break_second(stated, "Content-Length: 100"), "its length is wrong: no record begins behind it");
  EXPECT_EQ(break_second(stated, "Content-Length: 300"), "its length is wrong: no record begins behind it");
  EXPECT_EQ(break_second(stated, "Content-Length: 99999999999"),
            "it lacks " + std::to_string(99999999999 - http(page("The second gate stood here")).size()) +
                " of the bytes its head states");
  EXPECT_EQ(break_second("WARC/1.0", "WIRC/1.0"), "no record begins here");
}

TEST(Warc, SaysWhatIsMissingWhereverTheFileIsCutOff) {
  const auto records = three_records();
  const auto whole = joined(records);
  for (std::size_t size = 6; size <= whole.size(); ++size) {
    std::size_t complete = 0;
    std::size_t end = 0;
    bool is_edge = false;  // nothing is missing but line ends
    for (const auto& one : records) {
      end += one.size();
      complete += end <= size + 4 ? 1U : 0U;
      is_edge = is_edge || (end <= size + 4 && end >= size);
    }
    const auto reading = read("a.warc", std::string_view(whole).substr(0, size));
    ASSERT_EQ(reading.articles.size(), complete) << size;
    ASSERT_EQ(reading.rejections.size(), is_edge ? 0U : 1U) << size;
    if (!is_edge) {
      EXPECT_EQ(reading.rejections[0].record, complete + 1) << size;
    }
  }
}

TEST(GzipWarc, SaysWhatIsMissingWhereverTheFileIsCutOff) {
  std::vector<std::string> members;
  for (const auto& one : three_records()) members.push_back(gzipped(one));
  const auto whole = joined(members);
  for (std::size_t size = 80; size <= whole.size(); ++size) {
    const auto reading = read("a.warc.gz", std::string_view(whole).substr(0, size));
    std::size_t complete = 0;
    std::size_t at = 0;
    bool is_edge = false;
    for (const auto& member : members) {
      at += member.size();
      complete += at <= size ? 1U : 0U;
      is_edge = is_edge || at == size;
    }
    ASSERT_EQ(reading.articles.size(), complete) << size;
    ASSERT_EQ(reading.rejections.size(), is_edge ? 0U : 1U) << size;
    if (!is_edge) {
      EXPECT_EQ(reading.rejections[0].record, complete + 1) << size;
    }
    EXPECT_EQ(reading.bytes, size);
  }
}

TEST(GzipWarc, NumbersRecordsAndGivesTheOffsetsOfMembers) {
  auto records = three_records();
  records[1] =
      response("two", http("ff\r\nabcd", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"));
  const auto first = gzipped(records[0]);
  const auto reading = read("a.warc.gz", first + gzipped(records[1]) + gzipped(records[2]));
  EXPECT_EQ(reading.articles.size(), 2U);
  EXPECT_EQ(reading.articles.at(1).source.record, 3U);
  EXPECT_EQ(reading.rejections.at(0).record, 2U);
  EXPECT_EQ(reading.rejections.at(0).offset, first.size());
}

TEST(GzipWarc, LosesOneRecordToOneDamagedMember) {
  std::vector<std::string> members;
  for (const auto& one : three_records()) members.push_back(gzipped(one));
  for (std::size_t at = 0; at < members[1].size(); ++at) {
    auto damaged = members;
    damaged[1][at] = static_cast<char>(damaged[1][at] ^ 0x55);
    const auto reading = read("a.warc.gz", joined(damaged));
    if (at >= 4 && at < 10) continue;  // time and system, which nothing depends on
    ASSERT_GE(reading.articles.size(), 2U) << at;
    EXPECT_EQ(reading.articles.front().url, "https://a.example/one") << at;
    EXPECT_EQ(reading.articles.back().url, "https://a.example/three") << at;
    ASSERT_EQ(reading.rejections.size(), 1U) << at;
    // Where only the tail of the member is damaged, the record is whole and what follows is not.
    EXPECT_EQ(reading.rejections[0].record, reading.articles.size()) << at;
    EXPECT_EQ(reading.rejections[0].offset, members[0].size()) << at;
  }
  auto cut = members;
  cut[1].resize(cut[1].size() / 2);
  const auto reading = read("a.warc.gz", joined(cut));
  EXPECT_EQ(reading.articles.size(), 2U);
  EXPECT_EQ(reading.rejections.size(), 1U);
}

TEST(GzipWarc, ReadsOneMemberForAllAndARecordInTwo) {
  const auto records = three_records();
  EXPECT_EQ(read("a.warc.gz", gzipped(joined(records))).articles.size(), 3U);
  const auto two = gzipped(records[0].substr(0, 200)) + gzipped(records[0].substr(200)) + gzipped(records[1]);
  const auto reading = read("a.warc.gz", two);
  EXPECT_EQ(reading.articles.size(), 2U);
  EXPECT_TRUE(reading.rejections.empty());
}

TEST(GzipWarc, TellsOfWhatStandsBehindTheLastMember) {
  const auto one = gzipped(three_records()[0]);
  EXPECT_EQ(read("a.warc.gz", one + std::string(512, '\0')).rejections.size(), 0U);
  const auto reading = read("a.warc.gz", one + "some other bytes");
  EXPECT_EQ(reading.articles.size(), 1U);
  EXPECT_EQ(reading.reason(), "what follows here is no gzip data");
  EXPECT_EQ(reading.rejections.at(0).offset, one.size());
}

TEST(Warc, PassesOverWhatIsTooLargeToHold) {
  IngestOptions options;
  options.limits.max_record_bytes = 2000;
  const std::string large(5000, 'x');
  const auto film = response("film", http(large, "Content-Type: video/mp4\r\n"));
  const auto one = three_records()[0];
  const auto reading = read("a.warc", film + one, options);
  EXPECT_EQ(reading.articles.size(), 1U);
  EXPECT_TRUE(reading.rejections.empty());
  const auto long_page = read("a.warc", response("long", http(page(large))) + one, options);
  EXPECT_EQ(long_page.articles.size(), 1U);
  EXPECT_EQ(long_page.reason(), "over the limit of 2000 bytes for one article");
  auto wrong = film;
  wrong.replace(wrong.find("Content-Length: "), 20, "Content-Length: 9999");
  const auto resynchronised = read("a.warc", wrong + joined(three_records()), options);
  EXPECT_EQ(resynchronised.articles.size(), 3U);
  EXPECT_EQ(resynchronised.rejections.size(), 1U);
}

// --- ARC --------------------------------------------------------------------------------------------------

std::string arc(const std::string& url, const std::string& block, const std::string& type = "text/html") {
  return url + " 10.0.0.1 20140612100000 " + type + " " + std::to_string(block.size()) + "\n" + block + "\n";
}

const std::string kArcHead = arc(
    "filedesc://a.arc", "1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n", "text/plain");

TEST(Arc, ReadsPagesAndTheirUrls) {
  const auto file = kArcHead + arc("https://a.example/x?a=b c&d", http(page("The gate stood here"))) +
                    arc("dns:a.example", "20140612100000\na.example. 1 IN A 1.2.3.4\n", "text/dns");
  for (const auto& bytes : {file, gzipped(file), gzipped(kArcHead) + gzipped(file.substr(kArcHead.size()))}) {
    const auto article = read("a.arc", bytes).article();
    EXPECT_EQ(article.url, "https://a.example/x?a=b c&d");
    EXPECT_EQ(article.captured, 1402567200);
    EXPECT_EQ(article.source.record, 2U);
  }
}

TEST(Arc, GoesOnBehindABrokenRecord) {
  auto broken = arc("https://a.example/x", http(page("The gate stood here")));
  const auto at = broken.find('\n') - 3;
  broken.replace(at, 3, "abc");
  const auto reading =
      read("a.arc", kArcHead + broken + arc("https://a.example/y", http(page("The next gate"))));
  EXPECT_EQ(reading.articles.size(), 1U);
  EXPECT_EQ(reading.articles.at(0).source.record, 3U);
  EXPECT_EQ(reading.reason(), "its length is \"abc\"");
  EXPECT_EQ(reading.rejections.at(0).offset, kArcHead.size());
}

TEST(Arc, SaysWhatIsMissingWhereverTheFileIsCutOff) {
  const auto file = kArcHead + arc("https://a.example/x", http(page("The gate stood here")));
  for (auto size = kArcHead.size() + 1; size < file.size() - 1; ++size) {
    const auto reading = read("a.arc", std::string_view(file).substr(0, size));
    EXPECT_EQ(reading.articles.size(), 0U) << size;
    EXPECT_EQ(reading.rejections.size(), 1U) << size;
  }
}

}  // namespace
}  // namespace pressmark
