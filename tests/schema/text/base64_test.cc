#include "schema/text/base64.h"

#include <gtest/gtest.h>

#include <random>

namespace pressmark {
namespace {

TEST(Base64, IsThatOfTheStandard) {  // RFC 4648, section 10
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, ComesBackAsItWas) {
  std::mt19937 random(5);
  for (const std::size_t size : {0U, 1U, 2U, 3U, 100U, 65'537U, (3U << 20U) - 1U, (3U << 20U) + 1U}) {
    std::string bytes(size, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    EXPECT_EQ(from_base64(base64(bytes)), bytes) << size;
  }
}

TEST(Base64, AnythingElseIsNone) {
  for (const auto* text : {"Zg", "Zg=", "Z===", "====", "Zm9v\n", "Zm 9", "Zm9-", "=m9v", "Zg==Zg=="})
    EXPECT_FALSE(from_base64(text)) << text;
}

}  // namespace
}  // namespace pressmark
