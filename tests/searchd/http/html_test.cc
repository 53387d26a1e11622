#include "searchd/http/html.h"

#include <gtest/gtest.h>

#include <random>
#include <regex>

#include "schema/text/utf8.h"
#include "tests/support/cpu_time.h"

namespace pressmark::http {
namespace {

// The text of a fragment, and whether its tags nest.
std::string text_of(const std::string& html) {
  std::string text = std::regex_replace(html, std::regex("<[^>]*>"), "");
  for (const auto& [entity, character] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
    text = std::regex_replace(text, std::regex(entity), character);
  return text;
}

bool nests(const std::string& html) {
  std::vector<std::string> open;
  const std::regex tags("<(/?)([a-z]+)[^>]*>");
  for (std::sregex_iterator tag(html.begin(), html.end(), tags), end; tag != end; ++tag) {
    if ((*tag)[1].length() == 0)
      open.push_back((*tag)[2]);
    else if (open.empty() || open.back() != (*tag)[2])
      return false;
    else
      open.pop_back();
  }
  return open.empty();
}

TEST(HtmlTest, EscapesWhatMeansSomething) {
  EXPECT_EQ(escape_html("<a href=\"x\">'&'</a>"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
  EXPECT_EQ(escape_html(std::string_view("a\0b\x1b", 4)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
}

TEST(HtmlTest, MarksAreCutBeforeEscaping) {
  EXPECT_EQ(marked("a<b>c", {{1, 4}}), "a<mark>&lt;b&gt;</mark>c");
  EXPECT_EQ(marked("abc", {{0, 99}}), "abc") << "a span outside of the text is left out";
}

TEST(HtmlTest, LayersThatCrossAreSplitAndNest) {
  Layers layers;
  layers.hits = {{2, 6}};
  layers.target = Span{4, 8};
  layers.target_id = "c4-8";
  const std::string text = "0123456789";
  const auto html = layered(text, {{0, 10}}, layers);
  EXPECT_EQ(html.at(0),
            "01<mark id=\"hit-1\">23</mark><span class=\"target\" id=\"c4-8\"><mark>45</mark>67</span>89");
}

TEST(HtmlTest, WhatCrossesParagraphsHasOneNumberAndOneId) {
  Quotation quotation;
  quotation.id = "q";
  quotation.spans = {{6, 9}, {1, 4}};  // as no annotator gives them
  const std::vector<Quotation> quotations{quotation};
  Layers layers;
  layers.quotations = &quotations;
  layers.hits = {{2, 7}, {8, 10}};
  const auto html = layered("0123456789", {{0, 3}, {4, 10}}, layers);
  const std::string said = "class=\"said direct\" title=\"speaker unknown\">";
  EXPECT_EQ(html.at(0), "0<span " + said + "1<mark id=\"hit-1\">2</mark></span>");
  EXPECT_EQ(html.at(1), "<mark>45</mark><span id=\"q-q\" " + said +
                            "<mark>6</mark>7<mark id=\"hit-2\">8</mark></span><mark>9</mark>");
}

// Every paragraph used to look at every quotation of the article.
TEST(HtmlTest, ALongArticleCostsWhatItIsLong) {
  constexpr std::uint32_t kParagraphs = 20'000;
  std::string text;
  std::vector<Span> paragraphs;
  std::vector<Quotation> quotations;
  Layers layers;
  for (std::uint32_t i = 0; i < kParagraphs; ++i) {
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += "\"Words & more words,\" she said.";
    paragraphs.push_back({begin, static_cast<std::uint32_t>(text.size())});
    Quotation quotation;
    quotation.id = std::to_string(i);
    quotation.spans = {{begin, begin + 21}};
    quotations.push_back(quotation);
    layers.hits.push_back({begin + 1, begin + 6});
    text += "\n\n";
  }
  layers.quotations = &quotations;
  const test::CpuTime cost;
  const auto html = layered(text, paragraphs, layers);
  EXPECT_LT(cost.seconds(), 3 * test::kInstrumented);
  ASSERT_EQ(html.size(), kParagraphs);
  EXPECT_NE(html.back().find("id=\"q-19999\""), std::string::npos) << html.back();
  EXPECT_NE(html.back().find("id=\"hit-20000\""), std::string::npos) << html.back();
}

TEST(HtmlTest, AnyLayersKeepTheTextAndNest) {
  std::mt19937 random(3);
  const std::string text = "a<b>\"c\" & 'd' e <f> g h i j k l m";
  const auto size = static_cast<std::uint32_t>(text.size());
  const auto some = [&] {
    std::vector<Span> spans;
    for (std::uint32_t at = 0; at < size;) {
      const auto begin = at + random() % 6;
      const auto end = begin + 1 + random() % 5;
      if (end > size) break;
      spans.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
      at = static_cast<std::uint32_t>(end);
    }
    return spans;
  };
  for (int i = 0; i < 2000; ++i) {
    Quotation quotation;
    quotation.id = "x\"y";
    quotation.spans = some();
    const std::vector<Quotation> quotations(1 + random() % 2, quotation);
    Layers layers;
    layers.hits = some();
    layers.quotations = &quotations;
    layers.target = Span{static_cast<std::uint32_t>(random() % size), size};
    layers.target_id = "c";
    std::string html;
    const auto cut = static_cast<std::uint32_t>(random() % size);
    for (const auto& paragraph : layered(text, {Span{0, cut}, Span{cut, size}}, layers)) html += paragraph;
    ASSERT_EQ(text_of(html), text);
    ASSERT_TRUE(nests(html)) << html;
  }
}

}  // namespace
}  // namespace pressmark::http
