#pragma once
// The ledger of files: what was read of which file, in which state it was, and how. It spares reading what is
// as it was; it never says what the index holds. Lost or damaged it costs the time of reading all again.
//
//   DIR/files.ledger   "pressmark-files 1\n", then blocks: length, bytes, checksum
//
// A run appends one block with what it learnt, or writes the file anew once most of it is outdated. What is
// behind a block that is torn or damaged does not count. The token of the last block says which state of the
// index the ledger goes with: it stands in the index too (ledger_key::kFiles), and every change of the index
// that does not end with a ledger of its own takes it out.

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/update/file_state.h"
#include "schema/model/article.h"

namespace pressmark {

// An article that a file tells of.
struct Claim {
  std::string id;
  std::string content_hash;             // 64 hex digits
  std::optional<std::uint64_t> record;  // in the file, or in the entry of an archive
  std::string entry;                    // "!/name" of an archive's entry; empty: the file itself
  std::optional<std::int64_t> captured;
  bool is_summary = false;
  bool is_former = false;  // the file told of it once, and does not now; nobody has withdrawn it yet

  friend bool operator==(const Claim&, const Claim&) = default;
};

// What was read of one file.
struct FileEntry {
  FileState state;
  std::string sha256;   // of its bytes; empty where nobody needed it
  std::string reading;  // by which versions, with which options
  // Reading it again in this state would change nothing.
  bool is_settled = false;
  std::uint64_t articles = 0;  // it told of, those of one id and others that were passed over counted each
  std::vector<Claim> claims;   // one an id
  std::vector<Rejection> rejections;  // paths as below the file: "!/name" of an entry, or empty

  friend bool operator==(const FileEntry&, const FileEntry&) = default;
};

class FileLedger {
 public:
  // Never fails: what cannot be read is not there.
  explicit FileLedger(const std::filesystem::path& index);

  const std::string& token() const { return token_; }
  std::size_t size() const { return entries_.size(); }

  // By the path, absolute and with links followed. The light half of an entry costs next to nothing.
  struct Summary {
    FileState state;
    std::string_view reading;
    bool is_settled = false;
    bool has_former = false;  // claims
  };
  std::optional<Summary> summary(const std::string& path) const;
  std::optional<FileEntry> find(const std::string& path) const;
  void each(const std::function<void(const std::string& path)>& visit) const;

  void put(const std::string& path, const FileEntry& entry);
  void erase(const std::string& path);
  // Takes an entry's word that reading it again would change nothing.
  void unsettle(const std::string& path);

  // The files that tell of an article, by path; the first time this looks through all entries.
  struct Teller {
    std::string path;
    Claim claim;
  };
  std::vector<Teller> tellers(std::string_view id) const;

  // Writes what was put and erased since, if anything, and the token. Throws Error{io}; the file is then
  // what it was, or cut off behind it, which the next reading notices.
  void save(const std::string& token);

 private:
  struct Held {
    Summary summary;
    std::string_view bytes;  // encoded
  };

  void load(const std::filesystem::path& file);
  void take_block(std::string_view block);
  void remember(const std::string& path, std::string_view bytes);
  struct Place {
    const std::string* path;  // a key of entries_
    std::string_view claim;   // encoded
  };
  void add_tellers(const std::string& path, std::string_view bytes) const;
  void drop_tellers(const std::string& path, std::string_view bytes) const;
  std::string whole_block(const std::string& token) const;

  std::filesystem::path index_;
  std::string token_;
  std::deque<std::string> arena_;  // what the views of entries look at
  std::unordered_map<std::string, Held> entries_;
  std::unordered_map<std::string, std::uint8_t> news_;  // paths put or erased since the last save
  std::uint64_t on_disk_ = 0;                           // bytes of the file
  std::uint64_t live_ = 0;                              // bytes of entries
  bool is_sound_ = false;                               // the file can be appended to
  mutable bool has_tellers_ = false;
  mutable std::unordered_multimap<std::string_view, Place> tellers_;  // by article id
};

// A token no other run has used.
std::string new_ledger_token();

}  // namespace pressmark
