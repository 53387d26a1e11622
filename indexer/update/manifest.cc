#include "indexer/update/manifest.h"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

#include "schema/index/durable_file.h"
#include "schema/model/error.h"
#include "schema/text/sha256.h"

namespace pressmark {

namespace {

constexpr std::array<const char*, 3> kTables{"articles", "quotations", "texts"};
constexpr const char* kName = "manifest";
constexpr const char* kVersionFile = "/iamglass";  // where the engine keeps the number of the commit
// The engine's lock files are empty and hold nothing.
constexpr const char* kLockFile = "flintlock";

// Absent when it cannot be read to its end.
std::optional<std::string> hash_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  Sha256 hash;
  std::vector<char> buffer(1U << 20U);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
    hash.add({buffer.data(), static_cast<std::size_t>(in.gcount())});
  if (in.bad()) return std::nullopt;
  return hash.hex();
}

// The number of the last commit; absent where the table cannot even be opened.
std::optional<std::string> commit_of(const Generation& generation, const std::string& table) {
  try {
    const Xapian::Database database((generation.directory / table).string());
    return database.get_uuid() + "." + std::to_string(database.get_revision());
  } catch (const Xapian::Error&) {
    return std::nullopt;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

struct Manifest {
  std::map<std::string, std::string> commits;  // by table
  std::map<std::string, std::string> hashes;   // by file
};

Manifest parse(std::istream& in) {
  Manifest manifest;
  for (std::string line; std::getline(in, line);) {
    const auto blank = line.find("  ");
    if (blank == std::string::npos) continue;
    const auto name = line.substr(blank + 2);
    if (line.starts_with("# "))
      manifest.commits[line.substr(2, blank - 2)] = name;
    else
      manifest.hashes[name] = line.substr(0, blank);
  }
  return manifest;
}

// Whether commits have been made since: a later number of the same table. One that cannot be opened, or is
// another, is damaged and not changed.
bool is_changed(const Manifest& manifest, const Generation& generation, const std::string& table) {
  const auto then = manifest.commits.find(table);
  const auto now = commit_of(generation, table);
  if (!now || then == manifest.commits.end()) return false;
  const auto dot = now->find('.');
  if (then->second.substr(0, then->second.find('.')) != now->substr(0, dot)) return false;
  const auto number = [](const std::string& text) { return text.substr(text.find('.') + 1); };
  const auto before = number(then->second);
  const auto after = number(*now);
  return after.size() != before.size() ? after.size() > before.size() : after > before;
}

}  // namespace

void write_manifest(const Generation& generation) {
  std::string content;
  for (const auto* table : kTables) {
    content += std::string("# ") + table + "  " + commit_of(generation, table).value_or("") + "\n";
    std::map<std::string, std::string> hashes;
    for (const auto& entry : std::filesystem::directory_iterator(generation.directory / table)) {
      const auto name = entry.path().filename().string();
      if (name == kLockFile) continue;
      const auto hash = hash_of(entry.path());
      if (!hash) throw Error(ErrorKind::io, "cannot read " + entry.path().string());
      hashes[std::string(table) + "/" + name] = *hash;
    }
    for (const auto& [name, hash] : hashes) content += hash + "  " + name + "\n";
  }
  write_durably(generation.directory / kName, content);
}

ManifestCheck check_manifest(const Generation& generation) {
  ManifestCheck check;
  std::ifstream in(generation.directory / kName);
  if (!in) return check;
  const auto manifest = parse(in);
  for (const auto* table : kTables) {
    std::uint64_t verified = 0;
    std::vector<std::string> others;
    for (const auto& [name, hash] : manifest.hashes) {
      if (name.substr(0, name.find('/')) != table) continue;
      if (hash_of(generation.directory / name) == hash)
        ++verified;
      else
        others.push_back(name);
    }
    // A commit writes blocks: where only the number of it is another, the number is damaged.
    const bool has_other_blocks = std::any_of(
        others.begin(), others.end(), [](const std::string& name) { return !name.ends_with(kVersionFile); });
    if (has_other_blocks && is_changed(manifest, generation, table)) {
      check.changed += verified + others.size();
    } else {
      check.verified += verified;
      check.damaged.insert(check.damaged.end(), others.begin(), others.end());
    }
  }
  return check;
}

}  // namespace pressmark
