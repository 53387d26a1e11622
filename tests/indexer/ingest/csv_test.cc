// CSV and TSV, and the names of fields.

#include <gtest/gtest.h>

#include "indexer/ingest/table/field_map.h"
#include "schema/model/error.h"
#include "tests/indexer/ingest/reading.h"

namespace pressmark {
namespace {

using test::read;
using Names = std::vector<std::string>;

TEST(Csv, ReadsQuotedFieldsDelimitersAndLineEnds) {
  for (const char delimiter : {',', ';', '\t'}) {
    std::string table =
        "Title,text,date,author,country,url\r\n"
        "The gate,\"It was \"\"open\"\".\r\n\r\nIt shut, at night; then.\",12.06.2014,Ann Smith; Bo "
        "Chan,,\r\n"
        "\r\n"
        "\"The, bridge\",It fell.,2020,,PK,https://a.example/2";
    if (delimiter != ',') {
      table =
          "Title,text,date,author,country,url\nThe gate,\"It was \"\"open\"\".\n\nIt shut at "
          "night.\",12.06.2014,Ann Smith,,\n"
          "The bridge,It fell.,2020,,PK,https://a.example/2\n";
      std::replace(table.begin(), table.end(), ',', delimiter);
    }
    for (const char* name : {"a.csv", "a.tsv", "table"}) {
      const auto reading = read(name, table);
      ASSERT_EQ(reading.articles.size(), 2U) << name << reading.reason();
      const auto& gate = reading.articles[0];
      EXPECT_EQ(gate.title, "The gate");
      EXPECT_TRUE(gate.text.starts_with("It was \"open\".\n\nIt shut")) << gate.text;
      EXPECT_EQ(gate.date, (Day{2014, 6, 12}));
      EXPECT_EQ(gate.authors.at(0), "Ann Smith");
      EXPECT_EQ(gate.source.record, 2U);
      EXPECT_FALSE(reading.articles[1].date);
      EXPECT_EQ(reading.articles[1].countries, Names{"PK"});
    }
  }
}

TEST(Csv, ADayThatCanBeReadTwoWaysIsSaidToBeAmbiguousUnlessTheMappingSaysHowItIsMeant) {
  const std::string table =
      "title,text,date\nA,One.,12/06/2014\nB,Two.,03-04-2015 10:00\nC,Three.,31/12/2014\n";
  const auto silent = read("a.csv", table);
  ASSERT_EQ(silent.articles.size(), 3U);
  EXPECT_FALSE(silent.articles[0].date);
  EXPECT_EQ(silent.articles[0].notes, Names{"date \"12/06/2014\" is ambiguous: 2014-06-12 or 2014-12-06"});
  EXPECT_FALSE(silent.articles[1].date);
  EXPECT_EQ(silent.articles[2].date, (Day{2014, 12, 31}));
  EXPECT_TRUE(silent.articles[2].notes.empty());
  const auto told = [&](const char* order) {
    IngestOptions options;
    options.fields = FieldMap::parse("dates = \"" + std::string(order) + "\"\n", "map.toml");
    const auto reading = read("a.csv", table, options);
    for (const auto& article : reading.articles) EXPECT_TRUE(article.notes.empty());
    return std::pair(*reading.articles.at(0).date, *reading.articles.at(1).date);
  };
  EXPECT_EQ(told("day-first"), std::pair(Day(2014, 6, 12), Day(2015, 4, 3)));
  EXPECT_EQ(told("month-first"), std::pair(Day(2014, 12, 6), Day(2015, 3, 4)));
  EXPECT_THROW(told("year-first"), Error);
}

TEST(Csv, AMappingThatNamesAFieldWhichIsNotThereIsTold) {
  IngestOptions options;
  options.fields = FieldMap::parse("[fields]\ntitle = \"headline\"\noutlet = \"source.name\"\n", "map.toml");
  const auto row = read("a.csv", "title,text\nA,One.\n", options);
  ASSERT_EQ(row.articles.size(), 1U);
  const Names missing{"no field \"headline\" for the title", "no field \"source.name\" for the outlet"};
  EXPECT_EQ(row.articles[0].notes, missing);
  // Of records that may differ only the first one tells.
  const auto lines = read("a.jsonl", "{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n", options);
  ASSERT_EQ(lines.articles.size(), 2U);
  EXPECT_EQ(lines.articles[0].notes, missing);
  EXPECT_TRUE(lines.articles[1].notes.empty());
}

TEST(Csv, OneBrokenRowCostsItselfAlone) {
  const std::string table = "title,text\nA,One.\nB\nC,Three.,x\nD,Four.\n";
  const auto reading = read("a.csv", table);
  EXPECT_EQ(reading.articles.size(), 2U);
  ASSERT_EQ(reading.rejections.size(), 2U);
  EXPECT_EQ(reading.rejections[0].reason, "the row has 1 fields, the header 2");
  EXPECT_EQ(reading.rejections[0].record, 3U);
  EXPECT_EQ(reading.rejections[1].offset, table.find("C,Three"));
}

TEST(Csv, SaysOfAQuoteThatIsNotClosedWhereItsRowBegins) {
  const std::string table = "title,text\nA,One.\nB,\"Two.\nC,Three.\n";
  const auto reading = read("a.csv", table);
  EXPECT_EQ(reading.articles.size(), 1U);
  EXPECT_EQ(reading.reason(), "a quoted field is not closed before the end of the file");
  EXPECT_EQ(reading.rejections.at(0).offset, table.find("B,"));
  EXPECT_EQ(reading.rejections.at(0).record, 3U);

  IngestOptions options;
  options.limits.max_record_bytes = 1000;
  const auto bounded =
      read("a.csv", "title,text\nA,\"" + std::string(200'000, 'x') + "\"\nB,Two.\n", options);
  EXPECT_EQ(bounded.articles.size(), 1U);
  EXPECT_EQ(bounded.reason(), "the row is over the limit of 1000 bytes");
}

TEST(Csv, IsReadInAnyCharset) {
  EXPECT_EQ(read("a.csv", "\xEF\xBB\xBFtext,title\nМост закрыт.,Мост\n").article().title, "Мост");
  const std::string cyrillic =
      "title;text\n\xCC\xEE\xF1\xF2;\xCC\xEE\xF1\xF2 \xE7\xE0\xEA\xF0\xFB\xF2 \xED\xE0 "
      "\xF0\xE5\xEC\xEE\xED\xF2, \xF1\xEE\xEE\xE1\xF9\xE8\xEB\xE8 \xE2 \xE3\xEE\xF0\xEE\xE4\xE5.\n";
  EXPECT_EQ(read("a.csv", cyrillic).article().title, "Мост");
  std::string wide = "\xFF\xFE";
  for (const char c : std::string("title\ttext\nThe gate\tIt was open.\n")) wide.append({c, '\0'});
  EXPECT_EQ(read("a.csv", wide).article().text, "It was open.");
}

TEST(Csv, NeedsAColumnForTheText) {
  const auto reading = read("a.csv", "headline,body\nA,One.\n");
  EXPECT_TRUE(reading.articles.empty());
  EXPECT_NE(reading.reason().find("names no column for the text"), std::string::npos) << reading.reason();
  EXPECT_EQ(read("a.txt", "headline, body\n\nIt was open, and it was text.\n").article().source.record,
            std::nullopt);
}

TEST(FieldMap, SaysWhatFieldsAreCalled) {
  IngestOptions options;
  options.fields = FieldMap::parse(
      "[fields]\ntitle = \"headline\"\ntext = [\"body\", \"content\"]\noutlet = \"source.name\"\ndate = "
      "\"published_at\"\n",
      "map.toml");
  const auto lines = read("a.jsonl",
                          "{\"headline\":\"The gate\",\"body\":\"\",\"content\":\"It was "
                          "open.\",\"source\":{\"name\":\"The Courier\"},"
                          "\"published_at\":1402531200000,\"author\":\"Ann Smith\"}\n",
                          options)
                         .article();
  EXPECT_EQ(lines.title, "The gate");
  EXPECT_EQ(lines.text, "It was open.");
  EXPECT_EQ(lines.outlet, "The Courier");
  EXPECT_EQ(lines.date, (Day{2014, 6, 12}));
  EXPECT_EQ(lines.authors, Names{"Ann Smith"});  // what the map does not name keeps its name

  const auto table =
      read("a.csv", "headline,body,source.name\nThe gate,It was open.,The Courier\n", options).article();
  EXPECT_EQ(table.title, "The gate");
  EXPECT_EQ(table.outlet, "The Courier");
}

TEST(FieldMap, TheOneOfTheCorpusIsEnoughForItsRecords) {
  const std::string folder = std::string(PRESSMARK_SOURCE_DIR) + "/corpus/mapped/";
  IngestOptions options;
  options.fields = FieldMap::parse_file(folder + "fields.toml");
  const auto reading = test::read_file(folder + "articles.jsonl", options);
  ASSERT_EQ(reading.articles.size(), 2U) << reading.reason();
  for (const auto& article : reading.articles) {
    EXPECT_EQ(article.outlet, "Everyday Example");
    EXPECT_TRUE(article.title && article.date && article.url && article.notes.empty());
    EXPECT_TRUE(article.inferred.empty());
  }
  EXPECT_EQ(reading.articles[0].date, (Day{2015, 12, 25}));
  EXPECT_EQ(reading.articles[1].date, (Day{2016, 12, 29}));
}

TEST(FieldMap, NamesTheLineThatIsWrong) {
  const auto message = [](const char* toml) -> std::string {
    try {
      FieldMap::parse(toml, "map.toml");
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::bad_input);
      return error.what();
    }
    return {};
  };
  EXPECT_TRUE(message("[fields]\ntitel = \"x\"\n").starts_with("map.toml:2: articles have no \"titel\""));
  EXPECT_TRUE(message("[fields]\n\ntitle = 7\n").starts_with("map.toml:3: "));
  EXPECT_TRUE(message("[fields\n").starts_with("map.toml:1: "));
  EXPECT_EQ(message("title = \"x\"\n"), "map.toml: there is no table [fields]");
  EXPECT_THROW(FieldMap::parse_file("/no/such/map.toml"), Error);
}

}  // namespace
}  // namespace pressmark
