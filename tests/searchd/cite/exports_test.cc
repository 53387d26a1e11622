#include "searchd/cite/exports.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <regex>
#include <set>
#include <sstream>

#include "tests/searchd/cite/sample.h"

namespace pressmark {
namespace {

using nlohmann::json;
using test::hostile_citation;
using test::sample_citation;

std::string exported(const std::vector<Citation>& citations, CitationFormat format) {
  return format_citations(citations, format);
}

std::vector<Citation> hostile_citations(unsigned seed) {
  std::mt19937 random(seed);
  std::vector<Citation> citations;
  for (int i = 0; i < 40; ++i) {
    citations.push_back(hostile_citation(random));
    citations.back().id = "a" + std::to_string(i / 2);  // some articles twice
  }
  return citations;
}

TEST(Format, IsKnownByItsName) {
  for (const std::string_view name : citation_format_names()) {
    const auto format = citation_format(name);
    ASSERT_TRUE(format) << name;
    EXPECT_EQ(to_string(*format), name);
    EXPECT_FALSE(media_type(*format).empty());
    EXPECT_FALSE(file_extension(*format).empty());
  }
  EXPECT_EQ(citation_format("md"), CitationFormat::markdown);
  EXPECT_FALSE(citation_format("endnote"));
}

TEST(Format, OfNoCitationsIsStillWellFormed) {
  EXPECT_EQ(exported({}, CitationFormat::text), "");
  EXPECT_EQ(exported({}, CitationFormat::bibtex), "");
  EXPECT_EQ(json::parse(exported({}, CitationFormat::json))["citations"], json::array());
  EXPECT_EQ(json::parse(exported({}, CitationFormat::csl_json)), json::array());
}

TEST(Text, IsOneBlockAPassage) {
  EXPECT_EQ(
      exported({sample_citation()}, CitationFormat::text),
      "1 Sergei Ivanov · Example Herald · 2014-09-30\n"
      "  “Deliveries are continuing on schedule”\n"
      "  Smith, Jane A. “Russia Delivers Mi-35 Helicopters to Iraq.” Example Herald, September 30, 2014. "
      "https://example.org/news/1.\n"
      "  link   https://example.org/news/1#:~:text=Deliveries%20are%20continuing%20on%20schedule\n"
      "  pinned eh-2014-09-30-mi35@aaaaaaaaaaaa#c120-160\n");
}

TEST(Text, SaysWhereTheWordsAreReportedOrTheSpeakerInferred) {
  Citation citation = sample_citation();
  const auto heading = [&] {
    const std::string text = exported({citation}, CitationFormat::text);
    return text.substr(2, text.find(" · ") - 2);
  };
  citation.speech = Speech::said;
  EXPECT_EQ(heading(), "Sergei Ivanov");
  citation.speaker_inferred = true;
  EXPECT_EQ(heading(), "Sergei Ivanov (inferred)");
  citation.speaker_inferred = false;
  citation.speech = Speech::reported;
  EXPECT_EQ(heading(), "Sergei Ivanov, reported speech");
  citation.speech = Speech::partly;
  EXPECT_EQ(heading(), "Sergei Ivanov, quoted in part");
}

TEST(Text, MarksWithinMarksAreSingleAndAlwaysAPair) {
  Citation citation = sample_citation();
  const auto words = [&](const std::string& text) {
    citation.text = text;
    const std::string printed = exported({citation}, CitationFormat::text);
    const auto begin = printed.find("\n") + 3;
    return printed.substr(begin, printed.find("\n", begin) - begin);
  };
  EXPECT_EQ(words("“We are ready,” she said."), "“‘We are ready,’ she said.”");
  EXPECT_EQ(words("\"We are ready,\" she said."), "“‘We are ready,’ she said.”");
  EXPECT_EQ(words("“We are ready.”"), "“We are ready.”");
  EXPECT_EQ(words("“Do not ask me whether"), "“‘Do not ask me whether …’”");
  EXPECT_EQ(words("« Oui », dit-elle."), "« Oui », dit-elle.");
}

TEST(Untitled, IsDescribedByItsFirstWordsInEveryFormat) {
  Citation citation = sample_citation();
  citation.title.reset();
  citation.first_words = "The cranes are moving again…";
  const std::string described = "[Untitled article beginning ‘The cranes are moving again…’]";
  EXPECT_NE(
      exported({citation}, CitationFormat::text).find("Smith, Jane A. " + described + ". Example Herald"),
      std::string::npos)
      << exported({citation}, CitationFormat::text);
  for (const auto format : {CitationFormat::bibtex, CitationFormat::biblatex})
    EXPECT_NE(exported({citation}, format).find("title = {{[Untitled article beginning"), std::string::npos)
        << exported({citation}, format);
  EXPECT_NE(exported({citation}, CitationFormat::ris).find("TI  - " + described), std::string::npos);
  EXPECT_TRUE(json::parse(exported({citation}, CitationFormat::json))["citations"][0]["title"].is_null());
}

TEST(Text, LetsNoEscapeSequenceThrough) {
  for (unsigned seed = 0; seed < 10; ++seed) {
    EXPECT_EQ(exported(hostile_citations(seed), CitationFormat::text).find('\x1B'), std::string::npos);
  }
  EXPECT_NE(
      format_citations(std::vector{sample_citation()}, CitationFormat::text, CitationStyle::chicago, true)
          .find('\x1B'),
      std::string::npos);
}

TEST(Json, HasTheFieldsOfTheInterface) {
  const json parsed = json::parse(exported({sample_citation()}, CitationFormat::json));
  EXPECT_TRUE(parsed["schema"].is_string());
  const json& citation = parsed["citations"][0];
  for (const char* field : {"id", "revision", "start", "end", "text", "speaker", "title", "outlet", "authors",
                            "date", "url", "source_url", "pinned", "formatted"}) {
    EXPECT_TRUE(citation.contains(field)) << field;
  }
  EXPECT_EQ(citation["start"], 120);
  EXPECT_EQ(citation["date"], "2014-09-30");
  EXPECT_EQ(citation["authors"], json({"Jane A. Smith"}));
}

TEST(Json, IsNullWhereNothingIsKnown) {
  Citation bare;
  bare.id = "bare";
  const json citation = json::parse(exported({bare}, CitationFormat::jsonl));
  for (const char* field :
       {"start", "end", "text", "speaker", "title", "outlet", "date", "url", "source_url"}) {
    EXPECT_TRUE(citation[field].is_null()) << field;
  }
}

TEST(Json, ParsesForAnyCitations) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    const auto citations = hostile_citations(seed);
    EXPECT_EQ(json::parse(exported(citations, CitationFormat::json))["citations"].size(), citations.size());
    std::istringstream lines(exported(citations, CitationFormat::jsonl));
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) EXPECT_TRUE(json::parse(line).is_object());
    EXPECT_EQ(count, citations.size());
    for (const auto& item : json::parse(exported(citations, CitationFormat::csl_json))) {
      EXPECT_EQ(item["type"], "article-newspaper");
      EXPECT_FALSE(item.contains("archive_location"));
    }
  }
}

