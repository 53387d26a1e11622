#include "searchd/http/assets.h"

#include <gtest/gtest.h>

namespace pressmark::http {
namespace {

std::string header_of(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

TEST(AssetsTest, FingerprintedOnesMayBeKeptForEver) {
  const Assets assets;
  const std::string url(assets.url("style.css"));
  const auto response = assets.answer({}, url);
  ASSERT_TRUE(response);
  EXPECT_NE(header_of(*response, "Cache-Control").find("immutable"), std::string::npos);
  EXPECT_EQ(response->content_type, "text/css; charset=utf-8");
}

TEST(AssetsTest, AKnownVersionIsNotSentAgain) {
  const Assets assets;
  Request request;
  request.if_none_match = header_of(*assets.answer({}, "/static/page.js"), "ETag");
  const auto response = assets.answer(request, "/static/page.js");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 304);
  EXPECT_TRUE(response->body.empty());
}

TEST(AssetsTest, PackedOnlyForThoseWhoTakeIt) {
  const Assets assets;
  Request request;
  request.accept_encoding = "br, gzip";
  const auto packed = assets.answer(request, "/static/style.css");
  const auto plain = assets.answer({}, "/static/style.css");
  EXPECT_EQ(header_of(*packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(header_of(*plain, "Content-Encoding"), "");
  EXPECT_LT(packed->body.size(), plain->body.size() / 2);
}

TEST(AssetsTest, StayWithinTheirBudget) {
  const Assets assets;
  Request request;
  request.accept_encoding = "gzip";
  EXPECT_LE(assets.answer(request, "/static/style.css")->body.size(), 15U * 1024);
  std::size_t scripts = 0;
  for (const auto* name : {"/static/page.js", "/static/results.js", "/static/article.js"})
    scripts += assets.answer(request, name)->body.size();
  EXPECT_LE(scripts, 30U * 1024);
}

TEST(AssetsTest, NothingElseIsThere) {
  const Assets assets;
  for (const auto* path : {"/static/", "/static/../main.cc", "/static/style.0000000000.css", "/static/%00"})
    EXPECT_FALSE(assets.answer({}, path)) << path;
}

}  // namespace
}  // namespace pressmark::http
