// cite: from words to where they were printed.

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "schema/index/generation.h"
#include "schema/model/error.h"
#include "searchd/cite_batch.h"
#include "searchd/client/remote_cite.h"
#include "searchd/csl/pandoc.h"
#include "searchd/input/line_reader.h"
#include "searchd/mcp/server.h"
#include "searchd/proof/report.h"
#include "searchd/search/searcher_pool.h"
#include "searchd/verify/cite_command.h"

namespace {

using namespace pressmark;

constexpr std::string_view kHelp = R"(cite: from words to where they were printed, as citations that stay true
  cite QUERY                    passages that match (the same as: cite find QUERY)
  cite quote "WORDS"            who said it, where first, in which outlets
  cite who "NAME"               what a speaker said, newest first
  cite show ID[@REV][#cA-B]     reopen a citation: the words, their surroundings, whether they still stand
  cite diff ID [REV [REV]]      what the outlet changed: the last change, or between two wordings
  cite verify FILE...|-         every quotation of a draft against the index, with a verdict each
  cite export QUERY             everything that matches, an article each
  cite prove ID[@REV][#cA-B]    a bundle that proves the wording (-o FILE.zip, FILE.tar or DIR); cite check BUNDLE [CITATION]
  cite mcp                      find, quote and verify for a Model Context Protocol client

Examples
  cite Mi-35 delivery                              five passages, each with its reference and a link to the words
  cite verify draft.md                             what is quoted rightly, what altered, what not found

Which articles
  --index DIR      else $PRESSMARK_INDEX, else $XDG_DATA_HOME/pressmark, else ~/.local/share/pressmark
  --server URL     ask a searchd instead: http://localhost:8080, unix:/path
  --outlet NAME  --speaker NAME  --country CODE  --lang CODE     repeat for any of several
  --from DAY  --to DAY     inclusive: 2014, 2014-06 or 2014-06-12
  -n N             at most N (5)        --sort ORDER     relevance, newest or oldest
  --exact          the words exactly as given; only the shape of marks, dashes and blanks may differ
  --first          the earliest printing alone        --all-outlets   every printing with its reference, copies too
  --batch FILE|-   a query a line, for find, quote, show and who; one bad line stops none of the others

How they are printed
  --format F       text, json, jsonl, csv, markdown, html, csl-json, bibtex, biblatex, ris; --json for short
  --style S        chicago (notes and bibliography), apa, mla, harvard, mhra, ieee, vancouver, wikipedia
  --accessed DAY   the day of access (today; $SOURCE_DATE_EPOCH where set)
  --context N      N sentences around        --csl FILE.csl   any other style, by pandoc where it is installed

Drafts: Markdown, plain text, HTML, DOCX, ODT; never changed
  --format F       text, json, sarif, junit, html
  --as FORMAT      what the draft is (by content and name)   --wrong   leave out what is verified
  --fail-on V      exit as if only these verdicts were wrong; repeat for several: altered, spliced, misattributed,
                   misdated, paraphrase, ambiguous, not-found
Query language: words, "exact phrase", AND OR NOT -word ( ), NEAR/5, word*, title: outlet: speaker: author:
country: lang: id: url: date:2014-06..2015 said:"words". Put -- before a query that begins with a hyphen.
Exit status: 0 found or all verified, 1 nothing found or something not verified, 3 only altered or misattributed,
2 usage, 65 bad data, 66 no index or file, 70 index of another version, 74 I/O error, 75 busy. NO_COLOR is respected. Also: --help, --version.
)";

// Commands of the program itself: they run others, or none.
constexpr std::array<std::string_view, 2> kOwnVerbs{"mcp", "check"};
constexpr std::array<std::string_view, 8> kFlags{"--exact",   "--json", "--wrong", "--help",
                                                 "--version", "-h",     "--first", "--all-outlets"};

[[noreturn]] void refuse(const std::string& message,
                         const std::string& hint = "cite --help tells the commands and options") {
  throw Error(ErrorKind::usage, message, hint);
}

// The first word that is neither an option nor an option's value, where it is a command; it is taken out. Not
// a CLI11 subcommand: those are looked for among the later words of a query too.
std::string take_verb(std::vector<std::string>& arguments) {
  const std::string none(to_string(CiteVerb::find));
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == "--") return none;
    if (argument.size() > 1 && argument[0] == '-') {
      const bool is_flag = std::find(kFlags.begin(), kFlags.end(), argument) != kFlags.end();
      const bool has_value =
          argument[1] == '-' ? argument.find('=') != std::string::npos : argument.size() > 2;
      if (!is_flag && !has_value) ++i;
      continue;
    }
    const bool is_own = std::find(kOwnVerbs.begin(), kOwnVerbs.end(), argument) != kOwnVerbs.end();
    if (!is_own && !cite_verb(argument)) return none;
    std::string verb = argument;
    arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(i));
    return verb;
  }
  return none;
}

