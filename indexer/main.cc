// indexer: keeps an index true to its sources.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>

#include "indexer/commands.h"
#include "indexer/output.h"
#include "schema/model/error.h"

namespace {

using namespace pressmark;

constexpr const char* kExamples = R"(Examples:
  indexer add articles/                    index a folder; again later: only what is new or changed
  indexer --index ./idx add wire.jsonl     an index of your own, JSON Lines in
  zcat wire.jsonl.gz | indexer add -       the same from standard input
  indexer inspect page.html                what would be indexed, as JSON, without touching an index
  indexer remove sc-2014-06-12             out of search; pinned citations stay answerable
  indexer rejects                          which inputs were refused in the last run, and why

The index is at --index, else $PRESSMARK_INDEX, else $XDG_DATA_HOME/pressmark (~/.local/share/pressmark).
Not in this version: sync, watch, check, compact, rebuild, reshard, speakers.
Exit status: 0 done, 1 some inputs rejected, 2 usage, 66 no such file or index, 70 index of another version,
74 I/O error, 75 locked (try again), 130 or 143 stopped by a signal with what was read before kept.
)";

constexpr const char* kAddNotes =
    R"(PATH is a file, a folder (walked in sorted order) or - (JSON Lines on standard input). Formats are told by
content: plain text and Markdown with optional front matter, HTML, JSON Lines, CSV, RSS, Atom, JSON Feed, ninjs,
NewsML-G2, WARC, PDF, DOCX, ODT, and ZIP, tar and compressed files of these. One bad input never stops the rest.
)";

constexpr const char* kRemoveNotes =
    R"(A withdrawn article leaves search at once. Its texts stay, so that citations of its revisions can be
reopened; --purge erases them and the captured sources too, and keeps their hashes. Adding it again brings it back.
)";

int report_failure(const Error& error) {
  fmt::print(stderr, "indexer: {}\n", printable(error.what()));
  if (!error.hint().empty()) fmt::print(stderr, "  {}\n", error.hint());
  return exit_status(error.kind());
}

struct CommandLine {
  CommonOptions common;
  AddOptions add;
  RemoveOptions remove;
  InspectOptions inspect;
  int status = 0;

  void declare(CLI::App& app);

 private:
  static void declare_reading(CLI::App& command, ReadingOptions& reading);
  void declare_add(CLI::App& app);
  void declare_others(CLI::App& app);
};

void CommandLine::declare(CLI::App& app) {
  app.footer(kExamples);
  app.set_version_flag("--version", "indexer (Pressmark) " PRESSMARK_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--index", common.index, "index directory")->type_name("DIR");
  app.add_flag("--json", common.json, "print one JSON object");
  app.add_flag("-q,--quiet", common.quiet, "print only errors and refused inputs");
  declare_add(app);
  declare_others(app);
}

void CommandLine::declare_reading(CLI::App& command, ReadingOptions& reading) {
  command.add_option("PATH", reading.paths, "files, folders, or -")->required()->type_name("");
  command
      .add_option("--fields", reading.fields, "names of the fields in JSON Lines and CSV (docs/formats.md)")
      ->type_name("FILE");
  command
      .add_option("--outlets", reading.outlets,
                  "outlets of your own, and what may be shown of them (docs/formats.md)")
      ->type_name("FILE");
}

void CommandLine::declare_add(CLI::App& app) {
  auto* command = app.add_subcommand("add", "index new and changed articles; skip unchanged ones");
  command->footer(kAddNotes);
  declare_reading(*command, add.reading);
  command->add_flag("--no-annotate", add.no_annotate, "no quotations, speakers and countries");
  command->add_flag("--no-sources", add.no_sources, "keep no source bytes");
  command->add_option("--batch", add.batch, "articles a commit (1000)")->type_name("N");
  command->add_option("--threads", add.threads, "worker threads (one a core)")->type_name("N");
  command->callback([this] { status = run_add(common, add); });
}

void CommandLine::declare_others(CLI::App& app) {
  auto* withdraw = app.add_subcommand("remove", "withdraw articles");
  withdraw->footer(kRemoveNotes);
  withdraw->add_option("ID", remove.ids, "article ids")->required()->type_name("");
  withdraw->add_flag("--purge", remove.purge, "erase the texts too");
  withdraw->callback([this] { status = run_remove(common, remove); });

  auto* state = app.add_subcommand("status", "counts, dates, versions, disk use, last run");
  state->callback([this] { status = run_status(common); });

  auto* refused = app.add_subcommand("rejects", "inputs refused in the last run, with reasons");
  refused->callback([this] { status = run_rejects(common); });

  auto* look =
      app.add_subcommand("inspect", "what would be indexed, one JSON record a line; touches no index");
  declare_reading(*look, inspect.reading);
  look->add_flag("--explain", inspect.explain, "also which rule took or dropped each block");
  look->add_flag("--verbatim", inspect.reading.verbatim, "texts as given: nothing is taken for boilerplate");
  look->add_flag("--no-annotate", inspect.no_annotate, "no quotations, speakers and countries");
  look->add_option("--threads", inspect.threads, "worker threads (one a core)")->type_name("N");
  look->callback([this] { status = run_inspect(common, inspect); });
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is seen where it is written to
  CLI::App app{"indexer: keeps a Pressmark index of news articles true to its sources", "indexer"};
  CommandLine line;
  line.declare(app);
  try {
    app.parse(argc, argv);
    return line.status;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    fmt::print(stderr, "indexer: {}\n  indexer --help tells the commands and options\n", error.what());
    return exit_status(ErrorKind::usage);
  } catch (const Error& error) {
    return report_failure(error);
  } catch (const std::exception& error) {
    return report_failure(Error(ErrorKind::internal, error.what(), "this is a defect; please report it"));
  }
}
