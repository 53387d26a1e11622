#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>

#include "indexer/commands.h"
#include "indexer/folder_watch.h"
#include "indexer/output.h"
#include "indexer/source_run.h"
#include "indexer/stop_signal.h"
#include "schema/index/generation.h"
#include "schema/model/error.h"

namespace pressmark {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kQuiet{500};        // without changes before a run begins
constexpr milliseconds kLongestPut{5000};  // a folder that never rests is read all the same
constexpr milliseconds kRetry{5000};  // after what may mend itself: another writer, a root that is not there
constexpr milliseconds kSlice{250};   // a signal is seen as late as this

class Watcher {
 public:
  Watcher(const CommonOptions& common, const WatchOptions& options)
      : common_(common),
        options_(options),
        folders_(options.add.reading.paths, index_directory(common.index)) {}

  void run() {
    while (stop_signal() == 0) {
      const bool can_see = folders_.refresh();  // before reading: what comes meanwhile wakes again
      tell_limit(can_see);
      const auto next = sync() ? std::chrono::seconds(options_.rescan) : milliseconds(kRetry);
      tell_start();
      if (wait(next)) settle();
    }
  }

 private:
  // False when it is to be tried again soon.
  bool sync() {
    SourceRun run;
    run.command = "watch";
    run.options = options_.add;
    run.sync = SyncScope{options_.add.reading.paths, false};
    try {
      run.files = sync_sources(options_.add.reading.paths, false);
      const auto result = run_sources(common_, run);
      const auto& report = result.report;
      if (report.added + report.updated + report.removed + report.rejected > 0) tell_report(common_, result);
      complaint_.clear();
      return true;
    } catch (const Error& error) {
      const bool may_pass = error.kind() == ErrorKind::locked || error.kind() == ErrorKind::no_input ||
                            error.kind() == ErrorKind::io;
      if (!may_pass) throw;
      complain(error);
      return false;
    }
  }

  // Once, until it is another or all is well again.
  void complain(const Error& error) {
    const std::string what = error.what();
    if (what == complaint_) return;
    complaint_ = what;
    print_error("indexer: {}\n  it is tried again every {} seconds\n", printable(what),
                std::chrono::duration_cast<std::chrono::seconds>(kRetry).count());
  }

  void tell_limit(bool can_see) {
    if (can_see == could_see_) return;
    could_see_ = can_see;
    if (can_see) return;
    print_error(
        "indexer: the system allows no more watches than the {} taken; changes in other folders are "
        "seen every {} "
        "seconds\n  raise fs.inotify.max_user_watches (sysctl), or --rescan more often\n",
        folders_.size(), options_.rescan);
  }

  void tell_start() {
    if (started_) return;
    started_ = true;
    if (!common_.quiet)
      print_error("indexer: watching {} places; stop it with Ctrl-C or SIGTERM\n", folders_.size());
  }

  // True when something changed; false when `most` is over or a signal came.
  bool wait(milliseconds most) {
    const auto end = Clock::now() + most;
    while (stop_signal() == 0) {
      const auto left = std::chrono::duration_cast<milliseconds>(end - Clock::now());
      if (left.count() <= 0) return false;
      if (folders_.wait(std::min(left, kSlice))) return true;
    }
    return false;
  }

  // Until nothing has changed for a while.
  void settle() {
    const auto end = Clock::now() + kLongestPut;
    while (Clock::now() < end && wait(kQuiet)) folders_.refresh();
  }

  const CommonOptions& common_;
  const WatchOptions& options_;
  FolderWatch folders_;
  std::string complaint_;
  bool could_see_ = true;
  bool started_ = false;
};

}  // namespace

int run_watch(const CommonOptions& common, const WatchOptions& options) {
  sync_sources(options.add.reading.paths, false);  // a typing error is told at once
  catch_stop_signals();
  Watcher(common, options).run();
  return 0;
}

}  // namespace pressmark
