#include "indexer/update/revision_log_check.h"

#include <fmt/format.h>

#include <unordered_map>
#include <utility>

#include "schema/index/fields.h"
#include "schema/text/xxh3.h"

namespace pressmark {
namespace {

// Texts are told apart by 64 bits, in 16 bytes each: of a million, two meet once in 40 million logs.
enum class Standing : std::uint8_t { there, gone, open };

class LogCheck {
 public:
  LogCheck(const std::filesystem::path& index, const NotedRun& noted, const std::string& wanted_head)
      : path_(revision_log_path(index)), noted_(noted), wanted_head_(wanted_head) {}

  RevisionLogState run(const Xapian::Database& texts) {
    if (!RevisionLogReader(path_).is_there()) {
      if (noted_.number > 0 || texts.get_doccount() > 0)
        problem("revisions.log is missing: restore it, or the next change begins a new one");
      return std::move(state_);
    }
    read_chain();
    compare(texts);
    return std::move(state_);
  }

 private:
  void problem(std::string what) { state_.problems.push_back(std::move(what)); }

  void read_chain() {
    RevisionLogReader reader(path_);
    std::vector<std::string> open;
    bool has_noted = noted_.number == 0;
    bool has_wanted = wanted_head_.empty();
    for (auto line = reader.next(); line != RevisionLogReader::Line::end; line = reader.next()) {
      if (line == RevisionLogReader::Line::entry) {
        open.push_back(reader.line());
        continue;
      }
      for (const auto& entry : open)
        standing_[xxh3_64(text_of_entry(entry))] = entry.starts_with('+') ? Standing::there : Standing::gone;
      open.clear();
      ++state_.runs;
      has_wanted = has_wanted || reader.head() == wanted_head_;
      has_noted = has_noted || NotedRun{reader.run().number, reader.head()} == noted_;
    }
    // Of a run that was cut off nobody knows yet which came true.
    for (const auto& entry : open) standing_[xxh3_64(text_of_entry(entry))] = Standing::open;
    state_.head = reader.head();
    if (reader.problem()) problem(*reader.problem());
    if (!has_noted)
      problem(fmt::format("revisions.log: run {} as the index notes it is not in it", noted_.number));
    if (!has_wanted)
      problem("revisions.log: no run has the head " + wanted_head_ + ": it does not go on from there");
  }

  void compare(const Xapian::Database& texts) {
    const std::string start(prefix::kId);
    for (auto term = texts.allterms_begin(start); term != texts.allterms_end(start); ++term) {
      const std::string text = (*term).substr(start.size());
      const auto found = standing_.find(xxh3_64(text));
      if (found == standing_.end() || found->second == Standing::gone)
        problem("revisions.log: it does not name " + text + ", which the index has");
      else
        standing_.erase(found);
    }
    std::erase_if(standing_, [](const auto& each) { return each.second != Standing::there; });
    if (!standing_.empty()) name_missing();
  }

  // What still stands has no text.
  void name_missing() {
    RevisionLogReader reader(path_);
    for (auto line = reader.next(); line != RevisionLogReader::Line::end; line = reader.next()) {
      const auto text = text_of_entry(reader.line());
      if (line == RevisionLogReader::Line::entry && standing_.erase(xxh3_64(text)) > 0)
        problem("revisions.log: it names " + std::string(text) + ", which the index does not have");
    }
  }

  std::filesystem::path path_;
  NotedRun noted_;
  std::string wanted_head_;
  RevisionLogState state_;
  std::unordered_map<std::uint64_t, Standing> standing_;
};

}  // namespace

RevisionLogState check_revision_log(const std::filesystem::path& index, const Xapian::Database& texts,
                                    const NotedRun& noted, const std::string& wanted_head) {
  return LogCheck(index, noted, wanted_head).run(texts);
}

}  // namespace pressmark
