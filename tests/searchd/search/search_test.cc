#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "schema/index/generation.h"
#include "schema/model/error.h"
#include "schema/text/analyzer.h"
#include "schema/text/utf8.h"
#include "searchd/search/searcher.h"
#include "searchd/search/searcher_pool.h"
#include "tests/support/sample_index.h"

namespace pressmark {
namespace {

using test::article;
using Ids = std::vector<std::string>;

Question ask(std::string text) {
  Question question;
  question.text = std::move(text);
  question.size = 100;
  return question;
}

Ids ids(const Answer& answer) {
  Ids result;
  for (const auto& hit : answer.hits) result.push_back(hit.article.id);
  return result;
}

std::set<std::string> id_set(const Answer& answer) {
  const auto list = ids(answer);
  return {list.begin(), list.end()};
}

std::vector<std::string> marked(const Passage& passage) {
  std::vector<std::string> result;
  for (const auto& match : passage.match_bytes)
    result.push_back(passage.text.substr(match.begin - passage.bytes.begin, match.size()));
  return result;
}

TEST(Search, EverySpellingOfAModelNameFindsAllOfThemAndMarksThePrintedForm) {
  test::SampleIndex index;
  const std::vector<std::string> forms{"Mi-35", "Mi35", "Mi 35", "Mi\u201135s", "MI-35s"};
  std::vector<Article> articles;
  for (std::size_t i = 0; i < forms.size(); ++i)
    articles.push_back(
        article("a" + std::to_string(i), "Deal", "The " + forms[i] + " was delivered in 2018."));
  articles.push_back(article("other", "Deal", "The Mi 17 and 35 others."));
  index.add(articles);
  Searcher searcher(index.path());
  for (const auto& query : forms) {
    const auto answer = searcher.search(ask(query));
    EXPECT_EQ(id_set(answer), (std::set<std::string>{"a0", "a1", "a2", "a3", "a4"})) << query;
    for (const auto& hit : answer.hits) {
      const auto form = forms[static_cast<std::size_t>(hit.article.id[1] - '0')];
      ASSERT_EQ(hit.passages.size(), 1U);
      EXPECT_EQ(marked(hit.passages.front()), Ids{form}) << query;
    }
  }
}

TEST(Search, ASpeakerIsFoundInEveryScriptAndSpelling) {
  test::SampleIndex index;
  index.add({article("a1", "Talks", "Foreign Minister Sergey Lavrov said that talks would go on."),
             article("a2", "Talks", "Foreign Minister Sergei Lavrov said that trade would grow."),
             article("a3", "Dam", "Farida Qasim said that the dam was safe.")});
  Searcher searcher(index.path());
  const std::set<std::string> both{"a1", "a2"};
  for (const char* name : {"Lavrov", "Лавров", "لاوروف", "लावरोव", "拉夫罗夫", "\"Sergey Lavrov\"",
                           "\"Сергей Лавров\"", "sergei-lavrov"})
    EXPECT_EQ(id_set(searcher.search(ask("speaker:" + std::string(name)))), both) << name;
  auto question = ask("");
  question.filters.speaker.any_of = {"Sergey Lavrov"};
  EXPECT_EQ(id_set(searcher.search(question)), both);
}

TEST(Search, WordsFindTheirInflectionsAndPhrasesDoNot) {
  test::SampleIndex index;
  index.add(
      {article("plural", "A", "The deliveries began."), article("singular", "B", "The delivery began.")});
  Searcher searcher(index.path());
  EXPECT_EQ(searcher.search(ask("delivery")).hits.size(), 2U);
  EXPECT_EQ(ids(searcher.search(ask("\"the delivery\""))), Ids{"singular"});
  EXPECT_EQ(searcher.search(ask("deliver*")).hits.size(), 2U);
  EXPECT_EQ(marked(searcher.search(ask("delivery")).hits.back().passages.front()).size(), 1U);
}

TEST(Search, TheHeadlineCountsMoreThanTheText) {
  test::SampleIndex index;
  index.add(
      {article("text", "Other news", "A treaty was signed. The treaty holds. A treaty it is."),
       article("title", "Treaty signed", "Both sides met on Monday in the capital and agreed on terms.")});
  Searcher searcher(index.path());
  const auto answer = searcher.search(ask("treaty"));
  EXPECT_EQ(ids(answer), (Ids{"title", "text"}));
  EXPECT_TRUE(answer.hits.front().headline_only);
  EXPECT_EQ(answer.hits.front().title_matches, (std::vector<Span>{{0, 6}}));
}

TEST(Search, OperatorsAndFieldsSelect) {
  test::SampleIndex index;
  auto first = article("first", "Wheat", "Russia sells wheat to Pakistan. The price is low.");
  first.outlet = "Example Herald";
  first.date = Day{2014, 6, 12};
  first.authors = {"Jane Smith"};
  first.url = "https://www.example.org/wheat?x=1";
  auto second = article("second", "Helicopters", "Helicopters went from Moscow to Pakistan within a week.");
  second.outlet = "Sample Courier";
  second.date = Day{2015, 1, 31};
  auto third = article("third", "Undated", "Nothing of note on wheat.\n\nHelicopters fly.");
  third.lang = "ur";
  index.add({first, second, third});
  Searcher searcher(index.path());
  const auto found = [&](const std::string& query) { return id_set(searcher.search(ask(query))); };
  using Set = std::set<std::string>;
  EXPECT_EQ(found(""), (Set{"first", "second", "third"}));
  EXPECT_EQ(found("wheat -Pakistan"), Set{"third"});
  EXPECT_EQ(found("wheat OR Moscow"), (Set{"first", "second", "third"}));
  EXPECT_EQ(found("-wheat"), Set{"second"});
  EXPECT_EQ(found("wheat NEAR/3 Russia"), Set{"first"});
  EXPECT_EQ(found("Russia NEAR/3 Pakistan"), Set{});
  EXPECT_EQ(found("Russia NEAR/4 Pakistan"), Set{"first"});
  EXPECT_EQ(found("wheat NEAR/50 fly"), Set{});  // another paragraph
  EXPECT_EQ(found("title:helicopters"), Set{"second"});
  EXPECT_EQ(found("outlet:\"Example Herald\""), Set{"first"});
  EXPECT_EQ(found("outlet:courier"), Set{"second"});
  EXPECT_EQ(found("outlet:unknown"), Set{"third"});
  EXPECT_EQ(found("author:smith"), Set{"first"});
  EXPECT_EQ(found("lang:ur"), Set{"third"});
  EXPECT_EQ(found("id:second"), Set{"second"});
  EXPECT_EQ(found("url:example.org"), Set{"first"});
  EXPECT_EQ(found("url:https://www.example.org/wheat?x=1"), Set{"first"});
  EXPECT_EQ(found("date:2014"), Set{"first"});
  EXPECT_EQ(found("date:2014-06-12..2015-01-31"), (Set{"first", "second"}));
  EXPECT_EQ(found("date:2015-02.."), Set{});
  EXPECT_EQ(found("country:PK wheat"), Set{"first"});
  EXPECT_EQ(found("country:Pakistan wheat"), Set{"first"});
}

TEST(Search, SaidBindsWordsAndSpeaker) {
  test::SampleIndex index;
  index.add(
      {article("a", "A",
               "“We will supply special military equipment to the army,” said Farida Qasim. The minister "
               "Omar Bashir said that nothing was agreed."),
       article(
           "b", "B",
           "Omar Bashir said that special military equipment was not on the table. Farida Qasim was there."),
       article("c", "C", "Special military equipment was seen in the port.")});
  Searcher searcher(index.path());
  const auto found = [&](const std::string& query) { return id_set(searcher.search(ask(query))); };
  using Set = std::set<std::string>;
  EXPECT_EQ(found("said:\"special military equipment\""), (Set{"a", "b"}));
  EXPECT_EQ(found("said:\"special military equipment\" speaker:Qasim"), Set{"a"});
  EXPECT_EQ(found("said:\"special military equipment\" speaker:\"Omar Bashir\""), Set{"b"});
  auto question = ask("said:\"special military equipment\"");
  question.filters.speaker.any_of = {"Farida Qasim"};
  EXPECT_EQ(id_set(searcher.search(question)), Set{"a"});
  const auto hit = searcher.search(ask("said:\"special military equipment\" speaker:Qasim")).hits.front();
  EXPECT_EQ(hit.passages.front().speaker_name, "Farida Qasim");
  EXPECT_EQ(marked(hit.passages.front()), Ids{"special military equipment"});
}

TEST(Search, WhereNoArticleHasAllWordsTheMostThatCanBeHadAreFoundAndSaid) {
  test::SampleIndex index;
  index.add({article("ab", "X", "alpha beta"), article("bc", "X", "beta gamma"), article("d", "X", "delta")});
  Searcher searcher(index.path());
  const auto answer = searcher.search(ask("alpha beta gamma"));
  EXPECT_EQ(id_set(answer), (std::set<std::string>{"ab", "bc"}));
  EXPECT_EQ(answer.read_as, "2 of 3: (alpha, beta, gamma)");
  auto strict = ask("alpha beta gamma");
  strict.match = MatchMode::all;
  EXPECT_TRUE(searcher.search(strict).hits.empty());
  auto loose = ask("alpha delta");
  loose.match = MatchMode::any;
  EXPECT_EQ(id_set(searcher.search(loose)), (std::set<std::string>{"ab", "d"}));
  // A filter does not loosen the question.
  auto filtered = ask("alpha beta");
  filtered.filters.lang.any_of = {"ur"};
  EXPECT_TRUE(searcher.search(filtered).hits.empty());
}

TEST(Search, WhatOnlyWordsOfGrammarWouldFindIsNotFound) {
  test::SampleIndex index;
  index.add(
      {article("a", "X", "The harbour is closed to the ships of WHO."), article("b", "X", "The gate.")});
  Searcher searcher(index.path());
  EXPECT_TRUE(searcher.search(ask("the zebra of quantum")).hits.empty());
  EXPECT_EQ(id_set(searcher.search(ask("the zebra of harbour"))), std::set<std::string>{"a"});
  EXPECT_EQ(id_set(searcher.search(ask("WHO zebra"))), std::set<std::string>{"a"});
  // Nothing else was asked for.
  EXPECT_EQ(id_set(searcher.search(ask("The of until"))), std::set<std::string>{"a"});
  EXPECT_EQ(id_set(searcher.search(ask("the"))), (std::set<std::string>{"a", "b"}));
}

TEST(Search, UndatedArticlesSortLastAndDateFiltersLeaveThemOut) {
  test::SampleIndex index;
  auto old = article("old", "T", "word");
  old.date = Day{2012, 1, 1};
  auto young = article("young", "T", "word");
  young.date = Day{2020, 1, 1};
  index.add({article("undated", "T", "word"), old, young});
  Searcher searcher(index.path());
  auto question = ask("word");
  question.sort = SortOrder::newest;
  EXPECT_EQ(ids(searcher.search(question)), (Ids{"young", "old", "undated"}));
  question.sort = SortOrder::oldest;
  EXPECT_EQ(ids(searcher.search(question)), (Ids{"old", "young", "undated"}));
  question.filters.dates = {Day{2000, 1, 1}, std::nullopt};
  EXPECT_EQ(ids(searcher.search(question)), (Ids{"old", "young"}));
}

TEST(Search, ManyWordsAreLeftOutOneAfterTheOther) {
  test::SampleIndex index;
  std::string all;
  for (int i = 0; i < 9; ++i) all += "word" + std::string(1, static_cast<char>('a' + i)) + "x ";
  index.add({article("nine", "T", all), article("one", "T", "wordax")});
  Searcher searcher(index.path());
  EXPECT_EQ(ids(searcher.search(ask(all + "nonsense"))), Ids{"nine"});
  EXPECT_EQ(searcher.search(ask(all + "nonsense")).read_as.substr(0, 7), "9 of 10");
  std::string pasted = "wordax";
  for (int i = 0; i < 40; ++i)
    pasted += " nonsense" + std::string(1, static_cast<char>('a' + i % 26)) + (i < 26 ? "y" : "z");
  EXPECT_EQ(searcher.search(ask(pasted)).total.value, 2U);
}

TEST(Search, APassageIsBoundedWhateverTheTextIsMadeOf) {
  test::SampleIndex index;
  std::string signs;
  for (int i = 0; i < 5000; ++i) signs += "\U0001F600";
  index.add({article("a", "T", signs + " words at last " + signs), article("b", "T", "words " + signs),
             article("c", "T", std::string(4000, 'x') + " words " + std::string(4000, 'y'))});
  Searcher searcher(index.path());
  for (const auto* query : {"words", "t", ""})
    for (const auto& hit : searcher.search(ask(query)).hits)
      for (const auto& passage : hit.passages) {
        EXPECT_TRUE(is_valid_utf8(passage.text));
        EXPECT_LE(passage.text.size(), hit.article.id == "c" ? 8100U : 700U);
      }
}

// Ten sentences of two speakers, told apart by the paragraph they stand in.
std::string council_report() {
  return "The council of the port met on Monday. It sat for nine hours.\n\n"
         "“The dredging must wait,” said Omar Bashir.\n\n"
         "Nobody had expected a vote on the tariff.\n\n"
         "“We will not raise the tariff this year,” said Farida Qasim.\n\n"
         "The tariff has stood for ten years, and the tariff is low.";
}

TEST(Search, WhoAsksForASpeakerIsShownWhatTheySaid) {
  test::SampleIndex index;
  index.add({article("a", "Port council", council_report())});
  Searcher searcher(index.path());
  const auto passages = [&](Question question) { return searcher.search(question).hits.at(0).passages; };
  auto by_facet = ask("council");
  by_facet.filters.speaker.any_of = {"farida-qasim"};
  auto all_by_facet = ask("");
  all_by_facet.filters.speaker.any_of = {"Farida Qasim"};
  for (const auto& question :
       {ask("speaker:Qasim"), ask("speaker:\"Farida Qasim\""), by_facet, all_by_facet}) {
    const auto shown = passages(question);
    const auto said = std::find_if(shown.begin(), shown.end(), [](const Passage& passage) {
      return passage.speaker_name == "Farida Qasim" && passage.speech == Speech::said;
    });
    ASSERT_NE(said, shown.end()) << question.text;
    EXPECT_NE(said->text.find("We will not raise the tariff"), std::string::npos);
    for (const auto& passage : shown) EXPECT_NE(passage.speaker_name, "Omar Bashir") << question.text;
  }
  // Of several sentences with the word, the one the speaker said is among the passages.
  const auto shown = passages(ask("tariff speaker:Qasim"));
  EXPECT_TRUE(std::any_of(shown.begin(), shown.end(), [](const Passage& passage) {
    return passage.speaker_name == "Farida Qasim" && !passage.match_bytes.empty();
  }));
  // Not who is left out.
  for (const auto& passage : passages(ask("council -speaker:Nobody")))
    EXPECT_FALSE(passage.speaker_name.has_value());
}

TEST(Search, APassageThatIsCutOutOfASentenceSaysSo) {
  test::SampleIndex index;
  std::string clause;
  for (int i = 0; i < 60; ++i) clause += "and the ship sailed on past buoy " + std::to_string(i) + " ";
  const std::string sentence = "It was told " + clause + "until the needle was found " + clause + "at last.";
  const std::string middling = "The lantern was lit on the pier " + clause.substr(0, 400) + "at night.";
  index.add({article("long", "A", "First words. " + sentence + " Last words."),
             article("middling", "B", "Before. " + middling + " After.")});
  Searcher searcher(index.path());
  const auto first = [&](Question question) { return searcher.search(question).hits.at(0).passages.at(0); };
  const auto cut = first(ask("needle"));
  EXPECT_TRUE(cut.cut_before);
  EXPECT_TRUE(cut.cut_after);
  const auto whole = first(ask("lantern"));
  EXPECT_FALSE(whole.cut_before);
  EXPECT_FALSE(whole.cut_after);
  EXPECT_NE(whole.text.find("at night."), std::string::npos);
  auto cited = ask("needle");
  cited.whole_sentences = true;
  EXPECT_GT(first(cited).text.size(), cut.text.size());
}

TEST(Search, TheSpeakerFacetOfWhatIsSaidIgnoresItsOwnSelection) {
  test::SampleIndex index;
  index.add({article("a", "A", "“We need wheat,” said Farida Qasim."),
             article("b", "B", "“They need wheat,” said Omar Bashir.")});
  Searcher searcher(index.path());
  const auto counts = [&](const Question& question) {
    std::map<std::string, std::uint64_t> result;
    for (const auto& facet : searcher.search(question).facets)
      if (facet.name == "speaker")
        for (const auto& value : facet.values) result[value.label] = value.count;
    return result;
  };
  auto question = ask("said:wheat");
  const auto before = counts(question);
  question.filters.speaker.any_of = {"farida-qasim"};
  EXPECT_EQ(counts(question), before);
  EXPECT_EQ(id_set(searcher.search(question)), std::set<std::string>{"a"});
}

TEST(Search, LettersThatAreNoWordAreNoError) {
  test::SampleIndex index;
  index.add({article("a", "\u0640", "one \u0640 two \u3164 three"), article("b", "T", "four")});
  Searcher searcher(index.path());
  for (const auto* query :
       {"\u0640", "\u3164", "\u0640-35", "\u0640*", "title:\u0640", "\u0640 NEAR/3 one", "said:\u3164"})
    EXPECT_NO_THROW(searcher.search(ask(query))) << query;
  EXPECT_EQ(ids(searcher.search(ask("three"))), Ids{"a"});
}

TEST(Search, AFilterThatNothingPassesLeavesNothing) {
  test::SampleIndex index;
  auto dated = article("dated", "T", "word");
  dated.date = Day{2015, 5, 5};
  index.add({dated, article("undated", "T", "word")});
  Searcher searcher(index.path());
  for (const DayRange range :
       {DayRange{Day{2016, 1, 1}, std::nullopt}, DayRange{std::nullopt, Day{2014, 12, 31}},
        DayRange{Day{2015, 6, 1}, Day{2015, 1, 1}}}) {
    auto question = ask("word");
    question.filters.dates = range;
    EXPECT_TRUE(searcher.search(question).hits.empty());
    EXPECT_EQ(searcher.search(question).total.value, 0U);
  }
  EXPECT_TRUE(searcher.search(ask("word date:2016..")).hits.empty());
  auto question = ask("word");
  question.filters.outlet.any_of = {"No Such Paper"};
  const auto answer = searcher.search(question);
  EXPECT_EQ(answer.total.value, 0U);
  const auto& outlet = answer.facets.front();
  const auto stranger = std::find_if(outlet.values.begin(), outlet.values.end(),
                                     [](const FacetValue& value) { return value.label == "No Such Paper"; });
  ASSERT_NE(stranger, outlet.values.end());
  EXPECT_TRUE(stranger->selected);
}

TEST(Search, ADeepPageIsRefusedAndAnEmptyIndexIsNot) {
  test::SampleIndex index;
  index.add({});
  Searcher searcher(index.path());
  EXPECT_EQ(searcher.search(ask("anything")).total.value, 0U);
  auto question = ask("anything");
  question.page = kMaxResultDepth;
  EXPECT_THROW(searcher.search(question), Error);
}

TEST(Search, PagesTogetherAreTheWholeInOrder) {
  test::SampleIndex index;
  std::vector<Article> articles;
  for (int i = 0; i < 37; ++i)
    articles.push_back(article("a" + std::to_string(i), "T", "same words everywhere"));
  index.add(articles);
  Searcher searcher(index.path());
  const auto whole = ids(searcher.search(ask("words")));
  Ids paged;
  for (std::uint32_t page = 1; page <= 5; ++page) {
    auto question = ask("words");
    question.size = 8;
    question.page = page;
    const auto answer = searcher.search(question);
    EXPECT_EQ(answer.total.value, 37U);
    for (auto& id : ids(answer)) paged.push_back(std::move(id));
  }
  EXPECT_EQ(paged, whole);
}

// ---- Laws over random articles
// ------------------------------------------------------------------------------------------------

const std::vector<std::string>& vocabulary() {
  static const std::vector<std::string> words{
      "helicopter", "helicopters",  "delivery",    "deliveries", "Mi-35",    "Mi35",    "Mi 35",
      "S-400",      "co-operation", "cooperation", "wheat",      "Moscow",   "envoy",   "U.S.",
      "us",         "O’Brien",      "naïve",       "naive",      "拉夫罗夫", "Лаврова", "Лавров",
      "air-to-air", "F-16C",        "the",         "of"};
  return words;
}

std::vector<Article> random_articles(std::mt19937& random, std::size_t count) {
  const std::vector<std::string> outlets{"", "Example Herald", "Sample Courier", "Third Post"};
  const std::vector<std::string> languages{"", "en", "ur"};
  const std::vector<std::string> people{"Farida Qasim", "Omar Bashir", "Ivan Petrov"};
  const std::vector<std::string> places{"Pakistan", "India", "Iraq", "Norway"};
  std::vector<Article> articles;
  for (std::size_t i = 0; i < count; ++i) {
    std::string text;
    for (int paragraph = 0; paragraph < 3; ++paragraph) {
      if (paragraph > 0) text += "\n\n";
      for (std::size_t w = 5 + random() % 30; w > 0; --w) {
        text += vocabulary()[random() % vocabulary().size()];
        text += random() % 8 == 0 ? ". " : random() % 6 == 0 ? ", " : " ";
      }
      text += "It was in " + places[random() % places.size()] + ".";
      if (random() % 2 == 0)
        text +=
            " “We have seen the wheat and the helicopters,” said " + people[random() % people.size()] + ".";
    }
    auto made =
        article("a" + std::to_string(i), vocabulary()[random() % vocabulary().size()] + " news", text);
    if (const auto& outlet = outlets[random() % outlets.size()]; !outlet.empty()) made.outlet = outlet;
    const auto& lang = languages[random() % languages.size()];
    made.lang = lang.empty() ? std::optional<std::string>() : lang;
    if (random() % 5 != 0)
      made.date = day_from_number(day_number({2012, 1, 1}) + static_cast<int>(random() % 3000));
    articles.push_back(std::move(made));
  }
  return articles;
}

std::string random_query(std::mt19937& random) {
  std::string query;
  for (std::size_t i = random() % 3 + 1; i > 0; --i) {
    const auto word = vocabulary()[random() % vocabulary().size()];
    switch (random() % 8) {
      case 0:
        query += '"' + word + ' ' + vocabulary()[random() % vocabulary().size()] + "\" ";
        break;
      case 1:
        query += word + " OR ";
        break;
      case 2:
        query += word + " NEAR/6 ";
        break;
      case 3:
        query += word.substr(0, 4) + "* ";
        break;
      default:
        query += word + ' ';
    }
  }
  return query + vocabulary()[random() % vocabulary().size()];
}

TEST(SearchLaws, MarksFromPositionListsAreTheMarksOfAnalysingTheText) {
  std::mt19937 random(23);
  test::SampleIndex index;
  index.add(random_articles(random, 60));
  Searcher searcher(index.path());
  std::size_t marks = 0;
  for (int round = 0; round < 400; ++round) {
    const auto query = random_query(random);
    auto question = ask(query);
    question.match = MatchMode::all;
    for (const auto& hit : searcher.search(question).hits) {
      const auto view = searcher.article(hit.article.id);
      ASSERT_TRUE(view);
      const auto& text = view->record.text;
      const auto reference = searcher.highlight(query, text);
      const CodePoints code_points(text);
      for (const auto& passage : hit.passages) {
        ASSERT_EQ(passage.text, slice(text, passage.bytes));
        ASSERT_EQ(passage.place, code_points.from_bytes(passage.bytes));
        ASSERT_TRUE(is_valid_utf8(passage.text));
        // What crosses the edge of a passage is marked as far as its tokens reach; MarksLieOnTokenEdges holds
        // that.
        std::vector<Span> expected;
        for (const auto& span : reference)
          if (passage.bytes.contains(span)) expected.push_back(span);
        std::vector<Span> found;
        for (const auto& span : passage.match_bytes)
          if (std::none_of(reference.begin(), reference.end(),
                           [&](Span whole) { return whole != span && whole.contains(span); }))
            found.push_back(span);
        ASSERT_EQ(found, expected) << query << "\n" << passage.text;
        for (std::size_t i = 0; i < passage.match_bytes.size(); ++i)
          ASSERT_EQ(passage.matches[i], code_points.from_bytes(passage.match_bytes[i]));
        marks += expected.size();
      }
    }
  }
  EXPECT_GT(marks, 1000U);  // the law was put to the test
}

TEST(SearchLaws, MarksLieOnTokenEdges) {
  std::mt19937 random(29);
  test::SampleIndex index;
  index.add(random_articles(random, 30));
  Searcher searcher(index.path());
  Analyzer analyzer;
  Analysis analysis;
  for (int round = 0; round < 100; ++round) {
    for (const auto& hit : searcher.search(ask(random_query(random))).hits) {
      const auto text = searcher.article(hit.article.id)->record.text;
      analyzer.analyze(text, analysis);
      std::set<std::uint32_t> begins;
      std::set<std::uint32_t> ends;
      for (const auto& token : analysis.tokens) {
        begins.insert(token.span.begin);
        ends.insert(token.span.end);
      }
      for (const auto& passage : hit.passages)
        for (const auto& match : passage.match_bytes) {
          ASSERT_TRUE(begins.contains(match.begin)) << passage.text;
          ASSERT_TRUE(ends.contains(match.end)) << passage.text << "\n" << slice(text, match);
        }
    }
  }
}

// What an article has of a facet, from the public record alone.
std::vector<std::string> values_of(const ArticleRecord& record, const std::string& facet) {
  std::vector<std::string> values;
  if (facet == "outlet" && record.outlet) values = {*record.outlet};
  if (facet == "lang" && record.lang) values = {*record.lang};
  if (facet == "country")
    for (const auto& [code, weight] : record.countries) values.push_back(code);
  if (facet == "speaker")
    for (const auto& [id, name] : record.speakers) values.push_back(name);
  if (values.empty()) values = {"unknown"};
  return values;
}

bool passes(const Selection& selection, const std::vector<std::string>& values) {
  const auto has = [&](const std::vector<std::string>& wanted) {
    return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& value) {
      return std::find(values.begin(), values.end(), value) != values.end();
    });
  };
  return (selection.any_of.empty() || has(selection.any_of)) && !has(selection.none_of);
}

