#pragma once
// `cite --batch`: a query a line, each answered in its turn; what is wrong with one stops none of the others.

#include <functional>
#include <string>
#include <string_view>

#include "searchd/verify/cite_command.h"

namespace pressmark {

// Longest query of a batch. BYTES.
inline constexpr std::size_t kLongestBatchLine = std::size_t{64} << 10U;

// The formats whose answers can stand one after another: text, json (an object a line) and jsonl.
bool is_batch_format(std::string_view format);

struct BatchOutput {
  // False when nobody reads any more: then the rest is not asked.
  std::function<bool(std::string_view)> print;
  std::function<void(const std::string&)> note;  // a line of standard error
};

// `command` with the words of each line of `path` ("-": standard input) that is not blank. The exit status: 0
// when every line found something, 1 when some found nothing, that of the last failure when some failed.
// Throws Error{usage} for options no line could be run with, Error{no_input} without the file, and what would
// fail every line alike: no index, no server, another version.
int run_batch(CiteCommand command, const std::string& path,
              const std::function<CiteOutcome(const CiteCommand&)>& run, const BatchOutput& output);

}  // namespace pressmark
