#pragma once
// One moment of an index, as one reader holds it: the three tables, opened together.
//
// Articles are opened first and the others after: the writer commits them in the opposite order, so whatever
// an article row points to is there. Private to searchd/search.

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "schema/index/generation_lease.h"

namespace pressmark {

class Snapshot {
 public:
  // Throws Error{no_index, wrong_version, io}.
  explicit Snapshot(std::filesystem::path index);

  // Moves to the newest commit of the newest generation. True when anything changed.
  bool refresh();

  Xapian::Database& articles() { return articles_; }
  Xapian::Database& quotations() { return quotations_; }
  Xapian::Database& texts() { return texts_; }

  const Generation& generation() const { return lease_.generation(); }

  // Differs between any two commits of any two generations.
  const std::string& id() const { return id_; }

 private:
  void open();
  bool reopen();
  void name();

  std::filesystem::path index_;
  GenerationLease lease_;
  std::filesystem::file_time_type current_written_;
  Xapian::Database articles_;
  Xapian::Database quotations_;
  Xapian::Database texts_;
  std::string id_;
};

// Runs `read`, turning what Xapian throws into our own: SnapshotLost when the snapshot was overwritten,
// Error{io} for a damaged index (corruption also shows as standard exceptions).
template <typename Read>
auto reading(Read&& read);

}  // namespace pressmark

#include "schema/model/error.h"
#include "searchd/search/searcher.h"

namespace pressmark {

template <typename Read>
auto reading(Read&& read) {
  constexpr const char* kHint =
      "run the request again; if it fails again, index the articles into a new directory";
  try {
    return read();
  } catch (const Xapian::DatabaseModifiedError&) {
    throw SnapshotLost();
  } catch (const Xapian::DatabaseOpeningError& error) {
    throw Error(ErrorKind::io, "the index cannot be opened: " + error.get_msg(), kHint);
  } catch (const Xapian::Error& error) {
    throw Error(ErrorKind::io, std::string("the index cannot be read: ") + error.get_type(), kHint);
  } catch (const std::length_error&) {
    throw Error(ErrorKind::io, "the index is damaged", kHint);
  }
}

}  // namespace pressmark
