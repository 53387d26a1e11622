// `indexer` as a user and a script meet it: arguments, outputs, exit status.

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include <xapian.h>

#include "indexer/update/index_writer.h"
#include "schema/index/generation.h"
#include "schema/index/generation_lease.h"
#include "schema/text/sha256.h"
#include "tests/support/index_dump.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

using nlohmann::json;
using test::ProcessOptions;
using test::ProcessResult;
using test::TemporaryDirectory;

constexpr const char* kMarkdown =
    "---\nid: herald-1\ntitle: Talks in Islamabad\noutlet: Example Herald\ndate: 2014-06-12\n---\n"
    "The envoy arrived in Islamabad on Thursday – at last.\n\n“We will deliver the helicopters this year,” "
    "Sergey "
    "Lavrov told reporters in Islamabad after the talks.\n\nPakistan and Russia have discussed Mi-35 "
    "helicopters.\n";

constexpr const char* kLines =
    R"({"id":"w1","outlet":"Mock Wire","date":"2015-01-02","title":"One","text":"The committee met in Moscow on Friday and talked."})"
    "\n"
    R"({"id":"w2","outlet":"Mock Wire","date":"2016-01-02","title":"Two","text":"The committee met in Delhi on Monday and talked."})"
    "\n";

class IndexerTest : public ::testing::Test {
 protected:
  ProcessResult indexer(std::vector<std::string> arguments, ProcessOptions options = {}) const {
    arguments.insert(arguments.begin(), PRESSMARK_BIN_DIR "/indexer");
    options.environment.emplace_back("PRESSMARK_INDEX", index().string());
    return test::run(std::move(arguments), std::move(options));
  }
  std::filesystem::path index() const { return directory_ / "index"; }
  json status() const { return json::parse(indexer({"status", "--json"}).output); }

  TemporaryDirectory directory_;
  const std::string article_ = directory_.write("sources/herald.md", kMarkdown);
  const std::string wire_ = directory_.write("sources/wire.jsonl", kLines);
  const std::string sources_ = (directory_ / "sources").string();
};

TEST_F(IndexerTest, SpeakersAreMergedSplitAndUndone) {
  indexer({"add", sources_});
  const auto ids = [&] {
    std::vector<std::string> found;
    const auto list = json::parse(indexer({"speakers", "list", "--json"}).output);
    for (const auto& speaker : list.at("speakers")) found.push_back(speaker.at("id"));
    return found;
  };
  EXPECT_EQ(ids(), std::vector<std::string>{"sergei-lavrov"});
  const auto merged =
      indexer({"speakers", "merge", "Sergey Lavrov", "--into", "somebody", "--name", "Some Body", "--json"});
  EXPECT_EQ(merged.status, 0) << merged.errors;
  EXPECT_EQ(json::parse(merged.output).at("n"), 1);
  EXPECT_EQ(ids(), std::vector<std::string>{"somebody"});
  EXPECT_EQ(indexer({"speakers", "split", "sergei-lavrov"}).status, 0);
  EXPECT_EQ(ids(), std::vector<std::string>{"sergei-lavrov"});
  EXPECT_EQ(indexer({"speakers", "split", "sergei-lavrov", "--articles", "herald-1", "--as", "other"}).status,
            0);
  EXPECT_EQ(ids(), std::vector<std::string>{"other"});
  EXPECT_EQ(indexer({"speakers", "undo", "3"}).status, 0);
  EXPECT_EQ(ids(), std::vector<std::string>{"sergei-lavrov"});
  const auto log = json::parse(indexer({"speakers", "list", "--corrections", "--json"}).output);
  EXPECT_EQ(log.at("corrections").size(), 4U);
  EXPECT_EQ(json::parse(indexer({"speakers", "list", "Лавров", "--json"}).output).at("total"), 1);
}

