// The program `cite`, run as a user runs it, on an index that `indexer` wrote.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

using nlohmann::json;
using test::ProcessOptions;
using test::ProcessResult;

constexpr const char* kFirstWording = R"(---
id: eh-mi35
url: https://herald.example/news/mi35?page=1#story
title: Pakistan signs for four Mi-35 helicopters
outlet: Example Herald
date: 2015-08-22
author: Jane A. Smith
lang: en
---

Pakistan has signed a contract with Russia for four Mi-35 attack helicopters, officials of both countries said.

“It is four, and four is a sample, not a fleet,” said Farida Qasim of the Harbour Road Institute.

No delivery date has been announced for the aircraft so far.
)";

constexpr const char* kSecondWording = R"(---
id: eh-mi35
url: https://herald.example/news/mi35?page=1#story
title: Pakistan signs for four Mi-35 helicopters
outlet: Example Herald
date: 2015-08-22
author: Jane A. Smith
lang: en
---

ISLAMABAD: Pakistan has signed a contract with Russia for four Mi-35 attack helicopters, officials of both countries said.

“It is four, and four is a sample, not a fleet,” said Farida Qasim of the Harbour Road Institute.

The first of the aircraft are expected next year.
)";

constexpr const char* kOtherPrinting = R"(---
id: dd-fleet
title: A sample, not a fleet
outlet: Dummy Dispatch
date: 2015-08-21
lang: en
---

The contract is smaller than it looks, analysts said in Karachi on Friday.

"It is four, and four is a sample, not a fleet," said Farida Qasim, who follows the arms trade.
)";

// One index for all tests here: `eh-mi35` in two revisions, `dd-fleet`, and `gone`, which is withdrawn.
class Cite : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new test::TemporaryDirectory;
    index({folder_->write("mi35.md", kFirstWording)});
    first_ = json::parse(run({"show", "eh-mi35", "--json"}).output)["citations"][0]["revision"];
    index({folder_->write("mi35.md", kSecondWording), folder_->write("fleet.md", kOtherPrinting),
           folder_->write("gone.md",
                          "---\nid: gone\ntitle: Gone\nlang: en\n---\n\nThe ministry withdrew its statement "
                          "on wheat.\n")});
    ASSERT_EQ(program("indexer", {"--index", index_path(), "remove", "gone"}).status, 0);
  }
  static void TearDownTestSuite() { delete folder_; }

  static std::string index_path() { return (*folder_ / "index").string(); }

  static ProcessResult program(const std::string& name, std::vector<std::string> arguments,
                               ProcessOptions options = {}) {
    arguments.insert(arguments.begin(), std::string(PRESSMARK_BIN_DIR) + "/" + name);
    return test::run(std::move(arguments), std::move(options));
  }

  static void index(const std::vector<std::string>& files) {
    std::vector<std::string> arguments{"--index", index_path(), "add"};
    arguments.insert(arguments.end(), files.begin(), files.end());
    const ProcessResult result = program("indexer", arguments);
    ASSERT_EQ(result.status, 0) << result.errors;
  }

  static ProcessResult run(std::vector<std::string> arguments, ProcessOptions options = {}) {
    options.environment.emplace_back("PRESSMARK_INDEX", index_path());
    options.environment.emplace_back("SOURCE_DATE_EPOCH", "1700000000");
    return program("cite", std::move(arguments), std::move(options));
  }

  static json citations(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    const ProcessResult result = run(std::move(arguments));
    EXPECT_EQ(result.status, 0) << result.errors;
    return json::parse(result.output)["citations"];
  }

  static test::TemporaryDirectory* folder_;
  static std::string first_;  // the older revision of eh-mi35
};

test::TemporaryDirectory* Cite::folder_ = nullptr;
std::string Cite::first_;

TEST_F(Cite, PrintsABlockForEachPassage) {
  const ProcessResult result = run({"Mi-35", "helicopters"});
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(result.output.find("1 Example Herald · 2015-08-22\n  “ISLAMABAD: Pakistan has signed"), 0U)
      << result.output;
  for (const char* part :
       {"Smith, Jane A. “Pakistan Signs for Four Mi-35 Helicopters.” Example Herald, August 22, 2015.",
        "\n  link   https://herald.example/news/mi35?page=1#story:~:text=ISLAMABAD%3A", "Mi%2D35",
        "\n  pinned eh-mi35@"}) {
    EXPECT_NE(result.output.find(part), std::string::npos) << part << "\n" << result.output;
  }
}

