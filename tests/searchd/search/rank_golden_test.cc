// The rank of the expected article for every line of corpus/queries.tsv, kept in tests/golden/ranks.tsv, so
// that a change of ranking is a readable diff. PRESSMARK_UPDATE_GOLDEN=1 writes the file anew.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "indexer/ingest/ingest.h"
#include "indexer/update/pipeline.h"
#include "searchd/search/searcher.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

const std::string kRoot = PRESSMARK_SOURCE_DIR;

struct Expectation {
  std::string query;
  std::string id;
};

std::vector<Expectation> expectations() {
  std::vector<Expectation> result;
  std::ifstream file(kRoot + "/corpus/queries.tsv");
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream fields(line);
    Expectation expectation;
    std::getline(fields, expectation.query, '\t');
    std::getline(fields, expectation.id, '\t');
    result.push_back(std::move(expectation));
  }
  return result;
}

std::string rank_of(Searcher& searcher, const Expectation& expectation) {
  Question question;
  question.text = expectation.query;
  question.size = 20;
  question.facets = false;
  question.passages = false;
  const auto answer = searcher.search(question);
  for (std::size_t i = 0; i < answer.hits.size(); ++i)
    if (answer.hits[i].article.id == expectation.id) return std::to_string(i + 1);
  return "-";
}

TEST(RankGolden, TheExpectedArticleOfEveryQueryKeepsItsRank) {
  const test::TemporaryDirectory directory;
  {
    IndexWriter writer(directory.path(), IndexWriter::Mode::create);
    std::vector<std::string> paths;
    for (const auto& source : list_sources(kRoot + "/corpus/sample")) paths.push_back(source.path);
    ASSERT_EQ(add_sources(writer, paths, PipelineOptions{}).rejected, 0U);
  }
  Searcher searcher(directory.path());
  std::string ranks;
  for (const auto& expectation : expectations())
    ranks += rank_of(searcher, expectation) + '\t' + expectation.query + '\t' + expectation.id + '\n';

  const auto path = kRoot + "/tests/golden/ranks.tsv";
  if (std::getenv("PRESSMARK_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << ranks;
  std::ifstream file(path);
  std::stringstream golden;
  golden << file.rdbuf();
  EXPECT_EQ(ranks, golden.str())
      << "if the new ranks are better: PRESSMARK_UPDATE_GOLDEN=1, and say so in the commit";
}

}  // namespace
}  // namespace pressmark
