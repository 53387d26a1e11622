#include "indexer/update/speaker_corrections.h"

#include <xapian.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "schema/index/fields.h"
#include "schema/index/generation.h"
#include "schema/index/record.h"
#include "schema/model/error.h"
#include "schema/text/keys.h"
#include "schema/text/speaker_authority.h"

namespace pressmark {
namespace {

constexpr std::uint64_t kArticlesACommit = 1000;
constexpr int kAttempts = 5;  // a writer may commit twice while the tables are read

std::uint64_t to_number(const std::string& digits) {
  std::uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool has_all(const ListedSpeaker& speaker, const std::vector<std::string>& words) {
  const std::string name = slug(speaker.name);
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    const auto ids = speaker_ids(word);
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
      return speaker.id.find(id) != std::string::npos || name.find(id) != std::string::npos;
    });
  });
}

std::string name_in(const Xapian::Database& articles, const std::string& term, const std::string& id) {
  const auto first = articles.postlist_begin(term);
  if (first == articles.postlist_end(term)) return id;
  for (const auto& [each, name] : decode_article(articles.get_document(*first).get_data()).speakers)
    if (each == id) return name;
  return id;
}

std::vector<ListedSpeaker> read_speakers(const std::filesystem::path& index) {
  const Generation generation = current_generation(index);
  const Xapian::Database articles(generation.articles());
  const Xapian::Database quotations(generation.quotations());
  std::vector<ListedSpeaker> speakers;
  const std::string beginning(prefix::kSpeaker);
  for (auto it = articles.allterms_begin(beginning); it != articles.allterms_end(beginning); ++it) {
    const std::string term = *it;
    const std::string id = term.substr(beginning.size());
    if (id == kUnknown) continue;
    speakers.push_back({id, name_in(articles, term, id), it.get_termfreq(), quotations.get_termfreq(term)});
  }
  return speakers;
}

}  // namespace

CorrectionCounts apply_corrections(IndexWriter& writer) {
  CorrectionCounts counts;
  const SpeakerLog log = SpeakerLog::read(writer.generation().directory.parent_path());
  const std::uint64_t applied = to_number(writer.note(ledger_key::kCorrections));
  if (applied == log.entries().size()) return counts;
  std::set<std::string> articles;
  for (const auto& id : log.touched(applied))
    for (auto& article : writer.articles_of_speaker(id)) articles.insert(std::move(article));
  for (const auto& article : articles) {
    counts.quotations +=
        writer.correct_speakers(article, [&](Speaker& speaker) { log.apply(article, speaker); });
    if (++counts.articles % kArticlesACommit == 0) writer.commit();
  }
  writer.set_note(ledger_key::kCorrections, std::to_string(log.entries().size()));
  writer.commit();
  return counts;
}

std::vector<ListedSpeaker> list_speakers(const std::filesystem::path& index,
                                         const std::vector<std::string>& words) {
  std::vector<ListedSpeaker> speakers;
  for (int attempt = 1;; ++attempt) {
    try {
      speakers = read_speakers(index);
      break;
    } catch (const Xapian::DatabaseModifiedError&) {
      if (attempt == kAttempts)
        throw Error(ErrorKind::busy, "the index is changing too fast to be read", "try again");
    } catch (const Xapian::Error& error) {
      throw Error(ErrorKind::io, "cannot read the index: " + error.get_msg());
    }
  }
  std::erase_if(speakers, [&](const ListedSpeaker& speaker) { return !has_all(speaker, words); });
  std::sort(speakers.begin(), speakers.end(), [](const ListedSpeaker& a, const ListedSpeaker& b) {
    return a.articles != b.articles ? a.articles > b.articles : a.id < b.id;
  });
  return speakers;
}

}  // namespace pressmark
