#include "indexer/update/revision_log_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <map>
#include <optional>
#include <utility>

#include "schema/model/error.h"
#include "schema/model/instant.h"

namespace pressmark {
namespace {

constexpr std::size_t kWriteAtOnce = 64UL << 10U;

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& what) {
  throw Error(ErrorKind::io, path.string() + ": " + what,
              "put the log in place that goes with this index; without any, the next change begins a new "
              "one, which says so");
}

}  // namespace

std::string encode(const NotedRun& noted) {
  return noted.number == 0 ? std::string() : fmt::format("{} {}", noted.number, noted.head);
}

NotedRun decode_noted_run(std::string_view bytes) {
  NotedRun noted;
  if (bytes.empty()) return noted;
  const auto blank = bytes.find(' ');
  const auto digits = bytes.substr(0, blank);
  const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), noted.number);
  if (blank != std::string_view::npos) noted.head = std::string(bytes.substr(blank + 1));
  if (error != std::errc() || rest != digits.data() + digits.size() || !sha256_of_hex(noted.head))
    throw Error(ErrorKind::io, "the index's note of its log of revisions is damaged", "restore a backup");
  return noted;
}

RevisionLogWriter::RevisionLogWriter(const std::filesystem::path& index, const NotedRun& noted,
                                     const TextsOfIndex& texts)
    : path_(revision_log_path(index)) {
  if (!std::filesystem::exists(path_)) {
    begin_log(noted, texts);
    return;
  }
  read_end(noted);
  file_ = std::make_unique<AppendedFile>(path_);
  mend(texts);
}

// Under another name first: a log that has half of the texts would pass for whole.
void RevisionLogWriter::begin_log(const NotedRun& noted, const TextsOfIndex& texts) {
  last_ = noted;
  auto unfinished = path_;
  unfinished += ".new";
  file_ = std::make_unique<AppendedFile>(unfinished);
  file_->cut(0);
  std::string lines;
  texts.each([&](std::string_view text) {
    const auto entry = came_entry(text);
    open_.add(merkle_leaf(entry));
    lines += entry + "\n";
    if (lines.size() < kWriteAtOnce) return;
    file_->write(lines);
    lines.clear();
  });
  file_->write(lines);
  end_run("adopt", std::time(nullptr));
  file_->sync();
  std::filesystem::rename(unfinished, path_);
  sync_directory(path_.parent_path());
}

// The last run, and the entries behind it.
void RevisionLogWriter::read_end(const NotedRun& noted) {
  std::optional<NotedRun> found;  // run number noted.number
  std::uint64_t whole = 0;
  try {
    const RevisionLogEnd end(path_, noted.number);
    const std::string& bytes = end.bytes();
    std::size_t at = 0;
    for (auto line_end = bytes.find('\n'); line_end != std::string::npos; line_end = bytes.find('\n', at)) {
      const std::string_view line(bytes.data() + at, line_end - at);
      at = line_end + 1;
      if (is_log_entry(line)) {
        found_open_.emplace_back(line);
        continue;
      }
      const auto run = decode_logged_run(line);
      last_ = {run.number, head_of(run)};
      if (run.number == noted.number) found = last_;
      found_open_.clear();
    }
    whole = end.start() + at;
  } catch (const Error& error) {
    refuse(path_, error.what());
  }
  if (noted.number > 0 && found != noted)
    refuse(path_, fmt::format("run {} as this index notes it is not in this log", noted.number));
  if (std::filesystem::file_size(path_) != whole) AppendedFile(path_).cut(whole);  // never acknowledged
}

void RevisionLogWriter::mend(const TextsOfIndex& texts) {
  if (found_open_.empty()) return;
  std::map<std::string, bool> said;  // whether a text is there, by the last entry of each
  for (const auto& entry : found_open_) {
    open_.add(merkle_leaf(entry));
    said[std::string(text_of_entry(entry))] = entry.starts_with('+');
  }
  std::vector<std::string> corrections;
  for (const auto& [text, is_there] : said)
    if (texts.has(text) != is_there) corrections.push_back(is_there ? gone_entry(text) : came_entry(text));
  append(corrections);
  end_run("interrupted", std::time(nullptr));
  found_open_.clear();
}

void RevisionLogWriter::append(const std::vector<std::string>& entries) {
  if (entries.empty()) return;
  std::string lines;
  for (const auto& entry : entries) {
    open_.add(merkle_leaf(entry));
    lines += entry + "\n";
  }
  file_->write(lines);
  file_->sync();
}

void RevisionLogWriter::end_run(std::string_view command, std::int64_t now) {
  if (open_.size() == 0) return;
  const LoggedRun run{last_.number + 1, iso_time(now),        std::string(command),
                      open_.size(),     to_hex(open_.root()), last_.head};
  file_->write(encode(run) + "\n");
  file_->sync();
  last_ = {run.number, head_of(run)};
  open_ = MerkleRoot();
}

}  // namespace pressmark
