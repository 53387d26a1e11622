#pragma once
// The index anew from the revisions it keeps: what mends damaged postings, and what brings an index to
// another version of the analyser. Texts, annotations, captured sources and the notes of the index's own
// keeping are taken as they stand; rows, quotations, terms and positions are derived from them.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "indexer/update/index_writer.h"

namespace pressmark {

struct RebuildOptions {
  std::size_t workers = 0;       // 0: one a core
  bool without_damaged = false;  // go on where something cannot be read
  std::function<bool()> wants_stop;
};

struct RebuildReport {
  std::uint64_t articles = 0;
  std::uint64_t quotations = 0;
  std::uint64_t texts = 0;           // revisions
  std::uint64_t sources = 0;         // captured ones
  std::vector<std::string> damaged;  // what could not be read, a line each
  // The rows could not be read: then the last revision of every article stands, and withdrawals are lost.
  bool rows_lost = false;
  bool is_done = false;  // else the index is as it was: something is damaged, or it was stopped
};

// `writer` is one for Mode::to_rebuild. Throws Error{io} when the texts cannot be opened at all.
RebuildReport rebuild_index(IndexWriter& writer, const RebuildOptions& options);

}  // namespace pressmark
