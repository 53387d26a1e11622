// The labeller and the labels it works on.

#include "indexer/annotate/labeller.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "indexer/annotate/annotate.h"
#include "indexer/annotate/labels.h"
#include "indexer/annotate/quotes.h"
#include "schema/model/error.h"

namespace pressmark::annotation {
namespace {

constexpr std::string_view kNews =
    "“The bridge is safe,” Ines Calder said on Monday. “Nobody was hurt.”\n\n"
    "Bo Chan, the mayor, told reporters that the harbour would stay closed, according to the Sample "
    "Courier.\n\n"
    "Calder denied it. “It is open,” she wrote on her site.";

Reading reading_of(std::string_view text) {
  return read(text, "en", Lexicon::english());
}

TEST(Labels, OfWhatTheRulesFoundTellOfTheSame) {
  const auto reading = reading_of(kNews);
  const auto found = find_quotations(reading);
  const auto again = found_in(reading, labels_of(reading, found), found);
  std::vector<bool> before(reading.tokens.size()), after(reading.tokens.size());
  for (const auto& [all, marks] : {std::pair{&found, &before}, {&again, &after}})
    for (const auto& quotation : *all)
      for (const auto& piece : quotation.content)
        for (auto i = piece.begin; i < piece.end; ++i) (*marks)[i] = true;
  EXPECT_EQ(before, after);
  EXPECT_FALSE(again.empty());
}

TEST(Labels, WithinOneAnotherAreThoseOfTheOuterWords) {
  const auto reading = reading_of("She said that he said no.");
  const auto labels = labels_of(reading, std::vector<Attribution>{{{{2, 6}}, Stretch{0, 1}, Stretch{1, 2}},
                                                                  {{{5, 6}}, Stretch{3, 4}, Stretch{4, 5}}});
  EXPECT_EQ(labels[0], Label::source_begin);
  EXPECT_EQ(labels[1], Label::cue_begin);
  EXPECT_EQ(labels[2], Label::content_begin);
  for (std::size_t i = 3; i < 6; ++i) EXPECT_EQ(labels[i], Label::content_inside) << i;
}

// Labels, as a model may give them: of the tokens from `begin` on, until the next row.
std::vector<Label> labels_as(const Reading& reading,
                             const std::vector<std::pair<std::uint32_t, Label>>& rows) {
  std::vector<Label> labels(reading.tokens.size(), Label::outside);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const std::size_t end = k + 1 < rows.size() ? rows[k + 1].first : labels.size();
    for (std::size_t i = rows[k].first; i < end; ++i) {
      const bool inside = rows[k].second != Label::outside && i > rows[k].first;
      labels[i] = inside ? static_cast<Label>(index(rows[k].second) + 1) : rows[k].second;
    }
  }
  return labels;
}

TEST(Labels, OfMarkedWordsWithoutACueAreScareQuotesUnlessTheRulesSayOtherwise) {
  const auto reading = reading_of("Even China, its “all weather friend”, kept silent.");
  EXPECT_TRUE(
      found_in(reading, labels_as(reading, {{4, Label::content_begin}, {9, Label::outside}}), {}).empty());
}

TEST(Labels, OfWordsUnderNoVerbOfSpeechTellNothing) {
  const auto reading = reading_of("Anna Berg crossed the old bridge in May.");
  const auto rows = std::vector<std::pair<std::uint32_t, Label>>{
      {0, Label::source_begin}, {2, Label::cue_begin}, {3, Label::content_begin}, {8, Label::outside}};
  EXPECT_TRUE(found_in(reading, labels_as(reading, rows), {}).empty());
  const auto said = reading_of("Anna Berg praised the old bridge in May.");
  const auto found = found_in(said, labels_as(said, rows), {});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(*found[0].source, (Stretch{0, 2}));
  EXPECT_EQ(*found[0].cue, (Stretch{2, 3}));
  EXPECT_EQ(found[0].content, (std::vector<Stretch>{{3, 8}}));
}

TEST(Labels, WithoutOneWhoSpeaksTakeTheSubjectOfTheVerb) {
  const auto reading = reading_of("The mayor denied the dam was unsafe.");
  const auto found = found_in(
      reading, labels_as(reading, {{2, Label::cue_begin}, {3, Label::content_begin}, {7, Label::outside}}),
      {});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].source, (Stretch{0, 2}));
}

TEST(Labeller, GivesEveryTextLabelsThatMayFollowOneAnother) {
  const auto& labeller = Labeller::built_in();
  std::mt19937 random(7);
  const std::vector<std::string> pieces{
      "he said ",      "“",          "” ", "that ",   "Ines Calder ", ", ",  ". ", "told ", "\n\n",
      "according to ", "the mayor ", "\"", "wrote: ", "12 ",          "ки ", "'"};
  for (int run = 0; run < 200; ++run) {
    std::string text = "A";
    for (int i = 0; i < 120; ++i) text += pieces[random() % pieces.size()];
    const auto reading = reading_of(text);
    const auto rules = labels_of(reading, find_quotations(reading));
    const auto labels = labeller.label(reading, rules);
    ASSERT_EQ(labels.size(), reading.tokens.size());
    EXPECT_EQ(labels, labeller.label(reading, rules));
    for (const auto& paragraph : reading.paragraphs)
      for (auto i = paragraph.begin; i < paragraph.end; ++i)
        EXPECT_TRUE(i == paragraph.begin ? !is_inside(labels[i]) : may_follow(labels[i - 1], labels[i]))
            << text;
  }
}

TEST(Labeller, LabelsAParagraphWithoutEndInParts) {
  std::string text;
  while (text.size() < 60'000) text += "Ines Calder said that the bridge was safe. ";
  std::string unbroken = "“";
  while (unbroken.size() < 60'000) unbroken += "we think that the bridge is safe, ";
  for (const auto& paragraph : {text, unbroken + "” Ines Calder said."}) {
    const auto reading = reading_of(paragraph);
    ASSERT_GT(reading.tokens.size(), 10'000U);
    const auto labels = Labeller::built_in().label(reading, labels_of(reading, find_quotations(reading)));
    EXPECT_EQ(labels.size(), reading.tokens.size());
    EXPECT_FALSE(is_inside(labels.front()));
    std::size_t said = 0;
    for (std::size_t i = 1; i < labels.size(); ++i) {
      EXPECT_TRUE(may_follow(labels[i - 1], labels[i])) << i;
      said += labels[i] == Label::content_begin || labels[i] == Label::content_inside ? 1 : 0;
    }
    EXPECT_GT(said, labels.size() / 3);
  }
}

TEST(Model, OfAnotherVersionOrSizeIsRefused) {
  Model model;
  model.token.assign((std::size_t{1} << kFeatureBits) * kLabels, 3);
  model.transition.assign((std::size_t{1} << kTransitionBits) * kTransitions, -2);
  model.token_scale = 0.25F;
  const auto bytes = encode(model);
  const auto again = decode_model(bytes);
  EXPECT_EQ(again.token, model.token);
  EXPECT_EQ(again.transition, model.transition);
  EXPECT_EQ(again.token_scale, model.token_scale);
  EXPECT_THROW(decode_model(bytes.substr(1)), Error);
  EXPECT_THROW(decode_model(bytes + "x"), Error);
  EXPECT_THROW(decode_model(""), Error);
}

}  // namespace
}  // namespace pressmark::annotation
