#include "searchd/cite/names.h"

#include <gtest/gtest.h>

namespace pressmark {
namespace {

PersonName person(std::string given, std::string family, std::string particle = {}, std::string suffix = {}) {
  return {{}, std::move(given), std::move(particle), std::move(family), std::move(suffix)};
}

TEST(Byline, OfAPersonIsTakenApart) {
  EXPECT_EQ(parse_name("Jane A. Smith"), person("Jane A.", "Smith"));
  EXPECT_EQ(parse_name("By  Zubair\nLashari"), person("Zubair", "Lashari"));
  EXPECT_EQ(parse_name("Omar Al-Hassan"), person("Omar", "Al-Hassan"));
  EXPECT_EQ(parse_name("Пётр Иванов"), person("Пётр", "Иванов"));
  EXPECT_EQ(parse_name("Maeve O’Brien"), person("Maeve", "O’Brien"));
}

TEST(Byline, KeepsParticlesAndSuffixes) {
  EXPECT_EQ(parse_name("Pieter van den Berg"), person("Pieter", "Berg", "van den"));
  EXPECT_EQ(parse_name("João de Goulart"), person("João", "Goulart", "de"));
  EXPECT_EQ(parse_name("Martin Luther King, Jr."), person("Martin Luther", "King", "", "Jr."));
  EXPECT_EQ(parse_name("Martin Luther King Jr."), person("Martin Luther", "King", "", "Jr."));
}

TEST(Byline, WrittenFamilyNameFirstIsReadSo) {
  EXPECT_EQ(parse_name("Smith, Jane A."), person("Jane A.", "Smith"));
  EXPECT_EQ(parse_name("van den Berg, Pieter"), person("Pieter", "Berg", "van den"));
}

TEST(Byline, OfABodyOrAnUnknownOrderStaysWhole) {
  for (const char* name :
       {"Reuters", "Dispatch desk", "Press Trust of India", "AFP/Reuters", "Our Correspondent", "新华社",
        "ڈسپیچ ڈیسک", "Отдел новостей", "डिस्पैच डेस्क", "a, b, c", "Sputnik 24", "Staff, agencies"}) {
    EXPECT_EQ(parse_name(name).literal, name);
  }
  EXPECT_EQ(parse_name(" \n "), PersonName{});
}

TEST(Initials, HaveAStopEachAndKeepHyphens) {
  EXPECT_EQ(initials("Jane A."), "J. A.");
  EXPECT_EQ(initials("Jean-Paul"), "J.-P.");
  EXPECT_EQ(initials("J.A."), "J. A.");
  EXPECT_EQ(initials("Пётр"), "П.");
  EXPECT_EQ(initials(""), "");
}

}  // namespace
}  // namespace pressmark