TEST_F(IndexerTest, CorrectionsOfNobodyAreErrorsThatSayWhatToDo) {
  indexer({"add", sources_});
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"speakers", "merge", "nobody", "--into", "sergei-lavrov"},
           {"speakers", "split", "sergei-lavrov", "--articles", "w1", "--as", "other"},
           {"speakers", "undo", "1"}}) {
    const auto result = indexer(arguments);
    EXPECT_EQ(result.status, 1) << result.errors;
    EXPECT_NE(result.errors.find("indexer: "), std::string::npos);
  }
  EXPECT_EQ(indexer({"speakers", "merge", "sergei-lavrov", "--into", "sergei-lavrov"}).status, 2);
  EXPECT_EQ(indexer({"speakers", "split", "sergei-lavrov"}).status, 2);
  EXPECT_FALSE(std::filesystem::exists(index() / "speakers.log"));
}

TEST_F(IndexerTest, AddPrintsOneObjectWithTheFieldsOfTheInterface) {
  const auto result = indexer({"add", "--json", sources_});
  EXPECT_EQ(result.status, 0) << result.errors;
  EXPECT_EQ(result.errors, "");
  const auto report = json::parse(result.output);
  EXPECT_EQ(report.at("added"), 3);
  EXPECT_EQ(report.at("updated"), 0);
  EXPECT_EQ(report.at("unchanged"), 0);
  EXPECT_EQ(report.at("removed"), 0);
  EXPECT_EQ(report.at("rejected"), 0);
  EXPECT_EQ(report.at("duplicates"), 0);
  EXPECT_EQ(report.at("articles"), 3);
  EXPECT_TRUE(report.at("quotations").is_number_unsigned());
  EXPECT_TRUE(report.at("seconds").is_number());
  EXPECT_EQ(std::count(result.output.begin(), result.output.end(), '\n'), 1);
}

TEST_F(IndexerTest, AddPrintsASummaryForAPersonAndNoProgressIntoAPipe) {
  const auto result = indexer({"add", sources_});
  EXPECT_EQ(result.status, 0);
  EXPECT_NE(result.output.find("added 3"), std::string::npos) << result.output;
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(indexer({"-q", "add", sources_}).output, "");
}

TEST_F(IndexerTest, ASecondRunWritesNoByte) {
  indexer({"add", sources_});
  const auto before = test::revisions(index());
  std::map<std::string, std::filesystem::file_time_type> times;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(index()))
    if (entry.is_regular_file() && entry.path().filename() != "flintlock")
      times[entry.path()] = entry.last_write_time();
  const auto report = json::parse(indexer({"add", "--json", sources_}).output);
  EXPECT_EQ(report.at("unchanged"), 3);
  EXPECT_EQ(test::revisions(index()), before);
  for (const auto& [path, time] : times) EXPECT_EQ(std::filesystem::last_write_time(path), time) << path;
}

TEST_F(IndexerTest, TheIndexIsWhereTheFlagOrTheEnvironmentSays) {
  const auto other = (directory_ / "other").string();
  EXPECT_EQ(indexer({"--index", other, "add", article_}).status, 0);
  EXPECT_TRUE(std::filesystem::exists(directory_ / "other" / "CURRENT"));
  EXPECT_FALSE(std::filesystem::exists(index()));
  EXPECT_EQ(indexer({"add", article_, "--index", other}).status, 0) << "after the command, too";
  ProcessOptions options;
  options.environment = {{"PRESSMARK_INDEX", ""}, {"XDG_DATA_HOME", (directory_ / "data").string()}};
  EXPECT_EQ(test::run({PRESSMARK_BIN_DIR "/indexer", "add", article_}, options).status, 0);
  EXPECT_TRUE(std::filesystem::exists(directory_ / "data" / "pressmark" / "CURRENT"));
}

TEST_F(IndexerTest, ReadsJsonLinesFromStandardInput) {
  ProcessOptions options;
  options.input = kLines;
  const auto report = json::parse(indexer({"add", "--json", "-"}, options).output);
  EXPECT_EQ(report.at("added"), 2);
}

