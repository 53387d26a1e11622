// What is packed: one compressed file, archives of many, and bombs.

#include <gtest/gtest.h>

#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>

#include "tests/indexer/ingest/packed.h"
#include "tests/indexer/ingest/reading.h"
#include "tests/support/cpu_time.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

using test::compressed;
using test::gzipped;
using test::packed;
using test::Packing;
using test::read;
using test::read_file;
using test::Reading;

const std::string kPage = "<!DOCTYPE html><title>The gate</title><p>The gate stood here and was open.</p>";

std::vector<std::string> paths(const Reading& reading) {
  std::vector<std::string> paths;
  for (const auto& article : reading.articles) paths.push_back(article.source.path);
  return paths;
}
using Paths = std::vector<std::string>;

std::uint64_t peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) << 10U;
}

TEST(Compressed, ReadsWhatIsInItUnderItsOwnPath) {
  const std::string lines = "{\"text\":\"One gate.\"}\n{\"text\":\"Two gates.\"}\n";
  for (const auto& bytes : {gzipped(lines), compressed(lines, ARCHIVE_FILTER_BZIP2),
                            compressed(lines, ARCHIVE_FILTER_XZ), compressed(lines, ARCHIVE_FILTER_ZSTD)}) {
    const auto reading = read("news.jsonl.gz", bytes);
    ASSERT_EQ(reading.articles.size(), 2U) << reading.reason();
    EXPECT_EQ(reading.articles[1].source.path, "news.jsonl.gz");
    EXPECT_EQ(reading.articles[1].source.record, 2U);
    EXPECT_EQ(reading.bytes, bytes.size());
  }
}

TEST(Compressed, ReadsEveryMember) {
  const auto reading = read("a.jsonl.gz", gzipped("{\"text\":\"One gate.\"}\n{\"text\":") + gzipped("") +
                                              gzipped("\"Two gates.\"}\n"));
  EXPECT_EQ(reading.articles.size(), 2U);
}

TEST(Compressed, IsNamedByWhatStandsBeforeItsEnding) {
  const std::string table = "title,text\nThe gate,\"It was open, all day.\"\n";
  EXPECT_EQ(read("a.csv.gz", gzipped(table)).articles.size(), read("a.csv", table).articles.size());
  const std::string markdown = "# The gate\n\nIt was *open* all day.\n";
  EXPECT_EQ(read("a.md.gz", gzipped(markdown)).article().text, read("a.md", markdown).article().text);
}

TEST(Compressed, ReadsRecordsUpToTheDamageAndNoHalfArticle) {
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += "{\"text\":\"Gate " + std::to_string(i * 7919) + " was open.\"}\n";
  const auto whole = gzipped(lines);
  for (const auto size : {whole.size() / 2, whole.size() - 9, whole.size() - 1}) {
    const auto cut = read("a.jsonl.gz", std::string_view(whole).substr(0, size));
    EXPECT_GT(cut.articles.size(), 100U);
    EXPECT_LE(cut.articles.size(), 1000U);
    EXPECT_EQ(cut.reason(), "the file ends inside a gzip member") << size;
  }
  for (const int filter : {ARCHIVE_FILTER_BZIP2, ARCHIVE_FILTER_XZ, ARCHIVE_FILTER_ZSTD}) {
    const auto other = compressed(lines, filter);
    const auto reading = read("a.jsonl.x", std::string_view(other).substr(0, other.size() / 2));
    EXPECT_TRUE(reading.reason().starts_with("the compressed data is damaged (")) << reading.reason();
  }
  const auto page = gzipped(kPage);
  for (std::size_t size = 12; size < page.size(); ++size) {
    const auto cut = read("a.html.gz", std::string_view(page).substr(0, size));
    EXPECT_TRUE(cut.articles.empty()) << size;
    EXPECT_EQ(cut.rejections.size(), 1U) << size;
  }
}

