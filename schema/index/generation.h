#pragma once
// An index on disk: a directory of generations, of which the file CURRENT names one.
//
//   DIR/CURRENT                      "pressmark-index 2\nanalyzer 1\ngeneration-000001\n"
//   DIR/generation-000001/articles   postings, values and a small record, one document an article
//   DIR/generation-000001/quotations one document a quotation
//   DIR/generation-000001/texts      every revision's canonical text and annotation; captured sources
//
// A generation is never renamed under its readers; CURRENT is replaced atomically. Each of the three is a
// Xapian database or a stub.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

struct Generation {
  std::filesystem::path directory;

  std::string name() const { return directory.filename().string(); }
  std::string articles() const { return (directory / "articles").string(); }
  std::string quotations() const { return (directory / "quotations").string(); }
  std::string texts() const { return (directory / "texts").string(); }

  friend bool operator==(const Generation&, const Generation&) = default;
};

// `flag` if given, else $PRESSMARK_INDEX, else $XDG_DATA_HOME/pressmark, else ~/.local/share/pressmark.
std::filesystem::path index_directory(std::string_view flag);

enum class VersionCheck : std::uint8_t { same, any };

// The generation to read. Throws Error{no_index} when there is none, Error{wrong_version} when it was written
// by another format or analyser, Error{io} when CURRENT is damaged. What another analyser or an earlier
// format that kOldestTexts allows wrote (`any`) is only good for reading its records.
Generation current_generation(const std::filesystem::path& index, VersionCheck version = VersionCheck::same);

// The generation to write: the current one, else a new first one (made with the index directory; not yet
// current).
Generation generation_to_write(const std::filesystem::path& index);

// Every generation in the index directory, whole or not, by number.
std::vector<Generation> all_generations(const std::filesystem::path& index);

// The one after all that are there; its directory is made and empty.
Generation make_next_generation(const std::filesystem::path& index);

// Names `generation` in CURRENT, atomically and durably: its directory first, then the new CURRENT, then the
// name. The generation's tables must be on the disk already.
void make_current(const std::filesystem::path& index, const Generation& generation);

}  // namespace pressmark