// The command line as it was written.
struct CommandLine {
  std::string verb;
  CiteCommand command;
  std::vector<std::string> words;
  std::string index;
  std::string server;
  std::string output;  // of prove
  std::string batch;   // a file of queries
  std::string csl;     // a file of a style
  bool json = false;

  void declare(CLI::App& app);
};

void CommandLine::declare(CLI::App& app) {
  // One value for each time the option is given: what follows is the query.
  const auto repeatable = [&](const char* name, std::vector<std::string>& values) {
    app.add_option(name, values)
        ->type_size(1)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args(false);
  };
  app.set_version_flag("--version", "cite (Pressmark) " PRESSMARK_VERSION);
  app.add_option("words", words);
  auto* local = app.add_option("--index", index);
  app.add_option("--server", server)->excludes(local);
  repeatable("--outlet", command.outlets);
  repeatable("--speaker", command.speakers);
  repeatable("--country", command.countries);
  repeatable("--lang", command.languages);
  app.add_option("--from", command.from);
  app.add_option("--to", command.to);
  app.add_option("-n", command.count)->check(CLI::Range(1U, kMaxResultDepth));
  app.add_option("--sort", command.sort);
  app.add_flag("--exact", command.exact);
  app.add_option("--style", command.style);
  auto* form = app.add_option("--format", command.format);
  app.add_flag("--json", json)->excludes(form);
  app.add_option("--accessed", command.accessed);
  app.add_option("--as", command.draft_format);
  app.add_flag("--wrong", command.only_wrong);
  repeatable("--fail-on", command.fail_on);
  app.add_option("-o,--output", output);
  app.add_flag("--first", command.first);
  app.add_flag("--all-outlets", command.all_outlets);
  app.add_option("--context", command.context)->check(CLI::Range(0U, kMostContext));
  app.add_option("--batch", batch);
  app.add_option("--csl", csl);
}

bool colours_wanted() {
  const char* const no_color = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  const bool refused = (no_color != nullptr && *no_color != '\0') || terminal == nullptr ||
                       std::string_view(terminal) == "dumb";
  return !refused && isatty(STDOUT_FILENO) == 1;
}

// A query that came by a pipe: its lines are one.
std::string words_from_input() {
  LineReader lines(STDIN_FILENO, kLongestBatchLine);
  std::string words;
  while (const auto line = lines.next()) {
    if (line->is_too_long || words.size() + line->text.size() > kLongestBatchLine)
      throw Error(
          ErrorKind::too_large,
          "the query on standard input is longer than " + std::to_string(kLongestBatchLine) + " bytes",
          "for a query a line: --batch -");
    words += (words.empty() ? "" : " ") + line->text;
  }
  return words;
}

// Completes what was written: words into one string, the day of access, drafts read from their files.
DraftFiles complete(CommandLine& line) {
  auto& command = line.command;
  if (line.json) command.format = "json";
  if (command.accessed.empty()) command.accessed = to_string(access_day());
  command.colours = colours_wanted();
  if (command.verb != CiteVerb::verify) {
    const bool is_of_one = command.verb == CiteVerb::show || command.verb == CiteVerb::prove;
    if (is_of_one && line.words.size() > 1)
      refuse("cite " + std::string(to_string(command.verb)) + " takes one citation");
    command.words = line.words.size() == 1 && line.words[0] == "-"
                        ? words_from_input()
                        : fmt::format("{}", fmt::join(line.words, " "));
    check(command);
    return {};
  }
  if (line.words.empty())
    refuse("there is no draft to verify", "try: cite verify draft.md; - reads standard input");
  check(command);
  auto files = read_drafts(line.words);
  command.drafts = std::move(files.drafts);
  return files;
}

using Runner = std::function<CiteOutcome(const CiteCommand&)>;

// Where commands run: an index of this machine, which must be there, or a server, which is asked each time.
Runner runner(const CommandLine& line) {
  if (!line.server.empty())
    return [server = line.server](const CiteCommand& command) { return run_at(server, command); };
  auto pool = std::make_shared<SearcherPool>(index_directory(line.index), 1, Disclosure::all);
  return [pool](const CiteCommand& command) {
    return pool->with([&](Searcher& searcher) { return run(searcher, command); });
  };
}

CiteOutcome run(CommandLine& line) {
  auto files = complete(line);
  auto outcome = runner(line)(line.command);
  outcome.notes.insert(outcome.notes.begin(), files.notes.begin(), files.notes.end());
  if (files.status != 0) outcome.status = files.status;
  return outcome;
}

// False for a reader who has seen enough: that is no error; a full disk is one.
bool write_output(std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written > 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      return false;
    } else if (errno != EINTR) {
      throw Error(ErrorKind::io, "cannot write to standard output", "is the disk full?");
    }
  }
  return true;
}

int serve_mcp(const CommandLine& line) {
  if (!line.words.empty()) refuse("cite mcp takes no words: a client asks on standard input");
  mcp::serve(STDIN_FILENO, STDOUT_FILENO, [run = runner(line)](CiteCommand command) {
    command.accessed = to_string(access_day());  // of the call: a client may stay for days
    return run(command);
  });
  return 0;
}

