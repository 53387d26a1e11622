#pragma once
// Whether an index is what it was written as. Nothing is changed.
//
//   files       of a generation that was merged and not written to since: their hashes (manifest.h)
//   tables      the engine's own look at the structure of its blocks
//   texts       the SHA-256 of every revision's text and of every captured source is its name
//   log         the chain of the log of revisions is whole, and names the texts there are (revision_log.h)
//   articles    every row has its text, says what that says, and has its quotations; nothing is left over
//   full        terms, positions, values and token places of everything are derived again from the texts and
//               compared, and what a search reads (postings) with what a document lists (terms)

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace pressmark {

struct CheckReport {
  std::uint64_t articles = 0;
  std::uint64_t quotations = 0;
  std::uint64_t texts = 0;  // revisions
  std::uint64_t sources = 0;
  std::uint64_t files = 0;            // found as their generation was made
  std::uint64_t runs = 0;             // of the log of revisions
  std::uint64_t problems = 0;         // found
  std::vector<std::string> messages;  // of the first kKeptProblems, a line each

  static constexpr std::size_t kKeptProblems = 1000;
};

struct CheckOptions {
  bool full = false;
  std::string log_head;  // 64 hex digits: the log must go on from the run with this head; empty for any
};

// Looks in a child process, as damaged blocks can end the program that reads them: the calling program must
// have one thread. Takes the writer's lock while it looks, where it may; what is written meanwhile would look
// like damage. Throws Error{no_index, wrong_version, locked}, and Error{io} for an index that cannot be
// opened at all.
CheckReport check_index(const std::filesystem::path& index, const CheckOptions& options);

}  // namespace pressmark
