#pragma once
// What the files of a generation were when it was made: GENERATION/manifest, lines of SHA-256, two blanks and
// the file's name below the generation, as sha256sum prints and checks them.
//
// The engine's tables have no checksums of their own. A table that has been changed since is another matter:
// it is told by the number of its last commit, and its articles have hashes of their own.

#include <cstdint>
#include <string>
#include <vector>

#include "schema/index/generation.h"

namespace pressmark {

// Throws Error{io}.
void write_manifest(const Generation& generation);

struct ManifestCheck {
  std::vector<std::string> damaged;  // files that differ or are missing, below the generation
  std::uint64_t verified = 0;        // files that are as they were made
  std::uint64_t changed = 0;         // files of tables written to since: nothing can be said
};

// Without a manifest (a generation that was filled in steps) all counts are 0.
ManifestCheck check_manifest(const Generation& generation);

}  // namespace pressmark
