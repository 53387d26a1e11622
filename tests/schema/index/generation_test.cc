#include "schema/index/generation.h"

#include <gtest/gtest.h>

#include <fstream>

#include "schema/model/error.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

ErrorKind kind_of_reading(const std::filesystem::path& index) {
  try {
    current_generation(index);
  } catch (const Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "no error";
  return ErrorKind::internal;
}

TEST(Generation, WhatIsMadeCurrentIsRead) {
  const test::TemporaryDirectory directory;
  EXPECT_EQ(kind_of_reading(directory.path()), ErrorKind::no_index);
  const auto generation = generation_to_write(directory.path());
  EXPECT_EQ(kind_of_reading(directory.path()), ErrorKind::no_index);  // not current yet
  make_current(directory.path(), generation);
  EXPECT_EQ(current_generation(directory.path()), generation);
  EXPECT_EQ(generation_to_write(directory.path()), generation);
}

TEST(Generation, AnotherVersionIsNamedAndDamageIsNotObeyed) {
  const test::TemporaryDirectory directory;
  directory.write("CURRENT", "pressmark-index 999\nanalyzer 1\ngeneration-000001\n");
  EXPECT_EQ(kind_of_reading(directory.path()), ErrorKind::wrong_version);
  directory.write("CURRENT", "pressmark-index 2\nanalyzer 999\ngeneration-000001\n");
  EXPECT_EQ(kind_of_reading(directory.path()), ErrorKind::wrong_version);
  for (const char* damaged :
       {"", "nonsense", "pressmark-index 1\nanalyzer 1\n", "pressmark-index 1\nanalyzer 1\n../../etc\n",
        "pressmark-index 1\nanalyzer 1\ngeneration-/../..\n"}) {
    directory.write("CURRENT", damaged);
    EXPECT_EQ(kind_of_reading(directory.path()), ErrorKind::io) << damaged;
  }
}

TEST(Generation, AnEarlierFormatIsGoodForRebuildingAndNamesTheCommand) {
  const test::TemporaryDirectory directory;
  directory.write("CURRENT", "pressmark-index 1\nanalyzer 1\ngeneration-000003\n");
  try {
    current_generation(directory.path());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::wrong_version);
    EXPECT_NE(error.hint().find("rebuild"), std::string::npos);
  }
  EXPECT_EQ(current_generation(directory.path(), VersionCheck::any).name(), "generation-000003");
  directory.write("CURRENT", "pressmark-index 999\nanalyzer 1\ngeneration-000003\n");
  EXPECT_THROW(current_generation(directory.path(), VersionCheck::any), Error);
}

}  // namespace
}  // namespace pressmark
