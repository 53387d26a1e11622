// Who may include whom. ARCHITECTURE.md draws it; this holds the code to it.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = PRESSMARK_SOURCE_DIR;

struct Include {
  std::string file;  // relative to the root
  std::string target;
  bool local = false;  // "…" rather than <…>
};

// "schema/text" of "schema/text/analyzer.h"; "indexer" of "indexer/main.cc". Folders in a room are of the
// room.
std::string room_of(const std::string& file) {
  const auto first = file.find('/');
  const auto second = first == std::string::npos ? first : file.find('/', first + 1);
  return first == std::string::npos ? "" : file.substr(0, second == std::string::npos ? first : second);
}

std::optional<Include> parse_include(const std::string& file, std::string_view line) {
  while (line.starts_with(' ')) line.remove_prefix(1);
  if (!line.starts_with("#include")) return std::nullopt;
  const auto open = line.find_first_of("\"<");
  if (open == std::string_view::npos) return std::nullopt;
  const bool local = line[open] == '"';
  const auto close = line.find(local ? '"' : '>', open + 1);
  if (close == std::string_view::npos) return std::nullopt;
  return Include{file, std::string(line.substr(open + 1, close - open - 1)), local};
}

bool is_source(const fs::path& path) {
  return path.extension() == ".h" || path.extension() == ".cc";
}

const std::vector<Include>& all_includes() {
  static const auto includes = [] {
    std::vector<Include> found;
    for (const char* half : {"schema", "indexer", "searchd"}) {
      for (const auto& entry : fs::recursive_directory_iterator(kRoot / half)) {
        if (!is_source(entry.path())) continue;
        const auto file = fs::relative(entry.path(), kRoot).string();
        std::ifstream in(entry.path());
        for (std::string line; std::getline(in, line);)
          if (auto include = parse_include(file, line)) found.push_back(*include);
      }
    }
    return found;
  }();
  return includes;
}

