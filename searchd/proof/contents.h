#pragma once
// What stands in a bundle of proof, for whoever wants to know that a citation's words are the wording it
// names:
//
//   text.txt       the canonical text, its very bytes: their SHA-256 is the revision of the citation
//   source         the bytes the text was read from, where the index kept them
//   citation.json  {"schema", "citation": as `cite show --json` has it, "revision", "source", "rights",
//                  "inferred"}
//   log.json       that the index's log of runs has the revision: RESERVED, no version writes it yet
//   README.txt     how to check all this without any program of ours
//   SHA256SUMS     of every other file, as sha256sum writes it and `sha256sum -c` reads it
//
// Whoever makes a bundle can make one of any text. It proves that nothing was changed since the citation was
// printed, not that the outlet printed the words: for that there are the captured source and other readers.

#include <optional>
#include <string>
#include <string_view>

#include "searchd/proof/bundle.h"

namespace pressmark::proof {

inline constexpr std::string_view kProofSchema = "pressmark-proof-1";

namespace file {
inline constexpr std::string_view kText = "text.txt";
inline constexpr std::string_view kSource = "source";
inline constexpr std::string_view kCitation = "citation.json";
inline constexpr std::string_view kLog = "log.json";
inline constexpr std::string_view kReadMe = "README.txt";
inline constexpr std::string_view kSums = "SHA256SUMS";
}  // namespace file

struct Contents {
  std::string text;
  std::optional<std::string> source;
  std::string citation;  // JSON, with the schema
  std::string pinned;    // ID@REV#cA-B, or ID@REV
  std::string revision;  // 64 hex digits
};

// The files, with the sums of all of them.
Bundle bundle_of(Contents contents);

}  // namespace pressmark::proof
