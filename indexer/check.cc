#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "indexer/commands.h"
#include "indexer/output.h"
#include "indexer/update/check.h"
#include "schema/index/generation.h"
#include "schema/model/error.h"

namespace pressmark {

namespace {

std::string to_json(const CheckReport& report) {
  const nlohmann::ordered_json json{{"articles", report.articles}, {"quotations", report.quotations},
                                    {"texts", report.texts},       {"sources", report.sources},
                                    {"files", report.files},       {"runs", report.runs},
                                    {"problems", report.problems}, {"messages", report.messages}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

int run_check(const CommonOptions& common, const CheckCommand& command) {
  const auto index = index_directory(common.index);
  const auto report = check_index(index, {command.full, command.log_head});
  for (const auto& message : report.messages) print_error("indexer: {}\n", printable(message));
  if (report.problems > report.messages.size())
    print_error("indexer: and {} more\n", report.problems - report.messages.size());
  if (common.json)
    write_output(to_json(report));
  else if (!common.quiet)
    write_output(
        fmt::format("{}: {} articles, {} quotations, {} texts, {} captured sources, {} runs in the log\n",
                    report.problems == 0 ? "sound" : "damaged", report.articles, report.quotations,
                    report.texts, report.sources, report.runs));
  if (report.problems == 0) return 0;
  print_error(
      "  mend it from its stored texts: indexer --index {} rebuild\n"
      "  what rebuild cannot read has to come from a backup, or from its sources: indexer add PATH…\n",
      index.string());
  return exit_status(ErrorKind::io);
}

}  // namespace pressmark
