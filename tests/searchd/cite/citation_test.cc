#include "searchd/cite/citation.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "schema/model/error.h"

namespace pressmark {
namespace {

ArticleRecord record() {
  ArticleRecord article;
  article.id = "eh-1";
  article.revision = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  article.url = "https://example.org/1";
  article.outlet = "Example Herald";
  return article;
}

TEST(PinnedReference, IsReadAndPrintedInAllItsForms) {
  for (const char* text : {"a", "st-2015.08_22", "a@01234567", "a#c0-1", "a@0123456789ab#c120-188"}) {
    EXPECT_EQ(print_pinned(parse_pinned(text)), text);
  }
  const PinnedReference reference = parse_pinned("eh-1@0123ABCD#c120-188");
  EXPECT_EQ(reference.id, "eh-1");
  EXPECT_EQ(reference.revision, "0123abcd");
  EXPECT_EQ(reference.place, (Span{120, 188}));
}

TEST(PinnedReference, ThatIsMalformedIsRefusedWithAReason) {
  for (const char* text :
       {"", "@01234567", "a@", "a@0123", "a@xyz12345", "a#", "a#120-188", "a#c120", "a#c120-", "a#c-5",
        "a#c5-5", "a#c9-3", "a#c1-2x", "a#c1-99999999999", "a b", "a@01234567@01234567", "ä"}) {
    try {
      parse_pinned(text);
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::usage) << text;
      EXPECT_FALSE(error.hint().empty());
    }
  }
}

TEST(PinnedDigits, AreTwelveUnlessRevisionsShareThem) {
  const std::string one(64, 'a');
  std::string other = one;
  EXPECT_EQ(pinned_digits(one, {}), 12U);
  const std::vector<Revision> same{{one, 0, 0, ""}};
  EXPECT_EQ(pinned_digits(one, same), 12U);
  other[3] = 'b';
  const std::vector<Revision> early{{one, 0, 0, ""}, {other, 0, 0, ""}};
  EXPECT_EQ(pinned_digits(one, early), 12U);
  other = one;
  other[20] = 'b';
  const std::vector<Revision> late{{one, 0, 0, ""}, {other, 0, 0, ""}};
  EXPECT_EQ(pinned_digits(one, late), 21U);
}

TEST(Citation, TakesItsWordsFromThePassageAndTheRestFromTheRecord) {
  Passage passage;
  passage.text = "four Mi-35 helicopters";
  passage.place = {5, 27};
  passage.speaker_name = "Farida Qasim";
  const Citation citation = make_citation(record(), &passage, {Day{2026, 11, 22}, kPinnedDigits, {}});
  EXPECT_EQ(citation.pinned, "eh-1@0123456789ab#c5-27");
  EXPECT_EQ(citation.source_url, "https://example.org/1#:~:text=four%20Mi%2D35%20helicopters");
  EXPECT_EQ(citation.speaker, "Farida Qasim");
  EXPECT_EQ(citation.text, "four Mi-35 helicopters");
}

TEST(Citation, OfAWholeArticleHasNoPlaceAndLinksToThePage) {
  const Citation citation = make_citation(record(), nullptr, {Day{2026, 11, 22}, kPinnedDigits, {}});
  EXPECT_FALSE(citation.place);
  EXPECT_EQ(citation.pinned, "eh-1@0123456789ab");
  EXPECT_EQ(citation.source_url, "https://example.org/1");
}

TEST(Citation, LinksOnlyToTheWeb) {
  for (const char* url : {"javascript:alert(1)", "data:text/html,x", "ftp://example.org/", "https://"}) {
    ArticleRecord article = record();
    article.url = url;
    EXPECT_FALSE(make_citation(article, nullptr, {Day{}, kPinnedDigits, {}}).source_url) << url;
  }
}

TEST(AccessDay, IsTheUtcDayOfSourceDateEpoch) {
  ::setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
  EXPECT_EQ(to_string(access_day()), "2023-11-14");
  ::setenv("SOURCE_DATE_EPOCH", "soon", 1);
  EXPECT_THROW(access_day(), Error);
  ::unsetenv("SOURCE_DATE_EPOCH");
  EXPECT_GE(to_string(access_day()), "2024-01-01");
}

}  // namespace
}  // namespace pressmark