bool passes(const Filters& filters, const ArticleRecord& record, const std::string& left_out) {
  const std::map<std::string, const Selection*> selections{{"outlet", &filters.outlet},
                                                           {"speaker", &filters.speaker},
                                                           {"country", &filters.country},
                                                           {"lang", &filters.lang}};
  for (const auto& [facet, selection] : selections)
    if (facet != left_out && !passes(*selection, values_of(record, facet))) return false;
  if (filters.dates.empty() || left_out == "date") return true;
  return record.date && (!filters.dates.from || *filters.dates.from <= *record.date) &&
         (!filters.dates.to || *record.date <= *filters.dates.to);
}

TEST(SearchLaws, FacetCountsAreThoseOfCountingByHand) {
  std::mt19937 random(31);
  test::SampleIndex index;
  index.add(random_articles(random, 90));
  Searcher searcher(index.path());
  const std::vector<std::string> facets{"outlet", "speaker", "country", "lang"};
  const auto all = searcher.search(ask(""));
  ASSERT_EQ(all.total.value, 90U);
  for (int round = 0; round < 200; ++round) {
    auto question = ask(vocabulary()[random() % vocabulary().size()]);
    question.match = MatchMode::all;
    auto bare = question;
    const auto matching = searcher.search(bare).hits;  // at most 100: all of them
    const auto pick = [&](Selection& selection, const std::string& facet) {
      const auto& donor = all.hits[random() % all.hits.size()].article;
      if (random() % 3 == 0) selection.any_of = {values_of(donor, facet).front()};
      if (random() % 6 == 0) selection.none_of = {values_of(donor, facet).back()};
    };
    pick(question.filters.outlet, "outlet");
    pick(question.filters.speaker, "speaker");
    pick(question.filters.country, "country");
    pick(question.filters.lang, "lang");
    if (random() % 3 == 0) question.filters.dates.from = Day{2015, 3, 1};
    const auto answer = searcher.search(question);
    std::uint64_t total = 0;
    for (const auto& hit : matching) total += passes(question.filters, hit.article, "") ? 1U : 0U;
    ASSERT_EQ(answer.total.value, total);
    ASSERT_EQ(answer.hits.size(), total);
    for (const auto& facet : answer.facets) {
      std::map<std::string, std::uint64_t> expected;
      for (const auto& hit : matching)
        if (passes(question.filters, hit.article, facet.name))
          for (const auto& value : values_of(hit.article, facet.name)) ++expected[value];
      std::map<std::string, std::uint64_t> counted;
      for (const auto& value : facet.values)
        if (value.count > 0)
          counted[facet.name == "country" || facet.name == "lang" ? value.value : value.label] = value.count;
      ASSERT_EQ(counted, expected) << facet.name;
    }
    std::uint64_t dated = 0;
    for (const auto& hit : matching) dated += passes(question.filters, hit.article, "date") ? 1U : 0U;
    std::uint64_t bars = 0;
    for (const auto& bar : answer.dates.bars) bars += bar.count;
    ASSERT_EQ(bars, dated);
  }
}

