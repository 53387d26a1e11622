#pragma once
// What the program says: results on standard output, everything else on standard error.

#include <fmt/format.h>

#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/ingest/ingest.h"
#include "indexer/update/pipeline.h"
#include "schema/model/article.h"

namespace pressmark {

// To standard error. Whether anybody reads it, or there is room for it, stops nothing.
template <class... Arguments>
void print_error(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  const auto text = fmt::format(format, std::forward<Arguments>(arguments)...);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

// Writes to standard output at once. False when nobody reads it any more, which is no error; throws Error{io}
// for any other reason, a full disk say.
bool write_output(std::string_view text);

// Names of files and of what archives hold, and addresses of a crawl, are anybody's bytes: controls, which a
// terminal would obey, as "\x1b".
std::string printable(std::string_view text);

// "PATH:RECORD: reason (begins at byte N)", printable.
std::string to_line(const Rejection& rejection);

// Lists refused inputs without drowning the rest: of those with the same reason, the first few are written
// as they come and the others counted, whatever files they are in.
class RejectionList {
 public:
  // `write` takes whole lines, without their ends.
  explicit RejectionList(std::function<void(const std::string&)> write) : write_(std::move(write)) {}
  ~RejectionList() { finish(); }
  RejectionList(const RejectionList&) = delete;
  RejectionList& operator=(const RejectionList&) = delete;

  void add(const Rejection& rejection);
  void finish();  // writes what is only counted so far

 private:
  std::function<void(const std::string&)> write_;
  std::map<std::string, std::uint64_t> alike_;    // by reason
  std::map<std::string, std::uint64_t> counted_;  // those not written
};

// One object on one line, as the interface has it.
std::string to_json(const Report& report);
// One sentence for a person.
std::string to_sentence(const Report& report);

// The files the paths name, "-" for standard input among them. Throws Error{no_input} for the first that is
// not there, so that a typing error is told before anything is written.
std::vector<SourceFile> all_sources(const std::vector<std::string>& paths);

}  // namespace pressmark
