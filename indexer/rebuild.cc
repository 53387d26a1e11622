#include "indexer/update/rebuild.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "indexer/commands.h"
#include "indexer/output.h"
#include "indexer/stop_signal.h"
#include "indexer/update/index_writer.h"
#include "schema/index/generation.h"
#include "schema/model/error.h"

namespace pressmark {

namespace {

std::string to_json(const RebuildReport& report) {
  const nlohmann::ordered_json json{{"articles", report.articles}, {"quotations", report.quotations},
                                    {"texts", report.texts},       {"sources", report.sources},
                                    {"damaged", report.damaged},   {"rows_lost", report.rows_lost},
                                    {"done", report.is_done}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

void tell_damage(const RebuildReport& report) {
  for (const auto& line : report.damaged) print_error("indexer: {}\n", printable(line));
  if (report.rows_lost)
    print_error(
        "indexer: the table of articles cannot be read: {} the last revision of every article, and "
        "withdrawn ones may come back\n",
        report.is_done ? "what stands now is" : "what would stand is");
}

}  // namespace

int run_rebuild(const CommonOptions& common, const RebuildCommand& command) {
  catch_stop_signals();
  IndexWriter writer(index_directory(common.index), IndexWriter::Mode::to_rebuild);
  RebuildOptions options;
  options.workers = command.threads;
  options.without_damaged = command.without_damaged;
  options.wants_stop = [] { return stop_signal() != 0; };
  const auto report = rebuild_index(writer, options);
  tell_damage(report);
  if (common.json)
    write_output(to_json(report));
  else if (!common.quiet && report.is_done)
    write_output(fmt::format("rebuilt: {} articles, {} quotations, {} texts, {} captured sources\n",
                             report.articles, report.quotations, report.texts, report.sources));
  if (stop_signal() != 0 && !report.is_done) return 128 + stop_signal();
  if (!report.is_done) {
    print_error(
        "indexer: nothing was changed; restore a backup, or go on without what is damaged "
        "(--without-damaged) and add its sources again\n");
    return exit_status(ErrorKind::io);
  }
  return report.damaged.empty() && !report.rows_lost ? 0 : kSomeRejected;
}

}  // namespace pressmark
