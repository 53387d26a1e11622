#include "indexer/update/ledger.h"

#include <gtest/gtest.h>

#include "schema/index/record.h"
#include "schema/model/error.h"

namespace pressmark {
namespace {

TEST(Ledger, ARunNoteIsReadAsItWasWritten) {
  const RunNote note{"add", 1700000000, 1700000090, 1, 2, 3, 4, 5, 6, true};
  EXPECT_EQ(decode_run_note(encode(note)), note);
}

TEST(Ledger, ATombstoneIsReadAsItWasWritten) {
  const Tombstone tombstone{1700000000, true, {"aa", "bb"}};
  EXPECT_EQ(decode_tombstone(encode(tombstone)), tombstone);
  EXPECT_EQ(decode_tombstone(encode(Tombstone{})), Tombstone{});
}

TEST(Ledger, RejectionsKeepTheirPathRecordAndReason) {
  const std::vector<Rejection> rejections{{"a.html", std::nullopt, "no text"}, {"b\nc.jsonl", 12, "no JSON"}};
  EXPECT_EQ(decode_rejections(encode(rejections)), rejections);
  EXPECT_TRUE(encode(std::vector<Rejection>{}).empty());
}

TEST(Ledger, DamagedNotesAreErrorsNotNumbers) {
  EXPECT_THROW(decode_run_note(encode_list({"add", "1"})), Error);
  EXPECT_THROW(decode_tombstone(encode_list({"soon", "0"})), Error);
  EXPECT_THROW(decode_tombstone(""), Error);
}

}  // namespace
}  // namespace pressmark
