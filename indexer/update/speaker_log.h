#pragma once
// Corrections of who speakers are, as a person made them: a log in the index directory, `speakers.log`, one
// JSON object a line, which is only ever added to. The log is the truth: what the index shows is what the
// annotator found with the log applied to it, so that corrections outlive re-indexing and new generations,
// and undoing one is adding a line.
//
//   {"n":1,"time":"2026-11-23T08:00:00Z","do":"merge","speakers":["s-lavrov"],"into":"sergei-lavrov","name":"Sergei
//   Lavrov"}
//   {"n":2,"time":…,"do":"split","speakers":["imran-khan"],"articles":["sc-1"],"into":"imran-khan-actor","name":"Imran
//   Khan"}
//   {"n":3,"time":…,"do":"unmerge","speakers":["s-lavrov"]}
//   {"n":4,"time":…,"do":"undo","entry":2}

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "schema/model/annotation.h"

namespace pressmark {

enum class CorrectionKind : std::uint8_t {
  merge,    // `speakers` are `into`
  split,    // in `articles`, `speakers` (one) is `into`
  unmerge,  // `speakers` are themselves again, whatever was merged before
  undo,     // `entry` does not hold; undoing an undo makes it hold again
};

struct Correction {
  std::uint64_t number = 0;  // its line, from 1
  std::string time;          // ISO 8601, UTC
  CorrectionKind kind = CorrectionKind::merge;
  std::vector<std::string> speakers;
  std::string into;
  std::string name;  // canonical, of `into`; may be empty
  std::vector<std::string> articles;
  std::uint64_t entry = 0;
  bool holds = true;  // no later entry undoes it; not in the file

  friend bool operator==(const Correction&, const Correction&) = default;
};

std::string_view to_string(CorrectionKind kind);

// One line without its end. Decoding throws Error{bad_input}.
std::string encode(const Correction& correction);
Correction decode_correction(std::string_view line);

class SpeakerLog {
 public:
  // An empty log where there is no file. A last line that was cut off while it was written was never
  // acknowledged and does not count. Throws Error{io} for any other line that is none, with its number.
  static SpeakerLog read(const std::filesystem::path& index);

  const std::vector<Correction>& entries() const { return entries_; }

  // Who `annotated_id` of `article_id` is: the entries that hold, in their order.
  std::string identity(std::string_view article_id, std::string_view annotated_id) const;
  // Sets id, canonical and annotated_id of a speaker by what the annotator found, whatever was applied to it
  // before.
  void apply(std::string_view article_id, Speaker& speaker) const;

  // Every id that the entries behind the first `applied` may change, or have changed, into each other.
  std::unordered_set<std::string> touched(std::uint64_t applied) const;

 private:
  void settle();
  std::optional<std::string> name_of(const std::string& id) const;

  std::vector<Correction> entries_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_speaker_;  // merges and splits that hold
  std::unordered_map<std::string, std::string> names_;
};

// Adds `correction` to the file, durably, under the next number and the present time, and gives it back with
// both. Only the holder of the index's lock may call it. Throws Error{io}.
Correction append(const std::filesystem::path& index, Correction correction);

}  // namespace pressmark
