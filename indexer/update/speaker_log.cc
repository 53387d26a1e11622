#include "indexer/update/speaker_log.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "schema/index/durable_file.h"
#include "schema/model/error.h"
#include "schema/model/instant.h"
#include "schema/text/speaker_authority.h"

namespace pressmark {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kKinds{CorrectionKind::merge, CorrectionKind::split, CorrectionKind::unmerge,
                            CorrectionKind::undo};

std::filesystem::path file_of(const std::filesystem::path& index) {
  return index / "speakers.log";
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return {};
    throw Error(ErrorKind::io, "cannot read " + file.string(), "it holds the corrections of speakers");
  }
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Without a last line that has no end.
std::string_view whole_lines(std::string_view content) {
  const auto end = content.rfind('\n');
  return content.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

}  // namespace

std::string_view to_string(CorrectionKind kind) {
  switch (kind) {
    case CorrectionKind::merge:
      return "merge";
    case CorrectionKind::split:
      return "split";
    case CorrectionKind::unmerge:
      return "unmerge";
    case CorrectionKind::undo:
      return "undo";
  }
  return "undo";
}

std::string encode(const Correction& correction) {
  Json json{{"n", correction.number}, {"time", correction.time}, {"do", to_string(correction.kind)}};
  if (correction.kind == CorrectionKind::undo) {
    json["entry"] = correction.entry;
  } else {
    json["speakers"] = correction.speakers;
  }
  if (!correction.articles.empty()) json["articles"] = correction.articles;
  if (!correction.into.empty()) json["into"] = correction.into;
  if (!correction.name.empty()) json["name"] = correction.name;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Correction decode_correction(std::string_view line) {
  const auto bad = [] { return Error(ErrorKind::bad_input, "no correction of a speaker"); };
  try {
    const auto json = Json::parse(line);
    Correction correction;
    correction.number = json.at("n").get<std::uint64_t>();
    correction.time = json.at("time").get<std::string>();
    const auto kind = json.at("do").get<std::string>();
    const auto* known = std::find_if(kKinds.begin(), kKinds.end(),
                                     [&](CorrectionKind each) { return to_string(each) == kind; });
    if (known == kKinds.end()) throw bad();
    correction.kind = *known;
    if (correction.kind == CorrectionKind::undo) {
      correction.entry = json.at("entry").get<std::uint64_t>();
    } else {
      correction.speakers = json.at("speakers").get<std::vector<std::string>>();
    }
    correction.articles = json.value("articles", std::vector<std::string>{});
    correction.into = json.value("into", std::string());
    correction.name = json.value("name", std::string());
    return correction;
  } catch (const nlohmann::json::exception&) {
    throw bad();
  }
}

SpeakerLog SpeakerLog::read(const std::filesystem::path& index) {
  SpeakerLog log;
  const std::string content = content_of(file_of(index));
  for (std::string_view rest = whole_lines(content); !rest.empty();) {
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    try {
      log.entries_.push_back(decode_correction(line));
      if (log.entries_.back().number != log.entries_.size())
        throw Error(ErrorKind::bad_input, "not in order");
    } catch (const Error& error) {
      throw Error(
          ErrorKind::io,
          file_of(index).string() + ":" + std::to_string(log.entries_.size() + 1) + ": " + error.what(),
          "mend or remove the line; the numbers have to be 1, 2, 3 …");
    }
  }
  log.settle();
  return log;
}

void SpeakerLog::settle() {
  for (std::size_t i = entries_.size(); i-- > 0;) {
    const Correction& undo = entries_[i];
    if (undo.kind == CorrectionKind::undo && undo.holds && undo.entry >= 1 && undo.entry <= i)
      entries_[undo.entry - 1].holds = false;
  }
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Correction& entry = entries_[i];
    if (!entry.holds) continue;
    if (entry.kind == CorrectionKind::unmerge) {
      for (const auto& speaker : entry.speakers)
        std::erase_if(by_speaker_[speaker],
                      [&](std::size_t k) { return entries_[k].kind == CorrectionKind::merge; });
    } else if (entry.kind != CorrectionKind::undo) {
      for (const auto& speaker : entry.speakers) by_speaker_[speaker].push_back(i);
      if (!entry.name.empty()) names_[entry.into] = entry.name;
    }
  }
}

// Every step takes a later entry than the one before, so that it ends whatever was merged into whatever.
std::string SpeakerLog::identity(std::string_view article_id, std::string_view annotated_id) const {
  std::string id(annotated_id);
  std::size_t next = 0;
  while (true) {
    const auto found = by_speaker_.find(id);
    if (found == by_speaker_.end()) return id;
    const auto entry = std::find_if(found->second.begin(), found->second.end(), [&](std::size_t k) {
      if (k < next) return false;
      const auto& articles = entries_[k].articles;
      return entries_[k].kind == CorrectionKind::merge ||
             std::find(articles.begin(), articles.end(), article_id) != articles.end();
    });
    if (entry == found->second.end()) return id;
    next = *entry + 1;
    id = entries_[*entry].into;
  }
}

std::optional<std::string> SpeakerLog::name_of(const std::string& id) const {
  if (const auto named = names_.find(id); named != names_.end()) return named->second;
  if (const KnownSpeaker* known = known_speaker_by_id(id); known != nullptr) return known->name;
  return std::nullopt;
}

void SpeakerLog::apply(std::string_view article_id, Speaker& speaker) const {
  const std::string annotated = speaker.annotated_id.empty() ? speaker.id : speaker.annotated_id;
  if (annotated.empty()) return;
  speaker.id = identity(article_id, annotated);
  speaker.annotated_id = speaker.id == annotated ? std::string() : annotated;
  const auto name = name_of(speaker.id);
  speaker.canonical = name && *name != speaker.name ? *name : std::string();
}

std::unordered_set<std::string> SpeakerLog::touched(std::uint64_t applied) const {
  std::vector<std::unordered_set<std::string>> named;
  for (const Correction& entry : entries_) {
    if (entry.kind == CorrectionKind::undo) {
      const bool known = entry.entry >= 1 && entry.entry <= named.size();
      named.push_back(known ? named[entry.entry - 1] : std::unordered_set<std::string>{});
      continue;
    }
    std::unordered_set<std::string> ids(entry.speakers.begin(), entry.speakers.end());
    if (!entry.into.empty()) ids.insert(entry.into);
    named.push_back(std::move(ids));
  }
  // What they name, and what the other entries turn it into or have made it from.
  std::unordered_set<std::string> all;
  if (applied > named.size()) applied = 0;  // the log is not the one that was applied
  for (auto k = static_cast<std::size_t>(applied); k < named.size(); ++k)
    all.insert(named[k].begin(), named[k].end());
  std::unordered_map<std::string, std::vector<std::size_t>> entries_of;
  for (std::size_t k = 0; k < named.size(); ++k)
    for (const auto& id : named[k]) entries_of[id].push_back(k);
  std::vector<std::string> open(all.begin(), all.end());
  std::vector<bool> seen(named.size(), false);
  while (!open.empty()) {
    const std::string id = std::move(open.back());
    open.pop_back();
    for (const std::size_t k : entries_of[id]) {
      if (seen[k]) continue;
      seen[k] = true;
      for (const auto& other : named[k])
        if (all.insert(other).second) open.push_back(other);
    }
  }
  return all;
}

Correction append(const std::filesystem::path& index, Correction correction) {
  const auto path = file_of(index);
  const SpeakerLog log = SpeakerLog::read(index);
  correction.number = log.entries().size() + 1;
  correction.time = iso_time(std::time(nullptr));
  const bool is_new = !std::filesystem::exists(path);
  const std::string content = content_of(path);
  AppendedFile file(path);
  if (const auto size = whole_lines(content).size(); size != content.size()) file.cut(size);
  file.write(encode(correction) + "\n");
  file.sync();
  if (is_new) sync_directory(index);
  return correction;
}

}  // namespace pressmark
