#include "schema/text/language.h"

#include <gtest/gtest.h>

#include <string>

namespace pressmark {
namespace {

TEST(IdentifyLanguage, TellsTheLanguageOfAParagraph) {
  EXPECT_EQ(
      identify_language("The ferry crossed the river and came back, and nobody on the quay could say why it "
                        "had gone in the first place."),
      "en");
  EXPECT_EQ(
      identify_language("Мост через реку открыли во вторник, хотя обещали в понедельник, и первой по нему "
                        "прошла кошка."),
      "ru");
  EXPECT_EQ(identify_language("पुल मंगलवार को खोला गया, हालांकि वादा सोमवार का था, और सबसे पहले उस पर से एक बिल्ली "
                              "गुज़री। नगर के लोग सुबह से ही वहाँ खड़े थे और किसी ने कुछ नहीं कहा।"),
            "hi");
}

TEST(IdentifyLanguage, SaysNothingOfShortTexts) {
  EXPECT_EQ(identify_language("The ferry crossed the river."), std::nullopt);
  EXPECT_EQ(identify_language(""), std::nullopt);
  EXPECT_EQ(identify_language(std::string(1000, '1')), std::nullopt);
}

TEST(IdentifyLanguage, CutsALongTextWhereACharacterBegins) {
  std::string text;
  while (text.size() < (std::size_t{65} << 10U))
    text += "Мост через реку открыли во вторник, хотя обещали в среду. ";
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(identify_language(text), "ru");
    text.insert(0, 1, 'a');
  }
}

TEST(LanguageCode, IsTheTwoLetterCodeOfATag) {
  EXPECT_EQ(language_code("en-GB"), "en");
  EXPECT_EQ(language_code("EN"), "en");
  EXPECT_EQ(language_code("eng"), "en");
  EXPECT_EQ(language_code("ur_PK"), "ur");
  EXPECT_EQ(language_code("zh-Hant-TW"), "zh");
  EXPECT_EQ(language_code("iw"), "he");  // given up in 1989 and still met
}

TEST(LanguageCode, IsAbsentForWhatIsNoLanguage) {
  for (const char* tag : {"", "xx", "English", "12", "mul", "-", "e"})
    EXPECT_EQ(language_code(tag), std::nullopt) << tag;
  EXPECT_EQ(language_code(std::string(1000, 'a')), std::nullopt);
}

TEST(LanguageName, IsEnglishOrTheCodeItself) {
  EXPECT_EQ(language_name("ur"), "Urdu");
  EXPECT_EQ(language_name("xx"), "xx");
  EXPECT_EQ(language_name(""), "");
}

}  // namespace
}  // namespace pressmark
