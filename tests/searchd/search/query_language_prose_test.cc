// Every example of docs/query-language.md, run over the sample articles.

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <set>

#include "indexer/ingest/ingest.h"
#include "indexer/update/pipeline.h"
#include "schema/index/fields.h"
#include "searchd/search/query_parser.h"
#include "searchd/search/searcher.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

const std::string kRoot = PRESSMARK_SOURCE_DIR;

// What is typed, and what it is read as.
std::vector<std::pair<std::string, std::string>> examples() {
  std::ifstream file(kRoot + "/docs/query-language.md");
  std::vector<std::pair<std::string, std::string>> all;
  for (std::string line; std::getline(file, line);) {
    const auto typed = line.find("| `");
    if (!line.starts_with("| ") || typed == std::string::npos) continue;
    const auto typed_end = line.find("` |", typed);
    const auto read = line.find('`', typed_end + 3);
    const auto read_end = line.find('`', read + 1);
    all.emplace_back(line.substr(typed + 3, typed_end - typed - 3),
                     line.substr(read + 1, read_end - read - 1));
  }
  return all;
}

TEST(QueryLanguageProse, EveryExampleIsReadAsItSaysAndFindsSomething) {
  const test::TemporaryDirectory directory;
  {
    IndexWriter writer(directory.path(), IndexWriter::Mode::create);
    std::vector<std::string> paths;
    for (const auto& source : list_sources(kRoot + "/corpus/sample")) paths.push_back(source.path);
    ASSERT_EQ(add_sources(writer, paths, PipelineOptions{}).rejected, 0U);
  }
  Searcher searcher(directory.path());
  const auto all = examples();
  ASSERT_GE(all.size(), 30U);
  for (const auto& [typed, read_as] : all) {
    Question question;
    question.text = typed;
    question.match = MatchMode::all;
    const auto answer = searcher.search(question);
    EXPECT_EQ(answer.read_as, read_as) << typed;
    EXPECT_GT(answer.total.value, 0U) << typed;
    EXPECT_TRUE(answer.query.notes.empty()) << typed << ": " << answer.query.notes.front();
    EXPECT_EQ(parse_query(read_as).root, parse_query(typed).root) << typed;
  }
}

// No operator and no field is left out.
TEST(QueryLanguageProse, EveryKindOfPartAndEveryFieldHasAnExample) {
  std::set<QueryKind> kinds;
  std::set<std::string> fields;
  const std::function<void(const QueryNode&)> visit = [&](const QueryNode& node) {
    kinds.insert(node.kind);
    if (!node.field.empty()) fields.insert(node.field);
    for (const auto& child : node.children) visit(child);
  };
  for (const auto& example : examples()) visit(parse_query(example.first).root);
  EXPECT_EQ(kinds.size(), static_cast<std::size_t>(QueryKind::field));  // all but `everything`
  EXPECT_EQ(fields.size(), kFields.size());
}

}  // namespace
}  // namespace pressmark
