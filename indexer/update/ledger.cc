#include "indexer/update/ledger.h"

#include <charconv>

#include "schema/index/record.h"
#include "schema/model/error.h"

namespace pressmark {

namespace {

template <class Number>
Number number(std::string_view digits) {
  Number value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size())
    throw Error(ErrorKind::io, "the index's own notes are damaged", "run the last indexer command again");
  return value;
}

std::vector<std::string> fields(std::string_view bytes, std::size_t at_least) {
  auto list = decode_list(bytes);
  if (list.size() < at_least)
    throw Error(ErrorKind::io, "the index's own notes are damaged", "run the last indexer command again");
  return list;
}

}  // namespace

std::string encode(const RunNote& note) {
  return encode_list(
      {note.command, std::to_string(note.started), std::to_string(note.finished), std::to_string(note.added),
       std::to_string(note.updated), std::to_string(note.unchanged), std::to_string(note.removed),
       std::to_string(note.rejected), std::to_string(note.duplicates), note.interrupted ? "1" : "0"});
}

RunNote decode_run_note(std::string_view bytes) {
  const auto list = fields(bytes, 10);
  RunNote note;
  note.command = list[0];
  note.started = number<std::int64_t>(list[1]);
  note.finished = number<std::int64_t>(list[2]);
  note.added = number<std::uint64_t>(list[3]);
  note.updated = number<std::uint64_t>(list[4]);
  note.unchanged = number<std::uint64_t>(list[5]);
  note.removed = number<std::uint64_t>(list[6]);
  note.rejected = number<std::uint64_t>(list[7]);
  note.duplicates = number<std::uint64_t>(list[8]);
  note.interrupted = list[9] == "1";
  return note;
}

std::string encode(const CompactedNote& note) {
  return encode_list({std::to_string(note.bytes), std::to_string(note.articles)});
}

CompactedNote decode_compacted_note(std::string_view bytes) {
  const auto list = fields(bytes, 2);
  return {number<std::uint64_t>(list[0]), number<std::uint64_t>(list[1])};
}

namespace {
constexpr int kPurged = 1;
constexpr int kBySource = 2;
}  // namespace

std::string encode(const Tombstone& tombstone) {
  const int flags = (tombstone.purged ? kPurged : 0) | (tombstone.by_source ? kBySource : 0);
  std::vector<std::string> list{std::to_string(tombstone.withdrawn), std::to_string(flags)};
  list.insert(list.end(), tombstone.revisions.begin(), tombstone.revisions.end());
  return encode_list(list);
}

Tombstone decode_tombstone(std::string_view bytes) {
  auto list = fields(bytes, 2);
  Tombstone tombstone;
  tombstone.withdrawn = number<std::int64_t>(list[0]);
  const auto flags = number<int>(list[1]);
  tombstone.purged = (flags & kPurged) != 0;
  tombstone.by_source = (flags & kBySource) != 0;
  tombstone.revisions.assign(list.begin() + 2, list.end());
  return tombstone;
}

std::string encode(const std::vector<Rejection>& rejections) {
  std::vector<std::string> list;
  list.reserve(rejections.size() * 3);
  for (const auto& rejection : rejections) {
    list.push_back(rejection.path);
    auto place = rejection.record ? std::to_string(*rejection.record) : std::string();
    if (rejection.offset) place += '@' + std::to_string(*rejection.offset);
    list.push_back(std::move(place));  // "12", "12@3456", "@3456" or ""
    list.push_back(rejection.reason);
  }
  return encode_list(list);
}

std::vector<Rejection> decode_rejections(std::string_view bytes) {
  const auto list = decode_list(bytes);
  std::vector<Rejection> rejections;
  for (std::size_t i = 0; i + 2 < list.size(); i += 3) {
    Rejection rejection{list[i], std::nullopt, list[i + 2]};
    const auto at = list[i + 1].find('@');
    const auto record = list[i + 1].substr(0, at);
    if (!record.empty()) rejection.record = number<std::uint64_t>(record);
    if (at != std::string::npos) rejection.offset = number<std::uint64_t>(list[i + 1].substr(at + 1));
    rejections.push_back(std::move(rejection));
  }
  return rejections;
}

}  // namespace pressmark