TEST(Archive, ReadsEveryFileInOrderAsIfItLayInAFolder) {
  const std::vector<test::Packed> entries = {{"b/", ""},
                                             {"b/gate.html", kPage},
                                             {"a.txt", "The first gate was open."},
                                             {".hidden.txt", "Hidden."},
                                             {"__MACOSX/a.txt", "Junk of a Mac."},
                                             {"b/.git/x.txt", "Hidden."},
                                             {"many.jsonl", "{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n"}};
  for (const auto packing : {Packing::zip, Packing::stored_zip, Packing::tar}) {
    const auto bytes = packed(entries, packing);
    const auto reading = read("news.zip", bytes);
    EXPECT_EQ(paths(reading), (Paths{"news.zip!/b/gate.html", "news.zip!/a.txt", "news.zip!/many.jsonl",
                                     "news.zip!/many.jsonl"}));
    EXPECT_TRUE(reading.rejections.empty());
    EXPECT_EQ(reading.articles.at(0).source.modified, 1402531200);
    EXPECT_EQ(reading.articles.at(0).source_bytes, kPage);
    EXPECT_EQ(reading.articles.at(3).source.record, 2U);
    EXPECT_NE(reading.articles.at(2).id, reading.articles.at(3).id);
    EXPECT_EQ(reading.bytes, bytes.size());
    EXPECT_EQ(read("news.tar.gz", gzipped(bytes)).articles.size(), 4U);
  }
}

TEST(Archive, ReadsAFileAndItsBytesAlike) {
  const test::TemporaryDirectory directory;
  const auto bytes = packed({{"a.txt", "The first gate."}, {"b.txt", "The second gate."}});
  const auto path = directory.write("news.zip", bytes);
  const auto from_file = read_file(path);
  EXPECT_EQ(from_file.articles, read(path, bytes).articles);
  EXPECT_EQ(from_file.articles.size(), 2U);
  EXPECT_EQ(from_file.bytes, bytes.size());
}

TEST(Archive, TakesNamesForNamesOnly) {
  const auto reading = read("a.zip", packed({{"/etc/gate.txt", "An absolute gate."},
                                             {"../../gate.txt", "A climbing gate."},
                                             {"./gate.txt", "A plain gate."},
                                             {"мост/ворота.txt", "Ворота были открыты."},
                                             {"a\nb\x1B[31m.txt", "A gate of many colours."}}));
  EXPECT_EQ(paths(reading), (Paths{"a.zip!/etc/gate.txt", "a.zip!/../../gate.txt", "a.zip!/gate.txt",
                                   "a.zip!/мост/ворота.txt", "a.zip!/a?b?[31m.txt"}));
  for (const auto& article : reading.articles) EXPECT_TRUE(article.id.find('/') == std::string::npos);
}

TEST(Archive, PassesOverLinks) {
  for (const auto packing : {Packing::zip, Packing::tar}) {
    const auto bytes =
        packed({{"secret.txt", "", "/etc/passwd"}, {"gate.txt", "The gate was open."}}, packing);
    EXPECT_EQ(paths(read("a.zip", bytes)), Paths{"a.zip!/gate.txt"});
    EXPECT_EQ(paths(read("b.zip", packed({{"a.zip", bytes}}))), Paths{"b.zip!/a.zip!/gate.txt"});
  }
}

TEST(Archive, RefusesAnEncryptedEntryAndGoesOn) {
  auto bytes =
      packed({{"a.txt", "The first gate."}, {"b.txt", "The secret gate."}, {"c.txt", "The third gate."}});
  // The flag stands in the entry's own head, 24 bytes before its name, and in the directory, 38 before.
  bytes[bytes.find("b.txt") - 24] = static_cast<char>(bytes[bytes.find("b.txt") - 24] | 1);
  bytes[bytes.rfind("b.txt") - 38] = static_cast<char>(bytes[bytes.rfind("b.txt") - 38] | 1);
  const auto reading = read("a.zip", bytes);
  EXPECT_EQ(paths(reading), (Paths{"a.zip!/a.txt", "a.zip!/c.txt"}));
  EXPECT_EQ(reading.reason(), "encrypted");
  EXPECT_EQ(reading.rejections.at(0).path, "a.zip!/b.txt");
}