TEST_F(IndexerTest, OneBadInputIsListedWithItsPlaceAndTheRestGoesOn) {
  const auto broken = directory_.write("sources/broken.jsonl", std::string(kLines) + "{\"id\": \"w3\",\n");
  const auto result = indexer({"add", "--json", sources_});
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(json::parse(result.output).at("rejected"), 1);
  EXPECT_EQ(json::parse(result.output).at("articles"), 3);
  EXPECT_NE(result.errors.find(broken + ":3: "), std::string::npos) << result.errors;

  const auto listed = indexer({"rejects"});
  EXPECT_EQ(listed.status, 0);
  EXPECT_NE(listed.output.find(broken + ":3: "), std::string::npos) << listed.output;
  const auto rejections = json::parse(indexer({"rejects", "--json"}).output).at("rejections");
  ASSERT_EQ(rejections.size(), 1U);
  EXPECT_EQ(rejections[0].at("path"), broken);
  EXPECT_EQ(rejections[0].at("record"), 3);
  EXPECT_FALSE(rejections[0].at("reason").get<std::string>().empty());
}

TEST_F(IndexerTest, ANameThatATerminalWouldObeyIsShownAndNotObeyed) {
  directory_.write("sources/\x1b[31mred\xC2\x9B.jsonl", "{\n");
  const auto result = indexer({"add", sources_});
  EXPECT_NE(result.errors.find("\\x1b[31mred\\x9b.jsonl:1: "), std::string::npos) << result.errors;
  for (const auto& told : {result.errors, indexer({"rejects"}).output, indexer({"add", "\x1b[31m"}).errors}) {
    EXPECT_EQ(told.find('\x1b'), std::string::npos) << told;
    EXPECT_EQ(told.find("\xC2\x9B"), std::string::npos) << told;
  }
}

TEST_F(IndexerTest, ManyRefusalsOfOneKindAreCountedAndListedByRejects) {
  for (int i = 0; i < 9; ++i) directory_.write("many/" + std::to_string(i) + ".jsonl", "{\"title\":\"A\"}\n");
  const auto result = indexer({"add", (directory_ / "many").string()});
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.errors.find("and 4 more like this: no text"), std::string::npos) << result.errors;
  EXPECT_NE(result.errors.find("--fields"), std::string::npos) << result.errors;
  const auto listed = indexer({"rejects"}).output;
  EXPECT_EQ(std::count(listed.begin(), listed.end(), '\n'), 9);
}

TEST_F(IndexerTest, APathThatIsNotThereIsToldBeforeAnythingIsWritten) {
  const auto result = indexer({"add", article_, (directory_ / "missing.txt").string()});
  EXPECT_EQ(result.status, 66);
  EXPECT_NE(result.errors.find("indexer: "), std::string::npos);
  EXPECT_NE(result.errors.find("missing.txt"), std::string::npos) << result.errors;
  EXPECT_FALSE(std::filesystem::exists(index()));
}

TEST_F(IndexerTest, UsageErrorsAreTwoAndTellWhereHelpIs) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {}, {"add"}, {"frobnicate"}, {"add", "--no-such-flag", article_}, {"remove"}}) {
    const auto result = indexer(arguments);
    EXPECT_EQ(result.status, 2) << result.errors;
    EXPECT_NE(result.errors.find("--help"), std::string::npos) << result.errors;
    EXPECT_EQ(result.output, "");
  }
}

TEST_F(IndexerTest, HelpTeachesWithExamplesAndVersionIsOneLine) {
  const auto help = indexer({"--help"});
  EXPECT_EQ(help.status, 0);
  for (const char* word : {"add", "remove", "status", "inspect", "rejects", "Examples:", "Exit status:"})
    EXPECT_NE(help.output.find(word), std::string::npos) << word;
  EXPECT_NE(indexer({"add", "--help"}).output.find("--no-annotate"), std::string::npos);
  const auto version = indexer({"--version"});
  EXPECT_EQ(version.status, 0);
  EXPECT_EQ(version.output.rfind("indexer (Pressmark) ", 0), 0U) << version.output;
}

