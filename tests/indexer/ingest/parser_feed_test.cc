#include "indexer/ingest/page/parser_feed.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <unordered_map>

#include "indexer/ingest/page/dom.h"

namespace pressmark {
namespace {

// The words of a tree with a mark at the edges of what stands in blocks; none of what the feed leaves out.
std::string words_in_blocks(const GumboNode* top) {
  std::string words;
  for (const auto* node = top; node != nullptr;) {
    bool skip = false;
    if (is_text(node)) {
      words += node->v.text.text;
    } else if (is_element(node)) {
      for (const auto tag : {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_IFRAME, GUMBO_TAG_NOSCRIPT,
                             GUMBO_TAG_TEXTAREA, GUMBO_TAG_SVG})
        skip = skip || is_element(node, tag);
      for (const auto tag : {GUMBO_TAG_P, GUMBO_TAG_DIV, GUMBO_TAG_LI, GUMBO_TAG_H2, GUMBO_TAG_TD})
        if (is_element(node, tag)) words += '|';
    }
    node = next_node(node, top, skip);
  }
  std::erase_if(words, [](char c) { return c == ' ' || c == '\n'; });
  return words;
}

std::string words_of_feed(const std::string& html) {
  return words_in_blocks(Dom(html).root());
}

std::string words_of_all(const std::string& html) {
  auto* output = gumbo_parse(html.c_str());
  auto words = words_in_blocks(output->root);
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return words;
}

std::size_t deepest(const GumboNode* top) {
  std::unordered_map<const GumboNode*, std::size_t> depths;
  std::size_t most = 0;
  for (const auto* node = top; node != nullptr; node = next_node(node, top))
    most = std::max(most, depths[node] = depths[node->parent] + 1);
  return most;
}

TEST(ParserFeed, HasNoMoreThanWhatAPageSays) {
  const auto feed = parser_feed(
      "<!DOCTYPE html><p class=a onclick='b()' data-x=\"<i>\">a<script>if (a < b) c('</p>')</script><b>b</b>"
      "<!-- c --><style>p{}</style><span>c</span><img src=d.png><svg><path d='M0'/></svg>"
      "<a href='/e'>e</a></p><script type=application/ld+json>{\"a\":1}</script>");
  EXPECT_EQ(feed.html, "<!DOCTYPE html><p class=a>abc<a>e</a></p>");
  EXPECT_EQ(feed.linked, std::vector<std::string_view>{"{\"a\":1}"});
  EXPECT_EQ(feed.scripts, std::vector<std::string_view>{"if (a < b) c('</p>')"});
  EXPECT_FALSE(feed.hazard);
}

TEST(ParserFeed, LeavesTheWordsInTheirBlocks) {
  for (const auto* html : {"a < b <c> d",
                           "<p>a<b>b<p>c</b>d",
                           "<h2>a</h3>b<p>c",
                           "<script>no end",
                           "<!-- no end",
                           "<!--> a",
                           "<script><!-- <script> </script> --></script>b",
                           "<title><style>a</style></title>b",
                           "<p",

                           "<textarea><script>a</script></textarea>b",
                           "<!--[if IE]>a<![endif]-->b",
                           "<svg><svg></svg></svg>b",
                           "<svg><p>a</svg>b",
                           "<svg><title>a</title></svg>b",
                           "<div><span class=x>a</div>b</span>c",
                           "",
                           "<",
                           "<table><tr><td><b>a<td>b</table>c",
                           "<p title='>'>a",
                           "<p title=a/>b",
                           "<p class=a/>b",
                           "<a/b='>'c>d",
                           "<ul><li><span class=a>b<li>c</ul>d",
                           "<p>a</br>b",
                           "<select><option>a<option>b</select>c",
                           "<?php a ?>b",
                           "<p =a>b",
                           "<P CLASS=a>b</P>c",

                           "<x-y>a<p>b</x-y>c"})
    EXPECT_EQ(words_of_feed(html), words_of_all(html)) << html;
}

// Tags in any order, closed or not: what the estimate calls shallow is shallow, but for the three elements
// the parser adds to a cell.
TEST(ParserFeed, NeverTakesADeepTreeForAShallowOne) {
  constexpr auto kPieces = std::to_array<const char*>(
      {"<div>",          "</div>",     "<p>",         "</p>",       "<b>",           "</b>",
       "<span class=a>", "</span>",    "<table>",     "</table>",   "<td>",          "</td>",
       "<tr>",           "<a href=b>", "</a>",        "<h2>",       "</h3>",         "<ul>",
       "<li>",           "</ul>",      "<form>",      "</form>",    "<x-y>",         "</x-y>",
       "<object>",       "</object>",  "<button>",    "</button>",  "<svg>",         "</svg>",
       "<select>",       "</select>",  "<section>",   "</section>", "<center>",      "</center>",
       "<caption>",      "<template>", "</template>", "words",      "<font size=1>", "</font>",
       "<sup>",          "</sup>",     "<br>",        "<math>",     "<i class=c>",   "</i>"});
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string once;
    for (int i = 0; i < 8; ++i) once += kPieces.at(random() % kPieces.size());
    std::string html;
    for (int i = 0; i < 2000; ++i) html += once;
    auto feed = parser_feed(html);
    if (feed.hazard) continue;
    EXPECT_LT(deepest(Dom(std::move(feed)).root()), 5U * 1200U) << once;
  }
}

TEST(ParserFeed, TellsOfPagesThatWouldTakeForever) {
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += "<div>";
  EXPECT_EQ(parser_feed(deep).hazard, "nested deeper than 1200 elements");
  std::string cells;
  for (int i = 0; i < 2000; ++i) cells += "<div><table><tr><td></div>";
  EXPECT_EQ(parser_feed(cells).hazard, "nested deeper than 1200 elements");
  std::string unclosed;
  for (int i = 0; i < 2000; ++i) unclosed += "<div><span class=a></div>";
  EXPECT_FALSE(parser_feed(unclosed).hazard);
}

// gumbo opens every formatting element again in each paragraph behind it.
TEST(ParserFeed, SparesTheParserMarksThatAreNeverClosed) {
  std::string html = "<div>";
  for (int i = 0; i < 1000; ++i)
    html += "<b id=b" + std::to_string(i) + "><font color=" + std::to_string(i) + ">";
  html += "</div>";
  for (int i = 0; i < 1000; ++i) html += "<p>a</p>";
  const Dom dom(html);
  std::size_t elements = 0;
  for (const auto* node = dom.root(); node != nullptr; node = next_node(node, dom.root()))
    elements += is_element(node) ? 1 : 0;
  EXPECT_LT(elements, 3000U);
}

TEST(ParserFeed, CountsNoTagsInScriptsCommentsAndDrawings) {
  std::string script = "<script>";
  for (int i = 0; i < 5000; ++i) script += "'<div>';";
  EXPECT_EQ(parse_hazard(script + "</script><!--" + script + "-->"), std::nullopt);
  std::string paths;
  for (int i = 0; i < 5000; ++i) paths += "<path d='M0'/>";
  EXPECT_EQ(parse_hazard("<svg>" + paths + "</svg>"), std::nullopt);
}

}  // namespace
}  // namespace pressmark