TEST(Archive, RefusesADamagedEntryAndGoesOn) {
  auto bytes =
      packed({{"a.txt", "The first gate."}, {"b.txt", "The second gate."}, {"c.txt", "The third gate."}},
             Packing::stored_zip);
  bytes[bytes.find("second")] = 'S';
  const auto reading = read("a.zip", bytes);
  EXPECT_EQ(paths(reading), (Paths{"a.zip!/a.txt", "a.zip!/c.txt"}));
  EXPECT_EQ(reading.rejections.at(0).path, "a.zip!/b.txt");
  EXPECT_TRUE(reading.reason().starts_with("the entry is damaged (ZIP bad CRC")) << reading.reason();
}

TEST(Archive, IsAnsweredWhereverItIsCutOff) {
  for (const auto packing : {Packing::zip, Packing::tar}) {
    const auto bytes =
        packed({{"a.txt", "The first gate."}, {"b.txt", "The second gate."}, {"c.html", kPage}}, packing);
    for (std::size_t size = 300; size < bytes.size(); size += packing == Packing::tar ? 97 : 1) {
      const auto reading = read("a.zip", std::string_view(bytes).substr(0, size));
      EXPECT_LE(reading.articles.size(), 3U);
      EXPECT_TRUE(reading.articles.size() == 3 || !reading.rejections.empty()) << size;
      EXPECT_LE(reading.rejections.size(), 2U) << size;
    }
  }
}

TEST(Archive, CountsEntries) {
  IngestOptions options;
  options.limits.max_entries = 2;
  const auto reading =
      read("a.zip", packed({{"a.txt", "One."}, {"b.txt", "Two."}, {"c.txt", "Three."}}), options);
  EXPECT_EQ(reading.articles.size(), 2U);
  EXPECT_EQ(reading.reason(), "holds more than 2 entries");
}

TEST(Archive, EndsAtTheDepthOfItsLimit) {
  auto bytes = packed({{"gate.txt", "The gate was open."}});
  EXPECT_EQ(read("a.zip", packed({{"b.zip", packed({{"c.zip", bytes}})}})).articles.size(), 1U);
  for (int depth = 1; depth < 1000; ++depth)
    bytes = packed({{"a.zip", bytes}, {"gate.txt", "The gate was open."}}, Packing::stored_zip);
  const auto reading = read("a.zip", bytes);
  EXPECT_EQ(reading.articles.size(), 3U);
  EXPECT_EQ(reading.reason(), "more than 3 containers inside one another");
}

TEST(Bombs, OfGzipEndAtTheLimit) {
  const std::string zeros(std::size_t{64} << 20U, ' ');
  const auto member = gzipped(zeros);
  std::string bomb;
  for (int i = 0; i < 32; ++i) bomb += member;  // 2 GiB of one line
  const auto before = peak_bytes();
  const auto text = read("a.txt.gz", bomb);
  EXPECT_EQ(text.reason(), "over the limit of 32 MiB for one article");
  const auto lines = read("a.jsonl.gz", bomb);
  EXPECT_EQ(lines.reason(), "unpacks to more than 200 times its size");
  const auto twice = read("a.jsonl.gz.gz", gzipped(bomb));
  EXPECT_EQ(twice.rejections.size(), 1U);
  EXPECT_LT(peak_bytes() - before, test::kInstrumented * (std::uint64_t{256} << 20U));
}

TEST(Bombs, OfManyEntriesAreOneRejection) {
  std::string line(std::size_t{24} << 20U, ' ');
  for (std::size_t at = 0; at < line.size(); at += 1000) line[at] = '\n';
  std::vector<test::Packed> entries;
  for (int i = 0; i < 12; ++i) entries.push_back({"a" + std::to_string(i) + ".jsonl", line});
  const auto bomb = packed(entries);
  entries.clear();
  const auto reading = read("a.zip", bomb);
  EXPECT_EQ(reading.reason(), "unpacks to more than 200 times its size");
  EXPECT_TRUE(reading.articles.empty());
  IngestOptions options;
  options.limits.max_expanded_bytes = 100;
  EXPECT_EQ(
      read("a.zip", packed({{"a.txt", std::string(200, 'a')}, {"b.txt", "The gate."}}), options).reason(),
      "unpacks to more than the limit of 100 bytes");
}

