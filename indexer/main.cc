// indexer: keeps an index true to its sources.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "indexer/commands.h"
#include "indexer/output.h"
#include "indexer/update/engine_failure.h"
#include "schema/model/error.h"

namespace {

using namespace pressmark;

constexpr const char* kExamples = R"(Examples:
  indexer add articles/                    index a folder; again later: only what is new or changed
  indexer sync articles/                   the same, and what is gone from the folder leaves search
  indexer watch articles/                  sync, again and again as files change
  indexer --index ./idx add wire.jsonl     an index of your own, JSON Lines in
  zcat wire.jsonl.gz | indexer add -       the same from standard input
  indexer inspect page.html                what would be indexed, as JSON, without touching an index
  indexer remove sc-2014-06-12             out of search; pinned citations stay answerable
  indexer speakers list lavrov             who is quoted, to merge what is one person and part what is two
  indexer check                            whether the index is sound; indexer rebuild mends it
  indexer rejects                          which inputs were refused in the last run, and why

The index is at --index, else $PRESSMARK_INDEX, else $XDG_DATA_HOME/pressmark (~/.local/share/pressmark).
Not in this version: reshard.
Exit status: 0 done, 1 some inputs rejected, 2 usage, 66 no such file or index, 70 index of another version,
74 I/O error, 75 locked (try again), 130 or 143 stopped by a signal with what was read before kept.
)";

constexpr const char* kAddNotes =
    R"(PATH is a file, a folder (walked in sorted order) or - (JSON Lines on standard input). A file that
is as it was when it was read last is not read again. Formats are told by
content: plain text and Markdown with optional front matter, HTML, JSON Lines, CSV, RSS, Atom, JSON Feed, ninjs,
NewsML-G2, WARC, PDF, DOCX, ODT, and ZIP, tar and compressed files of these. One bad input never stops the rest.
)";

constexpr const char* kSyncNotes =
    R"(Like add, and what came from a file under PATH that is gone, or from a record that its file has no more, leaves search
as with remove, unless another source that is there tells of it. A file that is there and cannot be read, or is refused,
has lost nothing. Where a PATH has no file left, or more than ten articles and more than half of what came from it would
go, it is more likely not mounted: nothing is withdrawn then and the exit status is 1, unless --allow-mass-removal says
that it is meant.
)";

constexpr const char* kWatchNotes =
    R"(Syncs at once, and again half a second after the last change below PATH (five seconds at most while changes go on). The
index is locked only while it works, so other commands can be used meanwhile. Changes that the system does not tell of (network
folders, more folders than it watches) are seen at the next look at all files. A PATH that goes away is waited for, and
nothing is withdrawn for it. Ends with status 0 when it is stopped.
)";

constexpr const char* kRemoveNotes =
    R"(A withdrawn article leaves search at once. Its texts stay, so that citations of its revisions can be
reopened; --purge erases them and the captured sources too, and keeps their hashes and the reason. It rewrites the index,
so that nothing of the text is left in it. Exit status 75 says that a program still reads a generation from before: it is
deleted when the command is run again after that. Adding an article again brings it back.
)";

constexpr const char* kSpeakersNotes =
    R"(The rules that find who speaks know names, not people: two spellings they do not know for one stay two speakers, and two
people of one name are one. A correction says so once. It is kept in the log `speakers.log` in the index directory, holds for what is
indexed later, and survives re-indexing. Articles keep the name they print; what changes is whom it stands for.

  indexer speakers list lavrov                                     ids, names, how often they are quoted
  indexer speakers merge s-lavrov sergueï-lavrov --into sergei-lavrov
  indexer speakers split imran-khan --articles sc-2014-06-12,ht-77 --as imran-khan-actor
  indexer speakers split s-lavrov                                  merged by mistake: themselves again
  indexer speakers list --corrections                              what was corrected, numbered
  indexer speakers undo 3                                          takes correction 3 back; undo of an undo renews it

docs/attribution.md tells more.
)";

constexpr const char* kCompactNotes =
    R"(Changes leave free space behind that later ones use again; this gives it back. A new generation is written beside
