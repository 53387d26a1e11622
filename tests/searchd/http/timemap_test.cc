#include "searchd/http/timemap.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/searchd/http/running_site.h"

namespace pressmark::test {
namespace {

TEST(HttpDate, IsTheFormOfRfc9110) {
  EXPECT_EQ(http::http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http::http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(http::http_date(INT64_MAX), "") << "no calendar has it";
}

class TimemapTest : public ::testing::Test {
 protected:
  http::Response get(const std::string& target) {
    http::Request request;
    request.target = target;
    request.accept = "*/*";
    request.host = "localhost:8080";
    return running_.site().answer(request);
  }
  static std::string header(const http::Response& response, const std::string& name) {
    for (const auto& [key, value] : response.headers)
      if (key == name) return value;
    return {};
  }
  RunningSite running_{plain_articles()};
};

TEST_F(TimemapTest, HasEveryRevisionOldestFirstWithItsFirstSight) {
  auto article = test::article("bridge", "Bridge", "The bridge opens in May.");
  article.url = "https://herald.example/bridge?a=<b>";
  const auto first = sha256_hex(article.text);
  running_.index().add({article});
  article.text = "The bridge opens in June.";
  const auto second = sha256_hex(article.text);
  running_.index().add({article});

  const auto answer = get("/timemap/bridge");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "application/link-format");
  // The clock of the sample index: three articles before, a second each.
  EXPECT_EQ(answer.body,
            "<https://herald.example/bridge?a=%3Cb%3E>;rel=\"original\",\n"
            "<http://localhost:8080/timemap/bridge>;rel=\"self\";type=\"application/link-format\""
            ";from=\"Tue, 14 Nov 2023 22:13:24 GMT\";until=\"Tue, 14 Nov 2023 22:13:25 GMT\",\n"
            "<http://localhost:8080/a/bridge@" +
                first +
                ">;rel=\"first memento\";datetime=\"Tue, 14 Nov 2023 22:13:24 GMT\",\n"
                "<http://localhost:8080/a/bridge@" +
                second + ">;rel=\"last memento\";datetime=\"Tue, 14 Nov 2023 22:13:25 GMT\"\n");

  const auto memento = get("/a/bridge@" + first);
  EXPECT_EQ(memento.status, 200);
  EXPECT_EQ(header(memento, "Memento-Datetime"), "Tue, 14 Nov 2023 22:13:24 GMT");
  EXPECT_NE(header(memento, "Link").find("<http://localhost:8080/timemap/bridge>;rel=\"timemap\""),
            std::string::npos);
  EXPECT_EQ(header(get("/a/bridge"), "Memento-Datetime"), "") << "the current page is no memento";
}

TEST_F(TimemapTest, OfAnErasedArticleIsGoneAndOfNoneIsNotFound) {
  running_.index().purge("wheat", "at the author's wish");
  EXPECT_EQ(get("/timemap/wheat").status, 410);
  EXPECT_EQ(get("/timemap/none").status, 404);
  EXPECT_EQ(get("/timemap/mi-35?x=1").status, 400);
}

}  // namespace
}  // namespace pressmark::test
