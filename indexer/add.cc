#include "indexer/commands.h"
#include "indexer/output.h"
#include "indexer/source_run.h"
#include "indexer/stop_signal.h"

namespace pressmark {

int run_add(const CommonOptions& common, const AddOptions& options) {
  SourceRun run;
  run.command = "add";
  run.options = options;
  run.files = all_sources(options.reading.paths);
  catch_stop_signals();
  const auto result = run_sources(common, run);
  tell_report(common, result);
  return exit_status_of(result.report);
}

}  // namespace pressmark