TEST(SearchLaws, NoTextIsAnError) {
  std::mt19937 random(37);
  test::SampleIndex index;
  index.add(random_articles(random, 20));
  Searcher searcher(index.path());
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    for (std::size_t i = random() % 60; i > 0; --i)
      bytes +=
          random() % 3 == 0 ? static_cast<char>(random()) : "ab( )\"*:-./ORNT said:title:"[random() % 27];
    if (random() % 10 == 0) bytes += random() % 2 == 0 ? "\u0640" : "\u3164";
    ASSERT_NO_THROW(searcher.search(ask(bytes))) << bytes;
  }
}

// ---- Snapshots and revisions
// -----------------------------------------------------------------------------------------------------

TEST(Snapshot, ANewCommitIsSeenAfterRefreshAndNotBefore) {
  test::SampleIndex index;
  index.add({article("a", "T", "first words")});
  Searcher searcher(index.path());
  const auto before = searcher.generation();
  index.add({article("b", "T", "second words")});
  EXPECT_EQ(searcher.search(ask("words")).total.value, 1U);
  searcher.refresh();
  EXPECT_EQ(searcher.search(ask("words")).total.value, 2U);
  EXPECT_NE(searcher.generation(), before);
}

TEST(Snapshot, OldRevisionsStayAnswerableAlsoAfterWithdrawal) {
  test::SampleIndex index;
  index.add({article("a", "T", "the old words")});
  const auto old = sha256_hex("the old words");
  index.add({article("a", "T", "the new words")});
  {
    Searcher searcher(index.path());
    EXPECT_EQ(searcher.search(ask("old")).total.value, 0U);
    const auto current = searcher.article("a");
    ASSERT_TRUE(current);
    EXPECT_TRUE(current->current);
    EXPECT_EQ(current->record.text, "the new words");
    EXPECT_EQ(current->revisions.size(), 2U);
    const auto pinned = searcher.article("a", old.substr(0, 8));
    ASSERT_TRUE(pinned);
    EXPECT_FALSE(pinned->current);
    EXPECT_EQ(pinned->record.text, "the old words");
    EXPECT_FALSE(searcher.article("a", "0000000000"));
    EXPECT_THROW(searcher.article("a", "00"), Error);
    EXPECT_FALSE(searcher.article("no-such"));
  }
  index.withdraw("a");
  Searcher searcher(index.path());
  EXPECT_EQ(searcher.search(ask("new")).total.value, 0U);
  const auto withdrawn = searcher.article("a", old.substr(0, 8));
  ASSERT_TRUE(withdrawn);
  EXPECT_TRUE(withdrawn->withdrawn);
}