// "a-1@9f2c41d07ab3#c120-188" → "a-1@9f2c41d07ab3-c120-188"
std::string bundle_name(std::string pinned) {
  std::replace(pinned.begin(), pinned.end(), '#', '-');
  return pinned;
}

CiteOutcome prove(CommandLine& line) {
  auto outcome = run(line);
  while (outcome.output.ends_with('\n')) outcome.output.pop_back();
  const auto name = bundle_name(outcome.output);
  const auto path = line.output.empty() ? name + ".zip" : line.output;
  // A server elsewhere names the files: they stay in the folder.
  for (const auto& file : outcome.files)
    if (file.name.empty() || file.name.front() == '.' || file.name.find('/') != std::string::npos)
      throw Error(ErrorKind::unavailable, "the server's bundle has a file of no proper name");
  proof::write_bundle(outcome.files, path, name);
  outcome.output = path + "\n";
  return outcome;
}

// With nothing but the bundle: neither index nor server is asked.
CiteOutcome check_bundle(const CommandLine& line) {
  if (line.words.empty() || line.words.size() > 2)
    refuse("cite check takes a bundle, and the citation it is to prove",
           "try: cite check bundle.zip ID@REV#cA-B");
  const auto checked =
      proof::check(proof::read_bundle(line.words[0]), line.words.size() > 1 ? line.words[1] : "");
  CiteOutcome outcome;
  outcome.output = line.command.format == "json" ? proof::json_report(checked) : proof::text_report(checked);
  outcome.status = checked.holds() ? 0 : 1;
  return outcome;
}

// A command that finds articles, its references by pandoc.
CiteOutcome run_with_csl(CommandLine& line) {
  auto& command = line.command;
  if (line.json) command.format = "json";
  const auto to = csl::pandoc_format(command.format);
  if (to.empty()) refuse("--csl prints text, markdown or html, not " + command.format);
  command.format = "csl-json";
  auto outcome = run(line);
  if (outcome.status == 0)
    outcome.output = csl::bibliography(outcome.output, line.csl, to);
  else
    outcome.output.clear();
  return outcome;
}

int run_lines(CommandLine& line) {
  const auto verb = line.command.verb;
  if (verb != CiteVerb::find && verb != CiteVerb::quote && verb != CiteVerb::show && verb != CiteVerb::who)
    refuse("--batch is for find, quote, show and who");
  if (!line.words.empty()) refuse("with --batch the queries come from its file, not from the command line");
  if (!line.csl.empty()) refuse("--batch and --csl do not go together");
  if (line.json) line.command.format = "json";
  line.command.accessed = line.command.accessed.empty() ? to_string(access_day()) : line.command.accessed;
  line.command.colours = colours_wanted();
  return run_batch(line.command, line.batch, runner(line),
                   {write_output, [](const std::string& note) { fmt::print(stderr, "cite: {}\n", note); }});
}

CiteOutcome outcome_of(CommandLine& line) {
  if (!line.output.empty() && line.verb != "prove") refuse("-o is for cite prove; redirect what is printed");
  if (line.verb == "check") {
    if (line.json) line.command.format = "json";
    if (line.command.format != "text" && line.command.format != "json")
      refuse("--format of a checked bundle is text or json");
    return check_bundle(line);
  }
  if (line.command.verb == CiteVerb::prove) return prove(line);
  if (line.csl.empty()) return run(line);
  if (line.command.verb == CiteVerb::verify) refuse("--csl is for citations, not for a verified draft");
  return run_with_csl(line);
}

int report_failure(const Error& error) {
  fmt::print(stderr, "cite: {}\n", error.what());
  if (!error.hint().empty()) fmt::print(stderr, "  {}\n", error.hint());
  return exit_status(error.kind());
}

int cite(std::vector<std::string> arguments) {
  CommandLine line;
  CLI::App app{"cite", "cite"};
  app.set_help_flag("-h,--help");
  line.declare(app);
  try {
    line.verb = take_verb(arguments);
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    app.parse(arguments);
  } catch (const CLI::CallForHelp&) {
    write_output(kHelp);
    return 0;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --version
    refuse(error.what());
  }
  if (line.verb == "mcp") return serve_mcp(line);
  if (const auto verb = cite_verb(line.verb)) line.command.verb = *verb;
  if (!line.batch.empty()) return run_lines(line);
  const CiteOutcome outcome = outcome_of(line);
  write_output(outcome.output);
  for (const std::string& note : outcome.notes) fmt::print(stderr, "cite: {}\n", note);
  return outcome.status;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is seen where it is written to
  try {
    return cite({argv + 1, argv + argc});
  } catch (const Error& error) {
    return report_failure(error);
  } catch (const std::exception& error) {
    return report_failure(Error(ErrorKind::internal, error.what(), "this is a defect; please report it"));
  }
}
