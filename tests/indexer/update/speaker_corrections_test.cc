// What a person corrected holds: in the index that is there, in what is indexed later, in one built anew; and
// can be taken back.

#include "indexer/update/speaker_corrections.h"

#include <gtest/gtest.h>

#include <fstream>

#include "indexer/update/pipeline.h"
#include "schema/model/error.h"
#include "tests/support/index_dump.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

using test::all_differences;
using test::dump_index;
using test::TemporaryDirectory;
using test::visible_differences;

std::string told_by(const std::string& id, const std::string& name) {
  return "---\nid: " + id + "\ntitle: Talks\noutlet: Example Herald\ndate: 2014-06-12\n---\n" +
         "The committee met on Thursday to hear about the dam and the road to it.\n\n“The dam is safe "
         "now,” " +
         name +
         " told reporters after the meeting.\n\nThe next meeting will be held in the spring of next year.\n";
}

Correction merge(std::vector<std::string> speakers, std::string into, std::string name) {
  Correction correction;
  correction.kind = CorrectionKind::merge;
  correction.speakers = std::move(speakers);
  correction.into = std::move(into);
  correction.name = std::move(name);
  return correction;
}

Correction split(std::string speaker, std::vector<std::string> articles, std::string into) {
  Correction correction = merge({std::move(speaker)}, std::move(into), "");
  correction.kind = CorrectionKind::split;
  correction.articles = std::move(articles);
  return correction;
}

Correction undo(std::uint64_t entry) {
  Correction correction;
  correction.kind = CorrectionKind::undo;
  correction.entry = entry;
  return correction;
}

class SpeakerCorrections : public ::testing::Test {
 protected:
  void SetUp() override {
    tell("a1", "Farida Qasim");
    tell("a2", "F. Qasim");
    tell("a3", "Oleg Drozdovsky");
    add("index");
  }

  void tell(const std::string& id, const std::string& name) {
    std::filesystem::create_directories(directory_ / "sources");
    std::ofstream(directory_ / "sources" / (id + ".md")) << told_by(id, name);
  }

  Report add(const std::string& index) const {
    IndexWriter writer(directory_ / index, IndexWriter::Mode::create);
    std::vector<std::string> paths;
    for (auto& source : list_sources((directory_ / "sources").string()))
      paths.push_back(std::move(source.path));
    PipelineOptions options;
    options.clock = [] { return std::int64_t{1700000000}; };
    return add_sources(writer, paths, options);
  }

  CorrectionCounts correct(const Correction& correction) const {
    IndexWriter writer(directory_ / "index", IndexWriter::Mode::existing);
    append(directory_ / "index", correction);
    return apply_corrections(writer);
  }

  std::string speaker_of(const std::string& article, const std::string& index = "index") const {
    const IndexWriter writer(directory_ / index, IndexWriter::Mode::existing);
    const auto record = writer.stored(article);
    if (!record || record->speakers.size() != 1) return "?";
    return record->speakers.front().first + "=" + record->speakers.front().second;
  }

  auto dump(const std::string& index = "index") const { return dump_index(directory_ / index); }

  TemporaryDirectory directory_;
};

TEST_F(SpeakerCorrections, AMergeMovesEveryQuotation) {
  const auto counts = correct(merge({"f-qasim"}, "farida-qasim", "Farida Qasim"));
  EXPECT_EQ(counts.quotations, 1U);
  EXPECT_EQ(speaker_of("a2"), "farida-qasim=Farida Qasim");
  const auto all = list_speakers(directory_ / "index", {});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.front().id, "farida-qasim");
  EXPECT_EQ(all.front().articles, 2U);
  EXPECT_EQ(all.front().quotations, 2U);
}

TEST_F(SpeakerCorrections, HoldForWhatIsIndexedLaterAndAnew) {
  correct(merge({"f-qasim"}, "farida-qasim", "Farida Qasim"));
  tell("a4", "F. Qasim");
  add("index");
  EXPECT_EQ(speaker_of("a4"), "farida-qasim=Farida Qasim");
  std::filesystem::create_directories(directory_ / "anew");
  std::filesystem::copy_file(directory_ / "index" / "speakers.log", directory_ / "anew" / "speakers.log");
  add("anew");
  EXPECT_EQ(visible_differences(dump(), dump("anew")), "");
}

