#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "tests/indexer/annotate/annotated.h"

namespace pressmark {
namespace {

Annotated in(std::string lang, std::string text) {
  return Annotated(std::move(text), {}, "", std::move(lang));
}

struct Case {
  const char* lang;
  const char* text;
  Strings words;
  Strings speakers;
};

void expect(const Case& c) {
  const Annotated a = in(c.lang, c.text);
  EXPECT_EQ(a.words(), c.words) << c.text;
  EXPECT_EQ(a.speakers(), c.speakers) << c.text;
  for (const Quotation& quotation : a.quotations())
    EXPECT_EQ(quotation.type, QuotationType::direct) << c.text;
}

TEST(OtherLanguages, AQuotationInMarksIsFoundWithItsVerb) {
  expect({"ru",
          "«Дели покупает право выбирать магазин», — сказала востоковед Нина Верхоланцева.",
          {"«Дели покупает право выбирать магазин»"},
          {"Нина Верхоланцева"}});
  expect({"uk",
          "«Ми готові до переговорів», — заявив Петро Коваль.",
          {"«Ми готові до переговорів»"},
          {"Петро Коваль"}});
  expect({"de",
          "„Wir sind bereit zu helfen“, sagte Ministerin Anna Berg am Montag.",
          {"„Wir sind bereit zu helfen“"},
          {"Anna Berg"}});
  expect({"fr",
          "« Nous sommes prêts à aider », a déclaré le ministre Jean Carton.",
          {"« Nous sommes prêts à aider »"},
          {"Jean Carton"}});
  expect({"es",
          "“Estamos listos para ayudar”, dijo la alcaldesa Ana Berg en Lima.",
          {"“Estamos listos para ayudar”"},
          {"Ana Berg"}});
  expect({"pt",
          "“Estamos prontos para ajudar”, afirmou o ministro João Prado.",
          {"“Estamos prontos para ajudar”"},
          {"João Prado"}});
  expect({"it",
          "«Siamo pronti ad aiutare», ha detto Marta Bruni.",
          {"«Siamo pronti ad aiutare»"},
          {"Marta Bruni"}});
  expect({"pl",
          "„Jesteśmy gotowi pomóc” – powiedział rzecznik Jan Nowak.",
          {"„Jesteśmy gotowi pomóc”"},
          {"Jan Nowak"}});
  expect({"tr",
          "Bakan Ali Veli, “Yardıma hazırız ve geleceğiz” dedi.",
          {"“Yardıma hazırız ve geleceğiz”"},
          {"Ali Veli"}});
  expect({"ar",
          "وقال وزير الخارجية الايطالي باولو بروني: «نحن مستعدون للمساعدة اليوم».",
          {"«نحن مستعدون للمساعدة اليوم»"},
          {"باولو بروني"}});
  expect({"ur",
          "تجزیہ کار رخسانہ تربیلوی نے کہا: ”ایک میز پر بیٹھنا دوستی نہیں ہے۔“",
          {"”ایک میز پر بیٹھنا دوستی نہیں ہے۔“"},
          {"رخسانہ تربیلوی"}});
  expect({"hi", "प्रोफ़ेसर मालती देवगिरि ने कहा, “सामान बरसों का था।”", {"“सामान बरसों का था।”"}, {"मालती देवगिरि"}});
  expect({"ja",
          "山田太郎氏は「橋は安全だと確認した」と話している。",
          {"「橋は安全だと確認した」"},
          {"山田太郎"}});
  expect({"zh", "外交部发言人王小明说：“我们愿意提供帮助。”", {"“我们愿意提供帮助。”"}, {"王小明"}});
}

TEST(OtherLanguages, TheReportersWordsBetweenDashesInsideTheMarksAreLeftOut) {
  expect(
      {"ru",
       "«Соглашение — это помолвка, — говорит востоковед Нина Верхоланцева. — До свадьбы проходит года два».",
       {"«Соглашение — это помолвка, … До свадьбы проходит года два»"},
       {"Нина Верхоланцева"}});
}

TEST(OtherLanguages, APronounStandsForTheSubjectOfTheParagraph) {
  const Annotated a = in("ru",
                         "Экономист Олег Дроздовский обращает внимание на расчёты. «Доллар лишний третий, — "
                         "говорит он. — Платить "
                         "будут в рублях».");
  EXPECT_EQ(a.speakers(), Strings{"Олег Дроздовский"});
  EXPECT_EQ(a.quotations()[0].step, "pronoun");
}

TEST(OtherLanguages, ASurnameStandsForTheFullNameOfTheArticle) {
  expect({"fr",
          "Jean Carton est arrivé. « Nous sommes prêts à aider », a dit Carton.",
          {"« Nous sommes prêts à aider »"},
          {"Jean Carton"}});
}

TEST(OtherLanguages, WhoeverIsSpokenToOrOfIsNoSpeaker) {
  EXPECT_EQ(in("es", "“Estamos listos para ayudar”, dijo el portavoz a Ana Berg.").speakers(), Strings{""});
  EXPECT_EQ(in("de", "„Wir sind bereit zu helfen“, sagte die Polizei.").speakers(), Strings{"die Polizei"});
  EXPECT_EQ(in("ar", "وأضاف مصدر عسكري \"نحن مستعدون للمساعدة اليوم\".").speakers(), Strings{""});
  EXPECT_EQ(in("ja", "県は「違反が確認されれば命令を行う」と話している。").speakers(), Strings{""});
}

TEST(OtherLanguages, TitlesAndScareQuotesAreNone) {
  EXPECT_TRUE(in("ru", "Фильм «Война и мир» вышел в марте.").words().empty());
  EXPECT_TRUE(in("ru", "«Газпром нефть» сообщила о планах.").words().empty());
  EXPECT_TRUE(in("de", "Die „Süddeutsche Zeitung“ berichtete darüber.").words().empty());
  EXPECT_TRUE(in("fr", "Le journal « Le Monde » a publié un article.").words().empty());
  EXPECT_TRUE(in("ja", "映画「雪の国」を説明した。").words().empty());
  EXPECT_TRUE(in("zh", "“一带一路”倡议获得支持。").words().empty());
}

// corpus/quotations/abroad.tsv: a line a convention.
TEST(OtherLanguages, EveryConventionOfTheTableIsRead) {
  std::ifstream table(std::filesystem::path(PRESSMARK_SOURCE_DIR) / "corpus/quotations/abroad.tsv");
  ASSERT_TRUE(table);
  std::size_t lines = 0;
  for (std::string line; std::getline(table, line);) {
    if (line.starts_with('#')) continue;
    std::vector<std::string> cells(4);
    std::istringstream row(line);
    for (auto& cell : cells) std::getline(row, cell, '\t');
    Strings words;
    Strings speakers;
    if (cells[2] != "-") {
      for (std::size_t at = cells[2].find(" | "); at != std::string::npos; at = cells[2].find(" | "))
        cells[2].replace(at, 3, " … ");  // as Annotated joins pieces
      words.push_back(cells[2]);
      speakers.push_back(cells[3]);
    }
    const Annotated a = in(cells[0], cells[1]);
    EXPECT_EQ(a.words(), words) << line;
    EXPECT_EQ(a.speakers(), speakers) << line;
    ++lines;
  }
  EXPECT_GE(lines, 70U);
}

// Direct speech by its marks alone is said to be less sure.
TEST(OtherLanguages, WhatOnlyMarksTellIsLessSure) {
  const Annotated with_verb = in("sv", "”Bron öppnar före vintern i år”, säger Nora Tribolin.");
  const Annotated marks_alone = in("fi", "”Silta avataan ennen talvea tänä vuonna”, Nora Tribolin kertoo.");
  ASSERT_EQ(with_verb.quotations().size(), 1U);
  ASSERT_EQ(marks_alone.quotations().size(), 1U);
  EXPECT_GT(with_verb.quotations()[0].confidence, marks_alone.quotations()[0].confidence);
  EXPECT_EQ(marks_alone.speakers(), Strings{""});
}

TEST(OtherLanguages, ASentenceInMarksIsAQuotationWithoutAVerbToo) {
  expect({"nl",
          "“Wij zijn klaar om vandaag te helpen.” De brug gaat morgen open.",
          {"“Wij zijn klaar om vandaag te helpen.”"},
          {""}});
}

}  // namespace
}  // namespace pressmark