the old one, which needs as much room again for as long; searching goes on meanwhile. `add` and `remove` do this by
themselves when more than half of the index is free space.
)";

constexpr const char* kCheckNotes =
    R"(Compares files with their hashes where nothing was written since they were made, texts and captured sources with
theirs, and rows and quotations with the texts, and the texts with the log of revisions, whose runs are a chain of hashes. --full
also compares every posting, and takes about as long as indexing. --log-head HEX: the head that `indexer status` told on an earlier day
and that was noted elsewhere; whatever was in the log then is still in it. Exit status 0: sound, 74: damaged.
)";

constexpr const char* kRebuildNotes =
    R"(Rows, quotations and postings are derived again from the stored texts and their annotations, also those of another
analyser version. A new generation is written beside the old one, which needs as much room again for as long; searching
goes on meanwhile. Where something cannot be read, nothing is changed, unless --without-damaged leaves it out.
)";

int report_failure(const Error& error) {
  print_error("indexer: {}\n", printable(error.what()));
  if (!error.hint().empty()) print_error("  {}\n", error.hint());
  return exit_status(error.kind());
}

[[noreturn]] void tell_last_failure() {
  try {
    if (const auto thrown = std::current_exception()) rethrow_engine_failure(thrown);
  } catch (const Error& error) {
    std::_Exit(report_failure(error));
  } catch (...) {
    std::abort();
  }
  std::abort();
}

struct CommandLine {
  CommonOptions common;
  AddOptions add;
  SyncOptions sync;
  WatchOptions watch;
  RemoveOptions remove;
  InspectOptions inspect;
  SpeakersOptions speakers;
  CheckCommand check;
  RebuildCommand rebuild;
  int status = 0;

  void declare(CLI::App& app);