TEST_F(Cite, FindIsTheSameAsNoCommand) {
  EXPECT_EQ(run({"find", "Mi-35"}).output, run({"Mi-35"}).output);
  EXPECT_EQ(run({"--index", index_path(), "find", "Mi-35"}).output, run({"Mi-35"}).output);
  EXPECT_EQ(run({"-n5", "--sort=relevance", "find", "Mi-35"}).output, run({"Mi-35"}).output);
}

TEST_F(Cite, TakesACommandsNameAsAWordOfAQuery) {
  EXPECT_EQ(run({"find", "show"}).status, 1);
  EXPECT_EQ(run({"xyzzy", "quote"}).status, 1);
  EXPECT_EQ(run({"--", "-wheat"}).status, 0);
}

TEST_F(Cite, WhatItPrintsCanBeReopened) {
  for (const json& citation : citations({"four"})) {
    const json again = citations({"show", citation["pinned"]})[0];
    for (const char* field :
         {"id", "revision", "start", "end", "text", "speaker", "source_url", "pinned", "formatted"}) {
      EXPECT_EQ(again[field], citation[field]) << field;
    }
  }
}

TEST_F(Cite, WhatWouldFindMoreIsSaidWhereNothingIsFound) {
  const auto misspelt = run({"contrct helicoptrs"});
  EXPECT_EQ(misspelt.status, 1);
  EXPECT_NE(misspelt.errors.find("did you mean: contract helicopters (1 article)"), std::string::npos)
      << misspelt.errors;
  EXPECT_NE(run({"four xylophone"}).errors.find("without “xylophone”: "), std::string::npos);
  EXPECT_NE(run({"four", "--outlet", "nobody"}).errors.find("without the filters: "), std::string::npos);
  EXPECT_EQ(run({"four"}).errors.find("did you mean"), std::string::npos);
}

TEST_F(Cite, FiltersAndSorts) {
  EXPECT_EQ(citations({"four", "--outlet", "Dummy Dispatch"}).size(), 1U);
  EXPECT_EQ(citations({"four", "--outlet", "dummy-dispatch", "--outlet", "example-herald", "--sort",
                       "oldest"})[0]["id"],
            "dd-fleet");
  EXPECT_EQ(citations({"four", "--sort", "newest"})[0]["id"], "eh-mi35");
  EXPECT_EQ(citations({"four", "--to", "2015-08-21"})[0]["id"], "dd-fleet");
  EXPECT_EQ(run({"four", "--from", "2015-08-23"}).status, 1);
  EXPECT_EQ(citations({"--speaker", "Farida Qasim", "-n", "1"}).size(), 1U);
}

TEST_F(Cite, EveryArticleGivesItsFirstPassageBeforeAnyGivesASecond) {
  const json two = citations({"four", "-n", "2"});
  ASSERT_EQ(two.size(), 2U);
  EXPECT_NE(two[0]["id"], two[1]["id"]);
}

TEST_F(Cite, ExactCitesTheWordsAlone) {
  const json found = citations({"--exact", "four is a sample, not a fleet"});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0]["text"], "four is a sample, not a fleet");
  EXPECT_EQ(found[0]["speaker"], "Farida Qasim");
  EXPECT_EQ(run({"--exact", "Four is a sample"}).status, 1);  // the case differs
  EXPECT_EQ(run({"--exact", "our is a sample"}).status, 1);   // half a word
}

TEST_F(Cite, QuoteTellsWhoSaidItWhereFirstAndWhereElse) {
  const ProcessResult result = run({"quote", "a sample, not a fleet"});
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.output.find("1 Farida Qasim · Dummy Dispatch · 2015-08-21\n  \"It is four, and four is a "
                               "sample, not a fleet,\"\n"),
            0U)
      << result.output;
  EXPECT_NE(result.output.find("\n  also   Example Herald · 2015-08-22 · eh-mi35@"), std::string::npos)
      << result.output;
  EXPECT_EQ(result.output.find("\n2 "), std::string::npos);

  const json printings = citations({"quote", "sample not a fleet"});
  ASSERT_EQ(printings.size(), 2U);
  EXPECT_EQ(printings[0]["first"], true);
  EXPECT_EQ(printings[1]["first"], false);
  EXPECT_EQ(printings[0]["wording"], printings[1]["wording"]);
}

TEST_F(Cite, QuoteFindsNothingOutsideQuotations) {
  const ProcessResult result =
      run({"quote", "signed a contract with Russia for four Mi-35 attack helicopters next"});
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.output, "");
  EXPECT_NE(result.errors, "");
}

