#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "indexer/commands.h"
#include "indexer/output.h"
#include "indexer/update/speaker_corrections.h"
#include "schema/index/generation.h"
#include "schema/model/error.h"
#include "schema/text/keys.h"
#include "schema/text/speaker_authority.h"

namespace pressmark {

namespace {

using Json = nlohmann::ordered_json;

void print(const Json& json) {
  write_output(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

std::string joined(const std::vector<std::string>& words, std::string_view between = ", ") {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : std::string(between)) + word;
  return out;
}

// "merge s-lavrov into sergei-lavrov (Sergei Lavrov)"
std::string sentence(const Correction& correction) {
  switch (correction.kind) {
    case CorrectionKind::undo:
      return fmt::format("undo {}", correction.entry);
    case CorrectionKind::unmerge:
      return fmt::format("split {}: not merged any more", joined(correction.speakers));
    case CorrectionKind::split:
      return fmt::format("split {} in {}: {}{}", joined(correction.speakers), joined(correction.articles),
                         correction.into, correction.name.empty() ? "" : " (" + correction.name + ")");
    case CorrectionKind::merge:
      return fmt::format("merge {} into {}{}", joined(correction.speakers), correction.into,
                         correction.name.empty() ? "" : " (" + correction.name + ")");
  }
  return {};
}

void print_corrections(const CommonOptions& common) {
  const SpeakerLog log = SpeakerLog::read(index_directory(common.index));
  if (common.json) {
    Json list = Json::array();
    for (const auto& entry : log.entries()) {
      Json json = Json::parse(encode(entry));
      json["holds"] = entry.holds;
      list.push_back(std::move(json));
    }
    print({{"corrections", list}});
    return;
  }
  for (const auto& entry : log.entries())
    write_output(printable(fmt::format("{:>4}  {}  {}{}", entry.number, entry.time, sentence(entry),
                                       entry.holds ? "" : "  (undone)")) +
                 "\n");
}

void print_speakers(const CommonOptions& common, const SpeakersOptions& options) {
  auto speakers = list_speakers(index_directory(common.index), options.words);
  const std::size_t all = speakers.size();
  if (speakers.size() > options.most) speakers.resize(options.most);
  if (common.json) {
    Json list = Json::array();
    for (const auto& speaker : speakers)
      list.push_back({{"id", speaker.id},
                      {"name", speaker.name},
                      {"articles", speaker.articles},
                      {"quotations", speaker.quotations},
                      {"known", known_speaker_by_id(speaker.id) != nullptr}});
    print({{"speakers", list}, {"total", all}});
    return;
  }
  for (const auto& speaker : speakers)
    write_output(printable(fmt::format("{:>7} {:>7}  {}  {}", speaker.articles, speaker.quotations,
                                       speaker.id, speaker.name)) +
                 "\n");
  if (all > speakers.size())
    print_error("indexer: {} more; -n {} lists all, words narrow the list\n", all - speakers.size(), all);
}

// An id as typed, or the one a typed name has; it must be in the index or in the log.
class KnownIds {
 public:
  KnownIds(const IndexWriter& writer, const SpeakerLog& log) : writer_(writer), log_(log) {}

  std::string find(const std::string& typed) const {
    for (const auto& id : candidates(typed))
      if (is_known(id)) return id;
    throw Error(ErrorKind::not_found, fmt::format("no speaker “{}” in this index", typed),
                "`indexer speakers list WORDS` lists ids with their names");
  }

  bool is_known(const std::string& id) const {
    return !writer_.articles_of_speaker(id).empty() ||
           std::any_of(log_.entries().begin(), log_.entries().end(), [&](const Correction& entry) {
             return entry.into == id ||
                    std::find(entry.speakers.begin(), entry.speakers.end(), id) != entry.speakers.end();
           });
  }

  static std::vector<std::string> candidates(const std::string& typed) {
    return {typed, speaker_id(typed), slug(typed)};
  }

 private:
  const IndexWriter& writer_;
  const SpeakerLog& log_;
};

// The canonical name of an id: the table's, else what the index shows.
std::string name_of(const IndexWriter& writer, const std::string& id) {
  if (const KnownSpeaker* known = known_speaker_by_id(id); known != nullptr) return known->name;
  const auto articles = writer.articles_of_speaker(id);
  if (articles.empty()) return {};
  const auto record = writer.stored(articles.front());
  if (!record) return {};
  for (const auto& [each, name] : record->speakers)
    if (each == id) return name;
  return {};
}

Correction merge(const IndexWriter& writer, const KnownIds& ids, const SpeakersOptions& options) {
  Correction correction;
  correction.kind = CorrectionKind::merge;
  const auto targets = KnownIds::candidates(options.into);
  const auto target = std::find_if(targets.begin(), targets.end(), [&](const std::string& id) {
    return ids.is_known(id) || known_speaker_by_id(id) != nullptr;
  });
  correction.into = target == targets.end() ? slug(options.into) : *target;
  correction.name = options.name.empty() ? name_of(writer, correction.into) : options.name;
  if (correction.name.empty())
    throw Error(ErrorKind::not_found, fmt::format("no speaker “{}” in this index", options.into),
                "for a new identity give its name too: --into ID --name \"Full Name\"");
  for (const auto& typed : options.words) {
    const auto id = ids.find(typed);
    if (id == correction.into)
      throw Error(ErrorKind::usage, id + " is what it would be merged into", "give two speakers");
    correction.speakers.push_back(id);
  }
  return correction;
}

bool is_merged_away(const SpeakerLog& log, const std::string& id) {
  return log.identity("", id) != id;
}

Correction split(const IndexWriter& writer, const SpeakerLog& log, const KnownIds& ids,
                 const SpeakersOptions& options) {
  if (options.words.size() != 1)
    throw Error(ErrorKind::usage, "split takes one speaker", "indexer speakers split ID --help");
  const auto id = ids.find(options.words.front());
  Correction correction;
  correction.speakers = {id};
  if (options.articles.empty()) {
    if (!is_merged_away(log, id))
      throw Error(ErrorKind::usage, id + " was not merged into anybody",
                  "to part two people of one name say which articles mean the other one: --articles A,B --as "
                  "NEW-ID");
    correction.kind = CorrectionKind::unmerge;
    return correction;
  }
  correction.kind = CorrectionKind::split;
  correction.into = slug(options.as);
  if (options.as.empty() || correction.into == id)
    throw Error(ErrorKind::usage, "the other one needs an id of their own", "--as NEW-ID");
  correction.name = options.name.empty() ? name_of(writer, id) : options.name;
  const auto theirs = writer.articles_of_speaker(id);
  for (const auto& article : options.articles) {
    if (!std::binary_search(theirs.begin(), theirs.end(), article))
      throw Error(ErrorKind::not_found, fmt::format("article “{}” does not quote {}", article, id),
                  "articles are given by their ids, with commas between");
    correction.articles.push_back(article);
  }
  return correction;
}

Correction undo(const SpeakerLog& log, std::uint64_t entry) {
  if (entry < 1 || entry > log.entries().size())
    throw Error(ErrorKind::not_found, fmt::format("there is no correction {}", entry),
                "`indexer speakers list --corrections` numbers them");
  if (!log.entries()[entry - 1].holds)
    throw Error(ErrorKind::usage, fmt::format("correction {} is undone already", entry),
                "undo the undoing to have it back");
  Correction correction;
  correction.kind = CorrectionKind::undo;
  correction.entry = entry;
  return correction;
}

// The log first, then the index: whatever is cut off in between, the next command carries on from the log.
int record_and_apply(const CommonOptions& common, IndexWriter& writer, const Correction& correction) {
  const Correction written = append(index_directory(common.index), correction);
  const CorrectionCounts counts = apply_corrections(writer);
  if (common.json) {
    Json json = Json::parse(encode(written));
    json["articles_changed"] = counts.articles;
    json["quotations_changed"] = counts.quotations;
    print(json);
  } else if (!common.quiet) {
    write_output(
        printable(fmt::format("{}: {}; {} quotations have another speaker now (indexer speakers undo "
                              "{} takes it back)",
                              written.number, sentence(written), counts.quotations, written.number)) +
        "\n");
  }
  return 0;
}

}  // namespace

int run_speakers_list(const CommonOptions& common, const SpeakersOptions& options) {
  if (options.corrections)
    print_corrections(common);
  else
    print_speakers(common, options);
  return 0;
}

int run_speakers_merge(const CommonOptions& common, const SpeakersOptions& options) {
  IndexWriter writer(index_directory(common.index), IndexWriter::Mode::existing);
  apply_corrections(writer);
  const SpeakerLog log = SpeakerLog::read(index_directory(common.index));
  return record_and_apply(common, writer, merge(writer, KnownIds(writer, log), options));
}

int run_speakers_split(const CommonOptions& common, const SpeakersOptions& options) {
  IndexWriter writer(index_directory(common.index), IndexWriter::Mode::existing);
  apply_corrections(writer);
  const SpeakerLog log = SpeakerLog::read(index_directory(common.index));
  return record_and_apply(common, writer, split(writer, log, KnownIds(writer, log), options));
}

int run_speakers_undo(const CommonOptions& common, const SpeakersOptions& options) {
  IndexWriter writer(index_directory(common.index), IndexWriter::Mode::existing);
  apply_corrections(writer);
  const SpeakerLog log = SpeakerLog::read(index_directory(common.index));
  return record_and_apply(common, writer, undo(log, options.entry));
}

}  // namespace pressmark
