#pragma once
// A sum over the index's notes (the metadata of `articles`). They are derived from nothing, so that nothing
// else tells when a bit of them is another: a withdrawn article, say, whose tombstone is now another's.

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace pressmark {

// Changes notes and the sum with them. What is set counts only after `settle`, in the same commit.
class NoteSum {
 public:
  using Write = std::function<void(const std::string& key, const std::string& value)>;

  // `articles` is what `write` writes to.
  NoteSum(Xapian::Database articles, Write write)
      : articles_(std::move(articles)), write_(std::move(write)) {}

  // An empty value takes the note away.
  void set(const std::string& key, const std::string& value);
  void settle();

 private:
  Xapian::Database articles_;
  Write write_;
  std::uint64_t change_ = 0;  // to the sum that stands in the table, modulo 2^64
  bool has_changes_ = false;
};

// Whether `key` is the sum itself, which no rebuilding takes over.
bool is_note_sum(std::string_view key);
bool has_note_sum(const Xapian::Database& articles);

// What is wrong with the notes, in a line; absent when nothing is. Throws what the engine throws.
std::optional<std::string> problem_of_notes(const Xapian::Database& articles);

}  // namespace pressmark
