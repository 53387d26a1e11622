#include "searchd/http/params.h"

#include <gtest/gtest.h>

#include <random>

#include "schema/model/error.h"
#include "schema/text/utf8.h"
#include "searchd/http/links.h"
#include "searchd/http/query_string.h"

namespace pressmark::http {
namespace {

Question question_of(std::string_view query) {
  return search_parameters(parse_query_string(query)).question;
}

std::string refusal_of(std::string_view query) {
  try {
    question_of(query);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return std::string(error.what()) + "; " + error.hint();
  }
  return {};
}

TEST(QueryStringTest, BytesThatAreNoUtf8AreRepaired) {
  EXPECT_EQ(percent_decode("a%FFb", true),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(percent_decode("%ED%A0%80", true), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD") << "a lone surrogate";
  EXPECT_EQ(percent_decode("%E2%80%99", true), "\xE2\x80\x99");
}

TEST(QueryStringTest, TooManyParametersAreRefusedAndNotDropped) {
  std::string query;
  for (std::size_t i = 0; i < kMaxParameters; ++i) query += "a&&";
  EXPECT_EQ(parse_query_string(query).size(), kMaxParameters);
  query += "lang=en";
  EXPECT_NE(refusal_of(query).find(std::to_string(kMaxParameters)), std::string::npos);
  EXPECT_EQ(first_parameters(query).size(), kMaxParameters);
}

TEST(OwnAddressTest, OnlyAnAddressOfThisServerIsOne) {
  for (const auto* good : {"/", "/search?q=a//b", "/a/x@1", "/?q=http://x"})
    EXPECT_EQ(own_address(good), good);
  for (const auto* bad : {"", "//evil.example/x", "/\\evil.example", "/\t/evil.example",
                          "http://evil.example/", "\\\\evil.example", "*"})
    EXPECT_EQ(own_address(bad), "/") << bad;
}

TEST(QueryStringTest, WhatIsNoEscapeStandsForItself) {
  EXPECT_EQ(percent_decode("100%", true), "100%");
  EXPECT_EQ(percent_decode("%4", true), "%4");
  EXPECT_EQ(percent_decode("%zz+%2B", true), "%zz +");
  EXPECT_EQ(percent_decode("a+b", false), "a+b");
}

TEST(QueryStringTest, EncodingIsUndoneByDecoding) {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (auto n = random() % 20; n > 0; --n) text += static_cast<char>(random() % 128);
    EXPECT_EQ(percent_decode(percent_encode(text), true), text);
  }
}

TEST(QueryStringTest, AnyBytesDecodeToUtf8) {
  std::mt19937 random(11);
  for (int i = 0; i < 5000; ++i) {
    std::string bytes;
    for (auto n = random() % 40; n > 0; --n) bytes += static_cast<char>(random() % 256);
    for (const auto& [name, value] : parse_query_string(bytes)) {
      EXPECT_TRUE(is_valid_utf8(name));
      EXPECT_TRUE(is_valid_utf8(value));
    }
  }
}

TEST(ParametersTest, RepeatedFiltersAreAnyOf) {
  const auto question =
      question_of("q=mi-35&outlet=a&outlet=B%20C&not-outlet=d&speaker=x&country=PK&not-lang=ur");
  EXPECT_EQ(question.text, "mi-35");
  EXPECT_EQ(question.filters.outlet.any_of, (std::vector<std::string>{"a", "B C"}));
  EXPECT_EQ(question.filters.outlet.none_of, (std::vector<std::string>{"d"}));
  EXPECT_EQ(question.filters.country.any_of, (std::vector<std::string>{"PK"}));
  EXPECT_EQ(question.filters.lang.none_of, (std::vector<std::string>{"ur"}));
}

TEST(ParametersTest, DatesCoverTheirMonthOrYear) {
  const auto dates = question_of("from=2014-06&to=2015").filters.dates;
  EXPECT_EQ(dates.from, (Day{2014, 6, 1}));
  EXPECT_EQ(dates.to, (Day{2015, 12, 31}));
  EXPECT_EQ(question_of("to=2016-02").filters.dates.to, (Day{2016, 2, 29}));
}

TEST(ParametersTest, UnknownAndEmptyOnesArePassedOver) {
  const auto question = question_of("q=a&utm_source=x&outlet=&from=&to=&page=&sort=");
  EXPECT_TRUE(question.filters.empty());
  EXPECT_EQ(question.page, 1U);
}

TEST(ParametersTest, ABadValueIsNamedTogetherWithWhatIsAllowed) {
  for (const auto& [query, name, allowed] : std::vector<std::tuple<std::string, std::string, std::string>>{
           {"size=0", "size", "1 to 100"},
           {"size=101", "size", "1 to 100"},
           {"page=-1", "page", "1 to"},
           {"page=1x", "page", "1 to"},
           {"page=99999999999999", "page", "1 to"},
           {"page=1001&size=10", "page", "at most 1000 pages"},
           {"sort=best", "sort", "relevance, newest or oldest"},
           {"match=some", "match", "auto, all or any"},
           {"facets=yes", "facets", "0 or 1"},
           {"from=2014-13", "from", "YYYY-MM"},
           {"to=2014-02-30", "to", "YYYY-MM"},
           {"from=2014..2015", "from", "YYYY"}}) {
    const auto refusal = refusal_of(query);
    EXPECT_EQ(refusal.find(name), 0U) << query << ": " << refusal;
    EXPECT_NE(refusal.find(allowed), std::string::npos) << query << ": " << refusal;
  }
}

TEST(ParametersTest, PrintingAndReadingAQuestionGivesItBack) {
  const auto question =
      question_of("q=a%26b&outlet=x&not-speaker=y&from=2014&to=2015-03&sort=newest&match=any&size=20&page=3");
  const auto again = question_of(search_url(question).substr(std::string_view("/search?").size()));
  EXPECT_EQ(again.text, question.text);
  EXPECT_EQ(again.filters, question.filters);
  EXPECT_EQ(again.sort, question.sort);
  EXPECT_EQ(again.match, question.match);
  EXPECT_EQ(again.size, question.size);
  EXPECT_EQ(again.page, question.page);
}

TEST(ParametersTest, ACitedRangeIsHalfOpenAndNotEmpty) {
  EXPECT_EQ(cited_range(parse_query_string("c=120-188")), (Span{120, 188}));
  EXPECT_EQ(cited_range(parse_query_string("q=x")), std::nullopt);
  for (const auto* bad : {"c=5", "c=5-5", "c=9-5", "c=a-b", "c=1-2-3", "c=-1-2", "c=1-99999999999"})
    EXPECT_THROW(cited_range(parse_query_string(bad)), Error) << bad;
}

TEST(ParamsTest, AParameterGivenTwiceIsRefusedByName) {
  EXPECT_NE(refusal_of("q=a&q=b").find("q is given twice"), std::string::npos);
  EXPECT_NE(refusal_of("size=5&size=6").find("size is given twice"), std::string::npos);
  EXPECT_EQ(refusal_of("q=a&q="), "") << "a form sends what is empty too";
  EXPECT_EQ(refusal_of("lang=en&lang=ur"), "");
}

TEST(ParamsTest, DateTakesAYearAMonthOrADay) {
  const auto dates = question_of("date=2014-06").filters.dates;
  EXPECT_EQ(dates.from, (Day{2014, 6, 1}));
  EXPECT_EQ(dates.to, (Day{2014, 6, 30}));
  EXPECT_NE(refusal_of("date=juni").find("date takes"), std::string::npos);
}

}  // namespace
}  // namespace pressmark::http
