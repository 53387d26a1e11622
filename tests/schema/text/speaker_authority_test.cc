#include "schema/text/speaker_authority.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "schema/text/keys.h"
#include "schema/text/name_variants.h"
#include "schema/text/speaker_tables.h"

namespace pressmark {
namespace {

bool stands_for(std::string_view typed, std::string_view id) {
  const auto ids = speaker_ids(typed);
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

SpeakerContext role(std::vector<std::string> words, std::vector<std::string> countries = {}) {
  SpeakerContext context;
  context.role_words = std::move(words);
  context.role_countries = std::move(countries);
  return context;
}

TEST(NameVariants, SpellingsOfOneNameMeet) {
  for (const char* name : {"Sergei Petrov", "Sergey Petrov", "Sergej Petroff", "Сергей Петров"})
    EXPECT_EQ(name_key(name), "sergei-petrov") << name;
  EXPECT_EQ(name_key("Yury Zaslavskiy"), name_key("Yuri Zaslavsky"));
  EXPECT_EQ(name_key("Mohamed Hasan Tarbelvi"), name_key("Muhammad Hassan Tarbelvi"));
  EXPECT_EQ(name_key("Dmitri Kuznetzov"), "dmitry-kuznetzov");
}

TEST(NameVariants, OtherNamesStayApart) {
  EXPECT_NE(name_key("Michael Petrov"), name_key("Mikhail Petrov"));
  EXPECT_EQ(name_key("David Hasselhoff"), "david-hasselhoff");  // no Slavic given name
  EXPECT_EQ(name_key("Geoff Smith"), "geoff-smith");
  EXPECT_EQ(name_key("Sergey"), "sergey");  // a single word is no full name
}

TEST(NameVariants, AKeyIsItsOwnKey) {
  each_table_row("speakers.tsv", [](const std::vector<std::string_view>& row) {
    const auto key = name_key(row[1]);
    EXPECT_EQ(name_key(key), key);
  });
}

TEST(NameVariants, ASpellingOfAGivenNameStandsOnce) {
  std::set<std::string> seen;
  each_table_row("given_names.tsv", [&](const std::vector<std::string_view>& row) {
    ASSERT_GE(row.size(), 2U);
    EXPECT_TRUE(row[1] == "s" || row[1] == "e" || row[1] == "-") << row[0];
    EXPECT_TRUE(seen.insert(std::string(row[0])).second) << row[0];
    if (row.size() < 3) return;
    for (const auto spelling : table_values(row[2], ';')) {
      EXPECT_EQ(slug(spelling), spelling);
      EXPECT_TRUE(seen.insert(std::string(spelling)).second) << spelling;
    }
  });
  EXPECT_GT(seen.size(), 200U);
}

TEST(SpeakerAuthority, TheTableIsWellFormed) {
  std::set<std::string> ids;
  each_table_row("speakers.tsv", [&](const std::vector<std::string_view>& row) {
    ASSERT_GE(row.size(), 5U) << row[0];
    ASSERT_LE(row.size(), 10U) << row[0];
    EXPECT_EQ(slug(row[0]), row[0]);
    EXPECT_TRUE(ids.insert(std::string(row[0])).second) << row[0];
    EXPECT_TRUE(row[2] == "m" || row[2] == "f") << row[0];
    const auto* speaker = known_speaker_by_id(row[0]);
    ASSERT_NE(speaker, nullptr) << row[0];
    EXPECT_FALSE(speaker->roles.empty()) << row[0];
    for (const auto& each : speaker->roles) {
      EXPECT_LE(each.from, each.to) << row[0];
      EXPECT_FALSE(each.words.empty()) << row[0];
    }
  });
  EXPECT_GT(ids.size(), 400U);
}

// Whoever stands in the table is found by every full name it has, but for names two of them share.
TEST(SpeakerAuthority, EveryNameOfTheTableFindsItsPerson) {
  each_table_row("speakers.tsv", [&](const std::vector<std::string_view>& row) {
    EXPECT_EQ(speaker_id(row[1]), row[0]);
    for (std::size_t column = 5; column < row.size(); ++column)
      for (const auto name : table_values(row[column], ';'))
        EXPECT_TRUE(stands_for(name.substr(0, name.find(" (")), row[0])) << name;
  });
}

TEST(SpeakerAuthority, ScriptsAndSpellingsMeet) {
  for (const char* name :
       {"Sergei Lavrov", "Sergey Lavrov", "Sergej Lawrow", "Sergey Viktorovich Lavrov", "Сергей Лавров",
        "سرگئی لاوروف", "سيرغي لافروف", "सर्गेई लावरोव", "拉夫罗夫", "SERGEI LAVROV"})
    EXPECT_EQ(speaker_id(name), "sergei-lavrov") << name;
  for (const char* name : {"Лавров", "ЛАВРОВ", "لاوروف", "लावरोव", "拉夫罗夫", "Lavrov", "Lawrow"})
    EXPECT_TRUE(stands_for(name, "sergei-lavrov")) << name;
  EXPECT_EQ(speaker_id("Donald J. Trump"), "donald-trump");
  EXPECT_EQ(speaker_id("Recep Tayyip Erdogan"), speaker_id("Tayyip Erdoğan"));
}

TEST(SpeakerAuthority, AnIdGivesItself) {
  for (const char* id : {"sergei-lavrov", "mohamed-ali", "imran-khan-actor", "x1a2b3c4d"})
    EXPECT_EQ(speaker_id(id), id);
  EXPECT_EQ(speaker_ids("mohamed-ali").front(), "mohamed-ali");
  EXPECT_EQ(speaker_id(""), "");
  EXPECT_TRUE(speaker_ids("").empty());
}

TEST(SpeakerAuthority, NamesakesAreKeptApartWhenTheTextTells) {
  EXPECT_EQ(speaker_id("Imran Khan", role({"prime", "minister"})), "imran-khan");
  EXPECT_EQ(speaker_id("Imran Khan", role({})), "imran-khan");
  EXPECT_EQ(speaker_id("Imran Khan", role({"actor"})), "imran-khan-actor");
  EXPECT_EQ(speaker_id("Imran Khan", role({"british", "councillor"}, {"GB"})), "imran-khan-gb");
  EXPECT_EQ(speaker_id("Imran Khan", role({"cricketer"})), "imran-khan");
  SpeakerContext old;
  old.date = Day{1950, 3, 1};
  EXPECT_EQ(speaker_id("Boris Johnson", old), "boris-johnson-1950");
}

TEST(SpeakerAuthority, DatesOfOfficeTellTwoOfOneNameApart) {
  SpeakerContext context = role({"president"}, {"US"});
  context.date = Day{1990, 8, 2};
  EXPECT_EQ(speaker_id("George Bush", context), "george-h-w-bush");
  context.date = Day{2003, 3, 20};
  EXPECT_EQ(speaker_id("George Bush", context), "george-w-bush");
  EXPECT_EQ(speaker_id("George Bush", role({})), "george-bush");  // nobody knows which
}

TEST(SpeakerAuthority, ASurnameAloneNeedsARoleOrACountry) {
  SpeakerContext context;
  EXPECT_EQ(speaker_id("Lavrov", context), "lavrov");
  context.countries = {"RU"};
  EXPECT_EQ(speaker_id("Lavrov", context), "sergei-lavrov");
  EXPECT_EQ(speaker_id("Лавров", context), "sergei-lavrov");
  EXPECT_EQ(speaker_id("Merkel", role({"chancellor"})), "angela-merkel");
  EXPECT_EQ(speaker_id("Francis", role({"pope"})), "pope-francis");
  EXPECT_EQ(speaker_id("Francis", role({"striker"})), "francis");
}

}  // namespace
}  // namespace pressmark