TEST(Pool, ReadersNeverFailWhileAWriterCommits) {
  test::SampleIndex index;
  std::mt19937 random(41);
  index.add(random_articles(random, 40));
  SearcherPool pool(index.path(), 3);
  std::atomic<bool> done{false};
  std::atomic<int> answers{0};
  std::atomic<int> busy{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i)
    readers.emplace_back([&, i] {
      std::mt19937 own(static_cast<unsigned>(i));
      while (!done) {
        const auto query = random_query(own);
        try {
          const auto answer = pool.with([&](Searcher& searcher) { return searcher.search(ask(query)); });
          if (answer.hits.size() > answer.total.value) ADD_FAILURE() << "a torn answer";
          ++answers;
        } catch (const Error& error) {
          if (error.kind() != ErrorKind::busy) ADD_FAILURE() << error.what();
          ++busy;
        }
      }
    });
  for (int commit = 0; commit < 12; ++commit) {
    auto changed = article("a" + std::to_string(commit), "Changed",
                           "wheat and helicopters, commit " + std::to_string(commit));
    index.add({changed, article("n" + std::to_string(commit), "New", "the delivery of wheat")});
    if (commit % 3 == 2) index.rewrite();
  }
  while (answers + busy < 20)
    std::this_thread::yield();  // however slow the machine: the law is put to the test
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_LT(busy.load(), answers.load());
  const auto last =
      pool.with([](Searcher& searcher) { return searcher.search(ask("\"delivery of wheat\"")); });
  EXPECT_EQ(last.total.value, 12U);
}

