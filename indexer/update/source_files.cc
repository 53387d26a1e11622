#include "indexer/update/source_files.h"

#include <algorithm>
#include <system_error>

#include "indexer/ingest/source.h"
#include "indexer/update/ledger.h"

namespace pressmark {

namespace {

namespace fs = std::filesystem;

// A larger file is not read once more only to know its hash.
constexpr std::uint64_t kHashedBytes = 256ULL << 20U;

}  // namespace

std::string_view file_of(std::string_view source_path) {
  return source_path.substr(0, source_path.find("!/"));
}

bool is_under(std::string_view file, std::string_view root) {
  if (!file.starts_with(root)) return false;
  return file.size() == root.size() || root.ends_with('/') || file[root.size()] == '/';
}

SourceFiles::SourceFiles(const fs::path& index, std::string token, std::string reading)
    : ledger_(index),
      reading_(std::move(reading)),
      next_token_(new_ledger_token()),
      trusted_(!token.empty() && ledger_.token() == token) {}

// A walk follows no links, so that all files of a folder share the way to it.
std::string SourceFiles::resolve(const std::string& given) {
  const auto slash = given.rfind('/');
  std::error_code ignored;
  if (slash == std::string::npos || fs::is_symlink(given, ignored)) return resolved_path(given);
  const auto folder = given.substr(0, slash + 1);
  const auto name = given.substr(slash + 1);
  if (name.empty() || name == "." || name == "..") return resolved_path(given);
  auto [at, is_new] = folders_.try_emplace(folder);
  if (is_new) {
    at->second = resolved_path(folder);
    while (at->second.size() > 1 && at->second.ends_with('/')) at->second.pop_back();
  }
  return at->second + (at->second.ends_with('/') ? "" : "/") + name;
}

SourceFiles::Source SourceFiles::look(const std::string& given) {
  Source source;
  source.given = given;
  source.path = resolve(given);
  source.looked_at = file_clock();
  source.look = look_at(source.path);
  met_.insert(source.path);
  return source;
}

std::optional<FileEntry> SourceFiles::unchanged(const Source& source,
                                                const std::function<bool(const Claim&)>& holds) {
  const auto known = ledger_.summary(source.path);
  if (!known || !known->is_settled || !source.look.state || known->reading != reading_) return std::nullopt;
  const auto& now = *source.look.state;
  const bool is_alike = known->state.size == now.size && known->state.modified == now.modified;
  if (!is_alike) return std::nullopt;
  auto entry = ledger_.find(source.path);
  if (!(known->state == now)) {
    // Its rights or its place on the disk changed: a copy that kept the times, a backup that was restored.
    if (entry->sha256.empty() || is_racy(now, source.looked_at)) return std::nullopt;
    if (file_sha256(source.path, kHashedBytes) != entry->sha256) return std::nullopt;
    if (look_at(source.path).state != source.look.state) return std::nullopt;
    entry->state = now;
    ledger_.put(source.path, *entry);
  }
  const bool is_held = trusted_ || std::all_of(entry->claims.begin(), entry->claims.end(),
                                               [&](const Claim& claim) { return holds(claim); });
  return is_held ? entry : std::nullopt;
}

bool SourceFiles::none_met_under(const std::string& root) const {
  return std::none_of(met_.begin(), met_.end(), [&](const std::string& path) {
    return is_under(path, root) && look_at(path).state.has_value();
  });
}

std::vector<FileLedger::Teller> SourceFiles::skipped_tellers(std::string_view id) const {
  if (skipped_.empty()) return {};
  auto tellers = ledger_.tellers(id);
  std::erase_if(tellers, [&](const auto& teller) { return !skipped_.contains(teller.path); });
  return tellers;
}

void SourceFiles::begin(const Source& source) {
  ++read_;
  source_ = source;
  entry_ = {};
  claim_of_.clear();
  retracts_ = false;
  kept_all_ = true;
  if (!source.look.state) return;
  entry_.state = *source.look.state;
  entry_.reading = reading_;
  entry_.sha256 = file_sha256(source.path, kHashedBytes);
}

std::string SourceFiles::resolved(std::string_view source_path) const {
  if (!source_path.starts_with(source_.given)) return std::string(source_path);
  return source_.path + std::string(source_path.substr(source_.given.size()));
}

void SourceFiles::told(const Article& article, const std::string& content_hash) {
  ++entry_.articles;
  Claim claim;
  claim.id = article.id;
  claim.content_hash = content_hash;
  claim.record = article.source.record;
  claim.entry = article.source.path.substr(std::min(article.source.path.size(), source_.path.size()));
  claim.captured = article.captured;
  claim.is_summary = article.is_summary;
  const auto [at, is_new] = claim_of_.try_emplace(article.id, entry_.claims.size());
  if (is_new)
    entry_.claims.push_back(std::move(claim));
  else
    entry_.claims[at->second] = std::move(claim);
}

void SourceFiles::refused(const Rejection& rejection) {
  kept_all_ = entry_.rejections.size() < kKeptRejections;
  if (!kept_all_) return;
  auto kept = rejection;
  kept.path = rejection.path.substr(std::min(rejection.path.size(), source_.given.size()));
  entry_.rejections.push_back(std::move(kept));
}

void SourceFiles::refused_later(const SourceLocation& source) {
  unsettled_.insert(std::string(file_of(source.path)));
}

// What it told of before and does not now stays with it until it is withdrawn. A file that was not read to
// its end may tell of it still.
void SourceFiles::end(bool is_whole) {
  if (const auto before = ledger_.find(source_.path)) {
    for (auto claim : before->claims) {
      if (claim_of_.contains(claim.id)) continue;
      claim.is_former = claim.is_former || is_whole;
      entry_.claims.push_back(std::move(claim));
    }
  }
  done_.push_back({std::move(source_), std::move(entry_), is_whole && kept_all_ && !retracts_});
  source_ = {};
  entry_ = {};
}

void SourceFiles::disturb(std::string_view id) {
  for (const auto& teller : ledger_.tellers(id))
    if (teller.path != source_.path) ledger_.unsettle(teller.path);
}

// What was read is what lies there, and will be for as long as the file looks as it does.
bool SourceFiles::is_still(const Read& file) {
  const auto& state = *file.source.look.state;
  if (is_racy(state, file.source.looked_at)) {
    if (file.entry.sha256.empty() || !outwait(state)) return false;
    if (file_sha256(file.source.path, kHashedBytes) != file.entry.sha256) return false;
  }
  return look_at(file.source.path).state == state;
}

void SourceFiles::settle(const std::function<bool(const Claim&)>& is_held) {
  for (auto& file : done_) {
    const auto& path = file.source.path;
    if (!file.source.look.state) {
      // No regular file, or one that is not there: told of again whenever it is met.
      if (file.entry.claims.empty()) continue;
      if (auto before = ledger_.find(path)) {
        before->is_settled = false;
        ledger_.put(path, *before);
      }
      continue;
    }
    const auto& claims = file.entry.claims;
    file.entry.is_settled =
        file.is_whole && !unsettled_.contains(path) &&
        std::all_of(claims.begin(), claims.end(),
                    [&](const Claim& claim) { return claim.is_former || is_held(claim); }) &&
        is_still(file);
    ledger_.put(path, file.entry);
  }
  done_.clear();
}

}  // namespace pressmark