TEST_F(Cite, ShowReopensAnOlderRevisionAndSaysWhatBecameOfTheWords) {
  const std::string older = "eh-mi35@" + first_.substr(0, 12);
  const json whole = citations({"show", older})[0];
  EXPECT_EQ(whole["revision"], first_);
  EXPECT_EQ(whole["status"]["current"], false);
  EXPECT_EQ(whole["start"], nullptr);

  const json moved = citations({"show", older + "#c13-28"})[0];
  EXPECT_EQ(moved["text"], "signed a contra");
  EXPECT_EQ(moved["status"]["now"]["standing"], "moved");
  EXPECT_EQ(moved["status"]["now"]["start"], 24);
  EXPECT_EQ(citations({"show", moved["status"]["now"]["pinned"]})[0]["text"], "signed a contra");

  EXPECT_EQ(citations({"show", older + "#c12-29"})[0]["status"]["now"]["start"], 24);  // blanks around

  const json gone = citations({"show", older + "#c212-268"})[0];
  EXPECT_EQ(gone["status"]["now"]["standing"], "gone") << gone["text"];
  EXPECT_NE(run({"show", older + "#c212-268"}).output.find("gone from the current one"), std::string::npos);
}

TEST_F(Cite, ShowPrintsTheWholeTextWithoutARange) {
  const ProcessResult result = run({"show", "eh-mi35"});
  EXPECT_NE(result.output.find("\n\nThe first of the aircraft are expected next year.\n"), std::string::npos);
  EXPECT_NE(result.output.find("recomputed, matches"), std::string::npos);
  EXPECT_NE(result.output.find("current revision of 2"), std::string::npos);
}

TEST_F(Cite, AWithdrawnArticleIsNotFoundButStaysReadable) {
  EXPECT_EQ(run({"ministry withdrew wheat"}).status, 1);
  const json shown = citations({"show", "gone#c0-12"})[0];
  EXPECT_EQ(shown["text"], "The ministry");
  EXPECT_EQ(shown["status"]["withdrawn"], true);
}

TEST_F(Cite, ShowSaysWhatIsWrongWithACitation) {
  EXPECT_EQ(run({"show", "eh-mi35#c5-99999"}).status, 1);
  EXPECT_NE(run({"show", "eh-mi35#c5-99999"}).errors.find("99999"), std::string::npos);
  EXPECT_EQ(run({"show", "nobody"}).status, 1);
  EXPECT_EQ(run({"show", "eh-mi35@00000000"}).status, 1);
  EXPECT_EQ(run({"show", "eh-mi35@00"}).status, 2);
  EXPECT_EQ(run({"show", "eh-mi35#5-9"}).status, 2);
  EXPECT_EQ(run({"show"}).status, 2);
}

TEST_F(Cite, KnowsItsFormats) {
  for (const char* format :
       {"text", "jsonl", "csv", "markdown", "html", "csl-json", "bibtex", "biblatex", "ris"}) {
    const ProcessResult result = run({"Mi-35", "--format", format});
    EXPECT_EQ(result.status, 0) << format;
    EXPECT_NE(result.output.find("Mi-35"), std::string::npos) << format;
  }
  const json parsed = json::parse(run({"Mi-35", "--json"}).output);
  EXPECT_EQ(parsed["citations"][0]["accessed"], "2023-11-14");
  EXPECT_EQ(citations({"Mi-35", "--accessed", "2020-02-29"})[0]["accessed"], "2020-02-29");
  EXPECT_EQ(json::parse(run({"xyzzy", "--json"}).output)["citations"], json::array());
}

TEST_F(Cite, KnowsItsStyles) {
  EXPECT_NE(run({"Mi-35", "--style", "apa"}).output.find("Smith, J. A. (2015, August 22)."),
            std::string::npos);
  EXPECT_NE(run({"Mi-35", "--style", "mla"}).output.find("Example Herald, 22 Aug. 2015,"), std::string::npos);
}