TEST_F(IndexerTest, WithoutAnIndexTheReadersOfOneSaySo) {
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{"status"}, {"rejects"}, {"remove", "herald-1"}}) {
    const auto result = indexer(arguments);
    EXPECT_EQ(result.status, 66);
    EXPECT_NE(result.errors.find("no index"), std::string::npos) << result.errors;
  }
  EXPECT_FALSE(std::filesystem::exists(index()));
}

TEST_F(IndexerTest, AnIndexOfAnotherVersionIsRefused) {
  indexer({"add", article_});
  directory_.write("index/CURRENT", "pressmark-index 99\nanalyzer 1\ngeneration-000001\n");
  EXPECT_EQ(indexer({"add", article_}).status, 70);
  EXPECT_EQ(indexer({"status"}).status, 70);
}

TEST_F(IndexerTest, ALockedIndexIsSeventyFiveAndNamesTheHolder) {
  const IndexWriter holder(index(), IndexWriter::Mode::create);
  const auto result = indexer({"add", article_});
  EXPECT_EQ(result.status, 75);
  EXPECT_NE(result.errors.find("process " + std::to_string(::getpid())), std::string::npos) << result.errors;
  EXPECT_NE(result.errors.find("try again"), std::string::npos);
  EXPECT_EQ(indexer({"status"}).status, 0) << "reading needs no lock";
}

TEST_F(IndexerTest, RemovingKeepsTheTextAndPurgingErasesIt) {
  indexer({"add", sources_});
  EXPECT_NE(indexer({"remove", article_}).errors.find("an id is wanted"), std::string::npos);
  const auto result = indexer({"remove", "--json", "herald-1", "nobody"});
  EXPECT_EQ(result.status, 1) << "one id is unknown";
  EXPECT_NE(result.errors.find("nobody: no such article"), std::string::npos) << result.errors;
  EXPECT_EQ(json::parse(result.output).at("removed"), 1);
  EXPECT_EQ(json::parse(result.output).at("articles"), 2);
  EXPECT_EQ(test::dump_index(index()).texts.size(), 3U);
  EXPECT_EQ(status().at("withdrawn"), 1);

  EXPECT_EQ(indexer({"remove", "--purge", "herald-1"}).status, 0);
  const auto dump = test::dump_index(index());
  EXPECT_EQ(dump.texts.size(), 2U);
  EXPECT_EQ(dump.sources.size(), 2U);
  EXPECT_TRUE(dump.tombstones.contains("herald-1"));

  EXPECT_EQ(json::parse(indexer({"add", "--json", article_}).output).at("added"), 1);
  EXPECT_FALSE(test::dump_index(index()).tombstones.contains("herald-1"));
}

// Every file below `folder` that holds `bytes`, as grep -r finds them.
std::vector<std::string> files_holding(const std::filesystem::path& folder, const std::string& bytes) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(in), {}};
    if (content.find(bytes) != std::string::npos) found.push_back(entry.path().filename().string());
  }
  return found;
}