std::size_t generations_of(const std::filesystem::path& index) {
  return all_generations(index).size();
}

TEST(Pool, AReplacedGenerationIsKeptWhileItIsReadAndGoesAfterwards) {
  test::SampleIndex index;
  index.add({article("a", "T", "words of peace"), article("b", "T", "words of war")});
  SearcherPool pool(index.path(), 4);
  const auto count = [](Searcher& searcher) { return searcher.search(ask("words")).total.value; };
  // Two searchers open, one at work while the generation is replaced; the other one idle since.
  pool.with([&](Searcher& outer) {
    EXPECT_EQ(pool.with(count), 2U);
    index.rewrite();
    EXPECT_EQ(generations_of(index.path()), 2U);
    EXPECT_EQ(count(outer), 2U) << "its generation is still there";
    return 0;
  });
  EXPECT_EQ(pool.with(count), 2U);
  index.rewrite();  // whoever writes next finds nobody in the first one
  EXPECT_EQ(generations_of(index.path()), 2U) << "the second, which the pool reads, and the third";
}

TEST(Pool, ASearcherIsGivenBackWhenTheRequestThrows) {
  test::SampleIndex index;
  index.add({article("a", "T", "words")});
  SearcherPool pool(index.path(), 1);
  for (int i = 0; i < 5; ++i)
    EXPECT_THROW(pool.with([](Searcher&) -> int { throw Error(ErrorKind::usage, "no"); }), Error);
  EXPECT_EQ(pool.with([](Searcher& searcher) { return searcher.search(ask("words")).total.value; }), 1U);
}

