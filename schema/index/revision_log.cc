#include "schema/index/revision_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <vector>

#include "schema/model/error.h"
#include "schema/text/sha256.h"

namespace pressmark {
namespace {

bool is_hash(std::string_view text) {
  return sha256_of_hex(text).has_value();
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (true) {
    const auto blank = line.find(' ');
    words.push_back(line.substr(0, blank));
    if (blank == std::string_view::npos) return words;
    line.remove_prefix(blank + 1);
  }
}

std::optional<std::uint64_t> number_of(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || rest != digits.data() + digits.size()) return std::nullopt;
  return number;
}

bool is_run(std::string_view line) {
  return line.starts_with("= ");
}

// What the head is the hash of.
std::string body_of(const LoggedRun& run) {
  return fmt::format("= {} {} {} {} {} {}", run.number, run.time, run.command, run.entries, run.root,
                     run.before);
}

}  // namespace

std::filesystem::path revision_log_path(const std::filesystem::path& index) {
  return index / "revisions.log";
}

std::string came_entry(std::string_view text) {
  return "+ " + std::string(text);
}

std::string gone_entry(std::string_view text) {
  return "- " + std::string(text);
}

bool is_log_entry(std::string_view line) {
  if (!line.starts_with("+ ") && !line.starts_with("- ")) return false;
  const auto text = line.substr(2);
  const auto at = text.rfind('@');
  return at != std::string_view::npos && at > 0 && text.find(' ') == std::string_view::npos &&
         is_hash(text.substr(at + 1));
}

std::string_view text_of_entry(std::string_view entry) {
  return entry.substr(2);
}

std::string encode(const LoggedRun& run) {
  return body_of(run) + " " + head_of(run);
}

LoggedRun decode_logged_run(std::string_view line) {
  const auto words = words_of(line);
  if (words.size() == 8 && words[0] == "=") {
    const auto number = number_of(words[1]);
    const auto entries = number_of(words[4]);
    LoggedRun run{number.value_or(0),  std::string(words[2]), std::string(words[3]),
                  entries.value_or(0), std::string(words[5]), std::string(words[6])};
    // Only the one way of writing it down has the head it says it has.
    if (number && entries && is_hash(run.root) && is_hash(run.before) && encode(run) == line) return run;
  }
  throw Error(ErrorKind::bad_input, "no line of a run in a log of revisions");
}

std::string head_of(const LoggedRun& run) {
  return sha256_hex(body_of(run));
}

RevisionLogReader::RevisionLogReader(const std::filesystem::path& path)
    : in_(path, std::ios::binary), name_(path.filename().string()) {
  is_there_ = in_.is_open();
  std::error_code ignored;
  if (!is_there_ && std::filesystem::exists(path, ignored))
    throw Error(ErrorKind::io, "cannot read " + path.string());
}

void RevisionLogReader::wrong(const std::string& what) {
  if (!problem_) problem_ = fmt::format("{}:{}: {}", name_, number_, what);
}

RevisionLogReader::Line RevisionLogReader::next() {
  while (is_there_ && std::getline(in_, line_)) {
    if (in_.eof()) break;  // it has no end
    ++number_;
    if (is_run(line_)) {
      take_run();
      return Line::run;
    }
    if (is_log_entry(line_)) {
      entries_.add(merkle_leaf(line_));
      return Line::entry;
    }
    wrong("this is no line of a log of revisions");
  }
  if (in_.bad()) throw Error(ErrorKind::io, "cannot read " + name_);
  line_.clear();
  return Line::end;
}

void RevisionLogReader::take_run() {
  try {
    LoggedRun run = decode_logged_run(line_);
    if (run.number != run_.number + 1 && run_.number != 0)
      wrong(fmt::format("run {} comes behind run {}", run.number, run_.number));
    if (run_.number != 0 && run.before != head_)
      wrong(fmt::format("run {} does not go on from run {} as that stands here", run.number, run_.number));
    if (run_.number == 0 && (run.number == 1) != (run.before == kNoRunBefore))
      wrong("this is neither the first run nor one that goes on from another");
    if (run.entries != entries_.size())
      wrong(fmt::format("run {} had {} entries, and not {}", run.number, run.entries, entries_.size()));
    else if (run.root != to_hex(entries_.root()))
      wrong(fmt::format("the entries of run {} are not those it had", run.number));
    run_ = std::move(run);
    head_ = head_of(run_);
  } catch (const Error& error) {
    wrong(error.what());
  }
  entries_ = MerkleRoot();
}

RevisionLogEnd::RevisionLogEnd(const std::filesystem::path& path, std::uint64_t wanted)
    : in_(path, std::ios::binary), size_(std::filesystem::file_size(path)) {
  constexpr std::uint64_t kFirstStep = 64ULL << 10U;
  for (std::uint64_t step = kFirstStep;; step *= 4) {
    read(step);
    if (step >= size_ || has_run_up_to(wanted)) return;
  }
}

void RevisionLogEnd::read(std::uint64_t step) {
  const auto start = size_ - std::min(step, size_);
  bytes_.resize(static_cast<std::size_t>(size_ - start));
  in_.seekg(static_cast<std::streamoff>(start));
  if (!in_.read(bytes_.data(), static_cast<std::streamsize>(bytes_.size())))
    throw Error(ErrorKind::io, "cannot read the log of revisions");
  if (start == 0) return;
  const auto line = bytes_.find('\n');  // the first line may lack its beginning
  bytes_.erase(0, line == std::string::npos ? bytes_.size() : line + 1);
}

bool RevisionLogEnd::has_run_up_to(std::uint64_t wanted) const {
  const auto at = bytes_.starts_with("= ") ? 0 : bytes_.find("\n= ");
  if (at == std::string::npos) return false;
  const auto line = bytes_.find('=', at);
  const auto end = bytes_.find('\n', line);
  return end != std::string::npos &&
         decode_logged_run(std::string_view(bytes_).substr(line, end - line)).number <= wanted;
}

bool has_open_run(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return false;
  const RevisionLogEnd end(path, std::numeric_limits<std::uint64_t>::max());
  std::string_view rest = end.bytes();
  if (!rest.ends_with('\n')) return !rest.empty();
  rest.remove_suffix(1);
  return !is_run(rest.substr(rest.rfind('\n') + 1));
}

std::optional<LoggedRun> last_logged_run(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return std::nullopt;
  const RevisionLogEnd end(path, std::numeric_limits<std::uint64_t>::max());
  const std::string_view bytes = end.bytes();
  for (auto rest = bytes.substr(0, bytes.rfind('\n') + 1); !rest.empty();) {
    rest.remove_suffix(1);
    const auto line = rest.rfind('\n') + 1;  // 0 without one
    if (is_run(rest.substr(line))) return decode_logged_run(rest.substr(line));
    rest = rest.substr(0, line);
  }
  return std::nullopt;
}

}  // namespace pressmark
