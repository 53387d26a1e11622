// Batches of queries and what else the options of `cite` promise.

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "tests/command_line/cited_index.h"

namespace pressmark {
namespace {

using nlohmann::json;
using Arguments = std::vector<std::string>;

class CiteOptionsTest : public test::CitedIndex {
 protected:
  static json citations(Arguments arguments) {
    arguments.emplace_back("--json");
    const auto result = cite(std::move(arguments));
    EXPECT_EQ(result.status, 0) << result.errors;
    return json::parse(result.output)["citations"];
  }

  static std::vector<json> lines_of(const std::string& output) {
    std::vector<json> lines;
    std::istringstream in(output);
    for (std::string line; std::getline(in, line);) lines.push_back(json::parse(line));
    return lines;
  }

  static std::string pinned() { return citations({"show", "qd-harbour#c109-163"})[0]["pinned"]; }
};

TEST_F(CiteOptionsTest, ABatchAnswersEveryLine) {
  const auto result = cite_reading("harbour road\n\n  \r\nxyzzy\r\nlanes by May", {"--batch", "-", "--json"});
  EXPECT_EQ(result.status, 1) << result.errors;  // xyzzy
  const auto answers = lines_of(result.output);
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0]["line"], 1);
  EXPECT_EQ(answers[0]["query"], "harbour road");
  EXPECT_EQ(answers[0]["answer"], json::parse(cite({"harbour road", "--json"}).output));
  EXPECT_EQ(answers[1]["line"], 4);
  EXPECT_EQ(answers[1]["query"], "xyzzy");
  EXPECT_EQ(answers[1]["status"], 1);
  EXPECT_EQ(answers[1]["answer"]["citations"], json::array());
  EXPECT_EQ(answers[2]["line"], 5);
  EXPECT_EQ(answers[2]["status"], 0);
}

TEST_F(CiteOptionsTest, OneBadLineNeverStopsTheRest) {
  const auto result = cite_reading(pinned() + "\nqd-harbour@00\nnobody\n" + std::string(100'000, 'x') +
                                       "\nqd-harbour#c5-999999\nhg-harbour\n",
                                   {"show", "--batch", "-", "--format", "json"});
  EXPECT_EQ(result.status, 65) << result.errors;  // the last that failed, and not merely found nothing
  const auto answers = lines_of(result.output);
  ASSERT_EQ(answers.size(), 6U);
  const std::vector<int> statuses{0, 2, 1, 65, 1, 0};
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    EXPECT_EQ(answers[i]["status"], statuses[i]) << i;
    EXPECT_EQ(answers[i]["answer"].is_null(), statuses[i] != 0) << i;
    EXPECT_EQ(answers[i]["error"].is_null(), statuses[i] == 0) << i;
  }
}

TEST_F(CiteOptionsTest, ABatchComesFromAFileInEveryFormThatCanBeJoined) {
  const auto file = folder_->write("queries.txt", "\xEF\xBB\xBFlanes by May\nxyzzy\n");
  const auto text = cite({"quote", "--batch", file});
  EXPECT_EQ(text.status, 1);
  EXPECT_EQ(text.output.find("== lanes by May\n1 Tilda Brannock"), 0U) << text.output;
  EXPECT_NE(text.output.find("\n== xyzzy\n  note   nobody is quoted"), std::string::npos) << text.output;
  const auto jsonl = cite({"quote", "--batch", file, "--format", "jsonl"});
  for (const auto& line : lines_of(jsonl.output)) EXPECT_EQ(line["query"], "lanes by May");
  EXPECT_NE(jsonl.errors.find("line 2: "), std::string::npos);
  EXPECT_EQ(cite({"who", "--batch", folder_->write("names.txt", "Brannock\n")}).status, 0);
  EXPECT_EQ(cite({"--batch", folder_->write("none.txt", "\n\n")}).status, 0);
}