TEST(Containers, AreAnsweredWhicheverBytesAreOthers) {
  const std::string root = std::string(PRESSMARK_SOURCE_DIR) + "/corpus/";
  std::vector<std::string> wholes;
  for (const auto* name :
       {"sample/saved-pages.warc.gz", "sample/bulletin.zip", "malformed/wrong-length.warc"}) {
    std::ifstream in(root + name, std::ios::binary);
    wholes.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  const std::string words = "<w:document xmlns:w='w'><w:p><w:t>The gate was open.</w:t></w:p></w:document>";
  const std::vector<test::Packed> document = {{"[Content_Types].xml", "<Types/>"},
                                              {"word/document.xml", words}};
  for (const auto packing : {Packing::stored_zip, Packing::tar}) wholes.push_back(packed(document, packing));
  for (const int filter : {ARCHIVE_FILTER_BZIP2, ARCHIVE_FILTER_XZ, ARCHIVE_FILTER_ZSTD})
    wholes.push_back(compressed(wholes.back(), filter));
  std::mt19937 random(44);
  for (const auto& whole : wholes) {
    ASSERT_FALSE(whole.empty());
    for (int round = 0; round < 300; ++round) {
      auto bytes = whole;
      for (auto changes = random() % 8; changes > 0; --changes)
        bytes[random() % bytes.size()] = static_cast<char>(random());
      if (random() % 4 == 0) bytes.erase(random() % bytes.size(), random() % 40);
      const auto reading = read("a.bin", bytes);
      EXPECT_EQ(reading.bytes, bytes.size());
      for (const auto& rejection : reading.rejections) EXPECT_FALSE(rejection.reason.empty());
    }
  }
}

Reading malformed(const std::string& name) {
  return read_file(std::string(PRESSMARK_SOURCE_DIR) + "/corpus/malformed/" + name);
}

TEST(MalformedContainers, AreAnsweredAsTheirReadmeSays) {
  const auto line_file = malformed("cut-off.jsonl.gz");
  EXPECT_GT(line_file.articles.size(), 100U);
  EXPECT_EQ(line_file.reason(), "the file ends inside a gzip member");
  const auto cut = malformed("cut-off.warc.gz");
  EXPECT_EQ(cut.articles.size(), 2U);
  EXPECT_EQ(cut.reason(), "the file ends inside a gzip member");
  EXPECT_EQ(cut.rejections.at(0).record, 3U);
  for (const auto* name : {"damaged-member.warc.gz", "wrong-length.warc"}) {
    const auto reading = malformed(name);
    ASSERT_EQ(reading.articles.size(), 2U) << name;
    EXPECT_EQ(reading.articles[1].url, "https://lost.example/whistle") << name;
    ASSERT_EQ(reading.rejections.size(), 1U) << name;
    EXPECT_EQ(reading.rejections[0].record, 2U) << name;
    EXPECT_TRUE(reading.rejections[0].offset) << name;
  }
  const auto zip = malformed("damaged-entry.zip");
  EXPECT_EQ(zip.articles.size(), 2U);
  EXPECT_TRUE(zip.rejections.at(0).path.ends_with("damaged-entry.zip!/glove.txt"));
  EXPECT_EQ(malformed("nested.zip").reason(), "more than 3 containers inside one another");
  EXPECT_EQ(malformed("scanned.pdf").reason(), "a PDF without text: it may be scanned");
  EXPECT_EQ(malformed("not-a-pdf.pdf").reason(), "a damaged PDF");
}

}  // namespace
}  // namespace pressmark
