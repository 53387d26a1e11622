#include "searchd/verify/variants.h"

#include <gtest/gtest.h>

#include "tests/support/sample_index.h"

namespace pressmark {
namespace {

using test::article;

Article printed(const std::string& id, Day day, const std::string& outlet, const std::string& text) {
  auto result = article(id, "Cranes", text);
  result.date = day;
  result.outlet = outlet;
  return result;
}

// A report of some length, so that a copy of it can be told from a report of its own.
std::string report(const std::string& place) {
  std::string text;
  for (int i = 0; i < 12; ++i) {
    text += "\n\n";
    for (const char* word : {"Crews", "counted", "ropes", "on", "pier", "and", "loaded", "wheat"})
      text += std::string(word) + " " + place + " " + std::to_string(i) + " ";
    text.back() = '.';
  }
  return text;
}

class VariantsTest : public ::testing::Test {
 protected:
  VariantsTest() {
    const std::string said = "“We will not sell the four cranes to anybody this winter,” said Anna Berg.";
    index_.add({
        printed("wire", {2014, 6, 12}, "Mock Wire", said + report("Oldport")),
        printed("copy", {2014, 6, 13}, "Harbour Gazette", said + report("Oldport") + "\n\nAnd so on."),
        printed("own", {2014, 6, 14}, "Example Herald", said + report("Newport")),
        printed("number", {2014, 6, 15}, "Dummy Dispatch",
                "“We will not sell the five cranes to anybody this winter,” said Anna Berg." +
                    report("Westport")),
        printed("part", {2014, 6, 16}, "Sample Sun",
                "Berg said: “We will not sell the four cranes.”" + report("Eastport")),
        printed("parted", {2014, 6, 17}, "Test Times",
                "“We will not sell the four cranes,” she said, “to anybody this winter.” Anna Berg left." +
                    report("Southport")),
        printed("other", {2014, 6, 18}, "Test Times",
                "“We will buy the old lighthouse in spring,” said Omar Haddad."),
    });
  }

  Variants variants_of(const std::string& article_id) {
    Searcher searcher(index_.path(), Disclosure::all);
    const auto view = searcher.article(article_id);
    return find_variants(searcher, view->record.quotations.at(0).id);
  }

  test::SampleIndex index_;
};

std::vector<std::string> ids(const WordingOf& wording) {
  std::vector<std::string> found;
  for (const auto& printing : wording.printings) found.push_back(printing.hit.article.id);
  return found;
}

TEST_F(VariantsTest, PrintingsOfTheSameWordsStandTogetherTheEarliestFirst) {
  for (const char* asked : {"wire", "own", "number"}) {
    const auto variants = variants_of(asked);
    ASSERT_GE(variants.wordings.size(), 3U) << asked;
    const auto& first = variants.wordings[0];
    EXPECT_EQ(first.is_asked, std::string(asked) != "number");
    EXPECT_EQ(first.changes.empty(), first.is_asked);
    EXPECT_EQ(ids(first), (std::vector<std::string>{"wire", "copy", "own", "parted"})) << asked;
    EXPECT_EQ(variants.printings, 6U);
  }
}

TEST_F(VariantsTest, CopiesAreNoSourcesOfTheirOwn) {
  const auto variants = variants_of("wire");
  EXPECT_EQ(variants.independent, 5U);
  std::vector<std::string> copies;
  for (const auto& wording : variants.wordings)
    for (const auto& printing : wording.printings)
      if (printing.is_copy) copies.push_back(printing.hit.article.id);
  EXPECT_EQ(copies, std::vector<std::string>{"copy"});
}

TEST_F(VariantsTest, DifferencesAreClassed) {
  const auto variants = variants_of("wire");
  bool has_number = false;
  bool has_part = false;
  for (const auto& wording : variants.wordings) {
    if (ids(wording) == std::vector<std::string>{"number"}) {
      for (const auto& change : wording.changes)
        has_number = has_number || change.difference == Difference::number;
      EXPECT_FALSE(wording.is_part);
    }
    if (ids(wording) == std::vector<std::string>{"part"}) has_part = wording.is_part;
  }
  EXPECT_TRUE(has_number);
  EXPECT_TRUE(has_part);
}

TEST_F(VariantsTest, AQuotationOfItsOwnHasOneWording) {
  const auto variants = variants_of("other");
  ASSERT_EQ(variants.wordings.size(), 1U);
  EXPECT_EQ(ids(variants.wordings[0]), std::vector<std::string>{"other"});
  Searcher searcher(index_.path(), Disclosure::all);
  EXPECT_TRUE(find_variants(searcher, "0123456789abcdef").wordings.empty());
  EXPECT_TRUE(find_variants(searcher, "").wordings.empty());
}

}  // namespace
}  // namespace pressmark