TEST(Pool, AMissingIndexShowsAtStart) {
  const test::TemporaryDirectory directory;
  EXPECT_THROW(SearcherPool(directory.path(), 2), Error);
}

TEST(Search, OnlyWhatADirectQuotationCoversIsShownAsItsSpeakersWords) {
  test::SampleIndex index;
  index.add(
      {article("a", "A", "“We will supply military equipment,” said Farida Qasim in Karachi."),
       article("c", "C", "“We counted the bolts,” said Farida Qasim. “Nobody counted the welds in time.”"),
       article("b", "B", "Omar Bashir said that the cranes were not on the table in Karachi.")});
  Searcher searcher(index.path());
  const auto passage = [&](const std::string& query) {
    return searcher.search(ask(query)).hits.front().passages.front();
  };
  const auto said = passage("military equipment");
  EXPECT_EQ(said.speech, Speech::said);
  EXPECT_EQ(said.quotation_place, (Span{0, 36}));
  ASSERT_EQ(said.said_bytes.size(), 1U);
  EXPECT_EQ(
      slice("“We will supply military equipment,” said Farida Qasim in Karachi.", said.said_bytes.front()),
      "“We will supply military equipment,”");
  EXPECT_EQ(passage("bolts welds").speech, Speech::said) << "two quotations of one speaker";
  EXPECT_EQ(passage("equipment Karachi").speech, Speech::partly);
  EXPECT_EQ(passage("cranes").speech, Speech::reported);
  EXPECT_EQ(passage("cranes").quotation_type, QuotationType::indirect);
  EXPECT_EQ(passage("title:A Karachi").speech, Speech::none);
}

