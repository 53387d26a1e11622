#include "indexer/output.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "schema/model/error.h"

namespace pressmark {

bool write_output(std::string_view text) {
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0)
    return true;
  if (errno == EPIPE) return false;
  throw Error(ErrorKind::io, fmt::format("cannot write the output: {}", std::strerror(errno)));
}

std::string printable(std::string_view text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // U+0080 to U+009F are controls too: 0xC2 and a byte below 0xA0.
    const bool is_c1 =
        byte == 0xC2 && i + 1 < text.size() && (static_cast<unsigned char>(text[i + 1]) & 0xE0U) == 0x80U;
    if (is_c1) {
      shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[++i]));
    } else if (byte < 0x20 || byte == 0x7F) {
      shown += fmt::format("\\x{:02x}", byte);
    } else {
      shown += text[i];
    }
  }
  return shown;
}

std::string to_line(const Rejection& rejection) {
  const auto record = rejection.record ? fmt::format(":{}", *rejection.record) : std::string();
  const auto offset =
      rejection.offset ? fmt::format(" (begins at byte {})", *rejection.offset) : std::string();
  return printable(fmt::format("{}{}: {}{}", rejection.path, record, rejection.reason, offset));
}

void RejectionList::add(const Rejection& rejection) {
  constexpr std::uint64_t kWritten = 5;  // of those that are alike
  constexpr std::size_t kReasons = 1000;
  const auto known = alike_.find(rejection.reason);
  if (known == alike_.end() && alike_.size() >= kReasons) finish();
  auto& alike = alike_[rejection.reason];
  if (alike >= kWritten)
    ++counted_[rejection.reason];
  else
    write_(to_line(rejection));
  ++alike;
}

void RejectionList::finish() {
  for (const auto& [reason, count] : std::exchange(counted_, {}))
    write_(printable(fmt::format("and {} more like this: {}", count, reason)));
  alike_.clear();
}

std::string to_json(const Report& report) {
  const nlohmann::ordered_json json{
      {"added", report.added},
      {"updated", report.updated},
      {"unchanged", report.unchanged},
      {"removed", report.removed},
      {"rejected", report.rejected},
      {"duplicates", report.duplicates},
      {"articles", report.articles},
      {"quotations", report.quotations},
      {"seconds", report.seconds},
      {"stale", report.stale},
      {"kept", report.kept},
      {"withheld", report.withheld},
      {"files", {{"read", report.files_read}, {"unchanged", report.files_unchanged}}},
  };
  return json.dump() + "\n";
}

std::string to_sentence(const Report& report) {
  std::string done;
  const auto say = [&done](const char* what, std::uint64_t count) {
    if (count > 0) done += fmt::format("{}{} {}", done.empty() ? "" : ", ", what, count);
  };
  say("added", report.added);
  say("updated", report.updated);
  say("removed", report.removed);
  say("unchanged", report.unchanged);
  say("rejected", report.rejected);
  if (done.empty()) done = "nothing to do";
  if (report.duplicates > 0)
    done += fmt::format(" ({} of them with the very text of another article)", report.duplicates);
  return fmt::format("{}{} in {:.1f} s; the index holds {} article{} and {} quotation{}\n",
                     report.interrupted ? "stopped early: " : "", done, report.seconds, report.articles,
                     report.articles == 1 ? "" : "s", report.quotations, report.quotations == 1 ? "" : "s");
}

std::vector<SourceFile> all_sources(const std::vector<std::string>& paths) {
  std::vector<SourceFile> sources;
  for (const auto& path : paths) {
    if (path == "-") {
      sources.push_back({path, 0});
      continue;
    }
    auto found = list_sources(path);
    sources.insert(sources.end(), std::make_move_iterator(found.begin()),
                   std::make_move_iterator(found.end()));
  }
  return sources;
}

}  // namespace pressmark
