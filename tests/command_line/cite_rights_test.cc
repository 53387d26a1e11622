// What the rights of an outlet keep back, a server keeps back from `cite` too; the owner of an index sees
// all.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "tests/command_line/cited_index.h"

namespace pressmark {
namespace {

using nlohmann::json;

class CiteRights : public test::CitedIndex {
 protected:
  void SetUp() override {
    const auto outlets = here_.write("outlets.tsv",
                                     "Quay Daily\t\texcerpt\tquay-daily.example\t\n"
                                     "Hill Gazette\t\tlink\thill-gazette.example\t\n");
    std::string long_text = test::kHarbourNow;
    for (int i = 0; i < 30; ++i)
      long_text += "\nThe council heard reason number " + std::to_string(i) + " for the works on the quay.\n";
    ASSERT_EQ(
        program("indexer",
                {"--index", index_, "add", "--outlets", outlets, here_.write("a.md", long_text),
                 here_.write("b.md", test::kHarbourElsewhere), here_.write("c.md", test::kHarbourAltered)})
            .status,
        0);
    server_.emplace(index_);
  }

  test::ProcessResult there(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--server", server_->address()});
    return cite(std::move(arguments));
  }

  test::TemporaryDirectory here_;
  std::string index_ = (here_ / "index").string();
  std::optional<test::RunningServer> server_;
};

TEST_F(CiteRights, AServerShowsNoWholeTextOfExcerpts) {
  const auto shown = there({"show", "qd-harbour"});
  EXPECT_EQ(shown.status, 0) << shown.errors;
  EXPECT_NE(shown.output.find("The harbour road stays closed"), std::string::npos);
  EXPECT_EQ(shown.output.find("reason number 29"), std::string::npos) << shown.output;
  EXPECT_NE(shown.output.find("do not allow the whole text"), std::string::npos);
  const auto words = there({"show", "qd-harbour#c0-30"});
  EXPECT_EQ(words.status, 0);
  EXPECT_NE(words.output.find("“The harbour road stays closed”"), std::string::npos) << words.output;
  EXPECT_EQ(there({"show", "qd-harbour#c0-900"}).status, 1);
  EXPECT_NE(cite({"show", "qd-harbour", "--index", index_}).output.find("reason number 29"),
            std::string::npos);
}

TEST_F(CiteRights, AServerCitesALinkOnlyArticleWithoutItsWords) {
  for (const char* format : {"text", "json", "csv", "ris"}) {
    const auto shown = there({"show", "hg-harbour", "--format", format});
    EXPECT_EQ(shown.status, 0) << shown.errors;
    EXPECT_EQ(shown.output.find("Drivers are to wait"), std::string::npos) << shown.output;
  }
  const auto refused = there({"show", "hg-harbour#c0-10"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.errors.find("publisher only"), std::string::npos) << refused.errors;
}

TEST_F(CiteRights, OneLinkOnlyPrintingDoesNotStopTheOthers) {
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"who", "Brannock"}, {"quote", "lanes by May"}}) {
    auto with_json = command;
    with_json.emplace_back("--json");
    const auto result = there(with_json);
    ASSERT_EQ(result.status, 0) << command[0] << result.errors;
    const auto citations = json::parse(result.output)["citations"];
    EXPECT_GE(citations.size(), 3U);
    for (const auto& citation : citations) {
      EXPECT_EQ(citation["text"].is_null(), citation["id"] == "hg-harbour") << citation.dump();
    }
    EXPECT_EQ(there(command).status, 0);
  }
}

}  // namespace
}  // namespace pressmark