// RFC 4180, strictly.
std::vector<std::vector<std::string>> read_csv(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
        rows.back().back() += '"';
        ++i;
      } else if (c == '"') {
        quoted = false;
      } else {
        rows.back().back() += c;
      }
    } else if (c == '"') {
      EXPECT_TRUE(rows.back().back().empty());
      quoted = true;
    } else if (c == ',') {
      rows.back().emplace_back();
    } else if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
      ++i;
      if (i + 1 < text.size()) rows.emplace_back(1);
    } else {
      rows.back().back() += c;
    }
  }
  EXPECT_FALSE(quoted);
  return rows;
}

TEST(Csv, ReadsBackAndHoldsNoFormula) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    const auto citations = hostile_citations(seed);
    const auto rows = read_csv(exported(citations, CitationFormat::csv));
    ASSERT_EQ(rows.size(), citations.size() + 1);
    for (std::size_t i = 0; i < citations.size(); ++i) {
      ASSERT_EQ(rows[i + 1].size(), rows[0].size());
      const std::string& text = rows[i + 1][4];
      EXPECT_EQ(text.substr(text[0] == '\'' && citations[i].text[0] != '\'' ? 1 : 0), citations[i].text);
      for (const std::string& cell : rows[i + 1]) {
        const char first = cell.empty() ? 'x' : cell[0];
        EXPECT_EQ(std::string("=+-@\t\r").find(first), std::string::npos) << cell;
      }
    }
  }
}

