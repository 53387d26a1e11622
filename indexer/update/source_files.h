#pragma once
// The files of one run and what the ledger knows of them: which need not be read, and what the others told.
//
//   look(path) → skipped(…)? → replay its entry
//              → begin, told/refused/retracted …, end        then, once: settle, save
//
// For one thread.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "indexer/update/file_ledger.h"
#include "schema/model/article.h"

namespace pressmark {

// "/news/a.zip" of "/news/a.zip!/page.html".
std::string_view file_of(std::string_view source_path);

// Whether `file` is `root` or lies below it; both absolute.
bool is_under(std::string_view file, std::string_view root);

class SourceFiles {
 public:
  // `reading` stands for all that decides what a file is read as; `token` is the index's
  // (ledger_key::kFiles).
  SourceFiles(const std::filesystem::path& index, std::string token, std::string reading);

  // Whether the ledger goes with the index as it is now. If not, its entries hold only where the index says
  // the same.
  bool is_trusted() const { return trusted_; }

  struct Source {
    std::string given;  // as the user called it
    std::string path;   // absolute, links followed
    FileLook look;
    std::int64_t looked_at = 0;  // file_clock()
  };
  Source look(const std::string& given);

  // What the ledger has of a file that is as it was when it was read, if reading it again would change
  // nothing. `holds` tells whether the index has an article just so; asked only where the ledger is not
  // trusted.
  std::optional<FileEntry> unchanged(const Source& source, const std::function<bool(const Claim&)>& holds);
  void skip(const Source& source) { skipped_.insert(source.path); }
  // What skipped files tell of this article.
  std::vector<FileLedger::Teller> skipped_tellers(std::string_view id) const;
  bool was_met(const std::string& path) const { return met_.contains(path); }
  bool none_met_under(const std::string& root) const;

  void begin(const Source& source);
  const std::string& current() const { return source_.path; }
  // Where an article of the current file is from, under the file's one name.
  std::string resolved(std::string_view source_path) const;
  void told(const Article& article, const std::string& content_hash);
  void refused(const Rejection& rejection);
  void refused_later(const SourceLocation& source);  // of a file that may have ended
  void retracted() { retracts_ = true; }
  // `is_whole`: it was read to its end.
  void end(bool is_whole);

  // The index took an article from the current file in another wording: whoever else told of it is read
  // again when it is met.
  void disturb(std::string_view id);

  // All have ended. `is_held` tells whether what was told last of an article in this run is this.
  void settle(const std::function<bool(const Claim&)>& is_held);

  FileLedger& ledger() { return ledger_; }
  const std::string& next_token() const { return next_token_; }
  std::uint64_t read() const { return read_; }  // files
  std::uint64_t spared() const { return skipped_.size(); }

 private:
  struct Read {
    Source source;
    FileEntry entry;
    bool is_whole = false;
  };

  std::string resolve(const std::string& given);
  static bool is_still(const Read& file);

  FileLedger ledger_;
  const std::string reading_;
  const std::string next_token_;
  bool trusted_ = false;
  std::unordered_map<std::string, std::string> folders_;  // as given, resolved
  std::unordered_set<std::string> met_;                   // paths looked at in this run
  std::unordered_set<std::string> skipped_;
  Source source_;  // the current one
  FileEntry entry_;
  std::unordered_map<std::string, std::size_t> claim_of_;  // by article id, in entry_
  bool retracts_ = false;
  bool kept_all_ = true;                       // every refusal is in the entry
  std::vector<Read> done_;                     // until they are settled
  std::unordered_set<std::string> unsettled_;  // files with an article that failed later
  std::uint64_t read_ = 0;
};

}  // namespace pressmark