TEST_F(CiteOptionsTest, ABatchIsRefusedAsAWholeWhereNoLineCouldRun) {
  const auto refused = [](Arguments arguments) {
    return cite_reading("harbour\nroad\n", std::move(arguments)).status;
  };
  EXPECT_EQ(refused({"--batch", "-", "--style", "oxford"}), 2);
  EXPECT_EQ(refused({"--batch", "-", "--format", "ris"}), 2);
  EXPECT_EQ(refused({"--batch", "-", "harbour"}), 2);
  EXPECT_EQ(refused({"verify", "--batch", "-"}), 2);
  EXPECT_EQ(refused({"export", "--batch", "-"}), 2);
  EXPECT_EQ(refused({"--batch", (*folder_ / "nowhere").string()}), 66);
  EXPECT_EQ(refused({"--batch", folder_->path().string()}), 74);
  EXPECT_EQ(refused({"--batch", "-", "--index", (*folder_ / "nowhere").string()}), 66);
  EXPECT_EQ(refused({"--batch", "-", "--server", "unix:" + (*folder_ / "nobody").string()}), 69);
}

TEST_F(CiteOptionsTest, ABatchAtAServerIsTheSame) {
  const test::RunningServer server(index_path());
  const std::string queries = "lanes by May\nxyzzy\n\"\n";
  for (const char* format : {"text", "json", "jsonl"}) {
    const auto here = cite_reading(queries, {"quote", "--batch", "-", "--format", format});
    const auto there =
        cite_reading(queries, {"quote", "--batch", "-", "--format", format, "--server", server.address()});
    EXPECT_EQ(there.output, here.output);
    EXPECT_EQ(there.errors, here.errors);
    EXPECT_EQ(there.status, here.status);
  }
}

TEST_F(CiteOptionsTest, ABatchWhoseReaderLeavesStops) {
  test::ProcessOptions options;
  options.close_output = true;
  options.input = "harbour\nroad\n";
  const auto result = cite({"--batch", "-"}, options);
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.errors, "");
}

TEST_F(CiteOptionsTest, FirstIsTheEarliestAlone) {
  const auto found = citations({"two lanes by May", "--first"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]["id"], "qd-harbour");
  const auto said = citations({"who", "Brannock", "--first"});
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0]["id"], "qd-harbour");
  const auto quoted = citations({"quote", "lanes by May", "--first"});
  ASSERT_EQ(quoted.size(), 1U);
  EXPECT_EQ(quoted[0]["first"], true);
  EXPECT_EQ(cite({"quote", "two lanes by May", "--first"}).output.find("also"), std::string::npos);
}

TEST_F(CiteOptionsTest, AllOutletsGetTheirWholeReference) {
  const auto brief = cite({"quote", "two lanes by May"}).output;
  EXPECT_EQ(brief.find("Port Office Names a Month"), std::string::npos);
  const auto full = cite({"quote", "two lanes by May", "--all-outlets"}).output;
  EXPECT_NE(full.find("Port Office Names a Month"), std::string::npos) << full;
  EXPECT_EQ(full.find("  also"), std::string::npos) << full;

  // Copies of an article, of which find cites one.
  test::TemporaryDirectory folder;
  std::string body;
  for (int i = 0; i < 40; ++i)
    body += "The ferry report lists pier " + std::to_string(i) + " among those to be mended.\n\n";
  const auto printed = [&](const std::string& outlet) {
    return folder.write(outlet + ".md", "---\nid: " + outlet + "\noutlet: " + outlet + "\ndate: 2020-02-0" +
                                            std::to_string(outlet.size()) +
                                            "\nlang: en\ntitle: Ferry report\n---\n\n" + body);
  };
  const auto index = (folder / "index").string();
  ASSERT_EQ(program("indexer", {"--index", index, "add", printed("Quay"), printed("Harbour")}).status, 0);
  EXPECT_EQ(citations({"ferry report", "-n", "1", "--index", index}).size(), 1U);
  const auto one = citations({"\"pier 7\"", "--index", index});
  const auto all = citations({"\"pier 7\"", "--all-outlets", "--index", index});
  EXPECT_EQ(one.size(), 1U);
  EXPECT_EQ(all.size(), 2U);
}