TEST(BibTeX, ProtectsNamesOfThingsFromLowerCase) {
  const std::string entry = exported({sample_citation()}, CitationFormat::bibtex);
  EXPECT_EQ(entry,
            "@misc{example-herald-2014-09-30-russia-delivers-mi-35-helicopters-to,\n"
            "  author = {Smith, Jane A.},\n"
            "  title = {Russia delivers {Mi-35} helicopters to {Iraq}},\n"
            "  howpublished = {Example Herald, \\url{https://example.org/news/1}},\n"
            "  year = {2014},\n"
            "  month = sep,\n"
            "  day = {30},\n"
            "  urldate = {2026-11-22},\n"
            "  note = {Pressmark eh-2014-09-30-mi35@aaaaaaaaaaaa\\#c120-160},\n"
            "  annote = {“Deliveries are continuing on schedule” (Sergei Ivanov)}\n"
            "}\n");
}

TEST(BibLaTeX, IsANewspaperArticle) {
  Citation citation = sample_citation();
  citation.authors = {"Reuters", "Pieter van den Berg", "Martin Luther King, Jr."};
  const std::string entry = exported({citation}, CitationFormat::biblatex);
  for (const char* field : {"@article{", "entrysubtype = {newspaper}", "journaltitle = {Example Herald}",
                            "date = {2014-09-30}", "urldate = {2026-11-22}", "langid = {english}",
                            "author = {{Reuters} and van den Berg, Pieter and King, Jr., Martin Luther}"}) {
    EXPECT_NE(entry.find(field), std::string::npos) << field << "\n" << entry;
  }
}

// Braces as BibTeX counts them: a backslash makes no difference.
TEST(BibTeX, HasBalancedBracesForAnyWords) {
  for (const CitationFormat format : {CitationFormat::bibtex, CitationFormat::biblatex}) {
    for (unsigned seed = 0; seed < 50; ++seed) {
      const std::string text = exported(hostile_citations(seed), format);
      int depth = 0;
      std::size_t entries = 0;
      for (const char c : text) {
        if (c == '@' && depth == 0) ++entries;
        if (c == '{') ++depth;
        if (c == '}') --depth;
        ASSERT_GE(depth, 0) << text;
      }
      EXPECT_EQ(depth, 0);
      EXPECT_EQ(entries, 20U);
    }
  }
}

TEST(Ris, HasTheTagsZoteroReads) {
  EXPECT_EQ(exported({sample_citation()}, CitationFormat::ris),
            "TY  - NEWS\r\n"
            "ID  - example-herald-2014-09-30-russia-delivers-mi-35-helicopters-to\r\n"
            "AU  - Smith, Jane A.\r\n"
            "TI  - Russia delivers Mi-35 helicopters to Iraq\r\n"
            "T2  - Example Herald\r\n"
            "PY  - 2014\r\n"
            "DA  - 2014/09/30/\r\n"
            "UR  - https://example.org/news/1\r\n"
            "Y2  - 2026/11/22/\r\n"
            "LA  - en\r\n"
            "N1  - “Deliveries are continuing on schedule” (Sergei Ivanov)\r\n"
            "N1  - Pressmark eh-2014-09-30-mi35@aaaaaaaaaaaa#c120-160\r\n"
            "ER  - \r\n");
}

