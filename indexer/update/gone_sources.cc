#include "indexer/update/gone_sources.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <unordered_set>

#include "indexer/ingest/source.h"

namespace pressmark {

namespace {

// Whether something was refused of the file, or of the archive's entry, that the article came from.
bool is_refused(const FileEntry& entry, const Claim& claim) {
  return std::any_of(entry.rejections.begin(), entry.rejections.end(), [&](const Rejection& rejection) {
    return rejection.path.empty() || rejection.path == claim.entry;
  });
}

class Search {
 public:
  Search(const IndexWriter& writer, SourceFiles& files, const std::string& root)
      : writer_(writer), files_(files), ledger_(files.ledger()), root_(root) {}

  GoneArticles run() {
    std::vector<std::string> below;
    ledger_.each([&](const std::string& path) {
      if (is_under(path, root_)) below.push_back(path);
    });
    std::sort(below.begin(), below.end());
    for (const auto& path : below) look_at_file(path);
    for (auto& [id, orphan] : orphans_) found_.orphans.push_back(std::move(orphan));
    if (!found_.orphans.empty()) count_articles(below);
    return std::move(found_);
  }

 private:
  void look_at_file(const std::string& path) {
    if (!files_.was_met(path) && look_at(path).presence == Presence::gone) {
      found_.files.push_back(path);
      const auto entry = *ledger_.find(path);
      for (const auto& claim : entry.claims) lose(claim.id, path, true);
      return;
    }
    if (!files_.was_met(path) || !ledger_.summary(path)->has_former) return;
    auto entry = *ledger_.find(path);
    auto& claims = entry.claims;
    const auto rest = std::remove_if(claims.begin(), claims.end(), [&](const Claim& claim) {
      if (!claim.is_former) return false;
      if (!is_refused(entry, claim)) return !lose(claim.id, path, false);
      ++found_.kept;
      return false;
    });
    claims.erase(rest, claims.end());
    ledger_.put(path, entry);
  }

  // False if the index has the article from elsewhere, or not at all.
  bool lose(const std::string& id, const std::string& path, bool file_is_gone) {
    const auto row = writer_.stored(id);
    if (!row) return false;
    const auto held_from = resolved_path(std::string(file_of(row->source.path)));
    if (held_from != path && look_at(held_from).presence != Presence::gone) return false;
    orphans_.try_emplace(id, Orphan{id, path, file_is_gone});
    return true;
  }

  void count_articles(const std::vector<std::string>& below) {
    std::unordered_set<std::string> ids;
    for (const auto& orphan : found_.orphans) ids.insert(orphan.id);
    for (const auto& path : below) {
      const auto entry = *ledger_.find(path);
      for (const auto& claim : entry.claims) ids.insert(claim.id);
    }
    found_.under_root = ids.size();
  }

  const IndexWriter& writer_;
  SourceFiles& files_;
  FileLedger& ledger_;
  const std::string& root_;
  std::map<std::string, Orphan> orphans_;
  GoneArticles found_;
};

}  // namespace

namespace {

// Of what was read now and does not tell of it the article is a former one.
void remember(SourceFiles& files, const std::string& file, const std::vector<Claim>& claims) {
  auto entry = files.ledger().find(file);
  const bool was_read = entry && files.was_met(file);
  if (!entry) entry.emplace();
  std::unordered_set<std::string> known;
  for (const auto& claim : entry->claims) known.insert(claim.id);
  bool is_news = false;
  for (auto claim : claims) {
    if (known.contains(claim.id)) continue;
    claim.is_former = was_read;
    entry->claims.push_back(std::move(claim));
    is_news = true;
  }
  if (!was_read) entry->is_settled = false;
  if (is_news) files.ledger().put(file, *entry);
}

}  // namespace

void remember_rows(const IndexWriter& writer, SourceFiles& files) {
  std::map<std::string, std::string> names;           // as rows name files, with links followed
  std::map<std::string, std::vector<Claim>> by_file;
  writer.each_row([&](const ArticleRecord& row) {
    const auto file = std::string(file_of(row.source.path));
    if (file == "-") return;
    auto [name, is_new] = names.try_emplace(file);
    if (is_new) name->second = resolved_path(file);
    Claim claim;
    claim.id = row.id;
    claim.content_hash = row.content_hash;
    claim.record = row.source.record;
    claim.entry = row.source.path.substr(file.size());
    claim.captured = row.captured;
    claim.is_summary = row.is_summary;
    by_file[name->second].push_back(std::move(claim));
  });
  for (const auto& [file, claims] : by_file) remember(files, file, claims);
}

GoneArticles gone_articles(const IndexWriter& writer, SourceFiles& files, const std::string& root) {
  return Search(writer, files, root).run();
}

}  // namespace pressmark
