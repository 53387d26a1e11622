#include "searchd/verify/command.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "schema/model/error.h"

namespace pressmark {
namespace {

// At most one byte over the bound, so that a too large one is known.
std::string read_all(std::istream& in, const std::string& path) {
  std::string bytes;
  std::string buffer(std::size_t{64} << 10U, '\0');
  while (bytes.size() <= kMaxDraftBytes &&
         (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), in.gcount() > 0))
    bytes.append(buffer, 0, static_cast<std::size_t>(in.gcount()));
  if (in.bad()) throw Error(ErrorKind::io, path + " cannot be read");
  return bytes;
}

std::string read_file(const std::string& path) {
  if (path == "-") return read_all(std::cin, path);
  if (std::filesystem::is_directory(path))
    throw Error(ErrorKind::no_input, path + " is a folder",
                "name the drafts in it: cite verify " + path + "/*.md");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(ErrorKind::no_input, path + " cannot be opened", "check the path");
  return read_all(file, path);
}

int counted_status(const std::vector<CheckedDraft>& drafts, const std::vector<Verdict>& fail_on) {
  Verification all;
  for (const auto& draft : drafts)
    for (const auto& quotation : draft.verification.quotations)
      if (fail_on.empty() || std::find(fail_on.begin(), fail_on.end(), quotation.verdict) != fail_on.end())
        all.quotations.push_back(quotation);
  return exit_status(all);
}

}  // namespace

DraftFiles read_drafts(const std::vector<std::string>& paths) {
  DraftFiles files;
  for (const auto& path : paths) {
    try {
      files.drafts.push_back({path, read_file(path)});
    } catch (const Error& error) {
      if (paths.size() == 1) throw;
      files.notes.push_back(path + ": " + error.what());
      files.status = exit_status(error.kind());
    }
  }
  return files;
}

CiteOutcome verify_drafts(Searcher& searcher, const std::vector<DraftFile>& files,
                          const VerifyOptions& options) {
  CiteOutcome outcome;
  std::vector<CheckedDraft> drafts;
  int unread = 0;
  Verifier verifier(searcher);
  for (const auto& file : files) {
    try {
      const auto format = options.draft_format ? *options.draft_format : draft_format(file.bytes, file.path);
      drafts.push_back({file.path, verifier.verify(read_draft(file.bytes, format))});
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::bad_input || files.size() == 1) throw;
      outcome.notes.push_back(file.path + ": " + error.what());
      unread = exit_status(error.kind());
    }
  }
  outcome.output = write_report(drafts, options.format, options.report);
  outcome.status = unread != 0 ? unread : counted_status(drafts, options.fail_on);
  return outcome;
}

}  // namespace pressmark
