#include "schema/index/generation.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "schema/index/durable_file.h"
#include "schema/index/fields.h"
#include "schema/model/error.h"
#include "schema/text/analyzer.h"

namespace pressmark {
namespace {

constexpr std::string_view kPrefix = "generation-";

Generation numbered(const std::filesystem::path& index, std::uint64_t number) {
  return {index / fmt::format("{}{:06}", kPrefix, number)};
}

// 0 for what no program of ours has named.
std::uint64_t number_of(const Generation& generation) {
  const auto name = generation.name();
  std::uint64_t number = 0;
  const auto* end = name.data() + name.size();
  if (name.size() <= kPrefix.size()) return 0;
  const auto [rest, error] = std::from_chars(name.data() + kPrefix.size(), end, number);
  return error == std::errc() && rest == end ? number : 0;
}

void make_directory(const std::filesystem::path& directory) {
  std::error_code failure;
  std::filesystem::create_directories(directory, failure);
  if (failure)
    throw Error(ErrorKind::io, fmt::format("cannot make {}: {}", directory.string(), failure.message()),
                "give another --index DIR, or check the free space and the permissions");
}

std::filesystem::path current_file(const std::filesystem::path& index) {
  return index / "CURRENT";
}

// A generation's name is one plain path component; anything else in CURRENT is damage.
bool is_generation_name(std::string_view name) {
  return name.starts_with(kPrefix) && name.find('/') == std::string_view::npos;
}

[[noreturn]] void other_version(std::string_view what, std::uint32_t found, std::uint32_t wanted,
                                const std::string& hint) {
  throw Error(ErrorKind::wrong_version,
              fmt::format("this index has {} {}, this program reads {}", what, found, wanted), hint);
}

}  // namespace

std::filesystem::path index_directory(std::string_view flag) {
  if (!flag.empty()) return std::filesystem::path(flag);
  const auto variable = [](const char* name) -> std::string_view {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read once, before threads start
    return value == nullptr ? std::string_view{} : value;
  };
  if (const auto index = variable("PRESSMARK_INDEX"); !index.empty()) return std::filesystem::path(index);
  if (const auto data = variable("XDG_DATA_HOME"); !data.empty())
    return std::filesystem::path(data) / "pressmark";
  if (const auto home = variable("HOME"); !home.empty())
    return std::filesystem::path(home) / ".local" / "share" / "pressmark";
  throw Error(ErrorKind::usage, "no index directory: neither $PRESSMARK_INDEX nor $HOME is set",
              "give --index DIR");
}

Generation current_generation(const std::filesystem::path& index, VersionCheck check) {
  std::ifstream file(current_file(index));
  if (!file)
    throw Error(ErrorKind::no_index, fmt::format("there is no index at {}", index.string()),
                fmt::format("make one: indexer --index {} add PATH…", index.string()));
  std::string magic;
  std::string analyzer;
  std::string name;
  std::uint32_t format = 0;
  std::uint32_t analyzer_version = 0;
  file >> magic >> format >> analyzer >> analyzer_version >> name;
  if (!file || magic != "pressmark-index" || analyzer != "analyzer" || !is_generation_name(name))
    throw Error(ErrorKind::io, fmt::format("{} is damaged", current_file(index).string()),
                "restore it from a backup, or index the articles again into a new directory");
  const auto rebuild = fmt::format(
      "bring it to this version from its stored texts: indexer --index {} rebuild", index.string());
  if (format > kIndexFormat || format < kOldestTexts)
    other_version("format", format, kIndexFormat,
                  "index the articles again into a new directory (indexer --index DIR add PATH…)");
  if (format != kIndexFormat && check == VersionCheck::same)
    other_version("format", format, kIndexFormat, rebuild);
  if (check == VersionCheck::same && analyzer_version != kAnalyzerVersion)
    other_version("analyser version", analyzer_version, kAnalyzerVersion, rebuild);
  return Generation{index / name};
}

Generation generation_to_write(const std::filesystem::path& index) {
  try {
    return current_generation(index);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::no_index) throw;
  }
  const Generation first = numbered(index, 1);
  make_directory(first.directory);
  return first;
}

std::vector<Generation> all_generations(const std::filesystem::path& index) {
  std::vector<Generation> found;
  std::error_code failure;
  for (std::filesystem::directory_iterator it(index, failure), end; !failure && it != end;
       it.increment(failure)) {
    Generation generation{it->path()};
    if (number_of(generation) > 0) found.push_back(std::move(generation));
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return number_of(a) < number_of(b); });
  return found;
}

Generation make_next_generation(const std::filesystem::path& index) {
  const auto before = all_generations(index);
  Generation next = numbered(index, before.empty() ? 1 : number_of(before.back()) + 1);
  make_directory(next.directory);
  return next;
}

void make_current(const std::filesystem::path& index, const Generation& generation) {
  const auto content =
      fmt::format("pressmark-index {}\nanalyzer {}\n{}\n", kIndexFormat, kAnalyzerVersion, generation.name());
  const auto temporary = index / "CURRENT.new";
  sync_directory(generation.directory);
  sync_directory(index);
  write_durably(temporary, content);
  std::error_code failure;
  std::filesystem::rename(temporary, current_file(index), failure);
  if (failure)
    throw Error(ErrorKind::io,
                fmt::format("cannot replace {}: {}", current_file(index).string(), failure.message()));
  sync_directory(index);
}

}  // namespace pressmark