TEST_F(IndexerTest, APurgeLeavesNothingOfTheTextInAnyFile) {
  // Words nobody else has, of an earlier wording too. Texts lie compressed, but terms do not.
  const std::string start = "{\"id\":\"taken\",\"title\":\"Qvandle\",\"outlet\":\"Mock Wire\",\"text\":\"";
  const auto wording = [&](const std::string& word) {
    std::string text =
        "The clerk Zorbina Quexley said: “The " + word + " of the harbour stays shut until spring.” ";
    for (int i = 0; i < 40; ++i) text += sha256_hex(word + std::to_string(i)) + " ";
    return start + text + "\"}\n";
  };
  indexer({"add", sources_, directory_.write("taken.jsonl", wording("zyxquorum"))});
  ASSERT_EQ(indexer({"add", directory_.write("taken.jsonl", wording("wuvplinth"))}).status, 0);

  const std::vector<std::string> words{"zyxquorum", "wuvplinth", "quexley", "qvandle"};
  for (const auto& word : words)
    EXPECT_NE(files_holding(index(), word), std::vector<std::string>{})
        << word << ": or the search could not fail";

  const auto result = indexer({"remove", "--purge", "--reason", "order of the court of Mockham", "taken"});
  EXPECT_EQ(result.status, 0) << result.errors;
  for (const auto& word : words)
    if (word != "quexley") {
      EXPECT_EQ(files_holding(index(), word), std::vector<std::string>{}) << word;
    }
  EXPECT_EQ(indexer({"check", "--full"}).status, 0);
  EXPECT_TRUE(test::dump_index(index()).tombstones.contains("taken")) << "its hashes stay";
  EXPECT_EQ(indexer({"add", sources_}).status, 0);

  const auto once = current_generation(index()).name();
  EXPECT_EQ(indexer({"remove", "--purge", "taken"}).status, 0);
  EXPECT_EQ(current_generation(index()).name(), once) << "a second purge has nothing to rewrite";

  // The engine never takes back the largest value of a column, here the speaker's name (docs/operating.md).
  EXPECT_EQ(indexer({"rebuild"}).status, 0);
  EXPECT_EQ(files_holding(index(), "quexley"), std::vector<std::string>{});
}

TEST_F(IndexerTest, APurgeSaysThatAReaderStillHoldsTheBytesAndEndsWhenItIsGone) {
  indexer({"add", sources_});
  {
    const auto reader = GenerationLease::of_current(index());
    const auto result = indexer({"remove", "--purge", "herald-1"});
    EXPECT_EQ(result.status, 75);
    EXPECT_NE(result.errors.find("generation-000001, which a program reads"), std::string::npos)
        << result.errors;
  }
  EXPECT_EQ(indexer({"remove", "--purge", "herald-1"}).status, 0);
  EXPECT_EQ(all_generations(index()).size(), 1U);
}

TEST_F(IndexerTest, APurgeThatWasKilledBeforeTheRewritingIsEndedByTheNext) {
  indexer({"add", sources_});
  {
    IndexWriter writer(index(), IndexWriter::Mode::existing);
    writer.purge("herald-1", 1);
    writer.commit();
  }
  EXPECT_EQ(indexer({"remove", "--purge", "herald-1"}).status, 0);
  EXPECT_EQ(current_generation(index()).name(), "generation-000002");
  EXPECT_EQ(files_holding(index(), "helicopters"), std::vector<std::string>{});
}

TEST_F(IndexerTest, AReasonGoesWithAPurgeAndIsOneLine) {
  indexer({"add", sources_});
  EXPECT_EQ(indexer({"remove", "--reason", "why", "herald-1"}).status, 2);
  EXPECT_EQ(indexer({"remove", "--purge", "--reason", "two\nlines", "herald-1"}).status, 2);
  EXPECT_EQ(indexer({"remove", "--purge", "--reason", "\xff", "herald-1"}).status, 2);
  EXPECT_EQ(indexer({"remove", "--purge", "--reason", std::string(1001, 'x'), "herald-1"}).status, 2);
  EXPECT_EQ(status().at("withdrawn"), 0) << "nothing was changed";
}

TEST_F(IndexerTest, StatusTellsCountsDatesVersionsDiskAndTheLastRun) {
  indexer({"add", sources_});
  const auto shown = status();
  EXPECT_EQ(shown.at("index"), index().string());
  EXPECT_EQ(shown.at("articles"), 3);
  EXPECT_EQ(shown.at("first_date"), "2014-06-12");
  EXPECT_EQ(shown.at("last_date"), "2016-01-02");
  EXPECT_EQ(shown.at("generation"), "generation-000001");
  EXPECT_TRUE(shown.at("format").is_number());
  EXPECT_TRUE(shown.at("analyzer").is_number());
  EXPECT_GT(shown.at("bytes").at("total"), 0);
  EXPECT_EQ(shown.at("last_run").at("command"), "add");
  EXPECT_EQ(shown.at("last_run").at("added"), 3);
  std::uint64_t in_languages = 0;
  for (const auto& language : shown.at("languages"))
    in_languages += language.at("articles").get<std::uint64_t>();
  EXPECT_EQ(in_languages, 3U);

  const auto text = indexer({"status"}).output;
  for (const char* word : {"articles", "quotations", "2014-06-12 to 2016-01-02", "disk", "last run"})
    EXPECT_NE(text.find(word), std::string::npos) << word;
}

