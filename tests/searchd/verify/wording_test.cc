#include "searchd/verify/wording.h"

#include <gtest/gtest.h>

#include <random>

namespace pressmark {
namespace {

// "op draft/source class" of everything that differs.
std::vector<std::string> differences(std::string_view draft, std::string_view source) {
  Wordings wordings;
  const auto ours = wordings.words(draft);
  const auto theirs = wordings.words(source);
  const auto alignment = wordings.align(ours, theirs, ours.size());
  std::vector<std::string> told;
  if (!alignment) return {"none"};
  for (const auto& change : alignment->changes)
    if (change.difference)
      told.push_back(std::string(to_string(change.op)) + " " + change.draft + "/" + change.source + " " +
                     std::string(to_string(*change.difference)));
  return told;
}

using Told = std::vector<std::string>;

TEST(Wording, EveryDifferenceIsClassed) {
  const std::string source =
      "The council said that we will not deliver four ships to Anna Berg before winter comes";
  EXPECT_EQ(differences("we will not deliver four ships", source), Told{});
  EXPECT_EQ(differences("we will not deliver forty ships", source), Told{"replace forty/four number"});
  EXPECT_EQ(differences("we will not deliver 5 ships", source), Told{"replace 5/four number"});
  EXPECT_EQ(differences("that we will deliver four ships to Anna", source), Told{"delete /not negation"});
  EXPECT_EQ(differences("we will never deliver four ships", source), Told{"replace never/not word"});
  EXPECT_EQ(differences("deliver four ships to Anna Holm before winter", source),
            Told{"replace Holm/Berg name"});
  EXPECT_EQ(differences("we will not delivered four ships", source), Told{"replace delivered/deliver tense"});
  EXPECT_EQ(differences("we would not deliver four ships", source), Told{"replace would/will tense"});
  EXPECT_EQ(differences("deliver four ships to Anna Berg winter comes", source),
            Told{"delete /before dropped"});
  EXPECT_EQ(differences("deliver four large ships to Anna Berg", source), Told{"insert large/ added"});
  EXPECT_EQ(differences("we don't deliver four ships to Anna", "we deliver four ships to Anna"),
            Told{"insert don't/ negation"});
}

TEST(Wording, TheSameWordsDifferOnSight) {
  Wordings wordings;
  const auto changes = [&](std::string_view draft, std::string_view source) {
    const auto ours = wordings.words(draft);
    const auto theirs = wordings.words(source);
    const auto at = Wordings::occurrences(ours, theirs);
    Told told;
    if (at.size() != 1) return Told{"not there"};
    for (const auto& change : Wordings::surface_changes(ours, theirs, at[0], at[0] + ours.size()))
      told.push_back(change.draft + "/" + change.source + " " + std::string(to_string(*change.difference)));
    return told;
  };
  // Typography, the first letter and what stands at the end are the draft's own.
  EXPECT_EQ(changes("We're ready - now", "he said we\u2019re ready \u2014 now, and left"), Told{});
  EXPECT_EQ(changes("We stay \"here\"", "we stay \u2018here\u2019."), Told{});
  EXPECT_EQ(changes("One.\n\nTwo", "One.\u201D\n\n\u201CTwo"), Told{});
  EXPECT_EQ(changes("we meet the President", "we meet the president"), Told{"President/president capitals"});
  EXPECT_EQ(changes("Yes we can", "Yes, we can"), Told{"Yes we/Yes, we punctuation"});
  EXPECT_EQ(changes("a caf\u00E9 here", "a caf\u00E9 here"), Told{});
}

TEST(Wording, PiecesOfAQuotationAreReadWithoutTheReportersWords) {
  Wordings wordings;
  const std::string text = "\u201CWe are ready,\u201D he said, \u201Cto sail at dawn.\u201D";
  const auto all = wordings.words(text);
  const auto second = static_cast<std::uint32_t>(text.find("\u201Cto"));
  const auto joined = Wordings::within(all, {{0, static_cast<std::uint32_t>(text.find(" he"))},
                                             {second, static_cast<std::uint32_t>(text.size())}});
  const auto draft = wordings.words("We are ready to sail at dawn");
  ASSERT_EQ(Wordings::occurrences(draft, joined), std::vector<std::size_t>{0});
  EXPECT_TRUE(Wordings::surface_changes(draft, joined, 0, draft.size()).empty());
  EXPECT_TRUE(Wordings::occurrences(draft, all).empty());
}

// Whatever was done to a wording, the changes lead from the one to the other, and are no more than were made.
TEST(WordingLaws, ChangesLeadFromTheSourceToTheDraft) {
  std::mt19937 random(7);
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> source;
    const auto length = 20 + below(300);  // more words than there are bytes, too
    for (std::size_t i = 0; i < length; ++i) {
      std::string word = "w";
      for (auto number = below(400) + 1; number > 0; number /= 20)
        word += static_cast<char>('a' + number % 20);
      source.push_back(word);
    }
    const auto begin = below(length - 12);
    std::vector<std::string> draft(
        source.begin() + static_cast<std::ptrdiff_t>(begin),
        source.begin() + static_cast<std::ptrdiff_t>(begin + 8 + below(length - begin - 8)));
    const auto edits = below(3);
    for (std::size_t e = 0; e < edits; ++e) {
      const auto at = below(draft.size());
      if (below(3) == 0)
        draft.erase(draft.begin() + static_cast<std::ptrdiff_t>(at));
      else if (below(2) == 0)
        draft.insert(draft.begin() + static_cast<std::ptrdiff_t>(at), "other");
      else
        draft[at] = "another";
    }
    const auto text_of = [](const std::vector<std::string>& words) {
      std::string text;
      for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
      return text;
    };
    const auto draft_text = text_of(draft);
    const auto source_text = text_of(source);
    Wordings wordings;
    const auto ours = wordings.words(draft_text);
    const auto theirs = wordings.words(source_text);
    const auto alignment = wordings.align(ours, theirs, ours.size());
    ASSERT_TRUE(alignment);
    std::string from;
    std::string to;
    for (const auto& change : alignment->changes) {
      if (!change.source.empty()) from += (from.empty() ? "" : " ") + change.source;
      if (!change.draft.empty()) to += (to.empty() ? "" : " ") + change.draft;
    }
    EXPECT_EQ(to, text_of({draft.begin(), draft.end()}));
    EXPECT_EQ(from, std::string(source_text.substr(
                        theirs.spans[alignment->first].begin,
                        theirs.spans[alignment->last - 1].end - theirs.spans[alignment->first].begin)));
    EXPECT_LE(alignment->edits, edits);
  }
}

}  // namespace
}  // namespace pressmark
