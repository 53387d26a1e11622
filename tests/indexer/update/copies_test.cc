// The graph of copies is a function of what the index holds, whatever way it came to hold that.

#include "indexer/update/copies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "indexer/update/check.h"
#include "indexer/update/index_writer.h"
#include "indexer/update/segment.h"
#include "indexer/update/tables.h"
#include "schema/index/document.h"
#include "schema/text/sha256.h"
#include "tests/support/index_dump.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/wire_stories.h"

namespace pressmark {
namespace {

using test::printed;
using test::story;
using test::TemporaryDirectory;

// One of some ways to print one of some stories: whole, cut, edited, or with a paragraph of its own.
std::string printing(std::mt19937& random, std::uint32_t stories) {
  auto words = story(static_cast<std::uint32_t>(random() % stories), 160);
  switch (random() % 5) {
    case 0:
      words.resize(90 + random() % 60);
      break;
    case 1:
      for (int i = 0; i < 3; ++i) words[20 + random() % 120] = "edited" + std::to_string(random() % 20);
      break;
    case 2: {
      const auto more = story(1000 + static_cast<std::uint32_t>(random() % 20), 40);
      words.insert(words.end(), more.begin(), more.end());
      break;
    }
    default:
      break;  // unchanged, by many
  }
  return printed(words);
}

Article article(const std::string& id, const std::string& text) {
  Article result;
  result.id = id;
  result.title = "A story";
  result.text = text;
  result.lang = "en";
  result.source.path = id + ".txt";
  result.source.sha256 = sha256_hex(text);
  return result;
}

ArticleDocuments documents(const std::string& id, const std::string& text) {
  DocumentBuilder builder("test");
  return builder.build(article(id, text), {}, {sha256_hex(text), 1, 1, "1"});
}

using Texts = std::map<std::string, std::string>;  // by article id

test::IndexDump written_at_once(const std::filesystem::path& index, const Texts& texts) {
  IndexWriter writer(index, IndexWriter::Mode::create);
  for (const auto& [id, text] : texts) writer.put(documents(id, text));
  writer.commit();
  return test::dump_index(index);
}

std::vector<std::string> problems(const std::filesystem::path& index) {
  const auto generation = current_generation(index);
  return problems_of_copies(Xapian::Database(generation.articles()), Xapian::Database(generation.texts()));
}

TEST(CopyLaws, AnyHistoryEndsInTheSameGraph) {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    const TemporaryDirectory directory;
    std::mt19937 random(seed);
    Texts texts;
    {
      IndexWriter writer(directory / "lived", IndexWriter::Mode::create);
      for (int step = 0; step < 120; ++step) {
        const auto id = "a-" + std::to_string(random() % 30);
        switch (random() % 12) {
          case 0:
          case 1:
            writer.withdraw(id, 1);
            texts.erase(id);
            break;
          case 2:
            writer.purge(id, 1);
            texts.erase(id);
            break;
          case 3:
            writer.commit();
            break;
          case 4: {
            writer.commit();
            const auto place = writer.new_segment();
            Segment segment(place);
            for (int i = 0; i < 3; ++i) {
              const auto fresh = "s-" + std::to_string(step) + "-" + std::to_string(i);
              texts[fresh] = printing(random, 5);
              segment.add(documents(fresh, texts[fresh]));
            }
            segment.finish();
            writer.merge({place});
            break;
          }
          default:
            texts[id] = printing(random, 5);
            writer.put(documents(id, texts[id]));
        }
      }
      writer.commit();
    }
    const auto lived = test::dump_index(directory / "lived");
    const auto made = written_at_once(directory / "made", texts);
    EXPECT_GT(made.copies.size(), texts.size()) << "there is something to lose";
    EXPECT_EQ(test::differences(lived.copies, made.copies), "") << "seed " << seed;
    EXPECT_EQ(problems(directory / "lived"), std::vector<std::string>());
  }
}

// The same of bands with more texts than pivots, against the definition itself.
TEST(CopyLaws, CrowdedBandsKeepToTheirPivots) {
  constexpr std::size_t kTwo = 2;
  const TemporaryDirectory directory;
  make_empty_table(directory / "articles");
  make_empty_table(directory / "texts");
  auto articles = open_table(directory / "articles", 100);
  auto rows = open_table(directory / "texts", 100);
  std::mt19937 random(7);
  std::map<Wording, std::string> there;
  std::size_t most_in_a_band = 0;
  for (int round = 0; round < 40; ++round) {
    std::vector<Sketch> touched;
    for (int i = 0; i < 4; ++i) {
      const bool takes_out = !there.empty() && random() % 3 == 0;
      const auto text =
          takes_out ? std::next(there.begin(), random() % there.size())->second : printing(random, 2);
      const auto sketch = *sketch_of(ShingledText(text));
      touched.push_back(sketch);
      if (takes_out) {
        articles.delete_document(wording_term(sketch.wording));
        there.erase(sketch.wording);
      } else if (there.emplace(sketch.wording, text).second) {
        const auto made = documents("w-" + std::to_string(sketch.wording), text);
        articles.add_document(made.article);
        rows.add_document(made.text);
      }
    }
    const auto write = [&](const std::string& key, const std::string& value) {
      articles.set_metadata(key, value);
    };
    CopyGraph(articles, rows, write, kTwo).update(touched);

    std::map<std::string, std::vector<Wording>> bands;
    std::map<Wording, ShingledText> read;
    for (const auto& [wording, text] : there) {
      const auto& shingled = read.emplace(wording, ShingledText(text)).first->second;
      for (std::size_t band = 0; band < kSketchBands; ++band)
        bands[band_key(*sketch_of(shingled), band)].push_back(wording);
    }
    std::set<std::string> expected;
    for (const auto& [band, members] : bands) {
      most_in_a_band = std::max(most_in_a_band, members.size());
      for (std::size_t pivot = 0; pivot < std::min(kTwo, members.size()); ++pivot)
        for (const auto member : members)
          if (member != members[pivot] && is_copy(compare(read.at(member), read.at(members[pivot])))) {
            expected.insert(with_wording(edge_key(member), members[pivot]));
            expected.insert(with_wording(edge_key(members[pivot]), member));
          }
    }
    std::set<std::string> found;
    for (auto it = articles.metadata_keys_begin("~e"); it != articles.metadata_keys_end("~e"); ++it)
      found.insert(*it);
    ASSERT_EQ(found, expected) << "round " << round;
  }
  EXPECT_GT(most_in_a_band, 2 * kTwo) << "the bands are crowded";
}

TEST(Copies, WhatACheckKnows) {
  const TemporaryDirectory directory;
  const auto text = printed(story(1, 200));
  auto cut = story(1, 200);
  cut.resize(150);
  written_at_once(directory / "index", {{"a", text}, {"b", printed(cut)}, {"c", printed(story(2, 200))}});
  EXPECT_EQ(check_index(directory / "index", {true, ""}).messages, std::vector<std::string>());

  const auto table = current_generation(directory / "index").articles();
  std::string edge;
  {
    auto articles = open_table(table, 10);
    edge = *articles.metadata_keys_begin("~e");
    articles.set_metadata(edge, "");
    articles.commit();
  }
  EXPECT_FALSE(problems(directory / "index").empty());
  {
    auto articles = open_table(table, 10);
    articles.set_metadata(edge, "1");
    articles.set_metadata(with_wording(edge_key(1), 2), "1");
    articles.commit();
  }
  EXPECT_FALSE(problems(directory / "index").empty());
}

}  // namespace
}  // namespace pressmark