 private:
  static void declare_reading(CLI::App& command, ReadingOptions& reading);
  static void declare_filling(CLI::App& command, AddOptions& add);
  void declare_add(CLI::App& app);
  void declare_sync(CLI::App& app);
  void declare_watch(CLI::App& app);
  void declare_others(CLI::App& app);
  void declare_speakers(CLI::App& app);
  void declare_upkeep(CLI::App& app);
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
  declare_sync(app);
  declare_watch(app);
  declare_others(app);
  declare_speakers(app);
  declare_upkeep(app);
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

void CommandLine::declare_filling(CLI::App& command, AddOptions& add) {
  declare_reading(command, add.reading);
  command.add_flag("--no-annotate", add.no_annotate, "no quotations, speakers and countries");
  command.add_flag("--no-sources", add.no_sources, "keep no source bytes");
  command.add_option("--batch", add.batch, "articles a commit (1000)")->type_name("N");
  command.add_option("--threads", add.threads, "worker threads (one a core)")->type_name("N");
  command.add_flag("--verbose", add.verbose,
                   "tell of every article: new, same, revised, stale or gone, and why");
  command
      .add_option(
          "--bulk", add.bulk,
          "new articles in segments that are merged at the end: auto (where many are new), always, never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN");
}

void CommandLine::declare_add(CLI::App& app) {
  auto* command = app.add_subcommand("add", "index new and changed articles; skip unchanged ones");
  command->footer(kAddNotes);
  declare_filling(*command, add);
  command->callback([this] { status = run_add(common, add); });
}

void CommandLine::declare_sync(CLI::App& app) {
  auto* command = app.add_subcommand("sync", "add, and withdraw articles whose source under PATH is gone");
  command->footer(kSyncNotes);
  declare_filling(*command, sync.add);
  command->add_flag("--allow-mass-removal", sync.allow_mass_removal,
                    "also where most of what came from PATH, or PATH itself, is gone");
  command->callback([this] { status = run_sync(common, sync); });
}

void CommandLine::declare_watch(CLI::App& app) {
  constexpr unsigned kLongestRescan = 86'400;
  auto* command = app.add_subcommand("watch", "sync, then follow changes until stopped");
  command->footer(kWatchNotes);
  declare_filling(*command, watch.add);
  command->add_option("--rescan", watch.rescan, "look at all files every so many seconds (300)")
      ->check(CLI::Range(1U, kLongestRescan))
      ->type_name("SECONDS");
  command->callback([this] { status = run_watch(common, watch); });
}

void CommandLine::declare_others(CLI::App& app) {
  auto* withdraw = app.add_subcommand("remove", "withdraw articles");
  withdraw->footer(kRemoveNotes);
  withdraw->add_option("ID", remove.ids, "article ids")->required()->type_name("");
  auto* purge = withdraw->add_flag("--purge", remove.purge, "erase the texts too");
  withdraw->add_option("--reason", remove.reason, "why, for whoever asks for the article; with --purge")
      ->type_name("TEXT")
      ->needs(purge);
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

void CommandLine::declare_speakers(CLI::App& app) {
  auto* group =
      app.add_subcommand("speakers", "who is quoted: list, merge, split, undo; logged and reversible");
  group->footer(kSpeakersNotes);
  group->require_subcommand(1);
  group->fallthrough();

  auto* list = group->add_subcommand(
      "list", "speakers with their ids, most quoted first: articles, quotations, id, name");
  list->add_option("WORD", speakers.words, "parts of a name or id, in any script")->type_name("");
  list->add_option("-n", speakers.most, "how many (50)")->type_name("N");
  list->add_flag("--corrections", speakers.corrections, "the log of corrections instead");
  list->callback([this] { status = run_speakers_list(common, speakers); });

  auto* merge = group->add_subcommand("merge", "several ids are one person");
  merge->add_option("SPEAKER", speakers.words, "ids or full names")->required()->type_name("");
  merge->add_option("--into", speakers.into, "the id that stays, or a new one")->required()->type_name("ID");
  merge->add_option("--name", speakers.name, "its canonical name")->type_name("NAME");
  merge->callback([this] { status = run_speakers_merge(common, speakers); });

  auto* split = group->add_subcommand("split", "one id is two people; or undoes a merge");
  split->add_option("SPEAKER", speakers.words, "id or full name")->required()->type_name("");
  split->add_option("--articles", speakers.articles, "the articles that mean the other one")
      ->delimiter(',')
      ->type_name("ID,ID");
  split->add_option("--as", speakers.as, "id of the other one")->type_name("ID");
  split->add_option("--name", speakers.name, "the other one's canonical name")->type_name("NAME");
  split->callback([this] { status = run_speakers_split(common, speakers); });

  auto* undo = group->add_subcommand("undo", "take a correction back");
  undo->add_option("N", speakers.entry, "its number in `list --corrections`")->required()->type_name("");
  undo->callback([this] { status = run_speakers_undo(common, speakers); });
}

void CommandLine::declare_upkeep(CLI::App& app) {
  auto* look = app.add_subcommand("check", "verify the whole index; says what is damaged and how to mend it");
  look->footer(kCheckNotes);
  look->add_flag("--full", check.full, "derive every posting again from the stored texts");
  look->add_option("--log-head", check.log_head,
                   "the log of revisions must go on from this head (see status)")
      ->type_name("HEX");
  look->callback([this] { status = run_check(common, check); });

  auto* again = app.add_subcommand("rebuild", "new generation from the stored revisions");
  again->footer(kRebuildNotes);
  again->add_flag("--without-damaged", rebuild.without_damaged, "leave out what cannot be read");
  again->add_option("--threads", rebuild.threads, "worker threads (one a core)")->type_name("N");
  again->callback([this] { status = run_rebuild(common, rebuild); });

  auto* rewrite = app.add_subcommand("compact", "rewrite the index without free space");
  rewrite->footer(kCompactNotes);
  rewrite->callback([this] { status = run_compact(common); });
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is seen where it is written to
  CLI::App app{"indexer: keeps a Pressmark index of news articles true to its sources", "indexer"};
  CommandLine line;
  line.declare(app);
  std::set_terminate(tell_last_failure);
  try {
    app.parse(argc, argv);
    return line.status;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    print_error("indexer: {}\n  indexer --help tells the commands and options\n", error.what());
    return exit_status(ErrorKind::usage);
  } catch (const Error& error) {
    return report_failure(error);
  } catch (const std::exception& error) {
    return report_failure(Error(ErrorKind::internal, error.what(), "this is a defect; please report it"));
  }
}