TEST_F(Cite, RefusesWhatItDoesNotUnderstand) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{},
                                             {""},
                                             {"quote", ""},
                                             {"x", "--format", "endnote"},
                                             {"x", "--style", "oxford"},
                                             {"x", "--sort", "best"},
                                             {"x", "--from", "yesterday"},
                                             {"x", "--from", "2016", "--to", "2015"},
                                             {"x", "-n", "0"},
                                             {"x", "-n", "many"},
                                             {"x", "--nonsense"},
                                             {"x", "--accessed", "2021-02-30"},
                                             {"x", "--json", "--format", "csv"},
                                             {"x", "--server", "gopher://localhost"},
                                             {"x", "--server", "http://localhost", "--index", "i"}}) {
    const ProcessResult result = run(arguments);
    EXPECT_EQ(result.status, 2) << (arguments.empty() ? "" : arguments.back());
    EXPECT_EQ(result.output, "");
    EXPECT_EQ(result.errors.find("cite: "), 0U);
  }
}

TEST_F(Cite, WhoListsTheWordsOfASpeakerNewestFirst) {
  const json said = citations({"who", "Farida Qasim"});
  ASSERT_EQ(said.size(), 2U);
  EXPECT_EQ(said[0]["id"], "eh-mi35");
  EXPECT_EQ(said[1]["id"], "dd-fleet");
  for (const json& one : said) EXPECT_EQ(one["speaker"], "Farida Qasim");
  EXPECT_EQ(citations({"who", "Qasim", "--sort", "oldest"})[0]["id"], "dd-fleet");
  const ProcessResult one = run({"who", "farida-qasim", "-n", "1"});
  EXPECT_NE(one.errors.find("2 quotations in all"), std::string::npos) << one.errors;
  const ProcessResult nobody = run({"who", "Nobody Whatsoever"});
  EXPECT_EQ(nobody.status, 1);
  EXPECT_EQ(nobody.output, "");
}

TEST_F(Cite, ExportGivesEveryArticleOnce) {
  const json all = citations({"export", "four"});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_NE(all[0]["id"], all[1]["id"]);
  EXPECT_EQ(run({"export", "four", "-n", "1", "--json"}).output, run({"export", "four", "--json"}).output);
  EXPECT_EQ(run({"export", "xyzzy"}).status, 1);
  EXPECT_EQ(run({"export"}).status, 2);
}

TEST_F(Cite, AServerGivesTheSameBytes) {
  const std::string socket = (*folder_ / "socket").string();
  test::Process daemon(
      {std::string(PRESSMARK_BIN_DIR) + "/searchd", "--index", index_path(), "--listen", "unix:" + socket});
  for (int i = 0; i < 400 && !std::filesystem::exists(socket); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  const std::string draft = "Farida Qasim said: \"It is five, and five is a sample, not a fleet.\"\n";
  const std::vector<std::vector<std::string>> commands{
      {"Mi-35", "helicopters"},
      {"four", "--sort", "oldest", "--outlet", "Dummy Dispatch", "--json"},
      {"--exact", "four is a sample, not a fleet", "--format", "ris"},
      {"quote", "a sample, not a fleet"},
      {"who", "Qasim", "--format", "csv"},
      {"export", "four", "--style", "ieee"},
      {"show", "eh-mi35@" + first_.substr(0, 12) + "#c13-28"},
      {"show", "gone"},
      {"show", "nobody"},
      {"show", "eh-mi35@00"},
      {"xyzzy"},
      {"x", "--style", "oxford"},
      {"verify", "-", "--format", "sarif"},
      {"verify", "-", "--fail-on", "not-found"},
      {"verify", "-", "--as", "docx"},
      {"verify", "-", "/nowhere/at/all"}};
  for (const auto& command : commands) {
    auto remote = command;
    remote.insert(remote.end(), {"--server", "unix:" + socket});
    ProcessOptions options;
    options.input = draft;
    const ProcessResult here = run(command, options);
    const ProcessResult there = run(remote, options);
    EXPECT_EQ(there.output, here.output) << command[0];
    EXPECT_EQ(there.errors, here.errors) << command[0];
    EXPECT_EQ(there.status, here.status) << command[0];
  }
}

TEST_F(Cite, SaysThatNoServerAnswers) {
  const ProcessResult result = run({"x", "--server", "unix:" + (*folder_ / "no-socket").string()});
  EXPECT_EQ(result.status, 69);
  EXPECT_NE(result.errors.find("does not answer"), std::string::npos);
}

TEST_F(Cite, SaysThatThereIsNoIndex) {
  const ProcessResult result = run({"x", "--index", (*folder_ / "nowhere").string()});
  EXPECT_EQ(result.status, 66);
  EXPECT_NE(result.errors.find("nowhere"), std::string::npos);
}

TEST_F(Cite, HelpsOnOneScreen) {
  const ProcessResult result = run({"--help"});
  EXPECT_EQ(result.status, 0);
  EXPECT_LE(std::count(result.output.begin(), result.output.end(), '\n'), 40);
  EXPECT_NE(result.output.find("cite show"), std::string::npos);
  EXPECT_EQ(run({"--version"}).output.find("cite (Pressmark) "), 0U);
}

TEST_F(Cite, TakesAClosedPipeAsNoError) {
  ProcessOptions options;
  options.close_output = true;
  const ProcessResult result = run({"Mi-35"}, options);
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.errors, "");
}

