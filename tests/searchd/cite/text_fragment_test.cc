#include "searchd/cite/text_fragment.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "schema/text/utf8.h"
#include "searchd/cite/words.h"
#include "tests/searchd/cite/sample.h"

namespace pressmark {
namespace {

Passage passage(std::string text) {
  Passage out;
  out.text = std::move(text);
  return out;
}

std::string fragment(std::string_view text, std::string_view words, std::size_t from = 0) {
  const auto begin = static_cast<std::uint32_t>(text.find(words, from));
  const std::string url =
      text_fragment_url("https://e.org/", text, {begin, begin + static_cast<std::uint32_t>(words.size())});
  return url.substr(url.find("text="));
}

// A directive as the specification reads it: [prefix-,]start[,end][,-suffix], then percent-decoded.
struct Read {
  std::string prefix, start, end, suffix;
};

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

Read read(std::string_view url) {
  std::string_view rest = url.substr(url.find(":~:text=") + 8);
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= rest.size();) {
    const auto comma = std::min(rest.find(',', at), rest.size());
    parts.push_back(rest.substr(at, comma - at));
    at = comma + 1;
  }
  Read out;
  if (!parts.empty() && parts.front().back() == '-') {
    out.prefix = decoded(parts.front().substr(0, parts.front().size() - 1));
    parts.erase(parts.begin());
  }
  if (!parts.empty() && !parts.back().empty() && parts.back().front() == '-') {
    out.suffix = decoded(parts.back().substr(1));
    parts.pop_back();
  }
  EXPECT_GE(parts.size(), 1U) << url;
  EXPECT_LE(parts.size(), 2U) << url;
  if (!parts.empty()) out.start = decoded(parts[0]);
  if (parts.size() == 2) out.end = decoded(parts[1]);
  return out;
}

TEST(TextFragment, EncodesTheDashOfMi35) {
  EXPECT_EQ(text_fragment_url("https://e.org/a", passage("Mi-35 helicopters")),
            "https://e.org/a#:~:text=Mi%2D35%20helicopters");
}

TEST(TextFragment, EncodesWhatIsSyntaxAndWhatIsNotAscii) {
  EXPECT_EQ(text_fragment_url("https://e.org/a", passage("R&D, “Ми-35”")),
            "https://e.org/a#:~:text=R%26D%2C%20%E2%80%9C%D0%9C%D0%B8%2D35%E2%80%9D");
}

TEST(TextFragment, KeepsTheSitesOwnFragmentAndReplacesADirective) {
  EXPECT_EQ(text_fragment_url("https://e.org/a#p2", passage("one")), "https://e.org/a#p2:~:text=one");
  EXPECT_EQ(text_fragment_url("https://e.org/a#p2:~:text=old", passage("one")),
            "https://e.org/a#p2:~:text=one");
  EXPECT_EQ(text_fragment_url("https://e.org/a#:~:text=old&text=er", passage("one")),
            "https://e.org/a#:~:text=one");
  EXPECT_EQ(text_fragment_url("https://e.org/a?q=:~:#x", passage("one")),
            "https://e.org/a?q=:~:#x:~:text=one");
}

TEST(TextFragment, TakesWholeWordsOnly) {
  const std::string text = "The gunship carries eight soldiers.";
  EXPECT_EQ(text_fragment_url("https://e.org/", text, {6, 25}), "https://e.org/#:~:text=carries%20eight");
  EXPECT_EQ(text_fragment_url("https://e.org/", text, {5, 8}), "https://e.org/");
  const std::string numbers = "It cost 3,500 in the U.S. at most.";
  EXPECT_EQ(text_fragment_url("https://e.org/", numbers, {3, 9}), "https://e.org/#:~:text=cost");
}

TEST(TextFragment, OfALongPassageNamesItsFirstAndLastWords) {
  std::string text = "The helicopter combines a gunship";
  while (text.size() < 300) text += " with a small troop compartment";
  text += " and it can take off from Miranshah.";
  EXPECT_EQ(fragment(text, text), "text=The%20helicopter%20combines%20a,take%20off%20from%20Miranshah.");
}

TEST(TextFragment, NeverCrossesABlockWithinOneTerm) {
  const std::string text = "First words here.\n\nSecond block of words.";
  EXPECT_EQ(fragment(text, text), "text=First%20words%20here.,Second%20block%20of%20words.");
}

TEST(TextFragment, LengthensTheEndUntilItIsTheOnlyOne) {
  std::string text = "Begin here with this: he said it can fly. ";
  while (text.size() < 300) text += "More words stand in between. ";
  text += "At last she said it can fly.";
  EXPECT_EQ(read(fragment("x " + text, text).insert(0, "https://e.org/#:~:")).end, "she said it can fly.");
}

TEST(TextFragment, GivesContextToWordsThatStandTwice) {
  const std::string text = "Ivanov said that it can fly. Then Petrov said that it can fly again.";
  const Read second = read("#:~:" + fragment(text, "it can fly", 30));
  EXPECT_EQ(second.prefix, "Petrov said that");
  EXPECT_EQ(second.start, "it can fly");
  const Read first = read("#:~:" + fragment(text, "it can fly"));
  EXPECT_EQ(first.prefix, "Ivanov said that");
}

TEST(TextFragment, TakesContextFromTheNeighbouringBlockAtAnEdge) {
  const std::string text =
      "Nothing came of it in May.\n\nIt can fly.\n\nMuch came of it in June.\n\nIt can fly.";
  EXPECT_EQ(read("#:~:" + fragment(text, "It can fly.")).prefix, "it in May.");
  EXPECT_EQ(read("#:~:" + fragment(text, "It can fly.", 45)).prefix, "it in June.");
  const std::string start = "It can fly. So they say. And again: It can fly.";
  const Read first = read("#:~:" + fragment(start, "It can fly."));
  EXPECT_EQ(first.prefix, "");
  EXPECT_EQ(first.suffix, "So they say.");
}

TEST(TextFragment, OfAPassageThatIsNotUniqueUsesWhatStandsAround) {
  Passage twice = passage("it can fly");
  twice.unique = false;
  twice.before = "Then Petrov said that";
  twice.after = "again and again and again";
  EXPECT_EQ(text_fragment_url("https://e.org/", twice),
            "https://e.org/#:~:text=Petrov%20said%20that-,it%20can%20fly,-again%20and%20again");
}

// Any text, any place: the link reads back as whole words of that place, each term within one block, with no
// raw syntax in it.
TEST(TextFragment, AlwaysReadsBackAsTheWordsOfItsPlace) {
  std::mt19937 random(42);
  std::uniform_int_distribution<std::size_t> length(1, 120);
  for (int i = 0; i < 2000; ++i) {
    const std::string text = decode(test::hostile_text(random, length(random)), "utf-8").text;
    const CodePoints points(text);
    std::uniform_int_distribution<std::uint32_t> at(0, points.count());
    Span place{at(random), at(random)};
    if (place.begin > place.end) std::swap(place.begin, place.end);
    const Span bytes = points.to_bytes(place);
    const std::string url = text_fragment_url("https://e.org/", text, bytes);
    const Span words = whole_words(text, bytes);
    if (words.empty()) {
      EXPECT_EQ(url, "https://e.org/");
      continue;
    }
    const std::string_view syntax = std::string_view(url).substr(url.find("text=") + 5);
    EXPECT_EQ(
        syntax.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~%,-"),
        std::string_view::npos);
    const Read terms = read(url);
    const std::string_view cited = slice(text, words);
    for (const std::string& term : {terms.prefix, terms.start, terms.end, terms.suffix}) {
      EXPECT_EQ(term.find('\n'), std::string::npos) << url;
      EXPECT_NE(text.find(term), std::string::npos) << url;
      EXPECT_TRUE(is_valid_utf8(term)) << url;
    }
    EXPECT_FALSE(terms.start.empty()) << text;
    EXPECT_EQ(cited.substr(0, terms.start.size()), terms.start);
    if (!terms.end.empty()) {
      EXPECT_EQ(cited.substr(cited.size() - terms.end.size()), terms.end);
    }
    const bool one_term = terms.end.empty() && cited.find('\n') == std::string_view::npos;
    if (one_term) {
      EXPECT_EQ(terms.start, cited);
    }
  }
}

}  // namespace
}  // namespace pressmark