// An arrow means "may include"; every room may include itself.
const std::map<std::string, std::set<std::string>>& arrows() {
  static const std::map<std::string, std::set<std::string>> table{
      {"schema/model", {}},
      {"schema/text", {"schema/model"}},
      {"schema/index", {"schema/text", "schema/model"}},
      {"indexer/ingest", {"schema/text", "schema/model"}},
      {"indexer/annotate", {"schema/text", "schema/model"}},
      {"indexer/train", {"indexer/annotate", "schema/text", "schema/model"}},
      {"indexer/update",
       {"indexer/ingest", "indexer/annotate", "schema/index", "schema/text", "schema/model"}},
      {"indexer",
       {"indexer/update", "indexer/ingest", "indexer/annotate", "schema/index", "schema/text",
        "schema/model"}},
      {"searchd/search", {"schema/index", "schema/text", "schema/model"}},
      {"searchd/proof", {"schema/text", "schema/model"}},
      {"searchd/cite", {"searchd/proof", "searchd/search", "schema/index", "schema/text", "schema/model"}},
      {"searchd/http", {"searchd/verify", "searchd/cite", "searchd/search", "schema/index", "schema/text", "schema/model"}},
      // A draft is read with the same eyes as an article: annotation is a function of a text alone.
      {"searchd/verify",
       {"searchd/proof", "searchd/cite", "searchd/search", "indexer/annotate", "schema/index", "schema/text", "schema/model"}},
      {"searchd/client", {"searchd/verify", "schema/model"}},
      {"searchd/input", {"schema/model"}},
      {"searchd/csl", {"schema/model"}},
      {"searchd/mcp", {"searchd/input", "searchd/verify", "schema/model"}},
      {"searchd",
       {"searchd/client", "searchd/csl", "searchd/input", "searchd/mcp", "searchd/proof", "searchd/http", "searchd/verify", "searchd/cite", "searchd/search", "schema/index", "schema/text",
        "schema/model"}},
  };
  return table;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

TEST(Includes, FollowTheArrowsBetweenRooms) {
  ASSERT_GT(all_includes().size(), 100U);
  for (const auto& include : all_includes()) {
    if (!include.local || include.target.starts_with("pressmark_embedded/")) continue;
    const auto from = room_of(include.file);
    const auto to = room_of(include.target);
    ASSERT_TRUE(arrows().contains(from)) << include.file << " stands in no room";
    EXPECT_TRUE(fs::exists(kRoot / include.target)) << include.file << " includes " << include.target;
    EXPECT_TRUE(from == to || arrows().at(from).contains(to))
        << include.file << " includes " << include.target;
  }
}

TEST(Includes, LibrariesStopAtTheirWalls) {
  for (const auto& include : all_includes()) {
    const auto room = room_of(include.file);
    const bool source = include.file.ends_with(".cc");
    const auto& target = include.target;
    if (target == "httplib.h") {
      EXPECT_TRUE(room == "searchd/http" || room == "searchd/client") << include.file << ": HTTP stays at the edge";
    }
    if (target.starts_with("unicode/") || target == "uchardet.h" || target.starts_with("cld2/")) {
      EXPECT_EQ(room, "schema/text") << include.file << ": character data stays in schema/text";
    }
    if (target.starts_with("openssl/")) {
      EXPECT_EQ(room, "schema/text") << include.file;
    }
    if (target.starts_with("nlohmann/")) {
      EXPECT_TRUE(room == "searchd/http" || room == "searchd/cite" || room == "searchd/mcp" || source)
          << include.file << ": JSON stays at an edge";
    }
    if (target == "gumbo.h") {
      EXPECT_TRUE(room == "indexer/ingest" || room == "searchd/verify") << include.file;
    }
    if (target.starts_with("kainjow/")) {
      EXPECT_EQ(room, "searchd/http") << include.file;
    }
    if (target == "xapian.h") {
      EXPECT_TRUE(room == "schema/index" || room == "searchd/search" || room == "indexer/update" ||
                  include.file == "schema/text/stemmer.cc")
          << include.file;
    }
  }
}

TEST(Includes, ModelKnowsOnlyTheStandardLibrary) {
  for (const auto& include : all_includes())
    if (room_of(include.file) == "schema/model" && !include.local) {
      EXPECT_EQ(include.target.find_first_of("./"), std::string::npos)
          << include.file << " includes " << include.target;
    }
}

TEST(Includes, PublicHeadersOfSearchAreFreeOfTheEngine) {
  // What cite and http may include; everything they reach through these must do without xapian.h.
  std::set<std::string> reached;
  std::vector<std::string> open{"searchd/search/searcher.h", "searchd/search/searcher_pool.h",
                                "searchd/search/results.h", "searchd/search/query_parser.h"};
  while (!open.empty()) {
    const auto file = open.back();
    open.pop_back();
    if (!reached.insert(file).second) continue;
    for (const auto& include : all_includes()) {
      if (include.file != file) continue;
      { EXPECT_NE(include.target, "xapian.h") << file; }
      if (include.local) open.push_back(include.target);
    }
  }
  for (const auto& include : all_includes()) {
    const auto room = room_of(include.file);
    if ((room == "searchd/http" || room == "searchd/cite" || room == "searchd") &&
        include.target.starts_with("searchd/search/")) {
      EXPECT_TRUE(reached.contains(include.target))
          << include.file << " includes the private " << include.target;
    }
  }
}

TEST(Sources, TablesAreWrittenByTheIndexWriterAndSegmentsAlone) {
  std::vector<std::string> writers;
  for (const char* half : {"schema", "indexer", "searchd"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / half)) {
      if (!is_source(entry.path())) continue;
      std::ifstream in(entry.path());
      const std::string content((std::istreambuf_iterator<char>(in)), {});
      if (content.find("WritableDatabase") != std::string::npos ||
          content.find("WritableTable") != std::string::npos)
        writers.push_back(fs::relative(entry.path(), kRoot).string());
    }
  }
  std::sort(writers.begin(), writers.end());
  EXPECT_EQ(writers, (std::vector<std::string>{"indexer/update/index_writer.cc", "indexer/update/segment.h",
                                               "indexer/update/tables.cc", "indexer/update/tables.h"}));
}

TEST(Sources, NoDrawersWithoutANoun) {
  for (const char* half : {"schema", "indexer", "searchd", "tests", "cmake"})
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / half)) {
      if (entry.path().string().find("node_modules") != std::string::npos) continue;
      const auto name = entry.path().stem().string();
      EXPECT_FALSE(is_one_of(name, {"common", "util", "utils", "helper", "helpers", "misc"})) << entry.path();
    }
}

}  // namespace