TEST(Search, APassageShowsAQuotationWhole) {
  test::SampleIndex index;
  const std::string filler =
      " and the harbour master walked along the quay for hours without a word to anyone";
  index.add({article(
      "a", "A",
      "“Do not ask me whether it works. Ask the people who built it, who know every bolt and every weld "
      "in that long and windy hall by the sea. They will tell you,” said Farida Qasim" +
          filler + ".")});
  Searcher searcher(index.path());
  const auto passage = searcher.search(ask("\"do not ask me whether\"")).hits.front().passages.front();
  EXPECT_EQ(passage.text.starts_with("“Do not"), true) << passage.text;
  EXPECT_NE(passage.text.find("tell you,”"), std::string::npos) << passage.text;
}

TEST(Search, AQuestionWithoutALetterOrDigitFindsNothingAndSaysWhy) {
  test::SampleIndex index;
  index.add({article("a", "A", "alpha beta"), article("b", "B", "gamma")});
  Searcher searcher(index.path());
  for (const auto* text : {"😀", "*", "-", "((((", "\"\" \"\"", "?!"}) {
    const auto answer = searcher.search(ask(text));
    EXPECT_EQ(answer.total.value, 0U) << text;
    EXPECT_TRUE(answer.hits.empty()) << text;
    EXPECT_EQ(answer.read_as, "nothing") << text;
    EXPECT_FALSE(answer.query.notes.empty()) << text;
  }
  EXPECT_EQ(searcher.search(ask("")).total.value, 2U);
  EXPECT_EQ(searcher.search(ask("   ")).total.value, 2U);
}

TEST(Search, ALanguageMayBeNamedAndARangeThatRunsBackwardsIsToldOf) {
  test::SampleIndex index;
  auto english = article("a", "A", "alpha beta");
  english.lang = "en";
  index.add({english});
  Searcher searcher(index.path());
  EXPECT_EQ(id_set(searcher.search(ask("lang:english alpha"))), std::set<std::string>{"a"});
  const auto backwards = searcher.search(ask("alpha date:2016..2014"));
  EXPECT_TRUE(backwards.hits.empty());
  ASSERT_FALSE(backwards.query.notes.empty());
  EXPECT_NE(backwards.query.notes.front().find("before it begins"), std::string::npos);
}

}  // namespace
}  // namespace pressmark