TEST_F(SpeakerCorrections, UndoingGivesTheIndexBack) {
  const auto before = dump();
  correct(merge({"f-qasim", "oleg-drozdovsky"}, "farida-qasim", "Farida Qasim"));
  EXPECT_NE(visible_differences(before, dump()), "");
  correct(undo(1));
  EXPECT_EQ(visible_differences(before, dump()), "");
  correct(undo(2));  // an undo can be undone
  EXPECT_EQ(speaker_of("a3"), "farida-qasim=Farida Qasim");
}

TEST_F(SpeakerCorrections, ASplitPartsArticlesAndAnUnmergeOneOfMany) {
  tell("a5", "Farida Qasim");
  add("index");
  correct(split("farida-qasim", {"a5"}, "farida-qasim-teacher"));
  EXPECT_EQ(speaker_of("a5"), "farida-qasim-teacher=Farida Qasim");
  EXPECT_EQ(speaker_of("a1"), "farida-qasim=Farida Qasim");
  correct(merge({"f-qasim", "oleg-drozdovsky"}, "farida-qasim", "Farida Qasim"));
  Correction unmerge;
  unmerge.kind = CorrectionKind::unmerge;
  unmerge.speakers = {"oleg-drozdovsky"};
  correct(unmerge);
  EXPECT_EQ(speaker_of("a3"), "oleg-drozdovsky=Oleg Drozdovsky");
  EXPECT_EQ(speaker_of("a2"), "farida-qasim=Farida Qasim");
}

TEST_F(SpeakerCorrections, ChainsAndCirclesEnd) {
  correct(merge({"f-qasim"}, "farida-qasim", "Farida Qasim"));
  correct(merge({"farida-qasim"}, "f-qasim", "F. Qasim"));
  EXPECT_EQ(speaker_of("a1"), "f-qasim=F. Qasim");
  EXPECT_EQ(speaker_of("a2"), "f-qasim=F. Qasim");
}

// Cut off behind the log: the next command carries on. Cut off among the articles: it does the rest.
TEST_F(SpeakerCorrections, WhateverIsCutOffIsDoneByTheNextCommand) {
  const auto correction = merge({"f-qasim", "oleg-drozdovsky"}, "farida-qasim", "Farida Qasim");
  append(directory_ / "index", correction);
  {
    IndexWriter writer(directory_ / "index", IndexWriter::Mode::existing);
    const SpeakerLog log = SpeakerLog::read(directory_ / "index");
    writer.correct_speakers("a2", [&](Speaker& speaker) { log.apply("a2", speaker); });
    writer.commit();
  }
  EXPECT_EQ(speaker_of("a3"), "oleg-drozdovsky=Oleg Drozdovsky");
  add("index");
  EXPECT_EQ(speaker_of("a2"), "farida-qasim=Farida Qasim");
  EXPECT_EQ(speaker_of("a3"), "farida-qasim=Farida Qasim");
  const auto after = dump();
  EXPECT_EQ(add("index").unchanged, 3U);
  EXPECT_EQ(all_differences(after, dump()), "");
}

TEST_F(SpeakerCorrections, ALineCutOffWhileItWasWrittenDoesNotCount) {
  correct(merge({"f-qasim"}, "farida-qasim", "Farida Qasim"));
  std::ofstream(directory_ / "index" / "speakers.log", std::ios::app) << R"({"n":2,"ti)";
  EXPECT_EQ(SpeakerLog::read(directory_ / "index").entries().size(), 1U);
  correct(undo(1));
  const auto log = SpeakerLog::read(directory_ / "index");
  ASSERT_EQ(log.entries().size(), 2U);
  EXPECT_FALSE(log.entries()[0].holds);
}

TEST_F(SpeakerCorrections, ADamagedLogIsAnErrorThatNamesTheLine) {
  std::ofstream(directory_ / "index" / "speakers.log") << "{\"n\":1}\n";
  try {
    SpeakerLog::read(directory_ / "index");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::io);
    EXPECT_NE(std::string(error.what()).find("speakers.log:1"), std::string::npos) << error.what();
  }
}

TEST_F(SpeakerCorrections, EntriesAreTheirOwnLines) {
  auto entry = split("a\"b", {"x", "y"}, "c");
  entry.name = "Fарида\n";
  entry.number = 7;
  entry.time = "2026-01-02T03:04:05Z";
  EXPECT_EQ(decode_correction(encode(entry)), entry);
  EXPECT_EQ(encode(entry).find('\n'), std::string::npos);
}

}  // namespace
}  // namespace pressmark
