#include "schema/text/utf8.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace pressmark {
namespace {

std::string random_bytes(std::mt19937& random, std::size_t most) {
  std::string bytes(random() % most, '\0');
  for (auto& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

// Bytes that are nearly text: what real damage looks like.
std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> pieces = {"a",    " ",    "é",  "e\u0301", "я",           "中",
                                                  "🚢",    "\r\n", "\r", "\n",      "\xC3",        "\xFF",
                                                  "\x80", "ह",    "ि",  "\u0323",  "\xED\xA0\x80"};
  std::string text;
  for (auto n = random() % 2000; n > 0; --n) text += pieces[random() % pieces.size()];
  return text;
}

void expect_canonical(const Decoded& decoded) {
  EXPECT_TRUE(is_valid_utf8(decoded.text));
  EXPECT_EQ(nfc(decoded.text), decoded.text);
  EXPECT_EQ(decoded.text.find('\0'), std::string::npos);
  EXPECT_EQ(decoded.text.find('\r'), std::string::npos);
}

TEST(Decode, MakesValidNfcOfAnyBytesUnderAnyDeclaration) {
  std::mt19937 random(7);
  const std::vector<std::string> declared = {"",          "utf-8",  "windows-1251", "utf-16",
                                             "shift_jis", "gb2312", "no-such",      "\xFF"};
  for (int round = 0; round < 400; ++round) {
    const auto bytes = round % 2 == 0 ? random_bytes(random, 3000) : random_text(random);
    expect_canonical(decode(bytes, declared[random() % declared.size()]));
  }
}

TEST(Decode, LeavesCanonicalUtf8AsItIs) {
  const std::string text = "Mi‑35s for O’Brien\n\nМост, पुल, 橋 🚢\n";
  const auto decoded = decode(text);
  EXPECT_EQ(decoded.text, text);
  EXPECT_EQ(decoded.charset, "UTF-8");
  EXPECT_FALSE(decoded.guessed);
  EXPECT_EQ(decoded.replaced, 0U);
}

TEST(Decode, IsIdempotent) {
  std::mt19937 random(11);
  for (int round = 0; round < 100; ++round) {
    const auto once = decode(random_text(random)).text;
    EXPECT_EQ(decode(once).text, once);
  }
}

TEST(Decode, ReadsADeclaredCharset) {
  const auto decoded = decode("\xCC\xEE\xF1\xF2", "windows-1251");
  EXPECT_EQ(decoded.text, "Мост");
  EXPECT_FALSE(decoded.guessed);
  EXPECT_EQ(decode("\xED\xCF\xD3\xD4", "KOI8-R").text, "Мост");
  EXPECT_EQ(decode("\x93quoted\x94", "iso-8859-1").text, "“quoted”");  // as browsers read it
}

TEST(Decode, BelievesUtf8MoreThanADeclarationThatContradictsIt) {
  EXPECT_EQ(decode("Мост", "windows-1251").text, "Мост");
  EXPECT_EQ(decode("plain", "utf-16").text, "plain");
}

TEST(Decode, GuessesTheCharsetOfARussianTextAndSaysSo) {
  std::string bytes;
  for (int i = 0; i < 20; ++i)  // "мост через реку открыли "
    bytes += "\xEC\xEE\xF1\xF2 \xF7\xE5\xF0\xE5\xE7 \xF0\xE5\xEA\xF3 \xEE\xF2\xEA\xF0\xFB\xEB\xE8 ";
  const auto decoded = decode(bytes);
  EXPECT_TRUE(decoded.text.starts_with("мост через реку открыли"));
  EXPECT_TRUE(decoded.guessed);
}

TEST(Decode, ReadsUtf16WithAndWithoutAMark) {
  const std::string little = std::string("h\0e\0l\0l\0o\0 \0y\0o\0u\0", 18);
  std::string big = little;
  for (std::size_t i = 0; i < big.size(); i += 2) std::swap(big[i], big[i + 1]);
  EXPECT_EQ(decode("\xFF\xFE" + little).text, "hello you");
  EXPECT_EQ(decode("\xFE\xFF" + big).text, "hello you");
  EXPECT_EQ(decode(little).text, "hello you");
  EXPECT_EQ(decode(big).text, "hello you");
  EXPECT_TRUE(decode(little).guessed);
}

TEST(Decode, ReplacesMalformedBytesAndCountsThem) {
  const auto decoded = decode("caf\xC3\xA9 \xFF and \xED\xA0\x80 stay", "utf-8");
  EXPECT_EQ(decoded.text, "café \uFFFD and \uFFFD\uFFFD\uFFFD stay");
  EXPECT_EQ(decoded.replaced, 4U);
}

TEST(Decode, MakesEveryLineEndOne) {
  EXPECT_EQ(decode("a\r\nb\rc\n").text, "a\nb\nc\n");
  EXPECT_EQ(decode("\xEF\xBB\xBF"
                   "a")
                .text,
            "a");
  EXPECT_EQ(decode(std::string("a\0b", 3)).text, "ab");
}

TEST(ValidUtf8, IsWhatUnicodeSaysItIs) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("longer than eight ASCII bytes, then é"));
  EXPECT_TRUE(is_valid_utf8("\xF4\x8F\xBF\xBF"));   // U+10FFFF
  EXPECT_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));  // beyond it
  EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));          // overlong
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));      // a surrogate
  EXPECT_FALSE(is_valid_utf8("12345678\xE2\x82"));  // cut off
  EXPECT_FALSE(is_valid_utf8("1234567\x80"));       // a tail without a head
}

TEST(CodePoints, GoThereAndBackAtEveryBoundary) {
  std::mt19937 random(3);
  for (int round = 0; round < 60; ++round) {
    const auto text = decode(random_text(random)).text;
    const CodePoints points(text);
    std::uint32_t seen = 0;
    for (std::uint32_t byte = 0; byte <= text.size(); ++byte) {
      if (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0U) == 0x80U) continue;
      ASSERT_EQ(points.from_byte(byte), seen);
      ASSERT_EQ(points.to_byte(seen), byte);
      ++seen;
    }
    EXPECT_EQ(points.count() + 1, seen);
  }
}

TEST(CodePoints, TakeWhatLiesBeyondTheEndForTheEnd) {
  for (const std::string text : {"", "ascii", "Мост"}) {
    const CodePoints points(text);
    EXPECT_EQ(points.to_byte(points.count() + 100), text.size());
    EXPECT_EQ(points.to_byte(points.count()), text.size());
  }
}

}  // namespace
}  // namespace pressmark