TEST_F(CiteOptionsTest, ContextIsWholeSentencesAround) {
  const auto with = [](const char* count) {
    return citations({"\"the detour leads\"", "--context", count})[0];
  };
  const auto one = with("1");
  EXPECT_EQ(one["text"],
            "The harbour road stays closed for repairs, the port office said on Tuesday. The detour leads "
            "over the hill.")
      << one;
  EXPECT_EQ(one["before"], "");
  EXPECT_EQ(one["after"],
            "“We will open two lanes by May, and not a day before,” said Tilda Brannock of the port office.");
  EXPECT_EQ(with("2")["after"].get<std::string>().find(one["after"].get<std::string>() + " Work on the road"),
            0U);
  EXPECT_EQ(with("0")["after"], "");
  EXPECT_EQ(with("20")["after"].get<std::string>().find("Nobody gave a reason."),
            with("20")["after"].get<std::string>().size() - 21);
  EXPECT_FALSE(citations({"\"the detour leads\""})[0].contains("before"));

  const auto words = citations({"--exact", "two lanes", "--outlet", "Quay Daily", "--context", "0"})[0];
  EXPECT_EQ(words["before"], "“We will open");
  EXPECT_EQ(words["after"], "by May, and not a day before,” said Tilda Brannock of the port office.");

  const auto shown = cite({"show", pinned(), "--context", "1"}).output;
  EXPECT_NE(shown.find("  before The detour leads over the hill.\n"), std::string::npos) << shown;
  EXPECT_NE(shown.find("said Tilda Brannock of the port office. Work on the road began in November.\n"),
            std::string::npos)
      << shown;
  EXPECT_EQ(cite({"harbour", "--context", "21"}).status, 2);
  EXPECT_EQ(cite({"harbour", "--context", "-1"}).status, 2);
}

TEST_F(CiteOptionsTest, AHyphenReadsTheQueryFromStandardInput) {
  EXPECT_EQ(cite_reading("harbour\nroad\n", {"find", "-"}).output, cite({"harbour", "road"}).output);
  EXPECT_EQ(cite_reading("two lanes by May", {"quote", "-"}).output,
            cite({"quote", "two lanes by May"}).output);
  EXPECT_EQ(cite_reading("", {"quote", "-"}).status, 2);
  EXPECT_EQ(cite_reading(std::string(100'000, 'x'), {"find", "-"}).status, 65);
}

constexpr const char* kStyle = R"(<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Test</title><id>http://example.org/test</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout><text variable="container-title" suffix=" prints: "/><text variable="title"/></layout></bibliography>
</style>
)";

bool has_pandoc() {
  return std::system("command -v pandoc > /dev/null 2>&1") == 0;  // NOLINT(cert-env33-c)
}

TEST_F(CiteOptionsTest, AStyleOfOnesOwnIsSetByPandoc) {
  if (!has_pandoc()) GTEST_SKIP() << "pandoc is not installed";
  const auto style = folder_->write("own.csl", kStyle);
  const auto text = cite({"export", "harbour", "--outlet", "Quay Daily", "--csl", style});
  EXPECT_EQ(text.status, 0) << text.errors;
  EXPECT_EQ(text.output, "Quay Daily prints: Harbour Road is to stay closed until May\n");
  EXPECT_NE(cite({"export", "harbour", "--csl", style, "--format", "html"}).output.find("<div"),
            std::string::npos);
  const auto broken = cite({"harbour", "--csl", folder_->write("broken.csl", "no style\n")});
  EXPECT_EQ(broken.status, 65);
  EXPECT_EQ(broken.output, "");
  EXPECT_NE(broken.errors.find("pandoc cannot make"), std::string::npos) << broken.errors;
  EXPECT_EQ(cite({"xyzzy", "--csl", style}).status, 1);
}

TEST_F(CiteOptionsTest, WithoutPandocItSaysWhatToDo) {
  const auto style = folder_->write("own.csl", kStyle);
  test::ProcessOptions options;
  options.environment.emplace_back("PATH", folder_->path().string());
  const auto result = cite({"harbour", "--csl", style}, options);
  EXPECT_EQ(result.status, 69);
  EXPECT_EQ(result.output, "");
  EXPECT_NE(result.errors.find("needs pandoc"), std::string::npos) << result.errors;
  EXPECT_NE(result.errors.find("--format csl-json"), std::string::npos) << result.errors;
  EXPECT_EQ(cite({"harbour", "--csl", (*folder_ / "none.csl").string()}).status, 66);
  EXPECT_EQ(cite({"harbour", "--csl", style, "--format", "ris"}).status, 2);
  EXPECT_EQ(cite({"verify", "-", "--csl", style}).status, 2);
}

}  // namespace
}  // namespace pressmark
