#include "indexer/update/index_status.h"

#include <xapian.h>

#include <algorithm>
#include <exception>

#include "indexer/update/pipeline.h"
#include "indexer/update/tables.h"
#include "schema/index/fields.h"
#include "schema/index/generation.h"
#include "schema/model/error.h"
#include "schema/text/analyzer.h"

namespace pressmark {

namespace {

// A writer may commit twice while we read; then what we hold is gone and the whole reading starts again.
constexpr int kAttempts = 5;

template <class Read>
auto read_tables(Read read) {
  for (int attempt = 1;; ++attempt) {
    try {
      return read();
    } catch (const Error&) {
      throw;
    } catch (const Xapian::DatabaseModifiedError&) {
      if (attempt == kAttempts)
        throw Error(ErrorKind::busy, "the index is changing too fast to be read", "try again");
    } catch (const Xapian::Error& error) {
      throw Error(ErrorKind::io, "cannot read the index: " + error.get_msg());
    } catch (const std::exception& error) {
      throw Error(ErrorKind::io, std::string("cannot read the index: ") + error.what());
    }
  }
}

std::string iso_date(std::string_view day_term) {  // DYYYYMMDD
  return std::string(day_term.substr(1, 4))
      .append("-")
      .append(day_term.substr(5, 2))
      .append("-")
      .append(day_term.substr(7, 2));
}

void read_dates(const Xapian::Database& articles, IndexStatus& status) {
  const std::string day(prefix::kDay);
  std::string first;
  std::string last;
  for (auto it = articles.allterms_begin(day); it != articles.allterms_end(day); ++it) {
    last = *it;
    if (first.empty()) first = last;
  }
  if (first.empty()) return;
  status.first_date = iso_date(first);
  status.last_date = iso_date(last);
}

void read_languages(const Xapian::Database& articles, IndexStatus& status) {
  const std::string language(prefix::kLanguage);
  for (auto it = articles.allterms_begin(language); it != articles.allterms_end(language); ++it)
    status.languages.emplace_back((*it).substr(language.size()), it.get_termfreq());
  std::sort(status.languages.begin(), status.languages.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
}

void read_versions(const Xapian::Database& articles, IndexStatus& status) {
  const std::string stamp(prefix::kFingerprint);
  const std::string bare = current_fingerprint(false);
  for (auto it = articles.allterms_begin(stamp); it != articles.allterms_end(stamp); ++it) {
    const std::string found = (*it).substr(stamp.size());
    if (found == bare)
      status.without_annotation += it.get_termfreq();
    else if (found != status.fingerprint)
      status.stale += it.get_termfreq();
  }
}

void read_ledger(const Xapian::Database& articles, IndexStatus& status) {
  if (const auto note = articles.get_metadata(std::string(ledger_key::kLastRun)); !note.empty())
    status.last_run = decode_run_note(note);
  const std::string tombstone(metadata::kTombstone);
  for (auto it = articles.metadata_keys_begin(tombstone); it != articles.metadata_keys_end(tombstone); ++it)
    ++status.withdrawn;
}

}  // namespace

IndexStatus index_status(const std::filesystem::path& index) {
  const Generation generation = current_generation(index);
  return read_tables([&] {
    IndexStatus status;
    status.index = index;
    status.generation = generation.name();
    status.format = kIndexFormat;  // current_generation refuses others
    status.analyzer = kAnalyzerVersion;
    status.fingerprint = current_fingerprint(true);
    const Xapian::Database articles(generation.articles());
    const Xapian::Database quotations(generation.quotations());
    status.articles = articles.get_doccount();
    status.quotations = quotations.get_doccount();
    status.undated = articles.get_termfreq(std::string(prefix::kUndated));
    read_dates(articles, status);
    read_languages(articles, status);
    read_versions(articles, status);
    read_ledger(articles, status);
    status.logged = last_logged_run(revision_log_path(index));
    status.articles_bytes = disk_use(generation.articles());
    status.quotations_bytes = disk_use(generation.quotations());
    status.texts_bytes = disk_use(generation.texts());
    return status;
  });
}

std::vector<Rejection> last_rejections(const std::filesystem::path& index) {
  const Generation generation = current_generation(index);
  return read_tables([&] {
    const Xapian::Database articles(generation.articles());
    return decode_rejections(articles.get_metadata(std::string(ledger_key::kRejections)));
  });
}

}  // namespace pressmark