TEST_F(IndexerTest, InspectPrintsOneRecordALineAndTouchesNoIndex) {
  const auto result = indexer({"inspect", sources_});
  EXPECT_EQ(result.status, 0) << result.errors;
  EXPECT_FALSE(std::filesystem::exists(index()));
  std::istringstream lines(result.output);
  std::vector<json> records;
  for (std::string line; std::getline(lines, line);) records.push_back(json::parse(line));
  ASSERT_EQ(records.size(), 3U);
  const auto& record = records.front();
  for (const char* field : {"id", "revision", "url", "title", "outlet", "date", "updated", "authors", "lang",
                            "countries", "text", "inferred", "source", "quotations", "duplicate_of"})
    EXPECT_TRUE(record.contains(field)) << field;
  EXPECT_EQ(record.at("id"), "herald-1");
  EXPECT_EQ(record.at("date"), "2014-06-12");
  EXPECT_EQ(record.at("source").at("path"), article_);
  EXPECT_EQ(record.at("revision"), sha256_hex(record.at("text").get<std::string>()));
  EXPECT_EQ(records.at(1).at("source").at("record"), 1);
}

TEST_F(IndexerTest, OffsetsOfInspectCountCodePoints) {
  const auto record = json::parse(indexer({"inspect", article_}).output);
  ASSERT_FALSE(record.at("quotations").empty());
  const auto& quotation = record.at("quotations")[0];
  std::u32string text;  // one element a code point
  for (const auto byte : record.at("text").get<std::string>()) {
    const auto value = static_cast<unsigned char>(byte);
    if ((value & 0xC0U) != 0x80U) text += static_cast<char32_t>(value);
  }
  const auto begin = quotation.at("start").get<std::size_t>();
  const auto words = std::u32string(U"We will deliver");
  const auto at = text.find(words);
  ASSERT_NE(at, std::u32string::npos);
  EXPECT_LE(begin, at);
  EXPECT_GE(begin + 1, at) << "at most the quotation mark before the words";
  EXPECT_EQ(quotation.at("spans")[0][0], begin);
}

TEST_F(IndexerTest, NobodyReadingIsNoErrorForInspect) {
  std::string lines;
  for (int n = 0; n < 500; ++n)
    lines += R"({"id":"w)" + std::to_string(n) +
             R"(","text":"The committee met in Moscow on Friday and talked."})" + "\n";
  const auto many = directory_.write("many.jsonl", lines);
  ProcessOptions options;
  options.close_output = true;
  const auto result = indexer({"inspect", many}, options);
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.errors, "");
}

TEST_F(IndexerTest, InspectReportsBadInputAndGoesOn) {
  directory_.write("sources/broken.jsonl", "no json at all {\n");
  const auto result = indexer({"inspect", sources_});
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(std::count(result.output.begin(), result.output.end(), '\n'), 3);
  EXPECT_NE(result.errors.find("broken.jsonl"), std::string::npos);
}

TEST(IndexerOutput, StandardErrorThatTakesNothingStopsNothing) {
  const test::TemporaryDirectory directory;
  const auto good = directory.write("a.txt", "Story\n\nThe committee met.\n");
  const auto bad = directory.write("b.txt", "");
  const auto index = (directory / "index").string();
  const auto result = test::run({"sh", "-c",
                                 std::string(PRESSMARK_BIN_DIR) + "/indexer --index " + index + " add " +
                                     bad + " " + good + " 2>/dev/full"});
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.output.find("added 1"), std::string::npos) << result.output;
}

}  // namespace
}  // namespace pressmark
