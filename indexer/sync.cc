#include <algorithm>

#include "indexer/commands.h"
#include "indexer/output.h"
#include "indexer/source_run.h"
#include "indexer/stop_signal.h"
#include "indexer/update/file_state.h"
#include "schema/model/error.h"

namespace pressmark {

int run_sync(const CommonOptions& common, const SyncOptions& options) {
  SourceRun run;
  run.command = "sync";
  run.options = options.add;
  run.files = sync_sources(options.add.reading.paths, options.allow_mass_removal);
  run.sync = SyncScope{options.add.reading.paths, options.allow_mass_removal};
  catch_stop_signals();
  const auto result = run_sources(common, run);
  tell_report(common, result);
  return exit_status_of(result.report);
}

std::vector<SourceFile> sync_sources(const std::vector<std::string>& roots, bool gone_is_meant) {
  std::vector<std::string> there;
  for (const auto& root : roots) {
    if (root == "-")
      throw Error(ErrorKind::usage, "sync follows files and folders, not standard input",
                  "indexer add - takes articles from standard input");
    const bool is_gone = look_at(root).presence == Presence::gone;
    if (is_gone && !gone_is_meant)
      throw Error(ErrorKind::no_input, root + " does not exist; nothing was withdrawn",
                  "check the path, and whether it is mounted; if it is gone rightly: --allow-mass-removal");
    if (!is_gone) there.push_back(root);
  }
  return all_sources(there);
}

}  // namespace pressmark