TEST_F(Cite, PrintsNoColoursIntoAPipe) {
  EXPECT_EQ(run({"Mi-35"}).output.find('\x1B'), std::string::npos);
}

TEST_F(Cite, VerifiesADraftAndTellsByItsStatusHowItWent) {
  const auto verify = [](const std::string& draft, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"verify", "-"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(std::move(arguments),
               {.input = draft, .environment = {}, .directory = {}, .max_file_bytes = {}});
  };
  const std::string right = "Farida Qasim said: \"It is four, and four is a sample, not a fleet.\"\n";
  const std::string altered = "Farida Qasim said: “It is five, and five is a sample, not a fleet.”\n";
  const std::string absent = "“Bananas are free on Sundays in the whole archipelago,” said Farida Qasim.\n";
  EXPECT_EQ(verify("No quotation at all.\n").status, 0);
  EXPECT_EQ(verify(right).status, 0);
  EXPECT_EQ(verify(right + "\n" + altered).status, 3);
  EXPECT_EQ(verify(right + "\n" + altered + "\n" + absent).status, 1);
  EXPECT_EQ(verify(altered + "\n" + absent, {"--fail-on", "misattributed"}).status, 0);
  EXPECT_EQ(verify(altered + "\n" + absent, {"--fail-on", "altered"}).status, 3);
  const auto told = verify(altered);
  EXPECT_NE(told.output.find("standard input:1:20 altered"), std::string::npos) << told.output;
  EXPECT_NE(told.output.find("“five”, the source has “four” (number)"), std::string::npos) << told.output;
  const auto object = json::parse(verify(altered + "\n" + absent, {"--json"}).output);
  EXPECT_EQ(object.at("summary"), (json{{"altered", 1}, {"not-found", 1}}));
  EXPECT_EQ(object.at("quotations").at(0).at("found").at("id"), "dd-fleet");
  for (const char* format : {"sarif", "junit", "html"})
    EXPECT_NE(verify(altered, {"--format", format}).output.find("altered"), std::string::npos) << format;
  EXPECT_EQ(verify(right, {"--wrong"}).output.find("verified\n  “"), std::string::npos);
}

TEST_F(Cite, VerifyTellsWhatItCannotRead) {
  EXPECT_EQ(run({"verify"}).status, 2);
  EXPECT_EQ(run({"verify", "no-such-draft.md"}).status, 66);
  EXPECT_EQ(run({"verify", "-", "--format", "bibtex"}).status, 2);
  EXPECT_EQ(run({"verify", "-", "--as", "tiff"}).status, 2);
  EXPECT_EQ(run({"verify", "-", "--fail-on", "boredom"}).status, 2);
  const auto good = folder_->write("good.md", "Nothing quoted.\n");
  const auto broken = folder_->write("broken.docx", "PK\x03\x04 no more");
  EXPECT_EQ(run({"verify", broken}).status, 65);
  const auto both = run({"verify", good, broken});
  EXPECT_EQ(both.status, 65);
  EXPECT_NE(both.output.find("no quotations"), std::string::npos) << both.output;
  EXPECT_NE(both.errors.find("broken.docx"), std::string::npos) << both.errors;
}

TEST_F(Cite, TheSampleDraftHasTheMistakesItsFirstLineTellsOf) {
  test::TemporaryDirectory folder;
  const auto index = (folder / "index").string();
  ASSERT_EQ(
      program("indexer", {"--index", index, "add", std::string(PRESSMARK_SOURCE_DIR) + "/corpus/sample"})
          .status,
      0);
  const auto result = run({"verify", "--json", "--index", index,
                           std::string(PRESSMARK_SOURCE_DIR) + "/corpus/drafts/staircase.md"});
  EXPECT_EQ(result.status, 3) << result.errors;
  EXPECT_EQ(json::parse(result.output).at("summary"),
            (json{{"verified", 2}, {"verified-elided", 1}, {"altered", 1}, {"misattributed", 1}}));
}

}  // namespace
}  // namespace pressmark