TEST(Ris, IsTaggedLinesForAnyWords) {
  const std::regex line_shape("[A-Z][A-Z0-9]  - .*");
  for (unsigned seed = 0; seed < 20; ++seed) {
    std::istringstream lines(exported(hostile_citations(seed), CitationFormat::ris));
    std::size_t begun = 0;
    std::size_t ended = 0;
    for (std::string line; std::getline(lines, line);) {
      ASSERT_FALSE(line.empty());
      ASSERT_EQ(line.back(), '\r');
      line.pop_back();
      if (line.empty()) continue;
      EXPECT_TRUE(std::regex_match(line, line_shape)) << line;
      begun += line.compare(0, 6, "TY  - ") == 0 ? 1 : 0;
      ended += line.compare(0, 6, "ER  - ") == 0 ? 1 : 0;
    }
    EXPECT_EQ(begun, 20U);
    EXPECT_EQ(ended, 20U);
  }
}

// What stands between < and > is ours: no words open a tag or an attribute.
TEST(Html, HoldsOnlyItsOwnTags) {
  const std::regex tag("<[^>]*>");
  const std::regex ours(
      "</?(figure|blockquote|p|figcaption|span|em|code)( [a-z]+=\"[^\"<>]*\")*>|"
      "<a href=\"https?://[^\"<>]*\" rel=\"noopener noreferrer\">|</a>");
  for (unsigned seed = 0; seed < 20; ++seed) {
    const std::string html = exported(hostile_citations(seed), CitationFormat::html);
    for (std::sregex_iterator at(html.begin(), html.end(), tag), end; at != end; ++at) {
      EXPECT_TRUE(std::regex_match(at->str(), ours)) << at->str();
    }
  }
}

TEST(Markdown, QuotesTheWordsAndLinksThem) {
  EXPECT_EQ(
      exported({sample_citation()}, CitationFormat::markdown),
      "> “Deliveries are continuing on schedule” — Sergei Ivanov\n\n"
      "Smith, Jane A. “Russia Delivers Mi-35 Helicopters to Iraq.” *Example Herald*, September 30, 2014. "
      "<https://example.org/news/1>. [the "
      "words](<https://example.org/news/1#:~:text=Deliveries%20are%20continuing%20on%20schedule>) "
      "`eh-2014-09-30-mi35@aaaaaaaaaaaa#c120-160`\n");
}

std::set<std::string> keys_of(const std::vector<Citation>& citations) {
  std::set<std::string> keys;
  for (const auto& item : json::parse(exported(citations, CitationFormat::csl_json))) keys.insert(item["id"]);
  return keys;
}

TEST(CitationKey, DoesNotDependOnTheOrderOfResults) {
  Citation first = sample_citation();
  Citation second = sample_citation();
  second.id = "zz-other";
  second.title = "Russia delivers Mi-35 helicopters to Iraq, again";
  const auto keys = keys_of({first, second});
  EXPECT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys, keys_of({second, first}));
  EXPECT_TRUE(keys.count("example-herald-2014-09-30-russia-delivers-mi-35-helicopters-to") == 1);
}

TEST(CitationKey, IsAsciiAndSafeForAnyTitle) {
  const std::regex shape("[a-z0-9-]+");
  for (unsigned seed = 0; seed < 20; ++seed) {
    const auto citations = hostile_citations(seed);
    const auto keys = keys_of(citations);
    EXPECT_EQ(keys.size(), 20U);
    for (const std::string& key : keys) EXPECT_TRUE(std::regex_match(key, shape)) << key;
  }
}

TEST(ReferenceManagers, KeepOneEntryForAnArticleWithAllItsPassages) {
  Citation other = sample_citation();
  other.pinned = "eh-2014-09-30-mi35@aaaaaaaaaaaa#c300-320";
  const std::string entry = exported({sample_citation(), other}, CitationFormat::biblatex);
  EXPECT_EQ(std::count(entry.begin(), entry.end(), '@'), 3);  // the entry and two pinned citations
  EXPECT_NE(entry.find("c120-160; Pressmark"), std::string::npos);
}

}  // namespace
}  // namespace pressmark
